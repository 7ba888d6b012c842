"""The header of a table → which column is which."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from .coordinates import pair_in
from .errors import SHOWN_VALUE, Problem, Severity, quoted
from .headings import column_of, is_own_name, nearest_column
from .table import Table


def columns_of(table: Table) -> tuple[dict[str, int], tuple[Problem, ...]]:
    """The index of each known column, and what there is to say about the header.

    A heading that is a column's own name beats a synonym, which is then kept apart, as
    unknown columns are, and named in a warning.
    """
    found: dict[str, int] = {}
    unknown: list[int] = []
    problems: list[Problem] = []
    headings = table.header.cells
    for index in sorted(range(len(headings)), key=lambda i: not is_own_name(headings[i])):
        column = column_of(headings[index])
        if not column:
            unknown.append(index)
        elif column in found:
            problems.append(_second(column, headings[found[column]], headings[index], table))
        else:
            found[column] = index
    problems += [_unknown(index, found, table) for index in unknown if headings[index].strip()]
    if "place" not in found:
        message = "there is no column place."
        problems = [problem for problem in problems if problem.hint.startswith("Did you mean")]
        problems.append(_problem(table, "", message, _header_hint(headings)))
    return found, tuple(problems)


def _header_hint(headings: Sequence[str]) -> str:
    shown = ", ".join(map(quoted, headings[:12]))
    if any(re.search(r"\d{3}", heading) for heading in headings):
        return (
            f"The first row reads {shown}, which looks like a stay.\n"
            "Put a row above it that names the columns: place, start, end, title, description."
        )
    return (
        f"The first row names the columns; it reads: {shown}\n"
        "Call one of them “place”: the one that holds the names of the places."
    )


def _second(column: str, first: str, second: str, table: Table) -> Problem:
    """What is said of a second heading of a column: a mere synonym is not read."""
    if is_own_name(first) and not is_own_name(second):
        message = f"the column {quoted(second)} is not read, as {quoted(first)} is there too."
        return _problem(table, second, message, "It is kept, but not shown.", warning=True)
    message = f"two columns are the {column}: {quoted(first)} and {quoted(second)}."
    return _problem(table, second, message, "Rename or delete one of them.")


def _unknown(index: int, found: Mapping[str, int], table: Table) -> Problem:
    heading = table.header.cells[index]
    near = nearest_column(heading)
    is_free = near and near not in found
    hint = f"Did you mean {near}?" if is_free else "It is kept, but not shown."
    if "lat" not in found and _holds_pairs(index, table):
        hint = "It seems to hold coordinates: to use them, call it “coordinates”."
    message = f"the column {quoted(heading)} is not known."
    return _problem(table, heading, message, hint, warning=True)


def _holds_pairs(index: int, table: Table) -> bool:
    """Whether the first filled cell of a column is a latitude and a longitude."""
    cells = (row.cells[index] for row in table.rows)
    return pair_in(next((cell for cell in cells if cell.strip()), ""), "lat") is not None


def headed(problems: Iterable[Problem], table: Table) -> Iterator[Problem]:
    """The problems of a table, each with what the table itself calls the column."""
    columns, _ = columns_of(table)
    for problem in problems:
        index = columns.get(problem.column) if problem.file == table.file else None
        heading = "" if index is None else table.header.cells[index].strip()
        is_other = heading.casefold() != problem.column
        yield replace(problem, heading=heading[:SHOWN_VALUE]) if heading and is_other else problem


def _problem(
    table: Table, heading: str, message: str, hint: str, *, warning: bool = False
) -> Problem:
    row = table.header.number
    severity: Severity = "warning" if warning else "error"
    return Problem(table.file, row, "", heading, message, hint, severity)
