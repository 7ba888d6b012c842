"""The studio in a real browser, as somebody uses it who has never opened a terminal."""

import signal
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe

from commands import start
from conftest import SMALL
from test_hostile import RUN, TABLES

pytestmark = pytest.mark.browser

UGLY = """\
place,country,start,title,description
Vienna,Austria,1888,School,At nine
Springfield,,07/11/1897,A stop,"Long text, <img src=x onerror=alert(1)>"
Zürch,,1899,x,y
Paris,France,1906,With friends,q
"""
"""A table with an ambiguous date, a misspelt place and an ambiguous one."""

MENDED = UGLY.replace("07/11/1897", "1897-11-07").replace("Zürch", "Zürich")


@dataclass
class Studio:
    """A running studio, its page in the browser, and what that complained of."""

    process: Any
    url: str
    page: Any
    said: list[str]

    def drop(self, name: str, text: str) -> None:
        """Drop a file anywhere on the page."""
        data = self.page.evaluate_handle(
            "([name, text]) => { const data = new DataTransfer();"
            " data.items.add(new File([text], name)); return data; }",
            [name, text],
        )
        self.page.dispatch_event("body", "dragover", {"dataTransfer": data})
        self.page.dispatch_event("body", "drop", {"dataTransfer": data})

    def until_map(self, version: int) -> None:
        self.page.wait_for_selector(f"#panel-map[data-map='{version}']")


@pytest.fixture
def studio(chromium: Any, tmp_path: Path) -> Iterator[Studio]:
    process = start(["studio", "--no-open"], cwd=tmp_path)
    assert process.stdout is not None
    line = process.stdout.readline().decode()
    url = line.split("The studio is at ")[1].split(". ")[0]
    context = chromium.new_context(viewport={"width": 1280, "height": 800})
    one = Studio(process, url, context.new_page(), [])
    one.page.on("console", lambda message: one.said.append(message.text))
    one.page.on("pageerror", lambda error: one.said.append(str(error)))
    one.page.on("request", lambda request: _note(one, request.url))
    one.page.goto(url)
    yield one
    context.close()
    if process.poll() is None:
        process.send_signal(signal.SIGINT)
    process.communicate()
    assert {path.name for path in tmp_path.iterdir()} == set()  # nothing is written by itself
    assert one.said == []


def _note(one: Studio, url: str) -> None:
    if not url.startswith((one.url, "data:")):
        one.said.append(url)


def test_a_dropped_table_becomes_a_map_to_be_saved(studio: Studio, tmp_path: Path) -> None:
    studio.drop("life.csv", SMALL)
    studio.until_map(1)
    assert studio.page.inner_text("#verdict").startswith("The map is ready")
    with studio.page.expect_download() as saving:
        studio.page.click("#save-map")
    assert saving.value.suggested_filename == "life.html"
    page = Path(saving.value.path()).read_text("utf-8")
    assert page.startswith("<!doctype html>")
    assert "beta-1901" in page


def test_a_chosen_file_does_as_well_as_a_dropped_one(studio: Studio) -> None:
    file = {"name": "life.csv", "mimeType": "text/csv", "buffer": SMALL.encode()}
    studio.page.set_input_files("#input", files=[file])
    studio.until_map(1)


def test_the_example_works(studio: Studio) -> None:
    studio.page.click("#example")
    studio.until_map(1)
    assert studio.page.frames[-1].evaluate("journeymap.stays.length") == 5


def test_every_problem_stands_under_the_cell_it_is_in(studio: Studio) -> None:
    studio.drop("life.csv", UGLY)
    page = studio.page
    page.wait_for_selector(".s-grid")
    cell = page.locator("tr[data-row='3'] td[data-severity='error']")
    assert cell.inner_text() == "07/11/1897"
    said = page.inner_text(f"#{cell.get_attribute('aria-describedby')}")
    assert "7 November or 11 July 1897" in said
    assert page.inner_text("tr[data-row='4'] td[data-severity='error']") == "Zürch"
    assert "Did you mean Zürich" in page.inner_text("#said-4")
    assert page.inner_text("#verdict") == "2 errors"
    assert page.locator("#save-map").is_hidden()
    assert page.locator(".s-grid img").count() == 0


def test_letters_that_look_wrong_can_be_read_in_another_way(studio: Studio) -> None:
    table = "place,lat,lon,start,title\nŁódź,51.8,19.5,1900,Księżyc\n".encode("cp1250")
    file = {"name": "life.csv", "mimeType": "text/csv", "buffer": table}
    studio.page.set_input_files("#input", files=[file])
    studio.until_map(1)
    studio.page.select_option("#letters", "cp1250")
    studio.page.wait_for_selector("td:has-text('Księżyc')")
    assert studio.page.input_value("#letters") == "cp1250"


