"""What readers reach: with a finger, with the focus in view, in forced colours, mirrored."""

from io import BytesIO
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from conftest import Open, Opened
from test_browser_access import violations

pytestmark = pytest.mark.browser

REACHED = """() => {
  const small = [];
  for (const e of document.querySelectorAll('main :is(button, select, summary, input)')) {
    const isThere = e.type !== 'range' && !e.closest('[inert]');
    if (!isThere || !e.checkVisibility({opacityProperty: true})) continue;
    e.scrollIntoView({block: 'center'});
    const r = e.getBoundingClientRect();
    const disc = e.querySelector('.j-disc')?.getBoundingClientRect();
    const x = disc ? disc.x + disc.width / 2 : r.x + Math.min(r.width / 2, 60);
    const y = r.y + r.height / 2;
    const is = (dx, dy) => e.contains(document.elementFromPoint(x + dx, y + dy));
    const run = (dx, dy) => { let n = 0; while (n < 60 && is(n * dx, n * dy)) n++; return n; };
    const [wide, high] = [run(1, 0) + run(-1, 0) - 1, run(0, 1) + run(0, -1) - 1];
    if (wide < 44 || high < 44) small.push([e.textContent || e.className, wide, high]);
  }
  return small;
}"""
"""Buttons that answer on less than 44 pixels up and down or from side to side."""

OPENED = {
    "nothing": "0",
    "what is known": "document.querySelector('.j-card details').open = true",
    "the list": "document.querySelector('[data-action=list]').click()",
    "the tools": "document.querySelector('[data-action=tools]').click()",
}


@pytest.mark.parametrize(
    "size", [(1440, 900), (390, 844), (320, 640)], ids=["1440 px", "390 px", "320 px"]
)
def test_a_finger_s_width_around_every_button_is_the_button_s(
    open_page: Open, trotsky_page: Path, size: tuple[int, int]
) -> None:
    opened = open_page(
        trotsky_page,
        size=size,
        fragment="stay=vienna-1907",
        reduced_motion="reduce",
        has_touch=True,
    )
    for state, script in OPENED.items():
        opened.js(script)
        opened.page.wait_for_timeout(100)
        assert opened.js(REACHED) == [], state


def test_every_era_can_be_touched_on_a_phone_whichever_is_shown(
    open_page: Open, trotsky_page: Path
) -> None:
    opened = open_page(trotsky_page, size=(390, 844), reduced_motion="reduce", has_touch=True)
    eras = opened.js("[...new Set(journeymap.stays.map(s => s.era))]")
    for at in (0, 4, 9):
        opened.js("era => journeymap.goTo(journeymap.stays.find(s => s.era === era).id)", eras[at])
        for era in eras:
            opened.page.locator(f'.j-chip[data-era="{era}"]').tap(timeout=2000)
            assert opened.state["era"] == era


def test_the_strip_of_eras_moves_alone_and_shows_the_current_one_whole(
    open_page: Open, trotsky_page: Path
) -> None:
    """Ten eras of a finger's width are wider than a phone: they are swiped, not squeezed."""
    opened = open_page(trotsky_page, size=(320, 640), reduced_motion="reduce", has_touch=True)
    strip = "document.querySelector('.j-strip')"
    chips = opened.page.locator(".j-strip .j-chip")
    for era in (4, 9, 0):
        chips.nth(era).click()
        opened.settled()
        left, right = opened.js(
            "(() => { const r = document.querySelector('.j-chip[aria-current]')"
            ".getBoundingClientRect(); return [r.left, r.right]; })()"
        )
        assert left >= 0, era
        assert right <= 320, era
    assert opened.js(f"{strip}.scrollWidth > {strip}.clientWidth")
    assert opened.js(f"{strip}.scrollHeight") == opened.js(f"{strip}.clientHeight")
    assert opened.js("[scrollX, scrollY, document.documentElement.scrollWidth]") == [0, 0, 320]


@pytest.mark.parametrize(
    ("width", "query"), [(1440, ""), (1280, "present=1"), (900, ""), (760, "")], ids=str
)
def test_the_name_of_the_current_era_hides_no_other(
    open_page: Open, trotsky_page: Path, width: int, query: str
) -> None:
    opened = open_page(trotsky_page, size=(width, 720), query=query, reduced_motion="reduce")
    for era in range(10):
        opened.page.locator(".j-chip").nth(era).click()
        opened.settled()
        boxes = opened.js(
            "[...document.querySelectorAll('.j-chip')].map(chip => {"
            " const { left, right } = chip.getBoundingClientRect(); return [left, right]; })"
        )
        assert all(right - left >= 43 for left, right in boxes), era
        assert all(a[1] <= b[0] + 2 for a, b in pairwise(boxes)), era
        assert boxes[-1][1] <= width, era


