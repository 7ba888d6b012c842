"""The names of the columns, and the other names their headings go by.

They are data: ``vocabulary/columns.toml``.
"""

import difflib
import re
import unicodedata
from collections.abc import Collection, Iterable, Mapping
from functools import cache, lru_cache

from .errors import Problem, quoted
from .vocabulary import languages, vocabulary

MAX_HEADING = 100

TRANSLATED = ("title", "description")
"""Columns that a language may be named after: ``title@de``."""


@cache
def _names() -> Mapping[str, str]:
    """Every folded heading that is known → its column."""
    known = vocabulary("columns")
    names = {_folded(synonym): column for column, row in known.items() for synonym in row}
    return {**names, **{_folded(column): column for column in known}}


def column_names() -> tuple[str, ...]:
    """All columns a table may have, in the order of the vocabulary."""
    return tuple(vocabulary("columns"))


@lru_cache(maxsize=1_000)
def column_of(heading: str) -> str:
    """The column that a heading means, perhaps with a language; empty where it is not known."""
    name, at, language = heading[:MAX_HEADING].partition("@")
    if not at:
        plain = re.sub(r"\([^)]*\)", "", name)  # “Latitude (N)”
        return _names().get(_folded(heading)) or _names().get(_folded(plain), "")
    column, code = _names().get(_folded(name), ""), language.strip().casefold()
    return f"{column}@{code}" if column in TRANSLATED and code in languages() else ""


def nearest_column(heading: str) -> str:
    """The column that a misspelt heading may mean; empty where none is near."""
    near = difflib.get_close_matches(_folded(heading), _names(), n=1, cutoff=0.7)
    return _names()[near[0]] if near else ""


def is_own_name(heading: str) -> bool:
    """Whether the heading is a column's own name rather than a synonym."""
    column = column_of(heading)
    return bool(column) and _folded(heading) == _folded(column)


def names_a_place(cells: Iterable[str]) -> bool:
    """Whether a row can be a header: one of its cells is the column that every table has."""
    return any(column_of(cell) == "place" for cell in cells)


def header_among(rows: Iterable[Collection[str]]) -> int:
    """Which of the first rows names the columns: of those that can, the first that names most.

    It is -1 where none can: above a header may stand a title, or headings of groups.
    """
    counts = [sum(map(bool, map(column_of, row))) if names_a_place(row) else 0 for row in rows]
    most = max(counts, default=0)
    return counts.index(most) if most else -1


def _folded(heading: str) -> str:
    plain = unicodedata.normalize("NFKD", heading[:MAX_HEADING].casefold())
    return re.sub(r"[^\w]|_", "", "".join(c for c in plain if not unicodedata.combining(c)))


def letters(column: int) -> str:
    """The letters a spreadsheet calls a column by; the first is A."""
    name = ""
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name


def without_heading(file: str, row: int, column: int, text: str) -> Problem:
    """What is said of a cell to the right of the last heading; ``column`` counts from 1."""
    message = f"the cell {letters(column)}{row} has no heading above it: {quoted(text)}."
    hint = "What stands in this column is not shown. Give it a heading, or delete it."
    return Problem(file, row, "", text, message, hint, "warning")
