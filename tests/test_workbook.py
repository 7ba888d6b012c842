"""Excel workbooks as the programs save them, and what is none."""

import datetime
import io
import zipfile
from typing import Any

import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from journeymap.celldates import shown_by
from journeymap.errors import Problem
from journeymap.sheets import number_text
from journeymap.table import MAX_ROWS, Table, read_table
from workbooks import packed, parts_of, workbook

EXCEL, CALC, SHEETS = "Microsoft Excel", "LibreOffice/24.2.7.2$Linux_X86_64", ""


def recipe(*rows: list[Any], program: str = EXCEL, **more: Any) -> dict[str, Any]:
    return {"program": program, "sheets": [{"name": "Stays", "rows": list(rows)}], **more}


def read(data: bytes, file: str = "t.xlsx") -> tuple[Table, tuple[Problem, ...]]:
    """The table in a workbook, which there must be, and what was said about it."""
    table, problems = read_table(data, file=file)
    assert table is not None, problems
    return table, problems


def refusal_of(data: bytes) -> Problem:
    """The one Problem for which the bytes are no table."""
    table, problems = read_table(data, file="t.xlsx")
    assert table is None
    (problem,) = problems
    assert problem.severity == "error"
    return problem


def cells_of(*rows: list[Any], **more: Any) -> list[tuple[str, ...]]:
    """The rows below the header, where nothing has to be said about them."""
    table, problems = read(workbook(recipe(*rows, **more)))
    assert problems == ()
    return [row.cells for row in table.rows]


def date_of(cell: Any, **more: Any) -> tuple[str, tuple[Problem, ...]]:
    """What a cell under ``start`` is read as."""
    table, problems = read(workbook(recipe(["place", "start"], ["Kyiv", cell], **more)))
    return table.rows[0].cells[1], problems


# ---------------------------------------------------------------- cells

CELLS = [
    ("Zürich", "Zürich"),
    ({"inline": "Zürich"}, "Zürich"),
    (1902, "1902"),
    (46.48, "46.48"),
    (46.479999999999997, "46.48"),
    (0.1 + 0.2, "0.3"),
    (-63.6, "-63.6"),
    (0, "0"),
    (0.00001, "0.00001"),
    (1e300, "1e+300"),
    (True, "TRUE"),
    (False, "FALSE"),
    ({"f": "A2+1", "v": 1903}, "1903"),
    ({"f": "A2&B2", "v": "Kyiv"}, "Kyiv"),
    ({"f": 'IF(A2="","","x")', "v": ""}, ""),
    ({"xml": '<c r="B2" s="0"/>'}, ""),
    ({"xml": '<c r="B2" t="s"><v></v></c>'}, ""),
    ({"xml": "<c><v>7</v></c>"}, "7"),
    ({"xml": '<c r="B2" t="inlineStr"><is><r><t>two </t></r><r><t>runs</t></r></is></c>'},
     "two runs"),
    ({"xml": '<c t="inlineStr"><is><t>東京</t><rPh sb="0"><t>トウ</t></rPh></is></c>'}, "東京"),
    ("two_x000D_\nlines", "two\nlines"),
    ("_x005F_x000D_", "_x000D_"),
    ("= 1 + 1", "= 1 + 1"),
    ("&<>\"'", "&<>\"'"),
]  # fmt: skip


@pytest.mark.parametrize(("cell", "text"), CELLS, ids=[repr(c[1]) for c in CELLS])
def test_a_cell_is_the_text_that_a_csv_would_have(cell: Any, text: str) -> None:
    assert cells_of(["place", "x"], ["Kyiv", cell]) == [("Kyiv", text)]


