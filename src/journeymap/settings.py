"""``places.toml`` → Settings: what is said once about the whole journey."""

import difflib
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, time
from pathlib import PureWindowsPath

from .dateforms import EXAMPLES, DateError
from .dates import parse_date, parse_span
from .errors import Problem, Severity, quoted
from .model import ContextEvent, Era, Person, PlaceName, Source, Timespan, UncertainDate
from .prose import clean_text, is_key, safe_url
from .slugs import Ids, slug
from .vocabulary import languages

PALETTE_SLOTS = 10
MAX_DOTS = 100
"""Dots on a line. The time and memory that tomllib takes for a key grow with their square."""

_KEYS = (
    *("title", "subtitle", "person", "born", "died", "language", "output", "page"),
    *("updated", "contact"),
    *("persons", "sources", "eras", "names", "context"),
)

_OF_SOURCES = ("citation", "short", "url", "derives_from", "text")


@dataclass(frozen=True, slots=True)
class Settings:
    """What is said once about the journey. ``eras`` holds slot and text by the era's name.

    A slot of 0 means the next free one. ``output``, ``page`` (where the map is published) and
    ``contact`` (an address of the web or mailto) may be empty.
    """

    title: str = ""
    subtitle: str = ""
    language: str = "en"
    output: str = ""
    page: str = ""
    updated: UncertainDate | None = None
    contact: str = ""
    persons: tuple[Person, ...] = ()
    eras: tuple[Era, ...] = ()
    sources: tuple[Source, ...] = ()
    context: tuple[ContextEvent, ...] = ()
    names: tuple[PlaceName, ...] = ()

    @property
    def texts(self) -> dict[str, str]:
        """The files with the words of those sources that have one, by their keys."""
        return {source.key: source.text for source in self.sources if source.text}


def read_settings(data: bytes, *, file: str) -> tuple[Settings, tuple[Problem, ...]]:
    """The settings in a TOML file's bytes, and what there is to say about them."""
    for number, line in enumerate(data.split(b"\n"), 1):
        if line.count(b".") > MAX_DOTS:
            message = f"line {number} has more than {MAX_DOTS} dots."
            return Settings(), (Problem(file, 0, "", "", message, "Make several lines of it."),)
    try:
        known = tree_of(data)
    except (ValueError, RecursionError) as error:
        hint = 'It is TOML: text in "quotation marks", tables in [brackets].'
        return Settings(), (Problem(file, 0, "", "", f"cannot be read: {error}.", hint),)
    reader = _Reader(known, file)
    return reader.settings(), tuple(reader.problems)


def tree_of(data: bytes) -> dict[str, object]:
    """The tree of TOML that the bytes of a settings file hold. Raises ValueError."""
    return tomllib.loads(data.decode("utf-8-sig").replace("\r\n", "\n"))


