"""The commands for who publishes a map: the snippet for a page, and links that last."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from .errors import InputError, Problem, UsageError, refusal
from .files import read_file
from .replacing import replace_file
from .terminal import counted, print_problems, say, show

if TYPE_CHECKING:
    from .files import Sources
    from .joining import Life
    from .pipeline import Built


def embed(path: Path, *, stay: str, still: str) -> int:
    """Print the snippet that puts the map into a page."""
    from .page.carried import facts_of_page
    from .page.embed import Embedded, snippet

    page = read_file(path)
    facts = facts_of_page(page.data) if page else None
    if facts is None:
        raise refusal(str(path), "this is no map of ours; journeymap build makes one.")
    if stay and stay not in facts.stays:
        raise UsageError(f"the map has no stay {stay}; its link is in its address bar.")
    address = facts.page or path.name
    if not still and read_file(path.with_suffix(".png")):
        still = address.removesuffix(address.rpartition("/")[2]) + f"{path.stem}.png"
    show(snippet(Embedded(address, facts.title, facts.language, stay, still)))
    if not facts.page:
        say("Put the map beside the lesson's page, or set page in the settings to its address.")
    return 0


@dataclass(frozen=True, slots=True)
class Lives:
    """Several tables and what each says, the sources of one map of them all, and how many
    warnings have been told."""

    each: tuple[tuple[Path, "Life"], ...]
    sources: "Sources"
    warnings: int

    def write_ledgers(self) -> None:
        """Pin what was looked up beside each table, as if each had been built alone."""
        from .ledger import write_ledger
        from .outputs import write_new_ledger
        from .page.carried import is_page

        for table, life in self.each:
            if (new := life.survey.located.new) and not is_page(table):
                ledger = write_ledger([*life.survey.ledger.values(), *new])
                write_new_ledger(table, life.sources, ledger)

    def told_of(self, built: "Built") -> "Built":
        """What was built, its places told as the tables had them: the joint ledger is nobody's."""
        found = [life.survey.located for _, life in self.each]
        placed = Counter[str]()
        for one in found:
            placed.update(one.placed_by)
        new = tuple(entry for one in found for entry in one.new)
        located = replace(built.gathered.located, placed_by=placed, new=new)
        return replace(built, gathered=replace(built.gathered, located=located))


def read_lives(
    tables: Sequence[Path],
    *,
    encoding: str,
    output: Path | None,
    locked: bool = False,
    strict_sources: bool = False,
) -> Lives:
    """What one map of several tables is made from. What is asked of each is told by its own rows.

    Raises InputError for tables with errors, all told by their own rows, and UsageError where
    the map would be written over a table.
    """
    from .joining import Life, joined
    from .offline import OFFLINE_WORLD
    from .outputs import check_output
    from .page.carried import sources_at
    from .pipeline import gather, survey

    lives: list[Life] = []
    faults: list[Problem] = []
    told = 0
    for table in tables:
        if output is not None:
            check_output(table, output)
        try:
            sources = sources_at(table)
            gathered = gather(
                sources,
                world=OFFLINE_WORLD,
                encoding=encoding,
                locked=locked,
                strict_sources=strict_sources,
            )
        except InputError as error:
            faults += error.problems
            continue
        print_problems(gathered.problems)
        told += len(gathered.problems)  # without errors all are warnings
        lives.append(Life(sources, survey(sources, world=OFFLINE_WORLD, encoding=encoding)))
    if faults:
        raise InputError(faults)
    return Lives(tuple(zip(tables, lives, strict=True)), joined(lives), told)


def keep_ids(table: Path, *, encoding: str, strict_sources: bool) -> int:
    """Write into a table the ids its links have now, so that no later change breaks them."""
    from .labelling import with_ids
    from .offline import OFFLINE_WORLD
    from .page.carried import is_page, sources_at
    from .pipeline import gather
    from .table import read_table
    from .zipped import is_packed

    if is_page(table):
        raise UsageError("a map carries its table; name the table that it was made from.")
    sources = sources_at(table)
    data = sources.table.data
    if is_packed(data) or b"\0" in data:
        raise refusal(str(table), "this is no plain text; save it as “CSV UTF-8” first.")
    gathered = gather(
        sources, world=OFFLINE_WORLD, encoding=encoding, strict_sources=strict_sources
    )
    read, _ = read_table(data, file=sources.table.name, encoding=encoding)
    if read is None:  # gather has read it
        raise refusal(str(table), "this cannot be read.")
    print_problems(gathered.problems)
    ids = {stay.row: stay.id for stay in gathered.journey.stays}
    labelled = with_ids(data, ids, delimiter=read.delimiter, header=read.header.number)
    if labelled == data:
        show(f"{table}: every row has its id already.")
        return 0
    again, _ = read_table(labelled, file=sources.table.name, encoding=encoding)
    if again is None or len(again.rows) != len(read.rows):
        raise refusal(str(table), "ids cannot be added here; put them into a column id.")
    replace_file(table, labelled)
    show(f"{table}: {counted(len(ids), 'row')} with an id. Links to them will keep working;")
    show("where an id must change, put the old one into formerly.")
    return 0
