"""What a lesson does with the page: tools, projector, kiosk, what comes hidden, in a frame."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from conftest import SMALL, Open, Opened, html_of

pytestmark = pytest.mark.browser

ASKING = SMALL.replace("source,note", "source,note,question,answer").replace(
    "A note", "A note,Where will she go?,Far off."
)
SETTINGS = 'title = "A small journey"\npage = "https://school.example/map.html"\n'


@pytest.fixture(scope="module")
def asking_page(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("asking") / "asking.html"
    rows = ASKING.splitlines()
    width = rows[0].count(",")
    table = "\n".join(row + "," * (width - _commas(row)) for row in rows)
    path.write_text(html_of(table, SETTINGS), encoding="utf-8")
    return path


def _commas(row: str) -> int:
    """The commas outside quotation marks."""
    return sum(part.count(",") for part in row.split('"')[::2])


def tools(opened: Opened) -> Any:
    opened.action("tools").click()
    return opened.page.locator(".j-panel-tools")


# ---------------------------------------------------------------- search


@pytest.mark.parametrize(
    ("asked", "answer", "found"),
    [
        ("epsilon", "1 found", ["epsilon-1908"]),
        ("EPSILÓN", "1 found", ["epsilon-1908"]),
        ("1902", "2 found", ["beta-1901", "gamma-1902"]),
        ("10 May 1902", "10 May 1902: Gamma", ["gamma-1902", "beta-1901"]),
        ("where was she on 1 June 1909?", "1 June 1909: Epsilon", ["epsilon-1908"]),
        ("1 July 1904", "1 July 1904: no stay is recorded. The last before it: Beta",
         ["beta-1901"]),
        ("1 July 1850", "0 found", []),
        ("nowhere at all", "0 found", []),
    ],
)  # fmt: skip
def test_a_stay_is_found_by_place_year_or_day(
    small: Opened, asked: str, answer: str, found: list[str]
) -> None:
    small.page.keyboard.press("/")
    assert small.js("document.activeElement.dataset.action") == "search"
    small.page.keyboard.type(asked)
    panel = small.page.locator(".j-panel-tools")
    small.page.wait_for_timeout(250)
    assert panel.locator(".j-answer").first.text_content() == answer
    hits = panel.locator(".j-hit")
    assert hits.count() == len(found)
    for hit, stay in zip(hits.all(), found, strict=True):
        hit.focus()
        small.page.keyboard.press("Enter")
        assert small.state["stay"] == stay


def test_a_place_is_found_by_what_it_was_called_at_another_time(
    open_page: Open, trotsky_page: Path
) -> None:
    opened = open_page(trotsky_page)
    panel = tools(opened)
    opened.action("search").fill("leningrad")
    opened.page.wait_for_timeout(250)
    found = panel.locator(".j-hit").all_text_contents()
    assert any("Petrograd" in one for one in found)
    assert any("Saint Petersburg" in one for one in found)


def test_what_is_chosen_on_a_phone_is_seen_and_the_panel_over_it_gone(
    open_page: Open, small_page: Path
) -> None:
    opened = open_page(small_page, size=(390, 844))
    for panel, row in (("tools", ".j-hit"), ("list", "[data-stay-id=zeta-1910] .j-row-number")):
        opened.js("name => document.querySelector(`[data-action=${name}]`).click()", panel)
        if panel == "tools":
            opened.action("search").fill("epsilon")
        opened.page.locator(row).click()
        opened.frames(2)
        assert opened.page.locator(".j-panel:visible").count() == 0
        assert opened.page.locator(".j-card h3").text_content() in ("Locked up", "Over the ocean")
        assert opened.js("document.querySelector('main').contains(document.activeElement)")
    opened = open_page(small_page)
    opened.action("list").click()
    opened.page.locator("[data-stay-id=zeta-1910] .j-row-number").click()
    assert opened.page.locator(".j-panel-list").is_visible(), "there is room for both"


def test_typing_into_the_search_plays_nothing(small: Opened) -> None:
    small.page.keyboard.press("/")
    small.page.keyboard.type("l f ? + - / ")
    assert small.state["t"] == 0
    assert small.js("document.querySelector('.j-speed').textContent") == "1×"
    assert small.page.locator(".j-panel-tools").is_visible()
    small.page.keyboard.press("Escape")
    assert not small.page.locator(".j-panel-tools").is_visible()


# ---------------------------------------------------------------- measuring


def test_the_way_so_far_stands_on_the_card_and_any_two_places_can_be_measured(
    small: Opened,
) -> None:
    small.js("journeymap.goTo('beta-1901')")
    assert (
        small.page.locator(".j-card .j-km").text_content()
        == "about 310 km to here, about 310 km in all"
    )
    small.js("journeymap.goTo('alpha-1900')")
    assert small.page.locator(".j-card .j-km").count() == 0
    panel = tools(small)
    first, second = panel.locator("select").all()
    second.select_option("Zeta")
    assert panel.locator(".j-answer").last.text_content() == (
        "Alpha – Zeta: 6,294 km in a straight line over the globe"
    )
    first.focus()
    small.page.keyboard.press("ArrowDown")
    assert "Beta – Zeta" in panel.locator(".j-answer").last.text_content()


# ---------------------------------------------------------------- the link


def test_the_link_to_this_moment_is_that_of_the_stay_shown(small: Opened) -> None:
    small.js("journeymap.goTo('delta-1905')")
    field = tools(small).locator("input[readonly]")
    here = small.js("location.href.split('#')[0]")
    assert field.input_value() == f"{here}#stay=delta-1905"
    small.js("journeymap.goTo('eta-1912')")
    assert field.input_value() == f"{here}#stay=eta-1912"
    small.action("copy").click()
    small.until("document.querySelector('[data-action=copy]').textContent === 'Copied'")
    small.js("journeymap.seek(0)")
    assert field.input_value() == here


# ---------------------------------------------------------------- predict and check


def test_a_question_stops_the_player_and_the_answer_waits_to_be_asked_for(
    open_page: Open, asking_page: Path
) -> None:
    opened = open_page(asking_page, reduced_motion="reduce")
    opened.js("journeymap.speed(16); journeymap.goTo('alpha-1900'); journeymap.play()")
    opened.until("!journeymap.state().playing")
    assert opened.state["stay"] == "beta-1901"
    ask = opened.page.locator(".j-card .j-ask")
    assert "Where will she go?" in ask.text_content()
    assert not ask.get_by_text("Far off.").is_visible()
    ask.locator("summary").focus()
    opened.page.keyboard.press("Enter")
    assert ask.get_by_text("Far off.").is_visible()
    opened.js("journeymap.play()")
    opened.until("journeymap.state().t === journeymap.duration")


def test_without_spoilers_nothing_of_what_comes_is_shown(open_page: Open, small_page: Path) -> None:
    opened = open_page(small_page, query="spoilers=off")
    shown = "[...document.querySelectorAll('.j-chip')].filter(e => e.offsetWidth).length"
    opened.action("list").click()
    rows = opened.page.locator(".j-stays > li:visible")
    assert (rows.count(), opened.js(shown)) == (0, 0)
    assert not opened.page.locator(".j-eras").is_visible()
    opened.js("journeymap.goTo('delta-1905')")
    opened.frames(2)
    assert (rows.count(), opened.js(shown)) == (4, 2)
    opened.js("journeymap.goTo('alpha-1900')")
    opened.frames(2)
    assert rows.count() == 4, "what has been seen stays"
    opened.page.keyboard.press("Escape")
    tools(opened).locator('[data-action="hide"]').click()
    opened.frames(2)
    assert opened.js(shown) == 3


def test_without_spoilers_neither_search_nor_pointer_tell_what_comes(
    open_page: Open, small_page: Path
) -> None:
    opened = open_page(small_page, query="spoilers=off", fragment="stay=gamma-1902")
    panel = tools(opened)
    for asked, found in (("alpha", 1), ("zeta", 0), ("1 April 1910", 0), ("1906", 0)):
        opened.action("search").fill(asked)
        opened.page.wait_for_timeout(250)
        assert panel.locator(".j-hit").count() == found, asked
        assert "Zeta" not in panel.locator(".j-answer").first.text_content()
    assert panel.locator("select:visible").count() == 0, "to measure between all places"
    track = opened.page.locator(".j-track").bounding_box()
    seen = opened.state["t"] / opened.js("journeymap.duration")
    for share, told in ((0.8 * seen, True), (0.5, False), (0.9, False)):
        opened.page.mouse.move(track["x"] + share * track["width"], track["y"] + 12)
        assert opened.page.locator(".j-tip").is_visible() == told, share
    opened.action("hide").click()
    opened.action("search").fill("zeta")
    opened.page.wait_for_timeout(250)
    assert panel.locator(".j-hit").count() == 1
    opened.page.mouse.move(track["x"] + 0.9 * track["width"], track["y"] + 12)
    assert opened.page.locator(".j-tip").is_visible()


def test_without_spoilers_the_bars_end_at_the_playhead_in_true_time_too(
    open_page: Open, small_page: Path
) -> None:
    opened = open_page(small_page, query="spoilers=off", fragment="stay=gamma-1902")
    for _ in range(2):
        clipped = opened.js("getComputedStyle(document.querySelector('.j-bars')).clipPath")
        playhead = opened.js("document.querySelector('.j-playhead').style.left")
        hidden = float(re.findall(r"([\d.]+)%", clipped)[0])
        assert 100 - hidden == pytest.approx(float(playhead.rstrip("%")), abs=0.1), clipped
        opened.action("true-time").click()
        opened.frames(3)


def test_hidden_marks_and_ways_are_not_on_the_map(open_page: Open, small_page: Path) -> None:
    """No pixel is of an era's colour or nearly."""
    count = (
        "() => { const c = [...document.querySelectorAll('.j-canvas')].at(-1);"
        " const {data} = c.getContext('2d').getImageData(0, 0, c.width, c.height);"
        " const eras = [[0x54, 0x57, 0x03], [0x12, 0x84, 0x8e], [0x00, 0x50, 0x32]];"
        " let n = 0; for (let i = 0; i < data.length; i += 4) n += data[i + 3] > 200"
        "   && eras.some(e => e.every((v, k) => Math.abs(v - data[i + k]) < 12)); return n; }"
    )
    assert open_page(small_page).js(count) > 50
    assert open_page(small_page, query="spoilers=off").js(count) == 0


