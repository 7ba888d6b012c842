"""Stays → stays with sites, and who said where."""

from dataclasses import replace

import pytest
from shapely import MultiPolygon, Point

from journeymap.ledger import Entry, Ledger, key
from journeymap.locate import PINS_ASKED, Located
from journeymap.model import Area, Candidate, Crossing, Pin, Position, Provenance, Query, Site
from journeymap.offline import OFFLINE_WORLD
from small_world import SMALL_WORLD, SQUARES, hull, located


def sites_of(table: str, ledger: Ledger | None = None) -> list[Site]:
    """The sites of a table of which there is nothing to say."""
    found, problems = located(table, ledger=ledger)
    assert [p for p in problems if p.severity == "error"] == []
    return [stay.site for stay in found.stays]


def points_of(site: Site) -> list[tuple[float, float]]:
    assert isinstance(site, Crossing)
    return [(point.lon, point.lat) for point in site.points]


PARIS = {
    key(Query("Paris", "", "FR")): Entry(
        "Paris", "", "FR", "Paris", "FR", "48.85", "2.35", "GeoNames", "2988507", "CC BY 4.0",
        "1.00", "", "",
    )
}  # fmt: skip


# ---------------------------------------------------------------- pins


def test_the_rows_own_coordinates_beat_the_ledger_and_the_gazetteer() -> None:
    (site,) = sites_of("place,country,lat,lon,today\nParis,France,1,2,Paris\n", PARIS)
    assert site == Pin(Position(2, 1), Provenance("table"), 0.0, "Paris", "FR")


def test_the_ledger_beats_the_gazetteer() -> None:
    (site,) = sites_of("place,country\nParis,France\n", PARIS)
    provenance = Provenance("ledger", "GeoNames", "2988507", "CC BY 4.0")
    assert site == Pin(Position(2.35, 48.85), provenance, 0.0, "", "FR")


def test_what_neither_has_the_gazetteer_gives() -> None:
    (site,) = sites_of("place,precision_km\nParis,5\n", PARIS)
    provenance = Provenance("gazetteer", "Small", "Paris-FR-2.4", "CC0")
    assert site == Pin(Position(2.4, 48.9), provenance, 5.0, "", "FR")


def test_coordinates_of_nought_are_coordinates() -> None:
    (site,) = sites_of("place,lat,lon\nNull Island,0,0\n")
    assert site.position == Position(0, 0)


def test_it_is_counted_who_placed_how_many() -> None:
    table = (
        "place,country,lat,lon,area,kind\n"
        "Paris,France,,,,\nVienna,,,,,\nPrague,,,,,\nX,,1,2,,\nBalkans,,,,Serbia,\n"
        "Sea,,,,,passage\nParis,FR,,,,\n"
    )
    found, _ = located(table, ledger=PARIS)
    assert found.placed_by == {"ledger": 2, "gazetteer": 2, "table": 2}
    assert [entry.place for entry in found.new] == ["Vienna", "Prague"]


def test_a_country_that_is_none_of_today_is_announced_and_does_not_narrow() -> None:
    found, (problem,) = located("place,country\nOdesa,Soviet Union\n")
    assert (problem.row, problem.column, problem.severity) == (2, "country", "warning")
    assert "not known as a country of today" in problem.message
    assert len(found.stays) == 1


# latitude, longitude | a word of the hint
ELSEWHERE = [
    ("32.2,47.89", "look exchanged"),
    ("47.89,-32.2", "south and west are negative"),
    ("-47.89,32.2", "south and west are negative"),
    ("0,0", "south and west are negative"),
]


@pytest.mark.parametrize(("pair", "hint"), ELSEWHERE)
def test_a_pin_in_another_country_than_the_rows_is_announced(pair: str, hint: str) -> None:
    found, (problem,) = located(f"place,country,lat,lon\nYanovka,Ukraine,{pair}\n")
    assert (problem.row, problem.column, problem.severity) == (2, "lat", "warning")
    assert problem.message == 'this spot does not lie in "Ukraine".'
    assert hint in problem.hint
    assert len(found.stays) == 1


@pytest.mark.parametrize(
    "row", ["Ukraine,47.89,32.2", "UA,43.5,33", ",32.2,47.89", "Atlantis,0,0", "France,0,0"]
)
def test_a_pin_that_may_be_right_is_not_doubted(row: str) -> None:
    assert [p for p in located(f"place,country,lat,lon\nX,{row}\n")[1] if p.column == "lat"] == []


