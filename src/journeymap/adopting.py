"""Another spreadsheet's table → one with our columns: which of its headings is which."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from .errors import UsageError, quoted
from .formulas import unguarded
from .headings import column_names, column_of, is_own_name, nearest_column
from .table import Table

EXAMPLES = 3

Ask = Callable[[str, Sequence[str], str], str]
"""A heading, some cells below it and the column it may be → a column, or nothing."""


@dataclass(frozen=True, slots=True)
class Adopted:
    """The rows, the header first; which headings became which column, and which are kept."""

    rows: tuple[tuple[str, ...], ...]
    renamed: Mapping[str, str]
    kept: tuple[str, ...]


def adopted(table: Table, given: Mapping[str, str], ask: Ask) -> Adopted:
    """The table under our headings; nothing of it is left out.

    ``given`` says of columns which heading they have. A heading that nobody knows is asked
    about. Raises UsageError where no heading is that of the places.
    """
    headings = [heading.strip() for heading in table.header.cells]
    columns = _given(headings, given)
    for index in sorted(range(len(headings)), key=lambda i: not is_own_name(headings[i])):
        column = column_of(headings[index])
        if column and column not in columns.values() and index not in columns:
            columns[index] = column
    for index, heading in enumerate(headings):
        if heading and index not in columns and not column_of(heading):
            cells = [row.cells[index].strip() for row in table.rows]
            examples = list(dict.fromkeys(cell for cell in cells if cell))[:EXAMPLES]
            likely = nearest_column(heading)
            answer = ask(heading, examples, "" if likely in columns.values() else likely)
            if answer and answer not in columns.values():
                columns[index] = answer
    if "place" not in columns.values():
        names = ", ".join(quoted(heading) for heading in headings if heading)
        raise UsageError(
            f"which column holds the names of the places? Say --column place=HEADING, of {names}."
        )
    header = tuple(columns.get(index, heading) for index, heading in enumerate(headings))
    return Adopted(
        (header, *(tuple(unguarded(cell) for cell in row.cells) for row in table.rows)),
        {headings[index]: column for index, column in sorted(columns.items())},
        tuple(h for index, h in enumerate(headings) if h and index not in columns),
    )


def _given(headings: Sequence[str], given: Mapping[str, str]) -> dict[int, str]:
    """The columns that were said, by the index of their heading."""
    columns: dict[int, str] = {}
    for column, heading in given.items():
        if column not in column_names():
            known = ", ".join(column_names())
            raise UsageError(f"there is no column {quoted(column)}; there are {known}.")
        if heading.strip() not in headings:
            raise UsageError(f"no heading is {quoted(heading)}.")
        columns[headings.index(heading.strip())] = column
    return columns
