"""Tables as every spreadsheet saves them, and what is no table."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journeymap.errors import Problem
from journeymap.table import MAX_BYTES, MAX_COLUMNS, MAX_ROWS, Table, read_table

TEXT = "place,start\nKyiv,1902\nZürich,1903\n"
CYRILLIC = "место,начало\nКиев,1902\nЯновка,1879\n"
WESTERN = "place,title\nZürich,Über die Grenze\nOrléans,Été\n"


def table_of(data: bytes | str, encoding: str = "") -> tuple[Table, tuple[Problem, ...]]:
    """The table in the bytes, which there must be, and what was said about it."""
    raw = data if isinstance(data, bytes) else data.encode()
    table, problems = read_table(raw, file="t.csv", encoding=encoding)
    assert table is not None, problems
    return table, problems


def refusal_of(data: bytes | str, encoding: str = "") -> Problem:
    """The one Problem for which the bytes are no table."""
    raw = data if isinstance(data, bytes) else data.encode()
    table, problems = read_table(raw, file="t.csv", encoding=encoding)
    assert table is None
    (problem,) = problems
    assert problem.severity == "error"
    return problem


def cells_of(data: bytes | str, encoding: str = "") -> list[tuple[str, ...]]:
    """Header and rows, where nothing has to be said about them."""
    table, problems = table_of(data, encoding)
    assert problems == ()
    return [table.header.cells, *(row.cells for row in table.rows)]


# ---------------------------------------------------------------- bytes → text

ENCODED = [
    ("UTF-8", TEXT.encode(), ""),
    ("UTF-8 with a mark", TEXT.encode("utf-8-sig"), ""),
    ("UTF-8 named", TEXT.encode(), "utf-8"),
    ("UTF-8 with a mark, named", TEXT.encode("utf-8-sig"), "utf-8"),
    ("UTF-16 LE with a mark", b"\xff\xfe" + TEXT.encode("utf-16-le"), ""),
    ("UTF-16 BE with a mark", b"\xfe\xff" + TEXT.encode("utf-16-be"), ""),
    ("UTF-16 LE without a mark", TEXT.encode("utf-16-le"), ""),
    ("UTF-16 BE without a mark", TEXT.encode("utf-16-be"), ""),
    ("UTF-16 LE with a mark, named", b"\xff\xfe" + TEXT.encode("utf-16-le"), "utf-16"),
    ("UTF-16 LE with a mark, named with its order", TEXT.encode("utf-16"), "utf-16-le"),
    ("cp1252 named", TEXT.encode("cp1252"), "cp1252"),
    ("cp1250 named", TEXT.encode("cp1250"), "cp1250"),
    ("cp1254 named", TEXT.encode("cp1254"), "CP1254"),
    ("Mac Roman named", TEXT.encode("mac-roman"), "mac-roman"),
]


@pytest.mark.parametrize(
    ("data", "encoding"), [e[1:] for e in ENCODED], ids=[e[0] for e in ENCODED]
)
def test_every_encoding_gives_the_same_text_without_a_word(data: bytes, encoding: str) -> None:
    assert cells_of(data, encoding) == [("place", "start"), ("Kyiv", "1902"), ("Zürich", "1903")]


@pytest.mark.parametrize("order", ["utf-16-le", "utf-16-be"])
def test_cyrillic_in_utf_16_without_a_mark_is_read(order: str) -> None:
    assert cells_of(CYRILLIC.encode(order))[1:] == [("Киев", "1902"), ("Яновка", "1879")]


@pytest.mark.parametrize(
    ("text", "page"), [(CYRILLIC, "cp1251"), (WESTERN, "cp1252")], ids=["cp1251", "cp1252"]
)
def test_a_windows_code_page_is_guessed_and_announced(text: str, page: str) -> None:
    table, (notice,) = table_of(text.encode(page))
    assert table.rows == table_of(text)[0].rows
    assert notice.severity == "warning"
    assert page in notice.message
    assert "--encoding" in notice.hint


def test_a_code_page_named_is_not_announced() -> None:
    assert cells_of(CYRILLIC.encode("cp1251"), "cp1251")[1] == ("Киев", "1902")
    assert cells_of("place,start\nŁódź,1902\n".encode("cp1250"), "cp1250")[1] == ("Łódź", "1902")
    assert cells_of("place,start\nİzmir,1902\n".encode("cp1254"), "cp1254")[1] == ("İzmir", "1902")


# data | encoding | what the refusal says
UNREADABLE = [
    (TEXT.encode("cp1252"), "utf-8", "not utf-8: byte 24 does not fit"),
    (TEXT.encode(), "klingon", 'no encoding "klingon"'),
    (TEXT.encode(), "rot13", 'no encoding "rot13"'),
    (TEXT.encode(), "a\0b", 'no encoding "a\\x00b"'),
    (b"\xff\xfea", "", "not utf-16"),
    (b"\xef\xbb\xbfplace\n\xff", "", "not utf-8-sig"),
    (b"place\nK\x81\n", "", "not cp1252"),
    (b"place\n\x98\xce\xca\n", "", "not cp1251"),
]


@pytest.mark.parametrize(("data", "encoding", "message"), UNREADABLE)
def test_bytes_that_do_not_fit_are_refused_and_never_replaced(
    data: bytes, encoding: str, message: str
) -> None:
    table, problems = read_table(data, file="t.csv", encoding=encoding)
    assert table is None
    assert message in problems[-1].message
    assert problems[-1].hint


def test_a_stray_nul_does_not_make_a_text_utf_16() -> None:
    assert cells_of(b"place,start\nKyiv\0,1902\n\n")[1] == ("Kyiv\0", "1902")
    assert cells_of(b"place,start\n\0\0Kyiv\0,1902\n")[1] == ("\0\0Kyiv\0", "1902")
    assert cells_of(b"a,b,c,d\r\n\0x,\0y,\0z,\0\0\0\r\n")[1][0] == "\0x"


# ---------------------------------------------------------------- what is no table

NO_TABLE = [
    ("an old workbook", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), ".xls", ".xlsx"),
    ("a web page", b"<!DOCTYPE html><html><body>", "a web page", "Comma-separated"),
    ("a web page after blanks", b"\xef\xbb\xbf \r\n\t<HTML>", "a web page", "Comma-separated"),
    ("a feed", b'<?xml version="1.0"?><rss/>', "a web page", "Comma-separated"),
    ("nothing", b"", "is empty", "names the columns"),
    ("blanks", b" \n,,\n\t\n", "is empty", "names the columns"),
    ("a mark", b"\xef\xbb\xbf", "is empty", "names the columns"),
    ("a sep= line", b"sep=;", "is empty", "names the columns"),
    ("a table in one column", b'"place,start"\n"Kyiv,1902"\n', "in one cell", "Text to Columns"),
    ("too much", b"a" * (MAX_BYTES + 1), "too large", ""),
    ("too many rows", b"place\n" + b"x\n" * MAX_ROWS, "more than 50,000 rows", "Split"),
    ("too many columns", b"c," * MAX_COLUMNS + b"c\n", "more than 1,000 columns", "Delete"),
]


@pytest.mark.parametrize(
    ("data", "message", "hint"), [n[1:] for n in NO_TABLE], ids=[n[0] for n in NO_TABLE]
)
def test_what_is_no_table_is_refused_with_what_to_do(data: bytes, message: str, hint: str) -> None:
    problem = refusal_of(data)
    assert message in problem.message
    assert hint in problem.hint
    assert problem.row in (0, 1)


def test_as_many_rows_as_are_allowed_are_read() -> None:
    table, problems = table_of(b"place\n" + b"x\n" * (MAX_ROWS - 1))
    assert (len(table.rows), problems) == (MAX_ROWS - 1, ())


def test_a_header_alone_is_a_table_without_rows() -> None:
    table, problems = table_of("place,start\n")
    assert (table.rows, problems) == ((), ())


# row of the spreadsheet | table
BROKEN_QUOTES = [
    (2, 'place,title\nKyiv,"he said" so\nLviv,x\n'),
    (3, 'place,title\nKyiv,x\nLviv,"never closed\nOdesa,y\n'),
    (4, 'place,title\nKyiv,"two\nlines"\n\nLviv,"a"b"\n'),
    (1, '"place,title\nKyiv,x\n'),
]


@pytest.mark.parametrize(("row", "text"), BROKEN_QUOTES)
def test_quotation_marks_that_do_not_pair_are_named_with_their_row(row: int, text: str) -> None:
    problem = refusal_of(text)
    assert problem.row == row
    assert "quotation marks" in problem.message
    assert '""this""' in problem.hint


# ---------------------------------------------------------------- delimiters

DELIMITED = [
    ("commas", "place,start\nKyiv,1902\n", ","),
    ("semicolons", "place;start\nKyiv;1902\n", ";"),
    ("tabs", "place\tstart\nKyiv\t1902\n", "\t"),
    ("bars", "place|start\nKyiv|1902\n", "|"),
    ("semicolons before a comma in quotes", '"place";"start"\n"Kyiv";1902\n', ";"),
    ("sep=", "sep=;\nplace;start\nKyiv;1902\n", ";"),
    ("sep= with a comma more in the header", 'sep=;\r\nplace;"start"\r\nKyiv;1902\r\n', ";"),
    ("sep= before CR", "SEP=;\rplace;start\rKyiv;1902\r", ";"),
    ('"sep=" in quotes', '"sep=\t"\nplace\tstart\nKyiv\t1902\n', "\t"),
    ("CRLF", "place,start\r\nKyiv,1902\r\n", ","),
    ("CR", "place,start\rKyiv,1902\r", ","),
    ("a header with more of another", "place;start, or so, or, so\nKyiv;1902\n", ";"),
    ("spaces after the commas", 'place, start\nKyiv, "1902"\n', ","),
    ("a control character at the end", "place,start\nKyiv,1902\n\x1a", ","),
    ("no line break at the end", "place,start\nKyiv,1902", ","),
]


@pytest.mark.parametrize(
    ("text", "delimiter"), [d[1:] for d in DELIMITED], ids=[d[0] for d in DELIMITED]
)
def test_the_header_line_tells_the_delimiter(text: str, delimiter: str) -> None:
    table, problems = table_of(text)
    assert problems == ()
    assert table.delimiter == delimiter
    assert [cell.split(",")[0] for cell in table.header.cells] == ["place", "start"]
    assert [row.cells for row in table.rows] == [("Kyiv", "1902")]


@pytest.mark.parametrize(
    ("text", "header"),
    [
        ('"place, town";start\nKyiv;1902\n', "place, town"),
        ('"place\nname, or so";start\nKyiv;1902\n', "place\nname, or so"),
        ('"place ""then""";start\nKyiv;1902\n', 'place "then"'),
    ],
)
def test_what_stands_in_quotes_in_the_header_parts_nothing(text: str, header: str) -> None:
    assert cells_of(text) == [(header, "start"), ("Kyiv", "1902")]


