"""Names of lands, which are no spots: countries, and the regions of ``data/regions.csv``.

Most of them are names of villages elsewhere, too: England in Arkansas, Siberia in Mexico. Who
writes “England” means none of these, unless a country or a present name stands beside it.
"""

import csv
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from typing import Literal

from journeymap.gazetteer.countries import country_code, country_name, is_part
from journeymap.gazetteer.fold import fold
from journeymap.model import Candidate, Query

Land = Literal["country", "region"]

CITY_STATES = frozenset(["DJ", "GI", "GT", "HK", "KW", "LU", "MC", "MO", "PA", "SG", "SM", "VA"])
"""Countries that share their name with a city in them."""

LARGE = 50_000
"""A city of so many people is meant by a name that is a country's in another language only:
Granada is in Spain, and Spanish for Grenada."""


def land_asked(query: Query) -> Land | None:
    """What the query asks for, if it is a land and nothing beside its name says otherwise."""
    if query.country or query.today:
        return None
    if country_code(query.toponym) and not is_part(query.toponym):
        return "country"
    return "region" if is_part(query.toponym) or fold(query.toponym) in _regions() else None


def spots(query: Query, found: Iterable[Candidate]) -> list[Candidate]:
    """The candidates that may be meant: of a land's name none but its city, or a large one."""
    if land_asked(query) is None:
        return list(found)
    code = country_code(query.toponym)
    if not code:
        return []
    if fold(query.toponym) in (fold(country_name(code)), fold(code)):
        return [one for one in found if one.place.country == code and code in CITY_STATES]
    return [one for one in found if one.place.population >= LARGE]


@cache
def _regions() -> frozenset[str]:
    path = files("journeymap.gazetteer") / "data" / "regions.csv"
    rows = csv.DictReader(path.read_text("utf-8").splitlines())
    return frozenset(
        fold(name) for row in rows for name in (row["region"], *row["also"].split(";")) if name
    )
