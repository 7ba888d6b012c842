"""What commands print: lines, counts, problems. Nothing of it can command a terminal."""

import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, TextIO, TypeVar

from .errors import Problem

if TYPE_CHECKING:
    from .pipeline import Built

Item = TypeVar("Item")

PROBLEMS_SHOWN = 20
LINES_SHOWN = 58
CHOSEN_SHOWN = 8


def say(text: str) -> None:
    """A line about what is wrong."""
    show(text, sys.stderr)


def show(text: str, stream: TextIO | None = None) -> None:
    """A line for a terminal, to which a control character in it would be a command."""
    shown = (c if c.isprintable() or c == "\n" else f"\\x{ord(c):02x}" for c in text)
    print("".join(shown), file=stream or sys.stdout, flush=True)


def counted(count: int, word: str) -> str:
    """“1 place”, “2 places”."""
    return f"{count:,} {word}{'' if count == 1 else 's'}"


def print_problems(problems: Sequence[Problem]) -> None:
    """The first twenty, or as many as a screen or two hold, errors first; the rest counted."""
    ordered = sorted(problems, key=lambda problem: problem.severity != "error")
    shown = lines = 0
    for problem in ordered[:PROBLEMS_SHOWN]:
        prefix = "" if problem.severity == "error" else f"{problem.severity}: "
        text = f"{prefix}{problem}"
        lines += text.count("\n") + 1
        if lines > LINES_SHOWN:
            break
        say(text)
        shown += 1
    if shown < len(ordered):
        say(f"… and {len(ordered) - shown} more: journeymap check TABLE --json tells all.")


def report(
    built: "Built", table: Path, output: Path, *, warnings: int, size: int, seconds: float
) -> None:
    """What a build made, in three lines; ``warnings`` have been told."""
    journey, located = built.gathered.journey, built.gathered.located
    placed = ", ".join(
        f"{located.placed_by.get(by, 0)} by the {by}" for by in ("table", "ledger", "gazetteer")
    )
    if ways := len(journey.stays) - sum(located.placed_by.values()):
        placed += f", {counted(ways, 'passage')} between"
    stays, legs, eras = (len(each) for each in (journey.stays, journey.legs, journey.eras))
    counts = ", ".join((counted(stays, "stay"), counted(legs, "leg"), counted(eras, "era")))
    show(f"{table}: {counts}")
    show(f"placed: {placed}; {counted(warnings, 'warning')}")
    if chosen := [f"{e.name} ({e.found_in})" for e in located.new if e.rivals]:
        more = f" and {len(chosen) - CHOSEN_SHOWN} more" if len(chosen) > CHOSEN_SHOWN else ""
        show(f"chosen among several of the name: {', '.join(chosen[:CHOSEN_SHOWN])}{more};")
        show("the ledger names the others.")
    show(f"{output}: {size / 1000:.0f} KB in {seconds:.1f} s. Open it in any browser.")


def tracked(items: Iterable[Item], total: int, text: str) -> Iterator[Item]:
    """The items, with a bar at a terminal that shows how far it is."""
    from rich.console import Console
    from rich.progress import track

    console = Console(stderr=True)
    if console.is_terminal:
        items = track(items, text, total=total, console=console, transient=True)
    yield from items


def show_in_browser(address: str) -> None:
    """Open an address in the browser of whoever sits here."""
    import webbrowser

    webbrowser.open(address)
