"""Who is answered by a preview, and how: asked over loopback sockets, byte by byte."""

import json
import socket
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from journeymap.errors import OutputError
from journeymap.preview.board import Board
from journeymap.preview.pages import routes
from journeymap.preview.server import MAX_POST, TOKEN, Reply, Request, Server

MAP = b"<!doctype html><title>map</title>"


@pytest.fixture
def board() -> Board:
    board = Board()
    board.put({"file": "life.csv"}, MAP)
    return board


@pytest.fixture
def server(board: Board) -> Iterator[Server]:
    kept: list[bytes] = []

    def keep(request: Request) -> Reply:
        kept.append(request.body)
        return Reply(b"kept", "text/plain; charset=utf-8")

    server = Server(routes(board, "preview"), {"/drop": keep}, port=0)
    yield server
    board.close()
    server.close()


class Answered:
    """What came back: status, headers in small letters, body."""

    def __init__(self, data: bytes) -> None:
        head, _, self.body = data.partition(b"\r\n\r\n")
        first, *lines = head.decode("latin-1").split("\r\n")
        self.status = int(first.split()[1]) if first.startswith("HTTP/") else 0
        self.headers = {
            name.lower(): value.strip()
            for name, _, value in (line.partition(":") for line in lines)
        }


def send(server: Server, data: bytes) -> Answered:
    """Send bytes, and read to the end."""
    with socket.create_connection(("127.0.0.1", server.port), timeout=10) as connection:
        connection.sendall(data)
        connection.shutdown(socket.SHUT_WR)
        read = b""
        while block := connection.recv(65_536):
            read += block
    return Answered(read)


def ask(server: Server, path: str, *headers: str, method: str = "GET", body: str = "") -> Answered:
    given = headers if any(h.lower().startswith("host:") for h in headers) else (
        f"Host: 127.0.0.1:{server.port}", *headers
    )  # fmt: skip
    lines = [f"{method} {path} HTTP/1.1", *given, "", body]
    return send(server, "\r\n".join(lines).encode())


# ---------------------------------------------------------------- who is answered


def test_it_listens_on_this_computer_alone(server: Server) -> None:
    assert server._http.server_address[0] == "127.0.0.1"
    assert server.url == f"http://127.0.0.1:{server.port}/"


def test_its_own_page_and_map_are_sent(server: Server) -> None:
    assert ask(server, "/").status == 200
    assert ask(server, "/map").body == MAP
    assert ask(server, "/", f"Host: localhost:{server.port}").status == 200


@pytest.mark.parametrize(
    "host",
    ["evil.example", "evil.example:PORT", "127.0.0.1", "127.0.0.1:1", "[::1]:PORT", "",
     "0.0.0.0:PORT",
     "127.0.0.1:PORT.evil.example", "127.0.0.1:PORT\r\nHost: evil.example"],
)  # fmt: skip
def test_a_name_that_was_pointed_here_is_refused(server: Server, host: str) -> None:
    said = ask(server, "/map", f"Host: {host.replace('PORT', str(server.port))}")
    assert said.status == 403
    assert MAP not in said.body


def test_without_a_host_nobody_is_answered(server: Server) -> None:
    assert send(server, b"GET /map HTTP/1.1\r\n\r\n").status == 403
    assert send(server, b"GET /map HTTP/1.0\r\n\r\n").status == 403


@pytest.mark.parametrize(
    "header",
    ["Origin: https://evil.example", "Origin: null", "Origin: http://127.0.0.1:1",
     "Sec-Fetch-Site: cross-site", "Sec-Fetch-Site: same-site"],
)  # fmt: skip
def test_a_page_from_elsewhere_is_refused(server: Server, header: str) -> None:
    assert ask(server, "/map", header).status == 403
    assert ask(server, "/drop", header, f"{TOKEN}: {server.token}", method="POST").status == 403


def test_its_own_origin_is_answered(server: Server) -> None:
    own = f"Origin: http://127.0.0.1:{server.port}"
    assert ask(server, "/map", own, "Sec-Fetch-Site: same-origin").status == 200


# ---------------------------------------------------------------- what is answered


@pytest.mark.parametrize(
    "path",
    ["/etc/passwd", "/../../etc/passwd", "/..%2f..%2fetc/passwd", "/server.py", "/preview.html",
     "//evil.example/map", "/map/", "/MAP", "http://evil.example/map2", "*", "/%00", "/drop"],
)  # fmt: skip
def test_there_are_no_routes_but_its_own(server: Server, path: str) -> None:
    assert ask(server, path).status == 404


@pytest.mark.parametrize("method", ["HEAD", "PUT", "DELETE", "OPTIONS", "TRACE", "CONNECT", "X"])
def test_it_is_only_to_be_read(server: Server, method: str) -> None:
    assert ask(server, "/map", method=method).status in (405, 501)
    assert MAP not in ask(server, "/map", method=method).body


