"""GeoNames' places of 500 people and more, and their other names, from the packed files.

``places.bin`` holds a row per place, sorted by its own name; ``names.bin`` a row per other
name, with the number of its place's row. ``tools/make_gazetteer.py`` makes both.
"""

from collections.abc import Iterator
from importlib.resources import files
from typing import NamedTuple

from journeymap.gazetteer.blocks import NameFile, Row
from journeymap.gazetteer.spelling import beginnings, nearly

DEGREE = 100_000
"""Parts of a degree that are kept: GeoNames gives five decimals, a metre."""

MOST_NEAR = 200
"""Nearly alike names that are looked at more closely."""


class Record(NamedTuple):
    """A place of GeoNames: its own name, its key there, WGS 84 degrees, ISO code, people.

    ``ident`` is 0 for a place that GeoNames does not have. ``other_names`` is their number.
    """

    name: str
    ident: int
    lat: float
    lon: float
    country: str
    population: int
    other_names: int = 0


class Match(NamedTuple):
    """A record, the spelling it was found by, and whether that is its own name."""

    record: Record
    matched: str
    own: bool


def row_of(record: Record) -> Row:
    """The record as ``places.bin`` holds it: unsigned numbers only, so degrees are shifted."""
    numbers = (
        record.ident,
        round((record.lat + 90) * DEGREE),
        round((record.lon + 180) * DEGREE),
        int.from_bytes(record.country.encode("ascii"), "big"),
        record.population,
        record.other_names,
    )
    return Row(record.name, numbers)


def record_of(row: Row) -> Record:
    """The record that ``row_of`` made the row of, degrees rounded to five decimals."""
    ident, lat, lon, country, population, other_names = row.numbers
    return Record(
        name=row.name,
        ident=ident,
        lat=round(lat / DEGREE - 90, 5),
        lon=round(lon / DEGREE - 180, 5),
        country=country.to_bytes(2, "big").decode("ascii"),
        population=population,
        other_names=other_names,
    )


class GeoNames:
    """The two packed files, as places with names."""

    def __init__(self) -> None:
        data = files("journeymap.gazetteer") / "data"
        self._places = NameFile((data / "places.bin").read_bytes(), "places.bin")
        self._names = NameFile((data / "names.bin").read_bytes(), "names.bin")

    def named(self, key: str) -> Iterator[Match]:
        """Every place one of whose names folds to ``key``; a place comes once."""
        for number in self._places.named(key):
            yield self._match(number, other=False)
        for number in self._names.named(key):
            yield self._match(number, other=True)

    def near(self, key: str) -> list[tuple[float, Match]]:
        """Places with a name spelt nearly like ``key``, the likest first, and how like it is.

        A place may come several times, by several of its names. At most MOST_NEAR come.
        """
        hits = [
            (-likeness, file is self._names, start + place)
            for file in (self._places, self._names)
            for beginning in beginnings(key)
            for start, keys in file.keys_from(beginning)
            for place, likeness in nearly(key, keys)
        ]
        return [
            (-likeness, self._match(number, other=other))
            for likeness, other, number in sorted(hits)[:MOST_NEAR]
        ]

    def _match(self, number: int, *, other: bool) -> Match:
        row = self._names.row(number) if other else self._places.row(number)
        place = self._places.row(row.numbers[0]) if other else row
        return Match(record_of(place), row.name, own=not other)
