"""Figures of the scene → words of a language, by the patterns of its table in ``locales/``.

``player/wording.mjs`` does the same in the browser; ``tests/golden/wording.json`` holds
both to the same words.
"""

import json
import re
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from journeymap.gazetteer.countries import country_name
from journeymap.scene import SaidClaim, SaidDate, SaidLength, SaidSpan

Table = Mapping[str, Any]

_BOUNDED_BY_WORD = ("before", "after", "by", "since")
"""Shapes whose words begin with a preposition of their own: never “from by 1907”."""

_NAMED_BY_CALENDAR = ("month", "season", "part", "between", *_BOUNDED_BY_WORD)
"""Shapes that have no day to be told in both calendars."""


@cache
def locale(language: str) -> Table:
    """The table of a language: nested mappings and lists of patterns."""
    text = (files(__package__) / "locales" / f"{language}.json").read_text("utf-8")
    table: Table = json.loads(text)
    return table


def fill(pattern: str, **values: object) -> str:
    """The pattern with each ``{name}`` replaced by its value, which is not read again."""
    return re.sub(r"\{(\w+)\}", lambda found: str(values.get(found[1], found[0])), pattern)


class Wording:
    """The words of one language."""

    def __init__(self, language: str) -> None:
        self.language = language
        self.table = locale(language)

    def text(self, section: str, key: str, **values: object) -> str:
        """A pattern of the table, filled; a key the table lacks stands for itself."""
        patterns = self.table[section]
        return fill(patterns[key], **values) if key in patterns else key

    def country(self, code: str) -> str:
        """The name of a country of today by its code; what is no code stands for itself."""
        return country_name(code, self.language) or code

    # ---------------------------------------------------------------- dates

    def span(self, span: SaidSpan) -> str:
        """“January 1928 to February 1929”; one date where both ends are the same."""
        patterns = self.table["date"]
        start = self.date(span.start) if span.start else ""
        end = self.date(span.end) if span.end else ""
        if span.ongoing and start:
            return fill(patterns["ongoing"], start=start)
        if start and end and start != end:
            return self._from_to(span, start, end)
        if start and end:
            return start
        if start and span.start:
            if span.start.shape == "between":
                return fill(patterns["from_open"], start=start)
            bare = span.start.shape in _BOUNDED_BY_WORD
            return start if bare else fill(patterns["from"], start=start)
        return fill(patterns["until"], end=end) if end else str(patterns["unknown"])

    def _from_to(self, span: SaidSpan, start: str, end: str) -> str:
        """“1902 to 1903”; where an end is open: “begun between 5 and 8 July, ended by August”."""
        patterns = self.table["date"]
        if span.start and span.start.shape == "between":
            start = fill(patterns["from_open"], start=start)
        shapes = {date.shape for date in (span.start, span.end) if date}
        is_open = not shapes.isdisjoint({"between", *_BOUNDED_BY_WORD})
        return fill(patterns["span_open" if is_open else "span"], start=start, end=end)

    def date(self, date: SaidDate) -> str:
        """“26 October (7 November) 1879”, “about 1902”, “summer 1902 (?)”."""
        patterns = self.table["date"]
        text = self._unqualified(date)
        if date.old_style and date.shape in _NAMED_BY_CALENDAR and any(date.parts[1:3]):
            text = fill(patterns["old_style"], date=text)
        if date.approximate:
            text = fill(patterns["approximate"], date=text)
        return fill(patterns["uncertain"], date=text) if date.uncertain else text

    def _unqualified(self, date: SaidDate) -> str:
        patterns, parts = self.table["date"], date.parts
        if date.shape == "day" and date.new_style:
            return self._both_styles((parts[0], parts[1], parts[2]), date.new_style)
        if date.shape == "season":
            values = {"y": self._year(parts[0]), "next": self._year(parts[0] + 1)}
            return fill(patterns["season"][parts[1] - 1], **values)
        if date.shape == "part" and len(parts) == 3:
            month = self.table["months"][parts[1] - 1]
            return fill(
                patterns["part_of_month"][parts[2] - 1], month=month, y=self._year(parts[0])
            )
        if date.shape == "part":
            return fill(patterns["part"][parts[1] - 1], y=self._year(parts[0]))
        if date.shape == "decade" and parts[0] % 100 == 0:  # “the 1900s” would be a century
            return fill(patterns["century"], y=parts[0], last=parts[0] + 9)
        if date.shape in ("decade", "century"):
            return fill(patterns[date.shape], y=parts[0], last=parts[0] + 99)
        if date.shape == "between":
            first = self._within_year(parts[:3]) if parts[0] == parts[3] else ""
            return fill(
                patterns["between"],
                first=first or self._plain(parts[:3]),
                last=self._plain(parts[3:]),
            )
        if date.shape in _BOUNDED_BY_WORD:
            return fill(patterns[date.shape], date=self._plain(parts))
        return self._plain(parts)

    def _both_styles(self, old: tuple[int, int, int], new: tuple[int, int, int]) -> str:
        patterns = self.table["date"]
        if old[0] != new[0]:
            both = {"old": self._plain(old), "new": self._plain(new), "y": ""}
        else:
            both = {
                "old": self._day_of_year(old),
                "new": self._day_of_year(new),
                "y": self._year(old[0]),
            }
        return fill(patterns["both_styles"], **both).strip()

    def _day_of_year(self, ymd: tuple[int, int, int]) -> str:
        month = self.table["months_with_day"][ymd[1] - 1]
        return fill(self.table["date"]["day_of_year"], d=ymd[2], month=month)

    def _within_year(self, parts: tuple[int, ...]) -> str:
        """“5 July” or “July”, where the year follows later."""
        if parts[2]:
            return self._day_of_year((parts[0], parts[1], parts[2]))
        return str(self.table["months"][parts[1] - 1]) if parts[1] else ""

    def _plain(self, parts: tuple[int, ...]) -> str:
        """A year, a month or a day; parts that are zero are not said."""
        patterns = self.table["date"]
        year, month, day = (*parts, 0, 0)[:3]
        if day:
            name = self.table["months_with_day"][month - 1]
            return fill(patterns["day"], d=day, month=name, y=self._year(year))
        if month:
            return fill(
                patterns["month"], month=self.table["months"][month - 1], y=self._year(year)
            )
        return self._year(year)

    def _year(self, year: int) -> str:
        if year > 0:
            return fill(self.table["date"]["year"], y=year)
        return fill(self.table["date"]["year_bc"], y=1 - year)

    # ---------------------------------------------------------------- counts

    def length(self, length: SaidLength) -> str:
        """“10 weeks”, “about 3 years”."""
        patterns = self.table["length"]
        forms = patterns[length.unit]
        form = forms.get(plural_form(self.language, length.count), forms["other"])
        text = fill(form, n=length.count)
        return fill(patterns["about"], length=text) if length.about else text

    def age(self, age: tuple[int, int]) -> str:
        """“aged 37”, “aged 36 or 37”."""
        least, most = age
        return self.text("age", "one" if least == most else "two", n=least, m=most)

    def claim(self, claim: SaidClaim) -> str:
        """What a source says: “ends 31 March 1916”."""
        if claim.date is None and claim.field == "end":
            return self.text("claim", "goes_on")
        value = self.date(claim.date) if claim.date else claim.value
        return self.text("claim", claim.field, value=value)


def plural_form(language: str, count: int) -> str:
    """The plural category of a whole number (Unicode CLDR): one, few, many or other."""
    if language == "ru":
        if count % 10 == 1 and count % 100 != 11:
            return "one"
        if 2 <= count % 10 <= 4 and not 12 <= count % 100 <= 14:
            return "few"
        return "many"
    if language == "fr":
        return "one" if count in (0, 1) else "other"
    return "one" if count == 1 else "other"
