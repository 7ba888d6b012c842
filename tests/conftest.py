"""What the tests share: journeys from a few lines of table, commands, an installed browser."""

import io
import os
import shutil
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Any

import pytest
from hypothesis import settings

from commands import Run, Said
from journeymap import cli
from journeymap.files import File, Sources, read_sources
from journeymap.model import Journey
from journeymap.offline import OFFLINE_WORLD
from journeymap.pipeline import build, gather

settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")

ROOT = Path(__file__).parents[1]
TROTSKY = ROOT / "data" / "places.csv"


def sources(
    table: str | bytes,
    settings: str = "",
    ledger: bytes | None = None,
    *,
    pictures: Mapping[str, bytes] = MappingProxyType({}),
) -> Sources:
    """Sources in memory, with the pictures given by their names."""
    data = table.encode() if isinstance(table, str) else table

    def picture(name: str) -> bytes:
        if name not in pictures:
            raise OSError("there is no such file beside the table")
        return pictures[name]

    return Sources(
        File("places.csv", data),
        File("places.toml", settings.encode()) if settings else None,
        File("places.located.csv", ledger) if ledger is not None else None,
        picture,
    )


def journey_of(table: str, settings: str = "") -> Journey:
    """The journey of a table in memory."""
    return gather(sources(table, settings), world=OFFLINE_WORLD).journey


def html_of(table: str | bytes, settings: str = "") -> str:
    """The page of a table in memory."""
    return build(sources(table, settings), world=OFFLINE_WORLD).html


SMALL = """\
place,lat,lon,start,end,era,kind,within,title,description,source,note
Alpha,50,10,1900-01-01,1900-12-31,Early,birth,,Born here,"The *first*, of a few words.",free words,
Beta,52,13,1901,1903,Early,residence,,At home,"Here, [they say](https://example.org/).",,A note
Gamma,48,2,1902-05-10,1902-05-10,Early,event,beta-1901,A day away,,,
Delta,41,29,1905,1907-06,Middle,exile,,Far off,,,
Epsilon,55,37,1908,1909,Middle,prison,,Locked up,,,
Zeta,40.7,-74,1910-03-01,1911,Late,visit,,Over the ocean,,,
Eta,19.4,-99.1,1912,..,Late,asylum,,To this day,,,
"""
"""A journey of seven stays in three eras, one of them a day within another."""

SMALL_IDS = ("alpha-1900", "beta-1901", "gamma-1902", "delta-1905", "epsilon-1908", "zeta-1910",
             "eta-1912")  # fmt: skip


