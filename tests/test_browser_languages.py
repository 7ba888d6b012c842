"""Which language each text is in, for those who have it read to them; and right to left."""

from pathlib import Path

import pytest

from conftest import Open, html_of

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
    assert opened.page.get_by_role("button", name="Late years 1903").count() == 1
    opened.action("list").click()
    assert opened.js("document.querySelector('.j-list').ariaLabel") == "Alle Aufenthalte"
