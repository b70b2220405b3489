"""A study: its folder's settings and workbook as one object, and the way to its survey."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from survey.cleaning import Cleaning, Exclude, clean
from survey.codebook import Codebook, Label
from survey.contradictions import Contradiction
from survey.decisions import Correction, Exclusion
from survey.errors import Problem, StudyError, did_you_mean, gather, problem
from survey.headings import columns_of
from survey.interviews.corpus import Corpus
from survey.interviews.folder import read_corpus, tie
from survey.keystore import KeyStore, key_file, read_keys, write_keys
from survey.open_answers import OpenAnswers, check_codes, read_open_answers, with_categories
from survey.origin import ORIGIN, add_origin, mark_origin
from survey.plan import Comparator, Convergence, Finding, Junction, Order, TablePlan
from survey.questions import Conventions, WaveExport, asked
from survey.read import read_export
from survey.read.export import Export, Hints, rename_columns
from survey.recode import add_derived, derivations, read_recodes, with_waves
from survey.rules import parse_rule
from survey.settings import NAME, InterviewsPart, Settings, WavePart, read_settings
from survey.survey import Linked, Survey
from survey.waves.bridges import Bridge
from survey.waves.crosswalk import read_crosswalk
from survey.waves.harmonise import harmonise
from survey.waves.linking import check_link, elements, links, with_counts
from survey.waves.questionnaires import read_questionnaires
from survey.workbook import COLUMNS, Line, read_workbook
from survey.xlsform import check_labels, check_rules, read_codebook

SOURCES = frozenset({NAME, "codebook", "codebook.xlsx", "data", "interviews", "releases.csv"})
"""What of a study folder is read, or kept, and never replaced by an output."""

NAME_OF_TABLE = re.compile(r"^\w+$")


@dataclass(frozen=True)
class Study:
    """A study folder, read and checked; the data themselves are read by `survey()`."""

    path: Path
    settings: Settings
    cleaning: Cleaning
    plans: tuple[TablePlan, ...]
    findings: tuple[Finding, ...]
    contradictions: tuple[Contradiction, ...] = ()
    corpora: tuple[Corpus, ...] = ()
    """The sets of interviews, not yet tied to respondents: `survey()` does that."""
    joint: tuple[Junction, ...] = ()
    """The research questions on which survey and interviews meet."""
    chosen: tuple[str, ...] = ()
    """The waves it is looked at for; none = all."""

    @classmethod
    def load(cls, path: Path | str) -> Study:
        """Return the study in the folder `path`; raise `StudyError` with what is wrong in settings or workbook."""
        folder = Path(path)
        if not folder.is_dir():
            what = "this is a file, not the folder of a study" if folder.exists() else "there is no such folder"
            raise problem(what, str(folder), f"Name the folder that holds {NAME}.")
        settings = read_settings(folder)
        sheets = read_workbook(folder)
        questionnaires = read_questionnaires(folder, settings, sheets)
        cleaning = _cleaning(settings, sheets, questionnaires, read_open_answers(folder / "interviews"))
        check_labels(cleaning.codebook, settings.study.languages[0])
        if settings.link is not None:
            check_link(settings.link.of, cleaning.codebook, f"{folder / NAME}, link.of")
        plans = tuple(gather(partial(_plan, [wave.name for wave in settings.wave]), sheets.get("tables", ())))
        _once([(plan.id, plan.place) for plan in plans], "table")
        findings = tuple(gather(_finding, sheets.get("findings", ())))
        _once([(finding.number, finding.place) for finding in findings], "finding")
        contradictions = tuple(gather(partial(_contradiction, cleaning.codebook), sheets.get("contradictions", ())))
        _once([(contradiction.name, contradiction.rule.place) for contradiction in contradictions], "contradiction")
        corpora = tuple(gather(lambda part: read_corpus(folder / part.folder, part), settings.interviews))
        joint = tuple(gather(_junction, sheets.get("joint", ())))
        _once([(row.id, row.place) for row in joint], "research question")
        return cls(folder, settings, cleaning, plans, findings, contradictions, corpora, joint)

    @property
    def name(self) -> str:
        """Return the name of the folder."""
        return self.path.resolve().name

    @property
    def title(self) -> Label:
        """Return the study's title by language."""
        return Label(self.settings.study.title)

    @property
    def languages(self) -> tuple[str, ...]:
        """Return the study's languages, its own first."""
        return tuple(self.settings.study.languages)

    @property
    def synthetic(self) -> bool:
        """Return whether the people are invented."""
        return self.settings.study.synthetic

    @property
    def waves(self) -> tuple[WavePart, ...]:
        """Return the rounds of fieldwork that are looked at, in order."""
        return tuple(wave for wave in self.settings.wave if not self.chosen or wave.name in self.chosen)

    def of_waves(self, names: Sequence[str]) -> Study:
        """Return the study as seen from some waves, or from all where none is named; raise for one it does not have."""
        known = [wave.name for wave in self.settings.wave]
        for name in names:
            if name not in known:
                raise problem(f"there is no wave '{name}'", str(self.path / NAME), did_you_mean(name, known))
        return replace(self, chosen=tuple(name for name in known if name in names))

    @property
    def threshold(self) -> int:
        """Return the smallest count that may leave the team."""
        return self.settings.disclosure.threshold

    @property
    def codebook(self) -> Codebook:
        """Return what was asked in the waves that are looked at, derived variables included."""
        if not self.chosen:
            return self.cleaning.codebook
        alone = len(self.chosen) == 1
        whole = self.cleaning.of_wave(self.chosen[0]) if alone else self.cleaning.codebook
        return whole.of_waves(self.chosen)

    @property
    def questionnaires(self) -> Mapping[str, Codebook]:
        """Return what each wave asked, in the words of its own questionnaire."""
        return {wave.name: self.cleaning.asked(wave.name) for wave in self.waves}

    @property
    def bridges(self) -> tuple[Bridge, ...]:
        """Return how the questions of the waves that are looked at become those of the codebook."""
        names = {wave.name for wave in self.waves}
        return tuple(bridge for bridge in self.cleaning.bridges if bridge.wave in names)

    @property
    def method(self) -> Mapping[str, Label]:
        """Return facts for the reporting checklist, by item."""
        return {item: Label(texts) for item, texts in self.settings.method.items()}

    @property
    def citation(self) -> Label:
        """Return whose data these are, when they are others'."""
        return Label(self.settings.source.citation)

    def owns(self, path: Path) -> bool:
        """Return whether a path is one of the study's own sources, which are never written to."""
        whole, folder = path.resolve(), self.path.resolve()
        if self.settings.report.template and whole == (folder / self.settings.report.template).resolve():
            return True
        workbooks = [(folder / wave.codebook).resolve() for wave in self.settings.wave if wave.codebook]
        if any(whole.is_relative_to(workbook) for workbook in workbooks):
            return True
        return whole.is_relative_to(folder) and whole.relative_to(folder).parts[0] in SOURCES

    def survey(self, *, keep_keys: bool = True) -> Survey:
        """Return the cleaned survey; raise `StudyError` when the exports cannot be read.

        Study ids come from the key file beside the folder, which is brought up to date; with `keep_keys=False`
        nothing is written, and new respondents get ids for this run only.
        """
        return self.survey_and_keys(keep_keys=keep_keys)[0]

    def survey_and_keys(self, *, keep_keys: bool = True) -> tuple[Survey, KeyStore]:
        """Return the cleaned survey and the key store behind its study ids."""
        file = key_file(self.path)
        exports = [part for wave in self.settings.wave for part in self._exports(wave)]
        survey, keys = clean(self.cleaning, exports, read_keys(file))
        corpora = tuple(tie(corpus, keys) for corpus in self.corpora)
        if keep_keys:
            write_keys(keys, file)
        whole = replace(survey, corpora=corpora, links=self._links(survey, keys))
        return with_counts(whole.of_waves(self.chosen) if self.chosen else whole), keys

    def _links(self, survey: Survey, keys: KeyStore) -> Mapping[tuple[str, str], Linked]:
        """Return who is the same person in two waves, where respondents made a code to tell."""
        if self.settings.link is None:
            return {}
        questionnaires = {wave.name: self.cleaning.asked(wave.name) for wave in self.settings.wave}
        return links(survey, keys, elements(self.settings.link.of, questionnaires, self.settings.missing.codes))

    def interview_set(self, name: str = "") -> InterviewsPart:
        """Return the settings of the set called `name`, or of the first; raise `StudyError` when there is none."""
        sets = self.settings.interviews
        found = next((part for part in sets if name in {"", part.name}), None)
        if found is not None:
            return found
        if sets:
            what = f"there is no set of interviews '{name}'"
            raise problem(what, str(self.path / NAME), did_you_mean(name, [part.name for part in sets]))
        advice = f'Add two lines to {NAME}: [[interviews]] and name = "interviews".'
        raise problem("this study has no interviews", str(self.path / NAME), advice)

    def _exports(self, wave: WavePart) -> list[WaveExport]:
        finished = parse_rule(wave.finished, f"{self.path / NAME}, wave {wave.name}") if wave.finished else None
        if finished:
            questions = self.cleaning.asked(wave.name)
            finished.check(questions, known={question.name for question in asked(questions)})
        several = len(wave.export) > 1
        return [
            WaveExport(wave.name, self._export(wave, name), finished, name if several else "") for name in wave.export
        ]

    def _export(self, wave: WavePart, name: str) -> Export:
        hints = Hints(
            () if wave.header else self._names(wave.name), self.path / wave.structure if wave.structure else None
        )
        export = rename_columns(read_export(self.path / name, wave.format, hints), wave.rename.get(name, {}))
        return mark_origin(export, name) if self.settings.several_files else export

    def _names(self, wave: str) -> tuple[str, ...]:
        """Return the columns of a file without headings: every question of the wave in order, a set by boxes."""
        asked_for = (
            variable for variable in self.cleaning.asked(wave) if not variable.derived and variable.name != ORIGIN
        )
        return tuple(column for variable in asked_for for column in columns_of(variable))


