"""From the shape and parts of a date to its first and last day."""

from .calendars import day_number, month_length
from .model import Calendar, Shape, Timespan, UncertainDate

Bounds = tuple[int, int]


def make_date(
    shape: Shape,
    parts: tuple[int, ...],
    *,
    calendar: Calendar = "gregorian",
    text: str = "",
) -> UncertainDate:
    """The UncertainDate of a shape and its parts; ValueError for a day that does not exist."""
    first, last = _outermost(shape, parts, calendar)
    bounds: tuple[int | None, int | None] = {
        "before": (None, first - 1),
        "by": (None, last),
        "since": (first, None),
        "after": (last + 1, None),
    }.get(shape, (first, last))
    return UncertainDate(*bounds, shape, parts, calendar=calendar, text=text)


def _outermost(shape: Shape, parts: tuple[int, ...], calendar: Calendar) -> Bounds:
    """First and last day of what the parts name."""
    year = parts[0]
    if shape == "between":
        return _plain(parts[:3], calendar)[0], _plain(parts[3:], calendar)[1]
    if shape == "season":
        return _months(year, 3 * parts[1], 3, calendar)
    if shape == "part" and len(parts) == 3:
        return _third_of_month(*parts, calendar)
    if shape == "part":
        return _months(year, 4 * parts[1] - 3, 4, calendar)
    if shape == "decade":
        return _months(year, 1, 120, calendar)
    if shape == "century":
        return _months(year, 1, 1200, calendar)
    return _plain(parts, calendar)


def _plain(parts: tuple[int, ...], calendar: Calendar) -> Bounds:
    """First and last day of a year, a month or a day; missing or zero parts widen it."""
    year, month, day = (*parts, 0, 0)[:3]
    if not month:
        return _months(year, 1, 12, calendar)
    if not day:
        return _months(year, month, 1, calendar)
    exact = day_number(year, month, day, calendar)
    return exact, exact


def _months(year: int, first: int, count: int, calendar: Calendar) -> Bounds:
    """First and last day of ``count`` months from month ``first`` (counted from that January)."""
    start = day_number(year + (first - 1) // 12, (first - 1) % 12 + 1, 1, calendar)
    after = first - 1 + count
    return start, day_number(year + after // 12, after % 12 + 1, 1, calendar) - 1


def _third_of_month(year: int, month: int, part: int, calendar: Calendar) -> Bounds:
    first = (1, 11, 21)[part - 1]
    last = (10, 20, month_length(year, month, calendar))[part - 1]
    return day_number(year, month, first, calendar), day_number(year, month, last, calendar)


def certainly_before(a: UncertainDate, b: UncertainDate) -> bool:
    """Whether every day that ``a`` may be lies before every day that ``b`` may be."""
    return a.latest is not None and b.earliest is not None and a.latest < b.earliest


def is_moment(span: Timespan) -> bool:
    """Whether it is all on one day, whichever that was."""
    return span.start is not None and span.start == span.end


def length_days(span: Timespan) -> tuple[int, int | None]:
    """The least and the most days from the start to the end; at least 0, at most unbounded."""
    start, end = span.start, span.end
    if start is None or end is None:
        return 0, None
    least = 0
    if end.earliest is not None and start.latest is not None:
        least = max(0, end.earliest - start.latest)
    if end.latest is None or start.earliest is None:
        return least, None
    return least, end.latest - start.earliest
