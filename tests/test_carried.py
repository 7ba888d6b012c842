"""A page carries what it was made from; whatever somebody made of that is data, or refused."""

import base64
import json
import zlib
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conftest import html_of, sources
from journeymap.errors import InputError
from journeymap.files import File
from journeymap.offline import OFFLINE_WORLD
from journeymap.page.carried import carried, is_foreign, sources_of_page
from journeymap.page.packing import first_of, packed, together
from journeymap.pipeline import build, gather

TABLE = "place,lat,lon,title\nVienna,48.2,16.37,</script><!--\n"


def page_with(files: object) -> bytes:
    data = json.dumps({"files": files})
    return f'<script type="application/json" id="journey-data">{data}</script>'.encode()


def described(data: bytes = TABLE.encode(), **changes: Any) -> dict[str, Any]:
    return {"name": "life.csv", "deflate": packed(data), **changes}


def bomb(megabytes: int, unit: bytes = b"\0") -> str:
    """So many megabytes, deflated to a thousandth."""
    stream = zlib.compressobj(9)
    parts = [stream.compress(unit * (1_000_000 // len(unit))) for _ in range(megabytes)]
    return base64.b64encode(b"".join((*parts, stream.flush()))).decode()


def test_what_is_carried_comes_out_again() -> None:
    given = replace(sources(TABLE, "title = 'x'", b"place,lat,lon\n"), picture=lambda name: b"")
    given = replace(given, table=replace(given.table, encoding="cp1250"))
    back = sources_of_page(page_with(carried(given, b"")))
    assert back
    assert (back.table, back.settings, back.ledger) == (given.table, given.settings, given.ledger)
    assert back.is_page
    assert not given.is_page


@given(st.binary(max_size=200), st.integers(0, 300), st.binary(max_size=200), st.integers(0, 300))
def test_of_two_files_packed_as_one_the_first_comes_out_again(
    one: bytes, ones: int, other: bytes, others: int
) -> None:
    first, second = one * ones, other * others
    both = together(first, second)
    assert len(both) == len(first) + len(second)
    assert first_of(both, len(first), len(second)) == first


@pytest.mark.parametrize("sizes", [[3, 4], [9, -1], [-1, 9], [8.0, 0], ["8", 0], [8], [8, 0, 0], 8])
def test_sizes_that_are_none_are_damage(sizes: object) -> None:
    page = page_with({"table": described(b"place\r\nA", sizes=sizes)})
    assert sources_of_page(page) is None


def test_every_byte_of_a_table_comes_out_again() -> None:
    data = bytes(range(256)) * 300
    back = sources_of_page(page_with({"table": described(data)}))
    assert back
    assert back.table == File("life.csv", data)


def test_a_whole_page_carries_its_table_though_its_text_looks_like_markup() -> None:
    page = html_of(TABLE, 'title = "<script id=\\"journey-data\\">{}</script>"').encode()
    back = sources_of_page(page)
    assert back
    assert back.table.data == TABLE.encode()
    assert build(back, world=OFFLINE_WORLD).html.encode() == page


def test_a_page_says_that_it_is_ours(tmp_path: Path) -> None:
    path = tmp_path / "life.html"
    assert not is_foreign(path)
    assert not is_foreign(tmp_path)
    path.write_text("")
    assert not is_foreign(path)
    path.write_text(html_of(TABLE), encoding="utf-8")
    assert not is_foreign(path)
    path.write_text("<!doctype html><title>journeymap</title>")
    assert is_foreign(path)


_DAMAGED: dict[str, Callable[[], object]] = {
    "no files": dict,
    "a list": list,
    "a text": lambda: "table",
    "a number": lambda: 7,
    "nothing": lambda: None,
    "no table": lambda: {"settings": described()},
    "a table that is nothing": lambda: {"table": None},
    "a table that is a list": lambda: {"table": ["life.csv", packed(TABLE)]},
    "a table that is a text": lambda: {"table": TABLE},
    "no name": lambda: {"table": {"deflate": packed(TABLE)}},
    "no content": lambda: {"table": {"name": "life.csv"}},
    "content that is a number": lambda: {"table": described(deflate=7)},
    "content that is a list": lambda: {"table": described(deflate=["a"])},
    "content that is nothing": lambda: {"table": described(deflate=None)},
    "content that is no base64": lambda: {"table": described(deflate="…")},
    "content that is no deflate": lambda: {"table": described(deflate="AAAA")},
    "content that is cut": lambda: {"table": described(deflate=packed(TABLE)[:-8])},
    "content that is empty": lambda: {"table": described(deflate="")},
    "settings that are nothing": lambda: {"table": described(), "settings": None},
    "a ledger that is a number": lambda: {"table": described(), "ledger": 1},
    "a table of 100 MB": lambda: {"table": described(deflate=bomb(100))},
    "settings of 1 MB": lambda: {"table": described(), "settings": described(deflate=bomb(1))},
    "an encoding that is a number": lambda: {"table": described(encoding=8)},
    "an encoding that is a path": lambda: {"table": described(encoding="../codecs")},
    "an encoding that is a module": lambda: {"table": described(encoding="os.path")},
}


@pytest.mark.parametrize("case", _DAMAGED)
def test_a_damaged_table_is_refused(case: str) -> None:
    assert sources_of_page(page_with(_DAMAGED[case]())) is None


@pytest.mark.parametrize(
    "name",
    [
        "", " ", ".", "..", "...", "../life.csv", "/etc/passwd", "a/b.csv", "..\\life.csv",
        "C:life.csv", "C:\\life.csv", "life\n.csv", "life\x1b[2J.csv", "life\u202e.csv",
        "\ud800.csv", "x" * 256, 7, None, ["life.csv"], {"life.csv": 1}, True,
    ],
)  # fmt: skip
def test_a_name_that_is_no_plain_name_is_refused(name: object) -> None:
    assert sources_of_page(page_with({"table": described(name=name)})) is None


@pytest.mark.parametrize("name", ["life", ".csv", "a b.csv", "Жизнь.csv", "life.", "x" * 255])
def test_any_plain_name_is_taken(name: str) -> None:
    back = sources_of_page(page_with({"table": described(name=name)}))
    assert back
    assert gather(back, world=OFFLINE_WORLD).journey.stays[0].place == "Vienna"


@pytest.mark.parametrize(
    "page",
    [
        b"",
        b"\xff\xfe",
        b'<script id="journey-data">',
        b'<script id="journey-data"></script>',
        b'<script id="journey-data">' + b"[" * 100_000 + b"</script>",
        b'<script id="journey-data">' + b"9" * 100_000 + b"</script>",
        b'<script id="journey-data">{"files":{"table":{"name":"a","deflate":NaN}}}</script>',
        b'<p id="journey-data">{"files":{}}</p>',
        b"<![" * 1000,
        b"<!" * 1000,
        b"<a " * 1000,
        b"&" * 1000,
    ],
)
def test_a_page_that_carries_nothing_is_none_of_ours(page: bytes) -> None:
    assert sources_of_page(page) is None


def test_only_the_first_table_of_a_page_counts() -> None:
    page = page_with({"table": described()}) + page_with({"table": described(b"place\nRome\n")})
    back = sources_of_page(page)
    assert back
    assert back.table.data == TABLE.encode()


def test_what_else_is_carried_is_not_unpacked() -> None:
    files = {"table": described(), **{f"more{n}": described(deflate=bomb(60)) for n in range(3)}}
    back = sources_of_page(page_with(files))
    assert back
    assert (back.settings, back.ledger) == (None, None)


@pytest.mark.parametrize("unit", [b"\n", b"a\n", b"a,b\n", b'"', b"\0", b",", b"\xff"])
def test_a_table_of_sixty_megabytes_is_refused(unit: bytes) -> None:
    back = sources_of_page(page_with({"table": described(deflate=bomb(60, unit))}))
    assert back
    with pytest.raises(InputError, match="the file is too large for a table of places"):
        gather(back, world=OFFLINE_WORLD)


# ---------------------------------------------------------------- pictures

PICTURE = "place,lat,lon,image,image_alt\nVienna,48.2,16.37,a.jpg,A street\n"


@pytest.mark.parametrize(
    "address",
    [
        "",
        "data:image/png;base64,AAAA",
        "data:image/svg+xml;base64,PHN2Zz4=",
        "data:image/jpeg;base64,…",
        "data:image/jpeg;base64,AAA",
        "data:image/jpeg;base64,AAAA",
        "file:///etc/passwd",
        "https://example.org/a.jpg",
    ],
)
def test_a_picture_that_no_map_of_ours_has_is_a_problem_of_its_row(address: str) -> None:
    page = f'<img data-file="a.jpg" src="{address}">'.encode()
    back = sources_of_page(page + page_with({"table": described(PICTURE.encode())}))
    assert back
    with pytest.raises(InputError) as raised:
        gather(back, world=OFFLINE_WORLD)
    assert [problem.row for problem in raised.value.problems] == [2]
    assert raised.value.problems[0].column == "image"
