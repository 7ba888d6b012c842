"""One row → one unlocated stay: what each column means."""

import difflib
import re
from collections.abc import Callable
from typing import cast

from .bounds import length_days
from .cells import Cells
from .coordinates import (
    are_degrees,
    is_one_number,
    looks_like_pair,
    pair_in,
    parse_degrees,
    parse_number,
    parse_pair,
    why_no_pair,
)
from .dateforms import DateError
from .dates import parse_end_point, parse_span
from .durations import Duration, parse_duration
from .errors import quoted
from .model import (
    Calendar,
    Certainty,
    Citation,
    Claim,
    ClaimField,
    Picture,
    Position,
    Prose,
    Rank,
    Timespan,
    Translation,
    UnlocatedStay,
    Waypoint,
)
from .prose import parse_prose, refused_links
from .slugs import is_slug, slug
from .vocabulary import languages, words

MAX_PRECISION_KM = 3000


class RowReader:
    """Takes one row apart and goes on after a problem with what is left.

    ``era`` and ``person`` turn a name into a slug; ``source_keys`` are those that may be cited.
    """

    def __init__(
        self,
        cells: Cells,
        *,
        era: Callable[[str], str],
        person: Callable[[str], str],
        source_keys: tuple[str, ...],
    ) -> None:
        self.cells = cells
        self.era = era
        self.person = person
        self.source_keys = source_keys

    def stay(self) -> UnlocatedStay:
        """The stay, with defaults in place of what could not be read."""
        cells = self.cells
        said = cast(Calendar | None, cells.word("calendar", closed=True) or None)
        calendar: Calendar = said or "gregorian"
        via = [item.strip("~ ") for item in cells.items("via")]
        place = cells.text("place")
        name = place.removesuffix("?").strip()
        if not name:
            cells.say("place", place, "the place is missing.", "Name it as the sources do.")
        kind = cells.word("kind")
        self._check_where(kind)
        return UnlocatedStay(
            row=cells.number,
            id=self._id(),
            formerly=tuple(key for old in cells.items("formerly") if (key := self._former(old))),
            persons=self._persons(),
            alias=cells.text("alias"),
            place=name,
            place_doubtful=place.endswith("?"),
            today=cells.text("today"),
            country=cells.text("country"),
            pinned=self._position(),
            precision_km=self._precision_km(),
            area=tuple(dict.fromkeys(cells.items("area"))),
            span=self._span(calendar),
            calendar=said,
            era=self.era(cells.text("era")),
            kind=kind,
            within=cells.text("within"),
            mode=cells.word("mode"),
            via=tuple(point for item in via if item and (point := self._waypoint("via", item))),
            way_sketched=any(item.startswith("~") for item in cells.items("via")),
            move=cells.word("move"),
            bound_for=self._bound_for(),
            title=cells.text("title") or name,
            description=self._prose("description"),
            easy=self._prose("easy"),
            translations=self._translations(),
            rank=self._rank(),
            picture=self._picture(),
            sources=tuple(self._citation(item) for item in cells.items("source")),
            certainty=cast(Certainty, cells.word("certainty", closed=True) or "certain"),
            claims=self._claims(kind, calendar),
            note=self._prose("note"),
            question=cells.text("question"),
            answer=cells.text("answer"),
        )

    def _check_where(self, kind: str) -> None:
        """Say what cannot both hold of where a stay was: nothing of it is left out in silence."""
        cells = self.cells
        spot = [column for column in ("lat", "lon", "precision_km") if cells.text(column)]
        if kind == "passage":
            for column in [*spot, *(["area"] if cells.text("area") else [])]:
                message = "a passage has no place of its own: this is not used."
                hint = "It leads from the stay before to the stay after; via holds the way."
                cells.warn(column, cells.text(column), message, hint)
        elif cells.text("area") and spot:
            message = f"this row has an area and {spot[0]}: a stay has either an area or a spot."
            hint = "Empty area, or lat, lon and precision_km."
            cells.say("area", cells.text("area"), message, hint)

    # ---------------------------------------------------------------- who and what

    def _id(self) -> str:
        wanted = self.cells.text("id")
        if not wanted or is_slug(wanted):
            return wanted
        made = slug(wanted)
        message = f"{quoted(wanted)} cannot stand in a link."
        hint = f"It became {made or 'a new one'}; use a-z, 0-9 and hyphens."
        self.cells.warn("id", wanted, message, hint)
        return made

    def _former(self, old: str) -> str:
        made = old if is_slug(old) else slug(old)
        if made != old:
            message = f"{quoted(old)} cannot have stood in a link."
            hint = f"It became {made}." if made else "It was left out."
            self.cells.warn("formerly", old, message, hint)
        return made

    def _persons(self) -> tuple[str, ...]:
        names = self.cells.items("person") or ("",)
        return tuple(dict.fromkeys(self.person(name) for name in names))

    def _prose(self, column: str) -> Prose:
        text = self.cells.raw(column)
        if not text:
            return ()
        prose = parse_prose(text)
        for paragraph in prose:
            for run in paragraph:
                if isinstance(run, Citation):
                    self._check_key(column, run.key)
        for link in refused_links(text):
            message = f"{quoted(link)} is no link, and is shown as it is written."
            hint = "Write [words](https://example.org/page), without spaces in the address."
            self.cells.warn(column, link, message, hint)
        return prose

    def _translations(self) -> tuple[Translation, ...]:
        told = (
            Translation(
                language, self.cells.text(f"title@{language}"),
                self._prose(f"description@{language}"),
            )
            for language in languages()
        )  # fmt: skip
        return tuple(one for one in told if one.title or one.description)

    def _rank(self) -> Rank:
        text = self.cells.text("rank")
        if text and text not in ("1", "2", "3"):
            hint = "1 = in the two-minute version, 3 = least important."
            self.cells.say("rank", text, f"{quoted(text)} is not 1, 2 or 3.", hint)
            text = ""
        return cast(Rank, int(text or 2))

    def _picture(self) -> Picture | None:
        cells = self.cells
        file = cells.text("image")
        if not file:
            return None
        if not cells.text("image_alt"):
            hint = "Say in a few words what it shows, for those who cannot see it."
            cells.warn("image_alt", "", "the picture has no description.", hint)
        return Picture(file, cells.text("image_alt"), cells.text("image_credit"))

    # ---------------------------------------------------------------- when

    def _span(self, calendar: Calendar) -> Timespan:
        cells = self.cells
        start, end = cells.text("start"), cells.text("end")
        duration = self._duration()
        readable = [
            self._is_date("start", start, lambda: parse_span(start, "", None, calendar)),
            self._is_date("end", end, lambda: end == ".." or parse_end_point(end, calendar)),
        ]
        if not all(readable):
            return Timespan(None, None)
        try:
            span = parse_span(start, end, duration, calendar)
        except DateError as error:
            reason = f"{str(error)[:1].lower()}{str(error)[1:]}"
            cells.say("end", end, f"from {quoted(start)} to {quoted(end)}: {reason}", error.hint)
            return Timespan(None, None)
        if duration:
            self._check_duration(span, duration)
        return span

    def _is_date(self, column: str, text: str, parse: Callable[[], object]) -> bool:
        """Whether the cell can be read; a Problem says why not."""
        if not text:
            return True
        try:
            parse()
        except DateError as error:
            message = f"cannot read the date {quoted(text)}."
            self.cells.say(column, text, message, f"{error} {error.hint}")
            return False
        return True

    def _duration(self) -> Duration | None:
        text = self.cells.text("duration")
        if not text:
            return None
        try:
            return parse_duration(text)
        except ValueError as error:
            hint = "Write it like “a month”, “10 weeks” or “40 days”."
            self.cells.say("duration", text, f"{quoted(text)}: {error}.", hint)
            return None

    def _check_duration(self, span: Timespan, duration: Duration) -> None:
        shortest, longest = length_days(span)
        if duration.longest < shortest or (longest is not None and duration.shortest > longest):
            text = self.cells.text("duration")
            word = "shorter" if duration.longest < shortest else "longer"
            message = f"{quoted(text)} is {word} than the dates allow."
            hint = "Correct the start, the end or the duration."
            self.cells.warn("duration", text, message, hint)

    # ---------------------------------------------------------------- where

    def _position(self) -> Position | None:
        lat, lon = self.cells.text("lat"), self.cells.text("lon")
        if not lat and not lon:
            return None
        if not (lat and lon):
            return self._position_of_one_cell("lat" if lat else "lon", lat or lon)
        north, east = self._degrees("lat", lat, lon), self._degrees("lon", lon, lat)
        if north is None or east is None:
            return None
        return Position(lon=east, lat=north)

    def _position_of_one_cell(self, column: str, text: str) -> Position | None:
        pair = pair_in(text, column)
        if pair is None and not is_one_number(text):
            hint = "Write them like 48.21, 16.37: north first, then east."
            self.cells.say(column, text, f"{quoted(text)}: {why_no_pair(text)}.", hint)
        elif pair is None:
            other = "lon" if column == "lat" else "lat"
            message = f"there is a {column} but no {other}."
            self.cells.say(other, "", message, "Give both, or neither.")
        return pair

    def _degrees(self, axis: str, text: str, other: str) -> float | None:
        try:
            return parse_degrees(text, axis)
        except ValueError as error:
            hint = "Write degrees like 59.93 or 59°56′03″N."
            if re.fullmatch(r"[+-]?\d{1,3}(\.\d{3})+|[+-]?\d{5,}", text):
                hint = "A spreadsheet took the decimal point for thousands: write it like 59.93."
            if axis == "lat" and are_degrees(lat=other, lon=text):
                hint = "lat and lon look exchanged: lat is north (to 90), lon is east (to 180)."
            self.cells.say(axis, text, f"{quoted(text)}: {error}.", hint)
            return None

    def _precision_km(self) -> float:
        text = self.cells.text("precision_km")
        number = text.removesuffix("km").strip() or "0"
        message = f"{quoted(text)} is not a number of kilometres."
        if re.fullmatch(r"[1-9]\d{0,2},\d{3}", number):
            message = f"{quoted(text)} may be thousands or a fraction."
            number = ""
        try:
            value = parse_number(number)
        except ValueError:
            value = -1.0
        if 0 <= value <= MAX_PRECISION_KM:
            return value
        self.cells.say("precision_km", text, message, "Write it like 5 or 0.5.")
        return 0.0

    def _waypoint(self, column: str, text: str) -> Waypoint | None:
        """A place's name or a “lat lon” pair; None where it looks like a pair and is none."""
        if not looks_like_pair(text):
            return Waypoint(text)
        try:
            return Waypoint(text, parse_pair(text))
        except ValueError as error:
            hint = "Write “lat lon”, like 44.6 -63.6."
            self.cells.say(column, text, f"{quoted(text)}: {error}.", hint)
            return None

    def _bound_for(self) -> Waypoint | None:
        text = self.cells.text("bound_for")
        return self._waypoint("bound_for", text) if text else None

    # ---------------------------------------------------------------- who says so

    def _citation(self, item: str) -> Citation:
        """“doc1 §Last exile” is a key and where in it; anything else a citation in free words."""
        key, _, locator = item.partition(" ")
        if key in self.source_keys:
            return Citation(key, locator.strip())
        if difflib.get_close_matches(key, self.source_keys, n=1, cutoff=0.7):
            self._check_key("source", key)
        return Citation("", item)

    def _check_key(self, column: str, key: str) -> None:
        if key in self.source_keys:
            return
        near = difflib.get_close_matches(key, self.source_keys, n=1, cutoff=0.7)
        hint = f"Did you mean {near[0]}?" if near else "Name it under [sources] in the settings."
        self.cells.warn(column, key, f"there is no source {quoted(key)}.", hint)

    def _claims(self, kind: str, calendar: Calendar) -> tuple[Claim, ...]:
        """What sources claim of a stay of this kind; each says one thing of each field."""
        claims: dict[tuple[str, str], Claim] = {}
        for item in self.cells.items("claims"):
            claim = self._claim(item, kind, calendar)
            if claim and (claim.source, claim.field) in claims:
                message = f"{quoted(claim.source)} claims two things of {claim.field}."
                hint = "Keep one; where a source doubts, write one date that is as wide."
                self.cells.say("claims", item, message, hint)
            elif claim:
                claims[claim.source, claim.field] = claim
        return tuple(claims.values())

    def _claim(self, item: str, kind: str, calendar: Calendar) -> Claim | None:
        found = re.fullmatch(r"([\w-]+)\s*:\s*(?:(start|end|place|kind)\s*=\s*(.+)|absent)", item)
        if not found:
            message = f"cannot read the claim {quoted(item)}."
            hint = "Write “doc1: end=1916-03-31” or “doc2: absent”."
            self.cells.say("claims", item, message, hint)
            return None
        source, value = found[1], (found[3] or "").strip()
        field = cast(ClaimField, found[2] or "absent")
        self._check_key("claims", source)
        if field == "kind":
            value = words("kind").get(" ".join(value.casefold().split()), value)
            if (value == "passage") != (kind == "passage"):
                message = f"{quoted(item)}: a stay is a passage in all accounts or in none."
                hint = f"Write “{source}: absent”, and give what it tells a row of its own."
                self.cells.say("claims", item, message, hint)
                return None
        if field not in ("start", "end"):
            return Claim(source, field, value)
        if field == "end" and value == "..":
            return Claim(source, field, value)
        if not self._is_date("claims", value, lambda: parse_end_point(value, calendar)):
            return None
        return Claim(source, field, value, parse_end_point(value, calendar))