@pytest.fixture(scope="session")
def small_page(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("small") / "small.html"
    path.write_text(html_of(SMALL, 'title = "A small journey"'), encoding="utf-8")
    return path


@pytest.fixture(scope="session")
def trotsky_html() -> str:
    """The page of the first life, built from the repository's own data."""
    return build(read_sources(TROTSKY), world=OFFLINE_WORLD, locked=True).html


@pytest.fixture(scope="session")
def trotsky_page(trotsky_html: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("page") / "trotsky.html"
    path.write_text(trotsky_html, encoding="utf-8")
    return path


# ---------------------------------------------------------------- the commands


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder to work in."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def say(folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs a command in this process, in an empty folder, and answers what it asks."""

    def say_(*arguments: str | Path, answers: str | None = None) -> Said:
        stdin = io.StringIO(answers or "")
        stdin.isatty = lambda: answers is not None  # type: ignore[method-assign]
        monkeypatch.setattr(sys, "stdin", stdin)
        capsys.readouterr()
        try:
            code = cli.main([*map(str, arguments)])
        except SystemExit as exit_:
            code = int(exit_.code or 0)
        captured = capsys.readouterr()
        return Said(code, captured.out, captured.err)

    return say_


# ---------------------------------------------------------------- the browser

_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
_PATHS = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    r"C:\Program Files\Google\Chrome\Application\chrome.exe",
    r"C:\Program Files (x86)\Google\Chrome\Application\chrome.exe",
)


def _chromium() -> str:
    """An installed Chromium or Chrome; "" if there is none."""
    named = os.environ.get("JOURNEYMAP_BROWSER", "")
    found = [named, *(shutil.which(name) or "" for name in _NAMES), *_PATHS]
    return next((path for path in found if path and Path(path).exists()), "")


@pytest.fixture(scope="session")
def chromium() -> Iterator[Any]:
    """A running browser. Without one the test is skipped, or fails where CI demands it."""
    executable = _chromium()
    if not executable:
        reason = "no Chromium or Chrome is installed (JOURNEYMAP_BROWSER names another)"
        if os.environ.get("JOURNEYMAP_BROWSER_REQUIRED"):
            pytest.fail(reason)
        pytest.skip(reason)
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        # A reader's browser limits how often a page may change its address; so does this one.
        browser = playwright.chromium.launch(
            executable_path=executable,
            args=["--no-sandbox", "--disable-gpu"],
            ignore_default_args=["--disable-ipc-flooding-protection"],
        )
        yield browser
        browser.close()


@dataclass
class Opened:
    """A page in the browser, and everything it said or asked for."""

    page: Any
    requests: list[str] = field(default_factory=list)
    console: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    def js(self, expression: str, argument: object = None) -> Any:
        """The value of a JavaScript expression or function in the page."""
        return self.page.evaluate(expression, argument)

    def main(self, name: str) -> Any:
        """An attribute of the player's root; None where it has none."""
        return self.js("name => document.querySelector('main').getAttribute(name)", name)

    @property
    def state(self) -> Any:
        return self.js("journeymap.state()")

    def until(self, condition: str, *, seconds: float = 10) -> None:
        """Wait until a JavaScript expression holds; the page's policy forbids Playwright's way."""
        end = time.monotonic() + seconds
        while not self.js(condition):
            assert time.monotonic() < end, f"after {seconds} s still not: {condition}"
            self.page.wait_for_timeout(20)

    def frames(self, count: int = 2) -> None:
        """Wait for so many frames."""
        self.js(
            "n => new Promise(done => { const next = () => n-- > 0 ? requestAnimationFrame(next)"
            " : done(); next(); })",
            count,
        )

    def settled(self) -> None:
        """Wait until the camera has arrived after a jump: it eases for 650 ms."""
        self.page.wait_for_timeout(750)
        self.frames()

    def action(self, name: str) -> Any:
        """The button of an action, wherever it is."""
        return self.page.locator(f'[data-action="{name}"]')

    def assert_quiet(self) -> None:
        """The page asked nobody for anything and complained of nothing."""
        assert self.requests == []
        assert self.console == []
        assert self.errors == []


Open = Callable[..., Opened]


@pytest.fixture
def open_page(chromium: Any) -> Iterator[Open]:
    """Opens a file with the network off and waits for the player; quiet when the test ends.

    Keyword arguments: ``size``, ``query`` and ``fragment`` of the address, ``loud`` to allow
    requests and messages, and whatever a browser context takes.
    """
    contexts = []
    opened: list[Opened] = []

    def open_(
        path: Path,
        *,
        size: tuple[int, int] = (1280, 800),
        query: str = "",
        fragment: str = "",
        loud: bool = False,
        ready: bool = True,
        **options: Any,
    ) -> Opened:
        viewport = {"width": size[0], "height": size[1]}
        context = chromium.new_context(viewport=viewport, offline=True, **options)
        contexts.append(context)
        one = _listening(context.new_page(), path)
        if not loud:
            opened.append(one)
        _go(one, path, query, fragment, ready=ready)
        return one

    yield open_
    for context in contexts:
        context.close()
    for one in opened:
        one.assert_quiet()


@pytest.fixture(scope="session")
def small_tab(chromium: Any, small_page: Path) -> Iterator[Opened]:
    context = chromium.new_context(viewport={"width": 1280, "height": 800}, offline=True)
    yield _listening(context.new_page(), small_page)
    context.close()


@pytest.fixture
def load_small(small_tab: Opened, small_page: Path) -> Iterator[Callable[..., Opened]]:
    """Loads the small journey, with a query and a fragment, in a tab that tests share."""

    def load(query: str = "", fragment: str = "") -> Opened:
        _go(small_tab, small_page, query, fragment, ready=True)
        return small_tab

    yield load
    small_tab.assert_quiet()


@pytest.fixture
def small(load_small: Callable[..., Opened]) -> Opened:
    """The small journey, loaded anew in a tab that tests share; quiet when the test ends."""
    return load_small()


def _listening(page: Any, path: Path) -> Opened:
    one = Opened(page)
    page.on("console", lambda message: one.console.append(message.text))
    page.on("pageerror", lambda error: one.errors.append(str(error)))
    page.on("request", lambda request: _note(one, request.url, path))
    return one


def _go(one: Opened, path: Path, query: str, fragment: str, *, ready: bool) -> None:
    """Load the page from its file, by way of an empty one: a new hash alone loads nothing."""
    for said in (one.requests, one.console, one.errors):
        said.clear()
    one.page.goto("about:blank")
    address = path.resolve().as_uri()
    one.page.goto(address + (f"?{query}" if query else "") + (f"#{fragment}" if fragment else ""))
    if ready:
        one.page.wait_for_selector("main[data-ready]", state="attached")


def _note(opened: Opened, url: str, path: Path) -> None:
    own = (path.resolve().as_uri(), "about:blank")
    if url.split("#")[0].split("?")[0] not in own and not url.startswith("data:"):
        opened.requests.append(url)
