"""The commands. Everything that can go wrong ends here: a message and an exit code.

0  done, perhaps with warnings      2  the command is wrong
1  problems in the input, the files, the network or the ledger      130  interrupted
"""

import argparse
import dataclasses
import io
import json
import sys
import time
import traceback
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from .errors import InputError, JourneymapError, Problem, UsageError
from .version import __version__

if TYPE_CHECKING:
    from .pipeline import Built, Gathered

DEFAULT_TABLE = Path("data/places.csv")
PROBLEMS_SHOWN = 20
LINES_SHOWN = 58
CHOSEN_SHOWN = 8


def main(arguments: Sequence[str]) -> int:
    """Run one command; its exit code."""
    try:
        return _answered(_parser().parse_args(arguments))
    except KeyboardInterrupt:
        _say("interrupted")
        return 130


def _answered(options: argparse.Namespace) -> int:
    command: Callable[[argparse.Namespace], int] = options.command
    try:
        return command(options)
    except BrokenPipeError:  # nobody reads what we print
        return 1
    except JourneymapError as error:
        if options.debug:
            traceback.print_exc()
        return _said(error)
    except Exception as error:
        if options.debug:
            raise
        _say(f"journeymap: {type(error).__name__}: {error}")
        _say("This is a fault of journeymap, not of your table.")
        _say("Run it again with --debug and report what it prints.")
        return 1


def _said(error: JourneymapError) -> int:
    if isinstance(error, InputError):
        _print_problems(error.problems)
        count = sum(problem.severity == "error" for problem in error.problems)
        _say(f"{_counted(count, 'error')}; nothing was written.")
        return 1
    _say(f"journeymap: {error}")
    return 2 if isinstance(error, UsageError) else 1


def _say(text: str) -> None:
    _print(text, sys.stderr)


def _print(text: str, stream: TextIO | None = None) -> None:
    """A line for a terminal, to which a control character in it would be a command."""
    shown = (c if c.isprintable() or c == "\n" else f"\\x{ord(c):02x}" for c in text)
    print("".join(shown), file=stream or sys.stdout)


# ---------------------------------------------------------------- the commands and their options


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="journeymap",
        allow_abbrev=False,
        description="A table of dated places becomes one animated, offline map of a life.",
        epilog="journeymap COMMAND --help tells the options of a command.",
    )
    parser.add_argument("--version", action="version", version=f"journeymap {__version__}")
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)
    build = _command(commands, "build", _build, "make the map of a table")
    build.add_argument(
        "table", nargs="?", type=Path, default=DEFAULT_TABLE, metavar="TABLE",
        help="the table, or a map to be rebuilt from itself (default: data/places.csv)",
    )  # fmt: skip
    build.add_argument("-o", "--output", type=Path, metavar="OUT", help="where to write the map")
    build.add_argument("--open", action="store_true", help="open the map in a browser")
    build.add_argument(
        "--locked", action="store_true", help="fail where a place is not in the ledger yet"
    )
    build.add_argument(
        "--tiles", default="", metavar="NAME",
        help="lay an online map below, by its name in xyzservices; the page then needs a network",
    )  # fmt: skip
    check = _command(commands, "check", _check, "say what is wrong with a table, write nothing")
    check.add_argument("table", type=Path, metavar="TABLE", help="the table")
    check.add_argument("--json", action="store_true", help="print the problems as JSON")
    for command in (build, check):
        command.add_argument(
            "--strict-sources", action="store_true", help="fail where a stay names no source"
        )
    locate = _command(commands, "locate", _locate, "look up new places and write the ledger")
    locate.add_argument("table", type=Path, metavar="TABLE", help="the table")
    return parser


def _command(
    commands: "argparse._SubParsersAction[argparse.ArgumentParser]",
    name: str,
    command: Callable[[argparse.Namespace], int],
    text: str,
) -> argparse.ArgumentParser:
    description = text[0].upper() + text[1:] + "."
    parser = commands.add_parser(name, help=text, description=description, allow_abbrev=False)
    parser.set_defaults(command=command)
    parser.add_argument(
        "--encoding", default="", metavar="NAME", help="how the table's text is encoded"
    )
    parser.add_argument("--debug", action="store_true", help="show tracebacks")
    return parser


# ---------------------------------------------------------------- build


def _build(options: argparse.Namespace) -> int:
    from . import pipeline
    from .offline import OFFLINE_WORLD
    from .outputs import output_path, write_map
    from .page.carried import sources_at

    started = time.perf_counter()
    sources = sources_at(options.table)
    built = pipeline.build(
        sources,
        world=OFFLINE_WORLD,
        encoding=options.encoding,
        tiles=options.tiles,
        locked=options.locked,
        strict_sources=options.strict_sources,
    )
    wanted = built.gathered.settings.output
    output = output_path(options.table, asked=options.output, wanted=wanted)
    size = write_map(options.table, sources, output, built.html, built.new_ledger)
    _print_problems(built.gathered.problems)
    _report(built, options.table, output, size, time.perf_counter() - started)
    if options.open:
        import webbrowser

        webbrowser.open(output.resolve().as_uri())
    return 0


