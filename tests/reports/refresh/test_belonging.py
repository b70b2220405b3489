"""A document is refreshed from its own study only; what stands in the way is said with both titles and the way out."""

from dataclasses import replace
from pathlib import Path

import pytest

from reports.document import report
from reports.front import Front
from reports.manifest import read_manifest
from reports.refresh import Draft, check_study, open_package
from survey.errors import StudyError
from tests.reports import samples
from tests.reports.refresh.authors import front, parts, renewed_by, sources

OURS, OTHERS = "a" * 16, "b" * 16
TABLES = (samples.information_source(),)


def written(folder: Path, study: str, about: Front | None = None) -> Path:
    path = folder / "thesis.docx"
    path.write_bytes(report(samples.release(tables=TABLES), replace(about or front(), name=study)))
    return path


def refused(path: Path, title: str = "", **wishes: bool) -> str:
    with pytest.raises(StudyError) as caught:
        check_study(Draft(open_package(path)), OURS, title, **wishes)
    return str(caught.value)


def test_both_studies_are_named(tmp_path: Path) -> None:
    path = written(tmp_path, OTHERS)
    assert "prints another study, 'Belgische kopers', not 'Gent'" in refused(path, "Gent", adopt=True)
    untitled = written(tmp_path, OTHERS, replace(front(), title=samples.label("")))
    assert "prints another study, not 'Gent'" in refused(untitled, "Gent")


def test_one_of_the_same_title_has_another_first_wave(tmp_path: Path) -> None:
    assert "first wave has another name" in refused(written(tmp_path, OTHERS), "Belgische kopers")


@pytest.mark.parametrize("old", ["cryptodrug-study", ""])
def test_a_document_by_an_older_version_is_taken_up_once_it_is_asked_for(tmp_path: Path, old: str) -> None:
    path = written(tmp_path, old)
    said = refused(path, "Belgische kopers")
    assert "older version" in said
    assert "a report of 'Belgische kopers', refresh it once with --force" in said
    release = samples.release(tables=tuple(table for table in sources(web=25) if table.id == "info_bron"))
    about = replace(front(), name=OURS)
    with pytest.raises(StudyError, match="older version"):
        renewed_by(path, release, about)
    assert renewed_by(path, release, about, adopt=True).content is not None
    manifest = read_manifest(parts(path))
    assert manifest is not None
    assert manifest.study == OURS
    assert renewed_by(path, release, about).content is None
