"""What a card holds beside its text: easy words, other languages, a question; and who made it."""

import json
import re
from pathlib import Path

import pytest

from conftest import Open, html_of
from journeymap.settings import read_settings

TABLE = """\
place,lat,lon,start,title,title@de,description,description@DE,easy,question,answer
Alpha,50,10,1900,Born here,Hier geboren,"The *long* text.","Der *deutsche* Text.","It is *easy*.",Why?,So.
Beta,52,13,1901,At home,,Only this.,,,,
"""  # noqa: E501
SETTINGS = """\
title = "A journey"
subtitle = "of two <b>stays</b>"
person = "Somebody"
born = "1870-05"
page = "https://school.example/map.html#stay=x"
updated = "2024-03-05"
contact = "teacher@school.example"
[sources.doc1]
citation = "A document, 1999"
"""


@pytest.fixture(scope="module")
def cards(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("cards") / "cards.html"
    path.write_text(html_of(TABLE, SETTINGS), encoding="utf-8")
    return path


@pytest.mark.browser
@pytest.mark.parametrize(
    ("query", "title", "text"),
    [
        ("", "Born here", "The long text."),
        ("easy=1", "Born here", "It is easy."),
        ("lang=de", "Hier geboren", "Der deutsche Text."),
        ("lang=fr", "Born here", "The long text."),
    ],
)
def test_the_reader_sees_the_words_asked_for_on_the_card_and_in_the_list(
    open_page: Open, cards: Path, query: str, title: str, text: str
) -> None:
    opened = open_page(cards, query=query)
    opened.js("journeymap.goTo('alpha-1900')")
    opened.action("list").click()
    for where in (".j-card article", "li[data-stay-id=alpha-1900] article"):
        shown = opened.page.locator(where).inner_text()
        assert title in shown
        assert text in shown
        words = ("Born here", "Hier geboren", "The long text.", "It is easy.", "Der deutsche Text.")
        assert [word for word in words if word in shown] == [title, text]
    opened.js("journeymap.goTo('beta-1901')")
    assert "Only this." in opened.page.locator(".j-card article").inner_text()


@pytest.mark.browser
def test_easy_text_can_be_switched_on_where_there_is_some(
    open_page: Open, cards: Path, small_page: Path
) -> None:
    opened = open_page(cards)
    opened.js("journeymap.goTo('alpha-1900')")
    opened.action("tools").click()
    opened.action("easy").click()
    assert "It is easy." in opened.page.locator(".j-card").inner_text()
    opened.action("easy").click()
    assert "The long text." in opened.page.locator(".j-card").inner_text()
    other = open_page(small_page)
    other.action("tools").click()
    assert other.action("easy").count() == 0


@pytest.mark.browser
def test_the_search_finds_a_stay_by_the_title_that_is_shown(open_page: Open, cards: Path) -> None:
    opened = open_page(cards, query="lang=de")
    opened.page.keyboard.press("/")
    opened.page.keyboard.type("geboren")
    opened.page.wait_for_timeout(250)
    assert "Hier geboren" in opened.page.locator(".j-hit").inner_text()


def test_the_page_says_of_itself_what_its_settings_say() -> None:
    html = html_of(TABLE, SETTINGS)
    said = re.search(r'<script type="application/ld\+json">(.*?)</script>', html)
    assert said
    assert json.loads(said[1]) == {
        "@context": "https://schema.org",
        "@type": ["Map", "LearningResource"],
        "name": "A journey",
        "description": "of two <b>stays</b>",
        "inLanguage": "en",
        "url": "https://school.example/map.html",
        "dateModified": "2024-03-05",
        "isAccessibleForFree": True,
        "about": [{"@type": "Person", "name": "Somebody", "birthDate": "1870-05"}],
        "citation": ["A document, 1999"],
    }
    assert '<meta property="og:title" content="A journey">' in html
    assert '<meta property="og:url" content="https://school.example/map.html">' in html
    about = html[html.index("j-about") :]
    assert "Suggested citation: A journey. of two &lt;b&gt;stays&lt;/b&gt;. journeymap" in about
    assert "5 March 2024. https://school.example/map.html." in about
    assert 'href="mailto:teacher@school.example"' in about
    assert "sends nothing to anybody" in about


def test_without_settings_the_page_says_nothing_it_does_not_know() -> None:
    html = html_of(TABLE)
    assert "og:url" not in html
    assert "dateModified" not in html
    assert "mailto:" not in html


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ('page = "mailto:a@b.example"', "is no web page"),
        ('contact = "javascript:alert(1)"', "is no address"),
        ('contact = "call me"', "is no address"),
        ('updated = "yesterday"', "cannot read the date"),
    ],
)
def test_what_cannot_be_an_address_or_a_date_is_named(line: str, words: str) -> None:
    _, problems = read_settings(line.encode(), file="places.toml")
    assert any(words in problem.message for problem in problems)


@pytest.mark.parametrize("heading", ["title@it", "title@", "start@de", "@de"])
def test_a_language_or_a_column_that_is_not_translated_is_named(heading: str) -> None:
    from journeymap.columns import columns_of
    from journeymap.table import read_table

    table, _ = read_table(f"place,{heading}\nAlpha,x\n".encode(), file="places.csv")
    assert table is not None
    found, problems = columns_of(table)
    assert list(found) == ["place"]
    assert heading in problems[0].message
