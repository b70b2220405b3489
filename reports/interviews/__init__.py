"""`cryptodrug interviews …`: one file for each command, one line for each here; `cli.py` hangs the group in."""

from __future__ import annotations

import typer

from reports.interviews.agreement import EXAMPLE as AGREEMENT_EXAMPLE
from reports.interviews.agreement import agreement
from reports.interviews.bring_in import EXAMPLE as IMPORT_EXAMPLE
from reports.interviews.bring_in import bring_in
from reports.interviews.correct import EXAMPLE as CORRECT_EXAMPLE
from reports.interviews.correct import correct
from reports.interviews.listing import EXAMPLE as LIST_EXAMPLE
from reports.interviews.listing import list_interviews
from reports.interviews.matrix import EXAMPLE as MATRIX_EXAMPLE
from reports.interviews.matrix import matrix
from reports.interviews.opened import EXAMPLE as OPEN_EXAMPLE
from reports.interviews.opened import open_answers
from reports.interviews.pseudonymise import PSEUDONYMISE_EXAMPLE, REVIEW_EXAMPLE, pseudonymise, review
from reports.interviews.suggest import CODE_EXAMPLE, SUGGEST_EXAMPLE, code, suggest

app = typer.Typer(
    name="interviews",
    help="Bring transcripts and codings in, pseudonymise, correct, compare coders: the interviews' work.",
    no_args_is_help=True,
    context_settings={"help_option_names": ["-h", "--help"]},
)

app.command("open", epilog=OPEN_EXAMPLE)(open_answers)
app.command("import", epilog=IMPORT_EXAMPLE)(bring_in)
app.command("list", epilog=LIST_EXAMPLE)(list_interviews)
app.command("suggest", epilog=SUGGEST_EXAMPLE)(suggest)
app.command("code", epilog=CODE_EXAMPLE)(code)
app.command("agreement", epilog=AGREEMENT_EXAMPLE)(agreement)
app.command("matrix", epilog=MATRIX_EXAMPLE)(matrix)
app.command("pseudonymise", epilog=PSEUDONYMISE_EXAMPLE)(pseudonymise)
app.command("review", epilog=REVIEW_EXAMPLE)(review)
app.command("correct", epilog=CORRECT_EXAMPLE)(correct)
