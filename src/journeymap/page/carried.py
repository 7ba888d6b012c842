"""The files a page carries, so that it can be rebuilt from itself: into it, and out again."""

import base64
import binascii
import json
import zlib
from collections.abc import Mapping
from html.parser import HTMLParser

from journeymap.files import File, Sources

MAX_BYTES = 64_000_000


def carried(sources: Sources) -> dict[str, dict[str, str]]:
    """The table, settings and ledger as text for the page's data."""
    files = {"table": sources.table, "settings": sources.settings, "ledger": sources.ledger}
    return {
        key: {"name": file.name, "deflate": _packed(file.data)}
        for key, file in files.items()
        if file is not None
    }


def _packed(data: bytes) -> str:
    return base64.b64encode(zlib.compress(data, 9)).decode("ascii")


def sources_of_page(page: bytes) -> Sources | None:
    """What a page of ours was made from; None where it is none of ours, or is damaged."""
    reader = _PageReader()
    try:
        reader.feed(page.decode("utf-8"))
        files = json.loads("".join(reader.json))["files"]
        unpacked = {
            key: File(str(file["name"]), _unpacked(file["deflate"])) for key, file in files.items()
        }
        table = unpacked["table"]
    except (ValueError, KeyError, TypeError, AttributeError, zlib.error):
        return None
    return Sources(
        table,
        unpacked.get("settings"),
        unpacked.get("ledger"),
        lambda name: _picture(reader.pictures, name),
    )


def _unpacked(text: str) -> bytes:
    stream = zlib.decompressobj()
    data = stream.decompress(base64.b64decode(text, validate=True), MAX_BYTES)
    if stream.unconsumed_tail or not stream.eof:
        raise ValueError("damaged, or larger than any table")
    return data


def _picture(pictures: Mapping[str, str], name: str) -> bytes:
    kind, _, text = pictures.get(name, "").partition(",")
    if kind != "data:image/jpeg;base64":
        raise OSError("the page does not carry it")
    try:
        return base64.b64decode(text, validate=True)
    except binascii.Error as error:
        raise OSError("it is damaged in the page") from error


class _PageReader(HTMLParser):
    """Collects the text of ``#journey-data`` and the pictures of the list."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.json: list[str] = []
        self.pictures: dict[str, str] = {}
        self._inside = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        if tag == "script" and values.get("id") == "journey-data":
            self._inside = not self.json
        if tag == "img" and values.get("data-file"):
            self.pictures[values["data-file"] or ""] = values.get("src") or ""

    def handle_endtag(self, tag: str) -> None:
        if tag == "script":
            self._inside = False

    def handle_data(self, data: str) -> None:
        if self._inside:
            self.json.append(data)
