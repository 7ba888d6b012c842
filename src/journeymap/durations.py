"""Text → Duration: “a month”, “10 weeks”, “40 days”, “about three years”."""

import re
from dataclasses import dataclass

_NUMBERS = {
    "a": 1,
    "an": 1,
    "one": 1,
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "six": 6,
    "seven": 7,
    "eight": 8,
    "nine": 9,
    "ten": 10,
    "eleven": 11,
    "twelve": 12,
}
# Shortest and longest length in days of one of each.
_UNITS = {
    "day": (1, 1),
    "week": (7, 7),
    "fortnight": (14, 14),
    "month": (28, 31),
    "year": (365, 366),
}

_FORM = re.compile(
    r"(?P<loose>about|around|nearly|almost|over|more than|some|c\.|ca\.)? ?"
    r"(?:(?P<half>half an?|half)|(?P<number>\d{1,4}(?:[.,]5)?|[a-z]+)(?P<and_a_half> and a half)?) "
    r"(?P<unit>day|week|fortnight|month|year)s?(?P<tail> and a half)?"
)
MAX_LENGTH = 60
_LOOSE = 0.2
"""How far “about three months” may miss, as a share."""


@dataclass(frozen=True, slots=True)
class Duration:
    """A length of time in days, from ``shortest`` to ``longest``; ``in_days`` if it was told so."""

    shortest: int
    longest: int
    in_days: bool = False


def parse_duration(text: str) -> Duration:
    """The length of time a text tells. Raises ValueError."""
    tidy = re.sub(r"\s+", " ", text).strip().lower()
    found = _FORM.fullmatch(tidy)
    if not found or len(tidy) > MAX_LENGTH:
        raise ValueError("cannot read this as a length of time")
    if found["half"]:
        count = 0.5
    else:
        word = found["number"].replace(",", ".")
        if word.isalpha() and word not in _NUMBERS:
            raise ValueError(f'"{word}" is not a number')
        count = float(_NUMBERS[word]) if word.isalpha() else float(word)
    if found["and_a_half"] or found["tail"]:
        count += 0.5
    short, long = _UNITS[found["unit"]]
    slack = _LOOSE if found["loose"] or found["half"] or count % 1 else 0.0
    # A length told in whole units is rounded: “40 days” may count the first day or not.
    return Duration(
        max(0, int(count * short * (1 - slack)) - 1),
        int(count * long * (1 + slack)) + 1,
        in_days=found["unit"] == "day",
    )
