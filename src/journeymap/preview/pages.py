"""What every preview sends: its page with style and scripts, the map, and what has changed."""

import json
from collections.abc import Mapping
from importlib.resources import files
from typing import Any

from journeymap.preview.board import Board, Shown
from journeymap.preview.server import MAP_POLICY, Answer, Reply, Request

WAIT_S = 20.0
"""How long a page waits for news before it asks again."""

_KINDS = {
    "html": "text/html; charset=utf-8",
    "css": "text/css; charset=utf-8",
    "mjs": "text/javascript; charset=utf-8",
}
_OF_THE_PLAYER = ("dom.mjs", "deltas.mjs", "mercator.mjs")
_SENT = {
    "preview": (
        "preview.css", "preview.mjs", "dom.mjs", "mapframe.mjs", "news.mjs", "problems.mjs",
    ),
    "studio": (
        "preview.css", "studio.css", "studio.mjs", "dom.mjs", "mapframe.mjs", "news.mjs",
        "problems.mjs", "dropping.mjs", "grid.mjs", "places.mjs", "pinmap.mjs", "deltas.mjs",
        "mercator.mjs",
    ),
}  # fmt: skip
"""What each page may ask for, beside itself, the map and the news."""


def routes(board: Board, page: str) -> dict[str, Answer]:
    """The fixed routes of a preview whose page has that name."""
    assets = {f"/{name}": _constant(name) for name in _SENT[page]}
    return {
        **assets,
        "/": _constant(f"{page}.html"),
        "/map": lambda request: _map(board.shown),
        "/state": lambda request: json_reply(_state(_asked(board, request))),
    }


def json_reply(value: Any) -> Reply:
    return Reply(json.dumps(value).encode(), "application/json")


def text_of(name: str) -> str:
    """A file of ours, by its name."""
    folder = "page/player" if name in _OF_THE_PLAYER else "preview/web"
    return (files("journeymap") / folder / name).read_text("utf-8")


def _constant(name: str) -> Answer:
    reply = Reply(text_of(name).encode(), _KINDS[name.rpartition(".")[2]])
    return lambda request: reply


def _map(shown: Shown) -> Reply:
    if not shown.page:
        return Reply(b"There is no map yet.", "text/plain; charset=utf-8", status=404)
    return Reply(shown.page, _KINDS["html"], MAP_POLICY)


def _asked(board: Board, request: Request) -> Shown:
    after = request.query.get("after", "")
    number = int(after) if after.isascii() and after.isdecimal() and len(after) < 10 else -1
    return board.after(number, WAIT_S)


def _state(shown: Shown) -> Mapping[str, Any]:
    return {"version": shown.version, "map": shown.page_version if shown.page else 0, **shown.facts}
