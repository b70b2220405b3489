"""A release with an invented table of every shape, for the renderers to be tried on."""

from dataclasses import replace
from fractions import Fraction

from analysis.disclosure import Audience, Policy, Release
from analysis.table import (
    Base,
    Cell,
    Column,
    Level,
    Note,
    NoteKind,
    RespondentUnit,
    Row,
    Table,
    Term,
    Unit,
    Universe,
)
from survey.codebook import Label
from survey.missing import Reason
from survey.survey import Action, Source, Step

N = 99
EVERYONE = Universe(RespondentUnit.RESPONDENTS, N)
SYNTHETIC = Note(NoteKind.SYNTHETIC, Term("note.synthetic"))


def label(nl: str, fr: str = "", en: str = "") -> Label:
    return Label({"nl": nl, "fr": fr or f"{nl} (fr)", "en": en or f"{nl} (en)"})


def base(key: str, n: int, name: Label | Term | None = None, total: int = N) -> Base:
    """Return a base of n people; the others are spread over three reasons."""
    absent = total - n
    missing = {
        Reason.NO_ANSWER: absent - absent // 3 - absent // 8,
        Reason.BREAK_OFF: absent // 3,
        Reason.DONT_KNOW: absent // 8,
    }
    return Base(key, name or Term("base.valid"), n, {reason: n for reason, n in missing.items() if n})


def share(k: int, n: int, **more: object) -> Cell:
    return Cell(value=Fraction(100 * k, n), count=k, **more)  # type: ignore[arg-type]


PERCENT = Column("percent", Term("column.percent"), Unit.PERCENT)
COUNT = Column("n", Term("column.n"), Unit.COUNT)


def counted(key: str, name: Label | Term, k: int, on: Base, level: Level = Level.ROW) -> Row:
    return Row(key, name, on.key, {"percent": share(k, on.n), "n": Cell(Fraction(k), k)}, level)


SOURCES = {
    "web": label("forums op het gewone web", "forums du web ordinaire", "forums on the clear web"),
    "media": label("massamedia", "médias de masse", "mass media"),
    "dark": label("forums op het dark web", "forums du dark web", "dark web forums"),
    "social": label("sociale media", "réseaux sociaux", "social media"),
    "friends": label("vrienden buiten het internet", "amis hors internet", "offline friends"),
}


def information_source() -> Table:
    """One question, one base, a total, a hidden cell."""
    on = Base("valid", Term("base.valid"), 66, {Reason.NO_ANSWER: 18, Reason.BREAK_OFF: 11, Reason.DONT_KNOW: 4})
    rows = [counted(key, name, k, on) for (key, name), k in zip(SOURCES.items(), (30, 11, 8, 3, 14), strict=True)]
    rows[3] = Row("social", SOURCES["social"], "valid", {"percent": Cell(hidden=True), "n": Cell(hidden=True)})
    rows.append(counted("total", Term("row.total"), 66, on, Level.TOTAL))
    return Table(
        "info_bron",
        "frequency",
        label("Eerste informatiebron over cryptomarkten", "Première source d’information", "First source"),
        EVERYONE,
        (on,),
        (PERCENT, COUNT),
        tuple(rows),
        (SYNTHETIC, Note(NoteKind.REMARK, label("Eén antwoord per persoon.", "Une réponse par personne."))),
        waves=("2019",),
        section=label("Informatie", "Information", "Information"),
        stub=label("Informatiebron", "Source", "Source"),
    )


def profile() -> Table:
    """Several questions under head rows, each on its own base."""
    questions = {
        "geslacht": (label("Geslacht", "Sexe", "Gender"), (("man", 80), ("vrouw", 9), ("x", 2))),
        "werk": (label("Werk", "Travail", "Work"), (("voltijds", 50), ("deeltijds", 12), ("student", 20))),
        "woonplaats": (label("Woonplaats", "Domicile", "Residence"), (("stad", 40), ("dorp", 30))),
        "diploma": (label("Diploma", "Diplôme", "Degree"), (("secundair", 45), ("hoger", 43))),
    }
    bases, rows = [], []
    for key, (name, choices) in questions.items():
        on = base(key, sum(k for _, k in choices), name)
        bases.append(on)
        rows.append(Row(key, name, key, level=Level.HEAD))
        rows += [counted(f"{key}.{choice}", label(choice), k, on) for choice, k in choices]
    return Table(
        "profiel",
        "frequency",
        label("Profiel van de respondenten", "Profil des répondants", "Profile of the respondents"),
        EVERYONE,
        tuple(bases),
        (Column("percent", Term("column.n_percent"), Unit.COUNT_PERCENT),),
        tuple(replace(row, cells={k: c for k, c in row.cells.items() if k == "percent"}) for row in rows),
        (SYNTHETIC,),
        section=label("Wie deed mee", "Qui a participé", "Who took part"),
    )


