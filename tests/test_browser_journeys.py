"""Journeys out of the ordinary, and readers with settings of their own."""

from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from conftest import Open, Opened, html_of

pytestmark = pytest.mark.browser

# Notes every text written on the map or on the timeline, and every line across much of one.
WATCH = """
window.written = [];
window.under = [];
window.bands = [];
window.broken = [];
const proto = CanvasRenderingContext2D.prototype;
const { fillText, moveTo, lineTo, arc } = proto;
let [x0, y0] = [0, 0];
proto.fillText = function (text, ...rest) {
  (this.canvas.className === 'j-bars' ? under : written).push(text);
  return fillText.call(this, text, ...rest);
};
proto.moveTo = function (x, y) { [x0, y0] = [x, y]; return moveTo.call(this, x, y); };
proto.lineTo = function (x, y) {
  const { a } = this.getTransform();
  // Meridians and parallels are straight: a leg drawn the wrong way round the world is not.
  const isWide = Math.abs(x - x0) * a > 0.4 * this.canvas.width;
  if (this.canvas.isConnected && isWide && y !== y0 && x !== x0) bands.push([x0, y0, x, y]);
  if (!Number.isFinite(x + y)) broken.push(['lineTo', x, y]);
  [x0, y0] = [x, y];
  return lineTo.call(this, x, y);
};
proto.arc = function (...a) {
  if (!a.slice(0, 5).every(Number.isFinite)) broken.push(['arc', ...a]);
  return arc.apply(this, a);
};
"""

Show = Callable[..., Opened]


@pytest.fixture(scope="module")
def watched(chromium: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Any, Path]]:
    context = chromium.new_context(viewport={"width": 1280, "height": 800}, offline=True)
    context.add_init_script(WATCH)
    yield context.new_page(), tmp_path_factory.mktemp("journeys")
    context.close()


@pytest.fixture
def show(watched: tuple[Any, Path]) -> Iterator[Show]:
    """Builds and opens the page of a table in a tab that watches what is drawn."""
    page, folder = watched
    one = Opened(page)
    hooks = {
        "console": lambda message: one.console.append(message.text),
        "pageerror": lambda error: one.errors.append(str(error)),
    }
    for event, hook in hooks.items():
        page.on(event, hook)

    def show_(table: str, settings: str = "", *, fragment: str = "") -> Opened:
        path = folder / "journey.html"
        path.write_text(html_of(table, settings), "utf-8")
        page.goto("about:blank")
        page.goto(path.as_uri() + (f"#{fragment}" if fragment else ""))
        page.wait_for_selector("main[data-ready]", state="attached")
        return one

    yield show_
    for event, hook in hooks.items():
        page.remove_listener(event, hook)
    one.assert_quiet()
    assert one.js("broken.slice(0, 3)") == []


def play_through(opened: Opened, *, speed: float = 64) -> list[str]:
    """Play from the overview to the end; the stays that were reached."""
    opened.js(
        "speed => { window.heard = []; window.lng = [];"
        " window.off?.(); window.off = journeymap.on('stay', d => heard.push(d.id));"
        " journeymap.seek(0); journeymap.speed(speed); journeymap.play();"
        " const look = () => { const c = map_journey.getCenter();"
        "   lng.push([c.lng, c.lat, map_journey.getZoom()]);"
        "   if (journeymap.state().playing) requestAnimationFrame(look); };"
        " requestAnimationFrame(look); }",
        speed,
    )
    opened.until("document.querySelector('main').dataset.state === 'ended'", seconds=30)
    opened.frames()
    assert opened.js("lng.every(c => c.every(Number.isFinite))")
    return list(opened.js("heard"))


def ids(opened: Opened) -> list[str]:
    return list(opened.js("journeymap.stays.map(s => s.id)"))


def test_the_lakes_of_an_area_stay_water(show: Show) -> None:
    opened = show(
        "place,lat,lon,start,end,area\nHelsinki,60.17,24.94,1900,1900,\n"
        "Finland,,,1901,1902,Finland\n",
        fragment="stay=finland-1901",
    )
    opened.settled()
    inari, beside = opened.js(
        "(() => { const c = document.querySelector('.j-canvas');"
        " const { data } = c.getContext('2d').getImageData(0, 0, c.width, c.height);"
        " return [[68.97, 27.75], [67.6, 26.5]].map(spot => {"
        "   const { x, y } = map_journey.latLngToContainerPoint(spot).round();"
        "   return [...data.slice(4 * (y * c.width + x), 4 * (y * c.width + x) + 3)]; }); })()"
    )
    sea, land = [0xD6, 0xE1, 0xE6], [0xF3, 0xF0, 0xE8]
    assert inari == sea
    assert beside not in (sea, land)