def test_a_decimal_comma_does_not_part_a_table_of_semicolons() -> None:
    assert cells_of("place;lat;lon\nKyiv;50,45;30,52\n")[1] == ("Kyiv", "50,45", "30,52")


# ---------------------------------------------------------------- rows and their numbers

# table | the row numbers of what it holds, the header's first
NUMBERED = [
    ("place\nA\nB\n", [1, 2, 3]),
    ("place\n\nA\n\n\nB\n", [1, 3, 6]),
    ("\n\nplace\nA\n", [3, 4]),
    ("place,x\nA,\n,\n ,\t\nB,\n", [1, 2, 5]),
    ('place,x\nA,"two\nlines"\nB,\n', [1, 2, 3]),
    ('place,x\r\nA,"two\r\n\r\nlines"\r\nB,\r\n', [1, 2, 3]),
    ('place,x\rA,"two\rlines"\rB,\r', [1, 2, 3]),
    ('"place\nname",x\nA,\n', [1, 2]),
    ("sep=,\nplace\nA\n", [1, 2]),
    ("sep=,\r\n\r\nplace\r\nA\r\n", [2, 3]),
    ("place\n\u00a0\nA\n", [1, 3]),
    ("place\nA\u2028still A\nB\n", [1, 2, 3]),
]


