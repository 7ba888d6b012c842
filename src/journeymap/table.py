"""Bytes of a table file → rows of text with their spreadsheet row numbers.

Row numbers are the spreadsheet's: its first row is 1, blank rows count, a line break in
quotes does not, nor does a ``sep=`` line.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from .csvtext import MAX_BYTES, Record, records_of, text_of_file
from .errors import InputError, Problem, quoted, refusal
from .headings import column_of, header_among, names_a_place, without_heading
from .zipped import is_packed

__all__ = ["MAX_BYTES", "MAX_COLUMNS", "MAX_ROWS", "Row", "Table", "read_table"]

MAX_ROWS = 50_000
MAX_COLUMNS = 1_000
_HEADER_ROWS = 10
"""So many rows are looked at for a header that is not the first."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row of cells, as many as the header has."""

    number: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A header and rows of text. ``delimiter`` is what parted the cells; none in a workbook.

    So many rows were ``left_out`` because they are of another width.
    """

    file: str
    header: Row
    rows: tuple[Row, ...]
    delimiter: str = ","
    left_out: int = 0


def read_table(
    data: bytes, *, file: str, encoding: str = ""
) -> tuple[Table | None, tuple[Problem, ...]]:
    """The table in a file's bytes, or None, and what there is to say about it.

    What the bytes are is told from them, not from the file's name. ``encoding`` overrides what
    they suggest. Rows of another width than the header are named and left out; blank rows are
    left out and counted.
    """
    problems = list(_misnamed(data, file))
    try:
        found, delimiter, said = _records(data, file, encoding)
        problems += said
        records = [(n, record) for n, record in found if any(map(_holds_something, record))]
        above = _rows_above_the_header(records)
        problems += _of_rows_above(records[:above], file)
        records = records[above:]
        header = _header(records, file)
    except InputError as refused:
        return None, (*problems, *refused.problems)
    rows = []
    held = len(records[0][1])
    for number, record in records[1:]:
        row, problem = _fitted(number, record, header, held, file, delimiter)
        rows.extend([row] if row else [])
        problems.extend([problem] if problem else [])
    problems += _beside(records[1:], len(header.cells), held, file)
    left_out = len(records) - 1 - len(rows)
    return Table(file, header, tuple(rows), delimiter, left_out), tuple(problems)


def _records(
    data: bytes, file: str, encoding: str
) -> tuple[list[Record], str, tuple[Problem, ...]]:
    """All rows, what parts their cells, and what is said of the file. Raises InputError."""
    if is_packed(data):
        from .workbook import read_workbook  # what a CSV does not need

        records, said = read_workbook(data, file=file, most=(MAX_ROWS, MAX_COLUMNS))
        return records, "", said
    text, delimiter, said = text_of_file(data, file=file, encoding=encoding)
    try:
        return list(records_of(text, delimiter, file=file, most_rows=MAX_ROWS)), delimiter, said
    except InputError as refused:
        raise InputError([*said, *refused.problems]) from refused


def _misnamed(data: bytes, file: str) -> tuple[Problem, ...]:
    """What is said where the name of a file promises something else than is in it."""
    ending = file.lower().rpartition(".")[2]
    is_book = ending in ("xlsx", "xlsm")
    if is_packed(data) and ending in ("csv", "tsv", "txt"):
        message = f"this is an Excel workbook named .{ending}; it was read as a workbook."
        hint = "Rename it to .xlsx, or save it as CSV UTF-8."
    elif data and is_book and not is_packed(data) and not data.startswith(b"\xd0\xcf\x11\xe0"):
        message = f"this is no Excel workbook, though named .{ending}; it was read as text."
        hint = "Rename it to .csv, or save it as an Excel workbook."
    else:
        return ()
    return (Problem(file, 0, "", "", message, hint, "warning"),)


def _header(records: Sequence[Record], file: str) -> Row:
    if not records:
        raise refusal(file, "the table is empty.", "Its first row names the columns.")
    number, names = records[0]
    cells = _without_trailing_blanks(names)
    if len(cells) > MAX_COLUMNS:
        raise refusal(file, f"the table has more than {MAX_COLUMNS:,} columns.", "Delete some.")
    if len(cells) == 1 and not names_a_place(cells):
        _refuse_rows_in_one_cell(cells[0], file, number)
    return Row(number, tuple(cells))


def _refuse_rows_in_one_cell(header: str, file: str, number: int) -> None:
    """Raises InputError where a table was opened with the wrong delimiter, and saved so."""
    for delimiter in ",;\t|":
        if delimiter in header and names_a_place(header.split(delimiter)):
            message = "every row of this table is in one cell, commas and all."
            hint = (
                "In Excel: mark the column, Data, Text to Columns, Delimited; then save again.\n"
                "Or open the original by Data, From Text/CSV."
            )
            raise refusal(file, message, hint, row=number)


def _holds_something(cell: str) -> bool:
    """Whether a cell is not blank; old programs end a file with a control character."""
    return bool(cell.strip().strip("\0\x1a\ufeff"))


def _rows_above_the_header(records: Sequence[Record]) -> int:
    """How many rows stand above the one that names the columns: a title, a date."""
    index = header_among(names for _, names in records[:_HEADER_ROWS])
    is_header = index > 0 and sum(map(bool, map(column_of, records[index][1]))) > 1
    return index if is_header else 0


def _of_rows_above(records: Sequence[Record], file: str) -> tuple[Problem, ...]:
    if not records:
        return ()
    first, last = records[0][0], records[-1][0]
    rows = f"row {first} is" if first == last else f"rows {first} to {last} are"
    text = " ".join(cell.strip() for cell in records[0][1] if cell.strip())
    message = f"{rows} above the header and not part of the table: {quoted(text)}."
    hint = "Give the journey its title in the settings, a .toml file beside the table."
    return (Problem(file, first, "", text, message, hint, "warning"),)


def _without_trailing_blanks(cells: list[str]) -> list[str]:
    count = len(cells)
    while count and not cells[count - 1].strip():
        count -= 1
    return cells[:count]


def _beside(records: Sequence[Record], width: int, held: int, file: str) -> Iterator[Problem]:
    """What stands below the blank cells at the header's end: named once a column."""
    first: dict[int, Record] = {}
    for number, record in records:
        cells = _without_trailing_blanks(record)
        if len(cells) <= held:
            for index in range(width, len(cells)):
                if cells[index].strip():
                    first.setdefault(index, (number, cells))
    for index, (number, cells) in sorted(first.items()):
        yield without_heading(file, number, index + 1, cells[index])


def _fitted(
    number: int, record: list[str], header: Row, held: int, file: str, delimiter: str
) -> tuple[Row | None, Problem | None]:
    """The row at the header's width, or the Problem that says why it has another.

    So many cells the header ``held`` with the blank ones at its end.
    """
    width = len(header.cells)
    extra = _without_trailing_blanks(record[width:])
    if len(record) >= width and width + len(extra) <= max(width, held):
        return Row(number, tuple(record[:width])), None
    count = width + len(extra) if extra else len(record)
    name = {",": "comma", ";": "semicolon", "\t": "tab", "|": "bar"}[delimiter]
    hint = (
        f'Put a cell that has a {name} in it in quotation marks: "like{delimiter} this"'
        f"{'; in a number write a point' if delimiter == ',' else ''}."
        if extra
        else f"Add the missing {name}s at its end, or close an open quotation mark."
    )
    message = f"the row has {count} cell{'' if count == 1 else 's'}, the header {width}."
    return None, Problem(file, number, "", delimiter.join(record), message, hint)
