"""Asking somebody at a terminal which place is meant, and telling what may be."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from .coordinates import parse_pair
from .errors import quoted
from .finding import Candidates
from .gazetteer.countries import country_name
from .ledger import Entry
from .model import Place, Query
from .review import Option, Review, chosen, options_of, pinned

OPTIONS_SHOWN = 6


@dataclass(frozen=True, slots=True)
class Answer:
    """The entry that was chosen, None to leave it open, and whether to ask no more."""

    entry: Entry | None
    is_last: bool = False


def ask_about(
    one: Review, candidates: Candidates, read: Callable[[str], str], show: Callable[[str], None]
) -> Answer:
    """Ask until there is an answer: a number, degrees, another name, nothing, or the end.

    ``read`` shows a question and gives what was typed; it raises EOFError at the end.
    """
    options = one.options
    while True:
        try:
            typed = read(_question(options)).strip()
        except EOFError:
            return Answer(None, is_last=True)
        if typed.casefold() in ("", "q"):
            return Answer(None, is_last=bool(typed))
        if typed.isdecimal():
            if 1 <= int(typed) <= len(options):
                return Answer(chosen(one, options, int(typed) - 1))
            show(f"  There is no number {quoted(typed)}.")
            continue
        try:
            return Answer(pinned(one, parse_pair(typed)))
        except ValueError:
            query = Query(typed, "", one.query.country)
        if found := options_of(candidates(query), query, one.context, None):
            options = found
            show("\n".join(lines_of(options, one, len(options))))
        else:
            show(f"  No place called {quoted(typed)} is known.")


def _question(options: Sequence[Option]) -> str:
    numbers = "a number, " if options else ""
    return f"  {numbers}another name, “lat lon”, Enter to leave it, q to end: "


def heading(one: Review) -> str:
    """“row 5  Barcelona → Barcelona, Spain: several places may be meant”."""
    rows = f"row {one.rows[0]}" + (f" and {len(one.rows) - 1} more" if one.rows[1:] else "")
    where = f", {one.column}" if one.column != "place" else ""
    taken = f" → {_entry_name(one.entry)}" if one.entry else ""
    return f"  {rows}{where}: {one.name}{taken}" + (f": {one.doubt}" if one.doubt else "")


def _entry_name(entry: Entry) -> str:
    country = country_name(entry.found_in) or entry.found_in
    return ", ".join(part for part in (entry.name, country) if part)


def lines_of(options: Sequence[Option], one: Review, most: int = OPTIONS_SHOWN) -> list[str]:
    """A line for each option: its number, place, people, and how far from the neighbours."""
    shown = options[:most]
    names = [_place_name(option.place) for option in shown]
    width = max(map(len, names), default=0)
    lines = []
    for number, (option, name) in enumerate(zip(shown, names, strict=True), 1):
        mark = "*" if option.is_taken else " "
        people = f"{option.place.population:>11,} people" if option.place.population else " " * 18
        at = f"{option.place.position.lat:.1f} {option.place.position.lon:.1f}"
        line = f"   {mark}{number:>2}  {name:<{width}}  {at:<12}{people}{_distances(option, one)}"
        lines.append(line)
    if options[most:]:
        lines.append(f"        … and {len(options) - most} more")
    return lines


def _place_name(place: Place) -> str:
    return f"{place.name}, {country_name(place.country) or place.country}"


def _distances(option: Option, one: Review) -> str:
    context = one.context
    parts = []
    if option.before_km is not None:
        parts.append(f"{option.before_km:,} km from {context.before[0].name}")
    if option.after_km is not None:
        parts.append(f"{option.after_km:,} km to {context.after[0].name}")
    return f"  {', '.join(parts)}" if parts else ""
