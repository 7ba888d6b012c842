"""The towns that give a map its bearings: those of the journey's years, by their names of then."""

import pytest

from journeymap.basemap.bearings import Town, bearings_for, towns_near
from journeymap.model import Position

VIENNA = Position(lon=16.37, lat=48.21)
HERE = Position(lon=0.0, lat=0.0)
OLD = Town("Now", HERE, 1, 1703, ((1914, "First"), (1924, "Second"), (1991, "Third")))


@pytest.mark.parametrize(
    ("years", "name", "former", "founded"),
    [
        ((1600, 2000), "Now", ((1914, "First"), (1924, "Second"), (1991, "Third")), 1703),
        ((1879, 1940), "Third", ((1914, "First"), (1924, "Second")), 0),
        ((1915, 1924), "Second", (), 0),
        ((1915, 1925), "Third", ((1924, "Second"),), 0),
        ((1700, 1800), "First", (), 1703),
        ((1703, 1800), "First", (), 0),
        ((1992, 1995), "Now", (), 0),
    ],
)
def test_a_town_keeps_what_its_years_know(
    years: tuple[int, int], name: str, former: tuple[tuple[int, str], ...], founded: int
) -> None:
    town = OLD.during(*years)
    assert (town.name, town.former, town.founded) == (name, former, founded)


@pytest.mark.parametrize(
    ("years", "told", "untold"),
    [
        ((1100, 1140), {"Paris", "Constantinople", "Buda"}, {"Moscow", "Budapest", "Istanbul"}),
        ((1571, 1630), {"Moscow", "Brünn"}, {"Saint Petersburg", "Brno"}),
        ((1880, 1900), {"Saint Petersburg", "Budapest"}, {"Leningrad", "Buda"}),
        ((1950, 1960), {"Leningrad", "Istanbul"}, {"Saint Petersburg", "Constantinople"}),
    ],
)
def test_towns_are_those_of_the_time(
    years: tuple[int, int], told: set[str], untold: set[str]
) -> None:
    names = {town.name for town in towns_near([VIENNA], years)}
    assert told <= names
    assert not untold & names


def test_antiquity_has_no_towns_of_today() -> None:
    assert towns_near([VIENNA], (-44, 120)) == ()


def test_without_years_towns_are_those_of_today() -> None:
    towns = bearings_for([VIENNA], None).towns
    assert {"Kyiv", "Saint Petersburg", "Istanbul"} <= {town.name for town in towns}
    assert all(town.former == () and town.founded == 0 for town in towns)