# ---------------------------------------------------------------- across the edge of the map

PACIFIC = """\
place,lat,lon,start,end,mode
Vladivostok,43.12,131.89,1900,1901,
San Francisco,37.77,-122.42,1902,1903,{mode}
Tokyo,35.68,139.69,1904,1905,{mode}
"""


@pytest.mark.parametrize("mode", ["", "ship"])
def test_across_the_pacific_no_band_is_drawn_and_no_one_goes_around_the_world(
    show: Show, mode: str
) -> None:
    opened = show(PACIFIC.format(mode=mode))
    assert play_through(opened, speed=16) == ids(opened)
    assert opened.js("bands") == []
    west_east = [lng for lng, _, _ in opened.js("lng")]
    travelled = sum(abs(b - a) for a, b in pairwise(west_east))
    there_and_back = 105.7 + 97.9
    assert travelled < 1.8 * there_and_back, "with the way from and to the overview"
    for stay in ids(opened):
        opened.js("id => journeymap.goTo(id)", stay)
        opened.settled()
        assert stay.split("-")[0].title() in " ".join(opened.js("written.slice(-80)"))


def test_a_passage_across_the_edge_is_seen_whole(show: Show) -> None:
    opened = show(
        "place,lat,lon,start,end,kind,mode\nYokohama,35.4,139.6,1900,1901,,\n"
        "The Pacific,,,1902,1902,passage,ship\nSan Francisco,37.77,-122.42,1903,1904,,\n"
    )
    assert play_through(opened, speed=16) == ids(opened)
    west_east = [lng for lng, _, _ in opened.js("lng")]
    assert max(west_east) - min(west_east) < 200
    assert opened.js("bands") == []


@pytest.mark.parametrize("lons", [(180, -180, 179), (-180, 179, -179), (179.9, -179.9, 0)])
def test_places_on_the_edge_of_the_map_are_beside_each_other(
    show: Show, lons: tuple[float, ...]
) -> None:
    rows = "".join(f"P{i},{60 + i},{lon},{1900 + i},{1900 + i}\n" for i, lon in enumerate(lons))
    opened = show("place,lat,lon,start,end\n" + rows)
    assert play_through(opened) == ids(opened)
    west_east = [lng for lng, _, _ in opened.js("lng")]
    assert max(west_east) - min(west_east) < 200
    assert opened.js("bands") == []


# ---------------------------------------------------------------- few, many, alike

JOURNEYS = {
    "of one row": "place,lat,lon,start,end,title\nHere,50,10,1900,1901,Only here\n",
    "of one undated row": "place,lat,lon\nHere,50,10\n",
    "without dates": "place,lat,lon,title\nA,50,10,One\nB,51,12,Two\nC,48,2,Three\n",
    "all at one place": "place,lat,lon,start,end\n"
    + "".join(f"Here,50,10,{1900 + i},{1900 + i}\n" for i in range(6)),
    "all on one day": "place,lat,lon,start,end\n"
    + "".join(f"P{i},{50 + i},10,1900-01-01,1900-01-01\n" for i in range(4)),
    "from pole to pole": "place,lat,lon,start,end,precision_km\nNorth,90,0,1900,1900,50\n"
    "Equator,0,-60,1901,1901,2500\nSouth,-90,180,1902,1902,50\n",
    "before our era": "place,lat,lon,start,end\nRome,41.9,12.5,-0099-07-12,-0060\n"
    "Gaul,47,4,-0057,-0049\nRome,41.9,12.5,-0048,-0043-03-15\n",
    "of twenty centuries": "place,lat,lon,start,end\nA,50,10,0001,0050\nB,51,11,1000,1000\n"
    "C,52,12,2000,2020\n",
    "in more eras than colours": "place,lat,lon,start,era\n"
    + "".join(f"P{i},{40 + i / 2},{i * 3},{1900 + i},Era {i}\n" for i in range(25)),
    "in eras that come again": "place,lat,lon,start,era\nA,50,1,1900,X\nB,51,2,1901,Y\n"
    "C,52,3,1902,X\nD,53,4,1903,Y\n",
    "of several persons": "place,lat,lon,start,person\nA,50,1,1900,Ann\nB,51,2,1901,Bo\n"
    "C,52,3,1902,Ann;Bo\nD,53,4,1903,Bo\n",
    "bound for places never reached": "place,lat,lon,start,bound_for\nA,50,1,1900,-40 170\n"
    "B,51,2,1901,51 2\nC,52,3,1902,60 -170\n",
    "of a passage first and last": "place,lat,lon,start,kind,via\nOut,,,1900,passage,10 10;20 20\n"
    "Here,30,30,1901,,\nHome,,,1902,passage,40 40;50 170;55 -170\n",
    "of a child": "place,lat,lon,start,end,within,id\nBase,50,10,1900,1910,,base\n"
    "Trip,51,11,1901,1902,base,trip\nDay,52,12,1901-05-01,1901-05-01,trip,day\n"
    "Hour,52,12,1901-05-01,1901-05-01,day,hour\n",
}


