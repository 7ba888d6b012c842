"""One row's cells by column, and the Problems found in them."""

import difflib
import re
from collections.abc import Mapping

from .errors import Problem, Severity, quoted
from .formulas import unguarded
from .prose import clean_text
from .table import Row
from .vocabulary import words


class Cells:
    """The cells of one row; ``problems`` collects what is said about them."""

    def __init__(self, file: str, row: Row, columns: Mapping[str, int]) -> None:
        self.problems: list[Problem] = []
        self._file = file
        self._row = row
        self._columns = columns

    @property
    def number(self) -> int:
        """The spreadsheet's row."""
        return self._row.number

    def raw(self, column: str) -> str:
        """The cell as the file has it; empty where the table lacks the column.

        An apostrophe that kept a spreadsheet from calculating it is gone.
        """
        index = self._columns.get(column)
        return "" if index is None else unguarded(self._row.cells[index])

    def text(self, column: str) -> str:
        """The cell as one line without control characters."""
        return clean_text(self.raw(column))

    def items(self, column: str) -> tuple[str, ...]:
        """The parts of a cell, between ``;`` or line breaks."""
        parts = re.split(r"[;\n]", clean_text(self.raw(column), keep_lines=True))
        return tuple(part.strip() for part in parts if part.strip())

    def word(self, column: str, *, closed: bool = False) -> str:
        """A word of the column's vocabulary in its own spelling.

        An unknown word is named; it is an error and lost where the list is closed, a
        warning and kept where it is open.
        """
        text = self.text(column)
        folded = " ".join(text.casefold().split())
        known = words(column)
        if not folded or folded in known:
            return known.get(folded, "")
        near = difflib.get_close_matches(folded, known, n=1)
        all_words = ", ".join(sorted(set(known.values())))
        hint = f"Did you mean {near[0]}?" if near else f"Known are {all_words}."
        message = f"{quoted(text)} is not a known {column}."
        self.say(column, text, message, hint, "error" if closed else "warning")
        return "" if closed else folded

    def say(
        self, column: str, value: str, message: str, hint: str = "", severity: Severity = "error"
    ) -> None:
        """Collect one Problem of this row."""
        self.problems.append(
            Problem(self._file, self.number, column, value, message, hint, severity)
        )

    def warn(self, column: str, value: str, message: str, hint: str = "") -> None:
        """Collect one Problem that does not stop the build."""
        self.say(column, value, message, hint, "warning")
