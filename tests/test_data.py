"""What the player reads beyond the list, and how it stands in the page."""

import json
import math
import re
from itertools import accumulate

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conftest import sources
from journeymap.basemap import WORLD, Basemap
from journeymap.basemap.bearings import Bearings, Feature
from journeymap.basemap.deltas import decode
from journeymap.compose import compose
from journeymap.model import Position
from journeymap.page.areas import area_row, world_points
from journeymap.page.data import json_for_html, page_data
from journeymap.pipeline import gather
from journeymap.scene import Line, SceneArea
from small_world import SMALL_WORLD

NO_MAP = Basemap("", "", "", "", 0)
NO_BEARINGS = Bearings()


def data_of(table: str, settings: str = "", bearings: Bearings = NO_BEARINGS) -> dict[str, object]:
    """The page's data of a table, as JSON gives it back."""
    scene = compose(gather(sources(table, settings), world=SMALL_WORLD).journey)
    made = page_data(
        scene, basemap=NO_MAP, bearings=bearings, version="1.2.3", languages=("en",), files={}
    )
    again: dict[str, object] = json.loads(json_for_html(made))
    return again


# ---------------------------------------------------------------- JSON in a page

_scalars = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(allow_nan=False, allow_infinity=False),
    st.text(), st.text(st.sampled_from("{}<>&\\\"'/!-[]u007b\u2028\u2029\n")),
)  # fmt: skip
_values = st.recursive(
    _scalars, lambda inner: st.lists(inner) | st.dictionaries(st.text(max_size=5), inner)
)


@settings(max_examples=60)
@given(_values)
def test_a_value_comes_back_as_it_was(value: object) -> None:
    assert json.loads(json_for_html(value)) == value


@settings(max_examples=60)
@given(_values)
def test_nothing_in_it_means_anything_to_html_to_a_template_or_to_an_old_script(
    value: object,
) -> None:
    text = json_for_html(value)
    assert not set("<>&\u2028\u2029") & set(text)
    for string in re.findall(r'"(?:[^"\\]|\\.)*"', text):
        assert "{" not in string
    assert "{{" not in text
    assert "{%" not in text
    assert "{#" not in text


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("</script>", '"\\u003c/script\\u003e"'),
        ("<!--", '"\\u003c!--"'),
        ("{{ 7*7 }}", '"\\u007b\\u007b 7*7 }}"'),
        ("a&b", '"a\\u0026b"'),
        ('\\"{', '"\\\\\\"\\u007b"'),
        ({"{": {"a": "{"}}, '{"\\u007b":{"a":"\\u007b"}}'),
        ("Київ", '"Київ"'),
        ([1, 2.5, None, True], "[1,2.5,null,true]"),
    ],
)
def test_json_is_written_short_and_escaped(value: object, text: str) -> None:
    assert json_for_html(value) == text


@pytest.mark.parametrize("value", [math.nan, math.inf, -math.inf])
def test_what_is_no_number_is_never_written(value: float) -> None:
    with pytest.raises(ValueError, match="not JSON compliant"):
        json_for_html(value)


# ---------------------------------------------------------------- what is in it


def test_all_lists_point_into_one_another() -> None:
    data = data_of(
        "place,start,era,id,within,area,kind,bound_for\nVienna,1902,One,v,,,,\nPrague,1903,Two,,v,,,\n"
        "B,1904,Two,,,Serbia,,\nSea,1905,Two,,,,passage,\nSuva,1906,One,,,,,Apia\n"
    )
    stays, legs, eras = data["stays"], data["legs"], data["eras"]
    assert isinstance(stays, list)
    assert isinstance(legs, list)
    assert isinstance(eras, list)
    assert [stay["id"] for stay in stays][:2] == ["v", "prague-1903"]
    assert [stay.get("within") for stay in stays] == [None, 0, None, None, None]
    assert [stay["era"] for stay in stays] == [0, 1, 1, 1, 0]
    assert [stay.get("area") for stay in stays] == [None, None, 0, None, None]
    assert all(0 <= leg["stay"] < 5 and 0 <= leg["origin"] < 5 for leg in legs)
    kinds = [leg.get("kind") for leg in legs]
    assert kinds == [None, "return", None, "passage", "unreached"]
    assert data["version"] == "1.2.3"


def test_what_a_stay_lacks_is_left_out() -> None:
    stays = data_of("place,start\nParis,1902\n")["stays"]
    assert isinstance(stays, list)
    assert set(stays[0]) == {
        "id", "era", "at", "mark", "days", "when", "glyph", "approach",
        "hold", "country",
    }  # fmt: skip


