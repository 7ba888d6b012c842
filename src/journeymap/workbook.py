"""Bytes of an Excel workbook (.xlsx) → rows of text with their spreadsheet row numbers.

Values are those the workbook was saved with; nothing is calculated, no macro is looked at.
"""

import posixpath
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial

from .bookparts import (
    DamagedError,
    TooLargeError,
    application_of,
    formats_of,
    strings_of,
    targets_of,
    workbook_of,
)
from .celldates import Doubt, Epoch
from .errors import Problem, quoted, refusal
from .headings import column_of, header_among, letters, names_a_place, without_heading
from .sheets import Grid, Shared, grid_of
from .zipped import unpacked_parts

Record = tuple[int, list[str]]

MAX_CELLS = 3_000_000
"""Rows times columns, blank ones too: what is made of a sheet is a rectangle."""

_HEADER_ROWS = 10
"""So many rows of a sheet are looked at for a header."""

_AGAIN = "Open it in Excel and save it again, or save it as CSV UTF-8."


@dataclass(frozen=True, slots=True)
class _Book:
    """A workbook's visible sheets, each a name and its XML, and what they share."""

    sheets: tuple[tuple[str, bytes], ...]
    shared: Shared


def read_workbook(
    data: bytes, *, file: str, most: tuple[int, int]
) -> tuple[list[Record], tuple[Problem, ...]]:
    """The rows of the first sheet that has a column of places, all as wide as its header.

    ``most`` are the rows and columns a table may have. Raises InputError where the file is no
    workbook, is damaged or too large; problems of single cells come back beside the rows.
    """
    parts = unpacked_parts(data, file, _is_wanted)
    try:
        book = _book(parts)
        chosen, said = _chosen(book, file, most)
        if chosen is None:
            return [], said
        grid = grid_of(chosen, book.shared, most=most)
    except DamagedError as error:
        message = f"this workbook is damaged ({error})."
        raise refusal(file, message, _AGAIN) from error
    except TooLargeError as error:
        number = most[0] if str(error) == "rows" else most[1]
        much = f"more than {number:,} {error}" if str(error) in ("rows", "columns") else "too much"
        hint = "Copy the table alone into a new workbook."
        raise refusal(file, f"the table has {much}.", hint) from error
    return _records(grid, file, said)


def _is_wanted(name: str) -> bool:
    """Whether a part is needed: no pictures, drawings, themes or macros are unpacked."""
    return bool(
        re.fullmatch(
            r"(?:_rels/\.rels|docProps/app\.xml|xl/(?:worksheets/)?[^/]*\.xml|xl/_rels/[^/]*\.rels)",
            name,
            re.I,
        )
    )


def _book(parts: Mapping[str, bytes]) -> _Book:
    main = _main_part(parts)
    folder, name = posixpath.split(main)
    targets = targets_of(_needed(parts, f"{folder}/_rels/{name}.rels".lstrip("/")))
    paths = {key: (kind, _path(folder, target)) for key, (kind, target) in targets.items()}
    by_kind = dict(paths.values())
    told, since_1904 = workbook_of(_needed(parts, main))
    visible = tuple(
        (sheet.get("name", ""), _needed(parts, paths[key][1]))
        for sheet in told
        if (key := sheet.get("id", "")) in paths
        and paths[key][0] == "worksheet"
        and sheet.get("state", "visible") == "visible"
    )
    strings, styles = by_kind.get("sharedStrings", ""), by_kind.get("styles", "")
    app = parts.get("docProps/app.xml")
    excel = app is not None and application_of(app).startswith("Microsoft")
    shared = Shared(
        strings_of(parts[strings]) if strings in parts else [],
        formats_of(parts[styles]) if styles in parts else [],
        Epoch(since_1904, excel),
    )
    return _Book(visible, shared)


def _main_part(parts: Mapping[str, bytes]) -> str:
    targets = targets_of(_needed(parts, "_rels/.rels"))
    found = [_path("", target) for kind, target in targets.values() if kind == "officeDocument"]
    return found[0] if found else "xl/workbook.xml"


def _path(folder: str, target: str) -> str:
    """A target's name in the packed file; a leading slash means its root."""
    return posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")


def _needed(parts: Mapping[str, bytes], name: str) -> bytes:
    if name not in parts:
        raise DamagedError(f"{name[:60]} is missing")
    return parts[name]


# ---------------------------------------------------------------- which sheet