class _Reader:
    """Takes the settings out of the TOML tree; collects Problems and goes on."""

    def __init__(self, tree: Mapping[str, object], file: str) -> None:
        self.tree = tree
        self.file = file
        self.problems: list[Problem] = []

    def settings(self) -> Settings:
        self._name_unknown(self.tree, _KEYS, "")
        language = self._text(self.tree, "language") or "en"
        if language not in languages():
            self._say("language", language, f"there is no {quoted(language)} yet.",
                      f"Use one of {', '.join(languages())}.")  # fmt: skip
            language = "en"
        return Settings(
            title=self._text(self.tree, "title"),
            subtitle=self._text(self.tree, "subtitle"),
            language=language,
            output=self._output(),
            page=self._page(),
            updated=self._date(self.tree, "updated", ""),
            contact=self._contact(),
            persons=self._persons(),
            eras=tuple(self._era(name, table) for name, table in self._tables("eras")),
            sources=tuple(self._source(key, table) for key, table in self._tables("sources")),
            context=self._context(),
            names=self._names(),
        )

    def _page(self) -> str:
        """Links to a stay are made from it: it is of the web, and has no fragment of its own."""
        url = self._url(self.tree, "page", "page")
        if url and not url.lower().startswith(("https://", "http://")):
            self._say("page", url, f"{quoted(url)} is no web page.",
                      "Use an address that begins with https://.")  # fmt: skip
            return ""
        return url.partition("#")[0]

    def _contact(self) -> str:
        """A web address, or what looks like one of e-mail with mailto: before it."""
        text = self._text(self.tree, "contact")
        url = safe_url(text if ":" in text or "@" not in text else f"mailto:{text}")
        if text and not url:
            self._say("contact", text, f"{quoted(text)} is no address.",
                      "Use one of e-mail, or one that begins with https://.")  # fmt: skip
        return url

    def _output(self) -> str:
        """A page below the folder one is in: a table must not say what else is overwritten."""
        text = self._text(self.tree, "output")
        path = PureWindowsPath(text)  # which reads / and \ alike
        below = not path.anchor and ".." not in path.parts
        if not text or (below and path.suffix.lower() == ".html"):
            return text
        self._say("output", text, f"{quoted(text)} is no .html file below this folder.",
                  "Write it like maps/life.html, or say -o OUT to the command.")  # fmt: skip
        return ""

    def _persons(self) -> tuple[Person, ...]:
        """The main person, unless nothing is said of him, and the others."""
        main = self._person("", self.tree, "person")
        others = [self._person(key, table, "name") for key, table in self._tables("persons")]
        persons = others if main == Person("", "") else [main, *others]
        ids = Ids()
        return tuple(replace(person, slug=ids.new(person.slug)) for person in persons)

    def _person(self, key: str, table: Mapping[str, object], name_key: str) -> Person:
        path = f"persons.{key}" if key else ""
        if key:
            self._name_unknown(table, ["name", "born", "died"], path)
        name = self._text(table, name_key) or clean_text(key)
        born, died = self._date(table, "born", path), self._date(table, "died", path)
        return Person(slug(key or name) or clean_text(key) or name, name, born, died)

    def _era(self, name: str, table: Mapping[str, object]) -> Era:
        self._name_unknown(table, ["slot", "text"], f"eras.{name}")
        slot = table.get("slot", 0)
        if type(slot) is not int or not 0 <= slot <= PALETTE_SLOTS:
            shown = _as_text(slot) or ""
            self._say(f"eras.{name}.slot", shown, f"{quoted(shown)} is no slot.",
                      f"Use a whole number from 1 to {PALETTE_SLOTS}.")  # fmt: skip
            slot = 0
        return Era(slug(name), clean_text(name), slot, self._text(table, "text"))

    def _source(self, key: str, table: Mapping[str, object]) -> Source:
        self._name_unknown(table, _OF_SOURCES, f"sources.{key}")
        name = clean_text(key)
        if not is_key(key):
            self._say(f"sources.{key}", key, f"{quoted(key)} cannot be cited.",
                      "Name it with letters, figures, - and _ only.", warning=True)  # fmt: skip
        return Source(
            key=name,
            citation=self._text(table, "citation") or name,
            short=self._text(table, "short") or name,
            url=self._url(table, "url", f"sources.{key}.url"),
            derives_from=tuple(self._origins(key, table)),
            text=self._text(table, "text"),
        )

    def _origins(self, key: str, table: Mapping[str, object]) -> Iterator[str]:
        """The keys of the sources that one goes back to."""
        said = table.get("derives_from", [])
        for one in said if isinstance(said, list) else [said]:
            origin = _as_text(one) or ""
            if origin in self._mapping(self.tree, "sources"):
                yield origin
            else:
                self._say(f"sources.{key}.derives_from", origin,
                          f"there is no source {quoted(origin)}.",
                          "Name it under [sources], too.", warning=True)  # fmt: skip

    def _url(self, table: Mapping[str, object], key: str, path: str) -> str:
        text = self._text(table, key)
        if text and not safe_url(text):
            self._say(path, text, f"{quoted(text)} is no web address.",
                      "Use one that begins with https://.")  # fmt: skip
        return safe_url(text)

    def _context(self) -> tuple[ContextEvent, ...]:
        events = []
        for when, what in self._mapping(self.tree, "context").items():
            titles = [_as_text(one) for one in (what if isinstance(what, list) else [what])]
            span = self._span(when)
            if not all(titles):
                self._say(f"context.{when}", "", "is not a text.", f'Write "{when}" = "…".')
            elif span:
                events += [ContextEvent(span, title) for title in titles if title]
        return tuple(events)

    def _names(self) -> tuple[PlaceName, ...]:
        """What a place was called: ``[names."PLACE"]`` holds a name by its years."""
        names = []
        for place, table in self._tables("names"):
            for when in table:
                span = self._span(when, f"names.{place}")
                name = self._text(table, when)
                if span and name:
                    names.append(PlaceName(clean_text(place), name, span))
        return tuple(names)

    def _span(self, text: str, path: str = "context") -> Timespan | None:
        try:
            span = parse_span(text, "")
        except DateError as error:
            self._say(f"{path}.{text}", text, f"cannot read the date {quoted(text)}.",
                      f"{error} {error.hint}")  # fmt: skip
            return None
        if span.start or span.end:
            return span
        self._say(f"{path}.{text}", text, "has no date.", f'Write "1905-01-22" = "…". {EXAMPLES}')
        return None

    def _date(self, table: Mapping[str, object], key: str, path: str) -> UncertainDate | None:
        text = self._text(table, key)
        if not text:
            return None
        try:
            return parse_date(text)
        except DateError as error:
            self._say(f"{path}.{key}" if path else key, text,
                      f"cannot read the date {quoted(text)}.", f"{error} {error.hint}")  # fmt: skip
            return None

    def _text(self, table: Mapping[str, object], key: str) -> str:
        text = _as_text(table.get(key, ""))
        if text is None:
            self._say(key, "", "is not a text.", f'Write {key} = "…".')
        return text or ""

    def _tables(self, key: str) -> list[tuple[str, Mapping[str, object]]]:
        rows = self._mapping(self.tree, key)
        return [(name, self._mapping(rows, name, f"{key}.{name}")) for name in rows]

    def _mapping(
        self, table: Mapping[str, object], key: str, path: str = ""
    ) -> Mapping[str, object]:
        value = table.get(key, {})
        if isinstance(value, Mapping):
            return value
        self._say(path or key, str(value), "is not a table.", f"Write [{path or key}] above it.")
        return {}

    def _name_unknown(self, table: Mapping[str, object], known: Sequence[str], path: str) -> None:
        for key in table:
            if key not in known:
                near = difflib.get_close_matches(key, known, n=1)
                hint = f"Did you mean {near[0]}?" if near else f"Known are {', '.join(known)}."
                where = f"{path}.{key}" if path else key
                self._say(where, key, f"{quoted(key)} is not known here.", hint, warning=True)

    def _say(self, key: str, value: str, message: str, hint: str, *, warning: bool = False) -> None:
        severity: Severity = "warning" if warning else "error"
        self.problems.append(Problem(self.file, 0, key, value, message, hint, severity))


def _as_text(value: object) -> str | None:
    """A text, a number or a date of TOML as text; None for anything else."""
    if isinstance(value, bool) or not isinstance(value, str | int | float | date | time):
        return None
    if isinstance(value, int) and value.bit_length() > 64:
        return None
    return clean_text(str(value))