# day number | format | program | text
DATES = [
    (946, "yyyy-mm-dd", EXCEL, "1902-08-03"),
    (946, "d. mmmm yyyy", EXCEL, "1902-08-03"),
    (946, "[$-407]d. mmmm yyyy;@", EXCEL, "1902-08-03"),
    (946, '"on" dddd", the" d mmmm yyyy', EXCEL, "1902-08-03"),
    (946, r"dd\-mm\-yyyy\ h:mm", EXCEL, "1902-08-03"),
    (946.5, "yyyy-mm-dd h:mm", EXCEL, "1902-08-03 12:00:00"),
    (946.25, "yyyy-mm-dd", EXCEL, "1902-08-03"),
    (6423, "mmm-yy", EXCEL, "1917-08"),
    (6423, "mmmm yyyy", EXCEL, "1917-08"),
    (6423, "yyyy", EXCEL, "1917"),
    (6423, "d-mmm", EXCEL, "1 August"),
    (6423, "mmmm", EXCEL, "August"),
    (0.5, "h:mm", EXCEL, "12:00:00"),
    (0.5, "[h]:mm:ss", EXCEL, "12:00:00"),
    (0.5, "h:mm AM/PM", EXCEL, "12:00:00"),
    (61, "yyyy-mm-dd", EXCEL, "1900-03-01"),
    (60, "yyyy-mm-dd", EXCEL, "1900-02-29"),
    (59, "yyyy-mm-dd", EXCEL, "1900-02-28"),
    (1, "yyyy-mm-dd", EXCEL, "1900-01-01"),
    (0, "yyyy-mm-dd", EXCEL, "1900-01-00"),
    (1, "yyyy-mm-dd", CALC, "1899-12-31"),
    (1, "yyyy-mm-dd", SHEETS, "1899-12-31"),
    (0, "yyyy-mm-dd", CALC, "1899-12-30"),
    (-7357, "yyyy-mm-dd", CALC, "1879-11-08"),
    (-7358, "yyyy-mm-dd", SHEETS, "1879-11-07"),
    (-7358.0, "mmmm yyyy", SHEETS, "1879-11"),
    (44197, "General", EXCEL, "44197"),
    (44197, "0.00", EXCEL, "44197"),
    (44197, "0.00E+00", EXCEL, "44197"),
    (44197, "#,##0 [$€-407]", EXCEL, "44197"),
    (44197, '0" years"', EXCEL, "44197"),
    (44197, "[Red]0", EXCEL, "44197"),
    (5, "# ?/?", EXCEL, "5"),
    (44197, "@", EXCEL, "44197"),
    (9e9, "yyyy-mm-dd", EXCEL, "########"),
    (2958465, "yyyy-mm-dd", EXCEL, "9999-12-31"),
]


@pytest.mark.parametrize(("number", "code", "program", "text"), DATES)
def test_a_date_is_what_its_cell_shows_and_no_more(
    number: float, code: str, program: str, text: str
) -> None:
    assert date_of({"n": number, "format": code}, program=program) == (text, ())


@pytest.mark.parametrize(
    ("number", "text"), [(0, "1904-01-01"), (946, "1906-08-04"), (60, "1904-03-01")]
)
def test_a_workbook_of_1904_counts_from_then(number: int, text: str) -> None:
    assert date_of({"n": number, "format": "yyyy-mm-dd"}, since_1904=True) == (text, ())


@pytest.mark.parametrize(
    ("iso", "code", "text"),
    [
        ("1902-08-03", "yyyy-mm-dd", "1902-08-03"),
        ("1902-08-03T00:00:00.000", "yyyy-mm-dd", "1902-08-03"),
        ("1879-11-07", "mmm yyyy", "1879-11"),
        ("1902-08-03T12:00:00", "yyyy-mm-dd", "1902-08-03T12:00:00"),
        ("1902-13-03", "yyyy-mm-dd", "1902-13-03"),
    ],
)
def test_a_strict_workbook_has_its_dates_as_text(iso: str, code: str, text: str) -> None:
    assert date_of({"iso": iso, "format": code}) == (text, ())


@pytest.mark.parametrize(
    ("number", "code", "text"), [(35339, "mmm-yy", "1996-10"), (35339, "d.m.yy", "1996-10-01")]
)
def test_two_figures_of_a_year_are_taken_as_the_workbook_has_them_and_announced(
    number: int, code: str, text: str
) -> None:
    read_as, (said,) = date_of({"n": number, "format": code})
    assert read_as == text
    assert (said.severity, said.row, said.column) == ("warning", 2, "start")
    assert "two figures of the year" in said.message


def test_a_year_before_those_that_excel_makes_of_two_figures_was_written_in_full() -> None:
    assert date_of({"n": 6423, "format": "mmm-yy"})[1] == ()


def test_a_day_before_the_gregorian_calendar_is_announced() -> None:
    read_as, (said,) = date_of({"n": -146000, "format": "yyyy-mm-dd"}, program=CALC)
    assert read_as == "1500-04-06"
    assert "Gregorian" in said.message


def test_the_formats_that_have_a_number_only_are_known() -> None:
    shown = {number: shown_by(number, {}) for number in range(60)}
    assert [number for number, is_date in shown.items() if is_date] == [
        *range(14, 23), *range(27, 37), 45, 46, 47, *range(50, 59),
    ]  # fmt: skip


