"""For everyone (WCAG 2.2 AA): axe in every state, size and theme; the keyboard; large text."""

from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe

from conftest import SMALL_IDS, Open, Opened

pytestmark = pytest.mark.browser

SIZES = [(320, 640), (390, 844), (768, 1024), (1440, 900)]
THEMES: dict[str, dict[str, Any]] = {
    "light": {"color_scheme": "light"},
    "dark": {"color_scheme": "dark"},
    "forced colours": {"forced_colors": "active"},
}
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
"""What axe looks for; its check of the target size is one of those that are off by default."""

STATES = {
    "the overview": "journeymap.seek(0)",
    "playing": "journeymap.goTo('beta-1901'); journeymap.play()",
    "paused at a hold": "journeymap.pause()",
    "what is known of it": "document.querySelector('.j-card details').open = true",
    "the list": "document.querySelector('[data-action=list]').click()",
    "the help": "document.querySelector('[data-action=help]').click()",
    "the tools": "document.querySelector('[data-action=tools]').click()",
    "nothing but the map": "document.querySelector('.j-panel:not([hidden]) button').click()",
    "more": "document.querySelector('[data-action=more]').click()",
    "a map in hand": "document.querySelector('[data-action=zoom-in]').click()",
    "the end": "journeymap.seek(journeymap.duration)",
}


def violations(opened: Opened) -> list[tuple[str, str]]:
    """What axe finds wrong, with the first node of each."""
    options = {
        "runOnly": {"type": "tag", "values": TAGS},
        "rules": {"target-size": {"enabled": True}},
    }
    found = Axe().run(opened.page, options=options).response["violations"]
    return [(one["id"], one["nodes"][0]["html"]) for one in found]


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]} px")
def test_axe_finds_nothing_in_any_state_size_and_theme(
    open_page: Open, small_page: Path, size: tuple[int, int], theme: str
) -> None:
    opened = open_page(small_page, size=size, reduced_motion="reduce", **THEMES[theme])
    for state, script in STATES.items():
        opened.js(script)
        opened.page.wait_for_timeout(60)
        assert violations(opened) == [], state


# ---------------------------------------------------------------- large enough, and seen


@pytest.mark.parametrize("size", [(390, 844), (1440, 900)], ids=lambda size: f"{size[0]} px")
def test_every_button_is_44_pixels_wide_and_high(
    open_page: Open, small_page: Path, size: tuple[int, int]
) -> None:
    opened = open_page(small_page, size=size)
    for state in STATES.values():
        opened.js(state)
        small = opened.js(
            "[...document.querySelectorAll('button[data-action], .j-start, .j-go-on, .j-tool,"
            " .j-hit, .j-field')].filter(e => e.getClientRects().length && e.type !== 'range'"
            " && !e.matches('.j-link')).map(e => [e.dataset.action ?? e.className,"
            " e.offsetWidth, e.offsetHeight]).filter(([, w, h]) => w < 44 || h < 44)"
        )
        assert small == [], state


def test_the_focus_is_seen_on_everything_that_takes_it_and_never_trapped(
    open_page: Open, small_page: Path
) -> None:
    opened = open_page(small_page)
    opened.js(
        "document.body.prepend(Object.assign(document.createElement('button'), {id: 'before'}));"
        "document.body.append(Object.assign(document.createElement('button'), {id: 'after'}));"
    )
    for panel in (None, "list", "tools", "help"):
        if panel:
            opened.js("name => document.querySelector(`[data-action=${name}]`).click()", panel)
        opened.js("document.getElementById('before').focus()")
        seen = []
        for _ in range(80):
            opened.page.keyboard.press("Tab")
            seen.append(
                opened.js(
                    "() => { const e = document.activeElement;"
                    " const shown = e.matches('.j-range') ? e.parentElement : e;"
                    " const style = getComputedStyle(shown);"
                    " return [e.id || e.dataset.action || e.className, style.outlineStyle,"
                    "   parseFloat(style.outlineWidth)]; }"
                )
            )
            if seen[-1][0] == "after":
                break
        assert seen[-1][0] == "after", f"{panel}: Tab leads out again"
        unseen = [one for one in seen[:-1] if one[1] == "none" or one[2] < 2]
        assert unseen == [], panel
        opened.js("document.getElementById('after').focus()")
        opened.page.keyboard.press("Shift+Tab")
        assert opened.js("document.querySelector('main').contains(document.activeElement)")


