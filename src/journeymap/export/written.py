"""An uncertain date → EDTF that ``dates`` reads as the same date, in its own calendar.

``bounds`` has the Gregorian EDTF that a page shows to programs; here nothing may be lost.
"""

from journeymap.calendars import month_length
from journeymap.model import Calendar, UncertainDate

Parts = tuple[int, ...]


def written(date: UncertainDate) -> str:
    """The date as it was said: its parts in its own calendar, and its doubts.

    What EDTF has no word for is said by the days it means: “before 1907” is ``[..1906]``.
    """
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
        first, last = _third_of_month(parts, calendar)
        return f"[{_plain(first)}..{_plain(last)}]{mark}"
    coded = {"season": 20, "part": 36}.get(date.shape)
    if coded is not None:
        return f"{_plain(parts[:1])}-{coded + parts[1]}{mark}"
    cut = {"decade": 1, "century": 2}.get(date.shape, 0)
    text = _plain(parts)
    return f"{text[:-cut]}{'X' * cut}{mark}" if cut else text + mark


def _third_of_month(parts: Parts, calendar: Calendar) -> tuple[Parts, Parts]:
    """The first and the last day of what “early”, “mid” and “late” mean of a month."""
    year, month, third = parts
    ends = (10, 20, month_length(year, month, calendar))
    return (year, month, (1, 11, 21)[third - 1]), (year, month, ends[third - 1])


def _known(parts: Parts) -> Parts:
    """The parts without the zeros that say a month or a day is not known."""
    return tuple(parts[: parts.index(0, 1)] if 0 in parts[1:] else parts)


def _plain(parts: Parts) -> str:
    year = f"-{-parts[0]:04d}" if parts[0] < 0 else f"{parts[0]:04d}"
    return "-".join([year, *(f"{part:02d}" for part in parts[1:])])


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
