"""The key file beside the study folder: identifiers, and the random study id of each respondent.

Nothing else in the product knows which response a study id stands for. Reruns keep the ids.
"""

from __future__ import annotations

import csv
import hashlib
import hmac
import io
import os
import secrets
import stat
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from survey.errors import problem
from survey.files import keep_file

if TYPE_CHECKING:
    from survey.read.export import Export

FIXED = ("wave", "response", "respondent")
ID_BYTES = 5
OWNER_ONLY = 0o600
SECRET_BYTES = 16
SECRET = ("", "secret")
"""Wave and response of the row that holds the secret."""
ROW = "row-"
"""How the key of a response without a number begins."""

Key = tuple[str, str]
"""Wave, and the response's own number (or a digest of its row)."""


@dataclass(frozen=True)
class KeyStore:
    """Study ids and identifiers by wave and response."""

    ids: Mapping[Key, str]
    identifiers: Mapping[Key, Mapping[str, str]]
    secret: str
    """What keys the digests of rows, so that nobody without this file can make them again."""

    @classmethod
    def new(cls) -> KeyStore:
        """Return an empty store with a secret of its own."""
        return cls({}, {}, secrets.token_hex(SECRET_BYTES))

    def enrol(self, wave: str, responses: Iterable[str]) -> KeyStore:
        """Return the store with a new random id for every response that has none yet."""
        taken = set(self.ids.values())
        ids = dict(self.ids)
        for response in responses:
            if (wave, response) not in ids:
                ids[wave, response] = _new_id(taken)
        return replace(self, ids=ids)

    def put(self, wave: str, responses: Iterable[str], rows: Iterable[Mapping[str, str]]) -> KeyStore:
        """Return the store with these identifiers kept apart."""
        new = {(wave, response): row for response, row in zip(responses, rows, strict=True) if any(row.values())}
        return replace(self, identifiers={**self.identifiers, **new})


def key_file(study: Path) -> Path:
    """Return where the key file of a study stands: beside its folder, not in it."""
    folder = study.resolve()
    return folder.with_name(f"{folder.name}.keys.csv")


def read_keys(path: Path) -> KeyStore:
    """Return the key file's content, or an empty store when there is none yet; raise `StudyError` if it is broken."""
    if not path.exists():
        return KeyStore.new()
    try:
        with path.open(encoding="utf-8", newline="") as file:
            reader = csv.DictReader(file, strict=True)
            if not set(FIXED) <= set(reader.fieldnames or ()):
                raise KeyError(FIXED)
            rows = list(reader)
        ids = {(row["wave"], row["response"]): row["respondent"] for row in rows}
    except (OSError, UnicodeDecodeError, csv.Error, KeyError):
        advice = "Restore it from a backup; without it every respondent would get a new study id."
        raise problem("the key file cannot be read", str(path), advice) from None
    if not all(ids.values()) or len(set(ids.values())) != len(rows):
        raise problem("the key file names a study id or a response twice", str(path), "Restore it from a backup.")
    identifiers = {(row["wave"], row["response"]): _filled(row) for row in rows}
    secret = ids.pop(SECRET, "") or secrets.token_hex(SECRET_BYTES)
    return KeyStore(ids, {key: row for key, row in identifiers.items() if row}, secret)


def write_keys(store: KeyStore, path: Path) -> None:
    """Write the key file so that only its owner can read it; leave it alone when nothing changed."""
    columns = sorted({column for row in store.identifiers.values() for column in row})
    text = io.StringIO()
    writer = csv.DictWriter(text, [*FIXED, *columns], restval="", lineterminator="\n")
    writer.writeheader()
    for (wave, response), respondent in {SECRET: store.secret, **store.ids}.items():
        identifiers = store.identifiers.get((wave, response), {})
        writer.writerow({"wave": wave, "response": response, "respondent": respondent, **identifiers})
    written = keep_file(path, text.getvalue().encode(), OWNER_ONLY)
    if not written and os.name == "posix" and stat.S_IMODE(path.stat().st_mode) != OWNER_ONLY:
        path.chmod(OWNER_ONLY)  # a copy or a backup may have opened it to others


def responses(export: Export, keys: KeyStore, file: str = "") -> list[str]:
    """Return what tells the responses of an export apart: their own numbers, else a keyed digest of each row.

    Equal rows without a number are told apart by their order. `file` stands before the numbers when a wave has
    several files.
    """
    names = _digests(export, keys) if export.response is None else [str(number).strip() for number in export.response]
    if not all(names):
        row = names.index("") + 1
        raise problem(f"response {row} in the order of the file has no number", export.path, "Export the data again.")
    if len(set(names)) != len(names):
        raise problem("the response numbers are not unique", export.path, "Every response needs its own number.")
    return [f"{file}:{name}" if file else name for name in names]


def _digests(export: Export, keys: KeyStore) -> list[str]:
    seen: Counter[str] = Counter()
    names = []
    for row in export.cells.itertuples(index=False):
        digest = hmac.new(keys.secret.encode(), "\x1f".join(row).encode(), hashlib.sha256).hexdigest()[:16]
        seen[digest] += 1
        names.append(f"{ROW}{digest}-{seen[digest]}")
    return names


def _filled(row: Mapping[str, str]) -> dict[str, str]:
    return {column: cell for column, cell in row.items() if column not in FIXED and cell}


def _new_id(taken: set[str]) -> str:
    while (name := f"r{secrets.token_hex(ID_BYTES)}") in taken:
        pass
    taken.add(name)
    return name