@pytest.mark.parametrize("size", [(1280, 800), (640, 800), (320, 640)], ids=str)
def test_text_twice_as_large_is_all_there(
    open_page: Open, trotsky_page: Path, size: tuple[int, int]
) -> None:
    opened = open_page(trotsky_page, size=size)
    opened.js("document.documentElement.style.fontSize = '200%'")
    opened.frames(3)
    open_ = "document.querySelector('[data-action={}]').click()"
    for state in (
        "0",
        "journeymap.goTo('vienna-1907')",
        open_.format("list"),
        open_.format("tools"),
    ):
        opened.js(state)
        opened.frames(2)
        wider = opened.js(
            "[document.documentElement, ...document.querySelectorAll('main, .j-panel, .j-card')]"
            ".filter(e => e.clientWidth && e.scrollWidth > e.clientWidth + 1)"
            ".map(e => `${e.className} ${e.scrollWidth} > ${e.clientWidth}`)"
        )
        assert wider == [], state
    opened.page.keyboard.press("Escape")
    reachable = opened.js(
        "['play', 'next', 'previous', 'list'].filter(name => { const b ="
        " document.querySelector(`[data-action=${name}]`).getBoundingClientRect();"
        " return b.left >= 0 && b.right <= innerWidth && b.bottom <= innerHeight; })"
    )
    assert reachable == ["play", "next", "previous", "list"]


@pytest.mark.parametrize("font", ["100%", "200%"])
def test_large_text_leaves_room_for_the_card_and_nothing_on_it(
    open_page: Open, trotsky_page: Path, font: str
) -> None:
    opened = open_page(trotsky_page, size=(320, 640), fragment="stay=vienna-1907")
    opened.js("size => document.documentElement.style.fontSize = size", font)
    opened.settled()
    box = "document.querySelector('{}').getBoundingClientRect()"
    names = (".j-side", ".j-tools", ".j-dock", ".j-card .j-when [data-part=when]")
    card, tools, dock, date = (opened.js(box.format(name)) for name in names)
    assert date["top"] + 0.5 * date["height"] < dock["top"], "the date is in view"
    assert tools["bottom"] <= card["top"]


# ---------------------------------------------------------------- motion


def test_reduced_motion_cuts_says_so_and_can_be_overridden(
    open_page: Open, small_page: Path
) -> None:
    opened = open_page(small_page, reduced_motion="reduce")
    note = opened.page.locator(".j-motion")
    assert "Motion is reduced by your system" in note.text_content()
    assert _places_seen(opened, "delta-1905") <= 3, "it cuts, and the card takes its size"
    note.locator("button").click()
    assert not note.is_visible()
    assert _places_seen(opened, "zeta-1910") > 8, "it flies"


def _places_seen(opened: Opened, stay: str) -> int:
    """How many centres the map has on its way to a stay."""
    seen = opened.js(
        "stay => new Promise(done => { const seen = new Set(); const begin = performance.now();"
        " journeymap.goTo(stay);"
        " const next = now => { seen.add(String(window.map_journey.getCenter()));"
        "   if (now - begin < 900) requestAnimationFrame(next); else done(seen.size); };"
        " requestAnimationFrame(next); })",
        stay,
    )
    return int(seen)


def test_nothing_moves_by_itself(open_page: Open, small_page: Path) -> None:
    opened = open_page(small_page)
    before = opened.state
    moving = "document.getAnimations().filter(a => a.effect.getTiming().iterations > 1).length"
    opened.page.wait_for_timeout(600)
    assert (opened.state, opened.js(moving)) == (before, 0)


# ---------------------------------------------------------------- the way of a screen reader