# ---------------------------------------------------------------- the projector, the kiosk


def test_the_projector_has_larger_type_and_a_clicker_s_keys(
    open_page: Open, small_page: Path
) -> None:
    plain = open_page(small_page, size=(1440, 900))
    size = "parseFloat(getComputedStyle(document.querySelector('.j-head h1')).fontSize)"
    usual = plain.js(size)
    tools(plain).locator('[data-action="present"]').click()
    assert plain.js(size) == pytest.approx(1.5 * usual)
    opened = open_page(small_page, query="present=1", size=(1440, 900))
    assert opened.js(size) == pytest.approx(1.5 * usual)
    for key, stay in (("PageDown", "alpha-1900"), ("PageDown", "alpha-1900"),
                      ("PageDown", "beta-1901"), ("PageUp", "alpha-1900")):  # fmt: skip
        opened.page.keyboard.press(key)
        opened.frames(3)
        assert opened.state["stay"] == stay


def test_a_kiosk_waits_for_whoever_touches_it_and_goes_on_after_30_seconds(
    open_page: Open, small_page: Path
) -> None:
    opened = open_page(small_page, ready=False)
    opened.page.clock.install()
    opened.page.goto(small_page.as_uri() + "?autoplay=1&loop=1")
    opened.page.wait_for_selector("main[data-ready]", state="attached")
    page = opened.page
    assert opened.state["playing"]

    def wheel() -> None:
        once = "new Promise((seen) => addEventListener('wheel', () => seen(), {once: true}))"
        page.evaluate(f"() => {{ window.wheeled = {once}; }}")
        page.mouse.wheel(0, 100)
        page.evaluate("() => window.wheeled")

    touches: tuple[Callable[[], object], ...] = (
        lambda: page.mouse.click(700, 300),
        lambda: page.keyboard.press("Shift"),
        lambda: opened.action("list").click(),
        wheel,
        lambda: page.keyboard.press("Space"),
        lambda: opened.action("play").click(),
    )
    for touch in touches:
        touch()
        page.clock.run_for(100)
        assert not opened.state["playing"]
        page.clock.run_for(29_000)
        assert not opened.state["playing"]
        page.clock.run_for(1_500)
        assert opened.state["playing"]
        assert page.locator(".j-panel:visible").count() == 0


