"""Unlocated stays → stays with a site: from the table, the ledger, or a gazetteer.

Of a spot the order is the row's own coordinates, the ledger, the gazetteer. An area is what it
names; a passage lies between the stays around it. Who said so is recorded with every site.
"""

from bisect import bisect_left
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, fields, replace

from shapely import LineString, MultiPolygon, Point
from shapely.geometry.base import BaseGeometry

from .detours import detours_of, doubts_of_detours
from .errors import Problem, Severity, quoted
from .finding import Candidates, Names, Similar, find_names, query_of
from .gazetteer.countries import country_code, country_name, is_part, nearest_country
from .ledger import Entry, Ledger
from .misnamed import is_at_sea
from .model import (
    Area,
    Crossing,
    Pin,
    Position,
    Provenance,
    Query,
    Site,
    Stay,
    UnlocatedStay,
    Waypoint,
)
from .sphere import distance_km, halfway, through

NEAR_DEGREES = 1.0
"""A pin this near to a country may lie in it: on an islet, or off a simplified coast."""

AT_NAME_KM, NEAR_NAME_KM = 50, 200
"""How near a place of a name lies to a spot that is meant by it; farther, and it is another."""

PINS_ASKED = 500
"""Of so many names with a pin, and no country, it is asked where they are: half a second."""


@dataclass(frozen=True, slots=True)
class World:
    """What a journey has to be held against: the earth, as functions.

    ``outline`` is a country's land by its code, ``hull`` the land in and between some parts,
    ``near`` whether a spot lies within so many degrees of a country, or with an empty code of
    any; of one that has no outline every spot is near. ``inland_km`` is how far a line runs
    over land in one go.
    """

    candidates: Candidates
    similar: Similar
    outline: Callable[[str], MultiPolygon | None]
    hull: Callable[[Sequence[BaseGeometry]], MultiPolygon]
    near: Callable[[str, Position, float], bool]
    inland_km: Callable[[LineString], float]


@dataclass(frozen=True, slots=True)
class Located:
    """Stays with sites, the entries that are new to the ledger, and who placed how many.

    ``names`` are all that were found by a name, for whom it matters how.
    """

    stays: tuple[Stay, ...]
    new: tuple[Entry, ...]
    placed_by: Mapping[str, int]
    names: Names


def locate(
    stays: Sequence[UnlocatedStay], *, ledger: Ledger, world: World, file: str
) -> tuple[Located, tuple[Problem, ...]]:
    """The stays with their sites, and what could not be found or was chosen among several.

    A stay whose place is not found is left out, with an error that says so.
    """
    names, name_problems = find_names(
        stays, ledger=ledger, candidates=world.candidates, similar=world.similar, file=file
    )
    placer = _Placer(stays, names, world, file)
    sites = placer.sites()
    located = tuple(
        _located(stay, site, names) for stay, site in zip(stays, sites, strict=True) if site
    )
    placed_by: dict[str, int] = {}
    for stay in located:
        if isinstance(stay.site, Pin | Area):
            said_by = stay.site.provenance.said_by
            placed_by[said_by] = placed_by.get(said_by, 0) + 1
    detours = detours_of(stays, names, candidates=world.candidates, similar=world.similar)
    doubts = tuple(doubts_of_detours(detours.values(), file))
    far = {one.value for one in doubts}
    others = [one for one in name_problems if one.column != "place" or one.value not in far]
    problems = (*others, *doubts, *placer.problems)
    return Located(located, names.new, placed_by, names), problems


def _located(stay: UnlocatedStay, site: Site, names: Names) -> Stay:
    values = {field.name: getattr(stay, field.name) for field in fields(UnlocatedStay)}
    values["via"] = tuple(_waypoint(point, names) for point in stay.via)
    values["bound_for"] = _waypoint(stay.bound_for, names) if stay.bound_for else None
    return Stay(**values, site=site)


def _waypoint(point: Waypoint, names: Names) -> Waypoint:
    """The waypoint with its position, where its name was found."""
    known = names.get(Query(point.name))
    return point if point.position or not known else replace(point, position=known.entry.position)


