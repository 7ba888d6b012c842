"""Toponym → places, offline: GeoNames and a list of historical names, as a geopy geocoder.

Importing this module imports geopy: import it where something has to be looked up, not
before. Nothing here opens a socket. Whole names are compared after folding, and nothing less:
“Avenida Viena” is not Vienna, and a misspelling is answered by ``similar``, never by a place.

The score of a candidate says how good the name is by which it was found:

    OWN      1      its own name in GeoNames
    LISTED   0.9    a name of the historical list that is still in use
    FORMER   0.3    a name of that list that ended; the candidate then is a NamedThen
    OTHER    0.03   any other name GeoNames has: languages, older forms, transcriptions

times TODAY_ONLY or TOPONYM_ONLY where a present name was asked for, too, and only one of the
two names fits, and times ABROAD outside the country asked for.
"""

from collections.abc import Iterator
from dataclasses import replace
from math import log10

from geopy.adapters import URLLibAdapter
from geopy.geocoders.base import DEFAULT_SENTINEL, Geocoder
from geopy.location import Location

from journeymap.errors import UsageError, quoted
from journeymap.gazetteer.countries import country_code, country_name
from journeymap.gazetteer.fold import fold
from journeymap.gazetteer.geonames import GeoNames, Record
from journeymap.gazetteer.historical import (
    HistoricalName,
    NamedThen,
    historical_names,
    unlisted_places,
)
from journeymap.gazetteer.lands import spots
from journeymap.gazetteer.spelling import nearly
from journeymap.model import Candidate, Place, Position, Query

__all__ = ["Gazetteer", "fold"]

OWN, LISTED, FORMER, OTHER = 1.0, 0.9, 0.3, 0.03
TODAY_ONLY, TOPONYM_ONLY, ABROAD = 0.5, 0.02, 0.001

LEAST_LETTERS = 4
"""What a name must have for others to be told that are spelt nearly like it."""

NEARLY_AS_LIKE = 0.1
"""Less like than the likest by more than this is not worth a look."""

Found = dict[tuple[str, str], Candidate]
"""Candidates by the gazetteer and the key of their place: every place once."""


class Gazetteer(Geocoder):  # type: ignore[misc]
    """The built-in gazetteer. Making one reads its two files; look-ups share their blocks."""

    def __init__(self) -> None:
        super().__init__(adapter_factory=URLLibAdapter)
        self._geonames = GeoNames()

    def geocode(
        self,
        query: str,
        *,
        exactly_one: bool = True,
        country: str = "",
        limit: int | None = None,
        timeout: object = DEFAULT_SENTINEL,
    ) -> Location | list[Location] | None:
        """The places called ``query`` as geopy has them: the first one, or a list; None if none.

        ``country`` is a name or a code. ``timeout`` is there for geopy's callers; nothing is
        waited for. ``Location.raw`` is the record: name, lat, lon, country, population,
        gazetteer, id, licence, matched, score, from_year, to_year.
        """
        code = country_code(country)
        if country and not code:
            raise UsageError(f"no country is called {quoted(country)}")
        found = self.candidates(Query(toponym=query, country=code))
        if not found:
            return None
        return _location(found[0]) if exactly_one else [_location(one) for one in found[:limit]]

    def candidates(self, query: Query) -> tuple[Candidate, ...]:
        """Every place one of whose names is the one asked for, the best name first.

        Names of equal quality come by population, and places outside the query's country
        behind all inside. A toponym that ends in the name of a country, “Paris, France”, is
        understood so where the query has no country; a two-letter code is not, for in
        “Salem, IN” it is a state. The name of a land alone finds no village that shares it.
        """
        query = _country_split_off(query)
        found = spots(query, _merged(self._named(query.today), self._named(query.toponym)))
        if query.country:
            found = [
                one
                if one.place.country == query.country
                else replace(one, score=one.score * ABROAD)
                for one in found
            ]
        return tuple(sorted(found, key=_best_name_first))

    def similar(self, name: str, country: str = "", n: int = 5) -> tuple[str, ...]:
        """Up to ``n`` names of places that are spelt nearly like ``name``, for a message.

        Each is the name of another place; ``country`` is a code that narrows the search. A
        name of three letters is like too many others for one of them to be meant.
        """
        key = fold(name)
        if len(key) < LEAST_LETTERS:
            return ()
        keys = list(historical_names())
        near = [
            (likeness, match.own, match.record, match.matched)
            for likeness, match in self._geonames.near(key)
        ] + [
            (likeness, True, self._record(row), row.toponym)
            for place, likeness in nearly(key, keys)
            for row in historical_names()[keys[place]]
        ]
        near = [one for one in near if not country or one[2].country == country]
        least = max((likeness for likeness, *_ in near), default=0.0) - NEARLY_AS_LIKE
        names: dict[tuple[str, int], str] = {}
        for likeness, _, record, matched in sorted(near, key=_likest_first):
            if likeness >= least:
                names.setdefault((record.name, record.ident), matched)
        return tuple(dict.fromkeys(names.values()))[:n]

    def _named(self, name: str) -> Found:
        found: Found = {}
        for one in self._every_match(fold(name)):
            key = (one.place.gazetteer, one.place.ident)
            if key not in found or found[key].score < one.score:
                found[key] = one
        return found

    def _every_match(self, key: str) -> Iterator[Candidate]:
        if not key:
            return
        for match in self._geonames.named(key):
            score = OWN if match.own else OTHER
            yield Candidate(_place(match.record), match.matched, score)
        for row in historical_names().get(key, ()):
            place = _place(self._record(row))
            if row.to_year is None:
                yield Candidate(place, row.toponym, LISTED)
            else:
                yield NamedThen(place, row.toponym, FORMER, row.from_year, row.to_year)
        for row in unlisted_places().get(key, ()):
            yield Candidate(_place(self._record(row)), row.name_today, OWN)

    def _record(self, row: HistoricalName) -> Record:
        for match in self._geonames.named(fold(row.name_today)) if row.geonames else ():
            if match.record.ident == row.geonames:
                return match.record
        return Record(row.name_today, 0, row.position.lat, row.position.lon, row.country, 0)