def _touch(session: Any, kind: str, *at: tuple[float, float]) -> None:
    points = [{"x": x, "y": y} for x, y in at]
    session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})


def _swipe(opened: Opened, at: tuple[float, float], by: tuple[float, float]) -> None:
    session = opened.page.context.new_cdp_session(opened.page)
    _touch(session, "touchStart", at)
    for part in range(1, 13):
        _touch(session, "touchMove", (at[0] + by[0] * part / 12, at[1] + by[1] * part / 12))
    _touch(session, "touchEnd")
    session.detach()


@pytest.mark.parametrize("query", ["", "spoilers=off", "present=1"])
def test_a_finger_swipes_the_strip_of_eras_as_far_as_it_goes(
    open_page: Open, trotsky_page: Path, query: str
) -> None:
    opened = open_page(
        trotsky_page, size=(320, 640), query=query, fragment="era=last-exile", has_touch=True
    )
    strip = "document.querySelector('.j-strip')"
    assert opened.js(f"{strip}.scrollLeft") > 0, "the current era is the last"
    before = opened.state
    box = opened.page.locator(".j-strip").bounding_box()
    _swipe(opened, (60, box["y"] + box["height"] / 2), (250, 0))
    opened.until(f"{strip}.scrollLeft === 0")
    _swipe(opened, (300, box["y"] + box["height"] / 2), (-280, 0))
    opened.until(f"{strip}.scrollLeft >= {strip}.scrollWidth - {strip}.clientWidth - 1")
    assert opened.state == before, "it chooses nothing"


def test_in_a_frame_a_finger_that_crosses_the_strip_of_eras_scrolls_the_page(
    open_page: Open, trotsky_page: Path
) -> None:
    host = trotsky_page.with_name("around the strip.html")
    host.write_text(
        '<!doctype html><meta charset="utf-8"><title>A lesson</title><body style="height:3000px">'
        f'<iframe src="{trotsky_page.name}" style="width:100%;height:600px;border:0"></iframe>',
        encoding="utf-8",
    )
    opened = open_page(host, ready=False, loud=True, size=(390, 800), has_touch=True)
    frame = opened.page.frames[1]
    frame.wait_for_selector("main[data-ready]", state="attached")
    box = frame.locator(".j-strip").bounding_box()
    _swipe(opened, (200, box["y"] + box["height"] / 2), (0, -200))
    opened.until("scrollY > 50")
    assert frame.evaluate("document.querySelector('.j-strip').scrollLeft") == 0


def test_the_eras_keep_their_room_when_the_window_changes(
    open_page: Open, trotsky_page: Path
) -> None:
    opened = open_page(
        trotsky_page, size=(1440, 720), fragment="era=first-emigration", reduced_motion="reduce"
    )
    chips = (
        "[...document.querySelectorAll('.j-chip')].map(chip => {"
        " const { left, right } = chip.getBoundingClientRect(); return [left, right]; })"
    )
    for width in (900, 390, 1000):
        opened.page.set_viewport_size({"width": width, "height": 720})
        opened.settled()
        resized = opened.js(chips)
        opened.js("journeymap.goTo('kiev-1905'); journeymap.goTo('london-1902')")
        opened.settled()
        assert resized == opened.js(chips), width


@pytest.mark.parametrize("query", ["", "present=1"], ids=["plain", "for a projector"])
def test_no_button_lies_on_another_at_any_width(
    open_page: Open, small_page: Path, query: str
) -> None:
    opened = open_page(small_page, size=(1280, 420), query=query)
    for width in (320, 390, 540, 719, 720, 760, 800, 840, 899, 900, 1024):
        opened.page.set_viewport_size({"width": width, "height": 420})
        opened.frames(3)
        rights = opened.js(
            "[...document.querySelectorAll('.j-controls button')]"
            ".filter(e => e.getClientRects().length).map(e => e.getBoundingClientRect())"
            ".sort((a, b) => a.x - b.x).map(box => [Math.round(box.left), Math.round(box.right)])"
        )
        assert rights[-1][1] <= width
        for (_, right), (left, _) in pairwise(rights):
            assert right <= left, width


