"""For everyone (WCAG 2.2 AA): axe in every state, size and theme; the keyboard; large text."""

from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe

from conftest import Open, Opened

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