@pytest.mark.parametrize(("text", "numbers"), NUMBERED)
def test_row_numbers_are_the_spreadsheets(text: str, numbers: list[int]) -> None:
    table, problems = table_of(text)
    assert problems == ()
    assert [table.header.number, *(row.number for row in table.rows)] == numbers


_cells = st.text(st.sampled_from("aé \n\r\",;'\t"), max_size=6)
_grids = st.integers(1, 4).flatmap(
    lambda width: st.lists(st.lists(_cells, min_size=width, max_size=width), max_size=8)
)


@given(_grids, st.sampled_from(",;\t|"), st.sampled_from(["\n", "\r\n", "\r"]))
def test_whatever_a_spreadsheet_writes_comes_back_with_its_row_numbers(
    grid: list[list[str]], delimiter: str, line_end: str
) -> None:
    width = len(grid[0]) if grid else 1
    names = [f"column{i}" for i in range(width)]
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=delimiter, lineterminator=line_end, quoting=csv.QUOTE_ALL)
    writer.writerows([names, *grid])
    table, problems = table_of(f"sep={delimiter}{line_end}" + text.getvalue())
    assert problems == ()
    expected = [
        (number, tuple(row)) for number, row in enumerate(grid, 2) if any(c.strip() for c in row)
    ]
    assert [(row.number, row.cells) for row in table.rows] == expected


