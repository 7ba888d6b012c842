"""The forms a date is written in: a pattern each, and the shape and parts it tells.

To add a form, add a row to FORMS and a row to the table of ``tests/test_dates.py``.
"""

import re
from collections.abc import Callable

from .calendars import day_number, year_month_day
from .model import Shape
from .vocabulary import other_months, other_parts, other_seasons


class DateError(ValueError):
    """The text is not a date, or not one date; ``hint`` says what to type instead."""

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(message)
        self.hint = hint


EXAMPLES = (
    "Write a date like 1902, 1902-08, 1902-08-03, c. 1902, summer 1902, before 1907 "
    "or 26 October 1879 OS."
)

# fmt: off
MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)
# fmt: on
_MONTH_NUMBERS = {
    "sept": 9,
    **{name.lower(): number for number, name in enumerate(MONTHS, 1)},
    **{name[:3].lower(): number for number, name in enumerate(MONTHS, 1)},
}
_SEASONS = {"spring": 1, "summer": 2, "autumn": 3, "fall": 3, "winter": 4}
_PARTS = {
    "early": 1,
    "beginning of": 1,
    "start of": 1,
    "mid": 2,
    "middle of": 2,
    "late": 3,
    "end of": 3,
    **other_parts(),
}

Reading = tuple[Shape, tuple[int, ...]]

_YEAR = r"(-?\d{3,4}|\d{1,4} bce?)"
_DAY = r"(\d{1,2})(?:st|nd|rd|th|er|\.)?"
_MONTH = r"([^\W\d_]+)\.?"


def read_form(text: str) -> Reading | None:
    """The shape and parts of a lower-case text; None where no form fits. Raises DateError."""
    for pattern, reader in FORMS:
        if found := pattern.fullmatch(text):
            return reader(*found.groups())
    return None


def year_of(text: str) -> int:
    """The astronomical year of ``1902``, ``-0043`` or ``44 bc`` (which is -43)."""
    return 1 - int(text.split()[0]) if "b" in text else int(text)


def month_of(name: str) -> int:
    """The number of a month: its figure, name or usual short form. Raises DateError."""
    if name.isdecimal():
        return int(name)
    number = _MONTH_NUMBERS.get(name) or other_months().get(name)
    if number is None:
        raise DateError(f'There is no month "{name}".', EXAMPLES)
    return number


def _year(year: str) -> Reading:
    return "year", (year_of(year),)


def _month(year: str, month: str) -> Reading:
    if season := other_seasons().get(month):
        return "season", (year_of(year), season)
    return "month", (year_of(year), month_of(month))


def _day(year: str, month: str, day: str) -> Reading:
    return "day", (year_of(year), month_of(month), int(day))


def _season(season: str, year: str) -> Reading:
    return "season", (year_of(year), _SEASONS[season])


def _century(first_two: str) -> Reading:
    return "century", (int(first_two) * 100,)


def _iso_month(year: str, second: str) -> Reading:
    number = int(second)
    if 1 <= number <= 12:
        return "month", (int(year), number)
    if 21 <= number <= 28:
        return "season", (int(year), (number - 21) % 4 + 1)
    if 37 <= number <= 39:
        return "part", (int(year), number - 36)
    hint = EXAMPLES
    if number > int(year[-2:]):
        hint = f"For the years {year} to {year[:2]}{second} write {year}/{year[:2]}{second}."
    raise DateError(f"There is no month {number}.", hint)


def _winter(year: str, next_year: str) -> Reading:
    if int(next_year) % 100 != (int(year) + 1) % 100:
        raise DateError(
            "A winter lies in two years that follow each other.",
            f"Write winter {year}-{int(year) + 1}.",
        )
    return "season", (int(year), 4)


def _part(word: str, rest: str) -> Reading:
    shape, parts = read_form(rest) or ("day", ())
    part = _PARTS[word]
    if shape == "decade":
        first, last = ((0, 3), (4, 6), (7, 9))[part - 1]
        return "between", (parts[0] + first, 0, 0, parts[0] + last, 0, 0)
    if shape not in ("year", "month"):
        raise DateError(f'"{word}" goes with a year or a month.', EXAMPLES)
    return "part", (*parts, part)


def _decade(year: str) -> Reading:
    return "decade", (int(year),)


def _decade_in_words(year: str) -> Reading:
    if year.endswith("00"):
        raise DateError(
            f"The {year}s may be ten years or a hundred.",
            f"Write {year[:3]}X for {year}–{year[:3]}9, {year[:2]}XX for {year}–{year[:2]}99.",
        )
    return _decade(year)


