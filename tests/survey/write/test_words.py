"""Words of exported files."""

from reports.languages import LANGUAGES
from reports.vocabulary import word
from survey.missing import Reason
from survey.write.words import REASONS, SYNTHETIC


def test_reasons_are_called_what_the_reports_call_them() -> None:
    for language in LANGUAGES:
        assert {reason: REASONS[reason].text(language) for reason in Reason} == {
            reason: word(f"reason.{reason}", language) for reason in Reason
        }
        assert SYNTHETIC.text(language) == word("document.synthetic", language)