class _Placer:
    """Gives every stay its site; the passages last, between the others."""

    def __init__(
        self, stays: Sequence[UnlocatedStay], names: Names, world: World, file: str
    ) -> None:
        self.stays = stays
        self.names = names
        self.world = world
        self.file = file
        self.problems: list[Problem] = []
        self._areas: dict[tuple[str, ...], Area | None] = {}
        self._lands: dict[str, MultiPolygon | None] = {}
        self._named: dict[Query, list[Position]] = {}
        self._rows_of: dict[str, list[int]] = {}
        for index, stay in enumerate(stays):
            for person in stay.persons:
                self._rows_of.setdefault(person, []).append(index)

    def sites(self) -> list[Site | None]:
        """The site of every stay; None where it cannot be told."""
        sites: list[Site | None] = [self._site(stay) for stay in self.stays]
        begins = self._begins(sites)
        for index, stay in enumerate(self.stays):
            if stay.kind == "passage":
                sites[index] = self._crossing(index, stay, sites, begins)
        return sites

    def _site(self, stay: UnlocatedStay) -> Site | None:
        if stay.country and not country_code(stay.country):
            message = f"{quoted(stay.country)} is not known as a country of today."
            near = nearest_country(stay.country)
            hint = f"Did you mean {near}?\n" if near else ""
            hint += "Use its present name or its two-letter code, like Ukraine or UA."
            self._say(stay, "country", stay.country, message, hint, error=False)
        if stay.kind == "passage":
            return None
        if stay.area:
            return self._area(stay)
        if stay.pinned:
            code = country_code(stay.country) or stay.country
            self._check_pin(stay, stay.pinned, code)
            return Pin(stay.pinned, Provenance("table"), stay.precision_km, stay.today, code)
        known = self.names.get(query_of(stay))
        if known is None:
            return None
        entry = known.entry
        provenance = Provenance(known.said_by, entry.gazetteer, entry.gazetteer_id, entry.licence)
        country = entry.found_in or query_of(stay).country
        return Pin(entry.position, provenance, stay.precision_km, stay.today, country)

    def _check_pin(self, stay: UnlocatedStay, pin: Position, code: str) -> None:
        """Announce a pin in another country than the row says, far out at sea, or exchanged."""
        if not code and is_at_sea(stay.place):
            return
        turned = Position(lon=pin.lat, lat=pin.lon) if abs(pin.lon) <= 90 else pin
        message = "this spot lies in the sea, far from any land."
        hint = "Check the coordinates and their signs: south and west are negative."
        if self.world.near(code, pin, NEAR_DEGREES):
            is_turned = not stay.country and self._is_named_at(stay, turned, pin)
            if not is_turned:
                return
            message = f"this spot is far from {quoted(stay.place)}."
        else:
            is_turned = turned != pin and self.world.near(code, turned, NEAR_DEGREES * bool(code))
        if is_turned:
            hint = "lat and lon look exchanged: lat is north (to 90), lon is east (to 180)."
        elif (pin.lat, pin.lon) == (0, 0) and not code:
            hint = "0, 0 is what programs write where they know no spot: empty both."
        elif code:
            hint = hint.replace("Check", "Check the country,")
        if code:
            message = f"this spot does not lie in {quoted(country_name(code))}."
        value = f"{pin.lat:g} {pin.lon:g}"
        self._say(stay, "lat", value, message, hint, error=False)

    def _is_named_at(self, stay: UnlocatedStay, spot: Position, pin: Position) -> bool:
        """Whether a place of the stay's name lies at the spot, and none anywhere near the pin."""
        query = query_of(stay)
        if query not in self._named and len(self._named) < PINS_ASKED:
            found = self.world.candidates(query)
            self._named[query] = [one.place.position for one in found]
        places = self._named.get(query, [])
        at_spot = any(distance_km(place, spot) < AT_NAME_KM for place in places)
        return at_spot and all(distance_km(place, pin) > NEAR_NAME_KM for place in places)

    def _land(self, code: str) -> MultiPolygon | None:
        """The outline of a country, which is made once."""
        if code not in self._lands:
            self._lands[code] = self.world.outline(code) if code else None
        return self._lands[code]

    def _area(self, stay: UnlocatedStay) -> Area | None:
        """The area of a stay; the same names are the same area, which is made once."""
        if stay.area not in self._areas:
            self._areas[stay.area] = self._new_area(stay)
        return self._areas[stay.area]

    def _new_area(self, stay: UnlocatedStay) -> Area | None:
        parts = [part for name in stay.area if (part := self._part(stay, name))]
        if len(parts) < len(stay.area):
            return None
        outline = self.world.hull(parts)
        center = outline.centroid
        inside = center if outline.contains(center) else outline.representative_point()
        position = Position(lon=inside.x, lat=inside.y)
        return Area(stay.area, outline, position, Provenance("table"))

    def _part(self, stay: UnlocatedStay, name: str) -> BaseGeometry | None:
        """A country's outline or a place's point; a missing place has been reported already."""
        code = country_code(name)
        if is_part(name):
            whole = country_name(code)
            message = f"{quoted(name)} is a part of {whole}, which has an outline only as a whole."
            hint = f"Name places in {name} instead, or write {whole} to draw all of it."
            self._say(stay, "area", name, message, hint)
            return None
        if code:
            outline = self._land(code)
            if outline is None:
                message = f"the outline of {quoted(name)} is not in the built-in map."
                self._say(stay, "area", name, message, "Name places inside it instead.")
            return outline
        known = self.names.get(Query(name))
        return Point(known.entry.position.lon, known.entry.position.lat) if known else None

    def _crossing(
        self,
        index: int,
        stay: UnlocatedStay,
        sites: Sequence[Site | None],
        begins: Sequence[Position | None],
    ) -> Crossing | None:
        """From the same person's stay before, through ``via``, to the stay after."""
        before, after = self._neighbour(index, -1), self._neighbour(index, +1)
        ends = [end for end in (before, after) if end is not None]
        if any(sites[end] is None for end in ends if self.stays[end].kind != "passage"):
            return None  # that stay's place is missing, which has been said
        way = [_waypoint(point, self.names).position for point in stay.via]
        start = sites[before] if before is not None else None
        if start is not None:
            way.insert(0, start.points[-1] if isinstance(start, Crossing) else start.position)
        if not way[1:] or after is None or self.stays[after].kind != "passage":
            way.append(begins[after] if after is not None else None)
        points = tuple(point for point in way if point)
        if len(points) >= 2:
            return Crossing(points, halfway(through(points)))
        hint = "A passage leads from the stay before it to the one after; or give it via."
        self._say(stay, "kind", "passage", "this passage leads nowhere.", hint)
        return None

    def _begins(self, sites: Sequence[Site | None]) -> list[Position | None]:
        """Where each stay begins; a passage at the first spot that is known of it or after it."""
        begins = [site.position if site else None for site in sites]
        for index in reversed(range(len(sites))):
            if self.stays[index].kind == "passage":
                points = (_waypoint(point, self.names) for point in self.stays[index].via)
                after = self._neighbour(index, +1)
                follows = begins[after] if after is not None else None
                begins[index] = next((p.position for p in points if p.position), follows)
        return begins

    def _neighbour(self, index: int, step: int) -> int | None:
        """The nearest stay before or after that one of the same persons has."""
        others = [
            rows[rank]
            for rows in (self._rows_of[person] for person in self.stays[index].persons)
            if 0 <= (rank := bisect_left(rows, index) + step) < len(rows)
        ]
        return min(others, key=lambda other: abs(other - index), default=None)

    def _say(
        self,
        stay: UnlocatedStay,
        column: str,
        value: str,
        message: str,
        hint: str,
        *,
        error: bool = True,
    ) -> None:
        severity: Severity = "error" if error else "warning"
        self.problems.append(Problem(self.file, stay.row, column, value, message, hint, severity))
