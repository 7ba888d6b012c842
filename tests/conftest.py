"""What the tests share: journeys from a few lines of table, and an installed browser."""

import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

from journeymap.files import File, Sources, read_sources
from journeymap.model import Journey
from journeymap.offline import OFFLINE_WORLD
from journeymap.pipeline import build, gather

settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")

ROOT = Path(__file__).parents[1]
TROTSKY = ROOT / "data" / "places.csv"


def sources(table: str | bytes, settings: str = "", ledger: bytes | None = None) -> Sources:
    """Sources in memory, without pictures."""
    data = table.encode() if isinstance(table, str) else table

    def no_picture(name: str) -> bytes:
        raise OSError("there is no such file beside the table")

    return Sources(
        File("places.csv", data),
        File("places.toml", settings.encode()) if settings else None,
        File("places.located.csv", ledger) if ledger is not None else None,
        no_picture,
    )


def journey_of(table: str, settings: str = "") -> Journey:
    """The journey of a table in memory."""
    return gather(sources(table, settings), world=OFFLINE_WORLD).journey


def html_of(table: str | bytes, settings: str = "") -> str:
    """The page of a table in memory."""
    return build(sources(table, settings), world=OFFLINE_WORLD).html


@pytest.fixture(scope="session")
def trotsky_html() -> str:
    """The page of the first life, built from the repository's own data."""
    return build(read_sources(TROTSKY), world=OFFLINE_WORLD, locked=True).html


@pytest.fixture(scope="session")
def trotsky_page(trotsky_html: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("page") / "trotsky.html"
    path.write_text(trotsky_html, encoding="utf-8")
    return path


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
        browser = playwright.chromium.launch(
            executable_path=executable, args=["--no-sandbox", "--disable-gpu"]
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
        page = context.new_page()
        one = Opened(page)
        if not loud:
            opened.append(one)
        page.on("console", lambda message: one.console.append(message.text))
        page.on("pageerror", lambda error: one.errors.append(str(error)))
        page.on("request", lambda request: _note(one, request.url, path))
        address = path.resolve().as_uri()
        page.goto(address + (f"?{query}" if query else "") + (f"#{fragment}" if fragment else ""))
        if ready:
            page.wait_for_selector("main[data-ready]", state="attached")
        return one

    yield open_
    for context in contexts:
        context.close()
    for one in opened:
        one.assert_quiet()


def _note(opened: Opened, url: str, path: Path) -> None:
    if url.split("#")[0].split("?")[0] != path.resolve().as_uri() and not url.startswith("data:"):
        opened.requests.append(url)
