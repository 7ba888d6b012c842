"""The files a page carries, so that it can be rebuilt from itself: into it, and out again."""

import base64
import json
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

from journeymap.errors import refusal
from journeymap.files import (
    MAX_BYTES,
    MAX_SETTINGS_BYTES,
    File,
    Sources,
    plain_name,
    read_file,
    read_sources,
)
from journeymap.prose import safe_url
from journeymap.vocabulary import languages

from .packing import first_of, packed, together, unpacked

_MARK = b'<meta name="generator" content="journeymap '
"""What a page of ours says of itself."""


def carried(sources: Sources, cleaned: bytes) -> dict[str, dict[str, Any]]:
    """The table, settings and ledger as text for the page's data.

    With the table goes what a reader may download: the same ``cleaned``, as CSV.
    """
    table = sources.table
    described: dict[str, Any] = {
        "name": table.name,
        "deflate": packed(together(table.data, cleaned)),
        "sizes": [len(table.data), len(cleaned)],
    }
    described |= {"encoding": table.encoding} if table.encoding else {}
    others = {"settings": sources.settings, "ledger": sources.ledger}
    return {"table": described} | {
        key: {"name": file.name, "deflate": packed(file.data)}
        for key, file in others.items()
        if file is not None
    }


def is_page(path: Path) -> bool:
    """Whether a file's name says that it is a web page."""
    return path.suffix.lower() in (".html", ".htm")


def is_foreign(path: Path) -> bool:
    """Whether there is a file with something in it that this program did not make."""
    there = read_file(path) if os.path.isfile(path) else None  # noqa: PTH113
    return bool(there and there.data and _MARK not in there.data)


def sources_at(path: Path) -> Sources:
    """What a table's map is made from; a map of ours brings its own.

    Raises InputError where there is no such table or map, or it cannot be read.
    """
    sources = read_sources(path)
    if not is_page(path):
        return sources
    inside = sources_of_page(sources.table.data)
    if inside is None:
        message = "this is a web page, but no map that carries its table."
        hint = "If a table is on it: copy that into a spreadsheet, and save it as .xlsx."
        raise refusal(str(path), message, hint)
    return inside


def sources_of_page(page: bytes) -> Sources | None:
    """What a page of ours was made from; None where it is none of ours, or is damaged."""
    reader = _PageReader()
    try:
        reader.feed(page.decode("utf-8"))
        files = json.loads("".join(reader.json))["files"]
        table = _file(files["table"])
        settings = _file(files["settings"], MAX_SETTINGS_BYTES) if "settings" in files else None
        ledger = _file(files["ledger"]) if "ledger" in files else None
    except (ValueError, KeyError, TypeError, AssertionError, RecursionError):
        return None  # AssertionError is what html.parser says to some declarations
    return Sources(
        table, settings, ledger, lambda name: _picture(reader.pictures, name), is_page=True
    )


def _file(described: Mapping[str, Any], limit: int = MAX_BYTES) -> File:
    """Raises ValueError, KeyError or TypeError where it is not what ``carried`` describes."""
    name, encoding = described["name"], described.get("encoding", "")
    if not re.fullmatch(r"[\w-]*", encoding, re.ASCII):
        raise ValueError("no name of an encoding")
    if name != plain_name(name) or not name.strip(". ") or len(name) > 255:
        raise ValueError("no name of a file")
    data = unpacked(described["deflate"])
    if "sizes" in described:
        data = first_of(data, *described["sizes"])
    if len(data) > limit:
        raise ValueError("larger than any of its kind")
    return File(name, data, encoding)


def _picture(pictures: Mapping[str, str], name: str) -> bytes:
    kind, _, text = pictures.get(name, "").partition(",")
    if kind != "data:image/jpeg;base64":
        raise OSError("the page does not carry it")
    try:
        return base64.b64decode(text, validate=True)
    except ValueError as error:
        raise OSError("it is damaged in the page") from error


@dataclass(frozen=True, slots=True)
class Facts:
    """What a map says of itself; ``page`` is where it is published, if its settings say so."""

    title: str
    language: str
    page: str
    stays: frozenset[str]


def facts_of_page(page: bytes) -> Facts | None:
    """What a page of ours says of itself; None where it is none of ours, or is damaged."""
    reader = _PageReader()
    try:
        reader.feed(page.decode("utf-8"))
        data = json.loads("".join(reader.json))
        stays = frozenset(str(stay["id"]) for stay in data["stays"])
        language = data["language"] if data["language"] in languages() else "en"
        return Facts("".join(reader.title), language, safe_url(str(data.get("page", ""))), stays)
    except (ValueError, KeyError, TypeError, AttributeError, AssertionError, RecursionError):
        return None


class _PageReader(HTMLParser):
    """Collects the title, the text of ``#journey-data`` and the pictures of the list."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.json: list[str] = []
        self.title: list[str] = []
        self._in_title = False
        self.pictures: dict[str, str] = {}
        self._inside = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        if tag == "script" and values.get("id") == "journey-data":
            self._inside = not self.json
        self._in_title = tag == "title" and not self.title
        if tag == "img" and values.get("data-file"):
            self.pictures[values["data-file"] or ""] = values.get("src") or ""

    def handle_endtag(self, tag: str) -> None:
        self._in_title = False
        if tag == "script":
            self._inside = False

    def handle_data(self, data: str) -> None:
        if self._in_title:
            self.title.append(data)
        if self._inside:
            self.json.append(data)
