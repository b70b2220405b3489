"""Rules of an XLSForm in our own language, which is a part of theirs."""

from __future__ import annotations

import re
from collections.abc import Mapping

from survey.codebook import Variable, VariableType
from survey.errors import StudyError
from survey.rules import parse_rule

REFERENCE = re.compile(r"\$\{\s*([^}]*?)\s*\}")
COMPARED = re.compile(r"\$\{(?P<name>[^}]+)\}(?P<sign>\s*!?=\s*)(?P<code>-?\d+)(?![\w.'])")
LENGTH = re.compile(r"string-length\(\s*(?P<what>\$\{[^}]+\}|\.)\s*\)\s*(?:>\s*0|>=\s*1|!=\s*0)(?![\w.])")


def translate(text: str, names: Mapping[str, str], variables: Mapping[str, Variable]) -> str:
    """Return a rule in our language, or nothing when it says what cannot be said there.

    `names` are the variables' names by the form's. Codes are texts, so `${q} = 1` becomes `${q} = '1'` where q is a
    single choice, and a question for the length of an answer one for whether there is an answer.
    """
    rule = REFERENCE.sub(lambda found: f"${{{names.get(found[1], found[1])}}}", text)
    rule = LENGTH.sub(lambda found: f"{found['what']} != ''", rule)
    rule = COMPARED.sub(lambda found: _quoted(found, variables), " ".join(rule.split()))
    try:
        parse_rule(rule, "")
    except StudyError:
        return ""
    return rule


def _quoted(found: re.Match[str], variables: Mapping[str, Variable]) -> str:
    variable = variables.get(found["name"])
    if variable is None or variable.type is not VariableType.SELECT_ONE:
        return found[0]
    return f"${{{found['name']}}}{found['sign']}'{found['code']}'"
