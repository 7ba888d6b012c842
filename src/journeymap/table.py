"""Bytes of a table file → rows of text with their spreadsheet row numbers.

Row numbers are the spreadsheet's: its first row is 1, blank rows count, a line break in
quotes does not, nor does a ``sep=`` line.
"""

import csv
import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from .errors import Problem, quoted

MAX_BYTES = 32_000_000
MAX_ROWS = 50_000
MAX_COLUMNS = 1_000
MAX_HEADER = 100_000
"""Characters of the header that the delimiter is told from."""
_DELIMITERS = ",;\t|"


@dataclass(frozen=True, slots=True)
class Row:
    """One row of cells, as many as the header has."""

    number: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A header and rows of text. ``delimiter`` is what parted the cells."""

    file: str
    header: Row
    rows: tuple[Row, ...]
    delimiter: str = ","


class _TableError(Exception):
    """The file cannot be a table; carries the one Problem that says why."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem)
        self.problem = problem


def read_table(
    data: bytes, *, file: str, encoding: str = ""
) -> tuple[Table | None, tuple[Problem, ...]]:
    """The table in a file's bytes, or None, and what there is to say about it.

    ``encoding`` overrides what the bytes suggest. Rows of another width than the header are
    named and left out; blank rows are left out and counted.
    """
    problems: list[Problem] = []
    try:
        text = _decoded(data, file, encoding, problems)
        delimiter, body = _delimiter(text)
        records = [
            (number, record)
            for number, record in enumerate(_records(body, delimiter, file), 1)
            if any(cell.strip() for cell in record)
        ]
        header = _header(records, file)
    except _TableError as refused:
        return None, (*problems, refused.problem)
    rows = []
    for number, record in records[1:]:
        row, problem = _fitted(number, record, header, file, delimiter)
        rows.extend([row] if row else [])
        problems.extend([problem] if problem else [])
    return Table(file, header, tuple(rows), delimiter), tuple(problems)


# ---------------------------------------------------------------- bytes → text


def _decoded(data: bytes, file: str, encoding: str, problems: list[Problem]) -> str:
    _refuse_what_is_no_text(data, file)
    if encoding:
        return _decode_as(data, encoding, file).lstrip("\ufeff")
    for bom, name in (
        (b"\xef\xbb\xbf", "utf-8-sig"),
        (b"\xff\xfe", "utf-16"),
        (b"\xfe\xff", "utf-16"),
    ):
        if data.startswith(bom):
            return _decode_as(data, name, file)
    if unmarked := _utf_16_without_mark(data[:1000]):
        return _decode_as(data, unmarked, file)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        guess = _likely_code_page(data)
    problems.append(
        Problem(
            file, 0, "", "",
            f"this file is not UTF-8; it was read as {guess}.",
            "If names look wrong, save it as “CSV UTF-8”, or say --encoding cp1250 "
            "(Central Europe), cp1251 (Cyrillic), cp1252 (Western Europe) or cp1254 (Turkish).",
            "warning",
        )
    )  # fmt: skip
    return _decode_as(data, guess, file)


def _refuse_what_is_no_text(data: bytes, file: str) -> None:
    if len(data) > MAX_BYTES:
        raise _TableError(_of_file(file, "the file is too large for a table of places.", ""))
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise _TableError(
            _of_file(
                file, "this is an old Excel workbook (.xls).", "Save it as .xlsx or as CSV UTF-8."
            )
        )
    start = data[:1000].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if start.startswith((b"<!doctype", b"<html", b"<?xml")):
        raise _TableError(
            _of_file(
                file,
                "this is a web page, not a table.",
                "In Google Sheets: File, Download, Comma-separated values.",
            )
        )


