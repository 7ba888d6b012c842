"""The names on the map, at every stay of the life that comes with us, on a desk and on a phone."""

from collections.abc import Iterator, Sequence
from itertools import combinations, pairwise
from pathlib import Path
from typing import Any

import pytest

from conftest import Opened

pytestmark = pytest.mark.browser

NOTE = """
let frame = 0;
window.written = [];
const proto = CanvasRenderingContext2D.prototype;
const { fillText } = proto;
proto.fillText = function (text, x, y) {
  const turn = this.getTransform();
  const isName = turn.b === 0 && /[^\\d×]/.test(text);
  if (isName && this.canvas.isConnected && this.canvas.matches('.j-canvas')) {
    if (frame !== document.timeline.currentTime) written.length = 0;
    frame = document.timeline.currentTime;
    const wide = this.measureText(text).width;
    const high = parseFloat(this.font.match(/[\\d.]+px/)[0]);
    const left = turn.e + x - { left: 0, right: wide, center: wide / 2 }[this.textAlign];
    const top = turn.f + y - { alphabetic: 0.8 * high, middle: high / 2 }[this.textBaseline];
    written.push([text, left, top, left + wide, top + high]);
  }
  return fillText.apply(this, arguments);
};
"""
SIZES = [(1440, 900), (390, 844), (800, 500)]

TOOLS = """
(({ left, top, right, bottom }) => [left, top, right, bottom])(
  document.querySelector('.j-tools').getBoundingClientRect())
"""

Stay = dict[str, Any]


@pytest.fixture(scope="module", params=SIZES, ids=str)
def stays(request: Any, chromium: Any, trotsky_page: Path) -> Iterator[list[Stay]]:
    """What is written on the map at each stay, and where buttons are."""
    width, height = request.param
    context = chromium.new_context(
        viewport={"width": width, "height": height}, reduced_motion="reduce", offline=True
    )
    context.add_init_script(NOTE)
    page = context.new_page()
    page.goto(trotsky_page.as_uri())
    page.wait_for_selector("main[data-ready]")
    opened = Opened(page)
    found: list[Stay] = []
    for one in opened.js("journeymap.stays"):
        opened.js("id => journeymap.goTo(id)", one["id"])
        opened.frames(4)
        found.append({**one, "written": opened.js("written"), "tools": opened.js(TOOLS)})
    yield found
    context.close()


def _meet(a: Sequence[float], b: Sequence[float], by: float = 1) -> bool:
    """Whether two rectangles have more in common than so many pixels either way."""
    across = min(a[2], b[2]) - max(a[0], b[0])
    return across > by and min(a[3], b[3]) - max(a[1], b[1]) > by


def test_the_name_of_the_stay_told_is_on_the_map(stays: list[Stay]) -> None:
    nameless = [
        stay["id"]
        for stay in stays
        if stay["lat"] is not None
        and not any(text == stay["place"] for text, *_ in stay["written"])
    ]
    passages = {
        "atlantic-ocean-1916",
        "ss-kristianiafjord-1917",
        "north-atlantic-1917",
        "a-freighter-1936",
    }
    assert set(nameless) <= passages


def test_no_name_goes_under_the_buttons(stays: list[Stay]) -> None:
    under = [
        (stay["id"], text)
        for stay in stays
        for text, *box in stay["written"]
        if _meet(box, stay["tools"])
    ]
    assert under == []


def test_a_mark_under_the_buttons_has_no_name_beside_them(stays: list[Stay]) -> None:
    (new_york,) = [stay for stay in stays if stay["id"] == "new-york-1917"]
    names = [text for text, *_ in new_york["written"]]
    left, top, _, _ = new_york["tools"]
    is_phone = left < 390 and top < 20
    assert ("Halifax" in names) is not is_phone


def test_houses_too_close_for_the_map_have_a_plan_of_their_own(stays: list[Stay]) -> None:
    coyoacan = [stay for stay in stays if stay["place"] == "Coyoacán"]
    assert len(coyoacan) == 7
    for stay in coyoacan:
        assert any(text.endswith(" m apart") for text, *_ in stay["written"]), stay["id"]


def test_the_scale_stands_where_it_stood_whatever_the_card_says(stays: list[Stay]) -> None:
    """And with it the whole map: a higher card would lift it at every other stay."""
    heights = [
        top for stay in stays for text, _, top, *_ in stay["written"] if text.endswith(" km")
    ]
    assert max(heights) - min(heights) < 2


def test_no_name_lies_on_another(stays: list[Stay]) -> None:
    met = [
        (stay["id"], one[0], other[0])
        for stay in stays
        for one, other in combinations(stay["written"], 2)
        if _meet(one[1:], other[1:], 2)
    ]
    assert met == []


