"""The preview of ``watch`` in a real browser: it follows the table, at the same stay."""

import signal
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe

from commands import start
from conftest import SMALL

pytestmark = pytest.mark.browser


@dataclass
class Watched:
    """A running ``watch``, and its page in the browser."""

    process: Any
    table: Path
    url: str
    page: Any
    said: list[str]

    def save(self, text: str) -> None:
        self.table.write_text(text, encoding="utf-8")

    def until_map(self, version: int) -> None:
        self.page.wait_for_selector(f"#map[data-map='{version}']")

    @property
    def map(self) -> Any:
        """The frame of the map that is shown."""
        return self.page.frames[-1]

    def end(self) -> int:
        self.process.send_signal(signal.SIGINT)
        self.process.communicate()
        return int(self.process.returncode)


def _note(one: Watched, url: str) -> None:
    if not url.startswith((one.url, "data:")):
        one.said.append(url)


@pytest.fixture
def watched(chromium: Any, tmp_path: Path) -> Iterator[Watched]:
    table = tmp_path / "life.csv"
    table.write_text(SMALL, encoding="utf-8")
    process = start(["watch", "life.csv", "--no-open"], cwd=tmp_path)
    assert process.stdout is not None
    url = process.stdout.readline().decode().split("shown at ")[1].split(",")[0]
    context = chromium.new_context(viewport={"width": 1280, "height": 800})
    one = Watched(process, table, url, context.new_page(), [])
    one.page.on("console", lambda message: one.said.append(message.text))
    one.page.on("pageerror", lambda error: one.said.append(str(error)))
    one.page.on("request", lambda request: _note(one, request.url))
    one.page.goto(url)
    one.until_map(1)
    yield one
    context.close()
    if process.returncode is None:
        assert one.end() == 130


def test_a_save_shows_the_new_map_at_the_same_stay(watched: Watched) -> None:
    watched.map.evaluate("journeymap.goTo('delta-1905')")
    watched.map.wait_for_function("document.querySelector('main').dataset.stay === 'delta-1905'")
    watched.save(SMALL.replace("Far off", "Farther off"))
    watched.until_map(2)
    assert watched.map.evaluate("journeymap.state().stay") == "delta-1905"
    assert "Farther off" in watched.map.inner_text(".j-card")
    assert watched.said == []


def test_a_stay_that_is_gone_is_looked_for_by_its_date(watched: Watched) -> None:
    watched.map.evaluate("journeymap.goTo('delta-1905')")
    watched.map.wait_for_function("document.querySelector('main').dataset.stay === 'delta-1905'")
    watched.page.wait_for_timeout(200)
    watched.save(SMALL.replace("Delta", "Deltaville"))
    watched.until_map(2)
    watched.page.wait_for_timeout(300)
    assert watched.map.evaluate("journeymap.state().stay") == "deltaville-1905"


def test_a_map_that_plays_goes_on_playing(watched: Watched) -> None:
    watched.map.evaluate("journeymap.goTo('beta-1901'); journeymap.play()")
    watched.map.wait_for_function("journeymap.state().playing")
    watched.page.wait_for_timeout(200)
    watched.save(SMALL.replace("Far off", "Farther off"))
    watched.until_map(2)
    watched.map.wait_for_function("journeymap.state().playing")


def test_problems_stand_over_the_last_good_map_until_they_are_mended(watched: Watched) -> None:
    page = watched.page
    assert page.locator("#said").is_hidden()
    watched.save(SMALL.replace("1905,", "31 June 1843,"))
    page.wait_for_selector("#said:not([hidden])")
    said = page.inner_text("#said")
    assert "row 5, start" in said
    assert "June 1843 had 30 days" in said
    assert "1 error: this is the map from before" in said
    assert page.get_attribute("#map", "data-map") == "1"
    assert watched.map.evaluate("journeymap.stays.length") == 7
    assert "1 error" in page.inner_text("#status")
    watched.save(SMALL)
    page.wait_for_selector("#said", state="hidden")
    assert page.get_attribute("#map", "data-map") == "1"  # it is the same map
    assert watched.said == []


@pytest.mark.parametrize("size", [(1280, 800), (390, 844)])
def test_axe_finds_nothing_wrong(watched: Watched, size: tuple[int, int]) -> None:
    watched.page.set_viewport_size({"width": size[0], "height": size[1]})
    found = [Axe().run(watched.page).response["violations"]]
    watched.save(SMALL.replace("1905,", "31 June 1843,"))
    watched.page.wait_for_selector("#said:not([hidden])")
    found.append(Axe().run(watched.page).response["violations"])
    assert [[one["id"], one["nodes"][0]["html"]] for each in found for one in each] == []


def test_problems_can_be_put_aside_by_keyboard(watched: Watched) -> None:
    page = watched.page
    watched.save(SMALL.replace("1905,", "31 June 1843,"))
    page.wait_for_selector("#said:not([hidden])")
    page.keyboard.press("Escape")
    assert page.locator("#said").is_hidden()
    assert page.evaluate("document.activeElement.id") == "chip"
    page.keyboard.press("Enter")
    assert page.locator("#said").is_visible()
    assert page.get_attribute("#chip", "aria-expanded") == "true"


def test_what_a_table_says_is_text_in_the_preview(watched: Watched) -> None:
    hostile = "<img src=x onerror=alert(1)>"
    watched.save(SMALL.replace("1905,", f"{hostile},"))
    watched.page.wait_for_selector("#said:not([hidden])")
    assert hostile in watched.page.inner_text("#said")
    assert watched.page.locator("#said img").count() == 0
    assert watched.said == []


def test_the_map_cannot_reach_the_preview(watched: Watched) -> None:
    assert watched.map.evaluate("window.origin") == "null"
    assert watched.map.evaluate("(() => { try { return parent.document.title } "
                                "catch { return 'none' } })()") == "none"  # fmt: skip
    tried = "fetch('/state').then(() => 'reached', () => 'none')"
    assert watched.map.evaluate(tried) == "none"


def test_another_sites_page_cannot_show_or_read_it(watched: Watched, tmp_path: Path) -> None:
    other = watched.page.context.new_page()
    (tmp_path / "other.html").write_text(f'<iframe src="{watched.url}map"></iframe>', "utf-8")
    other.goto((tmp_path / "other.html").as_uri())
    other.wait_for_timeout(300)
    assert "Beta" not in other.frames[-1].content()
    tried = f"fetch('{watched.url}state').then(() => 'reached', () => 'none')"
    assert other.evaluate(tried) == "none"


def test_the_page_says_when_the_watch_has_ended(watched: Watched) -> None:
    assert watched.end() == 130
    watched.page.wait_for_selector("body.p-lost")
    assert "has ended" in watched.page.inner_text("#status")
    assert watched.map.evaluate("journeymap.stays.length") == 7
