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

from .errors import InputError, JourneymapError, Problem, UsageError, quoted
from .terminal import counted, print_problems, report, say, show, show_in_browser
from .version import __version__

DEFAULT_TABLE = Path("data/places.csv")


def main(arguments: Sequence[str]) -> int:
    """Run one command; its exit code."""
    try:
        return _answered(_options(arguments))
    except KeyboardInterrupt:
        say("interrupted")
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
        say(f"journeymap: {type(error).__name__}: {error}")
        say("This is a fault of journeymap, not of your table.")
        say("Run it again with --debug and report what it prints.")
        return 1


def _said(error: JourneymapError) -> int:
    if isinstance(error, InputError):
        print_problems(error.problems)
        count = sum(problem.severity == "error" for problem in error.problems)
        say(f"{counted(count, 'error')}; nothing was written.")
        return 1
    say(f"journeymap: {error}")
    return 2 if isinstance(error, UsageError) else 1


# ---------------------------------------------------------------- the commands and their options


def _options(arguments: Sequence[str]) -> argparse.Namespace:
    """What was asked for. What a command does not know is told with the usage of that command."""
    options, unknown = _parser().parse_known_args(arguments)
    if unknown:
        options.parser.error(f"unrecognized arguments: {' '.join(unknown)}")
    return options


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
    build.add_argument(
        "others", nargs="*", type=Path, default=[], metavar="TABLE",
        help="more tables, each another life on the same map",
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
    watch = _command(commands, "watch", _watch, "rebuild the map on every save, and show it")
    watch.add_argument("table", type=Path, metavar="TABLE", help="the table")
    watch.add_argument("-o", "--output", type=Path, metavar="OUT", help="where to write the map")
    _add_port(watch)
    studio = _command(commands, "studio", _studio, "make a map on a page, without a terminal")
    _add_port(studio)
    locate = _command(commands, "locate", _locate, "look up new places and write the ledger")
    locate.add_argument("table", type=Path, metavar="TABLE", help="the table")
    locate.add_argument(
        "--online", action="store_true", help="ask a geocoder for what the gazetteer lacks"
    )
    locate.add_argument(
        "--geocoder", default="nominatim", choices=["nominatim", "photon"], metavar="NAME",
        help="which one: nominatim (default) or photon",
    )  # fmt: skip
    locate.add_argument("--server", default="", metavar="URL", help="one of your own")
    locate.add_argument(
        "--contact", default="", metavar="ADDRESS",
        help="a mail or web address of yours, which a public geocoder wants to be told",
    )  # fmt: skip
    embed = _command(commands, "embed", _embed, "print the snippet that puts a map into a page")
    embed.add_argument("map", type=Path, metavar="MAP", help="the map, as build has written it")
    embed.add_argument("--stay", default="", metavar="ID", help="open at this stay")
    embed.add_argument(
        "--still", default="", metavar="PICTURE",
        help="the picture for where frames are taken out (default: MAP.png beside it, if any)",
    )  # fmt: skip
    ids = _command(commands, "ids", _ids, "write into a table the ids that its links have")
    ids.add_argument("table", type=Path, metavar="TABLE", help="the table")
    new = _command(commands, "new", _new, "write a starter table, or adopt another spreadsheet's")
    new.add_argument(
        "name", type=Path, metavar="NAME", help="the new table: NAME.csv, or NAME.xlsx for Excel"
    )
    new.add_argument(
        "--from", dest="source", type=Path, metavar="FILE",
        help="take the rows of this table, and put our names in the place of its headings",
    )  # fmt: skip
    new.add_argument(
        "--column", action="append", default=[], metavar="COLUMN=HEADING",
        help="say which of its headings a column is; else you are asked, at a terminal",
    )  # fmt: skip
    export = _command(commands, "export", _export, "write the journey for other programs")
    export.add_argument("table", type=Path, metavar="TABLE", help="the table, or a map")
    export.add_argument(
        "--to", required=True, choices=["csv", "xlsx", "geojson"], metavar="FORMAT",
        help="csv or xlsx: the table with coordinates and EDTF dates; geojson: stays and legs",
    )  # fmt: skip
    export.add_argument("-o", "--output", type=Path, metavar="OUT", help="where to write it")
    for command in (build, check, watch, studio, locate, ids, export):
        command.add_argument(
            "--strict-sources", action="store_true", help="fail where a stay names no source"
        )
    return parser


def _encoding(name: str) -> str:
    """The name of an encoding that there is, or "" to leave it to us."""
    try:
        " ".encode(name or "utf-8")
    except (LookupError, ValueError):
        message = f"there is no encoding {quoted(name)}; try utf-8 or cp1252"
        raise argparse.ArgumentTypeError(message) from None
    return name


def _add_port(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--port", type=int, default=0, metavar="N", help="where to show it")
    parser.add_argument("--no-open", action="store_true", help="open no browser")


def _command(
    commands: "argparse._SubParsersAction[argparse.ArgumentParser]",
    name: str,
    command: Callable[[argparse.Namespace], int],
    text: str,
) -> argparse.ArgumentParser:
    description = text[0].upper() + text[1:] + "."
    parser = commands.add_parser(name, help=text, description=description, allow_abbrev=False)
    parser.set_defaults(command=command, parser=parser)
    parser.add_argument(
        "--encoding", default="", type=_encoding, metavar="NAME",
        help="how the table's text is encoded",
    )  # fmt: skip
    parser.add_argument("--debug", action="store_true", help="show tracebacks")
    return parser


# ---------------------------------------------------------------- build


def _build(options: argparse.Namespace) -> int:
    from . import pipeline
    from .offline import OFFLINE_WORLD
    from .outputs import output_path, write_map
    from .page.carried import sources_at

    started = time.perf_counter()
    table, encoding = options.table, options.encoding
    lives = None
    if options.others:
        from .publishing import read_lives

        lives = read_lives(
            [table, *options.others],
            encoding=encoding,
            output=options.output,
            locked=options.locked,
            strict_sources=options.strict_sources,
        )
        table, encoding = Path(lives.sources.table.name), ""
    sources = lives.sources if lives else sources_at(table)
    built = pipeline.build(
        sources,
        world=OFFLINE_WORLD,
        encoding=encoding,
        tiles=options.tiles,
        locked=options.locked,
        strict_sources=options.strict_sources,
    )
    wanted = "" if lives else built.gathered.settings.output
    output = output_path(table, asked=options.output, wanted=wanted)
    if lives:
        lives.write_ledgers()
        built = dataclasses.replace(lives.told_of(built), new_ledger=None)
    size = write_map(table, sources, output, built.html, built.new_ledger)
    if not lives:  # else each table's have been told
        print_problems(built.gathered.problems)
    warnings = lives.warnings if lives else len(built.gathered.problems)
    seconds = time.perf_counter() - started
    report(built, table, output, warnings=warnings, size=size, seconds=seconds)
    if options.open:
        show_in_browser(output.resolve().as_uri())
    return 0


def _watch(options: argparse.Namespace) -> int:
    from .watching import watch_table

    watch_table(
        options.table,
        options.output,
        encoding=options.encoding,
        strict_sources=options.strict_sources,
        port=_port(options),
        opens=not options.no_open,
    )
    return 0


def _studio(options: argparse.Namespace) -> int:
    from .watching import open_studio

    open_studio(
        encoding=options.encoding,
        strict_sources=options.strict_sources,
        port=_port(options),
        opens=not options.no_open,
    )
    return 0


def _port(options: argparse.Namespace) -> int:
    if not 0 <= options.port <= 65_535:
        raise UsageError(f"there is no port {options.port}.")
    return int(options.port)


def _locate(options: argparse.Namespace) -> int:
    from .locating import Asking, locate_table

    asking = Asking(options.geocoder, options.server, options.contact) if options.online else None
    return locate_table(
        options.table,
        encoding=options.encoding,
        strict_sources=options.strict_sources,
        asking=asking,
    )


def _embed(options: argparse.Namespace) -> int:
    from .publishing import embed

    return embed(options.map, stay=options.stay, still=options.still)


def _ids(options: argparse.Namespace) -> int:
    from .publishing import keep_ids

    return keep_ids(options.table, encoding=options.encoding, strict_sources=options.strict_sources)


# ---------------------------------------------------------------- check


def _check(options: argparse.Namespace) -> int:
    problems = _problems_of(options)
    errors = sum(problem.severity == "error" for problem in problems)
    if options.json:
        _print_json([_as_told(problem) for problem in problems])
        return 1 if errors else 0
    print_problems(problems)
    warnings = sum(problem.severity == "warning" for problem in problems)
    verdict = f"{counted(errors, 'error')}, {counted(warnings, 'warning')}"
    show(f"{options.table}: {verdict if problems else 'nothing to say against it'}.")
    return 1 if errors else 0


def _as_told(problem: Problem) -> dict[str, object]:
    """What programs are told of a problem; the column by our own name."""
    return {k: v for k, v in dataclasses.asdict(problem).items() if k != "heading"}


def _problems_of(options: argparse.Namespace) -> tuple[Problem, ...]:
    from .files import read_texts
    from .offline import OFFLINE_WORLD
    from .page.carried import is_page, sources_at
    from .pipeline import gather, looked_up

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
    except InputError as error:
        return error.problems
    return (*unread, *looked_up(gathered, texts))


def _print_json(value: object) -> None:
    """JSON is UTF-8, whatever the terminal is. A lone surrogate becomes its own escape."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8", errors="backslashreplace")
    print(json.dumps(value, ensure_ascii=False, indent=1))


# ---------------------------------------------------------------- tables


def _new(options: argparse.Namespace) -> int:
    from .tablecommands import new_table

    new_table(options.name, options.source, options.column, encoding=options.encoding)
    return 0


def _export(options: argparse.Namespace) -> int:
    from .tablecommands import export_journey

    export_journey(
        options.table,
        options.output,
        options.to,
        encoding=options.encoding,
        strict_sources=options.strict_sources,
    )
    return 0
