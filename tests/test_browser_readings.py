"""The switch among readings, in a browser: what it tells, and that it goes back."""

from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe

from conftest import Open, sources
from journeymap.offline import OFFLINE_WORLD
from journeymap.pipeline import build

TABLE = (
    "place,lat,lon,id,era,start,end,source,claims,title,title@de,kind,bound_for,note\n"
    "Paris,48.9,2.3,p,One,1900,1902,a “x”; b §Y,a: end=1902-03; b: end=1903-05,,,,,\n"
    "Vienna,48.2,16.4,v,Two,1904,1905,b §Z,a: absent,,,,,\n"
    "Prague,50.1,14.4,q,Two,1906,1907,a “z”; b §Z,b: place=a town; b: kind=hiding,"
    "Caught in Prague,In Prag gefasst,arrest,Budapest,Only the first says where.\n"
)
SETTINGS = '[sources.a]\nshort = "The first"\n[sources.b]\nshort = "The second"\n'


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("readings") / "map.html"
    path.write_text(build(sources(TABLE, SETTINGS), world=OFFLINE_WORLD).html, encoding="utf-8")
    return path


def told(page: Any) -> list[list[str]]:
    """Id and date of every row of the list."""
    script = """() => [...document.querySelectorAll(".j-stays > li")].map((row) =>
        [row.dataset.stayId, row.querySelector("[data-part=when]").textContent])"""
    rows: list[list[str]] = page.evaluate(script)
    return rows


def choose(page: Any, reading: str) -> None:
    if not page.locator("[data-action=reading]").is_visible():
        page.keyboard.press("l")
    page.select_option("[data-action=reading]", reading)
    page.wait_for_selector("main[data-ready]")


TEXTS = """() => [...document.querySelectorAll(".j-stays > li")].map((row) =>
    [...row.children].filter((one) => !one.matches("button")).map((one) => one.textContent))"""
ALL = [["p", "1900 to 1902"], ["v", "1904 to 1905"], ["q", "1906 to 1907"]]


def test_a_reading_tells_what_its_source_does_and_nothing_else(open_page: Open, page: Path) -> None:
    opened = open_page(page, reduced_motion="reduce").page
    assert told(opened) == ALL
    choose(opened, "1")
    assert told(opened) == [["p", "1900 to March 1902"], ["q", "1906 to 1907"]]
    assert opened.evaluate("journeymap.stays.map((stay) => stay.id)") == ["p", "q"]
    assert opened.locator(".j-reading").inner_text() == "As The first tells it"
    cited = opened.evaluate("""() => [...document.querySelectorAll(".j-cited li")].map(
        (one) => one.textContent)""")
    assert cited == ["The first, “x”", "The first, “z”"]
    assert opened.locator(".j-claims, .j-differ").count() == 0
    heads = opened.evaluate("""() => [...document.querySelectorAll(".j-era-head")].map(
        (one) => one.textContent)""")
    assert heads == ["One", "Two"]


def test_a_reading_names_places_in_its_source_s_words(open_page: Open, page: Path) -> None:
    opened = open_page(page, reduced_motion="reduce").page
    choose(opened, "2")
    assert opened.evaluate("journeymap.stays.map((stay) => stay.place)") == [
        "Paris", "Vienna", "a town",
    ]  # fmt: skip


CARD = """() => ["h3:not([hidden])", ".j-where", ".j-tags", ".j-how"].map((part) =>
    document.querySelector(`.j-card ${part}`).textContent)"""


def test_no_card_of_a_reading_says_what_another_source_does(open_page: Open, page: Path) -> None:
    opened = open_page(page, reduced_motion="reduce", fragment="stay=q").page
    all_sources = opened.evaluate(CARD)
    assert all_sources[0] == "Caught in Prague"
    assert "bound for Budapest" in all_sources[2]
    assert "Only the first" in all_sources[3]
    choose(opened, "2")
    assert opened.evaluate(CARD) == [
        "A town",
        "a town",
        "in hiding",
        "How do we know?The second, §Z",
    ]
    choose(opened, "0")
    assert opened.evaluate(CARD) == all_sources