# ---------------------------------------------------------------- cells that say nothing

FAILED = [
    ({"f": "TODAY()"}, "the formula in B3 was never calculated, so the cell has no value."),
    ({"xml": '<c r="B3"><f>A1</f><v/></c>'}, "the formula in B3 was never calculated"),
    ({"error": "#REF!"}, 'the formula in B3 failed: "#REF!".'),
    ({"error": "#N/A"}, 'the formula in B3 failed: "#N/A".'),
]


@pytest.mark.parametrize(("cell", "message"), FAILED)
def test_a_formula_without_a_value_is_a_named_error(cell: Any, message: str) -> None:
    table, (said,) = read(workbook(recipe(["place", "Start"], ["Kyiv", 1902], ["Lviv", cell])))
    assert (said.severity, said.row, said.column) == ("error", 3, "start")
    assert said.message.startswith(message)
    assert table.rows[1].cells == ("Lviv", "")


def test_merged_cells_are_told_once() -> None:
    made = recipe(["place", "start"], ["Kyiv", 1902], [None, 1903])
    made["sheets"][0]["merged"] = ["A2:A3", "B1:C1"]
    _, (said,) = read(workbook(made))
    assert said.message == "the cells A2 to A3 are merged."
    assert (said.row, said.column, said.severity) == (2, "place", "warning")


def test_hidden_rows_are_read_and_told() -> None:
    made = recipe(["place", "start"], ["Kyiv", 1902], ["Lviv", 1903], [None, None])
    made["sheets"][0]["hidden"] = [3, 4]
    table, (said,) = read(workbook(made))
    assert [row.number for row in table.rows] == [2, 3]
    assert said.message == "row 3 is hidden in the workbook, and read all the same."
    assert said.severity == "note"


def test_headings_of_groups_may_stand_above_the_header_of_a_sheet() -> None:
    rows: list[list[Any]] = [["Where", None, "When"], ["place", "title", "start", "end"]]
    table, (said,) = read(workbook(recipe(*rows, ["Kyiv", "x", 1902, 1903])))
    assert table.header.cells == ("place", "title", "start", "end")
    assert "is above the header" in said.message


def test_a_cell_beyond_the_last_heading_is_told_once_a_column() -> None:
    rows: list[list[Any]] = [
        ["place", "start"],
        ["Kyiv", 1902, None, "sure?"],
        ["Lviv", 1903, None, "no"],
    ]
    table, (said,) = read(workbook(recipe(*rows)))
    assert said.message == 'the cell D2 has no heading above it: "sure?".'
    assert [row.cells for row in table.rows] == [("Kyiv", "1902"), ("Lviv", "1903")]


# ---------------------------------------------------------------- rows and sheets


def test_row_numbers_are_the_spreadsheets() -> None:
    rows: list[list[Any]] = [[], ["place"], [], ["Kyiv"], [" "], ["Lviv"], []]
    table, problems = read(workbook(recipe(*rows)))
    assert problems == ()
    assert [table.header.number, *(row.number for row in table.rows)] == [2, 4, 6]


def test_a_table_may_begin_in_any_column() -> None:
    table, _ = read(workbook(recipe([None, "place", "start"], [None, "Kyiv", 1902])))
    assert table.header.cells == ("", "place", "start")


def book(*sheets: tuple[str, list[list[Any]]], **states: str) -> bytes:
    return workbook({
        "program": EXCEL,
        "sheets": [
            {"name": name, "rows": rows, "state": states.get(name, "visible")}
            for name, rows in sheets
        ],
    })  # fmt: skip


STAYS: list[list[Any]] = [["place", "start"], ["Kyiv", 1902]]
NOTES: list[list[Any]] = [["To do"], ["Ask the archive"]]


def test_the_first_sheet_with_a_column_of_places_is_read_and_named() -> None:
    table, (said,) = read(book(("Notes", NOTES), ("Leben & Werk", STAYS), ("Empty", [])))
    assert table.rows[0].cells == ("Kyiv", "1902")
    assert said.severity == "note"
    assert said.message == 'the sheet "Leben & Werk" was read.'


def test_a_second_sheet_of_places_is_a_warning() -> None:
    _, (said,) = read(book(("One", STAYS), ("Two", STAYS)))
    assert said.severity == "warning"
    assert '"Two" has a column of places too' in said.hint


