"""The page's address (DESIGN §5, “Address”): what it asks for, and that it is kept."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from conftest import SMALL_IDS, Open, Opened, html_of

pytestmark = pytest.mark.browser


Load = Callable[..., Opened]

HASHES = {
    "stay=delta-1905": "delta-1905",
    "era=late": "zeta-1910",
    "date=1905-08-01": "delta-1905",
    "date=1902-05-10": "gamma-1902",  # within a longer stay
    "date=1902-08": "beta-1901",
    "date=1904": "beta-1901",  # between two stays
    "date=1950-01-01": "eta-1912",
    "date=1899-12-31": None,  # before the birth
    "stay=nowhere": None,
    "stay=__proto__": None,
    "era=constructor": None,
    "date=1902-02-30": None,
    "<script>window.pwned=1</script>": None,
    "stay=%3Cimg%20src=x%3E": None,
    "stay=delta-1905&x": None,
    "": None,
}


@pytest.mark.parametrize("fragment", list(HASHES)[:8:2] + list(HASHES)[8::4])
def test_the_hash_opens_the_page_at_a_stay(load_small: Load, fragment: str) -> None:
    small, stay = load_small(fragment=fragment), HASHES[fragment]
    assert small.state["stay"] == stay
    assert small.main("data-stay") == (stay or "")
    assert small.main("data-state") == ("paused" if stay else "overview")
    assert not small.state["playing"]
    if stay:
        assert small.state["t"] == small.js(f"journeymap.stays.find(s => s.id === '{stay}').t")


def test_a_new_hash_is_followed_and_an_unknown_one_is_the_overview(small: Opened) -> None:
    for fragment, stay in HASHES.items():
        small.js("location.hash = 'stay=epsilon-1908'; journeymap.goTo('epsilon-1908')")
        small.frames()
        small.js("fragment => { location.hash = fragment; }", fragment)
        small.until("journeymap.state().stay !== 'epsilon-1908'")
        assert small.state["stay"] == stay, fragment


def test_every_stay_is_reached_by_link_and_by_going_to_it(
    open_page: Open, trotsky_page: Path
) -> None:
    opened = open_page(trotsky_page)
    ids = opened.js("journeymap.stays.map(s => s.id)")
    assert len(ids) > 50
    # A change of the hash is what following a link does.
    missed = opened.js(
        "async ids => { const missed = []; for (const id of ids) {"
        " const heard = new Promise(done => addEventListener('hashchange', done, {once: true}));"
        " location.hash = 'stay=' + id; await heard;"
        " if (journeymap.state().stay !== id) missed.push(id);"
        " const left = new Promise(done => addEventListener('hashchange', done, {once: true}));"
        " location.hash = 'x'; await left;"
        " } return missed; }",
        ids,
    )
    assert missed == []
    for stay in ids:
        assert opened.js("id => journeymap.goTo(id)", stay) is True
        assert opened.main("data-stay") == stay
    opened.console.clear()  # the browser's own word on so many changes of the address


def test_an_old_id_still_works(tmp_path: Path, open_page: Open) -> None:
    path = tmp_path / "old.html"
    path.write_text(
        html_of("place,lat,lon,formerly\nHere,1,2,\nThere,3,4,once-here;earlier\n"), "utf-8"
    )
    opened = open_page(path, fragment="stay=once-here")
    assert opened.main("data-stay") == "there"
    assert opened.js("location.hash") == "#stay=there"


def test_the_address_keeps_up_with_the_stay(load_small: Load, small_page: Path) -> None:
    small = load_small(query="theme=dark")
    small.js("history.replaceState({mine: 1}, '')")
    length = small.js("history.length")
    for stay in ("alpha-1900", "eta-1912"):
        small.js("id => journeymap.goTo(id)", stay)
        small.until(f"location.hash === '#stay={stay}'")
    assert small.js("location.search") == "?theme=dark"
    assert small.js("history.state") == {"mine": 1}
    assert small.js("history.length") == length, "nothing to go back through"
    small.js("journeymap.seek(0)")
    small.until("location.hash === ''")
    small.js("journeymap.speed(4); journeymap.goTo('alpha-1900'); journeymap.play()")
    small.until("location.hash === '#stay=beta-1901'")
    assert small.page.url.startswith(small_page.as_uri() + "?theme=dark#")


def test_the_address_stands_still_while_the_timeline_is_dragged(small: Opened) -> None:
    small.js(
        "window.written = []; const own = history.replaceState;"
        "history.replaceState = function (...a) { written.push(a[2]); return own.apply(this, a); };"
        "0"
    )
    box = small.page.locator(".j-track").bounding_box()
    middle = box["y"] + box["height"] / 2
    mouse = small.page.mouse
    mouse.move(box["x"] + 5, middle)
    mouse.down()
    for share in (0.2, 0.4, 0.6, 0.8, 0.7):
        mouse.move(box["x"] + share * box["width"], middle)
    assert len({stay for stay in SMALL_IDS if small.main("data-stay") == stay}) == 1
    small.frames(3)
    assert small.js("written") == []
    mouse.up()
    small.until("written.length === 1")
    assert small.js("location.hash") == f"#stay={small.main('data-stay')}"


def test_many_stays_in_no_time_do_not_flood_the_address(open_page: Open, tmp_path: Path) -> None:
    """Chromium allows 200 changes in ten seconds and then complains in the console."""
    rows = "".join(
        f"P{i},{45 + (i % 17) / 3:.2f},{(i * 7) % 40},{1000 + i},{1000 + i},T\n" for i in range(300)
    )
    path = tmp_path / "many.html"
    path.write_text(html_of("place,lat,lon,start,end,title\n" + rows), "utf-8")
    opened = open_page(path)
    opened.js("journeymap.stays.forEach(stay => journeymap.goTo(stay.id))")
    opened.until("location.hash === '#stay=p299-1299'")


@pytest.mark.parametrize(
    "query",
    ["", "autoplay", "autoplay=0", "autoplay=true", "loop=1", "AUTOPLAY=1", "theme=pink&lang=xx"],
)
def test_nothing_plays_unless_it_is_asked_to(load_small: Load, query: str) -> None:
    small = load_small(query=query)
    small.frames(5)
    assert small.main("data-state") == "overview"


def test_autoplay_plays_and_loop_begins_again(load_small: Load) -> None:
    small = load_small(query="autoplay=1&loop=1")
    assert small.main("data-state") == "playing"
    small.js("journeymap.speed(64); journeymap.seek(journeymap.duration - 2000)")
    small.until("journeymap.state().t < journeymap.duration / 2")
    assert small.state["playing"]


def test_autoplay_goes_on_from_the_stay_that_is_asked_for(load_small: Load) -> None:
    small = load_small(query="autoplay=1", fragment="stay=delta-1905")
    assert (small.state["stay"], small.state["playing"]) == ("delta-1905", True)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_a_theme_that_is_asked_for_beats_the_system_s(
    open_page: Open, small_page: Path, theme: Any
) -> None:
    other = "light" if theme == "dark" else "dark"
    opened = open_page(small_page, query=f"theme={theme}", color_scheme=other)
    assert opened.main("data-theme") == theme
    opened.page.emulate_media(color_scheme=theme)
    opened.page.emulate_media(color_scheme=other)
    assert opened.main("data-theme") == theme


def test_the_system_s_theme_is_followed_otherwise(open_page: Open, small_page: Path) -> None:
    opened = open_page(small_page, color_scheme="dark")
    dark = opened.js("document.querySelector('.j-canvas').toDataURL()")
    assert opened.main("data-theme") == "dark"
    opened.page.emulate_media(color_scheme="light")
    opened.until("document.querySelector('main').dataset.theme === 'light'")
    opened.frames(3)
    assert opened.js("document.querySelector('.j-canvas').toDataURL()") != dark


def test_the_minimal_page_has_the_map_and_the_controls(load_small: Load) -> None:
    small = load_small(query="ui=min", fragment="stay=delta-1905")
    assert not small.page.locator(".j-card").is_visible()
    assert not small.page.locator("h1").is_visible()
    assert small.action("play").is_visible()
    assert small.page.locator(".j-map").is_visible()


def test_a_language_that_is_not_there_is_the_page_s_own(load_small: Load) -> None:
    small = load_small(query="lang=zz")
    assert small.js("document.documentElement.lang") == "en"
    assert small.action("play").get_attribute("aria-label") == "Play"
