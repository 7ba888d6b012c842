"""The names that stays ask for → entries: from the ledger, else chosen among candidates.

The surest names are settled first, and are neighbours then by which the others are told. A
choice among several is announced, a name without a place reported.
"""

from bisect import bisect_left, insort
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from .calendars import year_month_day
from .errors import SUGGESTED, Problem, Severity, quoted
from .gazetteer.countries import country_code, country_name
from .gazetteer.lands import land_asked
from .ledger import Entry, Ledger, key
from .misnamed import advice
from .model import Candidate, Position, Query, UnlocatedStay
from .ranking import choose, is_before_settlers, rank
from .rivals import RIVALS_KEPT, RIVALS_SAID, Around, are_named_alike, marks, told_apart

HOW_TO_SAY = {
    "country": "Write it under area; it is then drawn whole.",
    "region": "Write places in it under area; or give lat, lon and precision_km.",
}
"""What to do with a land that stands under place."""

Candidates = Callable[[Query], Sequence[Candidate]]
"""The places of a name."""
Similar = Callable[[str, str], Sequence[str]]
"""Names that resemble one, within a country or ""."""


@dataclass(frozen=True, slots=True)
class Found:
    """An entry, and whether the ledger had it or the gazetteer gave it now."""

    entry: Entry
    said_by: Literal["ledger", "gazetteer"]


@dataclass(frozen=True, slots=True)
class Names:
    """All names of a journey that were found, by the ledger's key; the new ones in order."""

    found: Mapping[Query, Found]
    new: tuple[Entry, ...]

    def get(self, query: Query) -> Found | None:
        return self.found.get(key(query))


def query_of(stay: UnlocatedStay) -> Query:
    """What is asked of a gazetteer for the place of a stay."""
    return Query(stay.place, stay.today, country_code(stay.country))


def is_placed_by_name(stay: UnlocatedStay) -> bool:
    """Whether the stay's place has to be looked up: it has no pin, area or passage of its own."""
    return not (stay.pinned or stay.area or stay.kind == "passage")


def year_of(stay: UnlocatedStay) -> int | None:
    """The year in which a stay began, or ended where nothing says when it began."""
    date = stay.span.start or stay.span.end
    if date is None:
        return None
    day = date.latest if date.earliest is None else date.earliest
    return None if day is None else year_month_day(day)[0]


def find_names(
    stays: Sequence[UnlocatedStay],
    *,
    ledger: Ledger,
    candidates: Candidates,
    similar: Similar,
    file: str,
) -> tuple[Names, tuple[Problem, ...]]:
    """Every name that the stays ask for, and what there is to say about finding them."""
    finder = _Finder(stays, ledger, candidates, similar, file)
    finder.find()
    return Names(finder.found, tuple(finder.new)), tuple(finder.problems)


@dataclass(frozen=True, slots=True)
class Ask:
    """One name to be located, the index of the stay that asks, and the column."""

    query: Query
    stay: int
    column: str


def asks_of(stays: Sequence[UnlocatedStay]) -> list[Ask]:
    """Every name that the stays ask for, as often as they do."""
    asks = []
    for index, stay in enumerate(stays):
        if is_placed_by_name(stay):
            asks.append(Ask(query_of(stay), index, "place"))
        names = [("area", name) for name in stay.area if not country_code(name)]
        names += [("via", point.name) for point in stay.via if not point.position]
        if stay.bound_for and not stay.bound_for.position:
            names.append(("bound_for", stay.bound_for.name))
        asks += [Ask(Query(name), index, column) for column, name in names]
    return asks


