"""Are the wanted tables possible? Every plan is held against its kind before any data are read."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from analysis.drawing import FIGURE, check_figure
from analysis.kinds import Check, Kind, corpus_of
from survey.codebook import Codebook, Role, Variable, VariableType
from survey.errors import Problem, StudyError, did_you_mean, gather
from survey.plan import Comparator, Finding, TablePlan
from survey.rules import parse_rule

if TYPE_CHECKING:
    from survey.study import Study

PLAIN = "Write the number with a decimal point and without a sign for per cent."
BESIDE = ("frequency", "multiresponse", "counts", "bands", "number")
"""Kinds with a row for each figure: in others a column of literature would not say which figure it stands beside."""
WAVE = "wave"
"""What `by` says to set waves side by side."""
COMPARING = ("published", "joint")
OVER_WAVES = ("trend", "changes", "shifts", "panel", "dropout", "linked")
"""Kinds about several waves: a published figure is of one."""
"""Kinds whose numbers are copies of other tables'."""
SET = "interviews"
"""The option by which a table about interviews names their set."""
COMMON_LABELS = ("universe",)
"""Text options that every kind takes: here, what to call the people that `where` selects."""


def check_plan(plan: TablePlan, kinds: Mapping[str, Kind], study: Study) -> Iterator[Problem]:
    """Yield everything that is wrong with one wanted table."""
    kind = kinds.get(plan.kind)
    if kind is None:
        yield Problem(f"there is no table kind '{plan.kind}'", plan.place, did_you_mean(plan.kind, kinds))
        return
    yield from _check_variables(plan, kind, study)
    yield from _check_show(plan, kind)
    yield from _check_options(plan, kind, study.codebook)
    yield from check_figure(plan, study.codebook.variables.get(plan.by))
    yield from _check_people(plan, kind, study.codebook)
    yield from _check_waves(plan, study)
    yield from _check_links(plan, kind, study)


def check_findings(study: Study) -> Iterator[Problem]:
    """Yield the findings that point at no table of numbers, and those whose figure their comparator cannot take."""
    tables = {plan.id: plan for plan in study.plans if plan.kind not in (*COMPARING, *OVER_WAVES)}
    for finding in study.findings:
        yield from _check_figure(finding)
        if finding.table and finding.table not in tables:
            what = f"finding {finding.number} points at '{finding.table}', which is no table of numbers here"
            yield Problem(what, finding.place, did_you_mean(finding.table, tables))
        elif finding.study and finding.table and tables[finding.table].kind not in BESIDE:
            what = f"finding {finding.number} is of another study, and stands beside no table of this kind"
            yield Problem(what, finding.place, f"Point it at a table of kind {', '.join(BESIDE)}.")


def is_number(text: str) -> bool:
    """Return whether a published figure is a number rather than a name (`100_250` is a name)."""
    return re.fullmatch(r"-?\d+(\.\d+)?", text) is not None


def _check_figure(finding: Finding) -> Iterator[Problem]:
    what = f"finding {finding.number}: '{finding.comparator}' needs"
    if finding.comparator is Comparator.MORE and not is_number(finding.figure):
        yield Problem(f"{what} a number, not '{finding.figure}'", finding.place, PLAIN)
    if finding.comparator is Comparator.RANK and not re.fullmatch(r"[1-9]\d*", finding.figure):
        yield Problem(f"{what} a place (1, 2, …), not '{finding.figure}'", finding.place)
    if finding.comparator is Comparator.EQUAL and not finding.figure:
        yield Problem(f"{what} a figure, and there is none", finding.place, PLAIN)


def variables_of(plan: TablePlan, codebook: Codebook) -> tuple[Variable, ...]:
    """Return the variables a plan is of; the name of a group stands for all its questions."""
    found = [variable for name in plan.of for variable in _named(name, codebook)]
    return tuple({variable.name: variable for variable in found}.values())


def words(*allowed: str) -> Check:
    """Return the check of an option that takes one of some words."""

    def check(value: str, variables: Sequence[Variable], codebook: Codebook) -> str:
        return "" if value in allowed else f"'{value}' is not allowed. {did_you_mean(value, allowed)}"

    return check


def numbers(value: str, variables: Sequence[Variable], codebook: Codebook) -> str:
    """Check an option that takes whole numbers with spaces between them."""
    return "" if all(word.isdecimal() for word in value.split()) else f"'{value}' must be whole numbers"


