"""What holds for every test: property tests never race a clock, repeat themselves in CI, and dear work is shared."""

import os
from collections.abc import Iterator

import pytest
from hypothesis import settings

from tests import once

settings.register_profile("developer", deadline=None)
settings.register_profile("ci", deadline=None, derandomize=True, print_blob=True, max_examples=50)
settings.load_profile("ci" if os.environ.get("CI") else "developer")


@pytest.fixture(scope="session", autouse=True)
def kept() -> Iterator[None]:
    with once.kept():
        yield
