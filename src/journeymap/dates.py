"""Text → UncertainDate and Timespan: everything a historian or a teacher writes.

    1902   1902-08   1902-08-03   1902~   1902?   190X   1902-22   [1900..1902]     EDTF
    c. 1902   before 1907   summer 1902   early 1905   26 October 1879 OS           words
    1900/1902   ../1907   1907/..   1900 to 1902                                    spans

EDTF is the Extended Date/Time Format (ISO 8601-2:2019): level 1, and of level 2 what
people need. What cannot be one date for certain (``07/11/1879``, ``Oct-96``) is refused
with its readings: a guess would be a false statement on a map.
"""

import re
from dataclasses import replace
from functools import lru_cache

from .bounds import certainly_before, make_date
from .calendars import day_number, month_length, year_month_day
from .dateforms import EXAMPLES, MONTHS, DateError, month_of, read_form
from .durations import Duration
from .model import Calendar, Shape, Timespan, UncertainDate

# ---------------------------------------------------------------- one date

_CALENDAR_NOTE = re.compile(
    r"[\s(\[,]*\b(?:(?P<old>o\. ?s\.?|os|old style)|n\. ?s\.?|ns|new style)[)\]]?$"
)
_APPROXIMATE = re.compile(
    r"(?:circa|ca\.?|c\.|c(?= ?\d)|about|around|approx(?:\.|imately)?|~"
    r"|(?:um|etwa|vers|environ|env\.?|hacia|около|ок\.)(?= )) ?"
)
_IN = re.compile(r"^(?:in|on|im|am|en|le|au|el|в) ")
"""What may stand before a date and says nothing of it."""
_UNCERTAIN = re.compile(r"(?:probably|perhaps|possibly|maybe|presumably) ")
_RELATIVE = re.compile(
    r"(before|after|by|until|till|since|from"
    r"|vor|nach|bis|seit|ab|avant|après|jusqu'en|depuis|antes de|después de|hasta|desde|после) (.+)"
)
_RELATIVE_SHAPES: dict[str, Shape] = {
    "before": "before",
    "after": "after",
    "by": "by",
    "until": "by",
    "till": "by",
    "since": "since",
    "from": "since",
    **dict.fromkeys(("vor", "avant", "antes de"), "before"),
    **dict.fromkeys(("nach", "après", "después de", "после"), "after"),
    **dict.fromkeys(("bis", "jusqu'en", "hasta"), "by"),
    **dict.fromkeys(("seit", "ab", "depuis", "desde"), "since"),
}
_SET = re.compile(r"\[(.*)\.\.(.*)\]")
_BETWEEN = re.compile(r"between (.+) and (.+)")
_EITHER = re.compile(r"(.+) (?:or|oder|ou|o|или) (.+)")
_DUAL = re.compile(r"(\d{1,2}) ([^\W\d_]+) ?[(/\[] ?(\d{1,2}) ([^\W\d_]+)[)\]]? (\d{3,4})")

_DUAL_ENCYCLOPAEDIC = re.compile(
    r"(\d{1,2}) ([^\W\d_]+) ?\[o\.? ?s\.? (\d{1,2}) ([^\W\d_]+)\] (\d{3,4})"
)
_DUAL_DAYS = re.compile(r"(\d{1,2}) ?[(\[] ?(\d{1,2}) ?[)\]] ?([^\W\d_]+)\.? (\d{3,4})(?: ?г\.?)?")


MANY = 10_000
"""Dates that are remembered: a table says most of them several times."""

MAX_LENGTH = 100
"""Characters of a date; a longer text would be read word in word, and without an end."""


@lru_cache(maxsize=MANY)
def parse_date(text: str, calendar: Calendar = "gregorian") -> UncertainDate:
    """The date a text tells, at its own precision.

    ``calendar`` holds where the text itself does not say ``OS`` or ``NS``.
    Raises DateError.
    """
    if len(text) > MAX_LENGTH:
        raise DateError("It is longer than any date.", EXAMPLES)
    _refuse_cut_years(text)
    bare = re.sub(r"\s+", " ", plain_dashes(text)).strip().lower()
    bare = bare.strip("'\"“”„‘’‚«»").strip()
    if note := _CALENDAR_NOTE.search(bare):
        bare = bare[: note.start()].strip()
        calendar = "julian" if note["old"] else "gregorian"
    bare, approximate, uncertain = _without_qualifiers(_IN.sub("", bare, count=1))
    date = _read(bare, calendar)
    return replace(
        date,
        approximate=approximate or date.approximate,
        uncertain=uncertain or date.uncertain,
        text=text.strip(),
    )


def says_calendar(text: str) -> bool:
    """Whether a date says itself that it is Old Style, New Style or both."""
    bare = re.sub(r"\s+", " ", text).strip().lower()
    return any(p.search(bare) for p in (_CALENDAR_NOTE, _DUAL, _DUAL_ENCYCLOPAEDIC, _DUAL_DAYS))


