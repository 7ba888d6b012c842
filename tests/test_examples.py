"""The examples: other lives, other centuries, the same program."""

import csv
from datetime import date
from pathlib import Path

import pytest

import journeymap
from conftest import ROOT
from journeymap.calendars import year_month_day
from journeymap.edtf import edtf_of_span
from journeymap.model import Journey
from journeymap.offline import OFFLINE_WORLD
from journeymap.page.carried import sources_at
from journeymap.pipeline import build

EXAMPLES = sorted((ROOT / "examples").glob("*.toml"))


def journey_of(name: str) -> Journey:
    return journeymap.read(ROOT / "examples" / f"{name}.csv")


@pytest.mark.parametrize("settings", EXAMPLES, ids=lambda path: path.stem)
def test_an_example_is_cited_in_order_and_built_from_its_ledger_alone(settings: Path) -> None:
    table = settings.with_suffix(".csv")
    built = build(sources_at(table), world=OFFLINE_WORLD, locked=True, strict_sources=True)
    assert [str(problem) for problem in built.gathered.problems] == []
    assert all(f"data-stay-id={stay.id} " in built.html for stay in built.gathered.journey.stays)


@pytest.mark.parametrize("settings", EXAMPLES, ids=lambda path: path.stem)
def test_every_entry_of_an_example_s_ledger_has_been_looked_over(settings: Path) -> None:
    text = settings.with_suffix(".located.csv").read_text("utf-8-sig")
    assert all(entry["reviewed"] for entry in csv.DictReader(text.splitlines()))


def test_there_are_two() -> None:
    assert [path.stem for path in EXAMPLES] == ["kepler", "nellie-bly"]


def test_nellie_bly_goes_around_the_world() -> None:
    journey = journey_of("nellie-bly")
    start, end = (journey.stays[index].span.start for index in (0, -1))
    assert start
    assert end
    assert start.earliest is not None
    assert end.latest is not None
    assert end.latest - start.earliest == (date(1890, 1, 25) - date(1889, 11, 14)).days == 72
    assert 34_000 < sum(leg.km for leg in journey.legs) < 40_500
    (pacific,) = (leg for leg in journey.legs if journey.stays[leg.stay].place == "Oceanic")
    west, _, east, _ = pacific.line.bounds
    assert west < 180 < east  # unrolled: no jump across the map
    steps = [b[0] - a[0] for leg in journey.legs
             for a, b in zip(leg.line.coords[:-1], leg.line.coords[1:], strict=True)]  # fmt: skip
    assert max(map(abs, steps)) < 30


def test_kepler_lives_by_two_calendars() -> None:
    stays = {stay.id: stay for stay in journey_of("kepler").stays}
    born = stays["weil-der-stadt-1572"].span.start
    assert born
    assert born.calendar == "julian"
    assert born.earliest is not None
    assert year_month_day(born.earliest) == (1572, 1, 6)
    died = stays["regensburg-1630"].span
    assert edtf_of_span(died) == "1630-11-02/1630-11-15"
    assert edtf_of_span(stays["graz-1594"].span) == "1594-04-11/1600-09-30"