def _report(built: "Built", table: Path, output: Path, size: int, seconds: float) -> None:
    journey, located = built.gathered.journey, built.gathered.located
    placed = ", ".join(
        f"{located.placed_by.get(by, 0)} by the {by}" for by in ("table", "ledger", "gazetteer")
    )
    warnings = sum(problem.severity == "warning" for problem in built.gathered.problems)
    stays, legs, eras = (len(each) for each in (journey.stays, journey.legs, journey.eras))
    counts = ", ".join((_counted(stays, "stay"), _counted(legs, "leg"), _counted(eras, "era")))
    _print(f"{table}: {counts}")
    _print(f"placed: {placed}; {_counted(warnings, 'warning')}")
    if chosen := [f"{e.name} ({e.found_in})" for e in located.new if e.rivals]:
        more = f" and {len(chosen) - CHOSEN_SHOWN} more" if len(chosen) > CHOSEN_SHOWN else ""
        _print(f"chosen among several of the name: {', '.join(chosen[:CHOSEN_SHOWN])}{more};")
        _print("the ledger names the others.")
    _print(f"{output}: {size / 1000:.0f} KB in {seconds:.1f} s. Open it in any browser.")


def _counted(count: int, word: str) -> str:
    return f"{count} {word}{'' if count == 1 else 's'}"


# ---------------------------------------------------------------- check, locate


def _check(options: argparse.Namespace) -> int:
    problems = _problems_of(options)
    errors = sum(problem.severity == "error" for problem in problems)
    if options.json:
        _print_json([dataclasses.asdict(problem) for problem in problems])
        return 1 if errors else 0
    _print_problems(problems)
    warnings = sum(problem.severity == "warning" for problem in problems)
    verdict = f"{_counted(errors, 'error')}, {_counted(warnings, 'warning')}"
    _print(f"{options.table}: {verdict if problems else 'nothing to say against it'}.")
    return 1 if errors else 0


def _problems_of(options: argparse.Namespace) -> tuple[Problem, ...]:
    from .files import read_texts
    from .offline import OFFLINE_WORLD, inland_km
    from .page.carried import is_page, sources_at
    from .pipeline import examined, gather

    try:
        sources = sources_at(options.table)
        gathered = gather(
            sources,
            world=OFFLINE_WORLD,
            encoding=options.encoding,
            strict_sources=options.strict_sources,
        )
        cited = {} if is_page(options.table) else gathered.settings.texts
        texts, unread = read_texts(options.table, cited)
        said = examined(gathered, file=sources.table.name, inland_km=inland_km, texts=texts)
    except InputError as error:
        return error.problems
    return (*unread, *said)


def _print_json(value: object) -> None:
    """JSON is UTF-8, whatever the terminal is. A lone surrogate becomes its own escape."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8", errors="backslashreplace")
    print(json.dumps(value, ensure_ascii=False, indent=1))


def _locate(options: argparse.Namespace) -> int:
    from .files import ledger_path
    from .ledger import write_ledger
    from .offline import OFFLINE_WORLD
    from .outputs import write_new_ledger
    from .page.carried import is_page, sources_at
    from .pipeline import gather

    if is_page(options.table):
        raise UsageError("a map carries its ledger; name the table that it was made from.")
    sources = sources_at(options.table)
    gathered = gather(sources, world=OFFLINE_WORLD, encoding=options.encoding)
    _print_problems(gathered.problems)
    path = ledger_path(options.table)
    new = gathered.located.new
    if not new:
        _print(f"{path}: nothing new; {_counted(len(gathered.ledger), 'place')} known.")
        return 0
    write_new_ledger(options.table, sources, write_ledger([*gathered.ledger.values(), *new]))
    _print_entries(gathered)
    _print(f"{path}: {_counted(len(new), 'new place')}. Look them over, correct what is wrong,")
    _print("and write your name under reviewed.")
    return 0


def _print_entries(gathered: "Gathered") -> None:
    for entry in gathered.located.new:
        asked = f"{entry.place} ({entry.today})" if entry.today else entry.place
        _print(f"  {asked} → {entry.name}, {entry.found_in}  {entry.lat} {entry.lon}")


# ---------------------------------------------------------------- problems


def _print_problems(problems: Sequence[Problem]) -> None:
    """The first twenty, or as many as a screen or two hold, errors first; the rest counted."""
    ordered = sorted(problems, key=lambda problem: problem.severity != "error")
    shown = lines = 0
    for problem in ordered[:PROBLEMS_SHOWN]:
        prefix = "" if problem.severity == "error" else f"{problem.severity}: "
        text = f"{prefix}{problem}"
        lines += text.count("\n") + 1
        if lines > LINES_SHOWN:
            break
        _say(text)
        shown += 1
    if shown < len(ordered):
        _say(f"… and {len(ordered) - shown} more: journeymap check TABLE --json tells all.")