def spending() -> Table:
    """Bands with summary rows, one of them a text."""
    on = base("valid", 80)
    names = ("< € 50", "€ 50–100", "€ 100–250", "€ 250–500", "€ 500–1.000", "€ 1.000–5.000", "> € 5.000")
    counts = (6, 8, 22, 16, 12, 13, 3)
    left = [sum(counts[place:]) for place in range(len(counts))]
    at_least = Column("at_least", Term("column.at_least"), Unit.PERCENT)
    value = Column("value", Term("column.value"), Unit.NUMBER, summary=True)
    rows = []
    for place, (name, k) in enumerate(zip(names, counts, strict=True)):
        row = counted(f"b{place}", Label({"nl": name}), k, on)
        rows.append(replace(row, cells={**row.cells, "at_least": share(left[place], 80)}))
    money = {"unit": Unit.EURO}
    summaries = {
        "mode": Cell(text=Label({"nl": names[2]})),
        "median": Cell(value=Fraction(625, 2), **money),  # type: ignore[arg-type]
        "mean_low": Cell(value=Fraction(2675, 3), count=80, **money),  # type: ignore[arg-type]
    }
    rows += [Row(key, Term(f"row.{key}"), "valid", {"value": cell}, Level.SUMMARY) for key, cell in summaries.items()]
    return Table(
        "bestedingen",
        "bands",
        label("Bestedingen op cryptomarkten in de laatste 12 maanden", "Dépenses", "Spending"),
        EVERYONE,
        (on,),
        (PERCENT, COUNT, at_least, value),
        tuple(rows),
        (Note(NoteKind.RULE, Term("note.band_limits")), SYNTHETIC),
        section=label("Kopen", "Acheter", "Buying"),
    )


SCALE = ("zeer klein", "klein", "niet klein, niet groot", "groot", "zeer groot")


def battery() -> Table:
    """Items on a scale, each on its own base, n in a column."""
    columns = [Column(f"c{place}", label(name), Unit.PERCENT) for place, name in enumerate(SCALE)]
    columns += [
        Column("top", label("groot of zeer groot", "grand ou très grand", "large"), Unit.PERCENT),
        Column("dont_know", Term("column.dont_know"), Unit.COUNT),
        COUNT,
    ]
    items = {"verkoper": 70, "beheerder": 68, "opsporing": 71, "andere": 64}
    bases = tuple(base(key, n, label(f"Risico: {key}")) for key, n in items.items())
    rows = []
    for on in bases:
        counts = (on.n - 40, 20, 10, 6, 4)
        cells = {f"c{place}": share(k, on.n) for place, k in enumerate(counts)}
        cells |= {"top": share(10, on.n), "dont_know": Cell(Fraction(3), 3), "n": Cell(Fraction(on.n), on.n)}
        rows.append(Row(on.key, on.label, on.key, cells))
    return Table(
        "risico",
        "battery",
        label("Inschatting van het risico door …", "Évaluation du risque", "Assessment of risk"),
        EVERYONE,
        bases,
        tuple(columns),
        tuple(rows),
        (SYNTHETIC,),
        stub=label("Risico", "Risque", "Risk"),
    )


QUESTIONS = 45