def _cleaning(
    settings: Settings,
    sheets: Mapping[str, Sequence[Line]],
    questionnaires: Mapping[str, Codebook],
    opened: OpenAnswers,
) -> Cleaning:
    declared = read_codebook(sheets["survey"], sheets.get("choices", ()))
    if settings.several_files:
        files = {wave.name: wave.export for wave in settings.wave if len(wave.export) > 1}
        declared = add_origin(declared, [name for names in files.values() for name in names])
        questionnaires = {w: add_origin(a, files[w]) if w in files else a for w, a in questionnaires.items()}
    harmonised = harmonise(declared, questionnaires, read_crosswalk(sheets.get("crosswalk", ()), list(questionnaires)))
    codebook = harmonised.codebook
    codebook = with_categories(codebook, opened)
    check_codes(codebook, opened)
    recodes = read_recodes(sheets.get("recode", ()), codebook)
    codebook = with_waves(add_derived(codebook, recodes), recodes, list(questionnaires))
    check_rules(codebook)
    derivations(codebook, recodes)
    return Cleaning(
        codebook=codebook,
        questionnaires=questionnaires if harmonised.bridges else {},
        bridges=harmonised.bridges,
        conventions=Conventions(settings.missing.codes, settings.missing.blank),
        recodes=recodes,
        excludes=tuple(gather(partial(_exclude, codebook), sheets.get("exclude", ()))),
        corrections=tuple(gather(partial(_correction, codebook), sheets.get("corrections", ()))),
        exclusions=tuple(_exclusion(line) for line in sheets.get("exclusions", ())),
        opened=opened,
    )