# start | end | when
WHEN: list[tuple[str, str, list[object]]] = [
    ("1902", "", [["year", [1902], ""], None, 0]),
    ("1902", "1902", [["year", [1902], ""], 0, 0]),
    ("1902", "..", [["year", [1902], ""], None, 1]),
    ("", "c. 1902?", [None, ["year", [1902], "~?"], 0]),
    ("26 October 1879 OS", "", [["day", [1879, 10, 26], "o", [1879, 11, 7]], None, 0]),
    ("", "", [None, None, 0]),
]


@pytest.mark.parametrize(("start", "end", "when"), WHEN)
def test_dates_are_the_figures_they_are_told_with(start: str, end: str, when: list[object]) -> None:
    stays = data_of(f"place,start,end\nParis,{start},{end}\n")["stays"]
    assert isinstance(stays, list)
    assert stays[0]["when"] == when


def test_a_line_is_its_first_point_and_the_steps_to_each_next() -> None:
    legs = data_of("place,via\nParis,\nVienna,Prague\n")["legs"]
    assert isinstance(legs, list)
    line = legs[0]["line"]
    points = list(zip(accumulate(line[0::2]), accumulate(line[1::2]), strict=True))
    assert points[0] == (240_000, 4_890_000)
    assert points[-1] == (1_640_000, 4_820_000)
    assert (1_440_000, 5_010_000) in points


def test_areas_are_pixels_of_the_world_even_at_the_poles() -> None:
    areas = data_of("place,area\nB,Serbia\n")["areas"]
    assert isinstance(areas, list)
    ((rings, stays, box, _),) = areas
    assert stays == [0]
    (ring,) = decode(rings)
    assert all(0 <= x <= WORLD and 0 <= y <= WORLD for x, y in ring)
    across, down = zip(*ring, strict=True)
    assert box == [min(across), min(down), max(across), max(down)]
    assert min(across) == pytest.approx((19 / 360 + 0.5) * WORLD, abs=64)


def test_an_area_cut_at_the_edge_of_the_map_is_whole_beside_its_stay() -> None:
    east = ((179_00000, 60_00000), (180_00000, 60_00000), (180_00000, 70_00000))
    west = ((-180_00000, 60_00000), (-179_00000, 60_00000), (-180_00000, 70_00000))
    text, stays, box, _ = area_row(SceneArea((east, west), (3,)), (179_50000, 65_00000))
    assert stays == [3]
    xs = [x for ring in decode(text) for x, _ in ring]
    assert min(xs) == box[0] < WORLD < box[2] == max(xs)


def test_what_is_small_and_far_off_need_not_be_in_view() -> None:
    square = ((0, 0), (10_00000, 0), (10_00000, 10_00000), (0, 10_00000))
    islet = ((-20_00000, 0), (-19_50000, 0), (-19_50000, 50000), (-20_00000, 50000))
    text, _, box, _ = area_row(SceneArea((square, islet), (0,)), (5_00000, 5_00000))
    assert len(decode(text)) == 2
    assert box[0] == WORLD // 2


BOOT = ((0, 0), (2_00000, 0), (2_00000, 6_00000), (9_00000, 6_00000), (9_00000, 9_00000),
        (0, 9_00000))  # fmt: skip


@pytest.mark.parametrize("ring", [BOOT, BOOT[::-1]])
def test_an_area_is_named_where_there_is_room_within_it(ring: Line) -> None:
    *_, (x, y) = area_row(SceneArea((ring,), (0,)), (0, 0))
    lon = (x / WORLD - 0.5) * 360
    assert 3 < lon < 6
    assert world_points([(0, 9_00000)])[0, 1] < y < world_points([(0, 6_00000)])[0, 1]


def test_an_area_whose_middle_has_room_is_named_there() -> None:
    pear = ((0, 0), (9_00000, 1_00000), (9_00000, 8_00000), (0, 6_00000))
    *_, (x, _) = area_row(SceneArea((pear,), (0,)), (0, 0))
    assert x == pytest.approx(world_points([(4_50000, 0)])[0, 0], abs=64)


def test_an_area_thinner_than_a_point_of_the_map_has_a_place_for_its_name_all_the_same() -> None:
    sliver = ((0, 0), (9_00000, 0), (9_00000, 1))
    *_, (x, y) = area_row(SceneArea((sliver,), (0,)), (0, 0))
    assert WORLD / 2 <= x <= world_points([(9_00000, 0)])[0, 0]
    assert y == pytest.approx(WORLD / 2, abs=2)


def test_seas_and_rivers_stand_in_the_page_in_thousandths_of_a_degree() -> None:
    sea = Feature("sea", {"en": "Black Sea"}, Position(34.0, 43.25), 3.0, 6.5)
    river = Feature("river", {"en": "Hudson"}, Position(-73.869, 42.182), 6.4, 10.0, -75)
    data = data_of("place\nParis\n", bearings=Bearings(features=(sea, river)))
    assert data["features"] == [
        [34000, 43250, 3, 6.5, "Black Sea"],
        [-73869, 42182, 6.4, 10, "Hudson", "river", -75],
    ]
