"""From the shape and parts of a date to its first and last day, and to EDTF."""

from .calendars import day_number, month_length, year_month_day
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


# ---------------------------------------------------------------- EDTF


def edtf_of_day(day: int) -> str:
    """The day as ``1879-11-07``; years below 0 and above 9999 as EDTF has them."""
    return _edtf_plain(year_month_day(day))


def edtf_of_date(date: UncertainDate) -> str:
    """The date in EDTF, Gregorian.

    A Julian day becomes its Gregorian day. A Julian month or season keeps its name and is
    marked approximate: no EDTF expression names its thirteen days' shift.
    """
    mark = "~" if date.approximate or _is_shifted(date) else ""
    if date.uncertain:
        mark = "%" if mark else "?"
    return _edtf_unmarked(date) + ("" if date.shape in _SETS else mark)


_SETS = ("between", "before", "after", "by", "since")


def _is_shifted(date: UncertainDate) -> bool:
    return date.calendar == "julian" and date.shape in ("month", "season", "part")


def _edtf_unmarked(date: UncertainDate) -> str:
    parts = date.parts
    if date.shape in _SETS or (date.shape == "part" and len(parts) == 3):
        first = "" if date.earliest is None else edtf_of_day(date.earliest)
        last = "" if date.latest is None else edtf_of_day(date.latest)
        return f"[{first}..{last}]"
    if date.shape == "day" and date.calendar == "julian":
        year, month, day = parts
        return edtf_of_day(day_number(year, month, day, "julian"))
    if date.shape == "season":
        return f"{_edtf_year(parts[0])}-{20 + parts[1]}"
    if date.shape == "part":
        return f"{_edtf_year(parts[0])}-{36 + parts[1]}"
    if date.shape == "decade":
        return _edtf_year(parts[0])[:-1] + "X"
    if date.shape == "century":
        return _edtf_year(parts[0])[:-2] + "XX"
    return _edtf_plain(parts)


def _edtf_plain(parts: tuple[int, ...]) -> str:
    return "-".join([_edtf_year(parts[0]), *(f"{part:02d}" for part in parts[1:])])


def _edtf_year(year: int) -> str:
    if abs(year) > 9999:
        return f"Y{year}"
    return f"-{-year:04d}" if year < 0 else f"{year:04d}"


def edtf_of_span(span: Timespan) -> str:
    """The timespan as START/END: an unknown end is empty, one that goes on is ``..``."""
    start = edtf_of_date(span.start) if span.start else ""
    end = ".." if span.ongoing else edtf_of_date(span.end) if span.end else ""
    return f"{start}/{end}"