def _refuse_cut_years(text: str) -> None:
    """“1902–05”: with a dash rather than a hyphen, years are what is meant, as likely; and
    “–1907” is hardly a year before Christ."""
    if found := re.fullmatch(r"\s*[–—]\s?(\d{3,4})\s*", text):
        raise DateError("Its beginning is missing.", f"Write until {found[1]}, or ../{found[1]}.")
    found = re.fullmatch(r"\s*(\d\d)(\d\d)\s?[–—]\s?(\d\d)\s*", text)
    if found and int(found[2]) < int(found[3]) <= 12:
        read_form(f"{found[1]}{found[2]}/{found[3]}")


def plain_dashes(text: str) -> str:
    """The text with every dash and the minus sign as a hyphen."""
    return re.sub(r"[‐‑‒–—−]", "-", text)


def _without_qualifiers(text: str) -> tuple[str, bool, bool]:
    approximate = uncertain = False
    while True:
        if found := _APPROXIMATE.match(text):
            approximate, text = True, text[found.end() :]
        elif found := _UNCERTAIN.match(text):
            uncertain, text = True, text[found.end() :]
        elif text.endswith("(?)"):
            uncertain, text = True, text[:-3].rstrip()
        elif text[-1:] in ("~", "?", "%"):
            approximate |= text[-1] in "~%"
            uncertain |= text[-1] in "?%"
            text = text[:-1].rstrip()
        else:
            return text, approximate, uncertain


def _read(text: str, calendar: Calendar) -> UncertainDate:
    if found := _SET.fullmatch(text):
        return _one_of(found[1].strip(), found[2].strip(), calendar)
    if found := _BETWEEN.fullmatch(text):
        return _between(parse_date(found[1], calendar), parse_date(found[2], calendar))
    if found := _RELATIVE.fullmatch(text):
        return _relative(_RELATIVE_SHAPES[found[1]], found[2], calendar)
    if found := _DUAL.fullmatch(text):
        return _dual(*found.groups())
    if found := _DUAL_ENCYCLOPAEDIC.fullmatch(text):
        return _dual(found[3], found[4], found[1], found[2], found[5])
    if found := _DUAL_DAYS.fullmatch(text):
        return _dual(found[1], found[3], found[2], found[3], found[4])
    if found := _EITHER.fullmatch(text):
        raise _either(found[1], found[2], calendar)
    reading = read_form(text)
    if reading is None:
        raise DateError("It is in none of the forms known.", EXAMPLES)
    return _existing(*reading, calendar=calendar)


def _either(first: str, last: str, calendar: Calendar) -> DateError:
    """“1902 or 1904”: no span has a hole; what is to be typed holds the days between, too."""
    try:
        _one_of(first, last, calendar)
        written = f"[{first}..{last}]"
    except DateError:
        written = "it like [1902-05-03..1902-05-04]"
    return DateError(
        "It is one of two dates.",
        f"Write {written}: one day from the first to the last; name the two under note.",
    )


def _existing(shape: Shape, parts: tuple[int, ...], *, calendar: Calendar) -> UncertainDate:
    """The date, if its month and day exist. Raises DateError."""
    year, month, day = (*parts, 1, 1)[:3] if shape in ("day", "month") else (1, 1, 1)
    if not 1 <= month <= 12:
        raise DateError(f"There is no month {month}.", EXAMPLES)
    length = month_length(year, month, calendar)
    if not 1 <= day <= length:
        raise DateError(
            f"{MONTHS[month - 1]} {year} had {length} days.",
            f"If only the month is known write {year}-{month:02d}; "
            f"if it is a guess, {year}-{month:02d}~.",
        )
    return make_date(shape, parts, calendar=calendar)


def _relative(shape: Shape, text: str, calendar: Calendar) -> UncertainDate:
    inner = parse_date(text, calendar)
    date = make_date(shape, _plain_parts(inner), calendar=inner.calendar)
    return replace(date, approximate=inner.approximate, uncertain=inner.uncertain)


def _one_of(first: str, last: str, calendar: Calendar) -> UncertainDate:
    """EDTF's ``[first..last]``: one day of those, either end of which may be open."""
    if not first and not last:
        raise DateError("This says nothing about when.", EXAMPLES)
    if not last:
        return _relative("since", first, calendar)
    if not first:
        return _relative("by", last, calendar)
    return _between(parse_date(first, calendar), parse_date(last, calendar))


def _between(first: UncertainDate, last: UncertainDate) -> UncertainDate:
    """One day from ``first`` to ``last``, not known which."""
    if first.calendar != last.calendar:
        raise DateError("One of these dates is Old Style, the other New Style.", EXAMPLES)
    parts = (*_plain_parts(first), 0, 0)[:3] + (*_plain_parts(last), 0, 0)[:3]
    if certainly_before(last, first):
        raise DateError("The second date lies before the first.", "Exchange the two.")
    return make_date("between", parts, calendar=first.calendar)