def test_only_a_kiosk_goes_on_by_itself(open_page: Open, small_page: Path) -> None:
    opened = open_page(small_page, ready=False)
    opened.page.clock.install()
    opened.page.goto(small_page.as_uri() + "?autoplay=1")
    opened.page.wait_for_selector("main[data-ready]", state="attached")
    opened.page.keyboard.press("Space")
    opened.page.clock.run_for(60_000)
    assert not opened.state["playing"]


# ---------------------------------------------------------------- fingers


def _swipe(opened: Opened, selector: str, dx: int, dy: int) -> None:
    box = opened.page.locator(selector).bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    cdp = opened.page.context.new_cdp_session(opened.page)
    _touch(cdp, "touchStart", [(x, y)])
    for part in range(1, 9):
        _touch(cdp, "touchMove", [(x + dx * part / 8, y + dy * part / 8)])
    _touch(cdp, "touchEnd", [])
    cdp.detach()


def _touch(cdp: Any, kind: str, points: list[tuple[float, float]]) -> None:
    touches = [{"x": x, "y": y, "id": i} for i, (x, y) in enumerate(points)]
    cdp.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": touches})


def test_a_swipe_on_the_card_goes_to_the_next_stay_and_back(
    open_page: Open, small_page: Path
) -> None:
    opened = open_page(small_page, size=(390, 844), has_touch=True, reduced_motion="reduce")
    opened.js("journeymap.goTo('beta-1901')")
    _swipe(opened, ".j-card", -120, 10)
    assert opened.state["stay"] == "gamma-1902"
    _swipe(opened, ".j-card", 120, -10)
    assert opened.state["stay"] == "beta-1901"
    _swipe(opened, ".j-card", -20, 0)
    _swipe(opened, ".j-card", 60, 70)
    assert opened.state["stay"] == "beta-1901"


