"""The commands. Everything that can go wrong ends here: a message and an exit code.

0  done, perhaps with warnings      2  the command is wrong
1  problems in the input, the files, the network or the ledger      130  interrupted
"""

import argparse
import dataclasses
import json
import sys
import time
import traceback
import webbrowser
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from . import __version__
from .errors import InputError, JourneymapError, Problem, UsageError

if TYPE_CHECKING:
    from .files import Sources
    from .pipeline import Built, Gathered

DEFAULT_TABLE = Path("data/places.csv")
PROBLEMS_SHOWN = 20


def run() -> None:
    """The ``journeymap`` command."""
    sys.exit(main(sys.argv[1:]))


def main(arguments: Sequence[str]) -> int:
    """Run one command; its exit code."""
    options = _parser().parse_args(arguments)
    command: Callable[[argparse.Namespace], int] = options.command
    try:
        return command(options)
    except KeyboardInterrupt:
        print("interrupted", file=sys.stderr)
        return 130
    except JourneymapError as error:
        if options.debug:
            traceback.print_exc()
        return _said(error)
    except Exception as error:
        if options.debug:
            raise
        print(f"journeymap: {type(error).__name__}: {error}", file=sys.stderr)
        print("This is a fault of journeymap, not of your table.", file=sys.stderr)
        print("Run it again with --debug and report what it prints.", file=sys.stderr)
        return 1


def _said(error: JourneymapError) -> int:
    if isinstance(error, InputError):
        _print_problems(error.problems)
        count = sum(problem.severity == "error" for problem in error.problems)
        print(f"{_counted(count, 'error')}; no map was written.", file=sys.stderr)
        return 1
    print(f"journeymap: {error}", file=sys.stderr)
    return 2 if isinstance(error, UsageError) else 1


# ---------------------------------------------------------------- the commands and their options


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="journeymap",
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
    locate = _command(commands, "locate", _locate, "look up new places and write the ledger")
    locate.add_argument("table", type=Path, metavar="TABLE", help="the table")
    return parser


def _command(
    commands: "argparse._SubParsersAction[argparse.ArgumentParser]",
    name: str,
    command: Callable[[argparse.Namespace], int],
    text: str,
) -> argparse.ArgumentParser:
    parser = commands.add_parser(name, help=text, description=text[0].upper() + text[1:] + ".")
    parser.set_defaults(command=command)
    parser.add_argument(
        "--encoding", default="", metavar="NAME", help="how the table's text is encoded"
    )
    parser.add_argument("--debug", action="store_true", help="show tracebacks")
    return parser


# ---------------------------------------------------------------- build


def _build(options: argparse.Namespace) -> int:
    from . import pipeline
    from .files import ledger_path, replace_file
    from .offline import OFFLINE_WORLD

    started = time.perf_counter()
    sources = _sources(options.table)
    built = pipeline.build(
        sources,
        world=OFFLINE_WORLD,
        encoding=options.encoding,
        tiles=options.tiles,
        locked=options.locked,
    )
    output = options.output or _default_output(options.table, built.gathered.settings.output)
    data = built.html.encode("utf-8")
    replace_file(output, data)
    if built.new_ledger is not None and _is_table(options.table):
        replace_file(ledger_path(options.table), built.new_ledger)
    _print_problems(built.problems)
    _report(built, options.table, output, len(data), time.perf_counter() - started)
    if options.open:
        webbrowser.open(output.resolve().as_uri())
    return 0


def _sources(path: Path) -> "Sources":
    """What a table's map is made from; a map of ours brings its own."""
    from .files import read_sources

    sources = read_sources(path)
    if _is_table(path):
        return sources
    from .page.carried import sources_of_page

    inside = sources_of_page(sources.table.data)
    if inside is None:
        raise UsageError(f"{path} is a web page, but no map that carries its table.")
    return inside


def _is_table(path: Path) -> bool:
    return path.suffix.lower() not in (".html", ".htm")


