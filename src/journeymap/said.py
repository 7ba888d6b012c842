"""Dates, lengths of time and ages as they are told: figures, rounded as speech rounds them."""

from collections.abc import Sequence
from dataclasses import replace

from .bounds import is_moment, length_days
from .calendars import year_month_day
from .model import Claim, Person, Timespan, UncertainDate
from .scene import Days, SaidClaim, SaidDate, SaidLength, SaidSpan


def said_date(date: UncertainDate) -> SaidDate:
    """The date in the figures and the calendar it was written in; a day in both calendars."""
    old_style = date.calendar == "julian"
    new_style = None
    if old_style and date.shape == "day" and date.earliest is not None:
        new_style = year_month_day(date.earliest)
    return SaidDate(date.shape, date.parts, date.approximate, date.uncertain, old_style, new_style)


def said_span(span: Timespan) -> SaidSpan:
    """The span's two ends, None where one is not known, and whether it goes on.

    Three weeks in 1904 end in about 1904, which the year itself has said.
    """
    start = said_date(span.start) if span.start else None
    end = said_date(span.end) if span.end else None
    is_made = span.end is not None and not span.end.text
    if start and end and is_made and replace(end, approximate=False) == start:
        end = start
    return SaidSpan(start, end, span.ongoing)


def said_claims(claims: Sequence[Claim], span: Timespan) -> tuple[SaidClaim, ...]:
    """What is said, each thing once with all who say it, in the order of the claims. Of a
    moment's start it is said that it was on that day, not that it began."""
    start = "on" if is_moment(span) else "start"
    who: dict[tuple[str, str, SaidDate | None], list[str]] = {}
    for claim in claims:
        date = said_date(claim.date) if claim.date else None
        field = start if claim.field == "start" else claim.field
        who.setdefault((field, "" if date else claim.value, date), []).append(claim.source)
    return tuple(SaidClaim(tuple(keys), *said) for said, keys in who.items())


def days_of(span: Timespan) -> Days:
    """Earliest and latest day of the start, earliest and latest day of the end."""
    start, end = span.start, span.end
    return (
        start.earliest if start else None,
        start.latest if start else None,
        end.earliest if end else None,
        end.latest if end else None,
    )


def said_length(span: Timespan) -> SaidLength | None:
    """“10 weeks”, “about 3 years”; None for a moment or where the dates leave it too open.

    The unit is the largest of which there are at least two: days up to two weeks, weeks up
    to three months, months up to two years.
    """
    least, most = length_days(span)
    if most is None or most < 2 or span.start == span.end:
        return None
    middle = (least + most) / 2
    if most - least > max(3.0, 0.5 * middle):
        return None
    for unit, days, limit in (("day", 1.0, 14.0), ("week", 7.0, 92.0), ("month", 30.44, 730.0)):
        if middle < limit:
            return SaidLength(unit, max(1, round(middle / days)), _is_open(least, most, days))  # type: ignore[arg-type]
    return SaidLength("year", round(middle / 365.25), _is_open(least, most, 365.25))


def _is_open(least: int, most: int, days: float) -> bool:
    """Whether the shortest and the longest length round to different counts."""
    return round(least / days) != round(most / days)


def age_at(person: Person, span: Timespan) -> tuple[int, int] | None:
    """The least and the most full years of age at the start; None where they differ by two."""
    born, date = person.born, span.start or span.end
    if born is None or date is None:
        return None
    if None in (born.earliest, born.latest, date.earliest, date.latest):
        return None
    least = _full_years(born.latest, date.earliest)  # type: ignore[arg-type]
    most = _full_years(born.earliest, date.latest)  # type: ignore[arg-type]
    return (least, most) if 0 < least <= most <= least + 1 and most < 130 else None


def _full_years(born: int, day: int) -> int:
    by, bm, bd = year_month_day(born)
    y, m, d = year_month_day(day)
    return y - by - ((m, d) < (bm, bd))
