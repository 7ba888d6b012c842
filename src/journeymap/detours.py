"""Places that lie far off the way between the stays before and after: another may be meant.

Half of what the way through a place is longer than the straight one is how far it lies off.
Only what a name alone has placed is doubted: with a country or a present name beside it, or
signed off in the ledger, it is what the user wants.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from .errors import SUGGESTED, Problem, quoted
from .finding import Candidates, Names, Similar, is_placed_by_name, query_of, year_of
from .gazetteer.countries import country_code, country_name
from .ledger import Entry, key
from .model import Candidate, Position, Query, UnlocatedStay
from .ranking import rank
from .rivals import Around
from .sphere import distance_km

FAR_KM = 1_000
"""A place this far off the way may be the wrong one, if one spelt like it fits better."""

VERY_FAR_KM = 2_500
"""A place this far off the way may be the wrong one, whatever it is."""


@dataclass(frozen=True, slots=True)
class Detour:
    """A stay far off the way between two others, its ``ends``, and what may be ``meant``.

    Stays are their indices.
    """

    stay: int
    row: int
    entry: Entry
    ends: tuple[int, int]
    before: Around
    after: Around
    meant: str = ""

    @property
    def km(self) -> float:
        """How far the stay lies off the way."""
        return off_way_km(self.entry.position, self.before.position, self.after.position)

    def __str__(self) -> str:
        return f"lies {self.km:,.0f} km off the way from {self.before.name} to {self.after.name}"


def off_way_km(spot: Position, before: Position, after: Position) -> float:
    """Half of what the way through a spot is longer than the one straight on."""
    around = distance_km(before, spot) + distance_km(spot, after)
    return (around - distance_km(before, after)) / 2


def spots_of(stays: Sequence[UnlocatedStay], names: Names) -> Mapping[int, Position]:
    """Where the stays are, by their index, as far as pins and names tell."""
    spots = {}
    for index, stay in enumerate(stays):
        known = names.get(query_of(stay)) if is_placed_by_name(stay) else None
        position = known.entry.position if known else stay.pinned
        if position:
            spots[index] = position
    return spots


def detours_of(
    stays: Sequence[UnlocatedStay], names: Names, *, candidates: Candidates, similar: Similar
) -> dict[Query, Detour]:
    """The longest detour to every place that is doubtful for it, by the ledger's key.

    None is told from a place that is itself more doubtful: a mistake would echo. Of more than
    a screenful those spelt alike are not looked for.
    """
    far = sorted(_far_off(stays, names), key=_km, reverse=True)
    meant: dict[Query, str] = {}
    for query, one in ((key(one.entry.query), one) for one in far):
        if query not in meant:
            year = year_of(stays[one.stay])
            is_sought = len(meant) < SUGGESTED
            meant[query] = _likelier(one, year, candidates, similar) if is_sought else ""
    detours: dict[Query, Detour] = {}
    for one in sorted(far, key=lambda one: not meant[key(one.entry.query)]):
        query = key(one.entry.query)
        is_echo = any(key(query_of(stays[end])) in detours for end in one.ends)
        if not (query in detours or is_echo) and (meant[query] or one.km > VERY_FAR_KM):
            detours[query] = replace(one, meant=meant[query])
    return detours


def _far_off(stays: Sequence[UnlocatedStay], names: Names) -> Iterator[Detour]:
    """The detours over FAR_KM to places that their name alone gave."""
    spots = spots_of(stays, names)
    for way in _ways(stays, spots):
        for before, stay, after in zip(way, way[1:], way[2:], strict=False):
            if off_way_km(spots[stay], spots[before], spots[after]) <= FAR_KM:
                continue
            query = query_of(stays[stay])
            known = names.get(query) if is_placed_by_name(stays[stay]) else None
            if known and _is_by_name_alone(query) and not known.entry.reviewed:
                yield Detour(
                    stay,
                    stays[stay].row,
                    known.entry,
                    (before, after),
                    Around(stays[before].place, spots[before]),
                    Around(stays[after].place, spots[after]),
                )


def _km(one: Detour) -> float:
    return one.km


def _is_by_name_alone(query: Query) -> bool:
    """Whether the table says nothing of the place but its name."""
    last = query.toponym.rpartition(",")[2]
    return not (query.today or query.country or (last != query.toponym and country_code(last)))


def _ways(stays: Sequence[UnlocatedStay], spots: Mapping[int, Position]) -> Iterator[list[int]]:
    """The located stays of every person, one of those that follow each other on one spot."""
    of_person: dict[str, list[int]] = {}
    for index in spots:
        for person in stays[index].persons:
            of_person.setdefault(person, []).append(index)
    for way in of_person.values():
        yield [next(together) for _, together in groupby(way, spots.__getitem__)]


def doubts_of_detours(detours: Iterable[Detour], file: str) -> Iterator[Problem]:
    """A warning for every doubtful detour."""
    for one in detours:
        entry = one.entry
        land = country_name(entry.found_in) or entry.found_in
        where = ", ".join(filter(None, [entry.name or entry.place, land]))
        message = f"{quoted(entry.place)} was taken as {where}, which {one}."
        hint = "Fill in its country: that settles which place is meant."
        if one.meant:
            hint = f"Did you mean {one.meant}?\nCorrect the name, or fill in its country."
        yield Problem(file, one.row, "place", entry.place, message, hint, "warning")


def _likelier(detour: Detour, year: int | None, candidates: Candidates, similar: Similar) -> str:
    """The place of this name, or of one like it, that fits the way better; "" if none does."""
    name = detour.entry.place
    pool: dict[tuple[str, str], Candidate] = {}
    for spelt in dict.fromkeys([name, *similar(name, "")]):
        for one in candidates(Query(spelt)):
            pool.setdefault((one.place.gazetteer, one.place.ident), one)
    before, after = detour.before.position, detour.after.position
    ranked = rank([*pool.values()], query=Query(name), neighbours=(before, after), year=year)
    place = ranked[0].place if ranked else None
    if place is None or off_way_km(place.position, before, after) > FAR_KM:
        return ""
    return f"{place.name}, {country_name(place.country) or place.country}"
