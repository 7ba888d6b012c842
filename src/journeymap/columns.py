"""The header of a table → which column is which.

The names and their synonyms are data: ``vocabulary/columns.toml``.
"""

import difflib
import re
import unicodedata
from collections.abc import Mapping
from functools import cache

from .errors import Problem, Severity, quoted
from .table import Table
from .vocabulary import vocabulary

MAX_HEADING = 100

LANGUAGES = ("en", "de", "fr", "es", "ru")
"""The languages a page can be read in."""

TRANSLATED = ("title", "description")
"""Columns that a language may be named after: ``title@de``."""


@cache
def _names() -> Mapping[str, str]:
    """Every folded heading that is known → its column."""
    known = vocabulary("columns")
    names = {_folded(synonym): column for column, row in known.items() for synonym in row}
    return {**names, **{_folded(column): column for column in known}}


def column_names() -> tuple[str, ...]:
    """All columns a table may have."""
    return tuple(dict.fromkeys(_names().values()))


def _folded(heading: str) -> str:
    plain = unicodedata.normalize("NFKD", heading[:MAX_HEADING].casefold())
    return re.sub(r"[^\w]|_", "", "".join(c for c in plain if not unicodedata.combining(c)))


def columns_of(table: Table) -> tuple[dict[str, int], tuple[Problem, ...]]:
    """The index of each known column, and what there is to say about the header.

    A heading that is a column's own name beats a synonym, which is then kept apart, as
    unknown columns are, and named in a warning.
    """
    found: dict[str, int] = {}
    problems: list[Problem] = []
    headings = table.header.cells
    for index in sorted(range(len(headings)), key=lambda i: not _is_own_name(headings[i])):
        column = _column(headings[index])
        if column is None:
            problems.extend(_unknown(headings[index], table))
        elif column in found:
            problems.append(_second(column, headings[found[column]], headings[index], table))
        else:
            found[column] = index
    if "place" not in found:
        message = "there is no column place."
        shown = ", ".join(map(quoted, headings[:12]))
        hint = f"The first row names the columns; it reads: {shown}"
        problems.append(_problem(table, "", message, hint))
    return found, tuple(problems)


def _column(heading: str) -> str | None:
    """The column a heading means, if any: its name, or its name @ a language."""
    name, at, language = heading[:MAX_HEADING].partition("@")
    column = _names().get(_folded(name if at else heading))
    if not at:
        return column
    known = column in TRANSLATED and language.strip().casefold() in LANGUAGES
    return f"{column}@{language.strip().casefold()}" if known else None


def _is_own_name(heading: str) -> bool:
    folded = _folded(heading)
    return folded in _names() and folded == _folded(_names()[folded])


def _second(column: str, first: str, second: str, table: Table) -> Problem:
    """What is said of a second heading of a column: a mere synonym is not read."""
    if _is_own_name(first) and not _is_own_name(second):
        message = f"the column {quoted(second)} is not read, as {quoted(first)} is there too."
        return _problem(table, second, message, "It is kept, but not shown.", warning=True)
    message = f"two columns are the {column}: {quoted(first)} and {quoted(second)}."
    return _problem(table, second, message, "Rename or delete one of them.")


def _unknown(heading: str, table: Table) -> tuple[Problem, ...]:
    if not heading.strip():
        return ()
    near = difflib.get_close_matches(_folded(heading), _names(), n=1, cutoff=0.7)
    hint = f"Did you mean {_names()[near[0]]}?" if near else "It is kept, but not shown."
    message = f"the column {quoted(heading)} is not known."
    return (_problem(table, heading, message, hint, warning=True),)


def _problem(
    table: Table, heading: str, message: str, hint: str, *, warning: bool = False
) -> Problem:
    row = table.header.number
    severity: Severity = "warning" if warning else "error"
    return Problem(table.file, row, "", heading, message, hint, severity)
