"""Rows of text → a file that spreadsheets open as what it is."""

import csv
import io
from collections.abc import Sequence
from datetime import date

from journeymap.formulas import guarded

Rows = Sequence[Sequence[str]]

_WIDTHS = {"description": 60, "title": 30, "place": 20, "start": 16, "end": 16}


def csv_of(rows: Rows) -> bytes:
    """The rows as CSV: with a byte order mark for Excel, and nothing it would calculate."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerows([[guarded(cell) for cell in row] for row in rows])
    return text.getvalue().encode("utf-8-sig")


def xlsx_of(rows: Rows) -> bytes:
    """The rows as a workbook in which every cell is text, the empty ones below them too.

    So no date that is typed into it is made into another one. The same bytes every time.
    """
    import xlsxwriter

    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True, "strings_to_formulas": False})
    book.set_properties({"created": date(1980, 1, 1)})  # not the clock's
    text = book.add_format({"num_format": "@", "valign": "top", "text_wrap": True})
    bold = book.add_format({"num_format": "@", "bold": True})
    sheet = book.add_worksheet("Stays")
    for column, name in enumerate(rows[0]):
        sheet.set_column(column, column, _WIDTHS.get(name, 14), text)
    for number, row in enumerate(rows):
        for column, cell in enumerate(row):
            sheet.write_string(number, column, cell, bold if number == 0 else text)
    sheet.freeze_panes(1, 1)
    book.close()
    return buffer.getvalue()
