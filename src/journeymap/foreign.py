"""What a file is that is no table, told from its first bytes, and what to do about it."""

import re

from .errors import refusal

_SAVE = "Open it in the program it was made with, and save it there as .xlsx or as CSV UTF-8."
_SHEETS = "In Google Sheets: File, Download, Comma-separated values."

_BEGINNINGS = (
    (rb"%PDF", "a PDF", _SAVE),
    (rb"\x89PNG|\xff\xd8\xff|GIF8|RIFF....WEBP|II\*\0|MM\0\*", "a picture", _SAVE),
    (rb"\{\\rtf", "a text document", _SAVE),
    (rb"SQLite format 3", "a database", "Export it as CSV UTF-8."),
    (rb"\x1f\x8b|7z\xbc\xaf|Rar!|BZh", "a packed file", "Unpack it, and take the table inside."),
)
_XML = (
    (rb"progid=\"excel\.sheet|urn:schemas-microsoft-com:office:spreadsheet",
     "an Excel workbook saved as XML", "Save it as .xlsx or as CSV UTF-8."),
    (rb"<kml", "a KML file", "Open it in Google Earth or QGIS, and export a CSV from there."),
    (rb"<gpx", "a GPX file", "Open it in QGIS, and export a CSV from there."),
    (rb"<office:document", "a LibreOffice document saved as XML", "Save it as .xlsx or CSV UTF-8."),
)  # fmt: skip
_ZIPPED = (
    (r"mimetype:application/vnd\.oasis\.opendocument\.spreadsheet",
     "a LibreOffice spreadsheet (.ods)", "In LibreOffice: File, Save As, Excel (.xlsx)."),
    (r"mimetype:application/vnd\.oasis.*", "a LibreOffice document", _SAVE),
    (r"Index/.*\.iwa|Index\.zip|index\.apxl",
     "a Numbers spreadsheet", "In Numbers: File, Export To, Excel or CSV (Unicode UTF-8)."),
    (r"xl/workbook\.bin", "a binary Excel workbook (.xlsb)", "Save it as .xlsx or as CSV UTF-8."),
    (r"word/.*", "a Word document", "Copy its table into a spreadsheet and save that as .xlsx."),
    (r"ppt/.*", "a presentation", "Copy its table into a spreadsheet and save that as .xlsx."),
    (r".*\.(?:csv|xlsx|tsv)", "a packed folder (.zip)", "Unpack it, and take the table inside."),
)  # fmt: skip


def refuse_what_is_no_text(data: bytes, file: str) -> None:
    """Raises InputError for the files that are most often taken for a table."""
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        _refuse_old_excel(data, file)
    for pattern, name, hint in _BEGINNINGS:
        if re.match(pattern, data, re.S):
            raise refusal(file, f"this is {name}, not a table.", hint)
    start = data[:2000].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    for pattern, name, hint in _XML:
        if start.startswith(b"<") and re.search(pattern, start):
            raise refusal(file, f"this is {name}.", hint)
    if start.startswith((b"<!doctype", b"<html", b"<?xml", b"<head", b"<table", b"<meta")):
        raise refusal(file, "this is a web page, not a table.", _SHEETS)
    if re.match(rb'\{\s*"(?:url|doc_id)"', start):
        raise refusal(file, "this is only a link to a Google Sheet.", _SHEETS)
    if re.match(rb'\{\s*"type"\s*:\s*"(?:featurecollection|feature)"', start):
        raise refusal(file, "this is GeoJSON, not a table.", "Open it in QGIS, and export a CSV.")
    if re.match(rb'\{\s*"[^"]*"\s*:|\[\s*[\[{]', start):
        raise refusal(file, "this is JSON, not a table.", _SAVE)


def _refuse_old_excel(data: bytes, file: str) -> None:
    if "EncryptedPackage".encode("utf-16-le") in data:
        hint = "In Excel: File, Info, Protect Workbook, Encrypt with Password: leave it empty."
        raise refusal(file, "this workbook is locked with a password.", hint)
    hint = "Save it as .xlsx or as CSV UTF-8."
    raise refusal(file, "this is an old Excel workbook (.xls).", hint)


def refuse_what_is_no_workbook(names: list[str], mimetype: str, file: str) -> None:
    """Raises InputError for a packed file, told by the names in it, that is no .xlsx."""
    if "[Content_Types].xml" in names and any(re.match(r"xl/.*\.xml", name) for name in names):
        return
    told = [f"mimetype:{mimetype}", *names]
    for pattern, name, hint in _ZIPPED:
        if any(re.fullmatch(pattern, one, re.I | re.S) for one in told):
            raise refusal(file, f"this is {name}.", hint)
    raise refusal(file, "this is a packed file, not a table.", _SAVE)