def _default_output(table: Path, wanted: str) -> Path:
    """The settings' ``output`` if it is a page below this folder, else ``maps/STEM.html``."""
    path = Path(wanted)
    if wanted and not path.is_absolute() and ".." not in path.parts and not _is_table(path):
        return path
    if wanted:
        raise UsageError(f"output = {wanted!r} is not an .html file below this folder.")
    return Path("maps") / (table.stem + ".html")


def _report(built: "Built", table: Path, output: Path, size: int, seconds: float) -> None:
    journey, located = built.gathered.journey, built.gathered.located
    placed = ", ".join(
        f"{located.placed_by.get(by, 0)} by the {by}" for by in ("table", "ledger", "gazetteer")
    )
    warnings = sum(problem.severity == "warning" for problem in built.problems)
    print(f"{table}: {_counted(len(journey.stays), 'stay')}, {_counted(len(journey.legs), 'leg')}, "
          f"{_counted(len(journey.eras), 'era')}")  # fmt: skip
    print(f"placed: {placed}; {_counted(warnings, 'warning')}")
    print(f"{output}: {size / 1000:.0f} KB in {seconds:.1f} s. Open it in any browser.")


def _counted(count: int, word: str) -> str:
    return f"{count} {word}{'' if count == 1 else 's'}"


# ---------------------------------------------------------------- check, locate


def _check(options: argparse.Namespace) -> int:
    problems = _problems_of(options)
    errors = sum(problem.severity == "error" for problem in problems)
    if options.json:
        print(json.dumps([dataclasses.asdict(p) for p in problems], ensure_ascii=False, indent=1))
        return 1 if errors else 0
    _print_problems(problems)
    warnings = len(problems) - errors
    verdict = f"{_counted(errors, 'error')}, {_counted(warnings, 'warning')}"
    print(f"{options.table}: {verdict if problems else 'nothing to say against it'}.")
    return 1 if errors else 0


def _problems_of(options: argparse.Namespace) -> tuple[Problem, ...]:
    from . import pipeline
    from .offline import OFFLINE_WORLD

    try:
        built = pipeline.build(
            _sources(options.table), world=OFFLINE_WORLD, encoding=options.encoding
        )
    except InputError as error:
        return error.problems
    return built.problems


def _locate(options: argparse.Namespace) -> int:
    from . import pipeline
    from .files import ledger_path, replace_file
    from .ledger import write_ledger
    from .offline import OFFLINE_WORLD

    gathered = pipeline.gather(
        _sources(options.table), world=OFFLINE_WORLD, encoding=options.encoding
    )
    _print_problems(gathered.problems)
    path = ledger_path(options.table)
    new = gathered.located.new
    if not new:
        print(f"{path}: nothing new; {_counted(len(gathered.ledger), 'place')} known.")
        return 0
    replace_file(path, write_ledger([*gathered.ledger.values(), *new]))
    _print_entries(gathered)
    print(f"{path}: {_counted(len(new), 'new place')}. Look them over, correct what is wrong,")
    print("and write your name under reviewed.")
    return 0


def _print_entries(gathered: "Gathered") -> None:
    for entry in gathered.located.new:
        asked = f"{entry.place} ({entry.today})" if entry.today else entry.place
        print(f"  {asked} → {entry.name}, {entry.found_in}  {entry.lat} {entry.lon}")


# ---------------------------------------------------------------- problems


def _print_problems(problems: Sequence[Problem]) -> None:
    """The first twenty, errors before warnings, and how many more there are."""
    ordered = sorted(problems, key=lambda problem: problem.severity != "error")
    for problem in ordered[:PROBLEMS_SHOWN]:
        prefix = "" if problem.severity == "error" else f"{problem.severity}: "
        print(f"{prefix}{problem}", file=sys.stderr)
    more = len(ordered) - PROBLEMS_SHOWN
    if more > 0:
        print(f"… and {more} more: journeymap check TABLE --json tells all.", file=sys.stderr)
