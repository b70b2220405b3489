"""LimeSurvey's expressions, translated into our rules: exactly, or not at all.

What LimeSurvey does, and our rules must say:

- a question that was not answered is an empty text: `Q != "Y"` and `Q < 5` are true of it, `Q == "Y"` is not;
- a question named without `.NAOK` that was itself not shown makes the whole expression false.

So what is true of an empty answer gets `or ${Q} = ''`, and the routing of such a question is added where the
expression could be true without it. A comparison that versions of LimeSurvey judge differently when empty stays as it
is, and cannot be told of an absent answer.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum, auto
from fractions import Fraction
from functools import cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from lark import Lark

GRAMMAR = r"""
    ?start: either
    ?either: both | either _OR both -> either
    ?both: test | both _AND test -> both
    ?test: sum | sum COMPARE sum -> compare
    ?sum: product | sum PLUS product -> arithmetic
    ?product: unary | product TIMES unary -> arithmetic
    ?unary: _NOT unary -> negation | "-" unary -> negative | value
    ?value: NUMBER -> number
        | TEXT -> text
        | NAME -> variable
        | FUNCTION "(" [either ("," either)*] ")" -> call
        | "(" either ")"
    _OR.3: "||" | /or\b/i
    _AND.3: "&&" | /and\b/i
    _NOT.3: "!" | /not\b/i
    COMPARE.4: "==" | "!=" | "<=" | ">=" | "<" | ">" | /(?:eq|ne|le|ge|lt|gt)\b/i
    PLUS: "+" | "-"
    TIMES: "*" | "/"
    FUNCTION.2: /[A-Za-z_]\w*(?=\s*\()/
    NAME.1: /\d+X\d+X\d+[\w#]*(?:\.[A-Za-z]+)?|[A-Za-z_][\w]*(?:\.[A-Za-z]+)?/
    NUMBER: /\d+(?:\.\d+)?/
    TEXT: /"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'/
    %import common.WS
    %ignore WS
"""
SIGNS = {"==": "=", "eq": "=", "!=": "!=", "ne": "!=", "lt": "<", "le": "<=", "gt": ">", "ge": ">="}
OPPOSITE = {"=": "!=", "!=": "=", "<": ">=", ">=": "<", ">": "<=", "<=": ">"}
MIRROR = {"=": "=", "!=": "!=", "<": ">", ">": "<", "<=": ">=", ">=": "<="}
NUMERAL = re.compile(r"-?\d+(?:\.\d+)?")
TRUE, FALSE = "true()", "false()"
LONGEST = 20_000
"""No expression that people write is longer; deep brackets would only exhaust the machine."""
DEEPEST = 60


class Untold(Exception):  # noqa: N818  no error: the expression says what our rules cannot
    """Our rules cannot say this."""


class Kind(Enum):
    """What a variable of an expression holds."""

    CHOICE = auto()
    BOX = auto()
    NUMBER = auto()
    TEXT = auto()
    OTHER = auto()
    """Can only be asked whether it is empty."""


@dataclass(frozen=True)
class Meaning:
    """What a name in an expression is in our codebook."""

    variable: str
    kind: Kind
    codes: Mapping[str, str] = field(default_factory=dict)
    """Names of categories by the platform's codes; nothing for a code that is an absence."""
    box: str = ""
    """The category that this box of the set is."""
    tick: str = "Y"


@dataclass(frozen=True)
class Part:
    """A piece of a rule."""

    text: str
    needs: frozenset[str] = frozenset()
    """Variables without an answer to which it is never true, or has no value."""
    joint: str = ""
    """`and`, `or`, or a sign: what holds its pieces together, outermost."""


def translate(expression: str, meanings: Mapping[str, Meaning], routes: Mapping[str, str | None]) -> str | None:
    """Return the rule that an expression is: empty when it is always true, None when our rules cannot say it.

    `routes` are the rules of the variables that have been asked before, None where one could not be said.
    """
    from lark.exceptions import LarkError

    try:
        if len(expression) > LONGEST or _depth(expression) > DEEPEST:
            return None
        tree = _parser().parse(expression)
        translator = Translator(meanings)
        part = translator.truth(tree)
        shown = [_route(name, routes) for name in dict.fromkeys(translator.bare) if name not in part.needs]
    except (LarkError, Untold, RecursionError):
        return None
    return _said(_joined("and", [part, *(_rule(route) for route in shown if route)]).text)


def both(*rules: str) -> str:
    """Return the rule that all of these hold; an empty one always does."""
    return _said(_joined("and", [_rule(rule) for rule in dict.fromkeys(rules) if rule]).text)


@dataclass
class Translator:
    """Translates one expression; remembers which variables it names without `.NAOK`."""

    meanings: Mapping[str, Meaning]
    bare: list[str] = field(default_factory=list)

    def truth(self, tree: Any, negated: bool = False) -> Part:
        """Return what a tree says, or that it does not hold."""
        match _data(tree):
            case "either" | "both" as word:
                joint = "or" if (word == "either") is not negated else "and"
                return _joined(joint, [self.truth(child, negated) for child in tree.children])
            case "negation":
                return self.truth(tree.children[0], not negated)
            case "compare":
                left, sign, right = tree.children
                return self._compare(left, SIGNS.get(str(sign).lower(), str(sign)), right, negated)
            case "number":
                return Part(TRUE if (Fraction(str(tree.children[0])) != 0) is not negated else FALSE)
            case "call" if str(tree.children[0]).lower() == "is_empty":
                return self._filled(self._argument(tree), not negated)
        raise Untold

    def _argument(self, tree: Any) -> Meaning:
        if len(tree.children) != 2:
            raise Untold
        return self._meaning(tree.children[1])

    def _meaning(self, tree: Any) -> Meaning:
        """Return the variable that a tree names."""
        if _data(tree) != "variable":
            raise Untold
        name, _, suffix = str(tree.children[0]).partition(".")
        meaning = self.meanings.get(name)
        if meaning is None or suffix not in {"", "NAOK", "code", "value"}:
            raise Untold
        if suffix != "NAOK":
            self.bare.append(meaning.variable)
        return meaning

    def _filled(self, meaning: Meaning, negated: bool = False) -> Part:
        if meaning.kind is Kind.BOX:
            return _ticked(meaning, negated)
        return Part(f"${{{meaning.variable}}} {'=' if negated else '!='} ''", _needs(meaning, negated), "=")

    def _compare(self, left: Any, sign: str, right: Any, negated: bool) -> Part:
        if _literal(left) is not None:
            left, sign, right = right, MIRROR[sign], left
        said = _literal(right)
        if said is not None and _data(left) == "variable":
            return self._against(self._meaning(left), sign, said, negated)
        sign = OPPOSITE[sign] if negated else sign
        one, other = self._number(left), self._number(right)
        return Part(f"{_bracket(one, 'sum')} {sign} {_bracket(other, 'sum')}", one.needs | other.needs, "=")

    def _against(self, meaning: Meaning, sign: str, said: str, negated: bool) -> Part:
        """Return a variable held against a text or number."""
        if said == "" and sign in {"=", "!="}:
            return self._filled(meaning, negated=(sign == "=") is not negated)
        if meaning.kind is Kind.BOX and said == meaning.tick and sign in {"=", "!="}:
            return _ticked(meaning, negated=(sign == "!=") is not negated)
        if meaning.kind is Kind.CHOICE:
            return _chosen(meaning, sign, said, negated)
        sign, empty = OPPOSITE[sign] if negated else sign, _of_empty(sign, said, negated)
        if meaning.kind is Kind.NUMBER and NUMERAL.fullmatch(said):
            return _or_empty(f"${{{meaning.variable}}} {sign} {said}", meaning, empty)
        if meaning.kind is Kind.TEXT and sign in {"=", "!="} and not NUMERAL.fullmatch(said.strip()) and said.strip():
            return _or_empty(f"${{{meaning.variable}}} {sign} {_quoted(said)}", meaning, empty)
        raise Untold

    def _number(self, tree: Any) -> Part:
        match _data(tree):
            case "number":
                return Part(str(tree.children[0]))
            case "text":
                said = _literal(tree) or ""
                if NUMERAL.fullmatch(said):
                    return Part(said)
            case "variable":
                meaning = self._meaning(tree)
                if meaning.kind is Kind.NUMBER:
                    return Part(f"${{{meaning.variable}}}", frozenset({meaning.variable}))
            case "negative":
                part = self._number(tree.children[0])
                return Part(f"-{_bracket(part, 'value')}", part.needs, "value")
            case "arithmetic":
                return self._arithmetic(*tree.children)
            case "call":
                return self._counted(tree)
        raise Untold

    def _arithmetic(self, left: Any, sign: Any, right: Any) -> Part:
        one, other = self._number(left), self._number(right)
        word = "div" if sign == "/" else str(sign)
        return Part(f"{_bracket(one, 'value')} {word} {_bracket(other, 'value')}", one.needs | other.needs, "sum")

    def _counted(self, tree: Any) -> Part:
        """Return how many were answered, or the sum of those that were: an empty answer counts for nothing."""
        name, *arguments = tree.children
        meanings = [self._meaning(argument) for argument in arguments if argument is not None]
        if str(name).lower() == "count" and meanings:
            return Part(" + ".join(f"if({_surely(meaning)}, 1, 0)" for meaning in meanings), joint="sum")
        if str(name).lower() == "sum" and meanings and all(meaning.kind is Kind.NUMBER for meaning in meanings):
            names = [f"${{{meaning.variable}}}" for meaning in meanings]
            return Part(" + ".join(f"if({name} != '', {name}, 0)" for name in names), joint="sum")
        raise Untold


def _chosen(meaning: Meaning, sign: str, said: str, negated: bool) -> Part:
    """Return which categories the comparison holds for."""
    holds = {code: _holds(code, sign, said) is not negated for code in meaning.codes}
    empty = _of_empty(sign, said, negated)
    if any(holds[code] is not bool(empty) for code, name in meaning.codes.items() if not name):
        raise Untold  # a category that is an absence is an empty answer here, and no such thing there
    yes = [name for code, name in meaning.codes.items() if name and holds[code]]
    no = [name for code, name in meaning.codes.items() if name and not holds[code]]
    if not yes and empty is None:
        raise Untold
    if not yes:
        return Part(f"${{{meaning.variable}}} = ''", joint="=") if empty else Part(FALSE)
    if not no and empty is not None:
        return Part(TRUE) if empty else Part(f"${{{meaning.variable}}} != ''", _needs(meaning), "=")
    few, joint, mark = (yes, "or", "=") if len(yes) <= len(no) or not no else (no, "and", "!=")
    tests = [Part(f"${{{meaning.variable}}} {mark} '{name}'", _needs(meaning), "=") for name in few]
    return _or_empty(_joined(joint, tests), meaning, empty)


def _holds(code: str, sign: str, said: str) -> bool:
    """Return whether an answer with this code satisfies a comparison: as numbers where both are."""
    if NUMERAL.fullmatch(code) and NUMERAL.fullmatch(said):
        one, other = Fraction(code), Fraction(said)
        equal, less = one == other, one < other
    elif sign in {"=", "!="}:
        equal, less = code == said, False
    elif NUMERAL.fullmatch(said):
        return False  # a number and a text cannot be put in order
    else:
        raise Untold
    return {"=": equal, "!=": not equal, "<": less, "<=": less or equal, ">": not (less or equal), ">=": not less}[sign]


def _of_empty(sign: str, said: str, negated: bool) -> bool | None:
    """Return whether the comparison holds of an empty answer; None where versions of LimeSurvey differ."""
    number = Fraction(said) if NUMERAL.fullmatch(said) else None
    if number is not None and number <= 0:
        return None
    holds = {"=": False, "!=": True, "<": True, "<=": True, ">": False, ">=": False}[sign]
    return holds is not negated


def _or_empty(part: Part | str, meaning: Meaning, empty: bool | None) -> Part:
    """Return a comparison that also holds where there is no answer, if `empty` says so."""
    test = part if isinstance(part, Part) else Part(part, _needs(meaning), "=")
    return _joined("or", [test, Part(f"${{{meaning.variable}}} = ''", joint="=")]) if empty else test


def _ticked(meaning: Meaning, negated: bool) -> Part:
    test = f"selected(${{{meaning.variable}}}, '{meaning.box}')"
    if not negated:
        return Part(test, _needs(meaning))
    return _joined("or", [Part(f"not({test})"), Part(f"${{{meaning.variable}}} = ''", joint="=")])


def _surely(meaning: Meaning) -> str:
    """Return whether something was answered, as a test that is never open."""
    filled = f"${{{meaning.variable}}} != ''"
    return f"{filled} and selected(${{{meaning.variable}}}, '{meaning.box}')" if meaning.kind is Kind.BOX else filled


def _needs(meaning: Meaning, negated: bool = False) -> frozenset[str]:
    return frozenset() if negated else frozenset({meaning.variable})


def _route(name: str, routes: Mapping[str, str | None]) -> str:
    route = routes.get(name)
    if route is None:
        raise Untold
    return route


def _joined(joint: str, parts: Sequence[Part]) -> Part:
    """Return parts held together by `and` or `or`, without those that change nothing."""
    ends, idle = (FALSE, TRUE) if joint == "and" else (TRUE, FALSE)
    if any(part.text == ends for part in parts):
        return Part(ends)
    kept = list({part.text: part for part in parts if part.text != idle}.values())
    if len(kept) < 2:
        return kept[0] if kept else Part(idle)
    sets = [part.needs for part in kept]
    needs = frozenset().union(*sets) if joint == "and" else sets[0].intersection(*sets[1:])
    return Part(f" {joint} ".join(_bracket(part, joint) for part in kept), needs, joint)


def _bracket(part: Part, around: str) -> str:
    """Return a part in brackets where `around` binds as strongly as it does, or stronger."""
    strength = ["or", "and", "=", "sum", "value", ""]
    loose = part.joint != around and strength.index(part.joint) < strength.index(around)
    return f"({part.text})" if loose else part.text


def _rule(text: str) -> Part:
    """Return a whole rule as a piece of another."""
    return Part(text, joint="or" if " or " in text else "and")


def _said(rule: str) -> str:
    return "" if rule == TRUE else rule


def _literal(tree: Any) -> str | None:
    """Return the text or number that a tree is, or None."""
    match _data(tree):
        case "number":
            return str(tree.children[0])
        case "text":
            return re.sub(r"\\(.)", r"\1", str(tree.children[0])[1:-1], flags=re.DOTALL)
        case "negative" if _data(tree.children[0]) == "number":
            return f"-{tree.children[0].children[0]}"
    return None


def _quoted(text: str) -> str:
    """Return a text as our rules write it, on one line."""
    if "\n" in text or ("'" in text and '"' in text):
        raise Untold
    return f'"{text}"' if "'" in text else f"'{text}'"


def _data(tree: Any) -> str:
    return str(getattr(tree, "data", ""))


def _depth(expression: str) -> int:
    """Return how deep the brackets go, and how many signs stand in a row that nest without brackets."""
    depth = deepest = 0
    for sign in expression:
        depth += (sign in "(!-") - (sign == ")")
        deepest = max(deepest, depth)
    return deepest


@cache
def _parser() -> Lark:
    from lark import Lark

    return Lark(GRAMMAR, parser="lalr", maybe_placeholders=False)
