"""Workbooks made from recipes, so that what is in one can be read and compared as text.

A recipe is ``{"program": "Microsoft Excel", "since_1904": false, "sheets": [SHEET, …]}``, a
SHEET ``{"name": …, "rows": [[CELL, …], …], "state": …, "merged": ["A2:A4"],
"hidden": [3]}``. A CELL is a
text, a number, true, false or null (nothing), or one of

    {"n": 6423, "format": "mmm-yy"}      a number, shown by that format
    {"f": "A2+1", "v": 3}                a formula and its value; without "v" never calculated
    {"error": "#REF!"}                   what a formula came to
    {"iso": "1902-08-03", "format": …}   a date as strict workbooks have it
    {"inline": "text"}                   a text that is not shared
    {"xml": "<c …/>"}                    anything
"""

import io
import zipfile
from collections.abc import Mapping
from typing import Any
from xml.sax.saxutils import escape, quoteattr

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

Recipe = Mapping[str, Any]


def workbook(recipe: Recipe) -> bytes:
    """The bytes of the workbook, always the same."""
    return packed(parts_of(recipe))


def packed(parts: Mapping[str, str | bytes]) -> bytes:
    """Parts by their names as one packed file."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            info = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, text)
    return buffer.getvalue()


def parts_of(recipe: Recipe) -> dict[str, str | bytes]:
    """The parts of a workbook by their names."""
    strings: list[str] = []
    formats: list[str] = []
    sheets = recipe["sheets"]
    parts: dict[str, str | bytes] = {
        "[Content_Types].xml": f'{_HEAD}<Types xmlns="{_PACKAGE}/content-types"/>',
        "_rels/.rels": _relations([("officeDocument", "xl/workbook.xml")]),
        "xl/workbook.xml": _book(sheets, since_1904=recipe.get("since_1904", False)),
        "xl/_rels/workbook.xml.rels": _relations(
            [("worksheet", f"worksheets/sheet{i}.xml") for i in range(1, len(sheets) + 1)]
            + [("styles", "styles.xml"), ("sharedStrings", "sharedStrings.xml")]
        ),
    }
    for number, sheet in enumerate(sheets, 1):
        parts[f"xl/worksheets/sheet{number}.xml"] = _sheet(sheet, strings, formats)
    parts["xl/styles.xml"] = _styles(formats)
    items = "".join(f'<si><t xml:space="preserve">{escape(text)}</t></si>' for text in strings)
    parts["xl/sharedStrings.xml"] = f'{_HEAD}<sst xmlns="{_MAIN}">{items}</sst>'
    if program := recipe.get("program"):
        parts["docProps/app.xml"] = (
            f"{_HEAD}<Properties><Application>{escape(program)}</Application></Properties>"
        )
    return parts


def _relations(targets: list[tuple[str, str]]) -> str:
    items = "".join(
        f'<Relationship Id="rId{i}" Type="{_OFFICE}/{kind}" Target="{target}"/>'
        for i, (kind, target) in enumerate(targets, 1)
    )
    return f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">{items}</Relationships>'


def _book(sheets: list[Recipe], *, since_1904: bool) -> str:
    items = "".join(
        f'<sheet name={quoteattr(sheet["name"])} sheetId="{i}" '
        f'state="{sheet.get("state", "visible")}" r:id="rId{i}"/>'
        for i, sheet in enumerate(sheets, 1)
    )
    flag = ' date1904="1"' if since_1904 else ""
    return (
        f'{_HEAD}<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><workbookPr{flag}/>'
        f"<sheets>{items}</sheets></workbook>"
    )


def _styles(formats: list[str]) -> str:
    codes = "".join(
        f'<numFmt numFmtId="{164 + i}" formatCode={quoteattr(code)}/>'
        for i, code in enumerate(formats)
    )
    styles = '<xf numFmtId="0"/>' + "".join(
        f'<xf numFmtId="{164 + i}"/>' for i in range(len(formats))
    )
    return (
        f'{_HEAD}<styleSheet xmlns="{_MAIN}"><numFmts>{codes}</numFmts>'
        f'<cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs>{styles}</cellXfs></styleSheet>'
    )


def _sheet(sheet: Recipe, strings: list[str], formats: list[str]) -> str:
    rows = "".join(
        f'<row r="{number}" hidden="{int(number in sheet.get("hidden", []))}">'
        + "".join(
            _cell(value, f"{_letters(column)}{number}", strings, formats)
            for column, value in enumerate(row)
        )
        + "</row>"
        for number, row in enumerate(sheet["rows"], 1)
        if row
    )
    merges = "".join(f'<mergeCell ref="{ref}"/>' for ref in sheet.get("merged", []))
    merged = f"<mergeCells>{merges}</mergeCells>" if merges else ""
    return f'{_HEAD}<worksheet xmlns="{_MAIN}"><sheetData>{rows}</sheetData>{merged}</worksheet>'


def _letters(column: int) -> str:
    return chr(65 + column) if column < 26 else _letters(column // 26 - 1) + chr(65 + column % 26)


def _cell(value: Any, at: str, strings: list[str], formats: list[str]) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return f'<c r="{at}" t="b"><v>{int(value)}</v></c>'
    if isinstance(value, int | float):
        return f'<c r="{at}"><v>{value!r}</v></c>'
    if isinstance(value, str):
        if value not in strings:
            strings.append(value)
        return f'<c r="{at}" t="s"><v>{strings.index(value)}</v></c>'
    return _special(value, at, formats)


def _special(cell: Recipe, at: str, formats: list[str]) -> str:
    style = ""
    if "format" in cell:
        if cell["format"] not in formats:
            formats.append(cell["format"])
        style = f' s="{formats.index(cell["format"]) + 1}"'
    if "xml" in cell:
        return str(cell["xml"])
    if "inline" in cell:
        return f'<c r="{at}" t="inlineStr"><is><t>{escape(cell["inline"])}</t></is></c>'
    if "error" in cell:
        return f'<c r="{at}" t="e"><f>A1</f><v>{cell["error"]}</v></c>'
    if "iso" in cell:
        return f'<c r="{at}" t="d"{style}><v>{cell["iso"]}</v></c>'
    if "f" in cell:
        formula, result = escape(cell["f"]), cell.get("v")
        kind = ' t="str"' if isinstance(result, str) else ""
        value = "" if result is None else f"<v>{escape(str(result))}</v>"
        return f'<c r="{at}"{style}{kind}><f>{formula}</f>{value}</c>'
    return f'<c r="{at}"{style}><v>{cell["n"]!r}</v></c>'