def missingness() -> Table:
    """Long enough for several pages, and too wide for portrait."""
    everyone = Base("all", Term("base.all"), N)
    columns = [
        Column("asked", Term("column.asked"), Unit.COUNT),
        Column("answered", Term("column.answered"), Unit.COUNT),
    ]
    columns += [Column(reason.value, Term(f"reason.{reason.value}"), Unit.COUNT) for reason in Reason]
    columns.append(Column("nonresponse", Term("column.nonresponse"), Unit.PERCENT))
    rows = []
    for place in range(QUESTIONS):
        cells = {column.key: Cell(Fraction(place % 7), place % 7) for column in columns}
        cells |= {"asked": Cell(Fraction(N), N), "nonresponse": share(place % 30, N)}
        name = label(f"Vraag {place + 1} over het gebruik van middelen in de laatste twaalf maanden")
        rows.append(Row(f"v{place}", name, "all", cells))
    return Table(
        "ontbrekend",
        "missingness",
        Term("title.missingness"),
        EVERYONE,
        (everyone,),
        tuple(columns),
        tuple(rows),
        (Note(NoteKind.RULE, Term("note.nonresponse")), SYNTHETIC),
    )


def crosstab() -> Table:
    """Spanners over two groups, a total before them, a filter, and absences that are hidden."""
    where = Universe(RespondentUnit.RESPONDENTS, 80, "${koper} = 'ja'", label("kopers", "acheteurs", "buyers"), 2)
    groups = {"man": 50, "vrouw": 20}
    whole = base("total", 75, Term("base.all"), 80)
    bases = [whole]
    columns = [replace(column, spanner=Term("column.total")) for column in (PERCENT, COUNT)]
    for name, n in groups.items():
        span = Term("column.group", {"group": label(name), "n": n})
        columns += [
            Column(f"{name}.percent", Term("column.percent"), Unit.PERCENT, span),
            Column(f"{name}.n", Term("column.n"), Unit.COUNT, span),
        ]
        bases.append(Base(name, label(name), n, {Reason.NO_ANSWER: 3}, 80 - n - 3))
    bases[2] = replace(bases[2], missing={}, hidden=frozenset({Reason.NO_ANSWER}))
    rows = [_across(f"k{place}", label(name), place) for place, name in enumerate(("zelden", "soms", "vaak"))]
    rows[2].cells["vrouw.percent"] = rows[2].cells["vrouw.n"] = Cell(hidden=True, base="vrouw")  # type: ignore[index]
    return Table(
        "kruis",
        "frequency",
        label("Hoe vaak kopers bestellen, naar geslacht", "Commandes selon le sexe", "Orders by gender"),
        where,
        tuple(bases),
        tuple(columns),
        tuple(rows),
        (SYNTHETIC, Note(NoteKind.DOUBT, label("Kleine groepen.", "Petits groupes.", "Small groups."))),
    )


def _across(key: str, name: Label, place: int) -> Row:
    k = (10, 30, 35)[place]
    cells = {"percent": share(k, 75), "n": Cell(Fraction(k), k)}
    for group, n in (("man", 50), ("vrouw", 20)):
        part = k * n // 75
        cells[f"{group}.percent"] = share(part, n, base=group)
        cells[f"{group}.n"] = Cell(Fraction(part), part, base=group)
    return Row(key, name, "total", cells)


def numbers() -> Table:
    """Medians and means of ages, decimals that must line up, and a row about fewer people."""
    on = (base("leeftijd", 98, label("Leeftijd")), base("eerste", 77, label("Leeftijd bij eerste gebruik")))
    keys = ("n", "median", "q1", "q3", "mean")
    columns = [Column(key, Term(f"column.{key}"), Unit.COUNT if key == "n" else Unit.YEARS) for key in keys]
    values = ((Fraction(47, 2), Fraction(21), Fraction(28)), (Fraction(17), Fraction(16), Fraction(39, 2)))
    rows = []
    for one, (median, q1, q3) in zip(on, values, strict=True):
        cells = {"n": Cell(Fraction(one.n), one.n), "median": Cell(median), "q1": Cell(q1), "q3": Cell(q3)}
        cells["mean"] = Cell(Fraction(2461, 99), one.n, digits=2)
        rows.append(Row(one.key, one.label, one.key, cells))
    return Table(
        "leeftijd",
        "number",
        label("Leeftijd nu en bij het eerste gebruik", "Âge", "Age"),
        EVERYONE,
        on,
        tuple(columns),
        tuple(rows),
        (SYNTHETIC,),
    )