def _exclude(codebook: Codebook, line: Line) -> Exclude:
    rule = parse_rule(line["rule"], line.place)
    rule.check(codebook)
    return Exclude(line["name"], rule, line.label())


def _contradiction(codebook: Codebook, line: Line) -> Contradiction:
    rule = parse_rule(line["rule"], line.place)
    rule.check(codebook)
    return Contradiction(line["name"], rule, line.label())


def _correction(codebook: Codebook, line: Line) -> Correction:
    codebook.find(line["variable"], line.place)
    return Correction(
        respondent=line["respondent"],
        wave=line["wave"],
        why=line.label("why"),
        by=_by(line),
        place=line.place,
        variable=line["variable"],
        old=line["old"],
        new=line["new"],
    )


def _exclusion(line: Line) -> Exclusion:
    return Exclusion(line["respondent"], line["wave"], line.label("why"), _by(line), line.place)


def _by(line: Line) -> str:
    """Return who decided, and when."""
    return ", ".join(part for part in (line["who"], line["when"]) if part)


def _plan(waves: Sequence[str], line: Line) -> TablePlan:
    if not NAME_OF_TABLE.match(line["id"]):
        raise problem(f"'{line['id']}' cannot name a table", line.place, "Use letters, digits and _ only.")
    common = COLUMNS["tables"]
    options = {key: text for key, text in line.cells.items() if key.split("::")[0] not in common}
    return TablePlan(
        id=line["id"],
        kind=line["kind"],
        of=tuple(line["of"].split()),
        by=line["by"],
        where=line["where"],
        waves=_waves(line["wave"], waves),
        title=line.label("title"),
        section=line.label("section"),
        remark=line.label("remark"),
        show=tuple(part.strip() for part in line["show"].split(",") if part.strip()),
        order=line.word("order", Order, Order.ASKED),
        options=options,
        place=line.place,
    )


def _waves(text: str, known: Sequence[str]) -> tuple[str, ...]:
    """Return the waves that a cell names: with spaces between them, or with bars where a name has spaces itself."""
    if text in known:
        return (text,)
    return tuple(name.strip() for name in (text.split("|") if "|" in text else text.split()) if name.strip())


def _finding(line: Line) -> Finding:
    return Finding(
        number=line["number"],
        label=line.label(),
        table=line["table"],
        row=line["row"],
        column=line["column"],
        figure=line["figure"],
        comparator=line.word("comparator", Comparator),
        source=line["source"],
        study=line.label("study"),
        why=line.label("why"),
        place=line.place,
    )


def _junction(line: Line) -> Junction:
    if not line["id"]:
        raise problem("this row has no id", line.place, "Give it a short name of its own.")
    return Junction(
        id=line["id"],
        label=line.label(),
        table=line["table"],
        row=line["row"],
        column=line["column"],
        codes=tuple(line["codes"].split()),
        verdict=line.word("verdict", Convergence) if line["verdict"] else None,
        why=line.label("why"),
        quote=line["quote"],
        place=line.place,
    )


def _once(named: Sequence[tuple[str, str]], what: str) -> None:
    counts = Counter(name for name, _ in named)
    twice = [
        Problem(f"the {what} '{name}' is there twice", place, "Rename one.")
        for name, place in named
        if counts[name] > 1
    ]
    if twice:
        raise StudyError(*twice[1:])