def _two_numbers(first: str, second: str, year: str) -> Reading:
    a, b = int(first), int(second)
    if a == b or b > 12:
        return "day", (int(year), a, b)
    if a > 12:
        return "day", (int(year), b, a)
    raise DateError(
        f"This may be {a} {MONTHS[b - 1]} or {b} {MONTHS[a - 1]} {year}.",
        f"Write {year}-{b:02d}-{a:02d} or {year}-{a:02d}-{b:02d}.",
    )


def _half_a_date(day: str, month: str) -> Reading:
    named = f"{int(day)} {MONTHS[month_of(month) - 1]}"
    raise DateError(
        f"The year of {named} is missing.",
        f"Write it in full, like 1879-{month_of(month):02d}-{int(day):02d}. "
        "Excel adds the year it is now to such a cell, and does not show it.",
    )


def _short_year_of_month(month: str, year: str) -> Reading:
    number = month_of(month)
    raise DateError(
        "The year has two figures only: which century? Excel shortens dates like this.",
        f"Write the year in full: 18{year}-{number:02d} or 19{year}-{number:02d}.",
    )


def _short_year_of_day(first: str, second: str, year: str) -> Reading:
    a, b = int(first), month_of(second)
    days = [f"19{year}-{b:02d}-{a:02d}"] if b <= 12 else []
    if second.isdecimal() and a <= 12 and a != b:
        days.append(f"19{year}-{a:02d}-{b:02d}")
    raise DateError(
        "The year has two figures only: which century? Excel shortens dates like this.",
        f"Write it in full, year, month, day, like {' or '.join(days) or f'19{year}-10-31'}.",
    )


def _two_years_or_a_month(year: str, second: str) -> Reading:
    number = int(second)
    if number <= int(year[2:]) and 1 <= number <= 12:  # no second year, so it is the month
        return "month", (int(year), number)
    years = f"{year}/{year[: 4 - len(second)]}{second}"
    if not 1 <= number <= 12:
        raise DateError("The second year is cut short.", f"For both years write {years}.")
    raise DateError(
        f"This may be {MONTHS[number - 1]} {year} or the years {years.replace('/', ' to ')}.",
        f"Write {year}-{number:02d} or {years}.",
    )


def _short_month(year: str, month: str) -> Reading:
    if not 1 <= int(month) <= 9:
        raise DateError("There is no month 0.", EXAMPLES)
    raise DateError(
        f"This may be {MONTHS[int(month) - 1]} {year} or the years {year} to {year[:3]}{month}.",
        f"Write {year}-0{month} or {year}/{year[:3]}{month}.",
    )


def _month_first(month: str, year: str) -> Reading:
    return "month", (int(year), int(month))


def _figures_alone(year: str, month: str, day: str) -> Reading:
    raise DateError("These are figures without hyphens.", f"Write {year}-{month}-{day}.")


def _two_months(first: str, last: str, year: str) -> Reading:
    raise _two_dates(f"{year}-{month_of(first):02d}", f"{year}-{month_of(last):02d}")


def _two_days(first: str, last: str, month: str, year: str) -> Reading:
    named = f"{year}-{month_of(month):02d}"
    raise _two_dates(f"{named}-{int(first):02d}", f"{named}-{int(last):02d}")


def _two_dates(first: str, last: str) -> DateError:
    return DateError("These are two dates.", f"Write {first}/{last}, or each in its own cell.")


def _day_number_of_excels(text: str) -> Reading:
    days = [
        "{:04d}-{:02d}-{:02d}".format(*year_month_day(int(text) + day_number(*first)))
        for first in ((1899, 12, 30), (1904, 1, 1))
    ]
    raise DateError(
        f"This is a day number of Excel's, not a date: {days[0]}, or {days[1]} in a workbook "
        "of an old Mac.",
        f"Format the column as text and write the date again, like {days[0]}.",
    )


def _refused(message: str, hint: str) -> Callable[..., Reading]:
    def reader(*_: str) -> Reading:
        raise DateError(message, hint)

    return reader


