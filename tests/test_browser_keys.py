"""The keyboard (DESIGN §5, “Keys”): what each key does, and where it is left alone."""

from itertools import pairwise
from pathlib import Path

import pytest

from conftest import Open, Opened

pytestmark = pytest.mark.browser


def press(opened: Opened, *keys: str) -> None:
    for key in keys:
        opened.page.keyboard.press(key)


def stay(opened: Opened) -> str | None:
    return opened.js("journeymap.state().stay")  # type: ignore[no-any-return]


def at(opened: Opened, wanted: str) -> None:
    opened.js("id => journeymap.goTo(id)", wanted)


# ---------------------------------------------------------------- what each does


def test_space_plays_and_pauses(small: Opened) -> None:
    press(small, "Space")
    assert small.main("data-state") == "playing"
    press(small, "Space")
    assert not small.state["playing"]


@pytest.mark.parametrize(("back", "on"), [("ArrowLeft", "ArrowRight"), ("PageUp", "PageDown")])
def test_arrows_and_clickers_go_from_stay_to_stay(small: Opened, back: str, on: str) -> None:
    at(small, "beta-1901")
    press(small, on, on)
    assert (stay(small), small.state["playing"]) == ("gamma-1902", False)
    press(small, back, back)
    assert stay(small) == "alpha-1900"


def test_shift_and_arrows_go_from_era_to_era(small: Opened) -> None:
    seen = []
    for key in ("Right", "Right", "Right", "Right", "Left", "Left", "Left"):
        press(small, f"Shift+Arrow{key}")
        seen.append(stay(small))
    assert seen == ["alpha-1900", "delta-1905", "zeta-1910", "zeta-1910",
                    "delta-1905", "alpha-1900", "alpha-1900"]  # fmt: skip


def test_shift_left_inside_an_era_goes_to_its_beginning_first(small: Opened) -> None:
    at(small, "gamma-1902")
    press(small, "Shift+ArrowLeft")
    assert stay(small) == "alpha-1900"


def test_home_and_end_are_the_first_and_the_last_stay(small: Opened) -> None:
    press(small, "End")
    assert stay(small) == "eta-1912"
    press(small, "Home")
    assert stay(small) == "alpha-1900"


@pytest.mark.parametrize(("keys", "panel"), [(("l", "L"), "list"), (("?", "Shift+?"), "help")])
def test_a_letter_opens_and_closes_a_panel(
    small: Opened, keys: tuple[str, ...], panel: str
) -> None:
    element = small.page.locator(f".j-panel-{panel}")
    for key in keys:
        press(small, key)
        assert element.is_visible()
        press(small, key)
        assert not element.is_visible()


def test_f_is_full_screen(small: Opened) -> None:
    press(small, "f")
    small.until("document.fullscreenElement !== null")
    press(small, "f")
    small.until("document.fullscreenElement === null")


def test_escape_closes_what_is_open_then_pauses_then_shows_the_overview(small: Opened) -> None:
    at(small, "delta-1905")
    press(small, "Space", "l")
    press(small, "Escape")
    assert not small.page.locator(".j-panel-list").is_visible()
    assert small.state["playing"]
    press(small, "Escape")
    assert (small.state["playing"], stay(small) is not None) == (False, True)
    press(small, "Escape")
    assert (small.main("data-state"), small.main("data-stay")) == ("overview", "")


@pytest.mark.parametrize("modifier", ["Control", "Alt", "Meta"])
def test_keys_with_other_modifiers_are_the_browser_s(small: Opened, modifier: str) -> None:
    at(small, "delta-1905")
    before = small.state
    small.js(
        "window.taken = []; document.addEventListener('keydown', e => {"
        " if (e.defaultPrevented) taken.push(e.key); e.preventDefault(); })"
    )
    for key in ("ArrowRight", "ArrowLeft", "l", "f", "Space", "Home", "End", "?"):
        press(small, f"{modifier}+{key}")
    assert small.js("taken") == []
    assert small.state == before
    assert small.page.locator(".j-panel:visible").count() == 0


def test_other_keys_are_left_alone(small: Opened) -> None:
    small.js(
        "window.taken = []; document.addEventListener('keydown', e => {"
        " if (e.defaultPrevented) taken.push(e.key); })"
    )
    press(small, "Tab", "a", "Enter", "ArrowUp", "ArrowDown", "Delete", "F2", "Shift+Tab", "1")
    assert small.js("taken") == []


# ---------------------------------------------------------------- a focused control keeps its own


def test_the_focused_range_keeps_its_keys_and_moves_by_them(small: Opened) -> None:
    seek = small.action("seek")
    at(small, "delta-1905")
    seek.focus()
    duration = small.js("journeymap.duration")
    seen = [small.state["t"]]
    for key in ("ArrowRight", "ArrowUp", "PageUp", "ArrowLeft", "ArrowDown", "PageDown"):
        press(small, key)
        seen.append(small.state["t"])
    steps = [b - a for a, b in pairwise(seen)]
    assert all(step > 0.002 * duration for step in steps[:3]), "a step is to be seen"
    assert all(step < -0.002 * duration for step in steps[3:])
    assert steps[2] > 2 * steps[0], "a page is more than a line"
    press(small, "End")
    assert small.main("data-state") == "ended"
    press(small, "Home")
    assert small.main("data-state") == "overview"
    assert seek.evaluate("e => e === document.activeElement")


