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
    plain = unicodedata.normalize("NFKD", heading.casefold())
    return re.sub(r"[^\w]|_", "", "".join(c for c in plain if not unicodedata.combining(c)))


def columns_of(table: Table) -> tuple[dict[str, int], tuple[Problem, ...]]:
    """The index of each known column, and what there is to say about the header.

    A heading that is a column's own name beats a synonym; unknown columns are kept apart
    and named in a warning.
    """
    found: dict[str, int] = {}
    problems: list[Problem] = []
    headings = table.header.cells
    own_name_first = sorted(range(len(headings)), key=lambda i: headings[i] not in column_names())
    for index in own_name_first:
        column = _names().get(_folded(headings[index]))
        if column is None:
            problems.extend(_unknown(headings[index], table))
        elif column in found:
            first = headings[found[column]]
            message = (
                f"two columns are the {column}: {quoted(first)} and {quoted(headings[index])}."
            )
            hint = "Rename or delete one of them."
            problems.append(_problem(table, headings[index], message, hint))
        else:
            found[column] = index
    if "place" not in found:
        message = "there is no column place."
        hint = f"The first row names the columns; it reads: {', '.join(headings)[:120]}"
        problems.append(_problem(table, "", message, hint))
    return found, tuple(problems)


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
