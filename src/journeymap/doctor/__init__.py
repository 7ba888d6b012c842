"""Journey → what a careful reader would ask about it: a doctor for tables of a life.

    cited    rows without a source, words and sections that a source does not have: asked apart,
             for those who are strict and where the words of a source are at hand
    times    before birth, after death, ended before it began in a source's account, in two places
             at once, twice the same, which calendar
    ways     faster than anybody could go, ships on land

A doctor changes nothing and stops nothing: what it says are warnings, but for what the user
has asked to be strict about.
"""

from collections.abc import Callable, Iterator

from shapely import LineString

from journeymap.doctor import times, ways
from journeymap.errors import Problem
from journeymap.model import Journey


def examine(
    journey: Journey, *, file: str, inland_km: Callable[[LineString], float]
) -> tuple[Problem, ...]:
    """All there is to ask about a journey, by row; what several persons share, once.

    ``inland_km`` tells how far a line runs over land in one go.
    """

    def asked() -> Iterator[Problem]:
        yield from times.outside_life(journey, file)
        yield from times.accounts_turned_round(journey, file)
        yield from times.bare_dates(journey, file)
        yield from times.names_of_another_time(journey, file)
        yield from times.in_two_places(journey, file)
        yield from times.told_twice(journey, file)
        yield from ways.too_fast(journey, file)
        yield from ways.ships_on_land(journey, file, inland_km)

    return tuple(sorted(dict.fromkeys(asked()), key=lambda problem: problem.row))
