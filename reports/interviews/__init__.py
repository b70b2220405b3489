"""`cryptodrug interviews …`: one file for each command, one line for each here; `cli.py` hangs the group in."""

from __future__ import annotations

import typer

app = typer.Typer(
    name="interviews",
    help="Bring transcripts and codings in, pseudonymise, correct, compare coders: the interviews' work.",
    no_args_is_help=True,
    context_settings={"help_option_names": ["-h", "--help"]},
)
