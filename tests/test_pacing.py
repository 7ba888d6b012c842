"""How long a leg is drawn and a stay is held."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from shapely import LineString

from journeymap.model import Leg, LegKind
from journeymap.pacing import LEAST, LONGEST_MS, hold_ms, leg_ms, pace


def leg(stay: int, km: float, kind: LegKind = "move") -> Leg:
    return Leg(
        stay, max(0, stay - 1), kind, ("lev",), LineString([(0, 0), (1, 1)]), km, route_known=True
    )


# the specification's figures: clamp(0.9 s + 0.55 s · log2(1 + km / 200), 0.9, 4.5)
@pytest.mark.parametrize(
    ("km", "ms"), [(0, 900), (200, 1450), (600, 2000), (1400, 2550), (20_000, 4500)]
)
def test_a_leg_is_drawn_by_the_logarithm_of_its_way(km: float, ms: float) -> None:
    assert leg_ms(km) == pytest.approx(ms)


# clamp(1.2 s + words / 3.3 s, 2.5, 9)
@pytest.mark.parametrize(
    ("words", "ms"), [(0, 2500), (4, 2500), (10, 4230), (26, 9000), (999, 9000)]
)
def test_a_card_is_held_as_long_as_it_takes_to_read(words: int, ms: float) -> None:
    assert hold_ms(words) == pytest.approx(ms, abs=80)


@given(st.floats(0, 20_000), st.floats(0, 20_000), st.integers(0, 500), st.integers(0, 500))
def test_a_longer_way_and_a_longer_text_never_take_less_time(
    km: float, more_km: float, words: int, more: int
) -> None:
    assert 900 <= leg_ms(km) <= leg_ms(km + more_km) <= 4500
    assert 2500 <= hold_ms(words) <= hold_ms(words + more) <= 9000


def test_the_parts_of_a_short_journey_have_their_full_time() -> None:
    times = pace([10, 0], [leg(1, 200)])
    assert times.legs_ms == (1450,)
    assert times.approaches_ms == (3000, 1450)
    assert times.holds_ms == (round(hold_ms(10)), 2500)
    assert times.closing_ms == 4000


def test_a_way_back_is_drawn_twice_as_fast_and_one_never_gone_takes_no_time() -> None:
    legs = [leg(1, 200, "return"), leg(1, 200), leg(1, 200, "unreached")]
    times = pace([0, 0], legs)
    assert times.legs_ms == (725, 1450, 0)
    assert times.approaches_ms[1] == 725 + 1450


def test_from_stay_to_stay_at_one_spot_there_is_a_short_shift() -> None:
    assert pace([0, 0, 0], []).approaches_ms == (3000, 700, 700)
    assert pace([0, 0], [leg(1, 500, "unreached")]).approaches_ms == (3000, 700)


def test_from_the_view_of_a_whole_passage_there_is_time_to_come_down() -> None:
    assert pace([0, 0, 0], [leg(1, 7000, "passage")]).approaches_ms == (3000, 3743, 2000)
    legs = [leg(1, 7000, "passage"), leg(2, 200)]
    assert pace([0, 0, 0], legs).approaches_ms[2] == 1450, "where a leg goes on from it"


# ways in km from stay to stay, 0 on one spot | of which leg | the zooms that its time is for:
# how often the camera comes twice as near, or goes twice as far
@pytest.mark.parametrize(
    ("ways", "which", "zooms"),
    [
        ([200, 200], 0, 0),  # neighbours alike
        ([110, 0, 6000], 2, 5.32),  # from 300 km high at one spot over 6,000: far up, a little down
        ([0, 110, 6000], 1, 3.32),  # from a spot of several stays to one that is left by sea
        ([6000, 110, 0], 1, 3.32),  # and the other way round
        ([0, 110, 110], 1, 0),
        ([0, 2, 110, 6000], 2, 3.32),  # two houses are one spot
    ],
)
def test_a_leg_has_time_for_the_camera_to_come_near_and_to_draw_back(
    ways: list[float], which: int, zooms: float
) -> None:
    legs = [leg(i, km) for i, km in enumerate(ways, 1) if km]
    times = pace([0] * (len(ways) + 1), legs)
    drawn = {one.stay: ms for one, ms in zip(legs, times.legs_ms, strict=True)}
    km = ways[which]
    assert drawn[which + 1] == pytest.approx(min(4500, max(leg_ms(km), 700 * zooms)), abs=5)


def test_the_time_for_the_camera_has_its_bound_too() -> None:
    assert leg_ms(100, 3) == 2100
    assert leg_ms(100, 20) == 4500


@given(
    st.lists(st.integers(0, 300), min_size=1, max_size=120).flatmap(
        lambda words: st.tuples(
            st.just(words),
            st.lists(
                st.builds(
                    leg,
                    st.integers(0, len(words) - 1),
                    st.floats(0.1, 20_000),
                    st.sampled_from(["move", "return", "unreached", "passage"]),
                ),
                max_size=60,
            ),
        )
    )
)
def test_no_journey_plays_longer_than_it_can_be_read_in_and_its_parts_add_up(
    journey: tuple[list[int], list[Leg]],
) -> None:
    words, legs = journey
    times = pace(words, legs)
    whole = sum(times.approaches_ms) + sum(times.holds_ms) + times.closing_ms
    at_length = 3000 + 2000 * len(words) + 4000 + sum(map(hold_ms, words))
    at_length += sum(leg_ms(one.km) for one in legs)
    assert whole <= max(LONGEST_MS, LEAST * at_length) + len(words) + len(legs)
    assert min(times.holds_ms) >= LEAST * 2500 - 1, "a card can be read, and nothing flashes"
    assert min(times.holds_ms) > 0
    assert min(times.approaches_ms) > 0
    for index, approach in enumerate(times.approaches_ms):
        own = [ms for one, ms in zip(legs, times.legs_ms, strict=True) if one.stay == index]
        assert approach == sum(own) or sum(own) == 0


def test_a_long_journey_is_scaled_down_all_its_parts_alike() -> None:
    times = pace([30] * 200, [leg(i, 600) for i in range(1, 200)])
    ratio = times.holds_ms[0] / hold_ms(30)
    assert ratio == LEAST
    assert times.legs_ms[0] / leg_ms(600) == pytest.approx(ratio, rel=0.01)
    assert times.closing_ms / 4000 == pytest.approx(ratio, rel=0.01)