def _plain_parts(date: UncertainDate) -> tuple[int, ...]:
    if date.shape not in ("day", "month", "year"):
        raise DateError(
            f'"{date.text}" is not precise enough here.', "Use a year, a month or a day: 1902-08."
        )
    return date.parts


def _dual(*groups: str) -> UncertainDate:
    """“26 October (7 November) 1879”: the Old Style date, if the two are the same day."""
    old_day, old_month, day, month, year = groups
    new_style = int(year), month_of(month), int(day)
    _existing("day", new_style, calendar="gregorian")
    y, m, d = year_month_day(day_number(*new_style), "julian")
    if (m, d) != (month_of(old_month), int(old_day)):
        raise DateError(
            "The Old Style and the New Style date are not the same day.",
            f"{day} {MONTHS[month_of(month) - 1]} {year} was {d} {MONTHS[m - 1]} {y} Old Style.",
        )
    return make_date("day", (y, m, d), calendar="julian")


# ---------------------------------------------------------------- a span

_OPEN = ("", "..")
_BETWEEN_HALVES = ("/", " to ", " - ", " bis ", " à ", " a ", " hasta ", " по ")
_FROM = re.compile(r"(?:from|von|vom|de|du|desde|с) ", re.I)
_WITH_YEAR = re.compile(r"\d{3}[\dx]|\d\dxx|\d bc", re.I)
_WINTER = re.compile(r"winter(?: of)? \d{4} ?[-/] ?\d+", re.I)


def parse_span(
    start: str, end: str, duration: Duration | None = None, calendar: Calendar = "gregorian"
) -> Timespan:
    """The timespan of two cells, either of which may be empty.

    A span in ``start`` with an empty ``end`` is the span; beside an ``end`` it is a doubt:
    one day of that span. An empty ``end`` with a duration is filled from it. Raises DateError.
    """
    first, last = start.strip(), end.strip()
    if not last and (halves := _halves(first)):
        first, last = halves
    begun = None if first in _OPEN else parse_end_point(first, calendar)
    if last == "..":
        return Timespan(begun, None, ongoing=True)
    ended = parse_end_point(last, calendar) if last else None
    if ended is None and begun is not None and duration is not None:
        ended = _end_after(begun, duration)
    if begun and ended and certainly_before(ended, begun):
        raise DateError("The end lies before the beginning.", "Exchange the two, or correct one.")
    return Timespan(begun, ended)


def parse_end_point(text: str, calendar: Calendar = "gregorian") -> UncertainDate:
    """The date of one cell, where a span means one day of it. Raises DateError."""
    halves = _halves(text)
    if halves is None:
        return parse_date(text, calendar)
    first, last = (half if half not in _OPEN else "" for half in halves)
    return replace(_one_of(first, last, calendar), text=text.strip())


def _halves(text: str) -> tuple[str, str] | None:
    """The two halves of ``1900/1902`` or ``1900 to 1902``; None where the text is one date."""
    tidy = plain_dashes(text).strip()
    if tidy.startswith("[") or tidy.lower().startswith("between ") or _WINTER.fullmatch(tidy):
        return None
    if re.fullmatch(r"\d{4}-\d{4}", tidy):
        return tidy[:4], tidy[5:]
    for separator in _BETWEEN_HALVES:
        first, found, last = tidy.partition(separator)
        halves = _FROM.sub("", first).strip(), last.strip()
        if found and all(half in _OPEN or _WITH_YEAR.search(half) for half in halves):
            return halves
    return None


_ABOUT: tuple[tuple[int, Shape], ...] = ((7, "day"), (92, "month"), (400, "year"))
"""Days between the first and the last possible end, up to which it is about the middle day,
month or year; of more only the bounds are told. “10 weeks” end on no day, “40 days” do."""


def _end_after(start: UncertainDate, duration: Duration) -> UncertainDate:
    """The end of a stay that began at ``start`` and lasted that long, no more precise than both."""
    earliest = None if start.earliest is None else start.earliest + duration.shortest
    latest = None if start.latest is None else start.latest + duration.longest
    calendar = start.calendar
    if earliest is None or latest is None:
        shape: Shape = "by" if earliest is None else "since"
        bound = latest if latest is not None else earliest
        assert bound is not None  # a date has one bound at least
        return make_date(
            shape, year_month_day(bound, calendar)[: len(start.parts)], calendar=calendar
        )
    width, forms = latest - earliest, _ABOUT if duration.in_days else _ABOUT[1:]
    about = next((shape for days, shape in forms if width <= days), None)
    if about is None:
        first, last = year_month_day(earliest, calendar)[0], year_month_day(latest, calendar)[0]
        return make_date("between", (first, 0, 0, last, 0, 0), calendar=calendar)
    parts = year_month_day((earliest + latest) // 2, calendar)
    keep = {"day": 3, "month": 2}.get(about, 1)
    return UncertainDate(earliest, latest, about, parts[:keep], approximate=True, calendar=calendar)
