"""The commands that write tables: ``new`` and ``export``."""

import csv
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from .errors import InputError, UsageError, has_errors, quoted
from .headings import column_names
from .model import Pin
from .terminal import counted, print_problems, show

if TYPE_CHECKING:
    from .pipeline import Gathered

Rows = Sequence[Sequence[str]]


def new_table(name: Path, source: Path | None, told: Sequence[str], *, encoding: str) -> None:
    """Write a starter table, or that of ``source`` under our headings, where none is yet.

    ``told`` says which heading a column is: ``place=Whereabouts``. Raises UsageError,
    InputError, OutputError.
    """
    from .export.spreadsheet import csv_of, xlsx_of
    from .replacing import create_file

    path = name if name.suffix else name.with_suffix(".csv")
    writer = {".csv": csv_of, ".xlsx": xlsx_of}.get(path.suffix.lower())
    if writer is None:
        raise UsageError(f"{path} is neither .csv nor .xlsx.")
    if source is None and told:
        raise UsageError("--column says what is what in another table; name that by --from.")
    rows = _starter() if source is None else _adopted(source, told, encoding)
    create_file(path, writer(rows))
    if source is None:
        stays = counted(len(rows) - 1, "stay")
        show(f"{path}: a table with {stays}, a row each. Write your own over them.")
    else:
        show(f"{path}: {counted(len(rows) - 1, 'row')} of {source}, which stays as it is.")
    show(f'Next: journeymap build "{path}" --open')


def _starter() -> Rows:
    from .vocabulary import starter_table

    return list(csv.reader(starter_table().splitlines()))


def _adopted(source: Path, told: Sequence[str], encoding: str) -> Rows:
    from .adopting import adopted
    from .page.carried import sources_at
    from .table import read_table

    found = sources_at(source).table
    table, problems = read_table(
        found.data, file=found.name, encoding=encoding or found.encoding
    )  # fmt: skip
    if table is None or has_errors(problems):
        raise InputError(problems)
    print_problems(problems)
    ask = _ask if sys.stdin and sys.stdin.isatty() else _take_the_likely
    result = adopted(table, _pairs(told), ask)
    for heading, column in result.renamed.items():
        if heading != column:
            show(f"  {quoted(heading)} → {column}")
    for heading in result.kept:
        show(f"  {quoted(heading)} is kept, but not shown. To use it: --column COLUMN=HEADING")
    return result.rows


def _pairs(told: Sequence[str]) -> Mapping[str, str]:
    pairs: dict[str, str] = {}
    for text in told:
        column, found, heading = text.partition("=")
        if not found:
            raise UsageError(f"{quoted(text)} is not COLUMN=HEADING.")
        pairs[column.strip()] = heading
    return pairs


def _take_the_likely(_heading: str, _cells: Sequence[str], likely: str) -> str:
    return likely


def _ask(heading: str, cells: Sequence[str], likely: str) -> str:
    """Ask at the terminal what a heading is, until the answer is a column or nothing."""
    examples = ", ".join(map(quoted, cells)) or "nothing"
    show(f"{quoted(heading)} holds {examples}. Which column is it?", sys.stderr)
    default = f"Enter for {likely}, - to keep it" if likely else "Enter to keep it as it is"
    while True:
        show(f"  Type a column, ? for their names, {default}:", sys.stderr)
        line = sys.stdin.readline()
        answer = line.strip().casefold()
        if not answer:
            return likely if line else ""
        if answer == "-" or answer in column_names():
            return answer.strip("-")
        show("  " + ", ".join(column_names()), sys.stderr)


def export_journey(
    table: Path, asked: Path | None, to: str, *, encoding: str, strict_sources: bool
) -> None:
    """Write the journey of a table as ``csv``, ``xlsx`` or ``geojson``.

    It goes where it was ``asked`` for, or to a new file among the maps. Raises InputError,
    UsageError, OutputError.
    """
    from .offline import OFFLINE_WORLD
    from .outputs import check_output
    from .page.carried import sources_at
    from .pipeline import gather
    from .replacing import create_file, replace_file

    gathered = gather(
        sources_at(table), world=OFFLINE_WORLD, encoding=encoding, strict_sources=strict_sources
    )
    output = asked or Path(f"maps/{table.stem}.{to}")
    check_output(table, output)
    data = _exported(to, gathered)
    (replace_file if asked else create_file)(output, data)
    print_problems(gathered.problems)
    stays = counted(len(gathered.journey.stays), "stay")
    show(f"{output}: {stays}, {len(data) / 1000:.0f} KB.")
    if licences := _licences(gathered):
        show(f"It has coordinates of {licences}: say so where you publish it.")


def _exported(to: str, gathered: "Gathered") -> bytes:
    if to == "geojson":
        from .export.geojson import geojson

        return geojson(gathered.journey)
    from .export.cleaned import cleaned
    from .export.spreadsheet import csv_of, xlsx_of

    rows = cleaned(gathered.table, gathered.journey.stays)
    return csv_of(rows) if to == "csv" else xlsx_of(rows)


def _licences(gathered: "Gathered") -> str:
    """Whose coordinates are in the journey, and under which licences."""
    said = [
        stay.site.provenance
        for stay in gathered.journey.stays
        if isinstance(stay.site, Pin) and stay.site.provenance.licence
    ]
    return " and ".join(sorted({f"{one.gazetteer} ({one.licence})" for one in said}))