def whole(value: str, variables: Sequence[Variable], codebook: Codebook) -> str:
    """Check an option that takes one whole number."""
    return "" if value.isdecimal() else f"'{value}' must be a whole number"


def positive(value: str, variables: Sequence[Variable], codebook: Codebook) -> str:
    """Check an option that takes one whole number of 1 or more."""
    return "" if value.isdecimal() and int(value) else f"'{value}' must be a whole number of 1 or more"


def items(value: str, variables: Sequence[Variable], codebook: Codebook) -> str:
    """Check an option that takes names of items."""
    return _unknown(value.split(), {variable.item for variable in codebook if variable.item}, "item")


def choices(value: str, variables: Sequence[Variable], codebook: Codebook) -> str:
    """Check an option that takes names of categories; for a table by role all categories are looked at."""
    looked_at = variables or [variable for variable in codebook if variable.role]
    known = {choice.name for variable in looked_at for choice in variable.answers}
    return _unknown(value.split(), known, "category")


def question(value: str, variables: Sequence[Variable], codebook: Codebook) -> str:
    """Check an option that takes the name of one question."""
    known = [variable.name for variable in codebook if not variable.identifier]
    return _unknown([value], known, "question")


def one_choices(value: str, variables: Sequence[Variable], codebook: Codebook) -> str:
    """Check an option that takes names of select_one questions."""
    known = [v.name for v in codebook if v.type is VariableType.SELECT_ONE and not v.identifier]
    return _unknown(value.split(), known, "select_one question")


def one_choice(value: str, variables: Sequence[Variable], codebook: Codebook) -> str:
    """Check an option that takes the name of one select_one question."""
    return "name one question only" if len(value.split()) > 1 else one_choices(value, variables, codebook)


def label(value: str, variables: Sequence[Variable], codebook: Codebook) -> str:
    """Check an option that takes a text in several languages: any text will do."""
    return ""


def about_role(plan: TablePlan, variables: Sequence[Variable], codebook: Codebook) -> str:
    """Return why no questions can be found by the plan's role, or nothing."""
    word = plan.options.get("role", "").strip()
    if variables or (word and word not in set(Role)):
        return ""
    questions = codebook.about(Role(word)) if word else {}
    if not questions:
        return f"no question has the role '{word}'" if word else "name variables in 'of' or a 'role'"
    missing = [item for item in plan.options.get("items", "").split() if item not in questions]
    if missing:
        return f"no question about '{missing[0]}' has the role '{word}'"
    odd = next((v.name for v in questions.values() if v.type is not VariableType.SELECT_ONE), "")
    return f"'{odd}' is no single-choice question" if odd else ""


def _unknown(names: Iterable[str], known: Iterable[str], what: str) -> str:
    options = set(known)
    missing = next((name for name in names if name not in options), "")
    return f"there is no {what} '{missing}'. {did_you_mean(missing, options)}" if missing else ""


def _named(name: str, codebook: Codebook) -> list[Variable]:
    if name in codebook.variables:
        return [codebook[name]]
    return [variable for variable in codebook if variable.group == name]


def _check_variables(plan: TablePlan, kind: Kind, study: Study) -> Iterator[Problem]:
    if kind.of_tables:
        yield from _check_tables(plan, study)
        return
    if kind.of_codes:
        yield from _caught(lambda: _check_codes(plan, study))
        refused = kind.refuse(plan, (), study.codebook)
        yield from [Problem(f"table '{plan.id}': {refused}", plan.place)] if refused else []
        return
    unknown = [name for name in plan.of if not _named(name, study.codebook)]
    known = [*study.codebook.variables, *study.codebook.groups]
    yield from (Problem(f"there is no variable '{name}'", plan.place, did_you_mean(name, known)) for name in unknown)
    variables = variables_of(plan, study.codebook)
    unsuited = [*_check_types(plan, kind, variables), *_check_number(plan, kind, variables)]
    yield from unsuited
    if not unknown and not unsuited:
        refused = kind.refuse(plan, variables, study.codebook)
        yield from [Problem(f"table '{plan.id}': {refused}", plan.place)] if refused else []


def _check_tables(plan: TablePlan, study: Study) -> Iterator[Problem]:
    known = [other.id for other in study.plans]
    for name in plan.of:
        if name not in known:
            yield Problem(f"there is no table '{name}'", plan.place, did_you_mean(name, known))


