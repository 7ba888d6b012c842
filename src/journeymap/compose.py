"""Journey → Scene: what is shown, decided."""

from collections.abc import Sequence
from itertools import count, pairwise

import numpy as np

from .calendars import year_month_day
from .edtf import edtf_of_span
from .model import Area, ContextEvent, Journey, Leg, Pin, Position, Stay, UncertainDate
from .pacing import Pace, pace
from .prose import plain_text
from .said import age_at, days_of, said_claims, said_length, said_span
from .scene import (
    UNITS_PER_DEGREE,
    Line,
    Point,
    Scene,
    SceneArea,
    SceneContext,
    SceneLeg,
    SceneMark,
    SceneStay,
    Way,
)
from .slugs import slug
from .vocabulary import word_class


def compose(journey: Journey) -> Scene:
    """The scene of a journey of at least one stay."""
    times = pace([_words(stay) for stay in journey.stays], journey.legs)
    marks = _marks(journey)
    areas = _areas(journey.stays)
    index = _Indices(journey, marks, areas)
    return Scene(
        title=journey.title,
        subtitle=journey.subtitle,
        language=journey.language,
        persons=journey.persons,
        eras=journey.eras,
        stays=tuple(_stay(stay, i, index, journey, times) for i, stay in enumerate(journey.stays)),
        legs=_legs(journey, index, times),
        marks=marks,
        areas=areas,
        context=tuple(map(_context, journey.context)),
        sources=journey.sources,
        closing_ms=times.closing_ms,
        credits=journey.credits,
    )


class _Indices:
    """Where things stand in the scene's lists: by id or slug, or by the index of a stay."""

    def __init__(
        self, journey: Journey, marks: Sequence[SceneMark], areas: Sequence[SceneArea]
    ) -> None:
        self.stay = {stay.id: i for i, stay in enumerate(journey.stays)}
        self.era = {era.slug: i for i, era in enumerate(journey.eras)}
        self.person = {person.slug: i for i, person in enumerate(journey.persons)}
        self.mark = {stay: i for i, mark in enumerate(marks) for stay in mark.stays}
        self.area = {stay: i for i, area in enumerate(areas) for stay in area.stays}


def _words(stay: Stay) -> int:
    return len(f"{stay.title} {plain_text(stay.description)}".split())


def _point(position: Position) -> Point:
    return round(position.lon * UNITS_PER_DEGREE), round(position.lat * UNITS_PER_DEGREE)


# ---------------------------------------------------------------- where


def _marks(journey: Journey) -> tuple[SceneMark, ...]:
    """One mark per spot, ten metres wide; its halo is the widest of its stays'."""
    stays = journey.stays
    spots: dict[tuple[float, float], list[int]] = {}
    for index, stay in enumerate(stays):
        if isinstance(stay.site, Pin):
            at = stay.site.position
            spots.setdefault((round(at.lon, 4), round(at.lat, 4)), []).append(index)
    return tuple(
        SceneMark(
            _point(stays[own[0]].site.position), tuple(own), _halo_m(stays, own),
            _named(journey, own),
        )
        for own in spots.values()
    )  # fmt: skip


def _named(journey: Journey, own: Sequence[int]) -> tuple[tuple[int | None, str], ...]:
    """What the settings say that a spot was called, the earliest name first."""
    known = {slug(name) for i in own for name in (journey.stays[i].today, journey.stays[i].place)}
    known.discard("")
    names = [name for name in journey.names if slug(name.place) in known]
    lasts = [(name.span.end.latest if name.span.end else None, name.name) for name in names]
    return tuple(sorted(lasts, key=lambda one: (one[0] is None, one[0] or 0)))


def _halo_m(stays: Sequence[Stay], own: Sequence[int]) -> int:
    sites = (stays[index].site for index in own)
    return max(round(1000 * site.precision_km) for site in sites if isinstance(site, Pin))


def _areas(stays: Sequence[Stay]) -> tuple[SceneArea, ...]:
    """One area per outline; stays in areas of the same names share one."""
    by_names: dict[tuple[str, ...], list[int]] = {}
    for index, stay in enumerate(stays):
        if isinstance(stay.site, Area):
            by_names.setdefault(stay.site.names, []).append(index)
    areas = []
    for own in by_names.values():
        site = stays[own[0]].site
        if isinstance(site, Area):
            rings = [
                ring for part in site.outline.geoms for ring in (part.exterior, *part.interiors)
            ]
            areas.append(SceneArea(tuple(_line(ring.coords) for ring in rings), tuple(own)))
    return tuple(areas)


def _line(coords: Sequence[tuple[float, ...]]) -> Line:
    whole = np.rint(np.asarray(coords, dtype=float) * UNITS_PER_DEGREE).astype(int)
    return tuple((x, y) for x, y in whole.tolist())


