"""Whatever a table says, it becomes a map or a list of readable problems."""

import csv
import io
import json
from collections.abc import Callable
from dataclasses import replace

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from conftest import sources
from journeymap.basemap import Basemap
from journeymap.basemap.bearings import Bearings
from journeymap.compose import compose
from journeymap.errors import InputError, Problem
from journeymap.files import File, Sources
from journeymap.ledger import write_ledger
from journeymap.offline import OFFLINE_WORLD
from journeymap.page.data import json_for_html, page_data
from journeymap.page.listing import body
from journeymap.page.markup import Html
from journeymap.page.wording import Wording
from journeymap.pipeline import build, gather
from journeymap.table import MAX_ROWS
from journeymap.vocabulary import languages
from small_world import SMALL_WORLD
from workbooks import packed, parts_of, workbook

# fmt: off
HEADER = (
    "place", "today", "country", "lat", "lon", "precision_km", "area", "start", "end", "duration",
    "calendar", "era", "kind", "within", "mode", "via", "move", "bound_for", "title",
    "description", "rank", "image_alt", "source", "certainty", "claims", "note", "question",
    "answer", "person", "alias", "id", "formerly",
)
# fmt: on
GOOD: list[dict[str, str]] = [
    {
        "place": "Odesa",
        "start": "26 October 1879 OS",
        "end": "1896",
        "era": "One",
        "id": "odesa",
        "kind": "birth",
        "rank": "1",
        "source": "doc1 p. 2",
        "country": "Ukraine",
    },
    {
        "place": "Wien",
        "today": "Vienna",
        "start": "1902-10",
        "duration": "10 weeks",
        "id": "v",
        "era": "Two",
        "via": "~Prague; 44.6 -63.6",
        "mode": "train",
        "move": "flight",
    },
    {
        "place": "Paris?",
        "start": "c. 1903",
        "within": "v",
        "certainty": "possible",
        "claims": "doc1: end=1916-03; doc2: absent",
        "alias": "Lvov",
        "formerly": "p-1;p-2",
    },
    {
        "place": "The Balkans",
        "area": "Serbia; Bulgaria",
        "start": "1912/1913",
        "person": "B; A",
        "description": "A *b* [c](https://example.org) [@doc1 p. 1]",
        "note": "n",
    },
    {"place": "The sea", "kind": "passage", "start": "1917-03-27", "mode": "ship"},
    {
        "place": "New York",
        "lat": "40.7",
        "lon": "-74",
        "precision_km": "5",
        "start": "1917",
        "end": "..",
        "bound_for": "Suva",
        "question": "Why?",
        "answer": "So.",
        "title": "A title",
    },
    {"place": "Springfield", "start": "before 1940", "calendar": "julian", "image_alt": "x"},
]  # fmt: skip
TOML = "person = 'Lev'\nborn = 1879\n[sources.doc1]\n[sources.doc2]\n[eras.One]\nslot = 3\n"

_VALUES = st.one_of(
    st.text(max_size=30),
    st.sampled_from([cell for row in GOOD for cell in row.values()]),
    st.integers().map(str),
    st.floats().map(str),
    st.text(st.sampled_from("0123456789-/.?~ []XOSc°'NSEW,;:"), max_size=16),
    st.sampled_from([
        "passage", "v", "odesa", "..", "?", "~", ";", ";;", "=1+1", "9" * 400, "before " * 30,
        "1902/1903/1904", "[..]", "[@doc1]", "[@nobody]", "doc1:", "doc1: end=", "0", "-0", "90",
        "180", "\x00", "\u202e", "a\nb", "{{x}}", "Serbia;Fiji", "Suva; Apia", "<script>", "1e9",
        "0001-01-01", "9999-12-31", "-9999", "9999 BC", "9999 years", "100 years", "３", "²",
    ]),
)  # fmt: skip

Rows = list[dict[str, str]]
Change = Callable[[Rows], Rows]


def _cell(row: int, column: str, value: str) -> Change:
    def change(rows: Rows) -> Rows:
        if rows:
            rows[row % len(rows)][column] = value
        return rows

    return change


def _swap(a: int, b: int, column: str, other: str) -> Change:
    def change(rows: Rows) -> Rows:
        if rows:
            one, two = rows[a % len(rows)], rows[b % len(rows)]
            one[column], two[other] = two.get(other, ""), one.get(column, "")
        return rows

    return change


def _copy(a: int, b: int) -> Change:
    return lambda rows: [*rows, rows[a % len(rows)] | {"id": str(b)}] if rows else rows