def _chosen(
    book: _Book, file: str, most: tuple[int, int]
) -> tuple[bytes | None, tuple[Problem, ...]]:
    """The sheet that is read, None where all are empty, and what is said of the choice."""
    if len(book.sheets) == 1:
        return book.sheets[0][1], ()
    tops = {
        name: grid_of(xml, book.shared, most=most, only=_HEADER_ROWS).rows
        for name, xml in book.sheets
    }
    filled = [(name, xml) for name, xml in book.sheets if tops[name]]
    if not filled:
        return None, ()
    with_header = [
        (name, xml)
        for name, xml in filled
        if any(names_a_place(row.values()) for row in tops[name].values())
    ]
    name, xml = (with_header or filled)[0]
    if len(filled) == 1:
        return xml, ()
    others = ", ".join(quoted(other) for other, _ in with_header[1:])
    if others:
        hint = f"{others} has a column of places too and was not read. Join them in one sheet."
        return xml, (_said(file, f"of this workbook the sheet {quoted(name)} was read.", hint),)
    if with_header:
        hint = f"Of its {len(filled)} sheets it is the first with a column of places."
        said = Problem(file, 0, "", name, f"the sheet {quoted(name)} was read.", hint, "note")
        return xml, (said,)
    hint = f"None of its {len(filled)} sheets has a column of places."
    return xml, (_said(file, f"of this workbook the sheet {quoted(name)} was read.", hint),)


def _said(file: str, message: str, hint: str) -> Problem:
    return Problem(file, 0, "", "", message, hint, "warning")


# ---------------------------------------------------------------- its rows


def _records(
    grid: Grid, file: str, said: tuple[Problem, ...]
) -> tuple[list[Record], tuple[Problem, ...]]:
    if not grid.rows:
        return [], said
    first = sorted(grid.rows)[:_HEADER_ROWS]
    top = first[max(0, header_among(grid.rows[row].values() for row in first))]
    width = max((c for c, text in grid.rows[top].items() if text.strip()), default=0)
    last = max(grid.rows)
    if last * max(width, 1) > MAX_CELLS:
        hint = "Copy the table alone into a new workbook."
        raise refusal(file, "the table is too large for a table of places.", hint)
    heading = {column: _column(grid.rows[top], column) for column in range(1, width + 1)}
    say = partial(_cell_problems, grid=grid, file=file, heading=heading, top=top)
    records = [
        (number, [row.get(column, "") for column in range(1, width + 1)])
        for number, row in sorted(grid.rows.items())
    ]
    return records, (*said, *say(), *_beyond(grid, file, width, top), *_hidden(grid, file, top))


def _column(row: Mapping[int, str], column: int) -> str:
    """What a message calls a column: by our name, else its heading, else its letter."""
    heading = row.get(column, "").strip()
    return column_of(heading) or heading or f"{letters(column)} (without a heading)"


def _cell_problems(*, grid: Grid, file: str, heading: Mapping[int, str], top: int) -> list[Problem]:
    """What is wrong or doubtful with single cells, below or in a heading."""
    problems = []
    for (row, column), shown in grid.failed.items():
        if column in heading:
            message, hint = _failed(shown, f"{letters(column)}{row}")
            problems.append(Problem(file, row, heading[column], shown, message, hint))
    for (row, column), doubt in grid.doubts.items():
        if column in heading:
            text = grid.rows[row][column]
            message, hint = _doubtful(doubt, text)
            problems.append(Problem(file, row, heading[column], text, message, hint, "warning"))
    for first, last, column in grid.merged:
        if column in heading and top <= first and grid.rows.get(first, {}).get(column):
            message = f"the cells {letters(column)}{first} to {letters(column)}{last} are merged."
            hint = "Only the first of the rows has what they say. Unmerge them and fill each row."
            problems.append(Problem(file, first, heading[column], "", message, hint, "warning"))
    return problems


def _failed(shown: str, cell: str) -> tuple[str, str]:
    if shown:
        message = f"the formula in {cell} failed: {quoted(shown)}."
        return message, "Mend the formula, or write its result into the cell."
    message = f"the formula in {cell} was never calculated, so the cell has no value."
    return message, "Open the workbook in Excel or LibreOffice and save it; or write the value."


def _doubtful(doubt: Doubt, text: str) -> tuple[str, str]:
    if doubt == "century":
        return (
            f"the cell shows two figures of the year; the workbook has {text}, which was taken.",
            "If another century is meant, format the cell as text and write the year in full.",
        )
    return (
        f"the date was read as {text}, Gregorian.",
        "Before 15 October 1582 spreadsheets differ. Format the cell as text and write it there.",
    )


def _beyond(grid: Grid, file: str, width: int, top: int) -> list[Problem]:
    """Cells to the right of the last heading: named once a column."""
    first: dict[int, int] = {}
    for number, row in sorted(grid.rows.items()):
        for column, text in row.items():
            if column > width and number > top and text.strip():
                first.setdefault(column, number)
    return [
        without_heading(file, number, column, grid.rows[number][column])
        for column, number in sorted(first.items())
    ]


def _hidden(grid: Grid, file: str, top: int) -> list[Problem]:
    """That rows which are hidden, by a filter or by hand, were read all the same."""
    rows = [number for number in grid.hidden if number > top and number in grid.rows]
    if not rows:
        return []
    more = f" and {len(rows) - 1} more are" if rows[1:] else " is"
    message = f"row {rows[0]}{more} hidden in the workbook, and read all the same."
    hint = "Delete the rows that are not to be in the map."
    return [Problem(file, 0, "", "", message, hint, "note")]
