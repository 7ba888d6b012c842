"""The page in a real browser, as DESIGN's contract has it."""

from pathlib import Path

import pytest

from conftest import Open

pytestmark = pytest.mark.browser


def test_the_page_is_ready_from_a_file_without_a_network(
    open_page: Open, trotsky_page: Path
) -> None:
    opened = open_page(trotsky_page)
    assert opened.js("document.querySelector('main').dataset.state") == "overview"
    assert opened.js("document.querySelector('main').dataset.stay") == ""
    assert opened.js("journeymap.stays.length") == opened.js(
        "document.querySelectorAll('li[data-stay-id]').length"
    )


@pytest.mark.parametrize("size", [(1440, 900), (1024, 768), (390, 844), (320, 640)])
def test_nothing_scrolls_sideways(
    open_page: Open, trotsky_page: Path, size: tuple[int, int]
) -> None:
    opened = open_page(trotsky_page, size=size)
    assert opened.js("document.documentElement.scrollWidth") <= size[0]
