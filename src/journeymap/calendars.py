"""Day numbers of the Gregorian and the Julian calendar, and who used which when.

Day 1 is Monday, 1 January of the year 1, Gregorian; years before 1 are counted
astronomically (0, -1, …). The conversions are Fliegel and Van Flandern's integer
formulas (Communications of the ACM 11, 1968), shifted to this origin.
"""

from typing import Final

from .model import Calendar

Ymd = tuple[int, int, int]

_JDN_OF_DAY_ZERO: Final = 1_721_425  # the Julian Day Number of 31 December of the year 0

_MONTH_LENGTHS: Final = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def is_leap_year(year: int, calendar: Calendar = "gregorian") -> bool:
    """Whether February of that year has 29 days."""
    if calendar == "julian":
        return year % 4 == 0
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def month_length(year: int, month: int, calendar: Calendar = "gregorian") -> int:
    """The number of days of a month, 28 to 31."""
    if month == 2 and is_leap_year(year, calendar):
        return 29
    return _MONTH_LENGTHS[month - 1]


def day_number(year: int, month: int, day: int, calendar: Calendar = "gregorian") -> int:
    """The day number of a date that exists in that calendar; ValueError where it does not."""
    if not 1 <= month <= 12:
        raise ValueError(f"there is no month {month}")
    if not 1 <= day <= month_length(year, month, calendar):
        raise ValueError(f"{year}-{month:02d} has no day {day}")
    shift = (14 - month) // 12
    y = year + 4800 - shift
    m = month + 12 * shift - 3
    days = day + (153 * m + 2) // 5 + 365 * y + y // 4
    if calendar == "julian":
        return days - 32_083 - _JDN_OF_DAY_ZERO
    return days - y // 100 + y // 400 - 32_045 - _JDN_OF_DAY_ZERO


def year_month_day(day: int, calendar: Calendar = "gregorian") -> Ymd:
    """The date of a day number: the inverse of ``day_number``."""
    jdn = day + _JDN_OF_DAY_ZERO
    if calendar == "julian":
        century, c = 0, jdn + 32_082
    else:
        a = jdn + 32_044
        century = (4 * a + 3) // 146_097
        c = a - 146_097 * century // 4
    d = (4 * c + 3) // 1461
    e = c - 1461 * d // 4
    m = (5 * e + 2) // 153
    return 100 * century + d - 4800 + m // 10, m + 3 - 12 * (m // 10), e - (153 * m + 2) // 5 + 1


# The last day, Gregorian, on which the Julian calendar was the civil one, by present-day
# country. Where a country's parts or the accounts differ the latest date stands: a warning may
# be one too many but never one too few. Finland kept the Gregorian calendar it had as a part
# of Sweden.
_LAST_JULIAN_DAY: Final[dict[str, Ymd]] = {
    **dict.fromkeys(
        ["RU", "UA", "BY", "KZ", "KG", "TJ", "TM", "UZ", "GE", "AM", "AZ", "MD", "EE", "LV", "LT"],
        (1918, 2, 13),
    ),
    "BG": (1916, 4, 13),
    "RS": (1919, 3, 17),
    "ME": (1919, 3, 17),
    "MK": (1919, 3, 17),
    "RO": (1919, 4, 13),
    "GR": (1923, 2, 28),
    "GB": (1752, 9, 13),
    "IE": (1752, 9, 13),
    "US": (1752, 9, 13),
    "SE": (1753, 2, 28),
    "FI": (1753, 2, 28),
    "DK": (1700, 2, 28),
    "NO": (1700, 2, 28),
    "IS": (1700, 11, 27),
    "DE": (1700, 2, 28),
    "CH": (1701, 1, 11),
    "NL": (1701, 5, 11),
    "HU": (1587, 10, 31),
    "CZ": (1584, 1, 16),
    "AT": (1584, 1, 16),
    "BE": (1583, 1, 1),
    "FR": (1582, 12, 19),
    "IT": (1582, 10, 14),
    "ES": (1582, 10, 14),
    "PT": (1582, 10, 14),
    "PL": (1582, 10, 14),
}


def julian_in_use(country: str, day: int) -> bool:
    """Whether dates in what is today this country (ISO 3166) were then reckoned Old Style."""
    last = _LAST_JULIAN_DAY.get(country)
    return last is not None and day <= day_number(*last)
