"""mount(root, data) → unmount(): several players on a page, and no trace of one taken away."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from conftest import SMALL_IDS, Opened, html_of

pytestmark = pytest.mark.browser

OTHER = """\
place,lat,lon,start,end,era,title
Tokyo,35.7,139.7,1950,1951,East,One
Sydney,-33.9,151.2,1952,1953,South,Two
Lima,-12,-77,1954,1955,South,Three
"""

COUNT = """() => {
  window.kept = [];
  window.observers = new Set();
  const { addEventListener: add, removeEventListener: remove } = EventTarget.prototype;
  const lasts = target => target === window || target === document
    || target instanceof MediaQueryList || window.second?.contains(target);
  EventTarget.prototype.addEventListener = function (type, f, o) {
    if (lasts(this)) kept.push([this, type, f]);
    return add.call(this, type, f, o);
  };
  EventTarget.prototype.removeEventListener = function (type, f, o) {
    const i = kept.findIndex(k => k[0] === this && k[1] === type && k[2] === f);
    if (i >= 0) kept.splice(i, 1);
    return remove.call(this, type, f, o);
  };
  const { observe, disconnect } = ResizeObserver.prototype;
  ResizeObserver.prototype.observe = function (of) {
    observers.add(this);
    observe.call(this, of);
  };
  ResizeObserver.prototype.disconnect = function () {
    observers.delete(this);
    disconnect.call(this);
  };
}"""
"""Keeps what listens to what outlives a player, and what observes sizes."""

LISTENING = "kept.filter(([of]) => of.isConnected !== false).map(([, type]) => type)"

ADD = """html => {
  const page = new DOMParser().parseFromString(html, "text/html");
  const root = document.adoptNode(page.querySelector("main"));
  for (const node of [root, ...root.querySelectorAll("[id]")]) node.removeAttribute("id");
  root.style.height = "600px";
  document.body.append(root);
  const deep = value => {
    if (value && typeof value === "object") Object.values(Object.freeze(value)).forEach(deep);
    return value;
  };
  window.second = root;
  window.secondData = deep(JSON.parse(page.getElementById("journey-data").textContent));
  window.before = root.outerHTML;
  window.unmount = journeymap.mount(root, secondData);
  window.other = unmount.api;
}"""


@pytest.fixture
def two(small: Opened) -> Iterator[Opened]:
    """The page's own player, and below it a second one from another page's markup."""
    small.js(ADD, html_of(OTHER))
    yield small
    small.page.goto("about:blank")


def test_two_players_share_nothing(two: Opened) -> None:
    two.js("journeymap.goTo('delta-1905'); other.goTo('lima-1954')")
    assert two.state["stay"] == "delta-1905"
    assert two.js("other.state().stay") == "lima-1954"
    assert two.js("second.dataset.stay") == "lima-1954"
    assert two.main("data-stay") == "delta-1905"
    assert two.js("second.querySelector('.j-card h3').textContent") == "Three"
    assert two.page.locator("#journey .j-card h3").text_content() == "Far off"
    assert two.js("other.stays.length") == 3
    two.js("other.speed(8)")
    assert two.page.locator("#journey .j-speed").text_content() == "1×"


def test_both_play_at_once_and_to_their_ends(two: Opened) -> None:
    two.js(
        "window.heard = {first: [], second: []};"
        "journeymap.on('stay', d => heard.first.push(d.id));"
        "other.on('stay', d => heard.second.push(d.id));"
        "for (const p of [journeymap, other]) { p.speed(64); p.play(); } 0"
    )
    two.until(
        "document.querySelector('#journey').dataset.state === 'ended'"
        " && second.dataset.state === 'ended'",
        seconds=30,
    )
    assert two.js("heard") == {
        "first": list(SMALL_IDS),
        "second": ["tokyo-1950", "sydney-1952", "lima-1954"],
    }


def test_only_the_page_s_own_player_has_the_address_and_the_keys_go_where_the_focus_is(
    two: Opened,
) -> None:
    two.js("journeymap.goTo('delta-1905')")
    two.js("other.goTo('lima-1954')")
    two.frames(3)
    assert two.js("location.hash") == "#stay=delta-1905"
    two.js("second.focus({preventScroll: true})")
    two.page.keyboard.press("Home")
    assert two.js("other.state().stay") == "tokyo-1950"
    assert two.state["stay"] == "delta-1905"
    two.js("document.querySelector('#journey').focus({preventScroll: true})")
    two.page.keyboard.press("End")
    assert (two.state["stay"], two.js("other.state().stay")) == ("eta-1912", "tokyo-1950")


def test_a_second_player_takes_no_focus(two: Opened) -> None:
    assert two.js("document.activeElement.id") == "journey"


def test_unmounting_leaves_the_root_as_it_was(two: Opened) -> None:
    two.js(
        "other.goTo('sydney-1952'); second.querySelector('[data-action=list]').click();other.play()"
    )
    two.frames(3)
    two.js("unmount()")
    assert two.js("second.outerHTML") == two.js("before")


def test_after_unmounting_nothing_of_it_moves_any_more(two: Opened) -> None:
    two.js("other.play(); window.told = []; other.on('state', s => told.push(s)); 0")
    two.js("unmount(); unmount(); told.length = 0")
    two.js("other.play(); other.goTo('lima-1954'); other.seek(1000)")
    two.js("second.focus(); second.dispatchEvent(new KeyboardEvent('keydown', {key: ' '}))")
    two.page.emulate_media(color_scheme="dark", reduced_motion="reduce")
    two.page.set_viewport_size({"width": 900, "height": 700})
    two.page.wait_for_timeout(150)
    assert two.js("second.outerHTML") == two.js("before")
    assert two.js("told") == []
    two.page.emulate_media(color_scheme="light", reduced_motion="no-preference")
    two.page.set_viewport_size({"width": 1280, "height": 800})
    two.js("journeymap.goTo('delta-1905')")
    assert two.main("data-stay") == "delta-1905"


def test_a_root_can_be_mounted_again(two: Opened) -> None:
    two.js("unmount(); window.unmount = journeymap.mount(second, secondData); 0")
    two.js("unmount.api.goTo('sydney-1952')")
    assert two.js("second.dataset.stay") == "sydney-1952"
    assert two.js("second.querySelectorAll('.j-dock').length") == 1
    two.js("second.querySelector('[data-action=list]').click()")
    assert two.js("second.querySelectorAll('.j-row-number').length") == 3
    two.js("unmount()")
    assert two.js("second.outerHTML") == two.js("before")


def test_mounting_listens_to_nothing_that_unmounting_does_not_leave(
    small: Opened, small_page: Path
) -> None:
    """Every listener on what outlives the player is taken away again."""
    small.js(COUNT)
    small.js(ADD, html_of(OTHER))
    small.frames(3)
    assert small.js("kept.length") > 0
    assert small.js("observers.size") == 1
    small.js("unmount()")
    assert small.js(LISTENING) == []
    assert small.js("observers.size") == 0
    small.page.goto("about:blank")


BROKEN = {
    "no data": "null",
    "no stays": "(delete data.stays, data)",
    "a stay that the list has not": "(data.stays[1].id = 'nobody', data)",
    "a mark that is none": "(data.stays[1].mark = 99, data)",
    "an era that is none": "(data.stays[1].era = 9, data)",
    "a leg to nowhere": "(data.legs[0].stay = 9, data)",
    "a leg without its way": "(delete data.legs[0].points, delete data.legs[0].line, data)",
    "a language without words": "(data.language = 'xx', data)",
    "no built-in map": "(data.basemap = {}, data)",
    "a damaged built-in map": "(data.basemap.far = '\\u0000', data)",
    "no eras": "(data.eras = [], data)",
}


@pytest.mark.parametrize("broken", BROKEN.values(), ids=BROKEN)
def test_of_a_player_that_cannot_be_made_nothing_is_left(two: Opened, broken: str) -> None:
    two.js("unmount()")
    two.js(COUNT)
    two.js("window.data = () => JSON.parse(JSON.stringify(secondData))")
    thrown = two.js(
        "() => { try { journeymap.mount(second, (data => " + broken + ")(data())); return ''; }"
        " catch (error) { return String(error); } }"
    )
    assert thrown
    assert two.js("second.outerHTML") == two.js("before")
    assert two.js(LISTENING) == []
    assert two.js("observers.size") == 0
    two.frames(3)
    assert two.js("second.outerHTML") == two.js("before")
    two.js("window.unmount = journeymap.mount(second, secondData); 0")
    assert two.js("unmount.api.stays.length") == 3


def test_a_root_that_is_a_player_already_is_left_alone(two: Opened) -> None:
    for root in ("second", "document.querySelector('#journey')"):
        with pytest.raises(Exception, match="already initialized"):
            two.js(f"journeymap.mount({root}, secondData)")
    two.js("other.goTo('lima-1954'); journeymap.goTo('delta-1905')")
    assert two.js("second.dataset.stay") == "lima-1954"
    assert two.main("data-stay") == "delta-1905"