def _decode_as(data: bytes, encoding: str, file: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeError as error:
        raise _TableError(
            _of_file(
                file,
                f"the file is not {encoding}: byte {getattr(error, 'start', 0) + 1} does not fit.",
                "Save it as “CSV UTF-8” and try again.",
            )
        ) from error
    except (LookupError, ValueError) as error:
        raise _TableError(
            _of_file(file, f"there is no encoding {quoted(encoding)}.", "Try utf-8 or cp1252.")
        ) from error


def _utf_16_without_mark(start: bytes) -> str:
    """The byte order of UTF-16, in which every figure and line break has a NUL beside it.

    NULs that have strayed into other text are no such sign.
    """
    for name, first in (("utf-16-le", 0), ("utf-16-be", 1)):
        low, high = start[first::2], start[1 - first :: 2]
        breaks = len(re.findall(rb"[\r\n]", start))
        paired = sum(a in b"\r\n" and b == 0 for a, b in zip(low, high, strict=False))
        many = 10 * high.count(0) >= len(start) > 0
        if many and 0 not in low and (2 * paired > breaks or not breaks):
            return name
    return ""


def _likely_code_page(data: bytes) -> str:
    """cp1251 where most high bytes stand side by side, as letters of a Cyrillic word do."""
    high = len(re.findall(rb"[\x80-\xff]", data))
    in_runs = sum(len(run) for run in re.findall(rb"[\x80-\xff]{2,}", data))
    return "cp1251" if 2 * in_runs > high else "cp1252"


# ---------------------------------------------------------------- text → records


def _delimiter(text: str) -> tuple[str, str]:
    """What parts the cells, and the text after a ``sep=`` line if there is one."""
    if found := re.match(r'"?sep=([,;|\t])"?(?:\r\n?|\n|$)', text, re.I):
        return found[1], text[found.end() :]
    unquoted = re.sub(r'"[^"]*"', "", text.lstrip("\r\n ")[:MAX_HEADER])
    first_line = re.split(r"[\r\n]", unquoted, maxsplit=1)[0]
    return max(_DELIMITERS, key=lambda d: (first_line.count(d), -_DELIMITERS.index(d))), text


def _records(text: str, delimiter: str, file: str) -> Iterator[list[str]]:
    csv.field_size_limit(MAX_BYTES)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    count = 0
    while True:
        try:
            record = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            raise _TableError(
                Problem(
                    file, count + 1, "", "", "the quotation marks of this row do not pair.",
                    'A cell with a quotation mark in it is written "like ""this"" one".',
                )
            ) from error  # fmt: skip
        count += 1
        if count > MAX_ROWS:
            raise _TableError(
                _of_file(file, f"the table has more than {MAX_ROWS:,} rows.", "Split it.")
            )
        yield record


def _header(records: Sequence[tuple[int, list[str]]], file: str) -> Row:
    if not records:
        raise _TableError(_of_file(file, "the table is empty.", "Its first row names the columns."))
    number, names = records[0]
    cells = _without_trailing_blanks(names)
    if len(cells) > MAX_COLUMNS:
        raise _TableError(
            _of_file(file, f"the table has more than {MAX_COLUMNS:,} columns.", "Delete some.")
        )
    return Row(number, tuple(cells))


def _without_trailing_blanks(cells: list[str]) -> list[str]:
    count = len(cells)
    while count and not cells[count - 1].strip():
        count -= 1
    return cells[:count]


def _fitted(
    number: int, record: list[str], header: Row, file: str, delimiter: str
) -> tuple[Row | None, Problem | None]:
    """The row at the header's width, or the Problem that says why it has another."""
    width = len(header.cells)
    extra = _without_trailing_blanks(record[width:])
    if not extra and len(record) >= width:
        return Row(number, tuple(record[:width])), None
    count = width + len(extra) if extra else len(record)
    name = {",": "comma", ";": "semicolon", "\t": "tab", "|": "bar"}[delimiter]
    hint = (
        f'Put a cell that has a {name} in it in quotation marks: "like{delimiter} this".'
        if extra
        else f"Add the missing {name}s at its end, or close an open quotation mark."
    )
    message = f"the row has {count} cells, the header {width}."
    return None, Problem(file, number, "", delimiter.join(record), message, hint)


def _of_file(file: str, message: str, hint: str) -> Problem:
    return Problem(file, 0, "", "", message, hint)
