"""The page inside other pages (DESIGN §5, “Messages”): sandboxed, from elsewhere, as srcdoc."""

import contextlib
import functools
import http.server
import json
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from conftest import SMALL_IDS, Opened

pytestmark = pytest.mark.browser

HOST = """<!doctype html><meta charset="utf-8"><title>A lesson</title>
<style>iframe { width: 800px; height: 600px; border: 0 }</style>
<p>Around the map.</p>
<script>
window.heard = [];
addEventListener("message", event => { if (event.source === frames[0]) heard.push(event.data); });
const say = letter => frames[0].postMessage(letter, "*");
const of = name => heard.filter(letter => letter.event === name);
</script>
"""


class _Handler(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Say nothing."""

    def do_GET(self) -> None:
        if self.path == "/favicon.ico":  # which browsers ask every server for
            self.send_response(204)
            return self.end_headers()
        return super().do_GET()

    def copyfile(self, source: Any, outputfile: Any) -> None:
        # The test may end before the browser has read it all.
        with contextlib.suppress(BrokenPipeError, ConnectionResetError):
            super().copyfile(source, outputfile)


@pytest.fixture(scope="module")
def servers(small_page: Path) -> Iterator[tuple[str, str]]:
    """Two servers of the page's folder: for a browser two origins."""
    handler = functools.partial(_Handler, directory=str(small_page.parent))
    running = [http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) for _ in range(2)]
    for server in running:
        threading.Thread(target=server.serve_forever, daemon=True).start()
    yield tuple(f"http://127.0.0.1:{server.server_port}" for server in running)  # type: ignore[misc]
    for server in running:
        server.shutdown()
        server.server_close()


@dataclass
class Framed:
    """A page of ours inside a host page."""

    opened: Opened
    inside: Any

    def say(self, letter: object) -> None:
        self.opened.js("letter => say(letter)", letter)

    def heard(self, event: str) -> Any:
        return self.opened.js("name => of(name)", event)

    def until(self, condition: str) -> None:
        self.opened.until(condition)

    def state(self) -> Any:
        """As the host learns it: by asking."""
        before = len(self.heard("state"))
        self.say({"journeymap": 1, "do": "state"})
        self.until(f"of('state').length > {before}")
        return self.heard("state")[-1]


@pytest.fixture(scope="module")
def tab(chromium: Any) -> Iterator[Opened]:
    context = chromium.new_context(viewport={"width": 1000, "height": 800})
    one = Opened(context.new_page())
    one.page.on("console", lambda message: one.console.append(message.text))
    one.page.on("pageerror", lambda error: one.errors.append(str(error)))
    one.page.on("request", lambda request: one.requests.append(request.url))
    yield one
    context.close()


@pytest.fixture(params=["a file", "sandboxed", "another origin", "srcdoc", "sandboxed srcdoc"])
def framed(
    request: pytest.FixtureRequest, tab: Opened, servers: tuple[str, str], small_page: Path
) -> Iterator[Framed]:
    """The small journey in a frame, in each of the ways that lesson pages use."""
    yield _framed(tab, request.param, servers, small_page)
    ours = [small_page.parent.as_uri(), *servers, "data:", "about:"]
    assert [url for url in tab.requests if not url.startswith(tuple(ours))] == []
    assert (tab.console, tab.errors) == ([], [])


def _framed(tab: Opened, how: str, servers: tuple[str, str], page: Path) -> Framed:
    tab.page.goto("about:blank")
    for said in (tab.requests, tab.console, tab.errors):
        said.clear()
    (page.parent / "host.html").write_text(HOST, "utf-8")
    here = page.parent.as_uri() if how == "a file" else servers[0]
    address = servers[1] if how == "another origin" else here
    tab.page.goto(f"{here}/host.html")
    attributes = {"src": f"{address}/{page.name}"}
    if "srcdoc" in how:
        attributes = {"srcdoc": page.read_text("utf-8")}
    if "sandboxed" in how:
        attributes["sandbox"] = "allow-scripts"
    tab.js(
        "attributes => { const frame = document.createElement('iframe');"
        " for (const [name, value] of Object.entries(attributes)) frame.setAttribute(name, value);"
        " document.body.append(frame); }",
        attributes,
    )
    tab.until("of('ready').length === 1")
    return Framed(tab, tab.page.frames[-1])


# ---------------------------------------------------------------- it works there