def test_a_table_that_is_saved_again_is_followed(studio: Studio) -> None:
    """Where the browser gives a handle of the file: here one of its own file system."""
    page = studio.page
    page.evaluate(
        """text => { window.save = async (text) => {
          const folder = await navigator.storage.getDirectory();
          const handle = await folder.getFileHandle("life.csv", { create: true });
          const stream = await handle.createWritable();
          await stream.write(text);
          await stream.close();
          return handle;
        };
        window.showOpenFilePicker = async () => [await window.save(text)]; }""",
        SMALL,
    )
    page.click("#choose")
    studio.until_map(1)
    page.evaluate("text => window.save(text).then(() => {})", SMALL.replace("Far off", "Farther"))
    studio.until_map(2)
    page.evaluate("text => window.save(text).then(() => {})", SMALL.replace("1905,", "1905x,"))
    page.wait_for_selector("td[data-severity='error']")


def test_mending_the_table_brings_the_map(studio: Studio) -> None:
    studio.drop("life.csv", UGLY)
    studio.page.wait_for_selector(".s-grid")
    studio.drop("life.csv", MENDED)
    studio.until_map(1)
    assert "errors" not in studio.page.inner_text("#verdict")
    studio.drop("life.csv", UGLY)
    studio.page.wait_for_selector("td[data-severity='error']")
    assert studio.page.inner_text("#verdict") == "2 errors: the map is the one from before"
    assert studio.page.frames[-1].evaluate("journeymap.stays.length") == 4


def test_a_place_is_chosen_by_keyboard_alone(studio: Studio) -> None:
    studio.drop("life.csv", MENDED)
    studio.until_map(1)
    page = studio.page
    page.focus("#tab-table")
    page.keyboard.press("ArrowRight")
    assert page.evaluate("document.activeElement.id") == "tab-places"
    assert page.inner_text("#place-title") == "Springfield"
    before = page.frames[-1].evaluate("journeymap.stays[1].lat")
    page.keyboard.press("Tab")  # the panel
    page.keyboard.press("Tab")  # the options
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.dataset.do") == "take"
    page.keyboard.press("Enter")
    studio.until_map(2)
    assert page.frames[-1].evaluate("journeymap.stays[1].lat") != before
    assert "signed off" in page.inner_text("#panel-places")
    with page.expect_download() as saving:
        page.click("#save-ledger")
    assert saving.value.suggested_filename == "life.located.csv"
    assert "by hand" in Path(saving.value.path()).read_text("utf-8-sig")


def test_a_place_is_chosen_on_the_small_map(studio: Studio) -> None:
    studio.drop("life.csv", MENDED)
    studio.until_map(1)
    page = studio.page
    page.click("#tab-places")
    assert page.locator("input[type=radio]:checked").get_attribute("value") is not None
    box = page.locator(".s-pins").bounding_box()
    drawn = page.evaluate(
        "() => { const c = document.querySelector('.s-pins');"
        " const data = c.getContext('2d').getImageData(0, 0, c.width, c.height).data;"
        " return new Set(new Uint32Array(data.buffer)).size }"
    )
    assert drawn > 20  # land, sea, discs
    checked = {page.locator("input[type=radio]:checked").get_attribute("value")}
    for x in range(10, int(box["width"]), 12):
        for y in range(10, int(box["height"]), 24):
            page.mouse.click(box["x"] + x, box["y"] + y)
            checked.add(page.locator("input[type=radio]:checked").get_attribute("value"))
        if len(checked) > 2:
            break
    assert len(checked) > 2


def test_a_missing_place_is_looked_up_by_another_name(studio: Studio) -> None:
    studio.drop("life.csv", UGLY.replace("07/11/1897", "1897"))
    page = studio.page
    page.wait_for_selector(".s-grid")
    page.click("#tab-places")
    page.click(".s-place:has-text('Zürch')")
    page.fill("#other-name", "Winterthur")
    page.keyboard.press("Enter")
    page.wait_for_selector("legend:has-text('Places called Winterthur')")
    page.click("[data-do=take]")
    studio.until_map(1)
    assert page.inner_text("#verdict").startswith("The map is ready")


def test_what_may_be_meant_instead_of_a_place_far_off_the_way_is_a_click_away(
    studio: Studio,
) -> None:
    studio.drop("life.csv", "place,start\nBarking,1765\nBeverly,1768\nLondon,1774\n")
    studio.until_map(1)
    page = studio.page
    assert "Did you mean Beverley, United Kingdom" in page.inner_text("#said-3")
    page.click("#tab-places")
    assert "off the way from Barking to London" in page.inner_text(".s-doubt")
    page.click("button:text-is('Beverley, United Kingdom')")
    page.wait_for_selector("legend:has-text('Places called Beverley')")
    page.click("[data-do=take]")
    studio.until_map(2)
    assert page.frames[-1].evaluate("journeymap.stays[1].lat") > 53