FORMS: list[tuple[re.Pattern[str], Callable[..., Reading]]] = [
    (re.compile(pattern), reader)
    for pattern, reader in (
        # EDTF, and ISO 8601 with the midnight that spreadsheets append
        (r"(-?\d{4})-(\d\d)-(\d\d)(?:[t ]00:00(?::00(?:\.0+)?)?z?)?", _day),
        (r"(-?\d{4})-(\d\d)(?:-xx)?", _iso_month),
        (r"(\d{4})-(\d{1,2})-(\d{1,2})", _day),
        (r"(\d{4})-(\d)", _short_month),
        (r"(-?\d{4})(?:-xx){1,2}", _year),
        (r"(\d{3})x", lambda y: _decade(y + "0")),
        (r"(\d{2})xx", _century),
        # words
        (_YEAR + r"(?: a\.?d\.?| ce| ?г\.?)?", _year),
        (r"(?:(?:a\.?d\.? )(\d{1,4})|(\d{1,4}) (?:a\.?d\.?|ce))", lambda a, b: _year(a or b)),
        (r"(?:the )?(\d{3}0)s", _decade_in_words),
        (r"(?:the )?(\d{1,2})(?:st|nd|rd|th) century", lambda n: _century(str(int(n) - 1))),
        (rf"{_DAY} (?:of |de )?{_MONTH},? (?:de )?{_YEAR}(?: ?г\.?)?",
         lambda d, m, y: _day(y, m, d)),
        (rf"(\d{{1,2}})[-./]{_MONTH}[-./](\d{{4}})", lambda d, m, y: _day(y, m, d)),
        (rf"{_MONTH} {_DAY},? {_YEAR}", lambda m, d, y: _day(y, m, d)),
        (r"winter(?: of)? (\d{4}) ?[-/] ?(\d{2}|\d{4})", _winter),
        (rf"({'|'.join(_SEASONS)})(?: of)?,? {_YEAR}", _season),
        (rf"(?:the )?({'|'.join(_PARTS)})[ -](?:de |d’|d')?(.+)", _part),
        (rf"{_MONTH},?(?: of| de)? {_YEAR}(?: ?г\.?)?", lambda m, y: _month(y, m)),
        # figures
        (r"(\d{4})[/.](\d{1,2})[/.](\d{1,2})", _day),
        (r"(\d{1,2})\. ?(\d{1,2})\. ?(\d{4})", lambda d, m, y: _day(y, m, d)),
        (r"(\d{1,2})[/-](\d{1,2})[/-](\d{4})", _two_numbers),
        (r"(\d{1,2})[/.-](\d{4})", _month_first),
        (r"(\d{4})/(\d{1,2})", _two_years_or_a_month),
        (rf"{_MONTH}(?: ?- ?| to ){_MONTH},? (\d{{4}})", _two_months),
        (rf"{_DAY}(?: ?- ?| to ){_DAY} {_MONTH},? (\d{{4}})", _two_days),
        (r"(\d{4}) ?-(?: ?\?)?",
         lambda y: _refused("Its end is missing.",
                            f"Write {y} alone if that is not known, {y}/.. if it went on.")()),
        (r"\? ?- ?(\d{4})",
         lambda y: _refused("Its beginning is missing.", f"Write until {y}, or ../{y}.")()),
        (r"(.+?) ?\[(?:\d+|[a-z])\]",
         lambda t: _refused("It ends in a footnote's mark.", f"Write {t} alone.")()),
        (r"present|now|today|to date|ongoing|heute|aujourd'hui|hoy|сегодня",
         _refused("It means another day every day.", "Where a stay goes on write .. under end.")),
        (r"([12]\d{3})(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])", _figures_alone),
        (r"\d{1,2}",
         _refused("A year has four figures.", "Write it in full, like 1944; the year 44 is 0044.")),
        (r"|-+|unknown|not known|n\.? ?d\.?|n/?a|none|unbekannt|inconnue?|desconocid[oa]|s\.? ?d\.?"
         r"|неизвестно",
         _refused("It says that no date is known.", "Leave the cell empty then.")),
        # what a spreadsheet has made of a date
        (r"(\d{4})\.0", _year),
        (r"(\d{1,2})[-/. ](\d{1,2}|[^\W\d_]{3,})[-/. ]'?(\d{2})", _short_year_of_day),
        (r"([^\W\d_]{3,})[-. ]'?(\d{2})", _short_year_of_month),
        (rf"{_DAY}[- ](?:of )?([^\W\d_]{{3,}})\.?", _half_a_date),
        (r"([^\W\d_]{3,})\.?[- ](\d)", lambda m, d: _half_a_date(d, m)),
        (r"(\d{5})(?:\.\d+)?", _day_number_of_excels),
        (r"\d(?:[.,]\d+)?e\+?\d{1,2}",
         _refused("Excel has shortened this number.",
                  "Format the column as text and write the date again, like 1902.")),
        (r"(\d{4}-\d\d-\d\d)[t ]\d\d?:\d\d.*",
         _refused("It has a time of day.", "Write the day alone, like 1902-08-03.")),
        (r"\d\d?:\d\d.*",
         _refused("This is a time of day, not a date.", EXAMPLES)),
        (r"#(?:value!|ref!|name\?|div/0!|num!|null!|n/a|spill!|wert!|bezug!|zahl!|valeur!|nom\?)",
         _refused("This is a formula that failed.", "Mend it, or write the date over it.")),
        (r"#+",
         _refused("Excel shows #### where a column is too narrow, and saved that.",
                  "Make the column wider, or format it as text, and save again.")),
    )
]  # fmt: skip
