"""What a build writes, and must not write over: the map, and the ledger beside the table."""

from pathlib import Path

from .errors import OutputError, UsageError
from .files import Sources, is_same, ledger_path, read_file, settings_path
from .page.carried import is_foreign, is_page
from .replacing import replace_file


def output_path(table: Path, *, asked: Path | None, wanted: str) -> Path:
    """Where the map goes: as asked, else as the settings want, else ``maps/STEM.html``.

    Raises UsageError where something else would be lost there.
    """
    output = asked or Path(wanted or f"maps/{table.stem}.html")
    check_output(table, output)
    if asked is None and is_foreign(output):
        raise UsageError(
            f"{output} is there already and no map of ours. To replace it nevertheless: -o {output}"
        )
    return output


def check_output(table: Path, output: Path) -> None:
    """Raises UsageError for a map that would replace what it is made from."""
    made_from = [] if is_page(table) else [table, settings_path(table), ledger_path(table)]
    if any(is_same(output, path) for path in made_from):
        raise UsageError(f"{output} is what the map is made from; write it to another file.")


def write_map(
    table: Path, sources: Sources, output: Path, html: str, new_ledger: bytes | None
) -> int:
    """The ledger first, then the map, each whole or not at all; the map's size in bytes.

    Raises OutputError; what was there before then is there still.
    """
    if new_ledger is not None and not is_page(table):
        write_new_ledger(table, sources, new_ledger)
    data = html.encode("utf-8")
    replace_file(output, data)
    return len(data)


def write_new_ledger(table: Path, sources: Sources, new: bytes) -> None:
    """Write the ledger, unless somebody else did since it was read."""
    path = ledger_path(table)
    now = read_file(path)
    if now is not None and now.data == new:
        return
    if now != sources.ledger:
        raise OutputError(f"{path} was changed in the meantime; run this again.")
    replace_file(path, new)