_index = st.integers(0, 6)
_column = st.sampled_from(HEADER)
_changes = st.lists(
    st.one_of(
        st.builds(_cell, _index, _column, _VALUES),
        st.builds(_swap, _index, _index, _column, _column),
        st.builds(_copy, _index, _index),
        st.builds(lambda a: lambda rows: rows[:a] + rows[a + 1 :], _index),
        st.builds(lambda a: lambda rows: rows[a:] + rows[:a], _index),
        st.just(lambda rows: rows[::-1]),
    ),
    max_size=6,
)


def _table(changes: list[Change], delimiter: str = ",") -> str:
    rows: Rows = [dict(row) for row in GOOD]
    for change in changes:
        rows = change(rows)
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, HEADER, delimiter=delimiter)
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()


def _edited(text: str, edits: list[tuple[int, int, str]]) -> str:
    for at, length, put in edits:
        at %= len(text) + 1
        text = text[:at] + put + text[at + length :]
    return text


_edits = st.lists(
    st.tuples(
        st.integers(0, 3000),
        st.integers(0, 4),
        st.one_of(
            st.sampled_from(['"', "", ",", ";", "\n", "\r", '""', "\x00", "\ufeff"]),
            st.text(max_size=3),
        ),
    ),
    min_size=1,
    max_size=4,
)


def _is_readable(problem: Problem, rows: int) -> bool:
    return (
        problem.file in ("places.csv", "places.toml", "places.located.csv")
        and bool(problem.message.strip())
        and 0 <= problem.row <= rows
        and str(problem).replace("\n", "").isprintable()
        and len(str(problem)) < 2000
    )


LANGUAGES = st.sampled_from(languages())


def check(made: Sources) -> None:
    """The sources become a page's parts, or an InputError whose problems can be read."""
    rows = made.table.data.count(b"\n") + made.table.data.count(b"\r") + 2
    if made.table.data.startswith(b"PK"):
        rows = MAX_ROWS
    try:
        gathered = gather(made, world=SMALL_WORLD)
    except InputError as refusal:
        assert any(problem.severity == "error" for problem in refusal.problems)
        assert all(_is_readable(problem, rows) for problem in refusal.problems)
        return
    assert all(_is_readable(problem, rows) for problem in gathered.problems)
    scene = compose(gathered.journey)
    html = body(scene, Wording(scene.language), pictures={}, about=Html(""), map_id="m")
    assert html.count("<li data-stay-id=") == len(scene.stays) > 0
    data = page_data(
        scene,
        basemap=Basemap("", "", "", "", 0),
        bearings=Bearings(),
        version="",
        languages=(),
        files={},
    )
    assert len(json.loads(json_for_html(data))["stays"]) == len(scene.stays)
    assert write_ledger(gathered.located.new)
    for line in (leg.line for leg in scene.legs):
        assert len(line) >= 2


many = settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def test_the_table_that_is_changed_is_a_good_one() -> None:
    gathered = gather(sources(_table([]), TOML), world=SMALL_WORLD)
    assert len(gathered.journey.stays) == len(GOOD)


@many
@given(_changes, LANGUAGES)
def test_changed_cells_end_in_a_map_or_in_problems(changes: list[Change], language: str) -> None:
    check(sources(_table(changes), f"language = '{language}'\n{TOML}"))


@many
@given(_changes, _edits, st.sampled_from(",;\t|"))
def test_a_broken_text_ends_in_a_map_or_in_problems(
    changes: list[Change], edits: list[tuple[int, int, str]], delimiter: str
) -> None:
    check(sources(_edited(_table(changes, delimiter), edits).encode("utf-8", "replace"), TOML))


@settings(max_examples=50, deadline=None)
@given(_edits, _edits, st.sampled_from(["utf-8", "utf-16", "cp1251", "latin-1"]))
def test_broken_settings_a_broken_ledger_and_odd_encodings_do_too(
    toml: list[tuple[int, int, str]], ledger: list[tuple[int, int, str]], encoding: str
) -> None:
    new = gather(sources(_table([]), TOML), world=SMALL_WORLD).located.new
    written = _edited(write_ledger(new).decode(), ledger).encode("utf-8", "replace")
    table = _table([]).encode(encoding)
    check(sources(table, _edited(TOML, toml).encode("utf-8", "replace").decode(), written))


@settings(max_examples=60, deadline=None)
@given(st.one_of(st.binary(max_size=300), st.text(max_size=200).map(str.encode)))
@example(b"")
@example(b"place\n")
@example(b"\xff\xfe")
def test_any_bytes_end_in_a_map_or_in_problems(data: bytes) -> None:
    for table in (data, b"place\n" + data, b"place,start,end\n" + data):
        check(sources(table))