UNSEEN = """() => {
  const e = document.activeElement;
  const shown = e.matches('.j-range') ? e.parentElement : e;
  const r = shown.getBoundingClientRect();
  const at = (x, y) => shown.contains(document.elementFromPoint(r.x + x, r.y + y));
  return at(r.width / 2, 3) && at(r.width / 2, r.height - 3) ? null : e.outerHTML.slice(0, 90);
}"""


@pytest.mark.parametrize("size", [(1440, 900), (390, 844)], ids=lambda size: f"{size[0]} px")
def test_what_has_the_focus_is_not_behind_the_head_of_the_list(
    open_page: Open, trotsky_page: Path, size: tuple[int, int]
) -> None:
    opened = open_page(
        trotsky_page, size=size, fragment="stay=petrograd-1917", reduced_motion="reduce"
    )
    opened.action("list").click()
    opened.settled()
    opened.page.keyboard.press("Tab")
    for key in ("Tab", "Shift+Tab"):
        hidden = []
        for _ in range(60):
            opened.page.keyboard.press(key)
            opened.frames(2)
            hidden.append(opened.js(UNSEEN))
        assert [one for one in hidden if one] == [], key


def _colour(opened: Opened, selector: str, what: str) -> Any:
    return opened.js(
        "([selector, what]) => getComputedStyle(document.querySelector(selector))[what]",
        [selector, what],
    )


def test_forced_colours_leave_the_current_row_the_pressed_button_and_the_edges(
    open_page: Open, small_page: Path
) -> None:
    opened = open_page(small_page, forced_colors="active", fragment="stay=beta-1901")
    opened.action("list").click()
    opened.action("true-time").click()
    highlight = opened.js(
        "() => { const e = document.body.appendChild(document.createElement('i'));"
        " e.style.backgroundColor = 'Highlight'; return getComputedStyle(e).backgroundColor; }"
    )
    for selector in (".j-stays > [aria-current] .j-row-number", '[data-action="true-time"]'):
        assert _colour(opened, selector, "backgroundColor") == highlight, selector
    for selector in (".j-stays > :not([aria-current]) .j-row-number", '[data-action="overview"]'):
        assert _colour(opened, selector, "backgroundColor") != highlight, selector
    for selector in (".j-side", ".j-panel-list", ".j-dock"):
        assert _colour(opened, selector, "borderTopStyle") == "solid", selector
        assert _colour(opened, selector, "borderTopWidth") != "0px", selector


def test_forced_colours_leave_the_number_of_the_current_era_on_a_phone(
    open_page: Open, trotsky_page: Path
) -> None:
    opened = open_page(trotsky_page, size=(390, 844), forced_colors="active")
    opened.js("journeymap.seek(journeymap.duration)")
    opened.settled()
    disc = ".j-chip[aria-current] .j-disc"
    assert _colour(opened, disc, "backgroundColor") != _colour(opened, disc, "color")
    # A browser lays a plate of the page's colour under such text, white under white.
    shot = Image.open(BytesIO(opened.page.locator(disc).screenshot())).convert("L")
    middle = shot.crop(
        (shot.width // 4, shot.height // 4, 3 * shot.width // 4, 3 * shot.height // 4)
    )
    light = sum(value > 200 for value in middle.tobytes())
    assert 0 < light < middle.width * middle.height / 2
    assert violations(opened) == []


@pytest.mark.parametrize("size", [(1200, 800), (390, 844)], ids=lambda size: f"{size[0]} px")
@pytest.mark.parametrize("stay", ["london-1902", "alma-ata-1928"])
def test_the_list_opens_at_the_stay_shown_and_does_not_jump(
    open_page: Open, trotsky_page: Path, size: tuple[int, int], stay: str
) -> None:
    """Rows that were never seen are only guessed to be so high; the first frame must be right."""
    opened = open_page(trotsky_page, size=size, fragment=f"stay={stay}")
    places = opened.js(
        "() => new Promise(done => { const places = [];"
        " document.querySelector('[data-action=list]').click();"
        " const look = () => { const row = document.querySelector('.j-stays > [aria-current]');"
        "   const panel = row.closest('.j-panel').getBoundingClientRect();"
        "   const { top, bottom } = row.getBoundingClientRect();"
        "   places.push([Math.round(top - panel.top), bottom <= panel.bottom + 1]);"
        "   if (places.length < 6) requestAnimationFrame(look); else done(places); };"
        " requestAnimationFrame(look); })"
    )
    assert places == [places[0]] * 6
    assert places[0][0] > 0
    assert places[0][1], "all of it"