@pytest.mark.parametrize("what", JOURNEYS)
def test_it_opens_plays_and_ends_a_journey(show: Show, what: str) -> None:
    opened = show(JOURNEYS[what])
    assert opened.js("journeymap.duration") > 0
    assert play_through(opened) == ids(opened)
    assert opened.js("bands") == []
    for index, stay in enumerate(ids(opened)[:6]):
        assert opened.js("id => journeymap.goTo(id)", stay) is True
        opened.frames()
        assert opened.state["stay"] == stay
        text = opened.action("seek").get_attribute("aria-valuetext")
        assert text.startswith(f"{index + 1} of {len(ids(opened))}, ")
        assert "NaN" not in text
        assert "undefined" not in text
    opened.js("journeymap.seek(0)")
    assert not [said for said in opened.js("written") if "NaN" in said or "undefined" in said]
    card = opened.page.locator(".j-card").text_content()
    assert "NaN" not in card
    assert "undefined" not in card


@pytest.mark.parametrize("what", ["without dates", "of one undated row"])
def test_a_journey_without_dates_shows_none(show: Show, what: str) -> None:
    opened = show(JOURNEYS[what])
    opened.js(f"journeymap.goTo('{ids(opened)[-1]}')")
    opened.settled()
    assert opened.state["date"] is None
    assert opened.page.locator(".j-playhead-date").text_content() == ""
    assert opened.page.locator(".j-card [data-part=when]").text_content() == "date not known"
    assert opened.js("under") == [], "a year on the timeline that nobody has told"


def test_several_stays_at_one_place_are_one_mark_that_opens(show: Show) -> None:
    opened = show(JOURNEYS["all at one place"])
    opened.js("journeymap.goTo('here-1900')")
    opened.settled()
    point = opened.js(
        "() => { const p = map_journey.latLngToContainerPoint([50, 10]); return [p.x, p.y]; }"
    )
    for i, year in enumerate(range(1900, 1906)):
        opened.page.mouse.click(*point)
        opened.page.locator(".j-fan button").nth(i).click()
        assert opened.state["stay"] == f"here-{year}"


def test_a_long_journey_is_quick_to_open_and_to_jump_in(show: Show) -> None:
    rows = "".join(
        f"P{i},{45 + (i % 17) / 3:.2f},{(i * 7) % 40},{1000 + i},{1000 + i},Stay number {i}\n"
        for i in range(300)
    )
    opened = show("place,lat,lon,start,end,title\n" + rows, fragment="stay=p250-1250")
    assert opened.state["stay"] == "p250-1250"
    took = opened.js(
        "async () => { const from = performance.now();"
        " for (let i = 0; i < 20; i++) { journeymap.goTo(journeymap.stays[i * 14].id);"
        "   await new Promise(requestAnimationFrame); }"
        " return (performance.now() - from) / 20; }"
    )
    assert took < 150, f"{took} ms for a jump"
    opened.action("list").click()
    opened.js("journeymap.goTo('p280-1280')")
    opened.frames(3)
    row = opened.page.locator('li[data-stay-id="p280-1280"]')
    assert row.evaluate("r => r.getBoundingClientRect().top < innerHeight - 100")


