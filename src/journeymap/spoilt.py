"""What was spoilt before the table was saved: letters that are lost (�) or garbled (“ZÃ¼rich”),
and cells that hold the fault of a formula."""

import re
from collections.abc import Iterator, Mapping

from .errors import Problem, quoted
from .headings import column_of
from .table import Table

# Of a word only so much is looked at: without a bound a long one takes its length squared.
_GARBLED = re.compile(r"[ÂÃÄÅÐÑâ][^\x00-\x9f]")
_AS_UTF_8 = "Save the original again, as “CSV UTF-8”."
_AROUND = 30
"""So many letters before and after are taken for the word."""


def spoilt_letters(table: Table) -> tuple[Problem, ...]:
    """The first cell with such letters; whoever spoilt one spoilt them all.

    Of letters that became question marks only headings tell for certain: text may end in some.
    """
    if lost := [h for h in table.header.cells if re.fullmatch(r"[? ]*\?\?[? ]*", h)]:
        message = f"letters were lost when this was saved: {quoted(lost[0])}."
        return (Problem(table.file, table.header.number, "", lost[0], message, _AS_UTF_8),)
    return tuple(next(([problem] for problem in _spoilt(table)), []))


_FAULT = re.compile(r"#(?:[A-ZÄÖÜÉ]{3,12}[!?]|DIV/0!|N/A|NV|N/D)|Err:\d{3}")
"""What Excel shows, in any language, and LibreOffice."""
_SAID_ELSEWHERE = ("start", "end", "lat", "lon")
"""Where such a text is no date or no degrees, which is said."""


def failed_formulas(table: Table, columns: Mapping[str, int]) -> Iterator[Problem]:
    """The cells of a text file that hold a formula's fault; a workbook's are told with it."""
    if not table.delimiter:
        return
    for row in table.rows:
        for column, index in columns.items():
            cell = row.cells[index]
            if column not in _SAID_ELSEWHERE and cell[:1] in ("#", "E") and _FAULT.fullmatch(cell):
                message = f"the formula in this cell failed: {quoted(cell)}."
                hint = "Mend the formula, or write its result into the cell, and save again."
                yield Problem(table.file, row.number, column, cell, message, hint)


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
    at = cell.find("\ufffd")
    if at < 0:
        return None
    message = f"letters were lost when this was saved: {quoted(_word_at(cell, at))}."
    return message, _AS_UTF_8


def _garbled(cell: str) -> tuple[str, str] | None:
    for found in _GARBLED.finditer(cell):
        word = _word_at(cell, found.start())
        if mended := _mended(word):
            message = f"letters were garbled before: {quoted(word)} is likely {quoted(mended)}."
            return message, "Open the original again, as UTF-8, and save it as “CSV UTF-8”."
    return None


def _word_at(cell: str, at: int) -> str:
    """What stands around a letter, up to the next space or comma."""
    before = re.split(r"[ ,;\"\n]", cell[max(0, at - _AROUND) : at])[-1]
    after = re.split(r"[ ,;\"\n]", cell[at : at + _AROUND])[0]
    return before + after


def _mended(word: str) -> str:
    """The word that was UTF-8 once and was read as cp1252; empty where it was not."""
    try:
        mended = word.encode("cp1252").decode("utf-8")
    except UnicodeError:
        return ""
    return mended if all(c.isalpha() or c in "°º′″–“”‘’" for c in mended if c > "\x7f") else ""
