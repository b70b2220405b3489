"""A small study of two waves, written to disk."""

from tests.two_waves import waves

__all__ = ["waves"]