def published() -> Table:
    """Text in cells, an empty cell, and a universe of findings."""
    columns = (
        Column("published", Term("column.published"), Unit.TEXT),
        Column("computed", Term("column.computed"), Unit.PERCENT),
        COUNT,
        Column("verdict", Term("column.verdict"), Unit.TEXT),
    )
    rows = [
        Row(
            str(number),
            label(f"{number}. Deel van de kopers dat dit zo beantwoordde volgens het gepubliceerde rapport"),
            "",
            {
                "published": Cell(text=Term("published.percent", {"figure": "45"})),
                "computed": share(30, 66),
                "n": Cell(Fraction(66), 66),
                "verdict": Cell(text=Term("verdict.agrees")),
            },
        )
        for number in range(1, 26)
    ]
    rows[4] = replace(rows[4], cells={"verdict": Cell(text=Term("verdict.elsewhere"))})
    rows[6] = replace(rows[6], cells={"computed": Cell(hidden=True), "verdict": Cell(text=Term("verdict.hidden"))})
    universe = Universe(RespondentUnit.FINDINGS, 25)
    title = label("Gepubliceerd tegenover berekend", "Publié et calculé", "Published against computed")
    section = label("Verantwoording", "Justification", "Accountability")
    return Table("bevindingen", "published", title, universe, (), columns, tuple(rows), (SYNTHETIC,), section=section)


def checklist() -> Table:
    """Whole sentences in cells."""
    columns = (
        Column("standard", Term("column.standard"), Unit.TEXT),
        Column("value", Term("column.statement"), Unit.TEXT),
    )
    keys = ("sampling", "weighting", "margin", "incomplete", "item_nonresponse")
    rows = [
        Row(
            key,
            Term(f"checklist.{key}"),
            "",
            {
                "standard": Cell(text=Label({"nl": "CHERRIES, AAPOR"})),
                "value": Cell(text=Term(f"checklist.value.{key}")),
            },
        )
        for key in keys
    ]
    universe = Universe(RespondentUnit.ITEMS, len(keys))
    return Table("verantwoording", "checklist", Term("title.checklist"), universe, (), columns, tuple(rows))


HISTORY = (
    Step(Action.READ, "2019.csv", 120),
    Step(Action.SET_APART, "ipaddr", 118),
    Step(Action.SET_APART, "email", 2),
    Step(Action.UNNAMED, "startlanguage", 120),
    Step(Action.INVALID, "leeftijd", 1, "${leeftijd} <= 99", label("Leeftijd", "Âge", "Age")),
    Step(Action.OFF_ROUTE, "prijs_lsd", 1, "", label("Prijs van LSD", "Prix du LSD", "Price of LSD")),
    Step(
        Action.EXCLUDED,
        "toestemming",
        9,
        "${toestemming} != 'ja'",
        label("Geen toestemming", "", "No consent"),
    ),
    Step(Action.EXCLUDED, "minderjarig", 4, "${leeftijd} < 18", label("Jonger dan 18", "", "Under 18")),
    Step(Action.CANNOT_TELL, "minderjarig", None, "${leeftijd} < 18", label("Jonger dan 18", "", "Under 18")),
    Step(Action.CALCULATED, "nieuwe_drugs", 82, "", label("Nieuwe middelen", "", "New drugs")),
    Step(Action.RECODED, "leeftijd_klasse", 98, "", label("Leeftijdsklasse", "", "Age band")),
    Step(Action.CORRECTED, "eerste_leeftijd", 1, "", label("Eerste leeftijd", "", "First age")),
    Step(Action.DECIDED, "info_bron", 18, "", label("Informatiebron"), Reason.NO_ANSWER),
    Step(Action.DECIDED, "info_bron", 11, "", label("Informatiebron"), Reason.BREAK_OFF),
    Step(Action.DECIDED, "spend_12m", 1019, "", label("Bestedingen"), Reason.NO_ANSWER),
)

EXPORTS = (Source("2019.csv", "ab" * 32, "limesurvey", 120, "2019"),)

TABLES = (
    missingness(),
    profile(),
    numbers(),
    information_source(),
    spending(),
    battery(),
    crosstab(),
    published(),
    checklist(),
)


def release(audience: Audience = Audience.PUBLIC, tables: tuple[Table, ...] = TABLES) -> Release:
    return Release(tables, HISTORY, Policy(audience, 3))
