"""Letters that were spoilt before the table was saved: lost (�), or garbled (“ZÃ¼rich”)."""

import re
from collections.abc import Iterator

from .errors import Problem, quoted
from .headings import column_of
from .table import Table

# Of a word only so much is looked at: without a bound a long one takes its length squared.
_GARBLED = re.compile(r"\w{0,30}[ÂÃÄÅÐÑ][^\x00-\xa0][^\s,;\"]{0,60}|\w{0,30}[ÂÃÐÑ]\xa0\w{0,60}")
_LOST = re.compile(r"\w{0,30}\ufffd[\w\ufffd]{0,60}")


def spoilt_letters(table: Table) -> tuple[Problem, ...]:
    """The first cell with such letters; whoever spoilt one spoilt them all."""
    return tuple(next(([problem] for problem in _spoilt(table)), []))


def _spoilt(table: Table) -> Iterator[Problem]:
    for row in (table.header, *table.rows):
        for heading, cell in zip(table.header.cells, row.cells, strict=True):
            if cell.isascii():
                continue
            message, hint = _lost(cell) or _garbled(cell) or ("", "")
            if message:
                column = column_of(heading) or heading.strip()
                yield Problem(table.file, row.number, column, cell, message, hint)


def _lost(cell: str) -> tuple[str, str] | None:
    found = _LOST.search(cell)
    if not found:
        return None
    message = f"letters were lost when this was saved: {quoted(found[0])}."
    return message, "Save the original again, as “CSV UTF-8”."


def _garbled(cell: str) -> tuple[str, str] | None:
    for found in _GARBLED.finditer(cell):
        if mended := _mended(found[0]):
            message = f"letters were garbled before: {quoted(found[0])} is likely {quoted(mended)}."
            return message, "Open the original again, as UTF-8, and save it as “CSV UTF-8”."
    return None


def _mended(word: str) -> str:
    """The word that was UTF-8 once and was read as cp1252; empty where it was not."""
    try:
        mended = word.encode("cp1252").decode("utf-8")
    except UnicodeError:
        return ""
    return mended if all(c.isalpha() for c in mended if c > "\x7f") else ""
