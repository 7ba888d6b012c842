"""Uncertain dates → EDTF (ISO 8601-2).

``edtf_of_date`` is what a page shows to programs, Gregorian; ``written`` is read again as the
same date, in its own calendar. What EDTF has no word for is said by the days it means: “before
1907” is ``[..1906]``.
"""

from dataclasses import replace

from .calendars import day_number, month_length, year_month_day
from .model import Calendar, Timespan, UncertainDate

Parts = tuple[int, ...]


def edtf_of_day(day: int) -> str:
    """The day as ``1879-11-07``; years below 0 and above 9999 as EDTF has them."""
    return _plain(year_month_day(day))


def edtf_of_date(date: UncertainDate) -> str:
    """The date in EDTF, Gregorian.

    A Julian day becomes its Gregorian day. A Julian month or season keeps its name and is
    marked approximate: no EDTF expression names its thirteen days' shift. A set has no mark.
    """
    mark = "~" if date.approximate or _is_shifted(date) else ""
    if date.uncertain:
        mark = "%" if mark else "?"
    return _edtf_unmarked(date) + ("" if _is_set(date) else mark)


_SETS = ("between", "before", "after", "by", "since")


def _is_shifted(date: UncertainDate) -> bool:
    return date.calendar == "julian" and date.shape in ("month", "season", "part")


def _edtf_unmarked(date: UncertainDate) -> str:
    if date.calendar == "julian" and date.shape == "day":
        year, month, day = date.parts
        return edtf_of_day(day_number(year, month, day, "julian"))
    if date.calendar == "julian" and _is_set(date):
        first = "" if date.earliest is None else edtf_of_day(date.earliest)
        last = "" if date.latest is None else edtf_of_day(date.latest)
        return f"[{first}..{last}]"
    return written(replace(date, approximate=False, uncertain=False))


def _is_set(date: UncertainDate) -> bool:
    return date.shape in _SETS or (date.shape == "part" and len(date.parts) == 3)


def edtf_of_span(span: Timespan) -> str:
    """The timespan as START/END: an unknown end is empty, one that goes on is ``..``."""
    start = edtf_of_date(span.start) if span.start else ""
    end = ".." if span.ongoing else edtf_of_date(span.end) if span.end else ""
    return f"{start}/{end}"


def written(date: UncertainDate) -> str:
    """The date as it was said: its parts in its own calendar, and its doubts."""
    mark = {(True, True): "%", (True, False): "~", (False, True): "?"}.get(
        (date.approximate, date.uncertain), ""
    )
    parts, calendar = date.parts, date.calendar
    if date.shape == "between":
        return f"[{_plain(_known(parts[:3]))}..{_plain(_known(parts[3:]))}]{mark}"
    if date.shape in ("before", "by"):
        last = _before(_known(parts), calendar) if date.shape == "before" else _known(parts)
        return f"[..{_plain(last)}{mark}]"
    if date.shape in ("after", "since"):
        first = _after(_known(parts), calendar) if date.shape == "after" else _known(parts)
        return f"[{_plain(first)}{mark}..]"
    if date.shape == "part" and len(parts) == 3:
        first, last = _days_of_third(parts, calendar)
        return f"[{_plain(first)}..{_plain(last)}]{mark}"
    coded = {"season": 20, "part": 36}.get(date.shape)
    if coded is not None:
        return f"{_plain(parts[:1])}-{coded + parts[1]}{mark}"
    cut = {"decade": 1, "century": 2}.get(date.shape, 0)
    text = _plain(parts)
    return f"{text[:-cut]}{'X' * cut}{mark}" if cut else text + mark


def _days_of_third(parts: Parts, calendar: Calendar) -> tuple[Parts, Parts]:
    """The first and the last day of what “early”, “mid” and “late” mean of a month."""
    year, month, third = parts
    ends = (10, 20, month_length(year, month, calendar))
    return (year, month, (1, 11, 21)[third - 1]), (year, month, ends[third - 1])


def _known(parts: Parts) -> Parts:
    """The parts without the zeros that say a month or a day is not known."""
    return tuple(parts[: parts.index(0, 1)] if 0 in parts[1:] else parts)


def _plain(parts: Parts) -> str:
    return "-".join([_year(parts[0]), *(f"{part:02d}" for part in parts[1:])])


def _year(year: int) -> str:
    if abs(year) > 9999:
        return f"Y{year}"
    return f"-{-year:04d}" if year < 0 else f"{year:04d}"


def _before(parts: Parts, calendar: Calendar) -> Parts:
    """The year, month or day before."""
    *larger, last = parts
    if not larger:
        return (last - 1,)
    if last > 1:
        return (*larger, last - 1)
    before = _before(tuple(larger), calendar)
    return (*before, month_length(before[0], before[1], calendar) if len(parts) == 3 else 12)


def _after(parts: Parts, calendar: Calendar) -> Parts:
    """The year, month or day after."""
    *larger, last = parts
    if not larger:
        return (last + 1,)
    length = month_length(larger[0], larger[1], calendar) if len(parts) == 3 else 12
    if last < length:
        return (*larger, last + 1)
    return (*_after(tuple(larger), calendar), 1)
