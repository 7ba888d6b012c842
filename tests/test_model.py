"""Values that cannot be wrong."""

import math

import pytest

from journeymap.model import Position, UncertainDate


@pytest.mark.parametrize("lon", [180.1, -180.1, math.nan, math.inf])
def test_no_position_has_a_longitude_beyond_the_half_turn(lon: float) -> None:
    with pytest.raises(ValueError, match="longitude"):
        Position(lon, 0)


@pytest.mark.parametrize("lat", [90.1, -90.1, math.nan, -math.inf])
def test_no_position_has_a_latitude_beyond_the_poles(lat: float) -> None:
    with pytest.raises(ValueError, match="latitude"):
        Position(0, lat)


def test_the_poles_and_the_half_turn_are_positions() -> None:
    assert Position(180, 90) != Position(-180, -90)


def test_no_date_ends_before_it_begins() -> None:
    UncertainDate(5, 5, "day")
    UncertainDate(None, 5, "by")
    with pytest.raises(ValueError, match="before it begins"):
        UncertainDate(6, 5, "between")


def test_a_date_is_the_same_however_it_was_written() -> None:
    assert UncertainDate(1, 2, "year", (1,), text="a") == UncertainDate(
        1, 2, "year", (1,), text="b"
    )
