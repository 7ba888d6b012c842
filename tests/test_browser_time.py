"""Time in the page: t moves it, and nothing else does (DESIGN §5, “Time”)."""

from pathlib import Path
from typing import Any

import pytest

from conftest import SMALL_IDS, Open, Opened

pytestmark = pytest.mark.browser

# All that is shown: the map and the timeline's, and every element with its state. What
# was last said to a screen reader is a matter of how one came there.
SHOWN = """() => [
  ...[...document.querySelectorAll('canvas.j-canvas, canvas.j-bars')].map(c => c.toDataURL()),
  document.querySelector('main').outerHTML.replace(/(<p class="j-live"[^>]*>)[^<]*/, '$1'),
  document.querySelector('[data-action=seek]').value,
  window.map_journey.getZoom(), window.map_journey.getCenter(),
].map(String)"""


def shown(opened: Opened) -> Any:
    opened.settled()
    return opened.js(SHOWN)


def start_of(opened: Opened, stay: str) -> float:
    return float(opened.js("id => journeymap.stays.find(s => s.id === id).t", stay))


def play_until(opened: Opened, condition: str, *, speed: float = 8) -> None:
    opened.js(f"journeymap.speed({speed}); journeymap.play()")
    opened.until(condition)
    opened.js("journeymap.pause()")


def test_nothing_plays_by_itself(small: Opened) -> None:
    small.page.wait_for_timeout(400)
    assert small.state == {"playing": False, "t": 0, "stay": None, "date": None, "era": None}


def test_next_while_paused_plays_the_one_leg_and_stops_at_its_hold(small: Opened) -> None:
    small.js("journeymap.speed(8); journeymap.goTo('beta-1901')")
    small.action("next").click()
    assert small.state["playing"]
    small.until("!journeymap.state().playing")
    assert small.state["t"] == start_of(small, "gamma-1902")
    assert small.main("data-state") == "paused"


def test_next_does_not_sit_out_what_is_left_of_the_hold(small: Opened) -> None:
    small.js("journeymap.goTo('beta-1901')")
    small.action("next").click()
    assert small.state["stay"] == "gamma-1902"


def test_next_pressed_again_on_the_way_jumps(small: Opened) -> None:
    small.js("journeymap.goTo('delta-1905')")
    small.action("next").click()
    small.frames(3)
    small.action("next").click()
    assert (small.state["t"], small.state["playing"]) == (start_of(small, "epsilon-1908"), False)


def test_previous_jumps_and_keeps_playing_or_paused(small: Opened) -> None:
    small.js("journeymap.goTo('delta-1905')")
    small.action("previous").click()
    assert (small.state["stay"], small.state["playing"]) == ("gamma-1902", False)
    small.js("journeymap.goTo('delta-1905'); journeymap.play()")
    small.action("previous").click()
    assert (small.state["stay"], small.state["playing"]) == ("gamma-1902", True)


def test_play_at_the_end_starts_over(small: Opened) -> None:
    small.js("journeymap.seek(journeymap.duration)")
    small.action("play").click()
    assert small.state["t"] < 1000
    assert small.main("data-state") == "playing"


def test_it_plays_to_the_end_on_its_own_through_every_stay(small: Opened) -> None:
    small.js(
        "window.heard = []; for (const e of ['stay', 'end'])"
        " journeymap.on(e, d => heard.push(d.id ?? e));"
        "journeymap.speed(64); journeymap.play()"
    )
    small.until("document.querySelector('main').dataset.state === 'ended'")
    assert small.js("heard") == [*SMALL_IDS, "end"]
    assert small.state == {
        "playing": False,
        "t": small.js("journeymap.duration"),
        "stay": "eta-1912",
        "date": small.state["date"],
        "era": "late",
    }


def test_the_first_life_plays_to_its_end_through_every_stay(
    open_page: Open, trotsky_page: Path
) -> None:
    opened = open_page(trotsky_page)
    opened.js(
        "window.heard = []; journeymap.on('stay', d => heard.push(d.id));"
        "journeymap.speed(64); journeymap.play()"
    )
    opened.until("document.querySelector('main').dataset.state === 'ended'", seconds=40)
    assert opened.js("heard") == opened.js("journeymap.stays.map(s => s.id)")


@pytest.mark.parametrize("phase", ["hold", "way"])
def test_a_moment_sought_shows_what_the_same_moment_played_shows(small: Opened, phase: str) -> None:
    stay = start_of(small, "delta-1905")
    goal = stay + 600 if phase == "hold" else stay - 900
    play_until(small, f"journeymap.state().t > {goal}")
    t = small.state["t"]
    played = shown(small)
    for other in (0, start_of(small, "zeta-1910")):
        small.js("t => journeymap.seek(t)", other)
        small.frames(3)
        small.js("t => journeymap.seek(t)", t)
        assert differences(shown(small), played) == [], f"by way of {other}"


def differences(one: list[str], other: list[str]) -> list[str]:
    """What differs, in a few words: the texts are as long as a page."""
    names = ("timeline", "map", "elements", "range", "zoom", "centre")
    return [name for name, a, b in zip(names, one, other, strict=True) if a != b]