# place, today, latitude, longitude of a row without a country, the pin on land
EXCHANGED = ["Vienna,,16.4,48.2", "Wien,Vienna,16.5,48.3", "London,,-81.2,43.0"]


@pytest.mark.parametrize("row", EXCHANGED)
def test_a_pin_far_from_its_name_is_exchanged_if_the_other_way_round_it_is_near(row: str) -> None:
    found, (problem,) = located(f"place,today,lat,lon\n{row}\n")
    assert (problem.row, problem.column, problem.severity) == (2, "lat", "warning")
    name = row.partition(",")[0]
    assert problem.message == f'this spot is far from "{name}".'
    assert "look exchanged" in problem.hint
    assert len(found.stays) == 1


@pytest.mark.parametrize(
    "row",
    [
        "Vienna,,,48.2,16.4",
        "Vienna,,,49.5,17.4",  # 163 km off
        "Vienna,,,-16.4,-48.2",  # elsewhere, but not for that reason
        "Vienna,,,17.4,48.2",  # the other way round it is 74 km off
        "Xyzzy,,,16.4,48.2",
        "London,,,43.0,-81.2",
        "Vienna,,Austria,16.4,48.2",  # of a country it is told where it has an outline
    ],
)
def test_a_pin_is_exchanged_only_if_its_name_says_so(row: str) -> None:
    assert located(f"place,today,country,lat,lon\n{row}\n")[1] == ()


def test_of_thousands_of_pins_only_so_many_are_looked_up() -> None:
    asked: list[Query] = []

    def count(query: Query) -> list[Candidate]:
        asked.append(query)
        return []

    world = replace(SMALL_WORLD, candidates=count)
    rows = "".join(f"Spot {i},1,2\n" * 2 for i in range(2 * PINS_ASKED))
    assert located("place,lat,lon\n" + rows, world=world)[1] == ()
    assert len(asked) == PINS_ASKED


def test_rows_with_a_country_are_looked_up_no_more_than_before() -> None:
    def refuse(query: Query) -> list[Candidate]:
        raise AssertionError(query)

    world = replace(SMALL_WORLD, candidates=refuse)
    assert located("place,country,lat,lon\nYanovka,Ukraine,47.89,32.2\n", world=world)[1] == ()


def test_the_nearest_stays_alone_choose_where_the_way_goes_on_from_a_town_of_many_names() -> None:
    way = "New York\nHalifax\nAmherst\nChristiania\nPetrograd\nBrest-Litovsk\n"
    found, _ = located(f"place\nParis\nCadiz\n{way}", world=OFFLINE_WORLD)
    lands = [stay.site.country for stay in found.stays if isinstance(stay.site, Pin)]
    assert lands == ["FR", "ES", "US", "CA", "CA", "NO", "RU", "BY"]


# ---------------------------------------------------------------- far off the way

BEVERLY = (
    't.csv row 3, column place: "Beverly" was taken as Beverly, United States, '
    "which lies 5,204 km off the way from London to Paris.\n"
    "    Did you mean Beverley, United Kingdom?\n"
    "    Correct the name, or fill in its country."
)


def test_a_name_far_off_the_way_is_told_with_the_one_that_may_be_meant() -> None:
    _, (problem,) = located("place,country\nLondon,GB\nBeverly,\nParis,\n")
    assert (str(problem), problem.severity) == (BEVERLY, "warning")


def test_of_several_detours_to_a_place_the_longest_is_told() -> None:
    _, (problem,) = located("place,country\nLondon,GB\nBeverly,\nParis,\nBeverly,\nParis,\n")
    assert (problem.value, problem.row) == ("Beverly", 5)


def test_what_is_known_to_the_ledger_is_asked_about_until_it_is_signed_off() -> None:
    table = "place\nLondon\nBeverly\nParis\n"
    found, _ = located(table)
    ledger = {key(entry.query): entry for entry in found.new}
    assert [str(one) for one in located(table, ledger=ledger)[1]] == [BEVERLY]
    signed = {query: replace(entry, reviewed="NN") for query, entry in ledger.items()}
    assert located(table, ledger=signed)[1] == ()


# a place that the ledger has at the other end of the world | whether it is asked about
BARE = [("Port", True), ("Port, near the Sea", True), ("Port, Fiji", False)]