@pytest.mark.parametrize("state", ["hidden", "veryHidden"])
def test_a_hidden_sheet_is_not_read(state: str) -> None:
    table, problems = read(book(("One", [["place"], ["Lviv"]]), ("Two", STAYS), One=state))
    assert table.rows[0].cells == ("Kyiv", "1902")
    assert problems == ()


def test_without_a_column_of_places_the_first_sheet_is_told_of() -> None:
    table, (said,) = read(book(("One", NOTES), ("Two", NOTES)))
    assert table.header.cells == ("To do",)
    assert "None of its 2 sheets has a column of places" in said.hint


@pytest.mark.parametrize("rows", [[], [[None, " "]]])
def test_an_empty_workbook_is_an_empty_table(rows: list[list[Any]]) -> None:
    assert refusal_of(book(("One", rows))).message == "the table is empty."


def test_what_a_file_is_its_bytes_say_and_a_wrong_name_is_told() -> None:
    data = book(("One", STAYS))
    table, (said,) = read(data, file="life.csv")
    assert table.rows[0].cells == ("Kyiv", "1902")
    assert "an Excel workbook named .csv" in said.message
    table, (said,) = read(b"place,start\nKyiv,1902\n", file="life.XLSX")
    assert table.rows[0].cells == ("Kyiv", "1902")
    assert "no Excel workbook, though named .xlsx" in said.message


# ---------------------------------------------------------------- what is no workbook

_GOOD = parts_of(recipe(*STAYS))


def without(*names: str) -> bytes:
    return packed({name: part for name, part in _GOOD.items() if name not in names})


def with_part(name: str, part: str | bytes) -> bytes:
    return packed({**_GOOD, name: part})


SHEET = "xl/worksheets/sheet1.xml"
_SHEET = '<worksheet><sheetData><row r="1">{}</row></sheetData></worksheet>'
DAMAGED = [
    ("cut off", workbook(recipe(*STAYS))[:700], "cannot be unpacked"),
    ("no end", b"PK\x03\x04", "cannot be unpacked"),
    ("no sheets", without(SHEET), "is missing"),
    ("no list of sheets", without("xl/workbook.xml"), "is missing"),
    ("no relations", without("xl/_rels/workbook.xml.rels"), "is missing"),
    ("broken XML", with_part(SHEET, "<worksheet><sheetData>"), "damaged"),
    ("a document type", with_part(SHEET, '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'), "document"),
    ("a cell nowhere", with_part(SHEET, _SHEET.format('<c r="1A"><v>1</v></c>')), "cell 1A"),
    ("a text nowhere", with_part(SHEET, _SHEET.format('<c t="s"><v>99</v></c>')), "text number"),
    ("a style that is none", with_part(SHEET, _SHEET.format('<c s="x"><v>1</v></c>')), "damaged"),
    ("far down", with_part(SHEET, _SHEET.format('<c r="A999999"><v>1</v></c>')), "50,000 rows"),
    ("far right", with_part(SHEET, _SHEET.format('<c r="ZZZ1"><v>1</v></c>')), "1,000 columns"),
    ("an unknown encoding", with_part(SHEET, '<?xml version="1.0" encoding="x"?><a/>'), "damaged"),
]  # fmt: skip


@pytest.mark.parametrize(("data", "message"), [d[1:] for d in DAMAGED], ids=[d[0] for d in DAMAGED])
def test_a_damaged_workbook_is_refused_with_what_to_do(data: bytes, message: str) -> None:
    problem = refusal_of(data)
    assert message in problem.message
    assert problem.hint


def test_blank_cells_far_away_are_nothing() -> None:
    far = _SHEET.format('<c t="inlineStr"><is><t>place</t></is></c></row>'
                        '<row r="1048576"><c r="XFD1048576" s="0"/>')  # fmt: skip
    table, problems = read(with_part(SHEET, far))
    assert (table.header.cells, table.rows, problems) == (("place",), (), ())


OTHERS = [
    ("an OpenDocument spreadsheet",
     {"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": "<a/>"}, ".ods"),
    ("an OpenDocument text",
     {"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": "<a/>"}, "LibreOffice"),
    ("Numbers", {"Index/Document.iwa": "x", "Metadata/Properties.plist": "x"}, "Numbers"),
    ("Word", {"[Content_Types].xml": "<a/>", "word/document.xml": "<a/>"}, "Word"),
    ("PowerPoint", {"[Content_Types].xml": "<a/>", "ppt/presentation.xml": "<a/>"}, "presentation"),
    ("a binary workbook", {"[Content_Types].xml": "<a/>", "xl/workbook.bin": "x"}, ".xlsb"),
    ("a folder", {"my map/places.csv": "place\n"}, ".zip"),
    ("something else", {"a.txt": "x"}, "packed file"),
    ("nothing", {}, "packed file"),
]  # fmt: skip


