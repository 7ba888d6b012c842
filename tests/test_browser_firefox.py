"""The page in Firefox: another engine than the one that the other browser tests drive."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

import firefox
from conftest import SMALL_IDS
from firefox import Firefox

PANELS = "[...document.querySelectorAll('.j-panel:not([hidden])')].map(panel => panel.className)"


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Firefox]:
    executable = firefox.installed()
    if not executable:
        pytest.skip("no Firefox is installed")
    try:
        with firefox.running(executable, tmp_path_factory.mktemp("firefox")) as started:
            yield started
    except firefox.NotStartedError:
        if os.environ.get("JOURNEYMAP_BROWSER_REQUIRED"):
            raise
        pytest.skip("the installed Firefox does not start")


@pytest.fixture
def small(browser: Firefox, small_page: Path) -> Iterator[Firefox]:
    """The small journey from its file; it asks nobody for anything and complains of nothing."""
    browser.open(small_page.as_uri(), (1280, 800))
    assert browser.js("document.querySelector('main').hasAttribute('data-ready')")
    yield browser
    assert browser.console == []
    assert [
        one for one in browser.requests if not one.startswith((small_page.as_uri(), "data:"))
    ] == []


def test_it_plays_to_the_end(small: Firefox) -> None:
    end = small.js(
        "new Promise(done => {"
        " journeymap.on('end', () => done(journeymap.state()));"
        " journeymap.seek(journeymap.duration - 300); journeymap.play(); })"
    )
    assert end["stay"] == SMALL_IDS[-1]
    assert not end["playing"]


def test_every_stay_is_reached_by_keyboard(small: Firefox) -> None:
    small.press("Home")
    reached = [small.js("journeymap.state().stay")]
    for _ in SMALL_IDS[1:]:
        small.press("ArrowRight")  # sets out,
        small.press("ArrowRight")  # and is there
        reached.append(small.js("journeymap.state().stay"))
    assert tuple(reached) == SMALL_IDS


@pytest.mark.parametrize(("key", "name"), [("l", "list"), ("?", "help"), ("/", "tools")])
def test_panels_open_and_close_by_keyboard(small: Firefox, key: str, name: str) -> None:
    small.press(key)
    assert small.js(PANELS) == [f"j-panel j-panel-{name}"]
    small.press("Escape")
    assert small.js(PANELS) == []


def test_the_map_is_drawn_at_every_stay(small: Firefox) -> None:
    """At each stay the middle of the canvas has more colours than the ground alone."""
    colours = small.js(
        """(async () => {
          const canvas = document.querySelector(".j-canvas");
          const found = [];
          for (const { id } of journeymap.stays) {
            journeymap.goTo(id);
            await new Promise(done => setTimeout(done, 800));
            const { width, height } = canvas;
            const { data } = canvas.getContext("2d").getImageData(0, 0, width, height);
            found.push(new Set(new Uint32Array(data.buffer)).size);
          }
          return found;
        })()"""
    )
    assert len(colours) == len(SMALL_IDS)
    assert min(colours) > 50, colours


def test_another_language_is_unpacked(browser: Firefox, small_page: Path) -> None:
    browser.open(f"{small_page.as_uri()}?lang=de#stay=beta-1901", (390, 844))
    assert browser.js("document.querySelector('main').lang") == "de"
    assert browser.js("document.documentElement.scrollWidth") == 390
    assert "1901 bis 1903" in browser.js("document.querySelector('.j-card').textContent")
    assert browser.console == []


@pytest.mark.skipif(not shutil.which("pdftotext"), reason="poppler is not installed")
def test_on_paper_each_heading_stands_with_its_map(small: Firefox, tmp_path: Path) -> None:
    (tmp_path / "paper.pdf").write_bytes(small.pdf())
    command = ["pdftotext", "-layout", "paper.pdf", "-"]
    text = subprocess.run(command, cwd=tmp_path, capture_output=True, check=True, text=True).stdout
    pages = text.split("\f")
    for heading, place in (("1 Early", "Alpha"), ("2 Middle", "Delta"), ("3 Late", "Zeta")):
        (page,) = [page for page in pages if heading in page]
        assert place in page.split(heading)[1]