def test_a_reading_is_told_in_the_language_asked_for(open_page: Open, page: Path) -> None:
    opened = open_page(page, reduced_motion="reduce", query="lang=de", fragment="stay=q").page
    assert opened.evaluate(CARD)[0] == "In Prag gefasst"
    choose(opened, "2")
    assert opened.evaluate(CARD)[:3] == ["A town", "a town", "im Versteck"]


def test_what_is_certain_holds_every_date_that_is_said(open_page: Open, page: Path) -> None:
    opened = open_page(page, reduced_motion="reduce").page
    choose(opened, "3")
    assert told(opened) == [
        ["p", "1900, ended between 1902 and May 1903"], ["q", "1906 to 1907"],
    ]  # fmt: skip


def test_all_sources_again_is_the_page_as_it_was(open_page: Open, page: Path) -> None:
    opened = open_page(page, reduced_motion="reduce", fragment="stay=q").page
    before = opened.evaluate(TEXTS)
    for reading in ("1", "2", "3", "0"):
        choose(opened, reading)
        assert opened.evaluate("journeymap.state().stay") == "q"
    assert told(opened) == ALL
    assert opened.locator(".j-reading").count() == 0
    after = opened.evaluate(TEXTS)
    assert after == before


@pytest.mark.parametrize("size", [(1280, 800), (390, 844)], ids=["desk", "phone"])
def test_whose_account_it_is_is_seen_and_accessible(
    open_page: Open, page: Path, size: tuple[int, int]
) -> None:
    opened = open_page(page, size=size, fragment="stay=q").page
    for state in ("list", "chosen"):
        if state == "list":
            opened.keyboard.press("l")
        else:
            opened.select_option("[data-action=reading]", "2")
            opened.wait_for_selector("main[data-ready]")
            assert opened.locator(".j-reading").is_visible()
        opened.wait_for_timeout(300)
        found = Axe().run(opened).response["violations"]
        assert [(one["id"], one["nodes"][0]["html"]) for one in found] == [], state


def test_keys_go_through_the_accounts_one_after_the_other(open_page: Open, page: Path) -> None:
    """A choice takes neither itself nor the focus away from who makes it."""
    opened = open_page(page).page
    opened.keyboard.press("l")
    opened.locator("[data-action=reading]").focus()
    for label in ("As The first tells it", "As The second tells it"):
        opened.keyboard.press("ArrowDown")
        opened.wait_for_timeout(300)
        assert opened.locator(".j-reading").inner_text() == label
    assert opened.evaluate("document.activeElement.dataset.action") == "reading"


def test_on_a_phone_who_has_chosen_an_account_sees_the_map(open_page: Open, page: Path) -> None:
    opened = open_page(page, size=(390, 844)).page
    choose(opened, "1")
    assert opened.locator(".j-panel-list").is_hidden()
    assert opened.evaluate("document.querySelector('main').contains(document.activeElement)")


def test_where_sources_do_not_differ_there_is_no_choice(open_page: Open, small_page: Path) -> None:
    opened = open_page(small_page).page
    opened.keyboard.press("l")
    assert opened.locator("[data-action=reading]").count() == 0


def test_who_listens_hears_the_journey_as_another_tells_it_too(open_page: Open, page: Path) -> None:
    """A reference kept and a listener of before serve the player that is there now; the parent
    of a frame is told, and told of, as before."""
    opened = open_page(page, reduced_motion="reduce").page
    opened.evaluate("""window.kept = journeymap; window.heard = [];
        kept.on("stay", (detail) => heard.push(detail.id)); 0""")
    choose(opened, "1")
    opened.evaluate("kept.goTo('q')")
    assert opened.evaluate("heard.at(-1)") == "q"
    assert opened.evaluate("[kept === journeymap, kept.stays.length, kept.state().stay]") == [
        True, 2, "q",
    ]  # fmt: skip
    assert opened.evaluate("document.querySelector('main').dataset.stay") == "q"


def test_the_days_of_a_row_are_those_of_the_reading(open_page: Open, page: Path) -> None:
    opened = open_page(page, reduced_motion="reduce").page
    days = "document.querySelector('[data-stay-id=p]').dataset.edtf"
    choose(opened, "1")
    assert opened.evaluate(days) == "1900/1902-03"
    assert opened.evaluate("journeymap.stays[0].date") == "1900/1902-03"
    choose(opened, "0")
    assert opened.evaluate(days) == "1900/1902"
