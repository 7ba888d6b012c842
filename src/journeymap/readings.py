"""A journey as one source tells it, and what of it is certain.

A reading holds nothing another source says: a stay this one does not tell of is not there,
dates, kinds and names of places are its own, and of citations only its own are left. The note,
which weighs one source against another, is left out. Where on the map a stay lies, and what
the author tells of it, is the same in all.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from .bounds import is_moment, make_date
from .calendars import year_month_day
from .legs import legs_between
from .model import Claim, Journey, Stay, Timespan, UncertainDate


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to tell the journey: a source's, or with an empty ``source`` what is certain."""

    source: str
    journey: Journey


def readings_of(journey: Journey) -> tuple[Reading, ...]:
    """A reading for every source that stays are told from and that claims differ in or that
    tells half of the journey, and last what is certain. None where sources do not differ."""
    told = [{one.key for one in stay.sources} for stay in journey.stays]
    differing = {claim.source for stay in journey.stays for claim in stay.claims}
    counts = {one.key: sum(one.key in keys for keys in told) for one in journey.sources}
    if not any(counts.get(key) for key in differing):
        return ()
    readings = [
        Reading(key, as_told_by(journey, key))
        for key, count in counts.items()
        if count and (key in differing or 2 * count >= len(journey.stays))
    ]
    readings.append(Reading("", only_certain(journey)))
    return tuple(one for one in readings if one.journey.stays)


def as_told_by(journey: Journey, key: str) -> Journey:
    """The journey as that source alone tells it."""
    return _with_stays(journey, [_told_by(s, key) for s in journey.stays if _tells(s, key)])


def _tells(stay: Stay, key: str) -> bool:
    absent = any(one.source == key and one.field == "absent" for one in stay.claims)
    return not absent and any(one.key == key for one in stay.sources)


def _told_by(stay: Stay, key: str) -> Stay:
    said = {claim.field: claim.value for claim in reversed(stay.claims) if claim.source == key}
    told = replace(
        stay,
        kind=said.get("kind", stay.kind),
        span=span_told_by(stay, key),
        note=(),
        claims=(),
        sources=tuple(one for one in stay.sources if one.key == key),
    )
    place = said.get("place", stay.place)
    return told if place == stay.place else _elsewhere(told, place, stay.claims)


def span_told_by(stay: Stay, key: str) -> Timespan:
    """The stay's time in that source's account; an end it is silent of is the table's."""
    own = [claim for claim in stay.claims if claim.source == key]
    dates = {claim.field: claim.date for claim in own if claim.date}
    start = dates.get("start", stay.span.start)
    end = dates.get("end", start if is_moment(stay.span) else stay.span.end)
    ends = [claim.value for claim in own if claim.field == "end"]
    ongoing = ends[-1] == ".." if ends else stay.span.ongoing
    return Timespan(start, None if ongoing else end, ongoing)


def _elsewhere(stay: Stay, place: str, claims: Sequence[Claim]) -> Stay:
    """The stay at a place in its source's own words: a title that has others' words for it
    gives way to them, and where he was bound for from there is not this source's to tell."""
    names = [stay.place, *(claim.value for claim in claims if claim.field == "place")]
    others = [name for name in names if not _share(name, place)]
    lent = any(_share(name, stay.title) for name in others)
    title = place[:1].upper() + place[1:] if lent else stay.title
    return replace(stay, place=place, today="", title=title, bound_for=None)


def _share(one: str, other: str) -> bool:
    """Whether one of the two names is within the other."""
    one, other = f" {one.casefold()} ", f" {other.casefold()} "
    return one in other or other in one


def only_certain(journey: Journey) -> Journey:
    """The stays that are certain and that no source passes over; of a date that sources differ
    in, all the time that it may be."""
    certain = (
        stay
        for stay in journey.stays
        if stay.certainty == "certain"
        and not stay.place_doubtful
        and not any(claim.field == "absent" for claim in stay.claims)
    )
    return _with_stays(journey, [_undecided(stay) for stay in certain])


def _undecided(stay: Stay) -> Stay:
    """The stay with all the time that its dates may be; an end is not known where one source
    says that it goes on and another that it does not."""
    dates = {
        field: [claim.date for claim in stay.claims if claim.field == field and claim.date]
        for field in ("start", "end")
    }
    ends = dates["end"] or (dates["start"] if is_moment(stay.span) else [])
    start, end = _any_of(stay.span.start, dates["start"]), _any_of(stay.span.end, ends)
    ongoing = stay.span.ongoing
    if any((claim.value == "..") != ongoing for claim in stay.claims if claim.field == "end"):
        end, ongoing = None, False
    return replace(stay, span=Timespan(start, end, ongoing))


def _any_of(date: UncertainDate | None, claimed: Sequence[UncertainDate]) -> UncertainDate | None:
    """One day of all that are said; the date itself where it holds all others."""
    said = [one for one in (date, *claimed) if one]
    if not claimed or all(one == said[0] for one in said):
        return date
    firsts, lasts = [], []
    for one in said:
        if one.earliest is None or one.latest is None:
            return None
        firsts.append((one.earliest, _outermost(one, one.earliest, slice(3))))
        lasts.append((one.latest, _outermost(one, one.latest, slice(3, 6))))
    (earliest, first), (latest, last) = min(firsts), max(lasts)
    if date and (date.earliest, date.latest) == (earliest, latest):
        return date
    return make_date("between", (*first, *last))


_FIGURES = {"century": 1, "decade": 1, "year": 1, "season": 2, "month": 2}
"""How many of year, month and day tell where a date of that shape begins and ends."""


def _outermost(date: UncertainDate, day: int, half: slice) -> tuple[int, ...]:
    """Year, month and day of a date's first or last day; 0 for what it is too coarse to tell."""
    if date.calendar != "gregorian":
        return year_month_day(day)
    if date.shape == "between":
        return date.parts[half]
    count = len(date.parts) if date.shape == "part" else _FIGURES.get(date.shape, 3)
    return (*year_month_day(day)[:count], 0, 0)[:3]


def _with_stays(journey: Journey, stays: Sequence[Stay]) -> Journey:
    """The journey with these of its stays, and the legs between them."""
    ids = {stay.id for stay in stays}
    kept = tuple(s if s.within in ids else replace(s, within="") for s in stays)
    return replace(journey, stays=kept, legs=legs_between(kept))
