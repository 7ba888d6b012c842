"""Journey → scene: what is shown, decided."""

from datetime import date

import pytest

from conftest import sources
from journeymap.compose import compose
from journeymap.pipeline import gather
from journeymap.scene import Scene, SceneLeg
from small_world import SMALL_WORLD

E5 = 100_000


def scene_of(table: str, settings: str = "") -> Scene:
    return compose(gather(sources(table, settings), world=SMALL_WORLD).journey)


# ---------------------------------------------------------------- marks and areas


def test_stays_at_one_spot_share_one_mark() -> None:
    scene = scene_of("place\nParis\nVienna\nParis\n")
    assert [(mark.at, mark.stays) for mark in scene.marks] == [
        ((240_000, 4_890_000), (0, 2)), ((1_640_000, 4_820_000), (1,)),
    ]  # fmt: skip
    assert [stay.mark for stay in scene.stays] == [0, 1, 0]
    assert [stay.area for stay in scene.stays] == [-1, -1, -1]


@pytest.mark.parametrize(("lat", "marks"), [("48.20004", 1), ("48.2002", 2)])
def test_a_spot_is_ten_metres_wide(lat: str, marks: int) -> None:
    scene = scene_of(f"place,lat,lon\nA,48.2,16.4\nB,{lat},16.4\n")
    assert len(scene.marks) == marks


def test_a_halo_is_the_widest_of_its_stays() -> None:
    scene = scene_of("place,precision_km\nParis,\nParis,10\nParis,0.5\nVienna,\n")
    assert [mark.halo_m for mark in scene.marks] == [10_000, 0]
    assert [stay.precision_m for stay in scene.stays] == [0, 10_000, 500, 0]


def test_an_area_has_an_outline_and_no_mark() -> None:
    scene = scene_of("place,area\nA,Serbia\nParis,\nB,Serbia\nC,Fiji\n")
    assert [stay.mark for stay in scene.stays] == [-1, 0, -1, -1]
    assert [stay.area for stay in scene.stays] == [0, -1, 0, 1]
    assert [area.stays for area in scene.areas] == [(0, 2), (3,)]
    assert [len(area.rings) for area in scene.areas] == [1, 2]
    for ring in (ring for area in scene.areas for ring in area.rings):
        assert ring[0] == ring[-1]


def test_a_passage_is_neither_a_mark_nor_an_area() -> None:
    scene = scene_of("place,kind\nParis,\nSea,passage\nSuva,\n")
    assert (scene.stays[1].mark, scene.stays[1].area) == (-1, -1)
    assert len(scene.marks) == 2
    assert [leg.kind for leg in scene.legs] == ["passage"]


@pytest.mark.parametrize(
    ("lat", "lon"), [("90", "180"), ("-90", "-180"), ("0", "0"), ("−0,5", "1")]
)
def test_positions_are_whole_hundred_thousandths_of_a_degree(lat: str, lon: str) -> None:
    (stay,) = scene_of(f'place,lat,lon\nA,"{lat}","{lon}"\n').stays
    x, y = stay.at
    assert (x / E5, y / E5) == (float(lon), float(lat.replace("−", "-").replace(",", ".")))


# ---------------------------------------------------------------- the ways


def legs_of(table: str, settings: str = "") -> tuple[SceneLeg, ...]:
    return scene_of(table, settings).legs


# the row of arrival: mode, via, certainty, kind, bound_for | ways
WAYS = [
    ("Vienna,,,,", ["unrecorded"]),
    ("Vienna,train,,,", ["unrecorded"]),
    ("Vienna,ship,,,", ["known"]),
    ("Vienna,,Prague,,", ["known"]),
    ("Vienna,,~Prague,,", ["unrecorded"]),
    ("Vienna,ship,,probable,", ["doubtful"]),
    ("Vienna,ship,,possible,", ["doubtful"]),
    ("Vienna?,ship,,,", ["doubtful"]),
    ("Vienna,ship,,,Suva", ["known", "unreached"]),
    ("Vienna?,,,,Suva", ["doubtful", "unreached"]),
]


@pytest.mark.parametrize(("row", "ways"), WAYS)
def test_a_line_is_drawn_as_what_is_known_of_its_way(row: str, ways: list[str]) -> None:
    legs = legs_of(f"place,mode,via,certainty,bound_for\nParis,,,,\n{row}\n")
    assert [leg.way for leg in legs] == ways


def test_a_return_is_as_certain_as_the_base() -> None:
    rows = "Vienna,v,,\nPrague,,v,possible\nParis,,,possible\n"
    legs = legs_of("place,id,within,certainty\n" + rows)
    assert [(leg.kind, leg.way) for leg in legs] == [
        ("move", "doubtful"), ("return", "unrecorded"), ("move", "doubtful"),
    ]  # fmt: skip


def test_a_leg_has_the_era_of_its_arrival_and_a_return_that_of_the_trip() -> None:
    rows = "Vienna,v,,One\nPrague,,v,Two\nParis,,,Three\n"
    scene = scene_of("place,id,within,era\n" + rows)
    assert [scene.eras[leg.era].name for leg in scene.legs] == ["Two", "Two", "Three"]


