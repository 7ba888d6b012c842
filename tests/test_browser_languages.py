"""Which language each text is in, for those who have it read to them; and right to left."""

from pathlib import Path
from typing import Any, cast

import pytest

from conftest import TROTSKY, Open, html_of
from journeymap.files import read_sources
from journeymap.offline import OFFLINE_WORLD
from journeymap.page.wording import locale
from journeymap.pipeline import build
from test_browser_access import violations

pytestmark = pytest.mark.browser

TABLE = """\
place,lat,lon,start,era,title,title@de,description,description@de,easy,question,answer
Alpha,50,10,1900,Early years,Born here,Hier geboren,"The *long* text.","Der Text.","It is easy.",Why?,So.
Beta,52,13,1901,Early years,At home,,Only this.,,,,
Gamma,54,13,1903,Late years,Far off,,And that.,,,,
"""  # noqa: E501
SETTINGS = """\
title = "A journey"
page = "https://school.example/map.html"
[eras."Early years"]
text = "When all was new."
"""

LANGUAGE_OF = """said => {
  const walk = document.createTreeWalker(document.querySelector('main'), NodeFilter.SHOW_TEXT);
  const found = [];
  for (let node; (node = walk.nextNode()); ) {
    const shown = node.parentElement.checkVisibility();
    if (shown && node.textContent.includes(said)) found.push(node.parentElement.closest('[lang]').lang);
  }
  return [...new Set(found)].join(' ');
}"""  # noqa: E501
"""The languages a text stands in, wherever it is shown."""


@pytest.fixture(scope="module")
def in_german(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("languages") / "languages.html"
    path.write_text(html_of(TABLE, SETTINGS), encoding="utf-8")
    return path


def test_each_text_is_read_in_the_language_it_is_written_in(
    open_page: Open, in_german: Path
) -> None:
    opened = open_page(in_german, size=(1280, 1100), query="lang=de")
    for said, language in (("Early years", "en"), ("When all was new.", "en"), ("Reise", "de")):
        assert opened.js(LANGUAGE_OF, said) == language, said
    opened.js("journeymap.goTo('alpha-1900')")
    for name in ("list", "tools"):
        opened.action(name).click()
        opened.page.keyboard.press("Tab")
        opened.page.keyboard.type("1")
        opened.page.wait_for_timeout(250)
        for said, language in (
            *(("Hier geboren", "de"), ("Der Text.", "de"), ("Why?", "en"), ("1900", "de")),
            *((("Far off", "en"), ("And that.", "en"), ("Made with", "en")) * (name == "list")),
        ):
            assert opened.js(LANGUAGE_OF, said) == language, (name, said)
    opened.js("journeymap.goTo('gamma-1903')")
    assert opened.js(LANGUAGE_OF, "Late years") == "en"
    assert opened.page.get_by_role("button", name="Late years · 1903").count() == 1
    labels = opened.js(
        "[...document.querySelectorAll('[aria-label]')].map(e => e.ariaLabel).join()"
    )
    assert "All stays" not in labels


# ---------------------------------------------------------------- right to left

BOX = """name => {
  const box = document.querySelector(name).getBoundingClientRect();
  return [box.left, box.right];
}"""


@pytest.fixture
def mirrored(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The page of the first life, as if its language were written from right to left."""
    monkeypatch.setitem(cast("dict[str, Any]", locale("en")), "direction", "rtl")
    path = tmp_path / "mirrored.html"
    html = build(read_sources(TROTSKY), world=OFFLINE_WORLD, locked=True).html
    path.write_text(html, encoding="utf-8")
    return path


@pytest.mark.parametrize("size", [(1280, 800), (320, 640)], ids=lambda size: f"{size[0]} px")
def test_a_language_from_right_to_left_mirrors_the_texts_but_not_the_map_and_its_time(
    open_page: Open, mirrored: Path, size: tuple[int, int]
) -> None:
    opened = open_page(mirrored, size=size, fragment="stay=vienna-1907", reduced_motion="reduce")
    assert opened.main("dir") == "rtl"

    def box(name: str) -> tuple[float, float]:
        left, right = opened.js(BOX, name)
        return left, right

    assert box(".j-of")[1] < box(".j-era-line .j-disc")[0], "the position is on the left"
    assert opened.js("getComputedStyle(document.querySelector('.j-of')).direction") == "ltr"
    order = [box(f'[data-action="{name}"]')[0] for name in ("previous", "play", "next", "list")]
    assert order == sorted(order), "the arrows point the way they go"
    chip, after = (
        f".j-chip[data-era={era}]" for era in ("second-emigration", "war-and-expulsions")
    )
    assert box(chip)[0] < box(after)[0], "time goes the way it is read on the map"
    if size[0] > 720:
        assert box(f"{chip} .j-disc")[0] == pytest.approx(box(chip)[0], abs=1), (
            "where its era begins"
        )
    card = box(".j-side")
    assert card[1] > size[0] - 30
    mark = (
        "(({lat, lon}) => window.map_journey.latLngToContainerPoint([lat, lon]).x)"
        "(journeymap.stays.find(stay => stay.id === 'vienna-1907'))"
    )
    assert 0 < opened.js(mark) < (card[0] if size[0] > 720 else card[1]), "the mark is in view"
    opened.action("list").click()
    opened.settled()
    assert box(".j-panel-list")[0] == 0
    close, select = box(".j-panel-list > .j-button"), box(".j-readings select")
    assert close[1] <= select[0] + 1, "what closes the list lies on nothing"
    row = "[data-stay-id=vienna-1907] "
    assert box(row + ".j-row-number")[0] >= box(row + "article")[1]
    wider = opened.js(
        "[document.documentElement, ...document.querySelectorAll('main, .j-panel, .j-card')]"
        ".filter(e => e.clientWidth && e.scrollWidth > e.clientWidth + 1).map(e => e.className)"
    )
    assert wider == []
    assert violations(opened) == []