def test_a_jump_and_the_end_are_told_in_one_letter_each(framed: Framed) -> None:
    framed.say({"journeymap": 1, "do": "goTo", "id": "gamma-1902"})
    framed.until("of('state').length === 1")
    assert framed.heard("state")[0]["stay"] == "gamma-1902"
    framed.say({"journeymap": 1, "do": "goTo", "id": "delta-1905"})
    framed.until("of('state').length === 2")
    assert [letter["stay"] for letter in framed.heard("state")] == ["gamma-1902", "delta-1905"]
    duration = framed.inside.evaluate("journeymap.duration")
    framed.say({"journeymap": 1, "do": "seek", "t": duration - 100})
    framed.say({"journeymap": 1, "do": "play"})
    framed.until("of('end').length === 1")
    ended = [one for one in framed.heard("state") if one["t"] == duration]
    assert [one["playing"] for one in ended] == [False]


def test_a_framed_player_does_what_its_parent_says_and_tells_it(framed: Framed) -> None:
    ready = framed.heard("ready")[0]
    assert {"journeymap", "event"} <= set(ready)
    assert framed.state() == {
        "journeymap": 1, "event": "state",
        "playing": False, "t": 0, "stay": None, "date": None, "era": None,
    }  # fmt: skip
    framed.say({"journeymap": 1, "do": "goTo", "id": "delta-1905"})
    framed.until("of('stay').length === 1")
    assert framed.heard("stay") == [{"journeymap": 1, "event": "stay", "id": "delta-1905"}]
    assert framed.state()["stay"] == "delta-1905"
    framed.say({"journeymap": 1, "do": "goTo", "id": "1902-05-10"})
    assert framed.state()["stay"] == "gamma-1902"
    framed.say({"journeymap": 1, "do": "play"})
    framed.until("of('state').at(-1).playing")
    framed.say({"journeymap": 1, "do": "pause"})
    framed.until("!of('state').at(-1).playing")
    duration = framed.inside.evaluate("journeymap.duration")
    framed.say({"journeymap": 1, "do": "seek", "t": duration - 300})
    framed.say({"journeymap": 1, "do": "play"})
    framed.until("of('end').length === 1")
    assert framed.heard("end") == [{"journeymap": 1, "event": "end"}]
    assert framed.state()["t"] == duration


def test_what_is_said_is_the_protocol_s_and_the_height_only_of_a_new_width(
    framed: Framed,
) -> None:
    framed.until("of('height').length > 0")  # it comes after the word that all is ready
    events = framed.opened.js("heard.map(letter => letter.event)")
    assert set(events) <= {"ready", "height", "state", "stay", "end"}
    assert events.count("ready") == 1
    assert framed.opened.js("heard.every(letter => letter.journeymap === 1)")
    first = framed.heard("height")
    assert len(first) == 1
    assert set(first[0]) == {"journeymap", "event", "px"}
    assert 300 <= first[0]["px"] <= 1000
    framed.opened.js("document.querySelector('iframe').style.height = '500px'")
    framed.opened.page.wait_for_timeout(150)
    assert len(framed.heard("height")) == 1
    framed.opened.js("document.querySelector('iframe').style.width = '380px'")
    framed.until("of('height').length === 2")


# ---------------------------------------------------------------- it heeds nobody else


@pytest.fixture
def plain(tab: Opened, servers: tuple[str, str], small_page: Path) -> Framed:
    return _framed(tab, "another origin", servers, small_page)


LETTERS = [
    None, 1, "play", [], {}, [1], {"do": "play"}, {"journeymap": 2, "do": "play"},
    {"journeymap": "1", "do": "play"}, {"journeymap": True, "do": "play"},
    {"journeymap": [1], "do": "play"}, {"journeymap": 1}, {"journeymap": 1, "do": "PLAY"},
    {"journeymap": 1, "do": "__proto__"}, {"journeymap": 1, "do": "constructor"},
    {"journeymap": 1, "do": "toString"}, {"journeymap": 1, "do": "hasOwnProperty"},
    {"journeymap": 1, "do": ["play"]}, {"journeymap": 1, "do": {"toString": "play"}},
    {"journeymap": 1, "do": "on"}, {"journeymap": 1, "do": "speed", "x": 64},
    {"journeymap": 1, "do": "mount"}, {"journeymap": 1, "do": "goTo"},
    {"journeymap": 1, "do": "goTo", "id": "__proto__"}, {"journeymap": 1, "do": "goTo", "id": 1905},
    {"journeymap": 1, "do": "goTo", "id": ["delta-1905"]},
    {"journeymap": 1, "do": "goTo", "id": "<img src=x onerror=parent.pwned=1>"},
    {"journeymap": 1, "do": "goTo", "id": "x" * 100_000},
    {"journeymap": 1, "do": "seek"}, {"journeymap": 1, "do": "seek", "t": "5000"},
    {"journeymap": 1, "do": "seek", "t": None}, {"journeymap": 1, "do": "seek", "t": [5000]},
    {"journeymap": 1, "do": "eval", "code": "parent.pwned = 1"},
    {"journeymap": 1, "__proto__": {"do": "play"}}, {"__proto__": {"journeymap": 1, "do": "play"}},
]  # fmt: skip