@pytest.mark.parametrize(("name", "is_asked"), BARE)
def test_a_country_behind_the_name_settles_it_as_well(name: str, is_asked: bool) -> None:
    entry = replace(PARIS[key(Query("Paris", "", "FR"))], place=name, country="", name="")
    ledger = {key(Query(name)): replace(entry, found_in="", lat="-18", lon="178")}
    _, problems = located(f'place\nLondon\n"{name}"\nParis\n', ledger=ledger)
    said = [one.message.partition(", which")[0] for one in problems]
    assert said == [f'"{name}" was taken as {name}'] * is_asked


def test_a_name_of_several_places_far_off_the_way_has_one_warning() -> None:
    _, (problem,) = located("place\nVienna\nSpringfield\nPrague\n")
    assert "off the way from Vienna to Prague" in problem.message
    assert problem.hint == "Fill in its country: that settles which place is meant."


def test_names_like_another_are_sought_only_where_a_detour_is() -> None:
    def refuse(name: str, country: str) -> list[str]:
        raise AssertionError(name)

    world = replace(SMALL_WORLD, similar=refuse)
    assert located("place\nLondon\nParis\nVienna\nPrague\nVienna\n", world=world)[1] == ()


def test_what_is_far_only_from_a_doubtful_place_is_in_no_doubt() -> None:
    table = "place\n" + "Vienna\nSuva\n" * 3 + "Vienna\n"
    _, (problem,) = located(table)
    assert (problem.value, problem.row) == ("Suva", 3)


def test_thousands_of_rows_of_one_far_place_are_looked_over_at_once() -> None:
    _, (problem,) = located("place,country\nLondon,GB\n" + "Beverly,\n" * 20_000 + "Paris,\n")
    assert problem.row == 3


def test_a_stay_whose_place_is_missing_is_left_out_and_the_others_stay() -> None:
    found, (problem,) = located("place,start\nParis,1901\nXyzzy,1902\nVienna,1903\n")
    assert [stay.place for stay in found.stays] == ["Paris", "Vienna"]
    assert (problem.row, problem.severity) == (3, "error")


def test_a_stay_keeps_everything_its_row_said() -> None:
    table = "place,start,title,via,bound_for\nParis,1902,Exile,Vienna; 1 2,Suva\n"
    found, _ = located(table)
    (stay,) = found.stays
    assert (stay.row, stay.id, stay.title) == (2, "paris-1902", "Exile")
    assert [point.position for point in stay.via] == [Position(16.4, 48.2), Position(2, 1)]
    assert stay.bound_for is not None
    assert stay.bound_for.position == Position(178.4, -18.1)


# ---------------------------------------------------------------- areas


def area_of(table: str) -> Area:
    (site,) = sites_of(table)
    assert isinstance(site, Area)
    return site


def test_an_area_is_what_lies_in_and_between_its_parts() -> None:
    area = area_of("place,area\nBalkans,Serbia; Bulgaria\n")
    assert area.outline.equals(hull([SQUARES["RS"], SQUARES["BG"]]))
    assert area.names == ("Serbia", "Bulgaria")
    assert area.provenance == Provenance("table")


def test_places_may_be_parts_of_an_area() -> None:
    area = area_of("place,area\nBohemia,Prague; Vienna\n")
    assert area.outline.contains(Point(14.4, 50.1))


@pytest.mark.parametrize("names", ["Serbia", "Serbia; Bulgaria", "Fiji", "Prague; Suva"])
def test_the_position_of_an_area_lies_inside_it(names: str) -> None:
    area = area_of(f"place,area\nSomewhere,{names}\n")
    assert area.outline.contains(Point(area.position.lon, area.position.lat))


def test_a_country_the_map_lacks_is_an_error_that_names_it() -> None:
    found, (problem,) = located("place,area\nA,Serbia; France\n")
    assert (problem.row, problem.column, problem.value) == (2, "area", "France")
    assert "not in the built-in map" in problem.message
    assert found.stays == ()


@pytest.mark.parametrize("name", ["England", "Шотландия", "Gaza Strip"])
def test_a_part_of_a_country_is_not_drawn_as_the_whole(name: str) -> None:
    found, (problem,) = located(f"place,area\nA,{name}\n")
    assert (problem.row, problem.column, problem.value) == (2, "area", name)
    assert problem.severity == "error"
    assert "is a part of" in problem.message
    assert f"Name places in {name} instead" in problem.hint
    assert found.stays == ()


