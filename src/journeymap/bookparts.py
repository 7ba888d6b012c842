"""The small XML parts of a workbook: its sheets, texts, styles and relations.

The XML is read here and not by a library: a library that lays a sheet out as a rectangle asks
for 38 GB where a file of 2 kB names the cell ZZZ999999, and none says which formula has no value.
"""

import re
from collections.abc import Callable, Mapping
from xml.parsers import expat

from .celldates import Shown, shown_by


class DamagedError(ValueError):
    """The XML is not that of a workbook; says where."""


class TooLargeError(ValueError):
    """The sheet has more rows or columns than a table of places; says of which."""


MAX_STRINGS = 1_000_000
"""Texts that cells share."""

Attributes = dict[str, str]


def walk(
    xml: bytes,
    start: Callable[[str, Attributes], None],
    end: Callable[[str, str], None] = lambda _tag, _text: None,
) -> None:
    """Call ``start`` with each element and ``end`` with the text since the last tag.

    Names lose their prefix. Raises DamagedError; a document type, which could define
    entities that grow, is one.
    """
    parser = expat.ParserCreate()
    text: list[str] = []

    def opened(tag: str, attributes: Attributes) -> None:
        if text:
            text.clear()
        start(tag.rpartition(":")[2] if ":" in tag else tag, attributes)

    def closed(tag: str) -> None:
        end(tag.rpartition(":")[2] if ":" in tag else tag, "".join(text) if text else "")
        if text:
            text.clear()

    def refused(*_: object) -> None:
        raise DamagedError("a document type")

    parser.StartElementHandler = opened
    parser.EndElementHandler = closed
    parser.CharacterDataHandler = text.append
    parser.StartDoctypeDeclHandler = refused
    parser.buffer_text = True
    try:
        parser.Parse(xml, True)  # noqa: FBT003, expat takes it by position only
    except (expat.ExpatError, UnicodeError, LookupError) as error:
        raise DamagedError(str(error)) from error


def strings_of(xml: bytes) -> list[str]:
    """The shared strings, of which text cells hold the number."""
    strings: list[str] = []
    pieces = Pieces()

    def start(tag: str, _: Attributes) -> None:
        pieces.start(tag)
        if tag == "si":
            pieces.clear()

    def end(tag: str, text: str) -> None:
        pieces.end(tag, text)
        if tag == "si":
            strings.append(pieces.text())
            if len(strings) > MAX_STRINGS:
                raise TooLargeError("cells")

    walk(xml, start, end)
    return strings


class Pieces:
    """The text of a cell in its pieces, without the reading aids of East Asian names."""

    def __init__(self) -> None:
        self._pieces: list[str] = []
        self._aids = 0

    def clear(self) -> None:
        self._pieces.clear()
        self._aids = 0

    def start(self, tag: str) -> None:
        self._aids += tag == "rPh"

    def end(self, tag: str, text: str) -> None:
        self._aids -= tag == "rPh"
        if tag == "t" and not self._aids:
            self._pieces.append(text)

    def __bool__(self) -> bool:
        return bool(self._pieces)

    def text(self) -> str:
        return unescaped("".join(self._pieces))


_ESCAPED = re.compile("_x(00[01][0-9a-f]|005f|007f)_", re.I)


def unescaped(text: str) -> str:
    """The text without ``_x000D_``, as workbooks write what XML cannot hold."""
    text = re.sub(_ESCAPED, lambda found: chr(int(found[1], 16)), text)
    return text.replace("\r\n", "\n")


def formats_of(xml: bytes) -> list[Shown | None]:
    """For every style of a cell, what it shows of a date."""
    codes: dict[int, str] = {}
    numbers: list[int] = []
    inside: list[str] = []

    def start(tag: str, attributes: Attributes) -> None:
        inside.append(tag)
        if tag == "numFmt":
            codes[number_in(attributes, "numFmtId")] = attributes.get("formatCode", "")
        if tag == "xf" and "cellXfs" in inside:
            numbers.append(number_in(attributes, "numFmtId"))

    def end(_tag: str, _text: str) -> None:
        inside.pop()

    walk(xml, start, end)
    return [shown_by(number, codes) for number in numbers]


def number_in(attributes: Attributes, name: str, default: int = 0) -> int:
    """Raises DamagedError where it is none."""
    text = attributes.get(name, "")
    if not text:
        return default
    if len(text) > 9 or not (text.isascii() and text.isdigit()):
        raise DamagedError(f"{name} {text[:20]}")
    return int(text)


def workbook_of(xml: bytes) -> tuple[list[Attributes], bool]:
    """The attributes of every sheet, in order, and whether days count from 1904."""
    sheets: list[Attributes] = []
    since_1904: list[bool] = []

    def start(tag: str, attributes: Attributes) -> None:
        if tag == "sheet":
            sheets.append({key.rpartition(":")[2]: value for key, value in attributes.items()})
        if tag == "workbookPr":
            since_1904.append(attributes.get("date1904", "0") in ("1", "true", "on"))

    walk(xml, start)
    return sheets, any(since_1904)


def targets_of(xml: bytes) -> Mapping[str, tuple[str, str]]:
    """The kind and the path of every part that a part refers to, by the reference's id."""
    targets: dict[str, tuple[str, str]] = {}

    def start(tag: str, attributes: Attributes) -> None:
        if tag == "Relationship" and attributes.get("TargetMode", "") != "External":
            kind = attributes.get("Type", "").rpartition("/")[2]
            targets[attributes.get("Id", "")] = kind, attributes.get("Target", "")

    walk(xml, start)
    return targets


def application_of(xml: bytes) -> str:
    """The program that wrote the workbook, as it calls itself; empty where it does not."""
    found: list[str] = []

    def end(tag: str, text: str) -> None:
        if tag == "Application":
            found.append(text)

    walk(xml, lambda _tag, _attributes: None, end)
    return found[0] if found else ""
