"""SQLite files by others, read without letting them do anything: no views, no triggers, no functions, under limits."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from survey.errors import problem

Row = Mapping[str, object]

MAGIC = b"SQLite format 3\0"
ENDING = ".qda"
BYTES = 1 << 30
CELL_BYTES = 16 << 20
"""Far more than the longest interview: ten million letters are a hundred novels."""
ROWS = 1_000_000
STEPS = 200_000_000
"""How much a file may make us work; ten interviews take some thousand steps."""
STEPS_AT_A_TIME = 10_000
ADVICE = "Copy it again from the program it comes from; do not open a file from somebody you do not know."
OPEN = "Close the project in its program first, then copy it again."
ALLOWED = frozenset({sqlite3.SQLITE_SELECT, sqlite3.SQLITE_READ})


@dataclass
class Database:
    """An open file, of which plain tables can be read."""

    connection: sqlite3.Connection
    path: Path
    tables: Collection[str]

    def rows(self, table: str) -> Iterator[Row]:
        """Yield the rows of a table by column, in the order of the file; none where there is no such table."""
        if table not in self.tables:
            return
        with _told(self.path):
            cursor = self.connection.execute(f'SELECT * FROM "{table}"')  # noqa: S608 - one of our own names
            names = [each[0] for each in cursor.description]
            for number, row in enumerate(cursor):
                if number >= ROWS:
                    raise problem(f"its table {table} has more than {ROWS} rows", str(self.path), ADVICE)
                yield dict(zip(names, row, strict=True))

    def count(self, table: str) -> int:
        """Return how many rows a table has."""
        return sum(1 for _ in self.rows(table))


def is_database(path: Path) -> bool:
    """Return whether a file named `.qda` is SQLite, by its first bytes; it never raises."""
    try:
        if path.suffix.lower() != ENDING or not path.is_file():
            return False
        with path.open("rb") as file:
            return file.read(len(MAGIC)) == MAGIC
    except OSError:
        return False


@contextmanager
def open_database(path: Path, needed: Mapping[str, Collection[str]]) -> Iterator[Database]:
    """Open a file for reading only; `needed` are the tables, with the columns, without which it cannot be read.

    Raises `StudyError` when it is no database, too large, still open in its program, or not what it says.
    """
    _check_file(path)
    address = f"file:{quote(str(path.absolute()))}?mode=ro&immutable=1"
    with _told(path), closing(sqlite3.connect(address, uri=True)) as connection:
        _limit(connection)
        database = Database(connection, path, _tables(connection))
        for table, columns in needed.items():
            _check_table(database, table, columns)
        yield database


def _check_file(path: Path) -> None:
    if not is_database(path):
        raise problem("this is no project of QualCoder", str(path), "Name its folder, whose name ends in .qda.")
    if path.stat().st_size > BYTES:
        raise problem("this file is far larger than a project with texts", str(path), ADVICE)
    for ending in ("-wal", "-journal"):
        beside = path.with_name(path.name + ending)
        if beside.is_file() and beside.stat().st_size:
            raise problem("this project was not closed: changes stand beside it", str(path), OPEN)


def _limit(connection: sqlite3.Connection) -> None:
    """Allow nothing but reading of tables, and of that not without end."""
    left = STEPS // STEPS_AT_A_TIME

    def spend() -> int:
        nonlocal left
        left -= 1
        return left < 0

    connection.execute("PRAGMA trusted_schema = OFF")
    connection.execute("PRAGMA query_only = ON")
    connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, CELL_BYTES)
    connection.set_progress_handler(spend, STEPS_AT_A_TIME)
    connection.set_authorizer(_allow)


def _allow(action: int, table: str | None, column: str | None, database: str | None, view: str | None) -> int:
    """Allow reading of tables; `view` is what stands between us and them, and nothing may."""
    return sqlite3.SQLITE_OK if action in ALLOWED and view is None else sqlite3.SQLITE_DENY


def _tables(connection: sqlite3.Connection) -> frozenset[str]:
    """Return the plain tables: neither views, nor tables that a module of SQLite only pretends to."""
    found = connection.execute("SELECT type, name, rootpage FROM sqlite_master").fetchall()
    return frozenset(str(name) for kind, name, root in found if kind == "table" and root)


def _check_table(database: Database, table: str, columns: Collection[str]) -> None:
    if table not in database.tables:
        raise problem(f"this file has no table {table}, so it is no project of QualCoder", str(database.path), ADVICE)
    row = database.connection.execute(f'SELECT * FROM "{table}" LIMIT 0')  # noqa: S608 - one of our own names
    absent = set(columns) - {each[0] for each in row.description}
    if absent:
        what = f"its table {table} has no {', '.join(sorted(absent))}"
        raise problem(what, str(database.path), "Open it once in a newer QualCoder, which brings it up to date.")


@contextmanager
def _told(path: Path) -> Iterator[None]:
    """Tell in our own words whatever SQLite finds wrong."""
    try:
        yield
    except (sqlite3.Error, sqlite3.Warning, UnicodeDecodeError, OverflowError):
        raise problem("this project cannot be read: its database is broken, or unsafe", str(path), ADVICE) from None