@pytest.mark.parametrize("stay", ["saint-petersburg-1905", "petrograd-1919", "barbizon-1933"])
def test_in_a_hold_names_stand_as_they_do_when_one_comes_to_it_by_the_list(
    chromium: Any, trotsky_page: Path, stay: str
) -> None:
    context = chromium.new_context(viewport={"width": 1440, "height": 900}, offline=True)
    context.add_init_script(NOTE)
    page = context.new_page()
    page.goto(trotsky_page.as_uri())
    page.wait_for_selector("main[data-ready]")
    opened = Opened(page)
    starts = opened.js("id => journeymap.stays.find(s => s.id === id).t", stay)
    opened.js("t => { journeymap.seek(t - 800); journeymap.play(); }", starts)
    opened.until(f"journeymap.state().t > {starts + 100}")
    opened.frames()
    played = opened.js("journeymap.state().playing && [...written]")
    opened.js("id => { journeymap.pause(); journeymap.seek(0); journeymap.goTo(id); }", stay)
    opened.settled()
    assert sorted(played) == sorted(opened.js("written"))
    context.close()


def test_a_place_has_one_name_on_the_way_to_it_and_there(chromium: Any, trotsky_page: Path) -> None:
    context = chromium.new_context(viewport={"width": 1280, "height": 800}, offline=True)
    context.add_init_script(NOTE)
    opened = Opened(context.new_page())
    opened.page.goto(trotsky_page.as_uri())
    opened.page.wait_for_selector("main[data-ready]")
    for by in (-200, 0):
        opened.js(
            "by => journeymap.seek(journeymap.stays.find(s => s.id === 'alma-ata-1928').t + by)", by
        )
        opened.settled()
        names = {one[0] for one in opened.js("written")}
        assert "Alma Ata" in names
        assert "Alma-Ata" not in names
    context.close()


def test_no_name_comes_while_the_journey_moves_the_map(chromium: Any, trotsky_page: Path) -> None:
    """But that of the place he goes to; all others wait until the map has landed."""
    context = chromium.new_context(viewport={"width": 1280, "height": 800}, offline=True)
    context.add_init_script(NOTE)
    page = context.new_page()
    page.goto(trotsky_page.as_uri() + "#stay=london-1903")
    page.wait_for_selector("main[data-ready]")
    opened = Opened(page)
    opened.settled()
    flight = opened.js(
        "new Promise(done => { const flight = [];"
        " const lands = journeymap.stays.find(s => s.id === 'kiev-1905').t;"
        " const seen = () => { const { t, stay } = journeymap.state();"
        "   if (t >= lands) return done(flight);"
        "   if (stay === 'kiev-1905') flight.push(written.map(w => w[0]));"
        "   requestAnimationFrame(seen); };"
        " journeymap.seek(lands - 2500); journeymap.play(); requestAnimationFrame(seen); })"
    )
    for before, after in pairwise(map(set, flight[1:])):
        assert {word for word in after - before if not word.endswith("km")} <= {"Kiev"}
    assert len(flight) > 20
    assert set(flight[-1]) < set(flight[1]) | {"Kiev", "500 km", "1,000 km"}
    context.close()


def test_at_the_overview_places_have_the_names_that_the_life_has_for_them(
    chromium: Any, trotsky_page: Path
) -> None:
    context = chromium.new_context(viewport={"width": 1440, "height": 900}, offline=True)
    context.add_init_script(NOTE)
    opened = Opened(context.new_page())
    opened.page.goto(trotsky_page.as_uri())
    opened.page.wait_for_selector("main[data-ready]")
    opened.frames(4)
    written = {one[0] for one in opened.js("written")}
    wanted = {
        "Yanovka",
        "Odessa",
        "London",
        "Vienna",
        "New York",
        "Alma Ata",
        "Büyükada",
        "Coyoacán",
    }
    assert wanted <= written
    assert "Verny" not in written, "a name of another time than his stay's"
    context.close()


@pytest.mark.parametrize("size", [(1440, 900), (390, 844)], ids=str)
@pytest.mark.parametrize("stay", ["saint-petersburg-1905-3", "moscow-1921", "coyoacan-1940"])
def test_from_stay_to_stay_at_one_place_no_name_comes_or_goes(
    chromium: Any, trotsky_page: Path, stay: str, size: tuple[int, int]
) -> None:
    context = chromium.new_context(
        viewport={"width": size[0], "height": size[1]}, offline=True, reduced_motion="no-preference"
    )
    context.add_init_script(NOTE)
    opened = Opened(context.new_page())
    opened.page.goto(trotsky_page.as_uri())
    opened.page.wait_for_selector("main[data-ready]")
    starts = opened.js("id => journeymap.stays.find(s => s.id === id).t", stay)
    opened.js("t => journeymap.seek(t - 1200)", starts)
    opened.settled()
    seen = opened.js(
        "end => new Promise(done => { const seen = [];"
        " const next = () => { const { t } = journeymap.state();"
        "   if (t >= end) return done(seen);"
        "   seen.push(written.map(w => w[0]).sort().join(', '));"
        "   requestAnimationFrame(next); };"
        " journeymap.play(); requestAnimationFrame(() => requestAnimationFrame(next)); })",
        starts - 50,
    )
    assert len(seen) > 10
    assert len(set(seen)) == 1
    context.close()
