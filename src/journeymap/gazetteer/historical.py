"""Toponyms of the past and the years in which they were the usual or the official name.

``gazetteer/data/historical.csv`` is the list. A year is left empty where nothing bounds it;
the years of use had soft edges, so one year more or less means nothing.
"""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from journeymap.gazetteer.fold import fold
from journeymap.model import Candidate, Position


@dataclass(frozen=True, slots=True)
class HistoricalName:
    """One row of the list: what a place was called, when, and which place that is today.

    ``geonames`` is the key of the place in GeoNames, 0 if it is not among the packed ones.
    """

    toponym: str
    from_year: int | None
    to_year: int | None
    name_today: str
    country: str
    position: Position
    geonames: int
    note: str


@dataclass(frozen=True, slots=True)
class NamedThen(Candidate):
    """A candidate found by the name it bore from one year to another, None for unbounded."""

    from_year: int | None
    to_year: int | None


@cache
def historical_names() -> Mapping[str, tuple[HistoricalName, ...]]:
    """The rows of the list by the key of their toponym."""
    return _by_key([row.toponym for row in _rows()])


@cache
def unlisted_places() -> Mapping[str, tuple[HistoricalName, ...]]:
    """The rows whose place GeoNames lacks, by the key of its present name."""
    return _by_key(["" if row.geonames else row.name_today for row in _rows()])


def _by_key(names: list[str]) -> Mapping[str, tuple[HistoricalName, ...]]:
    found: dict[str, tuple[HistoricalName, ...]] = {}
    for name, row in zip(names, _rows(), strict=True):
        if key := fold(name):
            found[key] = (*found.get(key, ()), row)
    return found


@cache
def _rows() -> tuple[HistoricalName, ...]:
    path = files("journeymap.gazetteer") / "data" / "historical.csv"
    return tuple(
        HistoricalName(
            toponym=row["toponym"],
            from_year=int(row["from_year"]) if row["from_year"] else None,
            to_year=int(row["to_year"]) if row["to_year"] else None,
            name_today=row["name_today"],
            country=row["country"],
            position=Position(lon=float(row["lon"]), lat=float(row["lat"])),
            geonames=int(row["geonames"] or 0),
            note=row["note"],
        )
        for row in csv.DictReader(path.read_text("utf-8").splitlines())
    )
