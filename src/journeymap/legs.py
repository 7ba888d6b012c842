"""Stays in order → the legs between them: who went from where to where, on what line."""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from shapely import LineString, Point, get_coordinates
from shapely.affinity import translate
from shapely.ops import substring

from .model import Area, Crossing, Leg, LegKind, Pin, Position, Site, Stay
from .sphere import distance_km, great_circle, length_km, through, unrolled
from .vocabulary import word_class

SAME_SPOT_KM = 0.03
"""Two stays nearer than this have no leg between them."""


def legs_between(stays: Sequence[Stay]) -> tuple[Leg, ...]:
    """All legs, sorted by the stay they lead to, in the order they are gone.

    Each person goes from stay to stay. From a stay within another he returns to that one
    before he goes on, unless it is an area, which he never left. A passage is a leg of its
    own that ends where the next stay is.
    """
    by_id = {stay.id: index for index, stay in enumerate(stays)}
    legs: list[Leg] = []
    for person, own in _rows_of_persons(stays).items():
        ways = _passage(stays, own[0], own[0], own[1:2])
        for rank, (origin, index) in enumerate(pairwise(own)):
            base = _base(stays, by_id, person, origin, index)
            ways += _approach(stays, origin, base, index, own[rank + 2 : rank + 3])
        legs += [replace(leg, persons=(person,)) for leg in ways]
    for index, stay in enumerate(stays):
        legs += _unreached(stay, index)
    return tuple(sorted(_together(legs), key=lambda leg: leg.stay))


def _together(legs: Sequence[Leg]) -> Iterator[Leg]:
    """Each leg once, with all who went it."""
    gone: dict[tuple[int, int, str, tuple[float, ...]], list[Leg]] = {}
    for leg in legs:
        gone.setdefault((leg.stay, leg.origin, leg.kind, leg.line.coords[-1]), []).append(leg)
    for same in gone.values():
        yield replace(same[0], persons=tuple(person for leg in same for person in leg.persons))


def _rows_of_persons(stays: Sequence[Stay]) -> dict[str, list[int]]:
    """The indices of each person's stays, the persons in the order in which they appear."""
    rows: dict[str, list[int]] = {}
    for index, stay in enumerate(stays):
        for person in stay.persons:
            rows.setdefault(person, []).append(index)
    return rows


def _approach(
    stays: Sequence[Stay], origin: int, base: int | None, index: int, then: Sequence[int]
) -> list[Leg]:
    """The legs from a person's last stay to the next: a return to its base, and the move.

    ``then`` holds the index of the stay after, if there is one.
    """
    legs = []
    last = stays[origin].site
    if base is not None:
        legs += _leg(stays, "return", origin, index, target=base)
        origin = base
    if isinstance(stays[index].site, Crossing):
        return legs + _passage(stays, origin, index, then)
    if isinstance(last, Crossing) and _is_at(last.points[-1], stays[index].site):
        return legs  # the passage has led here already
    return legs + _leg(stays, "move", origin, index, target=index)


def _base(
    stays: Sequence[Stay], by_id: Mapping[str, int], person: str, origin: int, index: int
) -> int | None:
    """The outermost pinned stay the person has come from that holds ``origin``, up to one that
    holds the next stay too; None where there is none to return to, as after a passage."""
    if isinstance(stays[origin].site, Crossing):
        return None
    around_next = _holders(stays, by_id, index)
    base = None
    holder = origin
    while holder not in around_next:
        outer = by_id.get(stays[holder].within)
        if outer is None or outer >= origin or not _is_spot_of(person, stays[outer]):
            break
        base = holder = outer
    return None if base == index else base


def _is_spot_of(person: str, stay: Stay) -> bool:
    return isinstance(stay.site, Pin) and person in stay.persons


def _holders(stays: Sequence[Stay], by_id: Mapping[str, int], index: int) -> set[int]:
    """A stay and those it lies within."""
    holders = {index}
    while (holder := by_id.get(stays[index].within)) is not None and holder not in holders:
        holders.add(holder)
        index = holder
    return holders


