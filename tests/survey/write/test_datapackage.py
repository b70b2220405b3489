"""CSV with a data package: read back by what the schema says and nothing else."""

import csv
import io
import json
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from survey.codebook import Label
from survey.study import Study
from survey.survey import Survey
from survey.write.datapackage import write_csv
from survey.write.sheets import RUNNABLE
from tests import toy
from tests.survey.write.conftest import contents


def read(folder: Path) -> tuple[dict[str, Any], list[dict[str, str]]]:
    """Return the descriptor of the only resource, and its rows as text."""
    resource = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))["resources"][0]
    data = (folder / resource["path"]).read_bytes()
    assert (len(data), f"sha256:{sha256(data).hexdigest()}") == (resource["bytes"], resource["hash"])
    dialect = resource["dialect"]
    text = io.StringIO(data.decode(resource["encoding"]), newline="")
    rows = csv.DictReader(text, delimiter=dialect["delimiter"], quotechar=dialect["quoteChar"], strict=True)
    return resource["schema"], list(rows)


def cell(field: dict[str, Any], text: str, missing: dict[str, str]) -> tuple[object, str | None]:
    """Return the answer or the reason that a cell holds."""
    if text in missing:
        return None, missing[text]
    known = [category["value"] for category in field.get("categories", ())]
    assert not known or text in known
    match field["type"]:
        case "integer" | "number":
            return float(text), None
        case "boolean":
            return float((*field["falseValues"], *field["trueValues"]).index(text)), None
    return text.removeprefix(field.get("prefix", "")), None


def answers(folder: Path) -> dict[str, list[tuple[object, str | None]]]:
    schema, rows = read(folder)
    missing = {each["value"]: each["label"].split(":")[0] for each in schema["missingValues"]}
    fields = [field for field in schema["fields"] if field["name"] not in schema["primaryKey"]]
    return {field["name"]: [cell(field, row[field["name"]], missing) for row in rows] for field in fields}


def test_every_answer_and_reason_comes_back(study: Any, survey: Survey, tmp_path: Path) -> None:
    written = write_csv(study, survey, tmp_path / "a.csv")
    assert written == (tmp_path / "a.csv", tmp_path / "datapackage.json")
    assert answers(tmp_path) == contents(survey)


def test_the_built_in_study_comes_back(built_in: tuple[Study, Survey], tmp_path: Path) -> None:
    write_csv(*built_in, tmp_path / "a.csv")
    assert answers(tmp_path) == contents(built_in[1])


def test_no_text_runs_as_a_formula(study: Any, survey: Survey, tmp_path: Path) -> None:
    write_csv(study, survey, tmp_path / "a.csv")
    schema, rows = read(tmp_path)
    texts = {field["name"] for field in schema["fields"] if field["type"] == "string"}
    cells = {row[name] for row in rows for name in texts}
    assert {"'=1+1", "'-5", "''s avonds", "'absent:no_answer", "'-oth-"} <= cells
    assert not {text for text in cells if text.startswith(RUNNABLE)}
    assert "-3.25" in {row["price"] for row in rows}


def test_the_schema_tells_types_categories_and_their_order(study: Any, survey: Survey, tmp_path: Path) -> None:
    write_csv(study, survey, tmp_path / "a.csv")
    fields = {field["name"]: field for field in read(tmp_path)[0]["fields"]}
    kinds = {name: field["type"] for name, field in fields.items()}
    assert (kinds["age"], kinds["price"], kinds["use/alone"], kinds["day"]) == ("integer", "number", "boolean", "date")
    assert fields["gate"]["categories"] == [
        {"value": "yes", "label": "Ja", "labels": {"nl": "Ja", "fr": "Oui"}},
        {"value": "no", "label": "Nee", "labels": {"nl": "Nee", "fr": "Non"}},
    ]
    assert (fields["gate"]["categoriesOrdered"], fields["rate"]["categoriesOrdered"]) == (False, True)
    assert fields["Gate"]["relevant"] == "${gate} = 'yes'"
    assert fields["Gate"]["description"] == "open antwoord, contactgegevens verwijderd"


def test_labels_that_two_categories_share_are_left_out(study: Any, tmp_path: Path) -> None:
    twin = Label({"nl": "Zelfde"})
    variable = toy.Variable("q", toy.VariableType.SELECT_ONE, twin, tuple(toy.Choice(name, twin) for name in "ab"))
    write_csv(study, toy.survey([variable], [{"q": "b"}]), tmp_path / "a.csv")
    categories = next(f for f in read(tmp_path)[0]["fields"] if f["name"] == "q")["categories"]
    assert [list(category) for category in categories] == [["value", "labels"]] * 2


@pytest.mark.parametrize(
    ("name", "heads"), [("wave", ["wave_", "respondent"]), ("respondent", ["wave", "respondent_"])]
)
def test_a_variable_may_be_called_wave(study: Any, name: str, heads: list[str], tmp_path: Path) -> None:
    write_csv(study, toy.survey([toy.number(name)], [{name: 3}]), tmp_path / "a.csv")
    schema, rows = read(tmp_path)
    assert schema["primaryKey"] == heads
    assert list(rows[0].values()) == ["2019", "r0", "3"]