def test_in_a_crowded_journey_too(open_page: Open, trotsky_page: Path) -> None:
    opened = open_page(trotsky_page)
    opened.js("journeymap.seek(0.76 * journeymap.duration)")
    play_until(opened, "journeymap.state().t > 0.815 * journeymap.duration", speed=16)
    t = opened.state["t"]
    played = shown(opened)
    opened.js("journeymap.seek(0)")
    opened.frames(3)
    opened.js("t => journeymap.seek(t)", t)
    assert differences(shown(opened), played) == []


def test_seeking_leaves_no_animation_behind(small: Opened) -> None:
    for stay in (*SMALL_IDS, *reversed(SMALL_IDS)):
        small.js("id => journeymap.goTo(id)", stay)
    small.settled()
    before = small.js(SHOWN)
    small.page.wait_for_timeout(300)
    assert differences(small.js(SHOWN), before) == []
    small.js("journeymap.seek(0); journeymap.goTo('alpha-1900')")
    assert differences(shown(small), before) == []


def test_a_page_at_rest_asks_for_no_frames(small: Opened) -> None:
    small.js("journeymap.goTo('delta-1905')")
    small.settled()
    small.js(
        "window.asked = 0; const ask = window.requestAnimationFrame;"
        "window.requestAnimationFrame = f => { window.asked++; return ask.call(window, f); }; 0"
    )
    small.page.wait_for_timeout(300)
    assert small.js("asked") == 0


def test_only_frames_and_the_performance_clock_move_it(small: Opened) -> None:
    """With timers and dates gone it still plays; with frames gone it stands."""
    small.js(
        "window.setTimeout = window.setInterval = () => { throw new Error('a timer'); };"
        "window.Date = class { constructor() { throw new Error('a date'); }"
        " static now() { throw new Error('a date'); } };"
        "journeymap.play()"
    )
    small.until("journeymap.state().t > 300")
    small.js("window.requestAnimationFrame = () => 1; 0")
    small.page.wait_for_timeout(100)
    before = small.state["t"]
    small.page.wait_for_timeout(200)
    assert small.state["t"] == before
    small.page.reload()


def test_the_reader_s_hand_on_the_map_pauses_and_the_journey_offers_to_go_on(
    small: Opened,
) -> None:
    small.js("journeymap.goTo('delta-1905'); journeymap.play()")
    small.frames(4)
    mouse = small.page.mouse
    mouse.move(800, 300)
    mouse.down()
    mouse.move(860, 330, steps=3)
    mouse.up()
    assert small.main("data-state") == "paused"
    t = small.state["t"]
    centre = small.js("[map_journey.getCenter(), map_journey.getZoom()]")
    small.frames(3)
    assert small.js("[map_journey.getCenter(), map_journey.getZoom()]") == centre
    go_on = small.page.locator(".j-go-on")
    assert go_on.is_visible()
    go_on.click()
    assert small.main("data-state") == "playing"
    assert small.state["t"] - t < 500
    assert not go_on.is_visible()


def test_a_drag_moves_the_map_by_as_much_as_the_hand(small: Opened) -> None:
    small.js("journeymap.goTo('delta-1905')")
    small.settled()
    point = "() => { const p = map_journey.latLngToContainerPoint([41, 29]); return [p.x, p.y]; }"
    x, y = small.js(point)
    mouse = small.page.mouse
    mouse.move(900, 300)
    mouse.down()
    mouse.move(960, 340, steps=6)
    mouse.up()
    small.frames(3)
    moved = small.js(point)
    assert abs(moved[0] - x - 60) < 4
    assert abs(moved[1] - y - 40) < 4


@pytest.mark.parametrize(("button", "limit"), [("zoom-in", 12), ("zoom-out", 1)])
def test_the_map_zooms_to_its_limit_and_no_further(
    small: Opened, button: str, limit: float
) -> None:
    for _ in range(25):
        small.action(button).click()
    small.frames(3)
    assert small.js("map_journey.getZoom()") == limit


def test_the_wheel_zooms_and_the_journey_waits(small: Opened) -> None:
    small.js("journeymap.goTo('delta-1905')")
    small.settled()
    zoom = small.js("map_journey.getZoom()")
    small.page.mouse.move(800, 300)
    small.page.mouse.wheel(0, -300)
    small.until(f"map_journey.getZoom() > {zoom} + 0.2")
    assert small.page.locator(".j-go-on").is_visible()
    small.js("journeymap.goTo('delta-1905')")
    small.settled()
    assert abs(small.js("map_journey.getZoom()") - zoom) < 1e-6


def test_a_mark_on_the_map_is_chosen_by_a_click(small: Opened) -> None:
    x, y = small.js(
        "() => { const p = map_journey.latLngToContainerPoint([55, 37]); return [p.x, p.y]; }"
    )
    small.page.mouse.click(x + 3, y - 3)
    assert small.state["stay"] == "epsilon-1908"
    small.settled()
    small.page.mouse.click(700, 60)
    assert small.state["stay"] == "epsilon-1908", "the sea is no mark"