class _Finder:
    def __init__(
        self,
        stays: Sequence[UnlocatedStay],
        ledger: Ledger,
        candidates: Candidates,
        similar: Similar,
        file: str,
    ) -> None:
        self.stays = stays
        self.ledger = ledger
        self.candidates = candidates
        self.similar = similar
        self.file = file
        self.found: dict[Query, Found] = {}
        self.new: list[Entry] = []
        self.missing = 0
        self.problems: list[Problem] = []
        self._askers: dict[Query, list[int]] = {}
        for index, stay in enumerate(stays):
            self._askers.setdefault(key(query_of(stay)), []).append(index)
        self._positions = {i: stay.pinned for i, stay in enumerate(stays) if stay.pinned}
        self._placed: list[int] = []
        self._placed_of: dict[str, list[int]] = {}
        for index in sorted(self._positions):
            self._place(index)

    def find(self) -> None:
        asks: list[tuple[float, Ask, Sequence[Candidate]]] = []
        asked: set[Query] = set()
        for ask in asks_of(self.stays):
            query = key(ask.query)
            if query in asked:
                continue
            asked.add(query)
            if query in self.ledger:
                self._keep(query, Found(self.ledger[query], "ledger"))
                continue
            places = self.candidates(ask.query)
            asks.append((self._sureness(ask, places), ask, places))
        for _, ask, places in sorted(asks, key=lambda one: -one[0]):
            self._settle(ask, places)

    def _keep(self, query: Query, found: Found) -> None:
        """Remember what was found, and where the stays of that name are now known to be."""
        self.found[query] = found
        for index in self._askers.get(query, ()):
            if index not in self._positions:
                self._positions[index] = found.entry.position
                self._place(index)

    def _place(self, index: int) -> None:
        """Take a stay for one of those whose place is known."""
        insort(self._placed, index)
        for person in self.stays[index].persons:
            insort(self._placed_of.setdefault(person, []), index)

    def _placed_beside(self, index: int) -> list[list[int]]:
        """The located stays of each of a stay's persons; everyone's where they have none else."""
        ways = (self._placed_of.get(person, []) for person in self.stays[index].persons)
        return [way for way in ways if way not in ([], [index])] or [self._placed]

    def _sureness(self, ask: Ask, candidates: Sequence[Candidate]) -> float:
        """The share of the likeliest candidate, as far as its neighbours are not known."""
        year = year_of(self.stays[ask.stay])
        ranked = rank(candidates, query=ask.query, neighbours=(), year=year)
        return ranked[0].score if ranked else 0.0

    def _settle(self, ask: Ask, candidates: Sequence[Candidate]) -> None:
        choice = choose(
            candidates,
            query=ask.query,
            neighbours=self._neighbours(ask.stay),
            year=year_of(self.stays[ask.stay]),
        )
        if choice.best is None:
            self._report_missing(ask)
            return
        entry = entry_of(ask.query, choice.best, choice.rivals)
        if not choice.clear:
            self._announce(ask, choice.best, choice.rivals)
        self._keep(key(ask.query), Found(entry, "gazetteer"))
        self.new.append(entry)

    def _neighbours(self, index: int) -> list[Position]:
        """Where it is otherwise known to be, and the nearest located stay before and after.

        No more of them: a way of short steps would be drawn towards what lies behind it.
        """
        near = [self._positions[index]] if index in self._positions else []
        for way in self._placed_beside(index):
            here = bisect_left(way, index)
            after = here + (index in self._positions)
            beside = (here - 1, after)
            near += [self._positions[way[rank]] for rank in beside if 0 <= rank < len(way)]
        return near

    def _announce(self, ask: Ask, best: Candidate, rivals: Sequence[Candidate]) -> None:
        place, name = best.place, quoted(ask.query.toponym)
        where = f"{place.name}, {country_name(place.country) or place.country}"
        hint = ""
        if rivals:
            near = self._nearest(ask.stay)
            if any(are_named_alike(place, one.place) for one in rivals):
                where += f" ({marks(place, near)})"
            message = f"{name} may be several places; {where} was taken."
            hint = f"Others: {told_apart(best, rivals[:RIVALS_SAID], near)}"
            more = len(rivals) - RIVALS_SAID
            hint += f" and {more} more: journeymap locate lists them.\n" if more > 0 else ".\n"
        elif ask.query.country not in ("", place.country):
            asked = country_name(ask.query.country)
            message = f"{name} is not known in {asked}; the only one, {where}, was taken."
        elif is_before_settlers(place, year_of(self.stays[ask.stay])):
            message = f"{name} is known only as {where}, which was not called so yet."
        else:
            message = f"{name} is known only as another name of {where}, which was taken."
        hint += "If it is another, fill in country, today, or lat and lon."
        self._say(ask, ask.query.toponym, message, hint, "warning")

    def _nearest(self, index: int) -> Around | None:
        """The located stay before this one, else after it: what distances are told from."""
        way = self._placed_beside(index)[0]
        near = way[max(bisect_left(way, index) - 1, 0)] if way else None
        return None if near is None else Around(self.stays[near].place, self._positions[near])

    def _report_missing(self, ask: Ask) -> None:
        name = ask.query.today or ask.query.toponym
        self.missing += 1
        if land := land_asked(ask.query):
            hint = HOW_TO_SAY[land] if ask.column == "place" else "Name a place in it instead."
            if ask.column == "place":
                hint += "\nIf a town of that name is meant, fill in its country."
            self._say(ask, name, f"{quoted(name)} is a {land}, not a spot.", hint, "error")
            return
        is_looked_after = self.missing <= SUGGESTED
        said = ""
        if ask.column == "place" and not ask.query.today:
            said = advice(name, lambda one: is_looked_after and bool(self.candidates(Query(one))))
        near = self.similar(name, ask.query.country) if is_looked_after and not said else ()
        hint = f"Did you mean {' or '.join(near[:3])}?\n" if near else ""
        hint += said or self._instead(ask)
        if ask.column == "place" and _is_bare(self.stays[ask.stay]):
            hint += "\nIf the row is no stay, but a note or a sum: delete it."
        self._say(ask, name, f"no place called {quoted(name)} is known.", hint, "error")

    def _instead(self, ask: Ask) -> str:
        """What to write where a name itself tells nothing."""
        if ask.column == "area":
            return "Write a country of today, or a place whose name is known."
        if ask.column != "place":
            return "Write “lat lon” instead of the name, like 44.6 -63.6."
        if ask.query.today:
            return "Correct today (its present name) or country; or fill in lat and lon."
        return (
            "Fill in the columns today (its present name) and country, or lat and lon; "
            "add those that the table lacks."
        )

    def _say(self, ask: Ask, value: str, message: str, hint: str, severity: Severity) -> None:
        row = self.stays[ask.stay].row
        self.problems.append(Problem(self.file, row, ask.column, value, message, hint, severity))


def _is_bare(stay: UnlocatedStay) -> bool:
    """Whether a row says nothing of a stay but the name of its place."""
    said = (stay.span.start, stay.span.end, stay.description, stay.sources, stay.kind, stay.today)
    return not any(said) and stay.title == stay.place


def entry_of(
    query: Query, best: Candidate, rivals: Sequence[Candidate], *, reviewed: str = ""
) -> Entry:
    """The row of the ledger for what was chosen."""
    place = best.place
    return Entry(
        place=query.toponym,
        today=query.today,
        country=query.country,
        name=place.name,
        found_in=place.country,
        lat=f"{place.position.lat:.5f}",
        lon=f"{place.position.lon:.5f}",
        gazetteer=place.gazetteer,
        gazetteer_id=place.ident,
        licence=place.licence,
        score=f"{best.score:.2f}",
        rivals=told_apart(best, rivals[:RIVALS_KEPT]),
        reviewed=reviewed,
    )