def test_headings_of_groups_may_stand_above_the_header() -> None:
    table, (problem,) = table_of("Where,,When,\nplace,country,start,end\nKyiv,UA,1902,1903\n")
    assert table.header.cells == ("place", "country", "start", "end")
    assert (problem.row, problem.severity) == (1, "warning")


def test_a_row_that_names_no_more_columns_than_the_header_is_a_row() -> None:
    table, problems = table_of("place,start,title\nKyiv,1902,From\nOrt,1903,Event\n")
    assert len(table.rows) == 2
    assert problems == ()


def test_cells_below_the_blank_end_of_the_header_are_named_once_a_column_and_their_rows_kept() -> (
    None
):
    text = "place,start,,\nKyiv,1902,,\nLviv,1903,,see notes\nOdesa,1904,,x\nBrody,1905,a,b,c\n"
    table, (width, nameless) = table_of(text)
    assert [row.cells for row in table.rows] == [
        ("Kyiv", "1902"), ("Lviv", "1903"), ("Odesa", "1904"),
    ]  # fmt: skip
    assert (width.row, width.message) == (5, "the row has 5 cells, the header 2.")
    assert nameless.severity == "warning"
    assert nameless.message == 'the cell D3 has no heading above it: "see notes".'


# table | row | how many cells it is said to have | a word of the hint
WIDTHS = [
    ("place,start\nKyiv\n", 2, 1, "missing commas"),
    ("place,start\nKyiv,1902\nLviv\nOdesa,1903\n", 3, 1, "missing commas"),
    ("place,start\nKyiv,1902,and more\n", 2, 3, '"like, this"'),
    ("place,start\nKyiv,1902,,x,,\n", 2, 4, '"like, this"'),
    ("place;start\nKyiv\n", 2, 1, "missing semicolons"),
    ("place\tstart\nKyiv\t1\t2\n", 2, 3, "tab"),
    ("place|start\nKyiv\n", 2, 1, "missing bars"),
]


@pytest.mark.parametrize(("text", "row", "count", "hint"), WIDTHS)
def test_a_row_of_another_width_is_named_and_left_out(
    text: str, row: int, count: int, hint: str
) -> None:
    table, (problem,) = table_of(text)
    assert problem.row == row
    cells = "1 cell" if count == 1 else f"{count} cells"
    assert problem.message == f"the row has {cells}, the header {len(table.header.cells)}."
    assert hint in problem.hint
    assert row not in [kept.number for kept in table.rows]


@pytest.mark.parametrize(
    "text",
    [
        "place,start,,\nKyiv,1902,,\n",
        "place,start\nKyiv,1902,,\n",
        "place,start, ,\nKyiv,1902\n",
        "place,start,,\nKyiv,1902, ,\t\n",
    ],
)
def test_blank_cells_beyond_the_last_heading_are_nothing(text: str) -> None:
    assert cells_of(text) == [("place", "start"), ("Kyiv", "1902")]


def test_a_column_without_a_heading_between_others_stays() -> None:
    assert cells_of("place,,start\nKyiv,x,1902\n")[1] == ("Kyiv", "x", "1902")


def test_millions_of_blank_cells_are_nothing_either() -> None:
    assert cells_of(b"place\nKyiv" + b"," * 3_000_000) == [("place",), ("Kyiv",)]


def test_a_cell_may_be_as_long_as_a_book() -> None:
    long = "Lorem, “ipsum”\n" * 15_000
    assert cells_of(f'place,text\nKyiv,"{long}"\n')[1] == ("Kyiv", long)


@given(st.binary(max_size=200))
def test_any_bytes_are_a_table_or_refused_with_a_reason(data: bytes) -> None:
    table, problems = read_table(data, file="t.csv")
    assert table is not None or any(p.severity == "error" for p in problems)
    assert all(problem.message for problem in problems)
