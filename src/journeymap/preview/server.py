"""A server for one browser on this computer: fixed routes, and nobody else is answered.

Bound to 127.0.0.1. A request is answered only if it names this server as its host and does
not come from another site's page: so a page from elsewhere, or a name that somebody has
pointed here, learns and changes nothing. What changes something needs the run's token, too.
"""

import secrets
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import MappingProxyType
from urllib.parse import parse_qsl, urlsplit

from journeymap.errors import OutputError

HOME = "127.0.0.1"
PORT = 8765
"""Where a preview is by default, so that a reload finds the next one; else at any free port."""

MAX_POST = 64_000_000
PATIENCE_S = 20
TOKEN = "X-Journeymap-Token"  # noqa: S105  the name of a header

PAGE_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; "
    "frame-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'none'"
)
"""Of our own pages: they are what this server sends, and nothing a table says is among it."""

MAP_POLICY = (
    "frame-ancestors 'self'; "
    "sandbox allow-scripts allow-downloads allow-popups allow-popups-to-escape-sandbox"
)
"""Of the map, beside the one it has of its own: it is nobody here, whatever runs in it."""


@dataclass(frozen=True, slots=True)
class Request:
    """What was asked for: the query's values and the body."""

    query: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""


@dataclass(frozen=True, slots=True)
class Reply:
    """What is sent back. ``save_as`` makes a download of it; ``then`` is done once it is sent."""

    body: bytes
    kind: str
    policy: str = PAGE_POLICY
    save_as: str = ""
    status: int = 200
    then: Callable[[], None] = lambda: None


Answer = Callable[[Request], Reply]

_NO_POSTS: Mapping[str, Answer] = MappingProxyType({})


class Server:
    """Answers by ``routes`` to GET and by ``posts`` to POST, until it is closed."""

    def __init__(
        self, routes: Mapping[str, Answer], posts: Mapping[str, Answer] = _NO_POSTS, *, port: int
    ) -> None:
        """Listen. ``port`` 0 is PORT if it is free, else any. Raises OutputError."""
        self.token = secrets.token_urlsafe(24)
        self._http = _listening(port)
        self._http.routes, self._http.posts, self._http.token = routes, posts, self.token
        self.port = self._http.server_port
        self.url = f"http://{HOME}:{self.port}/"
        self._thread = threading.Thread(target=self._http.serve_forever, args=(0.05,), daemon=True)
        self._thread.start()

    def close(self) -> None:
        self._http.shutdown()
        self._thread.join()
        self._http.server_close()


class _Http(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False
    allow_reuse_address = False  # which on Windows would let two servers share a port
    routes: Mapping[str, Answer]
    posts: Mapping[str, Answer]
    token: str

    def handle_error(self, request: object, client_address: object) -> None:
        """A browser that goes away is no fault."""


def _listening(port: int) -> _Http:
    for wanted in (port,) if port else (PORT, 0):
        try:
            return _Http((HOME, wanted), _Handler)
        except OSError as error:
            reason = error.strerror or str(error)
    raise OutputError(f"port {port or PORT} cannot be used: {reason}. Take another: --port N")


class _Handler(BaseHTTPRequestHandler):
    server: _Http
    timeout = PATIENCE_S

    def do_GET(self) -> None:
        if self._is_ours():
            self._answer(self.server.routes, b"")

    def do_POST(self) -> None:
        if not self._is_ours():
            return
        length = self.headers.get("Content-Length", "")
        if not secrets.compare_digest(
            self.headers.get(TOKEN, "").encode("utf-8", "replace"), self.server.token.encode()
        ):
            self.send_error(403, "this is another run's page; load it anew")
        elif not (length.isascii() and length.isdecimal()):
            self.send_error(411)
        elif int(length) > MAX_POST:
            self.send_error(413, "the file is larger than 64 MB")
        else:
            self._answer(self.server.posts, self.rfile.read(int(length)))

    def _is_ours(self) -> bool:
        """Whether a page of this server asks, or somebody who typed its address."""
        own = {f"{HOME}:{self.server.server_port}", f"localhost:{self.server.server_port}"}
        hosts = self.headers.get_all("Host", [])
        origins = self.headers.get_all("Origin", [])
        site = self.headers.get("Sec-Fetch-Site", "none")
        if (
            len(hosts) == 1
            and hosts[0] in own
            and all(origin == f"http://{hosts[0]}" for origin in origins)
            and site in ("none", "same-origin")
        ):
            return True
        self.send_error(403, "this preview is for this computer alone")
        return False

    def _answer(self, routes: Mapping[str, Answer], body: bytes) -> None:
        try:
            parts = urlsplit(self.path)
            query = dict(parse_qsl(parts.query, max_num_fields=20))
        except ValueError:
            self.send_error(400)
            return
        answer = routes.get(parts.path)
        if answer is None:
            self.send_error(404)
        else:
            self._send(answer(Request(query, body)))

    def _send(self, reply: Reply) -> None:
        self.send_response(reply.status)
        self.send_header("Content-Type", reply.kind)
        self.send_header("Content-Length", str(len(reply.body)))
        self.send_header("Content-Security-Policy", reply.policy)
        self.send_header("X-Content-Type-Options", "nosniff")
        self.send_header("Cache-Control", "no-store")
        self.send_header("Referrer-Policy", "no-referrer")
        self.send_header("Cross-Origin-Resource-Policy", "same-origin")
        self.send_header("Cross-Origin-Opener-Policy", "same-origin")
        if reply.save_as:
            self.send_header("Content-Disposition", _attachment(reply.save_as))
        self.end_headers()
        self.wfile.write(reply.body)
        reply.then()

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """Plain words instead of a page."""
        self.close_connection = True
        text = message or self.responses[code][0] if code in self.responses else str(message)
        kind = "text/plain; charset=utf-8"
        self._send(Reply(text.encode("utf-8", "replace"), kind, status=code))

    def version_string(self) -> str:
        """Who answers."""
        return "journeymap"

    def log_message(self, format: str, *arguments: object) -> None:  # noqa: A002
        """Nothing is logged."""


def _attachment(name: str) -> str:
    """The header that makes a download with this name."""
    from urllib.parse import quote

    plain = "".join(c if c.isascii() and (c.isalnum() or c in "._- ") else "_" for c in name)
    return f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}"