@settings(max_examples=6, deadline=None)
@given(_changes)
def test_the_whole_page_is_built_or_refused(changes: list[Change]) -> None:
    try:
        html = build(sources(_table(changes), TOML), world=OFFLINE_WORLD).html
    except InputError as refusal:
        assert all(_is_readable(problem, 99) for problem in refusal.problems)
    else:
        assert html.startswith("<!doctype html>")


# ---------------------------------------------------------------- workbooks


_CELL = st.one_of(
    _VALUES.filter(lambda text: "\x00" not in text),
    st.none(),
    st.booleans(),
    st.integers(-(10**9), 10**9),
    st.builds(
        lambda number, code: {"n": number, "format": code},
        st.one_of(st.integers(-800_000, 3_000_000), st.floats(-1e7, 1e7)),
        st.sampled_from(["yyyy-mm-dd", "mmm-yy", "d-mmm", "h:mm", "[$-407]d. mmmm yyyy", "0.00"]),
    ),
    st.builds(lambda value: {"f": "A1", "v": value}, st.one_of(st.none(), st.just(""), st.text())),
    st.sampled_from([{"error": "#REF!"}, {"iso": "1902-08-03", "format": "yyyy"},
                     {"iso": "0000-00-00", "format": "d"}]),
)  # fmt: skip


def _as_xml(cell: object) -> object:
    """The cell such that XML can hold it; what XML cannot hold is no workbook's."""
    if isinstance(cell, str):
        return "".join(c for c in cell if c in "\t\n" or (c >= " " and c not in "\ufffe\uffff"))
    if isinstance(cell, dict):
        return {key: _as_xml(value) for key, value in cell.items()}
    return cell


@many
@given(
    st.lists(st.tuples(_index, _column, _CELL), max_size=8),
    st.booleans(),
    st.sampled_from(["Microsoft Excel", "LibreOffice", ""]),
)
def test_changed_cells_of_a_workbook_end_in_a_map_or_in_problems(
    changes: list[tuple[int, str, object]], since_1904: bool, program: str
) -> None:
    rows: list[list[object]] = [[*HEADER]]
    rows += [[row.get(column, "") for column in HEADER] for row in GOOD]
    for number, column, cell in changes:
        rows[number % len(GOOD) + 1][HEADER.index(column)] = cell
    made = {
        "program": program,
        "since_1904": since_1904,
        "sheets": [{"name": "S", "rows": [[_as_xml(cell) for cell in row] for row in rows]}],
    }
    check(_of(workbook(made)))


_PARTS = parts_of({
    "program": "Microsoft Excel",
    "sheets": [{"name": "S", "merged": ["A2:A3"], "rows": [
        ["place", "start", "lat", "lon"], ["Paris", {"n": 946, "format": "d.m.yyyy"}, 48.9, 2.4],
        [None, {"f": "B2", "v": 1903}], [{"inline": "Wien"}, {"iso": "1904-01-01"}],
    ]}],
})  # fmt: skip


@many
@given(
    st.sampled_from(sorted(_PARTS)),
    st.lists(
        st.tuples(
            st.integers(0, 3000),
            st.integers(0, 12),
            st.one_of(
                st.binary(max_size=4),
                st.sampled_from([b"<c>", b"</c>", b' r="B2"', b' r="ZZZ9999999"', b't="s"', b"&lt;",
                                 b"<row/>", b"<v>-1</v>", b"1e308", b"NaN", b'"', b"<!DOCTYPE a>"]),
            ),
        ),
        min_size=1,
        max_size=4,
    ),
)  # fmt: skip
def test_broken_parts_of_a_workbook_end_in_a_map_or_in_problems(
    part: str, edits: list[tuple[int, int, bytes]]
) -> None:
    data = str(_PARTS[part]).encode()
    for at, length, put in edits:
        at %= len(data) + 1
        data = data[:at] + put + data[at + length :]
    check(_of(packed({**_PARTS, part: data})))


@many
@given(st.lists(st.tuples(st.integers(0, 5000), st.integers(0, 8), st.binary(max_size=4)),
                min_size=1, max_size=4))  # fmt: skip
def test_broken_bytes_of_a_workbook_end_in_a_map_or_in_problems(
    edits: list[tuple[int, int, bytes]],
) -> None:
    data = packed(_PARTS)
    for at, length, put in edits:
        at %= len(data) + 1
        data = data[:at] + put + data[at + length :]
    check(_of(data))


def _of(data: bytes) -> Sources:
    return replace(sources(""), table=File("places.csv", data))