# ---------------------------------------------------------------- the ways


def _legs(journey: Journey, index: _Indices, times: Pace) -> tuple[SceneLeg, ...]:
    bows: dict[tuple[Point, ...], int] = {}
    lanes: dict[frozenset[Point], set[int]] = {}
    legs = []
    for leg, ms in zip(journey.legs, times.legs_ms, strict=True):
        line = _line(list(leg.line.coords))
        bow, lane = -1, 0
        if not leg.route_known and leg.kind != "unreached" and len(line) == 2:
            corridor = tuple(sorted((line[0], line[-1])))
            bow = bows.get(corridor, 0)
            bows[corridor] = bow + 1
        elif leg.kind != "unreached":
            stretches = {frozenset(stretch) for stretch in pairwise(line)}
            taken = set().union(*(lanes.get(stretch, ()) for stretch in stretches))
            lane = next(free for free in count() if free not in taken)
            for stretch in stretches:
                lanes.setdefault(stretch, set()).add(lane)
        legs.append(_leg(journey, index, leg, line, ms, bow=bow, lane=lane))
    return tuple(legs)


def _leg(
    journey: Journey, index: _Indices, leg: Leg, line: Line, ms: int, *, bow: int, lane: int
) -> SceneLeg:
    stay = journey.stays[leg.stay]
    era = journey.stays[leg.origin].era if leg.kind == "return" else stay.era
    return SceneLeg(
        stay=leg.stay,
        origin=leg.origin,
        kind=leg.kind,
        era=index.era[era],
        way=_way(leg, stay),
        persons=tuple(index.person[slug] for slug in leg.persons),
        line=line,
        km=round(leg.km),
        ms=ms,
        bows=bow,
        lane=lane,
    )


def _way(leg: Leg, stay: Stay) -> Way:
    if leg.kind == "unreached":
        return "unreached"
    if leg.kind != "return" and (stay.certainty != "certain" or stay.place_doubtful):
        return "doubtful"
    return "known" if leg.route_known else "unrecorded"


# ---------------------------------------------------------------- the stays


def _stay(stay: Stay, position: int, index: _Indices, journey: Journey, times: Pace) -> SceneStay:
    site = stay.site
    persons = tuple(index.person[slug] for slug in stay.persons)
    return SceneStay(
        id=stay.id,
        formerly=stay.formerly,
        persons=persons,
        alias=stay.alias,
        era=index.era[stay.era],
        at=_point(site.position),
        mark=index.mark.get(position, -1),
        area=index.area.get(position, -1),
        within=index.stay.get(stay.within, -1),
        days=days_of(stay.span),
        edtf=edtf_of_span(stay.span),
        when=said_span(stay.span),
        length=said_length(stay.span),
        age=age_at(journey.persons[persons[0]], stay.span),
        place=stay.place,
        place_doubtful=stay.place_doubtful,
        place_today=_place_today(stay),
        names=_names(journey, position),
        country=site.country if isinstance(site, Pin) else stay.country,
        title=stay.title,
        description=stay.description,
        easy=stay.easy,
        translations=stay.translations,
        note=stay.note,
        kind=stay.kind,
        glyph=word_class("kind", stay.kind) or "place",
        mode=stay.mode,
        move=stay.move,
        rank=stay.rank,
        certainty=stay.certainty,
        precision_m=round(1000 * site.precision_km) if isinstance(site, Pin) else 0,
        unreached=stay.bound_for.name if stay.bound_for else "",
        sources=stay.sources,
        claims=said_claims(stay.claims, stay.span),
        picture=stay.picture,
        question=stay.question,
        answer=stay.answer,
        approach_ms=times.approaches_ms[position],
        hold_ms=times.holds_ms[position],
    )


def _place_today(stay: Stay) -> str:
    """The present name where it is another than the one of the time."""
    return "" if stay.today.casefold() == stay.place.casefold() else stay.today


def _names(journey: Journey, position: int) -> str:
    """“Petrograd 1914–1924 · Leningrad 1924–1991”, at the first stay under each name."""
    stay = journey.stays[position]
    known = {slug(stay.today), slug(stay.place)}
    names = [name for name in journey.names if slug(name.place) in known]
    here = slug(stay.place)
    if here not in {slug(name.name) for name in names}:
        return ""
    if any(slug(before.place) == here for before in journey.stays[:position]):
        return ""
    return " · ".join(
        f"{name.name} {_year(name.span.start)}–{_year(name.span.end)}" for name in names
    )


def _year(date: UncertainDate | None) -> str:
    day = None if date is None else date.earliest if date.earliest is not None else date.latest
    return "" if day is None else str(year_month_day(day)[0])


def _context(event: ContextEvent) -> SceneContext:
    return SceneContext(event.title, days_of(event.date), said_span(event.date))
