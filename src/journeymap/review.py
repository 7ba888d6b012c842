"""What there is to look over in the places of a journey: new, doubtful, missing.

A name that somebody has signed off in the ledger is in no doubt. Any other is doubtful where
several places may be meant, where it lies in another country than was asked for, and where it
lies far off the way from the stay before to the stay after.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Literal

from .detours import Detour, detours_of, spots_of
from .errors import SUGGESTED
from .finding import Ask, Names, asks_of, entry_of, query_of, year_of
from .gazetteer.countries import country_name
from .gazetteer.lands import land_asked
from .ledger import Entry, key
from .locate import World
from .model import Candidate, Place, Position, Query, UnlocatedStay
from .ranking import choose, is_before_settlers, rank
from .sphere import distance_km

State = Literal["missing", "new", "known", "reviewed"]

SAME_KM = 1.0
"""A record this near to what the ledger has is the one that was taken."""

BY_HAND = "by hand"
"""What stands under ``reviewed`` where somebody chose the place, at a terminal or in a page."""


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A stay before or after: the name of its place, and where that is."""

    name: str
    row: int
    position: Position


@dataclass(frozen=True, slots=True)
class Context:
    """What helps to choose: the year of the stay, and its neighbours, one on each side."""

    year: int | None
    before: tuple[Neighbour, ...]
    after: tuple[Neighbour, ...]

    @property
    def positions(self) -> list[Position]:
        return list(dict.fromkeys(one.position for one in (*self.before, *self.after)))


@dataclass(frozen=True, slots=True)
class Option:
    """A place that may be meant, the distances to the neighbours, and whether it was taken."""

    candidate: Candidate
    before_km: int | None
    after_km: int | None
    is_taken: bool

    @property
    def place(self) -> Place:
        return self.candidate.place


@dataclass(frozen=True, slots=True)
class Review:
    """One name of the table: where it is asked for, what was found, and what else may be meant.

    ``doubt`` says why it should be looked over, and is empty where it need not be. ``near``
    are names like one that is missing, or what else fits where one lies far off the way.
    """

    query: Query
    rows: tuple[int, ...]
    column: str
    state: State
    entry: Entry | None
    doubt: str
    options: tuple[Option, ...]
    near: tuple[str, ...]
    context: Context

    @property
    def name(self) -> str:
        """The name as the table has it."""
        query = self.query
        return f"{query.toponym} ({query.today})" if query.today else query.toponym


def review(stays: Sequence[UnlocatedStay], names: Names, world: World) -> tuple[Review, ...]:
    """Every name that the stays ask for, once, in the order of the table's rows.

    Of more than a screenful that are missing those spelt alike are not looked for.
    """
    asked: dict[Query, list[Ask]] = {}
    for ask in asks_of(stays):
        asked.setdefault(key(ask.query), []).append(ask)
    spots = spots_of(stays, names)
    ways = _ways(stays, spots)
    detours = detours_of(stays, names, candidates=world.candidates, similar=world.similar)
    new = {key(entry.query) for entry in names.new}
    reviews = []
    missing = 0
    for query, asks in asked.items():
        known = names.get(query)
        missing += known is None
        state: State = "missing" if known is None else "new" if query in new else "known"
        rows = tuple(dict.fromkeys(sorted(stays[ask.stay].row for ask in asks)))
        context = _context(stays, spots, ways, asks[0])
        reviews.append(
            _reviewed(
                asks[0],
                rows,
                state,
                known.entry if known else None,
                context,
                detours.get(query) if asks[0].column == "place" else None,
                world,
                is_looked_after=missing <= SUGGESTED,
            )
        )
    return tuple(sorted(reviews, key=lambda one: one.rows))


def _reviewed(
    ask: Ask,
    rows: tuple[int, ...],
    state: State,
    entry: Entry | None,
    context: Context,
    detour: Detour | None,
    world: World,
    *,
    is_looked_after: bool,
) -> Review:
    query, column = ask.query, ask.column
    if entry is None:
        land = land_asked(query)
        is_sought = is_looked_after and not land
        name = query.today or query.toponym
        near = tuple(world.similar(name, query.country)) if is_sought else ()
        doubt = f"it is a {land}, not a spot" if land else "no place of this name is known"
        return Review(query, rows, column, state, None, doubt, (), near, context)
    if entry.reviewed:
        return Review(query, rows, column, "reviewed", entry, "", (), (), context)
    candidates = world.candidates(query)
    options = options_of(candidates, query, context, entry)
    doubt = _doubt(entry, candidates, ask, context, detour)
    near = (detour.meant,) if detour and detour.meant else ()
    return Review(query, rows, column, state, entry, doubt, options, near, context)