HOST = """<!doctype html><meta charset="utf-8"><title>A lesson</title>
<body style="margin:0;height:3000px"><p>Around the map.</p>
<iframe src="{src}" title="x" style="width:390px;height:600px;border:0"></iframe>"""


@pytest.fixture
def in_a_page(open_page: Open, small_page: Path) -> Callable[..., Opened]:
    def open_(**options: Any) -> Opened:
        host = small_page.with_name("scrolls.html")
        host.write_text(HOST.format(src=small_page.name), encoding="utf-8")
        opened = open_page(host, ready=False, loud=True, size=(390, 800), **options)
        opened.page.frames[1].wait_for_selector("main[data-ready]", state="attached")
        opened.page.wait_for_timeout(300)
        return opened

    return open_


def _moved(opened: Opened) -> bool:
    return bool(opened.page.frames[1].locator(".j-go-on").is_visible())


def test_in_a_frame_one_finger_scrolls_the_page_and_two_move_the_map(
    in_a_page: Callable[..., Opened],
) -> None:
    opened = in_a_page(has_touch=True)
    cdp = opened.page.context.new_cdp_session(opened.page)
    _touch(cdp, "touchStart", [(180, 200)])
    for y in range(200, 60, -10):
        _touch(cdp, "touchMove", [(180, y)])
    _touch(cdp, "touchEnd", [])
    opened.until("scrollY > 50")
    assert not _moved(opened)
    opened.page.wait_for_timeout(800)  # until what was flung has come to rest
    opened.js("scrollTo(0, 0)")
    opened.page.wait_for_timeout(200)
    _touch(cdp, "touchStart", [(120, 200), (240, 200)])
    for step in range(1, 12):
        _touch(cdp, "touchMove", [(120 - step, 200 + 6 * step), (240 + step, 200 + 6 * step)])
    opened.page.wait_for_timeout(100)
    _touch(cdp, "touchEnd", [])
    opened.page.wait_for_timeout(100)
    assert _moved(opened)
    assert opened.js("scrollY") == 0