CLONED = """
say({journeymap: 1, do: 'seek', t: NaN}); say({journeymap: 1, do: 'seek', t: Infinity});
say({journeymap: 1, do: 'seek', t: 5n}); say(new Map([['journeymap', 1], ['do', 'play']]));
say(Object.assign([], {journeymap: 1, do: 5})); say(new Date()); say(new Blob(['play']));
say(/play/);
const ring = {journeymap: 1, do: 'goTo'}; ring.id = ring; say(ring);
say({journeymap: 1, do: new String('play')});
"""


def test_letters_that_are_not_of_the_protocol_are_ignored(plain: Framed) -> None:
    plain.inside.evaluate("journeymap.goTo('epsilon-1908')")
    before = plain.inside.evaluate("journeymap.state()")
    plain.opened.js("letters => letters.forEach(say)", LETTERS)
    # As JSON has it, __proto__ is a name like any other; as a literal it is the prototype.
    plain.opened.js("text => JSON.parse(text).forEach(say)", json.dumps(LETTERS))
    plain.opened.js(f"() => {{ {CLONED} }}")
    assert plain.state()["stay"] == "epsilon-1908"
    assert plain.inside.evaluate("journeymap.state()") == before
    assert plain.opened.js("window.pwned") is None
    assert plain.opened.errors == []


def test_only_the_parent_is_heard(plain: Framed) -> None:
    """Not a sibling, not a child of its own, not the page itself."""
    plain.opened.js(
        "() => { const evil = document.createElement('iframe'); evil.srcdoc = `<script>"
        "parent.frames[0].postMessage({journeymap: 1, do: 'play'}, '*');"
        "parent.frames[0].postMessage({journeymap: 1, do: 'goTo', id: 'eta-1912'}, '*');"
        "parent.done = 1;</` + `script>`; document.body.append(evil); }"
    )
    plain.until("window.done === 1")
    plain.inside.evaluate("postMessage({journeymap: 1, do: 'play'}, '*')")
    assert plain.state()["stay"] is None
    assert plain.state()["playing"] is False


def test_a_page_that_is_not_framed_hears_and_tells_nobody(small: Opened) -> None:
    small.js(
        "window.told = []; addEventListener('message', e => told.push(e.data));"
        "for (const what of ['play', 'state']) postMessage({journeymap: 1, do: what}, '*');"
        "journeymap.goTo('delta-1905')"
    )
    small.until("told.length >= 2")
    small.frames(3)
    assert small.js("told.map(letter => letter.do)") == ["play", "state"]
    assert not small.state["playing"]


def test_the_page_around_keeps_its_place_and_its_address(plain: Framed) -> None:
    before = plain.opened.js("[location.href, scrollX, scrollY, history.length]")
    for stay in SMALL_IDS:
        plain.say({"journeymap": 1, "do": "goTo", "id": stay})
    plain.until("of('stay').length === 7")
    after = plain.opened.js("[location.href, scrollX, scrollY, history.length]")
    assert after == before


def test_a_framed_page_has_its_own_address_and_settings(
    tab: Opened, servers: tuple[str, str], small_page: Path
) -> None:
    tab.page.goto("about:blank")
    tab.page.goto(f"{servers[0]}/host.html")
    tab.js(
        "src => { const frame = document.createElement('iframe'); frame.src = src;"
        " document.body.append(frame); }",
        f"{servers[1]}/{small_page.name}?ui=min&theme=dark#stay=zeta-1910",
    )
    tab.until("of('ready').length === 1")
    inside = tab.page.frames[-1]
    assert inside.evaluate("document.querySelector('main').dataset.theme") == "dark"
    assert inside.evaluate("journeymap.state().stay") == "zeta-1910"
    assert not inside.locator(".j-card").is_visible()