def options_of(
    candidates: Sequence[Candidate], query: Query, context: Context, entry: Entry | None
) -> tuple[Option, ...]:
    """The candidates, the likeliest first; the one that the entry has is taken."""
    ranked = rank(candidates, query=query, neighbours=context.positions, year=context.year)
    taken = [
        entry is not None and distance_km(one.place.position, entry.position) < SAME_KM
        for one in ranked
    ]
    return tuple(
        Option(
            one,
            _km(one.place.position, context.before),
            _km(one.place.position, context.after),
            taken[index] and not any(taken[:index]),
        )
        for index, one in enumerate(ranked)
    )


def likeliest(one: Review, candidates: Sequence[Candidate]) -> Entry | None:
    """The entry for the candidate that fits best, None where there is none."""
    context = one.context
    choice = choose(candidates, query=one.query, neighbours=context.positions, year=context.year)
    return entry_of(one.query, choice.best, choice.rivals) if choice.best else None


def chosen(one: Review, options: Sequence[Option], number: int) -> Entry:
    """The entry for the option that somebody chose, which is reviewed thereby."""
    rivals = [option.candidate for index, option in enumerate(options) if index != number]
    return entry_of(one.query, options[number].candidate, rivals, reviewed=BY_HAND)


def pinned(one: Review, position: Position) -> Entry:
    """The entry for a spot that somebody gave."""
    query = one.query
    place = Place(query.today or query.toponym, position, query.country, 0, BY_HAND, "", "")
    return entry_of(query, Candidate(place, query.toponym, 1.0), (), reviewed=BY_HAND)


def _ways(
    stays: Sequence[UnlocatedStay], spots: Mapping[int, Position]
) -> dict[str | None, list[int]]:
    """The located stays of every person, and of everyone, in order."""
    ways: dict[str | None, list[int]] = {}
    for index in sorted(spots):
        for person in (None, *stays[index].persons):
            ways.setdefault(person, []).append(index)
    return ways


def _context(
    stays: Sequence[UnlocatedStay],
    spots: Mapping[int, Position],
    ways: Mapping[str | None, Sequence[int]],
    ask: Ask,
) -> Context:
    """The year of the stay that asks, and the nearest located stay of its persons that is
    elsewhere, before and after; everyone's where they have none."""

    def neighbours(persons: Sequence[str | None], step: int) -> tuple[Neighbour, ...]:
        near: set[int] = set()
        for person in persons:
            beside = _beside(ways.get(person, ()), ask.stay, step)
            others = (one for one in beside if key(query_of(stays[one])) != key(ask.query))
            near.update(islice(others, 1))
        nearest = sorted(near, key=lambda one: abs(one - ask.stay))[:1]
        return tuple(Neighbour(stays[one].place, stays[one].row, spots[one]) for one in nearest)

    own = stays[ask.stay]
    before, after = neighbours(own.persons, -1), neighbours(own.persons, +1)
    if not (before or after):
        before, after = neighbours([None], -1), neighbours([None], +1)
    return Context(year_of(own), before, after)


def _beside(way: Sequence[int], index: int, step: int) -> Iterator[int]:
    """The stays of a way before or after an index, the nearest first."""
    rank = bisect_left(way, index) - 1 if step < 0 else bisect_right(way, index)
    while 0 <= rank < len(way):
        yield way[rank]
        rank += step


def _doubt(
    entry: Entry,
    candidates: Sequence[Candidate],
    ask: Ask,
    context: Context,
    detour: Detour | None,
) -> str:
    query = ask.query
    if entry.found_in and query.country and entry.found_in.upper() != query.country:
        return f"it does not lie in {country_name(query.country)}, which was asked for"
    choice = choose(candidates, query=query, neighbours=context.positions, year=context.year)
    unclear = None if choice.clear else choice.best
    if unclear and choice.rivals:
        return "several places may be meant"
    if detour:
        return f"it {detour}"
    if unclear and is_before_settlers(unclear.place, context.year):
        return "it was not called so yet"
    return f"it is known only as another name of {unclear.place.name}" if unclear else ""


def _km(spot: Position, neighbours: Sequence[Neighbour]) -> int | None:
    return round(distance_km(spot, neighbours[0].position)) if neighbours else None
