"""The ledger: the reviewed record of what was located, and how. One row per distinct lookup.

It lies beside the table as ``NAME.located.csv``. A build looks here first, adds what is new
and never changes a row by itself; people may correct a row and sign it off (``reviewed``).
"""

import csv
import io
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from functools import lru_cache

from .coordinates import parse_degrees
from .errors import Problem, quoted
from .formulas import guarded, unguarded
from .model import Position, Query
from .prose import clean_text
from .slugs import slug
from .table import read_table


@dataclass(frozen=True, slots=True)
class Entry:
    """What was asked (``place``, ``today``, ``country``) and what was found.

    ``rivals`` names the places that were not chosen. A ``score`` is from 0 to 1.
    """

    place: str
    today: str
    country: str
    name: str
    found_in: str
    lat: str
    lon: str
    gazetteer: str
    gazetteer_id: str
    licence: str
    score: str
    rivals: str
    reviewed: str

    @property
    def query(self) -> Query:
        return Query(self.place, self.today, self.country)

    @property
    def position(self) -> Position:
        """Raises ValueError where a hand has put something else than degrees."""
        return _position(self.lat, self.lon)


MANY = 10_000
"""Answers that are remembered: what thousands of rows ask for is mostly asked before."""

_COLUMNS = tuple(field.name for field in fields(Entry))
_NEEDED = ("place", "lat", "lon")

Ledger = Mapping[Query, Entry]


@lru_cache(maxsize=MANY)
def _position(lat: str, lon: str) -> Position:
    return Position(lon=parse_degrees(lon, "lon"), lat=parse_degrees(lat, "lat"))


@lru_cache(maxsize=MANY)
def key(query: Query) -> Query:
    """The query as the ledger compares it: without case and surrounding spaces."""
    return Query(
        *(" ".join(t.split()).casefold() for t in (query.toponym, query.today, query.country))
    )


def read_ledger(data: bytes, *, file: str) -> tuple[Ledger, tuple[Problem, ...]]:
    """The entries by their query, and what is wrong with the file.

    It is read as any table is, for a spreadsheet may have saved it.
    """
    if not data.strip(b"\xef\xbb\xbf \r\n"):
        return {}, ()
    table, said = read_table(data, file=file)
    if table is None:
        return {}, said
    columns = {name.strip().casefold(): index for index, name in enumerate(table.header.cells)}
    if missing := [name for name in _NEEDED if name not in columns]:
        message = f"there is no column {missing[0]}."
        hint = f"Its first row is {','.join(_COLUMNS)}; or delete the file: it is made again."
        return {}, (*said, Problem(file, table.header.number, missing[0], "", message, hint))
    entries: dict[Query, Entry] = {}
    problems = list(said)
    for row in table.rows:
        cells = {name: clean_text(row.cells[index]) for name, index in columns.items()}
        entry = Entry(*(unguarded(cells.get(name, "")) for name in _COLUMNS))
        fault = _fault(entry, entries)
        if fault:
            problems.append(Problem(file, row.number, *fault))
        else:
            entries[key(entry.query)] = entry
    return entries, tuple(problems)


def _fault(entry: Entry, entries: Ledger) -> tuple[str, str, str, str] | None:
    """Column, value, message and hint of what is wrong with an entry."""
    if not entry.place:
        return "place", "", "the place is missing.", "Delete the row: it is made again."
    if key(entry.query) in entries:
        message = f"{quoted(entry.place)} was looked up in an earlier row already."
        return "place", entry.place, message, "Keep one of the two rows."
    try:
        entry.position  # noqa: B018
    except ValueError as error:
        value = f"{entry.lat} {entry.lon}"
        return "lat", value, f"{quoted(value)}: {error}.", "Correct it, or delete the row."
    return None


def write_ledger(entries: Iterable[Entry]) -> bytes:
    """The ledger as CSV that a spreadsheet reopens: sorted, with a byte order mark."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(_COLUMNS)
    for entry in sorted(entries, key=lambda e: (slug(e.place), e.place, e.today, e.country)):
        writer.writerow([guarded(getattr(entry, name)) for name in _COLUMNS])
    return text.getvalue().encode("utf-8-sig")
