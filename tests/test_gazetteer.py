"""The offline gazetteer: look-ups and suggestions."""

import socket
import subprocess
import sys

import pytest
from geopy.location import Location

from journeymap.errors import UsageError
from journeymap.gazetteer.fold import fold
from journeymap.gazetteer.geocoder import Gazetteer
from journeymap.gazetteer.historical import NamedThen
from journeymap.model import Query


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return Gazetteer()


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


def test_the_gazetteer_is_not_imported_before_it_is_needed() -> None:
    code = (
        "import sys, journeymap.gazetteer.countries, journeymap.ranking; "
        "sys.exit('geopy' in sys.modules or 'pandas' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


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
    assert len(gazetteer.similar("Santa Mria", n=2)) == 2
    assert gazetteer.similar("Qqqqqqqqq") == ()
    assert gazetteer.similar("") == ()


@pytest.mark.parametrize("name", ["Wo", "Foo", "Xyz", "?", "Ой"])
def test_a_name_of_two_or_three_letters_is_like_no_other(gazetteer: Gazetteer, name: str) -> None:
    assert gazetteer.similar(name) == ()


def test_what_is_much_less_like_than_the_likest_is_not_suggested(gazetteer: Gazetteer) -> None:
    assert gazetteer.similar("Zürch") == ("Zürich",)
    assert set(gazetteer.similar("St Petersbrug")) == {"Saint Petersburg", "St. Petersburg"}


def test_suggestions_name_each_place_once(gazetteer: Gazetteer) -> None:
    suggested = gazetteer.similar("Constantinopl")
    assert len({fold(name) for name in suggested}) == len(suggested)
    assert sum(name.lower().startswith("constantinopl") for name in suggested) == 1


# ---------------------------------------------------------------- lands are no spots


@pytest.mark.parametrize(
    "name",
    ["Ukraine", "England", "Шотландия", "Persia", "Siberia", "Böhmen", "Asia", "Georgia", "Mexico",
     "the Balkans", "Ontario", "Soviet Union", "USSR", "Wales", "Jamaica", "MX", "Sicily"],
)  # fmt: skip
def test_the_name_of_a_land_finds_no_village_that_shares_it(
    gazetteer: Gazetteer, name: str
) -> None:
    assert gazetteer.candidates(Query(name)) == ()


@pytest.mark.parametrize(
    ("query", "name", "country"),
    [
        (Query("England", country="US"), "England", "US"),
        (Query("Ontario", country="US"), "Ontario", "US"),
        (Query("Siberia", today="Irkutsk"), "Irkutsk", "RU"),
        (Query("Ontario, Canada"), "", ""),
        (Query("Luxembourg"), "Luxembourg", "LU"),
        (Query("Singapore"), "Singapore", "SG"),
        (Query("Kuwait"), "Kuwait City", "KW"),
        (Query("Granada"), "Granada", "ES"),
        (Query("Salvador"), "Salvador", "BR"),
        (Query("New York"), "New York City", "US"),
    ],
)
def test_a_town_named_like_a_land_is_found_by_its_country_or_its_size(
    gazetteer: Gazetteer, query: Query, name: str, country: str
) -> None:
    found = gazetteer.candidates(query)
    best = max(found, key=lambda one: one.score * one.place.population, default=None)
    taken = (best.place.name, best.place.country) if best and best.score > 0.01 else ("", "")
    assert taken == (name, country)