def test_a_screen_reader_finds_headings_landmarks_the_list_and_the_live_region(
    open_page: Open, small_page: Path
) -> None:
    opened = open_page(small_page)
    tree = opened.page.locator("body").aria_snapshot()
    for said in (
        '- main:', '- heading "A small journey" [level=1]', '- region "The stay shown":',
        '- button "Play the journey"', '- slider "Time in the journey":',
        '- group "Controls":', '- button "Search and tools"', '- img "Map of the journey"',
    ):  # fmt: skip
        assert said in tree, tree
    assert "canvas" not in tree
    for key in ("Home", "ArrowRight", "ArrowRight"):
        opened.page.keyboard.press(key)
    tree = opened.page.locator("body").aria_snapshot()
    headings = [line.strip("- :") for line in tree.splitlines() if "- heading" in line]
    assert headings == [
        'heading "A small journey" [level=1]',
        'heading "The stay shown" [level=2]',
        'heading "At home" [level=3]',
    ]
    assert '- status: "Stay 2 of 7: Beta, 1901 to 1903"' in tree
    opened.page.keyboard.press("l")
    tree = opened.page.locator(".j-panel-list").aria_snapshot()
    assert tree.startswith('- region "List of stays":')
    assert tree.count("- listitem:") >= len(SMALL_IDS)
    for number, title in ((1, "Born here"), (7, "To this day")):
        assert f'button "{number}. Show: {title}"' in tree
        assert f'- heading "{title}" [level=3]' in tree
    opened.page.locator('[data-stay-id="zeta-1910"] .j-row-number').focus()
    opened.page.keyboard.press("Enter")
    assert opened.page.locator("[role=status].j-live").text_content() == (
        "Stay 6 of 7: Zeta, 1 March 1910 to 1911"
    )


def test_nothing_is_described_in_other_words_than_its_name_has(
    open_page: Open, small_page: Path
) -> None:
    """A description that says the name once more is left out only where it is the same."""
    opened = open_page(small_page)
    session = opened.page.context.new_cdp_session(opened.page)
    session.send("Accessibility.enable")
    for state, script in STATES.items():
        opened.js(script)
        opened.frames(3)
        nodes = session.send("Accessibility.getFullAXTree")["nodes"]
        said = [
            tuple(node.get(part, {}).get("value", "") for part in ("name", "description"))
            for node in nodes
            if not node["ignored"]
        ]
        both = {(name, more) for name, more in said if more and name != more}
        # Whether it plays or not: the button itself says “pressed”.
        assert both == {("Play", "Play or pause")}, state


def test_every_button_of_the_list_reads_each_language_as_such(
    open_page: Open, small_page: Path
) -> None:
    opened = open_page(small_page, query="lang=de")
    opened.action("list").click()
    button = opened.page.get_by_role("button", name="2. Zeigen: At home", exact=True)
    assert button.get_attribute("aria-label") is None
    assert opened.page.locator("main").get_attribute("lang") == "de"
    assert button.locator("[lang=en]").text_content() == "At home"


def test_a_new_speed_is_said_and_nothing_is_before(open_page: Open, small_page: Path) -> None:
    opened = open_page(small_page)
    said = opened.page.locator(".j-controls").get_by_role("status")
    assert said.text_content() == "1×"
    opened.action("faster").click()
    assert said.text_content() == "2×"


def test_an_era_is_said_before_the_button_of_its_first_stay(
    open_page: Open, small_page: Path
) -> None:
    opened = open_page(small_page)
    opened.action("list").click()
    tree = opened.page.locator('[data-stay-id="delta-1905"]').aria_snapshot()
    assert tree.index("Middle") < tree.index("button")


def test_the_eras_over_the_timeline_are_a_group_with_a_name(
    open_page: Open, small_page: Path
) -> None:
    tree = open_page(small_page).page.locator(".j-timeline").aria_snapshot()
    assert tree.startswith('- group "Eras":')


def test_at_high_speed_the_live_region_is_silent(open_page: Open, small_page: Path) -> None:
    opened = open_page(small_page, reduced_motion="reduce")
    opened.js(
        "window.said = []; new MutationObserver(() => said.push("
        "document.querySelector('.j-live').textContent)).observe("
        "document.querySelector('.j-live'), {childList: true, characterData: true, subtree: true});"
        "journeymap.speed(16); journeymap.play()"
    )
    opened.until("journeymap.state().stay === 'eta-1912'")
    assert opened.js("said") == []


def test_axe_finds_nothing_in_an_opened_mark(open_page: Open, trotsky_page: Path) -> None:
    for theme in THEMES.values():
        opened = open_page(trotsky_page, reduced_motion="reduce", **theme)
        opened.js("journeymap.goTo('moscow-1925')")
        opened.settled()
        opened.js(
            "window.map_journey.fire('click', {containerPoint: window.map_journey."
            "latLngToContainerPoint(journeymap.stays.filter(s => s.id === 'moscow-1925')"
            ".map(s => [s.lat, s.lon])[0])})"
        )
        assert opened.page.locator(".j-fan button").count() > 5
        assert violations(opened) == []
