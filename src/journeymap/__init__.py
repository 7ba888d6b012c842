"""journeymap: a table of dated places becomes one animated, offline map of a life.

    import journeymap

    journeymap.build("data/places.csv", "maps/trotsky.html")   # or a pandas DataFrame
    journey = journeymap.read("data/places.csv")
    journeymap.stays_frame(journey)                             # a DataFrame, a row per stay
    journeymap.legs_frame(journey)                              # … a row per leg, with km

Whatever is wrong with a table is raised as an InputError, whose ``problems`` say it row by
row. Nothing heavy is imported before it is used.
"""

from typing import TYPE_CHECKING

from .errors import (
    InputError,
    JourneymapError,
    OnlineError,
    OutputError,
    Problem,
    UsageError,
)
from .version import __version__

if TYPE_CHECKING:
    from pathlib import Path

    from pandas import DataFrame

    from .files import Sources
    from .model import Journey

__all__ = [
    "InputError",
    "JourneymapError",
    "OnlineError",
    "OutputError",
    "Problem",
    "UsageError",
    "__version__",
    "build",
    "check",
    "legs_frame",
    "read",
    "stays_frame",
]


def read(table: "str | Path | DataFrame", *, encoding: str = "") -> "Journey":
    """The journey that a table tells: a path, or a DataFrame with the table's columns.

    Raises InputError with every problem of the table, also where there is no such file.
    """
    from .offline import OFFLINE_WORLD
    from .pipeline import gather

    return gather(_sources(table), world=OFFLINE_WORLD, encoding=encoding).journey


def check(table: "str | Path | DataFrame", *, encoding: str = "") -> tuple[Problem, ...]:
    """Everything there is to say about a table, by row; empty if it is in order."""
    from .offline import OFFLINE_WORLD
    from .pipeline import gather

    try:
        return gather(_sources(table), world=OFFLINE_WORLD, encoding=encoding).problems
    except InputError as error:
        return error.problems


def build(
    table: "str | Path | DataFrame",
    output: "str | Path",
    *,
    encoding: str = "",
    tiles: str = "",
    locked: bool = False,
) -> "Path":
    """Write the map of a table to ``output`` and the ledger beside the table; the map's path.

    ``tiles`` names an online map of xyzservices to lie below; the page then needs a network.
    ``locked`` refuses places that are not in the ledger yet. ``check`` tells what there is to
    say about the table. Raises InputError, UsageError, or OutputError; the old map then stays
    as it was. A DataFrame has no ledger.
    """
    from pathlib import Path

    from .offline import OFFLINE_WORLD
    from .outputs import check_output, write_map
    from .pipeline import build as build_page
    from .replacing import replace_file

    sources = _sources(table)
    path = Path(output)
    built = build_page(sources, world=OFFLINE_WORLD, encoding=encoding, tiles=tiles, locked=locked)
    if isinstance(table, (str, Path)):
        check_output(Path(table), path)
        write_map(Path(table), sources, path, built.html, built.new_ledger)
    else:
        replace_file(path, built.html.encode("utf-8"))
    return path


def stays_frame(journey: "Journey") -> "DataFrame":
    """One row per stay in playing order, indexed by id; see ``frames.stays_frame``."""
    from . import frames

    return frames.stays_frame(journey)


def legs_frame(journey: "Journey") -> "DataFrame":
    """One row per leg, with kilometres and geometry; see ``frames.legs_frame``."""
    from . import frames

    return frames.legs_frame(journey)


def _sources(table: "str | Path | DataFrame") -> "Sources":
    from pathlib import Path

    from .files import File, Sources
    from .page.carried import sources_at

    if isinstance(table, (str, Path)):
        return sources_at(Path(table))
    from .frames import table_of

    def no_picture(name: str) -> bytes:
        raise OSError("a DataFrame has no folder to look for it in")

    return Sources(File("DataFrame", table_of(table)), None, None, no_picture)