@pytest.mark.parametrize("path", ["/", "/map", "/preview.mjs", "/preview.css", "/state", "/none"])
def test_nothing_is_kept_or_taken_for_something_else(server: Server, path: str) -> None:
    headers = ask(server, path).headers
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["cache-control"] == "no-store"
    assert headers["referrer-policy"] == "no-referrer"
    assert headers["cross-origin-resource-policy"] == "same-origin"
    assert "frame-ancestors" in headers["content-security-policy"]
    assert "access-control-allow-origin" not in headers


def test_the_page_may_only_load_what_this_server_sends(server: Server) -> None:
    policy = ask(server, "/").headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy


def test_the_map_is_nobody_here(server: Server) -> None:
    policy = ask(server, "/map").headers["content-security-policy"]
    assert "sandbox allow-scripts" in policy
    assert "allow-same-origin" not in policy


def test_the_map_is_sent_as_it_was_built(server: Server, board: Board) -> None:
    board.put({}, page := b"<p>" + bytes(range(128, 256)) + b"</p>")
    assert ask(server, "/map").body == page


def test_before_there_is_a_map_there_is_none() -> None:
    server = Server(routes(Board(), "preview"), port=0)
    try:
        assert ask(server, "/map").status == 404
    finally:
        server.close()


@pytest.mark.parametrize(
    "data",
    [b"", b"\r\n", b"GET", b"GET /", b"\x16\x03\x01\x02\x00", b"GET / HTTP/9.9\r\n\r\n",
     b"GET /" + b"x" * 70_000 + b" HTTP/1.1\r\n\r\n", b"GET / HTTP/1.1\r\n" + b"A: b\r\n" * 200,
     b"GET /state?" + b"a=b&" * 500 + b" HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"],
)  # fmt: skip
def test_what_is_no_request_does_no_harm(server: Server, data: bytes) -> None:
    send(server, data)
    assert ask(server, "/map").body == MAP


# ---------------------------------------------------------------- what changes something


def test_what_is_dropped_with_the_token_is_taken(server: Server) -> None:
    said = ask(
        server, "/drop", f"{TOKEN}: {server.token}", "Content-Length: 3", method="POST", body="abc"
    )
    assert (said.status, said.body) == (200, b"kept")


@pytest.mark.parametrize("token", ["", "x", "é", "TOKENx", " "])
def test_without_this_runs_token_nothing_is_taken(server: Server, token: str) -> None:
    header = f"{TOKEN}: {token.replace('TOKEN', server.token)}"
    assert ask(server, "/drop", header, "Content-Length: 0", method="POST").status == 403


@pytest.mark.parametrize(
    ("length", "status"),
    [("", 411), ("-1", 411), ("1e3", 411), ("²", 411), (str(MAX_POST + 1), 413), ("9" * 30, 413)],
)
def test_what_has_no_length_or_too_much_is_not_read(
    server: Server, length: str, status: int
) -> None:
    headers = (f"{TOKEN}: {server.token}", f"Content-Length: {length}")
    assert ask(server, "/drop", *headers, method="POST").status == status


def test_a_token_is_another_in_every_run(board: Board) -> None:
    servers = [Server({}, port=0), Server({}, port=0)]
    for server in servers:
        server.close()
    assert servers[0].token != servers[1].token
    assert len(servers[0].token) >= 30


# ---------------------------------------------------------------- ports, news


def test_a_port_that_is_taken_is_told_and_the_next_preview_finds_another() -> None:
    first = Server({}, port=0)
    second = Server({}, port=0)
    try:
        assert first.port != second.port
        with pytest.raises(OutputError, match="--port"):
            Server({}, port=first.port)
    finally:
        first.close()
        second.close()


def test_a_page_waits_for_news(server: Server, board: Board) -> None:
    version = board.shown.version
    said: list[Answered] = []
    waiting = threading.Thread(target=lambda: said.append(ask(server, f"/state?after={version}")))
    waiting.start()
    board.put({"file": "life.csv", "errors": 1})
    waiting.join(10)
    state = json.loads(said[0].body)
    assert (state["version"], state["map"], state["errors"]) == (version + 1, 1, 1)


@pytest.mark.parametrize("after", ["", "x", "-1", "²", "9" * 40])
def test_whoever_knows_no_version_is_told_at_once(server: Server, after: str) -> None:
    assert json.loads(ask(server, f"/state?after={after}".encode().decode("latin-1")).body)


def test_the_same_map_and_facts_are_no_news() -> None:
    board = Board()
    board.put({"a": 1}, b"map")
    before = board.shown
    board.put({"a": 1}, b"map")
    assert board.shown is before


def test_without_a_new_map_the_last_one_stays() -> None:
    board = Board()
    board.put({}, b"map")
    board.put({"errors": 1})
    assert (board.shown.page, board.shown.page_version) == (b"map", 1)


def test_the_previews_colours_are_the_players() -> None:
    import journeymap

    package = Path(journeymap.__file__).parent
    player = (package / "page" / "style.css").read_text("utf-8")
    own = (package / "preview" / "web" / "preview.css").read_text("utf-8")
    for line in player[: player.index("}")].splitlines():
        if line.strip().startswith("--") and "era" not in line:
            assert line in own
