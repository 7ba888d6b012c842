"""The day number in a workbook's cell → the date as its cell shows it, and no more precise.

Excel keeps “Aug 1917” as the first of August and shows “Aug-17”; what the format of the cell
leaves out nobody wrote.
"""

import re
from dataclasses import dataclass
from typing import Literal

from .calendars import day_number, year_month_day

MAX_CODE = 255
"""Characters of a format; Excel allows no more."""

Doubt = Literal["", "century", "calendar"]

MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August",
          "September", "October", "November", "December")  # fmt: skip

_BUILT_IN = {
    14: "m/d/yyyy", 15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy", 18: "h:mm", 19: "h:mm:ss",
    20: "h:mm", 21: "h:mm:ss", 22: "m/d/yyyy h:mm", 45: "mm:ss", 46: "h:mm:ss", 47: "mm:ss",
    **dict.fromkeys([*range(27, 37), *range(50, 59)], "yyyy/m/d"),
}  # fmt: skip
"""The formats that a workbook names by their number alone (ECMA-376, part 1, 18.8.30)."""

_GREGORIAN_BEGINS = day_number(1582, 10, 15)
_EXCELS_WINDOW = range(1930, 2030)
"""The years that Excel makes of two figures."""


@dataclass(frozen=True, slots=True)
class Shown:
    """What of a date a cell's format shows; ``short_year`` two figures of it."""

    year: bool
    month: bool
    day: bool
    time: bool
    short_year: bool


@dataclass(frozen=True, slots=True)
class Epoch:
    """How a workbook counts days: ``excel``'s own count has a 29 February 1900."""

    since_1904: bool
    excel: bool


def shown_by(number: int, codes: dict[int, str]) -> Shown | None:
    """What the format of that number shows of a date; None where it is no date's."""
    code = codes.get(number, _BUILT_IN.get(number, ""))[:MAX_CODE]
    plain = re.sub(r'"[^"]*"|\\.|_.|\*.|\[(?![hms]+\])[^\]]*\]', "", code.lower()).split(";")[0]
    if "general" in plain or re.search(r"[0#?@]", re.sub(r"\.0+", "", plain)):
        return None
    plain = re.sub(r"am/pm|a/p", "", plain)
    time = bool(re.search(r"[hs]", plain))
    # Beside hours or seconds an “m” is a minute.
    days = re.sub(r"h[^a-z]*m+|m+[^a-z]*s", "", plain)
    year, month, day = "y" in days or "e" in days, "m" in days, "d" in days
    if not (year or month or day or time):
        return None
    short = bool(re.search(r"(?<!y)yy?(?!y)", days))
    return Shown(year, month, day, time, short)


def cell_date(serial: float, shown: Shown, epoch: Epoch) -> tuple[str, Doubt]:
    """The text of a cell that holds that many days, and what is doubtful in it."""
    whole = int(serial // 1)
    if not (shown.year or shown.month or shown.day):
        return _time(serial - whole), ""
    if abs(serial) > 4_000_000:
        return "########", ""
    if epoch.excel and not epoch.since_1904 and whole in (0, 60):
        return ("1900-01-00", "1900-02-29")[whole // 60], ""  # days that only Excel knows
    day = whole + _first(whole, epoch)
    text = _text(day, shown)
    if shown.time and serial != whole:
        text = f"{text} {_time(serial - whole)}"
    return text, _doubt(day, shown, epoch)


def iso_date(text: str, shown: Shown | None) -> str:
    """A date that a workbook has as text already, as precisely as its cell shows it."""
    found = re.fullmatch(r"(-?\d{4})-(\d\d)-(\d\d)(?:T00:00(?::00(?:\.0+)?)?)?Z?", text)
    if found is None or shown is None:
        return text
    try:
        return _text(day_number(int(found[1]), int(found[2]), int(found[3])), shown)
    except ValueError:
        return text


def _first(whole: int, epoch: Epoch) -> int:
    """The day number of the workbook's day 0."""
    if epoch.since_1904:
        return day_number(1904, 1, 1)
    return day_number(1899, 12, 31 if epoch.excel and 0 < whole < 60 else 30)


def _text(day: int, shown: Shown) -> str:
    year, month, date = year_month_day(day)
    years = f"{year:04d}" if year >= 0 else f"-{-year:04d}"
    if not shown.year:
        return f"{date} {MONTHS[month - 1]}" if shown.day else MONTHS[month - 1]
    if not shown.month:
        return years
    return f"{years}-{month:02d}" + (f"-{date:02d}" if shown.day else "")


def _doubt(day: int, shown: Shown, epoch: Epoch) -> Doubt:
    if shown.short_year and year_month_day(day)[0] in _EXCELS_WINDOW:
        return "century"
    return "calendar" if day < _GREGORIAN_BEGINS and not epoch.excel else ""


def _time(part: float) -> str:
    seconds = round(part * 86400)
    return f"{seconds // 3600:02d}:{seconds // 60 % 60:02d}:{seconds % 60:02d}"