def test_in_a_frame_the_wheel_is_the_page_s_but_with_ctrl_or_after_a_click(
    in_a_page: Callable[..., Opened],
) -> None:
    opened = in_a_page()
    mouse = opened.page.mouse
    mouse.move(180, 200)
    mouse.wheel(0, 120)
    opened.until("scrollY > 0")
    assert not _moved(opened)
    assert opened.page.frames[1].locator(".j-hint").is_visible()
    opened.js("scrollTo(0, 0)")
    opened.page.keyboard.down("Control")
    mouse.wheel(0, -120)
    opened.page.wait_for_timeout(300)
    opened.page.keyboard.up("Control")
    assert (_moved(opened), opened.js("scrollY")) == (True, 0)
    opened.page.frames[1].locator(".j-go-on").click()
    opened.page.frames[1].evaluate("journeymap.pause()")
    mouse.move(180, 200)
    mouse.click(180, 200)
    mouse.wheel(0, -120)
    opened.page.wait_for_timeout(300)
    assert (_moved(opened), opened.js("scrollY")) == (True, 0)


# ---------------------------------------------------------------- what a frame forbids

SANDBOXED = """<!doctype html><meta charset="utf-8"><title>A lesson</title>
<iframe src="{src}" title="x" sandbox="{sandbox}" style="width:900px;height:700px"></iframe>"""


@pytest.mark.parametrize(
    ("sandbox", "allow", "works"),
    [
        ("allow-scripts", "", False),
        ("allow-scripts allow-popups allow-downloads allow-modals",
         "?allow=popups,downloads,modals", True),
        ("allow-scripts allow-same-origin allow-popups allow-downloads allow-modals", "", True),
    ],
)  # fmt: skip
def test_what_a_frame_forbids_is_hidden_not_broken(
    open_page: Open, asking_page: Path, sandbox: str, allow: str, works: bool
) -> None:
    host = asking_page.with_name("sandboxed.html")
    src = f"{asking_page.name}{allow}#stay=beta-1901"
    host.write_text(SANDBOXED.format(src=src, sandbox=sandbox), encoding="utf-8")
    opened = open_page(host, ready=False, loud=True)
    frame = opened.page.frames[1]
    frame.wait_for_selector("main[data-ready]", state="attached")
    for name in ("list", "tools"):
        frame.locator(f'[data-action="{name}"]').evaluate("button => button.click()")
    for name in ("download", "handout", "worksheet"):
        assert frame.locator(f'[data-action="{name}"]').count() == int(works), name
    links = "[...document.querySelectorAll('.j-card .j-text a')].map(a => a.hasAttribute('href'))"
    assert frame.evaluate(links) == [works]
    assert frame.locator("input[readonly]").input_value() == (
        "https://school.example/map.html#stay=beta-1901"
    )
    frame.evaluate("journeymap.play()")
    assert frame.evaluate("journeymap.state().playing")