@pytest.mark.parametrize(("parts", "message"), [o[1:] for o in OTHERS], ids=[o[0] for o in OTHERS])
def test_another_packed_file_is_called_by_its_name(
    parts: dict[str, str | bytes], message: str
) -> None:
    problem = refusal_of(packed(parts))
    assert message in problem.message
    assert problem.hint


def test_a_workbook_with_a_password_is_called_that() -> None:
    data = b"\xd0\xcf\x11\xe0" + bytes(600) + "EncryptedPackage".encode("utf-16-le")
    assert "password" in refusal_of(data).message


# ---------------------------------------------------------------- what is too large


def test_a_packed_gigabyte_is_never_unpacked() -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in _GOOD.items():
            archive.writestr(name, text)
        with archive.open("xl/media/bomb.xml", "w", force_zip64=True) as part:
            for _ in range(100):
                part.write(bytes(1_000_000))
    assert read(buffer.getvalue())[1] == ()  # a part that nobody needs is left packed
    assert "too large" in refusal_of(with_part("xl/bomb.xml", bytes(100_000_000))).message


def test_a_part_that_is_larger_than_it_says_is_damaged() -> None:
    data = with_part("xl/styles.xml", b"<a/>" + b" " * 4_000_000)
    size = (4_000_004).to_bytes(4, "little")
    assert data.count(size) == 2
    data = data.replace(size, (4).to_bytes(4, "little"))
    assert "damaged" in refusal_of(data).message


def test_a_part_that_is_there_twice_is_damaged() -> None:
    buffer = io.BytesIO(workbook(recipe(*STAYS)))
    with zipfile.ZipFile(buffer, "a") as archive, pytest.warns(UserWarning, match="Duplicate"):
        archive.writestr(SHEET, "<worksheet/>")
    assert "twice" in refusal_of(buffer.getvalue()).message


def test_a_sheet_of_too_many_rows_is_refused_at_the_first_of_them() -> None:
    rows = [["place"], *(["x"] for _ in range(MAX_ROWS))]
    assert "more than 50,000 rows" in refusal_of(workbook(recipe(*rows))).message


# ---------------------------------------------------------------- other programs' workbooks


def test_a_workbook_by_another_hand_is_read() -> None:
    buffer = io.BytesIO()
    made = xlsxwriter.Workbook(buffer, {"in_memory": True})
    sheet = made.add_worksheet("Leben")
    day, month = made.add_format({"num_format": 14}), made.add_format({"num_format": 17})
    sheet.write_row(0, 0, ["place", "start", "end", "lat", "title"])
    sheet.write_row(1, 0, ["Wien", "7 November 1879", "", 48.2082])
    sheet.write_datetime(1, 2, datetime.date(1902, 8, 3), day)
    sheet.write_rich_string(1, 4, "Haft und ", made.add_format({"bold": True}), "Flucht")
    sheet.write(2, 0, "Suva")
    sheet.write_datetime(2, 1, datetime.date(1917, 8, 1), month)
    made.close()
    table, problems = read(buffer.getvalue())
    assert problems == ()
    assert [row.cells for row in table.rows] == [
        ("Wien", "7 November 1879", "1902-08-03", "48.2082", "Haft und Flucht"),
        ("Suva", "1917-08", "", "", ""),
    ]


_value = st.one_of(
    st.none(),
    st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), max_size=12),
    st.integers(-(10**9), 10**9),
    st.floats(-1e6, 1e6, allow_subnormal=False).map(lambda value: round(value, 6)),
    st.booleans(),
)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.lists(_value, min_size=3, max_size=3), min_size=1, max_size=6))
def test_cells_without_a_date_are_those_that_calamine_reads(rows: list[list[Any]]) -> None:
    data = workbook(recipe(["place", "b", "c"], *rows))
    grid = CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_index(0).to_python()
    table, _ = read(data)
    theirs = [tuple(map(_as_text, [*row, "", "", ""][:3])) for row in grid[1:]]
    assert [row.cells for row in table.rows] == [r for r in theirs if any(c.strip() for c in r)]


def _as_text(value: object) -> str:
    if isinstance(value, str):
        return value if value.strip() else ""
    if isinstance(value, bool):
        return str(value).upper()
    return number_text(value) if isinstance(value, float) else str(value)