def test_a_missing_part_leaves_the_area_out() -> None:
    found, (problem,) = located("place,area\nA,Serbia; Xyzzy\n")
    assert problem.column == "area"
    assert found.stays == ()


def test_areas_of_the_same_names_are_made_once() -> None:
    made = []

    def counting(parts: object) -> MultiPolygon:
        made.append(parts)
        return hull([SQUARES["RS"]])

    table = "place,area\n" + "Balkans,Serbia; Bulgaria\n" * 50 + "Serbia,Serbia\n"
    found, _ = located(table, world=replace(SMALL_WORLD, hull=counting))
    assert len(found.stays) == 51
    assert len(made) == 2


# ---------------------------------------------------------------- passages

PARIS_AT, VIENNA_AT, SUVA_AT, APIA_AT = (2.4, 48.9), (16.4, 48.2), (178.4, -18.1), (-171.8, -13.8)

# rows of place, kind, via | the points of the passages
PASSAGES: list[tuple[str, list[list[tuple[float, float]]]]] = [
    ("Paris,,\nSea,passage,\nSuva,,\n", [[PARIS_AT, SUVA_AT]]),
    ("Paris,,\nSea,passage,Vienna; 1 2\nSuva,,\n", [[PARIS_AT, VIENNA_AT, (2, 1), SUVA_AT]]),
    ("Sea,passage,Vienna\nSuva,,\n", [[VIENNA_AT, SUVA_AT]]),
    ("Paris,,\nSea,passage,Vienna\n", [[PARIS_AT, VIENNA_AT]]),
    ("Sea,passage,Vienna; Suva\n", [[VIENNA_AT, SUVA_AT]]),
    ("Paris,,\nSea,passage,Vienna\nSea,passage,\nSuva,,\n",
     [[PARIS_AT, VIENNA_AT], [VIENNA_AT, SUVA_AT]]),
    ("Paris,,\nSea,passage,Vienna\nSea,passage,Apia\nSuva,,\n",
     [[PARIS_AT, VIENNA_AT], [VIENNA_AT, APIA_AT, SUVA_AT]]),
    ("Paris,,\nSea,passage,\nParis,,\n", [[PARIS_AT, PARIS_AT]]),
]  # fmt: skip


@pytest.mark.parametrize(("rows", "passages"), PASSAGES)
def test_a_passage_leads_from_the_stay_before_through_via_to_the_stay_after(
    rows: str, passages: list[list[tuple[float, float]]]
) -> None:
    sites = sites_of("place,kind,via\n" + rows)
    assert [points_of(site) for site in sites if isinstance(site, Crossing)] == passages


def test_a_passage_lies_between_stays_of_its_own_persons() -> None:
    rows = "Paris,,A\nPrague,,B\nSea,passage,A\nVienna,,B\nSuva,,A; B\n"
    sites = sites_of("place,kind,person\n" + rows)
    assert points_of(sites[2]) == [PARIS_AT, SUVA_AT]


def test_the_position_of_a_passage_is_the_middle_of_its_line() -> None:
    sites = sites_of("place,kind,lat,lon\nA,,0,-170\nSea,passage,,\nB,,0,170\n")
    assert abs(sites[1].position.lon) == pytest.approx(180)


@pytest.mark.parametrize(
    "rows",
    ["Sea,passage,\n", "Sea,passage,Vienna\n", "Sea,passage,\nSuva,,\n", "Paris,,\nSea,passage,\n"],
)
def test_a_passage_that_leads_nowhere_is_an_error(rows: str) -> None:
    _, (problem,) = located("place,kind,via\n" + rows)
    assert (problem.column, problem.severity) == ("kind", "error")
    assert "leads nowhere" in problem.message
    assert "give it via" in problem.hint


@pytest.mark.parametrize("rows", ["Paris,\nSea,passage\nXyzzy,\n", "Xyzzy,\nSea,passage\nSuva,\n"])
def test_a_missing_place_is_not_told_twice_by_the_passage_beside_it(rows: str) -> None:
    _, (problem,) = located("place,kind\n" + rows)
    assert problem.value == "Xyzzy"


def test_thousands_of_persons_and_passages_are_placed_at_once() -> None:
    rows = "".join(f"Sea,passage,Vienna; Suva,P{i}\n" for i in range(1_500))
    found: Located = located("place,kind,via,person\n" + rows)[0]
    assert len(found.stays) == 1_500
