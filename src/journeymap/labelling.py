"""A table's bytes → the same bytes with an id in every row.

Nothing else of the file changes: neither its encoding nor a quotation mark. Delimiters, marks
and line breaks are ASCII in UTF-8 and in every Windows code page, so each byte stands for
itself here; UTF-16 and workbooks are refused by the caller.
"""

import re
from collections.abc import Iterator, Mapping


def with_ids(data: bytes, ids: Mapping[int, str], *, delimiter: str, header: int) -> bytes:
    """The table with ``ids``, by spreadsheet row, in its column ``id``; one is added if need be.

    ``header`` is the header's row. Rows that have an id, or none in ``ids``, stay as they are.
    """
    records = list(_records(data.decode("latin-1"), delimiter))
    # A sep= line is no row of the spreadsheet.
    first = 1 if _plain(records[0][0][0]).lower().startswith("sep=") else 0
    names = [_plain(field).lower() for field in records[first + header - 1][0]]
    column = names.index("id") if "id" in names else len(names)
    for number, (fields, _) in enumerate(records[first:], 1):
        said = "id" if number == header else ids.get(number, "")
        if column == len(fields) and said:
            fields.append(said)
        elif column < len(fields) and said and not _plain(fields[column]):
            fields[column] = said
    text = "".join(delimiter.join(fields) + end for fields, end in records)
    return text.encode("latin-1")


def _plain(field: str) -> str:
    """What a cell says, without its marks and a byte order mark."""
    return field.removeprefix("\xef\xbb\xbf").strip().strip('"').strip()


def _records(text: str, delimiter: str) -> Iterator[tuple[list[str], str]]:
    """The rows: their cells as they are written, marks and all, and the line break at the end.

    A quotation mark opens a cell at its beginning only, as ``csv`` has it; two are one.
    """
    fields = [""]
    inside = just_closed = False
    for piece in re.findall(r'\r\n|\r|\n|"|[^"\r\n]', text):
        was_closed, just_closed = just_closed, piece == '"' and inside
        if piece == '"' and (inside or was_closed or not fields[-1]):
            inside = not inside
        if piece in ("\r\n", "\r", "\n") and not inside:
            yield fields, piece
            fields = [""]
        elif piece == delimiter and not inside:
            fields.append("")
        else:
            fields[-1] += piece
    if fields != [""]:
        yield fields, ""