def _check_codes(plan: TablePlan, study: Study) -> None:
    """Raise `StudyError` for a set of interviews, or a code in it, that is not there."""
    codes = corpus_of(plan, study.corpora).codes
    gather(lambda name: codes.find(name, plan.place), plan.of)


def _check_types(plan: TablePlan, kind: Kind, variables: Sequence[Variable]) -> Iterator[Problem]:
    for variable in variables:
        if variable.identifier:
            yield Problem(f"'{variable.name}' identifies people and is in no table", plan.place)
        elif kind.types and variable.type not in kind.types:
            takes = " or ".join(kind.types)
            what = f"'{variable.name}' is {variable.type}, and a table of kind '{plan.kind}' takes {takes}"
            yield Problem(what, plan.place, kind.why)


def _check_number(plan: TablePlan, kind: Kind, variables: Sequence[Variable]) -> Iterator[Problem]:
    if plan.of and not kind.types:
        yield Problem(f"a table of kind '{plan.kind}' is of no variables", plan.place, "Leave 'of' empty.")
    elif not kind.least <= len(variables) <= kind.most and (variables or not plan.of):
        wanted = str(kind.least) if kind.least == kind.most else f"at least {kind.least}"
        wanted = f"at most {kind.most}" if len(variables) > kind.most > kind.least else wanted
        what = f"a table of kind '{plan.kind}' takes {wanted} variable(s), not {len(variables)}"
        yield Problem(what, plan.place, "Name them in 'of', with spaces between them.")


def _check_show(plan: TablePlan, kind: Kind) -> Iterator[Problem]:
    for word in plan.show:
        if word not in kind.show:
            what = f"a table of kind '{plan.kind}' cannot show '{word}'"
            yield Problem(what, plan.place, did_you_mean(word, kind.show) or "Leave 'show' empty.")


def _check_options(plan: TablePlan, kind: Kind, codebook: Codebook) -> Iterator[Problem]:
    variables = variables_of(plan, codebook)
    for option, value in plan.options.items():
        name = option.split("::")[0]
        check = label if name in COMMON_LABELS else kind.options.get(name)
        if option == FIGURE or (kind.of_codes and option == SET) or not value.strip():
            continue
        if check is None:
            what = f"a table of kind '{plan.kind}' has no column '{option}'"
            yield Problem(what, plan.place, did_you_mean(name, kind.options) or "Leave it empty.")
        elif wrong := check(value.strip(), variables, codebook):
            yield Problem(f"column '{option}': {wrong}", plan.place)


def _check_people(plan: TablePlan, kind: Kind, codebook: Codebook) -> Iterator[Problem]:
    if not kind.people and (plan.where or plan.by):
        what = f"a table of kind '{plan.kind}' is not about respondents, so it takes no 'where' and no 'by'"
        yield Problem(what, plan.place, "Leave both empty.")
        return
    if kind.tests_groups and plan.options.get("test", "").strip() == "yes" and not plan.by:
        what = f"table '{plan.id}': a table of kind '{plan.kind}' has nothing to test without groups"
        yield Problem(what, plan.place, "Name a question in 'by', or leave 'test' empty.")
    yield from _caught(lambda: parse_rule(plan.where, plan.place).check(codebook)) if plan.where else []
    variable = codebook.variables.get(plan.by)
    if not plan.by or (variable is None and plan.by == WAVE):
        return
    if variable is None:
        yield Problem(f"there is no variable '{plan.by}'", plan.place, did_you_mean(plan.by, codebook.variables))
    elif variable.type is not VariableType.SELECT_ONE or variable.identifier:
        yield Problem(f"'{plan.by}' cannot make groups: 'by' takes a select_one question", plan.place)


def _check_waves(plan: TablePlan, study: Study) -> Iterator[Problem]:
    known = [wave.name for wave in study.settings.wave]
    for name in plan.waves:
        if name not in known:
            yield Problem(f"table '{plan.id}': there is no wave '{name}'", plan.place, did_you_mean(name, known))


def _check_links(plan: TablePlan, kind: Kind, study: Study) -> Iterator[Problem]:
    if kind.of_links and len(study.settings.wave) > 1 and study.settings.link is None:
        what = f"table '{plan.id}': nobody can be found again in another wave without a code"
        yield Problem(
            what, plan.place, "Add a block [link] to study.toml: of = the questions that the code is made of."
        )


def _caught(look: Callable[[], None]) -> tuple[Problem, ...]:
    try:
        look()
    except StudyError as error:
        return error.problems
    return ()