def _is_at(position: Position, site: Site) -> bool:
    return distance_km(position, site.position) < SAME_SPOT_KM


def _leg(stays: Sequence[Stay], kind: LegKind, origin: int, stay: int, *, target: int) -> list[Leg]:
    """The leg from ``origin`` to ``target`` on the way to ``stay``; none within one spot."""
    start, end = stays[origin].site, stays[target].site
    departure = start.points[-1] if isinstance(start, Crossing) else start.position
    arriving = stays[stay]
    via = [point.position for point in arriving.via if point.position] if kind == "move" else []
    if _is_at(departure, end) and not via:
        return []
    mode = word_class("mode", arriving.mode) if kind == "move" else ""
    line, known = _line([departure, *via, end.position], mode)
    known = known and not (via and arriving.way_sketched)
    trimmed = _outside(line, start, end)
    if trimmed is None:
        return []
    return [Leg(stay, origin, kind, (), trimmed, length_km(line), known)]


def _passage(stays: Sequence[Stay], origin: int, index: int, then: Sequence[int]) -> list[Leg]:
    """The line of a passage, from where the person was to where the next stay is.

    A person's first stay is its own origin. How he passed is known by the points he passed, or
    over sea and in the air by the two ends; where not even that is told, a voyage is drawn, as
    one that is not recorded.
    """
    stay = stays[index]
    if not isinstance(stay.site, Crossing):
        return []
    start = stays[origin].site
    points = list(stay.site.points)
    if not isinstance(start, Crossing):
        points[0] = start.position
    mode = word_class("mode", stay.mode)
    line, known = _line(points, mode or "water")
    known = known and not stay.way_sketched and (mode != "" or bool(stay.via))
    goals = [stays[goal].site for goal in then if _is_at(points[-1], stays[goal].site)]
    trimmed = _outside(line, start, *goals)
    if trimmed is None:
        return []
    return [Leg(index, origin, "passage", (), trimmed, length_km(line), known)]


def _unreached(stay: Stay, index: int) -> list[Leg]:
    goal = stay.bound_for.position if stay.bound_for else None
    if goal is None or _is_at(goal, stay.site):
        return []
    line = great_circle(stay.site.position, goal)
    trimmed = _outside(line, stay.site)
    if trimmed is None:
        return []
    km = length_km(line)
    return [Leg(index, index, "unreached", stay.persons, trimmed, km, route_known=False)]


def _line(points: Sequence[Position], mode: str) -> tuple[LineString, bool]:
    """The line through the points, and whether it is the way he went.

    A great circle is honest over open sea and in the air. On land only the points that are
    recorded are: between the two ends of an unrecorded way the line has no others.
    """
    if mode in ("water", "air") or len(points) > 2:
        return through(points), True
    return unrolled([(p.lon, p.lat) for p in points]), False


def _outside(line: LineString, start: Site, end: Site | None = None) -> LineString | None:
    """The part of the line outside the areas at its ends; None if nothing is left."""
    if not isinstance(start, Area) and not isinstance(end, Area):
        return line if line.length > 0 else None
    first, last = 0.0, line.length
    if isinstance(start, Area):
        first = _way_out(line, start)
    if isinstance(end, Area):
        last = line.length - _way_out(line.reverse(), end)
    if first >= last:
        return None
    part = substring(line, first, last)
    return part if isinstance(part, LineString) and part.length > 0 else None


def _way_out(line: LineString, area: Area) -> float:
    """How far along the line, in degrees, it last leaves an area at its beginning.

    It is the whole length where the line ends in the area: there, nobody has left it.
    """
    west, _, east, _ = line.bounds
    turns = range(math.ceil((west - 180) / 360), math.floor((east + 180) / 360) + 1)
    lands = [translate(area.outline, 360 * turn) for turn in turns]
    if any(land.covers(Point(line.coords[-1])) for land in lands):
        return line.length
    crossings = get_coordinates([line.intersection(land.boundary) for land in lands])
    return max((line.project(Point(crossing)) for crossing in crossings), default=0.0)