def _place(record: Record) -> Place:
    listed = not record.ident
    return Place(
        name=record.name,
        position=Position(lon=record.lon, lat=record.lat),
        country=record.country,
        population=record.population,
        gazetteer="journeymap" if listed else "GeoNames",
        ident=f"{fold(record.name)}-{record.country.lower()}" if listed else str(record.ident),
        licence="MIT" if listed else "CC BY 4.0",
        other_names=record.other_names,
    )


def _country_split_off(query: Query) -> Query:
    name, comma, tail = query.toponym.rpartition(",")
    named = comma and not query.country and (len(fold(tail)) > 2 or fold(tail) == "uk")
    code = country_code(tail) if named else ""
    return replace(query, toponym=name, country=code) if code else query


def _merged(by_today: Found, by_toponym: Found) -> list[Candidate]:
    if not by_today:
        return list(by_toponym.values())
    return [
        one if key in by_toponym else replace(one, score=one.score * TODAY_ONLY)
        for key, one in by_today.items()
    ] + [
        replace(one, score=one.score * TOPONYM_ONLY)
        for key, one in by_toponym.items()
        if key not in by_today
    ]


def _likest_first(one: tuple[float, bool, Record, str]) -> tuple[float, str, Record]:
    """An own or a listed name and a well-known place come first among the equally like."""
    likeness, proper, record, matched = one
    return (-likeness - 0.03 * proper - log10(1 + record.population) / 100, matched, record)


def _best_name_first(one: Candidate) -> tuple[float, int, str, str]:
    return (-one.score, -one.place.population, one.place.gazetteer, one.place.ident)


def _location(one: Candidate) -> Location:
    place, years = one.place, one if isinstance(one, NamedThen) else None
    raw = {
        "name": place.name,
        "lat": place.position.lat,
        "lon": place.position.lon,
        "country": place.country,
        "population": place.population,
        "gazetteer": place.gazetteer,
        "id": place.ident,
        "licence": place.licence,
        "matched": one.matched,
        "score": one.score,
        "from_year": years.from_year if years else None,
        "to_year": years.to_year if years else None,
    }
    address = f"{place.name}, {country_name(place.country)}"
    return Location(address, (place.position.lat, place.position.lon), raw)
