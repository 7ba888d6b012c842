"""The page in a real browser, as DESIGN §5 has it: the root, the controls, the list, the card."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe

from conftest import SMALL_IDS, Open, Opened

pytestmark = pytest.mark.browser

ACTIONS = ("play", "previous", "next", "first", "last", "slower", "faster", "overview", "list",
           "fullscreen", "help")  # fmt: skip


# ---------------------------------------------------------------- the root


def test_the_page_is_ready_from_a_file_without_a_network(
    open_page: Open, trotsky_page: Path
) -> None:
    opened = open_page(trotsky_page)
    assert opened.main("data-state") == "overview"
    assert opened.main("data-stay") == ""
    assert opened.js("journeymap.stays.length") == opened.js(
        "document.querySelectorAll('li[data-stay-id]').length"
    )


def test_the_root_is_the_main_element_of_the_contract(small: Opened) -> None:
    assert small.js("document.querySelectorAll('main').length") == 1
    assert small.main("id") == "journey"
    assert small.main("tabindex") == "-1"
    assert small.main("data-ready") is not None
    assert small.js("document.activeElement === document.getElementById('journey')")


def test_the_script_is_valid_from_the_moment_the_page_is_ready(
    open_page: Open, small_page: Path
) -> None:
    opened = open_page(small_page, ready=False)
    context = opened.page.context
    context.add_init_script(
        "new MutationObserver(() => {"
        " const map = window.journeymap;"
        " if (document.querySelector('main')?.hasAttribute('data-ready') && !window.seen)"
        "   window.seen = {state: map?.state(), stays: map?.stays.length,"
        "     painted: [...document.querySelectorAll('canvas')].every(c => c.width > 0)};"
        "}).observe(document, {subtree: true, childList: true, attributes: true})"
    )
    opened.page.reload()
    opened.page.wait_for_selector("main[data-ready]", state="attached")
    seen = opened.js("window.seen")
    assert seen["state"] == {"playing": False, "t": 0, "stay": None, "date": None, "era": None}
    assert seen["stays"] == len(SMALL_IDS)
    assert seen["painted"]


def test_the_state_goes_from_overview_to_playing_to_paused_to_ended(small: Opened) -> None:
    small.js(
        "window.states = []; new MutationObserver(() =>"
        " states.push(document.querySelector('main').dataset.state))"
        ".observe(document.querySelector('main'), {attributeFilter: ['data-state']})"
    )
    small.action("play").click()
    assert small.main("data-state") == "playing"
    small.until("journeymap.state().t > 200")
    small.action("play").click()
    assert small.main("data-state") == "paused"
    small.js("journeymap.seek(journeymap.duration)")
    assert small.main("data-state") == "ended"
    small.action("play").click()
    assert small.main("data-state") == "playing"
    small.action("overview").click()
    assert small.main("data-state") == "overview"
    assert small.main("data-stay") == ""
    small.frames()
    assert small.js("states") == ["playing", "paused", "ended", "playing", "overview"]


def test_on_the_way_the_stay_is_the_destination(small: Opened) -> None:
    for index, stay in enumerate(SMALL_IDS):
        small.js("([i]) => journeymap.seek(journeymap.stays[i].t - 100)", [index])
        assert small.main("data-stay") == stay
        assert small.state["stay"] == stay


# ---------------------------------------------------------------- the controls


def test_every_control_is_a_real_button_with_a_name(small: Opened) -> None:
    for name in ACTIONS:
        button = small.action(name)
        assert button.count() == 1, name
        assert button.evaluate("b => b.tagName + b.type") == "BUTTONbutton"
        assert button.get_attribute("aria-label")
    assert small.action("play").get_attribute("aria-pressed") == "false"


def test_play_says_whether_it_is_pressed(small: Opened) -> None:
    play = small.action("play")
    play.click()
    assert play.get_attribute("aria-pressed") == "true"
    play.click()
    assert play.get_attribute("aria-pressed") == "false"


def test_every_button_does_its_job(small: Opened) -> None:
    t_of = {stay["id"]: stay["t"] for stay in small.js("journeymap.stays")}
    small.action("last").click()
    assert small.state["t"] == t_of["eta-1912"]
    small.action("first").click()
    assert small.state["t"] == t_of["alpha-1900"]
    small.action("next").click()
    assert small.state["playing"]
    small.action("next").click()
    assert (small.state["t"], small.state["playing"]) == (t_of["beta-1901"], False)
    small.action("previous").click()
    assert small.state["t"] == t_of["alpha-1900"]
    small.action("faster").click()
    assert small.page.locator(".j-speed").text_content() == "2×"
    small.action("slower").click()
    small.action("slower").click()
    assert small.page.locator(".j-speed").text_content() == "0.5×"
    for name in ("list", "help"):
        panel = small.page.locator(f".j-panel-{name}")
        assert not panel.is_visible()
        small.action(name).click()
        assert panel.is_visible()
        assert small.action(name).get_attribute("aria-expanded") == "true"
        panel.locator('[data-action="close"]').click()
        assert not panel.is_visible()
        assert small.action(name).get_attribute("aria-expanded") == "false"
        assert small.js("document.activeElement.dataset.action") == name
    small.action("overview").click()
    assert (small.main("data-state"), small.state["t"]) == ("overview", 0)


def test_fullscreen_is_entered_and_left(small: Opened) -> None:
    small.action("fullscreen").click()
    small.until("document.fullscreenElement === document.querySelector('main')")
    small.action("fullscreen").click()
    small.until("document.fullscreenElement === null")


def test_the_seek_range_spans_the_journey_and_speaks(small: Opened) -> None:
    seek = small.action("seek")
    assert seek.evaluate("r => [r.tagName, r.type, r.min, r.max]") == [
        "INPUT", "range", "0", str(small.js("journeymap.duration")),
    ]  # fmt: skip
    assert seek.get_attribute("aria-label")
    small.js("journeymap.goTo('gamma-1902')")
    small.frames()
    assert seek.get_attribute("aria-valuetext") == "3 of 7, Gamma, 10 May 1902"
    assert abs(float(seek.input_value()) - small.state["t"]) <= 1
    small.js("journeymap.seek(0)")
    small.frames()
    assert seek.get_attribute("aria-valuetext") == "Overview"


def test_a_drag_along_the_timeline_seeks_from_end_to_end(small: Opened) -> None:
    box = small.page.locator(".j-track").bounding_box()
    middle = box["y"] + box["height"] / 2
    mouse = small.page.mouse
    mouse.move(box["x"] + box["width"] / 2, middle)
    mouse.down()
    assert abs(small.state["t"] / small.js("journeymap.duration") - 0.5) < 0.01
    mouse.move(box["x"] - 100, middle)
    assert (small.state["t"], small.main("data-state")) == (0, "overview")
    mouse.move(box["x"] + box["width"] + 500, middle + 300)
    assert small.main("data-state") == "ended"
    mouse.up()
    mouse.move(box["x"] + 10, middle)
    assert small.main("data-state") == "ended", "let go, the pointer moves nothing"


def test_an_era_chip_jumps_to_its_first_stay(small: Opened) -> None:
    chips = small.page.locator("[data-era]")
    assert chips.evaluate_all("c => c.map(e => e.tagName + e.dataset.era)") == [
        "BUTTONearly", "BUTTONmiddle", "BUTTONlate",
    ]  # fmt: skip
    for slug, stay in (("late", "zeta-1910"), ("early", "alpha-1900"), ("middle", "delta-1905")):
        small.page.locator(f'[data-era="{slug}"]').click()
        assert small.state["stay"] == stay
        assert small.state["t"] == small.js(f"journeymap.stays.find(s => s.id === '{stay}').t")
        current = chips.evaluate_all(
            "c => c.filter(e => e.ariaCurrent === 'true').map(e => e.dataset.era)"
        )
        assert current == [slug]
        assert not small.state["playing"]


def test_a_jump_keeps_playing(small: Opened) -> None:
    small.action("play").click()
    small.page.locator('[data-era="late"]').click()
    assert (small.state["playing"], small.state["stay"]) == (True, "zeta-1910")


# ---------------------------------------------------------------- the list and the card


def test_the_list_follows_the_player(small: Opened) -> None:
    small.action("list").click()
    for stay in ("alpha-1900", "eta-1912", "gamma-1902"):
        small.js("id => journeymap.goTo(id)", stay)
        marked = small.js(
            "[...document.querySelectorAll('li[aria-current]')].map(e => e.dataset.stayId)"
        )
        assert marked == [stay]
        assert small.page.locator(f'li[data-stay-id="{stay}"]').evaluate(
            "row => { const a = row.getBoundingClientRect(),"
            " b = row.closest('.j-panel').getBoundingClientRect();"
            " return a.bottom > b.top && a.top < b.bottom; }"
        )
    small.js("journeymap.seek(0)")
    assert small.page.locator("li[aria-current]").count() == 0


def test_the_player_follows_the_list(small: Opened) -> None:
    small.action("list").click()
    small.page.locator('li[data-stay-id="delta-1905"] h3').click()
    assert small.state["stay"] == "delta-1905"
    small.page.locator('li[data-stay-id="gamma-1902"] .j-row-number').click()
    assert small.state["stay"] == "gamma-1902"
    small.page.locator('li[data-stay-id="beta-1901"] summary').click()
    assert small.state["stay"] == "gamma-1902", "what opens in a row does not choose it"


def test_the_card_is_the_row_s_own_nodes(small: Opened) -> None:
    for stay in SMALL_IDS:
        small.js("id => journeymap.goTo(id)", stay)
        assert small.js(
            "id => document.querySelector('.j-card article').isEqualNode("
            "document.querySelector(`li[data-stay-id='${id}'] article`))",
            stay,
        )


def test_the_overview_tells_what_the_journey_is(small: Opened) -> None:
    card = small.page.locator(".j-card")
    assert "7 stays" in card.text_content()
    assert card.locator(".j-eras li").count() == 3
    card.locator(".j-start").click()
    assert small.main("data-state") == "playing"


def test_the_live_region_tells_a_stay_and_is_quiet_at_double_speed(small: Opened) -> None:
    live = small.page.locator("[aria-live=polite]")
    small.js("journeymap.goTo('beta-1901')")
    assert live.text_content() == "Stay 2 of 7: Beta, 1901 to 1903"
    small.js("journeymap.speed(2); journeymap.play(); journeymap.goTo('delta-1905')")
    assert live.text_content() == "Stay 2 of 7: Beta, 1901 to 1903"


# ---------------------------------------------------------------- sizes


@pytest.mark.parametrize("size", [(1440, 900), (1024, 768), (390, 844), (320, 640)])
def test_nothing_scrolls_sideways(
    open_page: Open, trotsky_page: Path, size: tuple[int, int]
) -> None:
    opened = open_page(trotsky_page, size=size)
    ids = opened.js("journeymap.stays.map(s => s.id)")
    for stay in (None, ids[0], ids[len(ids) // 2], ids[-1]):
        opened.js("id => id ? journeymap.goTo(id) : journeymap.seek(0)", stay)
        assert _sideways(opened) == []
    opened.js("document.querySelector('[data-action=list]').click()")
    assert _sideways(opened) == []
    opened.js("document.querySelector('[data-action=help]').click()")
    assert _sideways(opened) == []


def _sideways(opened: Opened) -> Any:
    """What is wider than it can show, of the page and of everything in it that scrolls.

    The strip of eras is meant to be swiped.
    """
    return opened.js(
        "[document.documentElement, document.body,"
        " ...document.querySelectorAll('main, main :not(.j-strip)')]"
        ".filter(e => e.clientWidth > 0 && e.scrollWidth > e.clientWidth + 1"
        "  && (e === document.documentElement"
        "    || /auto|scroll/.test(getComputedStyle(e).overflowX)))"
        ".map(e => e.tagName + '.' + e.className + ' ' + e.scrollWidth + ' > ' + e.clientWidth)"
    )


@pytest.mark.parametrize("size", [(390, 844), (320, 640)])
def test_a_narrow_screen_shows_four_buttons_and_the_rest_under_more(
    open_page: Open, small_page: Path, size: tuple[int, int]
) -> None:
    opened = open_page(small_page, size=size)

    def shown() -> list[str]:
        boxes = {name: opened.action(name).bounding_box() for name in (*ACTIONS, "more")}
        for name, box in boxes.items():
            if box:
                assert box["width"] >= 44, name
                assert box["height"] >= 44, name
                assert box["x"] >= 0, name
                assert box["x"] + box["width"] <= size[0], name
        return [name for name, box in boxes.items() if box]

    first = shown()
    assert len(first) == 5
    assert {"play", "previous", "next", "list", "more"} == set(first)
    opened.action("more").click()
    assert opened.action("more").get_attribute("aria-expanded") == "true"
    assert set(shown()) == {*ACTIONS, "more"}
    opened.action("last").click()
    assert opened.state["stay"] == "eta-1912"
    assert shown() == first


def test_a_wide_screen_shows_all_buttons_and_no_more(small: Opened) -> None:
    assert all(small.action(name).is_visible() for name in ACTIONS)
    assert not small.action("more").is_visible()


def test_the_player_grows_and_shrinks_with_its_window(small: Opened) -> None:
    small.js("journeymap.goTo('delta-1905')")
    small.page.set_viewport_size({"width": 500, "height": 700})
    small.until("document.querySelector('.j-canvas').clientWidth === 500")
    small.frames(4)
    assert small.js("document.querySelector('.j-canvas').width") == 500
    assert _sideways(small) == []
    small.page.set_viewport_size({"width": 1280, "height": 800})
    small.until("document.querySelector('.j-canvas').width === 1280")
    assert small.state["stay"] == "delta-1905"


# ---------------------------------------------------------------- for everyone


@pytest.mark.parametrize(
    ("size", "scheme"), [((1280, 800), "light"), ((390, 844), "dark")], ids=["desk", "phone"]
)
def test_axe_finds_nothing_wrong_in_any_state(
    open_page: Open, small_page: Path, size: tuple[int, int], scheme: Any
) -> None:
    opened = open_page(small_page, size=size, color_scheme=scheme)
    states = {
        "the overview": "0",
        "a stay": "journeymap.goTo('beta-1901')",
        "what is known of it": "document.querySelector('.j-card details').open = true",
        "the list": "document.querySelector('[data-action=list]').click()",
        "the help": "document.querySelector('[data-action=help]').click()",
        "a map in hand": "document.querySelector('[data-action=zoom-in]').click()",
    }
    for state, script in states.items():
        opened.js(script)
        opened.page.wait_for_timeout(300)  # the card fades in
        found = Axe().run(opened.page).response["violations"]
        assert [(v["id"], v["nodes"][0]["html"]) for v in found] == [], state


# ---------------------------------------------------------------- a mark opened


CLICK_ON = """id => {
  const stay = journeymap.stays.find(s => s.id === id);
  const p = window.map_journey.latLngToContainerPoint([stay.lat, stay.lon]);
  const box = document.querySelector('.j-map').getBoundingClientRect();
  return [box.left + p.x, box.top + p.y];
}"""


def click_mark(opened: Opened, stay: str) -> None:
    opened.page.mouse.click(*opened.js(CLICK_ON, stay))
    opened.frames(2)


@pytest.mark.parametrize("size", [(1280, 720), (390, 844)], ids=["desk", "phone"])
def test_a_mark_of_many_stays_opens_and_leads_to_each(
    open_page: Open, trotsky_page: Path, size: tuple[int, int]
) -> None:
    opened = open_page(trotsky_page, size=size, reduced_motion="reduce")
    opened.js("journeymap.goTo('moscow-1925')")
    opened.settled()
    click_mark(opened, "moscow-1925")
    entries = opened.page.locator(".j-fan button")
    stays = opened.js("journeymap.stays.filter(s => s.place === 'Moscow').length")
    assert entries.count() == stays > 5
    assert opened.js("document.activeElement.closest('li').getAttribute('aria-current')") == "true"
    map_, fan = (
        opened.js(f"(({{left, top, right, bottom}}) => [left, top, right, bottom])"
                  f"(document.querySelector('{which}').getBoundingClientRect())")
        for which in (".j-map", ".j-fan-panel")
    )  # fmt: skip
    assert all(edge <= own for edge, own in zip(map_[:2], fan[:2], strict=True))
    assert all(own <= edge for edge, own in zip(map_[2:], fan[2:], strict=True))
    x, y = opened.js(CLICK_ON, "moscow-1925")
    assert not (fan[0] < x < fan[2] and fan[1] < y < fan[3]), "the mark is covered"
    entries.first.click()
    assert opened.state["stay"] == "moscow-1918"
    assert opened.js("document.querySelector('.j-fan').hidden")


def test_an_opened_mark_closes_by_escape_outside_and_when_the_journey_goes_on(
    open_page: Open, trotsky_page: Path
) -> None:
    opened = open_page(trotsky_page, size=(1280, 720), reduced_motion="reduce")
    opened.js("journeymap.goTo('moscow-1925')")
    opened.settled()
    closings: list[Callable[[], Any]] = [
        lambda: opened.page.keyboard.press("Escape"),
        lambda: opened.page.mouse.click(640, 60),
        lambda: opened.js("journeymap.goTo('moscow-1926')"),
        lambda: opened.js("journeymap.play()"),
    ]
    for close in closings:
        opened.js("journeymap.goTo('moscow-1925')")
        opened.settled()
        click_mark(opened, "moscow-1925")
        assert not opened.js("document.querySelector('.j-fan').hidden")
        close()
        opened.frames(3)
        assert opened.js("document.querySelector('.j-fan').hidden")
        opened.js("journeymap.pause()")


def test_a_mark_of_one_stay_leads_to_it_at_once(open_page: Open, trotsky_page: Path) -> None:
    opened = open_page(trotsky_page, size=(1280, 720), reduced_motion="reduce")
    opened.js("journeymap.goTo('buyukada-1929')")
    opened.settled()
    opened.js("journeymap.goTo('royan-1933')")
    opened.settled()
    opened.js("journeymap.goTo('buyukada-1929'); journeymap.seek(journeymap.state().t - 1)")
    opened.settled()
    click_mark(opened, "buyukada-1929")
    assert opened.state["stay"] == "buyukada-1929"
    assert opened.js("document.querySelector('.j-fan').hidden")


@pytest.mark.parametrize(
    ("size", "shown"),
    [((1280, 720), False), ((1440, 900), True), ((1024, 768), True), ((390, 844), True)],
    ids=["low and wide", "desk", "tablet", "phone"],
)
def test_a_low_window_has_no_list_of_eras_cut_off(
    open_page: Open, trotsky_page: Path, size: tuple[int, int], shown: bool
) -> None:
    """Ten eras stand along the time anyway; beside a low map their list would end in the midst."""
    opened = open_page(trotsky_page, size=size)
    assert opened.page.locator(".j-eras").is_visible() == shown
    assert opened.page.locator(".j-chip").count() == 10