# ---------------------------------------------------------------- motion, colours


def test_reduced_motion_cuts_says_so_and_can_be_overridden(
    open_page: Open, small_page: Path
) -> None:
    opened = open_page(small_page, reduced_motion="reduce")
    note = opened.page.locator(".j-motion")
    assert note.is_visible()
    opened.js("journeymap.goTo('alpha-1900')")
    opened.frames(2)
    before = opened.js("map_journey.getCenter().lng")
    opened.page.wait_for_timeout(300)
    assert opened.js("map_journey.getCenter().lng") == before, "no flight after a jump"
    opened.action("next").click()
    assert (opened.state["stay"], opened.state["playing"]) == ("beta-1901", False)
    opened.js(
        "window.ts = []; journeymap.seek(0); journeymap.speed(16); journeymap.play();"
        "const look = () => { ts.push(journeymap.state().t); if (journeymap.state().playing)"
        " requestAnimationFrame(look); }; look()"
    )
    opened.until("document.querySelector('main').dataset.state === 'ended'", seconds=20)
    outside = opened.js(
        "ts.filter(t => t > 0 && t < journeymap.duration && !journeymap.stays.some((s, i) => {"
        " const next = journeymap.stays[i + 1]?.t ?? journeymap.duration;"
        " return t >= s.t && t < next; }))"
    )
    assert outside == []
    assert opened.js("getComputedStyle(document.querySelector('.j-card-body')).animationName") == (
        "none"
    )
    note.locator("button").click()
    assert not note.is_visible()
    opened.js("journeymap.goTo('alpha-1900'); journeymap.speed(1)")
    opened.action("next").click()
    assert opened.state["playing"], "with motion turned on the leg is played"
    opened.js("journeymap.pause()")


def test_the_system_may_change_its_mind_about_motion(open_page: Open, small_page: Path) -> None:
    opened = open_page(small_page)
    assert not opened.page.locator(".j-motion").is_visible()
    opened.page.emulate_media(reduced_motion="reduce")
    opened.until("!document.querySelector('.j-motion').hidden")
    opened.action("next").click()
    assert not opened.state["playing"]


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_both_themes_paint_their_own_ground(open_page: Open, small_page: Path, theme: Any) -> None:
    opened = open_page(small_page, color_scheme=theme)
    assert opened.main("data-theme") == theme
    red = opened.js(
        "(() => { const c = document.querySelector('.j-canvas'); const d = c.getContext('2d')"
        ".getImageData(0, 0, c.width, c.height).data; let s = 0;"
        " for (let i = 0; i < d.length; i += 4) s += d[i]; return s / (d.length / 4); })()"
    )
    assert red > 150 if theme == "light" else red < 80
    paper = opened.js("getComputedStyle(document.querySelector('.j-side')).backgroundColor")
    assert paper == ("rgb(251, 250, 246)" if theme == "light" else "rgb(26, 32, 38)")


def test_forced_colours_leave_every_control_to_be_seen(open_page: Open, small_page: Path) -> None:
    opened = open_page(small_page, forced_colors="active", color_scheme="dark")
    assert opened.js("matchMedia('(forced-colors: active)').matches")
    same = opened.js(
        "[...document.querySelectorAll('main button, .j-playhead, .j-icon')]"
        ".filter(e => e.checkVisibility())"
        ".filter(e => { const s = getComputedStyle(e), on = getComputedStyle(e.parentElement);"
        "  const ink = e.matches('.j-playhead') ? s.backgroundColor : s.color;"
        "  const paper = e.matches('.j-playhead') ? on.backgroundColor : s.backgroundColor;"
        "  return ink === paper; }).map(e => e.outerHTML.slice(0, 80))"
    )
    assert same == []
    strokes = opened.js(
        "[...document.querySelectorAll('.j-dock .j-icon')].filter(e => e.checkVisibility())"
        ".map(e => getComputedStyle(e)).map(s => s.stroke === 'none' ? s.fill : s.stroke)"
    )
    assert strokes
    assert not {"rgb(0, 0, 0)", "rgba(0, 0, 0, 0)"} & set(strokes), "black on a black page"
    opened.action("play").click()
    opened.js("journeymap.pause()")
