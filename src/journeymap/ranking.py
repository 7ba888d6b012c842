"""Which of several places of one name is meant: ranked by context, and said how sure.

A candidate weighs as much as it is likely to be meant, as the product of

    its name     the gazetteer's score, 0 to 1; for a name of the past times IN_ITS_YEARS,
                 YEAR_UNKNOWN or OUT_OF_YEARS; before SETTLED times BEFORE_SETTLERS
    its size     people living there now, and FEWEST more, so that none weighs nothing
    its fame     the root of how many names it has: what many languages name, many visited
    its place    the mean over the journey's neighbouring stays of FAR + (1 + km / NEAR_KM)⁻²;
                 1 where there is no neighbour

and nothing outside the country asked for, if there is a candidate inside. The sum is scaled
to 1, so that the score of a ranked candidate is its share of the belief.

The neighbours' term is the gravity law of travel with a floor: most journeys are short, the
others go anywhere. One near neighbour is enough, as when a ship has crossed an ocean.
"""

from collections.abc import Sequence
from dataclasses import replace
from math import fsum, sqrt
from typing import NamedTuple

from journeymap.gazetteer.historical import NamedThen
from journeymap.model import Candidate, Place, Position, Query
from journeymap.sphere import distance_km

IN_ITS_YEARS, YEAR_UNKNOWN, OUT_OF_YEARS = 1.0, 0.1, 0.02
# fmt: off
SETTLED = {
    "AR": 1536, "AU": 1788, "BR": 1532, "CA": 1604, "CO": 1525, "NZ": 1814, "US": 1565, "ZA": 1652,
}
# fmt: on
"""When settlers founded the first lasting town: no place there had its present name before."""
BEFORE_SETTLERS = 1e-6
FEWEST = 500
NAMES_OF_LISTED = 9
"""A place of the historical list counts as if it had so many other names, or more."""
NEAR_KM = 50.0
FAR = 0.0003

CLEAR_SHARE = 0.9
LEAST_SIZE = 450.0
"""What the smallest place has by its own name; by another one it takes 15,000 people: many
names make no place known by each of them."""

SAME_SPOT_KM = 20.0
"""Two records this near are one place for a map: a city and its centre, a town and its port."""


class Choice(NamedTuple):
    """The place taken, the others it might have been, and whether that needs no word.

    A choice is clear where the best has CLEAR_SHARE of the belief, and would have come first
    without the neighbours, too: they may tip a choice, not hide it. A small place by a name
    that is not its own is clear only in the country asked for, and one that was not called
    so yet never.
    """

    best: Candidate | None
    rivals: tuple[Candidate, ...]
    clear: bool


def rank(
    candidates: Sequence[Candidate],
    *,
    query: Query,
    neighbours: Sequence[Position],
    year: int | None,
) -> tuple[Candidate, ...]:
    """The candidates, likeliest first, each scored by its share of the belief.

    Those outside the query's country come last, with no share if any is inside. Equals keep
    the order of their gazetteer's keys, so that the answer never depends on the asking.
    """
    countries = {one.place.country for one in candidates}
    allowed = {query.country} & countries or countries
    weighed = [
        (_weight(one, neighbours, year) if one.place.country in allowed else 0.0, one)
        for one in candidates
    ]
    total = fsum(weight for weight, _ in weighed) or 1.0
    shares = [replace(one, score=round(weight / total, 6)) for weight, one in weighed]
    return tuple(sorted(shares, key=lambda one: (-one.score, one.place.gazetteer, one.place.ident)))


def choose(
    candidates: Sequence[Candidate],
    *,
    query: Query,
    neighbours: Sequence[Position],
    year: int | None,
) -> Choice:
    """The likeliest candidate and its rivals: all others with a share that lie elsewhere."""
    ranked = rank(candidates, query=query, neighbours=neighbours, year=year)
    if not ranked:
        return Choice(None, (), clear=False)
    best = ranked[0]
    rivals = tuple(one for one in ranked[1:] if one.score > 0 and not _same_spot(one, best))
    unswayed = rank(candidates, query=query, neighbours=(), year=year)[0]
    clear = (
        sum(one.score for one in rivals) <= 1 - CLEAR_SHARE
        and _same_spot(unswayed, best)
        and query.country in ("", best.place.country)
        and not is_before_settlers(best.place, year)
        and (bool(query.country) or _is_well_named(best.place, candidates))
    )
    return Choice(best, rivals, clear)


def is_before_settlers(place: Place, year: int | None) -> bool:
    """Whether nobody who would have called the place so had come to its country."""
    return year is not None and year < SETTLED.get(place.country, year)


def _weight(one: Candidate, neighbours: Sequence[Position], year: int | None) -> float:
    return _renown(one, year) * _nearness(one.place.position, neighbours)


def _is_well_named(place: Place, candidates: Sequence[Candidate]) -> bool:
    one = next(one for one in candidates if one.place is place)
    return isinstance(one, NamedThen) or one.score * (place.population + FEWEST) >= LEAST_SIZE


def _renown(one: Candidate, year: int | None) -> float:
    """The weight that does not depend on the journey."""
    people = one.place.population + FEWEST
    names = max(one.place.other_names, NAMES_OF_LISTED if isinstance(one, NamedThen) else 0)
    return one.score * _timeliness(one, year) * people * sqrt(1 + names)


def _timeliness(one: Candidate, year: int | None) -> float:
    if not isinstance(one, NamedThen):
        return BEFORE_SETTLERS if is_before_settlers(one.place, year) else 1.0
    if year is None:
        return YEAR_UNKNOWN
    begun = one.from_year is None or one.from_year <= year
    over = one.to_year is not None and one.to_year < year
    return IN_ITS_YEARS if begun and not over else OUT_OF_YEARS


def _nearness(spot: Position, neighbours: Sequence[Position]) -> float:
    if not neighbours:
        return 1.0
    pulls = [(1 + distance_km(spot, other) / NEAR_KM) ** -2 for other in neighbours]
    return FAR + sum(pulls) / len(pulls)


def _same_spot(one: Candidate, other: Candidate) -> bool:
    return distance_km(one.place.position, other.place.position) <= SAME_SPOT_KM