def test_the_focused_range_leaves_the_other_keys_to_the_player(small: Opened) -> None:
    small.action("seek").focus()
    press(small, "Space")
    assert small.state["playing"]
    press(small, "Space")
    press(small, "l")
    assert small.page.locator(".j-panel-list").is_visible()


def test_a_focused_button_keeps_space_and_enter_and_leaves_the_arrows(small: Opened) -> None:
    small.action("last").focus()
    press(small, "Space")
    assert (stay(small), small.state["playing"]) == ("eta-1912", False)
    small.action("first").focus()
    press(small, "Enter")
    assert (stay(small), small.state["playing"]) == ("alpha-1900", False)
    press(small, "ArrowRight", "ArrowRight")
    assert stay(small) == "beta-1901"
    press(small, "End")
    assert stay(small) == "eta-1912"


def test_a_focused_link_and_summary_keep_enter_and_the_summary_space(small: Opened) -> None:
    at(small, "beta-1901")
    small.page.locator(".j-card summary").focus()
    press(small, "Space")
    assert not small.state["playing"]
    assert small.js("document.querySelector('.j-card details').open")
    press(small, "ArrowRight", "ArrowRight")
    assert stay(small) == "gamma-1902"


def test_keys_outside_the_player_are_not_its_own(small: Opened) -> None:
    small.js(
        "const field = document.createElement('input'); document.body.append(field); field.focus()"
    )
    press(small, "Space", "l", "End", "ArrowRight")
    assert small.state["t"] == 0
    assert small.page.locator(".j-panel:visible").count() == 0


def test_a_key_held_down_does_not_toggle_again_and_again(small: Opened) -> None:
    keyboard = small.page.keyboard
    for key, open_ in (("l", ".j-panel-list"), ("?", ".j-panel-help")):
        keyboard.down(key)
        keyboard.down(key)
        keyboard.up(key)
        assert small.page.locator(open_).is_visible()
        press(small, "Escape")
    keyboard.down("Space")
    keyboard.down("Space")
    keyboard.up("Space")
    assert small.state["playing"]


# ---------------------------------------------------------------- the focus is never lost


def test_the_keys_still_work_after_each_control_that_goes_away(small: Opened) -> None:
    """A focused control that vanishes would leave the keyboard with nobody."""

    def keyboard_works(after: str) -> None:
        small.frames(2)
        assert small.js("document.querySelector('main').contains(document.activeElement)"), after

    small.page.locator(".j-start").focus()
    press(small, "Enter")
    small.until("journeymap.state().t > 0")
    keyboard_works("the start button")
    press(small, "Escape")
    small.page.mouse.wheel(0, 0)
    small.action("zoom-in").click()
    small.page.locator(".j-go-on").focus()
    press(small, "Enter")
    keyboard_works("the button to go on")
    press(small, "Escape")
    at(small, "beta-1901")
    small.page.locator(".j-card a").focus()
    at(small, "delta-1905")
    keyboard_works("a link in a card that was replaced")
    small.js("document.activeElement.blur()")
    small.action("list").evaluate("b => b.click()")
    press(small, "Escape")
    keyboard_works("a panel that was opened from nowhere")


@pytest.mark.parametrize("size", [(1280, 800), (390, 844)], ids=["1280 px", "390 px"])
def test_a_panel_gives_the_focus_back_to_where_it_came_from(
    open_page: Open, small_page: Path, size: tuple[int, int]
) -> None:
    """On a phone the card is out of reach as long as a panel covers it."""
    opened = open_page(small_page, size=size, fragment="stay=beta-1901", reduced_motion="reduce")
    opened.page.locator(".j-card summary").focus()
    for opening in (["l"], ["?"], ["/"], ["l", "?"]):
        press(opened, *opening)
        assert opened.js("document.activeElement.closest('.j-panel') !== null"), opening
        press(opened, "Escape")
        assert opened.js("document.activeElement.matches('.j-card summary')"), opening


def test_the_keyboard_alone_reaches_every_control(small: Opened) -> None:
    wanted = {"play", "previous", "next", "first", "last", "slower", "faster", "overview", "list",
              "fullscreen", "help", "seek", "zoom-in", "zoom-out"}  # fmt: skip
    reached = set()
    for _ in range(40):
        press(small, "Tab")
        reached.add(small.js("document.activeElement.dataset.action ?? ''"))
    assert wanted <= reached


def test_in_a_frame_the_focus_stays_with_the_page_around(open_page: Open, small_page: Path) -> None:
    host = small_page.with_name("focus.html")
    host.write_text(
        f'<!doctype html><title>x</title><input id="mine" autofocus>'
        f'<iframe src="{small_page.name}" width="800" height="600"></iframe>',
        encoding="utf-8",
    )
    opened = open_page(host, ready=False, loud=True)
    opened.page.frames[1].wait_for_selector("main[data-ready]", state="attached")
    assert opened.js("document.activeElement.id") == "mine"