def test_unrecorded_ways_between_two_spots_are_counted_both_ways() -> None:
    table = (
        "place,mode,via\nParis,,\nVienna,,\nParis,,\nPrague,,\nVienna,,\nParis,ship,\nVienna,,\n"
    )
    assert [leg.bows for leg in legs_of(table)] == [0, 1, 0, 0, -1, 2]
    assert [leg.bows for leg in legs_of("place,via\nParis,\nVienna,~Prague\n")] == [-1]
    assert legs_of("place,bound_for\nParis,Suva\n")[0].bows == -1


# the rows after Paris: place, mode, via | how many lanes beside its line each way is drawn
LANES = [
    (["Vienna,,Prague", "Paris,,Prague"], [0, 1]),
    (["Vienna,,Prague", "Paris,,Prague", "Vienna,,Prague", "Paris,,Prague"], [0, 1, 2, 3]),
    (["Vienna,,Prague", "Paris,,"], [0, 0]),
    (["Vienna,,Prague", "Prague,,", "Paris,train,"], [0, 0, 0]),
    (["Suva,ship,", "Vienna,ship,", "Suva,ship,"], [0, 0, 1]),
    (["Vienna,,Prague", "Suva,,Prague", "London,,Prague"], [0, 1, 0]),
]


@pytest.mark.parametrize(("rows", "lanes"), LANES)
def test_ways_with_a_stretch_in_common_lie_beside_one_another(
    rows: list[str], lanes: list[int]
) -> None:
    legs = legs_of("place,mode,via\nParis,,\n" + "".join(f"{row}\n" for row in rows))
    assert [leg.lane for leg in legs] == lanes


# ---------------------------------------------------------------- the stays


@pytest.mark.parametrize(
    ("place", "today", "shown"),
    [("Wien", "Vienna", "Vienna"), ("Vienna", "", ""), ("Vienna", "VIENNA", "")],
)
def test_the_present_name_is_shown_where_it_is_another(place: str, today: str, shown: str) -> None:
    (stay,) = scene_of(f"place,today\n{place},{today}\n").stays
    assert stay.place_today == shown


def test_the_country_is_that_of_the_pin_by_its_code() -> None:
    rows = "Paris,,,\nParis,France,,\nX,ukraine,1,2\nX,Atlantis,1,2\nX,,1,2\n"
    stays = scene_of("place,country,lat,lon\n" + rows).stays
    assert [stay.country for stay in stays] == ["FR", "FR", "UA", "Atlantis", ""]


@pytest.mark.parametrize(
    ("kind", "glyph"),
    [("", "place"), ("prison", "held"), ("hiding", "hiding"), ("birth", "event"),
     ("conference", "trip"), ("juggling", "place")],
)  # fmt: skip
def test_a_kind_has_a_glyph(kind: str, glyph: str) -> None:
    (stay,) = scene_of(f"place,kind\nParis,{kind}\n").stays
    assert (stay.kind, stay.glyph) == (kind, glyph)


def test_what_points_to_another_stay_is_its_index() -> None:
    scene = scene_of("place,start,id,within\nVienna,1902,v,\nPrague,1903,,v\nParis,1901,,\n")
    assert [stay.place for stay in scene.stays] == ["Paris", "Vienna", "Prague"]
    assert [stay.within for stay in scene.stays] == [-1, -1, 1]


def test_persons_are_indices_and_ages_those_of_the_first() -> None:
    settings = "person = 'Lev'\nborn = 1879\n[persons.natalia]\nborn = 1882\n"
    rows = "Paris,,1902\nVienna,natalia,1902\nPrague,natalia; Lev,1902\n"
    scene = scene_of("place,person,start\n" + rows, settings)
    assert [stay.persons for stay in scene.stays] == [(0,), (1,), (1, 0)]
    assert [stay.age for stay in scene.stays] == [(22, 23), (19, 20), (19, 20)]


def test_the_words_of_title_and_text_are_what_a_card_is_held_for() -> None:
    rows = 'Paris,One two,\nVienna,,"' + "*word* [@a p. 1] " * 20 + '"\n'
    scene = scene_of("place,title,description\n" + rows, "[sources.a]\n")
    assert [stay.hold_ms for stay in scene.stays] == [2500, round(1000 * (1.2 + 21 / 3.3))]


def test_events_without_a_place_keep_their_days() -> None:
    scene = scene_of("place\nParis\n", "[context]\n'1914-07-28/1918-11-11' = 'War'\n")
    (event,) = scene.context
    first, last = date(1914, 7, 28).toordinal(), date(1918, 11, 11).toordinal()
    assert (event.title, event.days) == ("War", (first, first, last, last))


def test_the_title_is_the_settings_the_persons_or_the_file_s() -> None:
    table = "place,title\nParis,Birth\n"
    assert scene_of(table, "title = 'A life'\nperson = 'Lev'\n").title == "A life"
    assert scene_of(table, "person = 'Lev'\n").title == "Lev"
    assert scene_of(table).title == "Places"
