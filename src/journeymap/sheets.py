"""The XML of a sheet → its cells as text, as a CSV of the same sheet would hold them."""

import contextlib
import re
from dataclasses import dataclass, field
from decimal import Decimal

from .bookparts import (
    Attributes,
    DamagedError,
    Pieces,
    TooLargeError,
    number_in,
    unescaped,
    walk,
)
from .celldates import Doubt, Epoch, Shown, cell_date, iso_date

MAX_TEXT = 1_000_000
"""Characters of one cell; Excel's own limit is 32,767."""

MAX_FILLED = 1_000_000
"""Cells that hold anything."""


@dataclass(frozen=True, slots=True)
class Shared:
    """What all sheets of a workbook use."""

    strings: list[str]
    formats: list[Shown | None]
    epoch: Epoch


@dataclass(slots=True)
class Grid:
    """The cells that hold anything, by row and column from 1; what is to be said of some.

    ``doubts`` are of dates, ``failed`` formulas without a value (the empty text) or with an
    error, ``merged`` the first and last row and the column of cells that were merged,
    ``hidden`` rows.
    """

    rows: dict[int, dict[int, str]] = field(default_factory=dict)
    doubts: dict[tuple[int, int], Doubt] = field(default_factory=dict)
    failed: dict[tuple[int, int], str] = field(default_factory=dict)
    merged: list[tuple[int, int, int]] = field(default_factory=list)
    hidden: list[int] = field(default_factory=list)


class _EnoughError(Exception):
    """So many rows were asked for, and read."""


def grid_of(xml: bytes, shared: Shared, *, most: tuple[int, int], only: int = 0) -> Grid:
    """The cells of a sheet; of its first rows, if ``only`` so many are asked for.

    Raises TooLargeError beyond ``most`` rows and columns, DamagedError.
    """
    reader = _SheetReader(shared, most, only)
    with contextlib.suppress(_EnoughError):
        walk(xml, reader.start, reader.end)
    return reader.grid


class _SheetReader:
    """Follows a sheet's XML from cell to cell."""

    def __init__(self, shared: Shared, most: tuple[int, int], only: int) -> None:
        self.grid = Grid()
        self._shared, self._most, self._only = shared, most, only
        self._row = self._column = self._filled = 0
        self._at = ""
        self._cell: Attributes = {}
        self._value: str | None = None
        self._is_formula = False
        self._inline = Pieces()

    def start(self, tag: str, attributes: Attributes) -> None:
        if tag == "c":
            self._begin(attributes)
        elif tag == "row":
            self._row = number_in(attributes, "r", self._row + 1)
            self._column, self._at = 0, ""
            if attributes.get("hidden") in ("1", "true"):
                self.grid.hidden.append(self._row)
        elif tag == "f":
            self._is_formula = True
        elif tag == "mergeCell":
            self._merge(attributes.get("ref", ""))
        else:
            self._inline.start(tag)

    def end(self, tag: str, text: str) -> None:
        if tag == "c":
            self._finish()
        elif tag == "v":
            self._value = text
        elif tag == "row":
            if self._only and len(self.grid.rows) >= self._only:
                raise _EnoughError
        else:
            self._inline.end(tag, text)

    def _begin(self, attributes: Attributes) -> None:
        if "r" not in attributes:  # it stands to the right of the one before
            self._place()
            self._column += 1
        self._at = attributes.get("r", "")
        self._cell, self._value, self._is_formula = attributes, None, False
        self._inline.clear()

    def _place(self) -> None:
        """Take the cell's own word for where it is. Blank cells, of which there may be
        millions, are not asked."""
        if self._at:
            self._column, self._row = _reference(self._at)
            self._at = ""

    def _finish(self) -> None:
        if self._value is None and not self._is_formula and not self._inline:
            return
        self._place()
        text = self._text()
        if len(text) > MAX_TEXT:
            raise TooLargeError("text in one cell")
        is_error = self._cell.get("t") == "e"
        if is_error or (self._is_formula and not self._has_value()):
            self.grid.failed[self._row, self._column] = text if is_error else ""
            text = ""
        elif not text.strip():
            return
        if self._row > self._most[0]:
            raise TooLargeError("rows")
        if self._column > self._most[1]:
            raise TooLargeError("columns")
        self._filled += 1
        if self._filled > MAX_FILLED:
            raise TooLargeError("cells")
        self.grid.rows.setdefault(self._row, {})[self._column] = text

    def _has_value(self) -> bool:
        """Whether a formula was calculated; its result may be an empty text."""
        return bool(self._value) or (self._value is not None and self._cell.get("t") == "str")

    def _text(self) -> str:
        """The cell as text; of a date what its format shows."""
        kind, value = self._cell.get("t", "n"), self._value or ""
        if kind == "inlineStr":
            return self._inline.text()
        if kind == "s":
            return self._shared_string(value)
        if kind == "b":
            return {"1": "TRUE", "0": "FALSE"}.get(value, value)
        shown = self._shown()
        if kind == "d":
            return iso_date(value, shown)
        if kind != "n" or not re.fullmatch(r"[+-]?\d{1,40}(?:\.\d{0,400})?(?:[eE][+-]?\d{1,3})?",
                                           value):  # fmt: skip
            return unescaped(value)
        number = float(value)
        if shown is None:
            return number_text(number)
        text, doubt = cell_date(number, shown, self._shared.epoch)
        if doubt:
            self.grid.doubts[self._row, self._column] = doubt
        return text

    def _shared_string(self, value: str) -> str:
        if not value:
            return ""
        if not re.fullmatch(r"\d{1,9}", value) or int(value) >= len(self._shared.strings):
            raise DamagedError(f"text number {value[:20]}")
        return self._shared.strings[int(value)]

    def _shown(self) -> Shown | None:
        style = number_in(self._cell, "s")
        formats = self._shared.formats
        return formats[style] if style < len(formats) else None

    def _merge(self, reference: str) -> None:
        first, _, last = reference.partition(":")
        column, top = _reference(first)
        bottom = _reference(last or first)[1]
        if bottom > top:
            self.grid.merged.append((top, bottom, column))


def _reference(text: str) -> tuple[int, int]:
    """Column and row of “B3”. Raises DamagedError."""
    found = re.fullmatch(r"\$?([A-Za-z]{1,3})\$?([1-9]\d{0,6})", text)
    if not found:
        raise DamagedError(f"cell {text[:20]}")
    column = 0
    for letter in found[1].upper():
        column = 26 * column + ord(letter) - 64
    return column, int(found[2])


def number_text(number: float) -> str:
    """A number as a spreadsheet shows it: fifteen figures, no point where it is whole."""
    text = f"{number:.15g}"
    return f"{Decimal(text):f}" if "e" in text and 1e-20 < abs(number) < 1e20 else text