def test_a_name_like_the_missing_one_is_a_click_away(studio: Studio) -> None:
    studio.drop("life.csv", UGLY.replace("07/11/1897", "1897"))
    page = studio.page
    page.wait_for_selector(".s-grid")
    page.click("button:text-is('Choose Zürch on a map')")
    assert page.evaluate("document.activeElement.textContent") == "Zürch"
    page.click("button:text-is('Zürich')")
    page.click("[data-do=take]")
    studio.until_map(1)
    assert page.frames[-1].evaluate("Math.round(journeymap.stays[2].lat)") == 47


def test_the_map_of_another_table_goes_away(studio: Studio) -> None:
    studio.drop("life.csv", SMALL)
    studio.until_map(1)
    studio.drop("other.csv", UGLY)
    studio.page.wait_for_selector("#panel-map:not([data-map])")
    assert studio.page.locator("#empty").is_visible()
    assert studio.page.locator("#save-map").is_hidden()


def test_a_missing_place_is_given_as_degrees(studio: Studio) -> None:
    studio.drop("life.csv", UGLY.replace("07/11/1897", "1897"))
    page = studio.page
    page.wait_for_selector(".s-grid")
    page.click("#tab-places")
    page.click(".s-place:has-text('Zürch')")
    page.fill("#other-spot", "north")
    page.keyboard.press("Enter")
    assert "Write degrees" in page.inner_text(".s-other")
    page.fill("#other-spot", "47.37, 8.54")
    page.keyboard.press("Enter")
    studio.until_map(1)
    assert page.frames[-1].evaluate("journeymap.stays[2].lat") == 47.37


def test_what_is_said_is_said_to_a_screen_reader_too(studio: Studio) -> None:
    status = studio.page.locator("[role=status]#status")
    studio.drop("life.csv", UGLY)
    studio.page.wait_for_selector(".s-grid")
    assert status.inner_text() == "life.csv: 2 errors"


def test_what_cannot_be_a_table_is_told(studio: Studio) -> None:
    studio.drop("life.pdf", "x")
    studio.page.wait_for_selector("#verdict:has-text('life.pdf is no table')")
    studio.said[:] = [line for line in studio.said if "status of 400" not in line]


def test_a_hostile_table_is_only_text_here_too(studio: Studio) -> None:
    page = studio.page
    page.on("dialog", lambda dialog: studio.said.append(dialog.message))
    page.add_init_script(
        "document.addEventListener('securitypolicyviolation',"
        " event => console.log(`violates ${event.violatedDirective}`))"
    )
    page.reload()
    for number, (name, hostile) in enumerate(TABLES.items(), 1):
        file = f"{number} <img src=x onerror={RUN}>.csv"
        studio.drop(file, hostile.table)
        shown = file.replace("/", "_")
        begins = "name => document.title.startsWith(name)"
        page.wait_for_function(begins, arg=shown, timeout=60_000)
        page.click("#tab-places")
        page.click("#tab-table")
        assert page.evaluate("window.pwned") is None, name
        assert page.locator(".s-panel :is(img, script, iframe, a, svg, style)").count() == 0, name
    assert [one for one in studio.said if "violates" in one] == []


@pytest.mark.parametrize("size", [(1280, 800), (390, 844)])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_wrong_in_any_state(
    studio: Studio, size: tuple[int, int], scheme: str
) -> None:
    page = studio.page
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": size[0], "height": size[1]})
    found = [Axe().run(page).response["violations"]]
    studio.drop("life.csv", UGLY)
    page.wait_for_selector(".s-grid")
    found.append(Axe().run(page).response["violations"])
    page.click("#tab-places")
    page.wait_for_timeout(200)
    found.append(Axe().run(page).response["violations"])
    assert [[one["id"], one["nodes"][0]["html"]] for each in found for one in each] == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_an_unsaved_map_is_not_lost_by_a_slip(studio: Studio) -> None:
    studio.drop("life.csv", SMALL)
    studio.until_map(1)
    studio.page.on("dialog", lambda dialog: dialog.dismiss())
    studio.page.click("#quit")
    assert studio.process.poll() is None
    with studio.page.expect_download():
        studio.page.click("#save-map")


def test_closing_the_studio_ends_it_and_says_so(studio: Studio) -> None:
    studio.page.click("#quit")
    studio.page.wait_for_selector("#verdict:has-text('has been closed')")
    assert studio.process.wait() == 0
    studio.said[:] = [line for line in studio.said if "net::ERR_" not in line]
