"""examples/lesson.html: its paragraphs move the map, across origins and among hostile frames."""

import re
import threading
from collections.abc import Iterator
from functools import partial
from http.server import ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from conftest import ROOT, TROTSKY, Opened
from journeymap.files import read_sources
from journeymap.offline import OFFLINE_WORLD
from journeymap.pipeline import gather
from test_browser_frames import _Handler

pytestmark = pytest.mark.browser

LESSON = ROOT / "examples" / "lesson.html"
READ = re.findall(r'<section data-stay="([^"]+)"', LESSON.read_text("utf-8"))


def test_every_stay_of_the_lesson_is_in_the_journey() -> None:
    stays = gather(read_sources(TROTSKY), world=OFFLINE_WORLD).journey.stays
    assert len(READ) == 6
    assert set(READ) <= {stay.id for stay in stays}


@pytest.fixture(scope="module")
def servers(
    trotsky_page: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[str, str]]:
    """The lesson from one origin, the map from another."""
    lesson = tmp_path_factory.mktemp("lesson")
    folders = (lesson, trotsky_page.parent)
    running = [
        ThreadingHTTPServer(("127.0.0.1", 0), partial(_Handler, directory=str(folder)))
        for folder in folders
    ]
    for server in running:
        threading.Thread(target=server.serve_forever, daemon=True).start()
    here, there = (f"http://127.0.0.1:{server.server_port}" for server in running)
    text = LESSON.read_text("utf-8").replace("../maps/trotsky.html", f"{there}/{trotsky_page.name}")
    (lesson / "lesson.html").write_text(text, encoding="utf-8")
    yield here, there
    for server in running:
        server.shutdown()
        server.server_close()


@pytest.fixture
def lesson(chromium: Any, servers: tuple[str, str]) -> Iterator[Opened]:
    context = chromium.new_context(viewport={"width": 1200, "height": 800})
    opened = Opened(context.new_page())
    opened.page.on("console", lambda message: opened.console.append(message.text))
    opened.page.on("pageerror", lambda error: opened.errors.append(str(error)))
    opened.page.goto(f"{servers[0]}/lesson.html")
    opened.until("isReady")
    yield opened
    context.close()
    assert (opened.console, opened.errors) == ([], [])


def shown(opened: Opened) -> Any:
    return opened.page.frames[1].evaluate("journeymap.state().stay")


def read(opened: Opened, stay: str) -> None:
    opened.js(
        "stay => document.querySelector(`[data-stay='${stay}']`).scrollIntoView({block: 'center'})",
        stay,
    )


def test_the_map_goes_where_the_reader_is(lesson: Opened) -> None:
    assert shown(lesson) is None
    for stay in (*READ, *reversed(READ)):
        read(lesson, stay)
        lesson.until(f"document.querySelector('[aria-current]')?.dataset.stay === '{stay}'")
        assert shown(lesson) == stay


def test_the_paragraph_follows_the_map(lesson: Opened) -> None:
    lesson.page.frames[1].evaluate("journeymap.goTo('paris-1914')")
    lesson.until("document.querySelector('[aria-current]')?.dataset.stay === 'paris-1914'")
    lesson.page.frames[1].evaluate("journeymap.goTo('yanovka-1879')")
    lesson.until("!document.querySelector('[aria-current]')")


def test_what_a_hostile_frame_says_moves_neither(lesson: Opened) -> None:
    read(lesson, "paris-1914")
    lesson.until("document.querySelector('[aria-current]')?.dataset.stay === 'paris-1914'")
    lesson.js(
        "() => { const evil = document.createElement('iframe'); evil.sandbox = 'allow-scripts';"
        " evil.srcdoc = `<script>"
        "for (const at of [parent, parent.frames[0]]) {"
        " at.postMessage({journeymap: 1, do: 'goTo', id: 'coyoacan-1940-2'}, '*');"
        " at.postMessage({journeymap: 1, event: 'stay', id: 'vienna-1907'}, '*');"
        " at.postMessage({journeymap: 1, event: 'stay', id: '</h2><script>alert(1)<' + '/script>'},"
        "   '*'); at.postMessage({journeymap: 1, do: 'play'}, '*'); at.postMessage('play', '*');"
        " at.postMessage(null, '*'); }"
        "parent.postMessage('done', '*')</` + `script>`; window.done = 0;"
        " addEventListener('message', e => { done ||= Number(e.data === 'done'); });"
        " document.body.append(evil); }"
    )
    lesson.until("window.done === 1")
    lesson.page.wait_for_timeout(100)
    assert shown(lesson) == "paris-1914"
    assert not lesson.page.frames[1].evaluate("journeymap.state().playing")
    assert lesson.js("document.querySelector('[aria-current]').dataset.stay") == "paris-1914"
