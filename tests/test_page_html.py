"""The page as a text: what is in it, what is not, and that it is the same every time."""

import base64
import hashlib
import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element

import html5lib
import jinja2
import pytest

from conftest import ROOT, html_of
from journeymap import __version__
from journeymap.page import bundle, document
from journeymap.page.data import json_for_html
from journeymap.page.frame import frame, map_name

TABLE = """\
place,lat,lon,start,end,era,kind,title,description,source,note,bound_for,mode
Here,50.1234567,-0.000001,1900,1901-05,First & last,residence,A <b>title</b>,"One *two*
[three](https://example.org/?a=1&b=2).

A second paragraph.",doc1 §1,Why & how,,
Ünder?,-33.5,151.2,c. 1902,,First & last,prison,"Say ""hello"" twice",,free words; doc1,,,
There,60,30,1903,..,Second,,,[mail](mailto:someone@example.org),,,55 37,train
"""

SETTINGS = """\
title = "A “life” & <i>times</i>"
subtitle = "</title><script>window.pwned=1</script>"
person = "Somebody"
born = "1870"

[sources.doc1]
citation = "A <document>"
url = "https://example.org/doc?x=1&y=2"
derives_from = "other"

[sources.other]
citation = "Another"
"""

NAMESPACE = "{http://www.w3.org/1999/xhtml}"


@cache
def page() -> str:
    return html_of(TABLE, SETTINGS)


@cache
def tree(html: str) -> tuple[Element, list[str]]:
    """The page as an HTML parser sees it, and what that parser complains of."""
    parser = html5lib.HTMLParser(html5lib.getTreeBuilder("etree"))
    root = parser.parse(html)
    return root, [f"{where}: {error} {more}" for where, error, more in parser.errors]


def elements(html: str, tag: str = "") -> list[Element]:
    root, _ = tree(html)
    return [e for e in root.iter() if isinstance(e.tag, str) and tag in ("", name(e))]


def name(element: Element) -> str:
    return str(element.tag).removeprefix(NAMESPACE)


def text_of(element: Element) -> str:
    return "".join(element.itertext())


def with_class(html: str, wanted: str) -> list[Element]:
    return [e for e in elements(html) if wanted in e.get("class", "").split()]


def policy_of(html: str) -> dict[str, list[str]]:
    metas = [e for e in elements(html, "meta") if "http-equiv" in e.attrib]
    assert [e.get("http-equiv") for e in metas] == ["Content-Security-Policy"]
    parts = [part.split() for part in metas[0].get("content", "").split(";")]
    return {part[0]: part[1:] for part in parts}


def digest(text: str) -> str:
    return "'sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() + "'"


# ---------------------------------------------------------------- the document


def test_an_html_parser_has_nothing_to_complain_of() -> None:
    _, errors = tree(page())
    assert errors == []


def test_the_real_journey_has_nothing_to_complain_of(trotsky_html: str) -> None:
    _, errors = tree(trotsky_html)
    assert errors == []


def test_the_charset_comes_first_and_then_the_policy() -> None:
    head = next(e for e in elements(page()) if name(e) == "head")
    first, second, *_ = list(head)
    assert first.attrib == {"charset": "utf-8"}
    assert second.get("http-equiv") == "Content-Security-Policy"
    assert page().encode().index(b"charset") < 1024


def test_the_policy_allows_nothing_but_what_is_in_the_page() -> None:
    styles = [text_of(e) for e in elements(page(), "style")]
    assert policy_of(page()) == {
        "default-src": ["'none'"],
        "script-src": [digest(text) for text in scripts_of(page())],
        "style-src": [digest(text) for text in styles],
        "img-src": ["data:"],
        "connect-src": ["'none'"],
        "base-uri": ["'none'"],
        "form-action": ["'none'"],
    }


def scripts_of(html: str) -> list[str]:
    """The text of every script but the data."""
    return [text_of(e) for e in elements(html, "script") if "json" not in e.get("type", "")]


def test_there_are_four_scripts_one_style_and_the_data() -> None:
    assert [sorted(e.attrib.items()) for e in elements(page(), "script")] == [
        [("type", "application/ld+json")],
        [],
        [("id", "journey-data"), ("type", "application/json")],
        [],
        [],
        [("type", "module")],
    ]
    early, leaflet, made, player = scripts_of(page())
    assert early == bundle.early_script()
    assert leaflet == bundle.leaflet_script()
    assert made.startswith(f"var {map_name()} = L.map(")
    assert player == bundle.player_script()
    assert [text_of(e) for e in elements(page(), "style")] == [bundle.style_sheet()]


def test_the_scripts_are_the_same_whatever_the_table() -> None:
    other = html_of("place,lat,lon\nElsewhere,1,2\n")
    assert scripts_of(other) == scripts_of(page())
    ours, theirs = ([text_of(e) for e in elements(html, "style")] for html in (page(), other))
    assert ours == theirs


def test_no_element_has_a_handler_a_style_or_anything_else_that_runs() -> None:
    for element in elements(page()):
        for attribute in element.attrib:
            assert not attribute.lower().startswith("on"), (element.tag, attribute)
            assert attribute not in ("style", "srcdoc", "srcset", "action", "formaction", "ping")
    forbidden = "iframe object embed form base link template noscript svg math frame portal input"
    assert {name(e) for e in elements(page())}.isdisjoint(forbidden.split())


def test_addresses_are_only_in_links_that_a_reader_may_follow() -> None:
    for element in elements(page()):
        assert "src" not in element.attrib or element.get("src", "").startswith("data:")
        if "href" in element.attrib:
            assert name(element) == "a"
            assert element.get("href", "").startswith(("https://", "http://", "mailto:"))
            assert element.get("rel") == "noopener noreferrer"
    links = {e.get("href") for e in elements(page(), "a")}
    assert links == {
        "https://example.org/?a=1&b=2",
        "mailto:someone@example.org",
        "https://example.org/doc?x=1&y=2",
    }


def test_the_page_names_its_language_and_its_maker() -> None:
    html = next(e for e in elements(page()) if name(e) == "html")
    assert html.get("lang") == "en"
    generator = [e.get("content") for e in elements(page(), "meta") if e.get("name") == "generator"]
    assert generator == [f"journeymap {__version__}"]


def test_every_id_is_there_once() -> None:
    ids = [e.get("id", "") for e in elements(page()) if e.get("id")]
    assert sorted(ids) == sorted({"journey", "journey-data", map_name()})


# ---------------------------------------------------------------- the text


def test_the_title_is_text_wherever_it_stands() -> None:
    title = "A “life” & <i>times</i>"
    assert [text_of(e) for e in elements(page(), "title")] == [title]
    assert [text_of(e) for e in elements(page(), "h1")] == [title]
    assert text_of(with_class(page(), "j-subtitle")[0]).startswith("</title><script>")


def test_every_stay_is_an_item_of_one_ordered_list() -> None:
    lists = [
        e for e in elements(page(), "ol") if e.find(f"{NAMESPACE}li[@data-stay-id]") is not None
    ]
    assert len(lists) == 1
    items = list(lists[0])
    assert [name(item) for item in items] == ["li"] * 3
    assert [
        [item.get(f"data-{key}") for key in ("stay-id", "lat", "lon", "edtf")] for item in items
    ] == [
        ["here-1900", "50.12346", "0.00000", "1900/1901-05"],
        ["under-1902", "-33.50000", "151.20000", "1902~/"],
        ["there-1903", "60.00000", "30.00000", "1903/.."],
    ]


def test_a_stay_has_its_title_its_dates_its_text_and_its_sources_in_the_list() -> None:
    first, second, third = (text_of(e) for e in elements(page(), "li") if e.get("data-stay-id"))
    for said in ("First & last", "1900 to May 1901", "A <b>title</b>", "Here", "One two three.",
                 "A second paragraph.", "Why & how", "doc1, §1"):  # fmt: skip
        assert said in first
    for said in ("about 1902", 'Say "hello" twice', "Ünder", "the place is doubtful", "free words"):
        assert said in second
    for said in ("since 1903", "bound for 55 37, never reached", "by train", "mail"):
        assert said in third


def test_every_text_from_the_table_turns_its_own_direction() -> None:
    for part in ("title", "place"):
        marked = [e for e in elements(page()) if e.get("data-part") == part]
        assert marked
        assert all(e.get("dir") == "auto" for e in marked)
    texts = ("j-subtitle", "j-text", "j-cited", "j-sources", "j-era-head")
    for wanted in texts:
        for element in with_class(page(), wanted):
            around = [element, *element.iter()]
            assert any(e.get("dir") == "auto" for e in around), wanted


def test_text_alone_is_in_a_page_of_a_table_with_markup_in_every_cell() -> None:
    known = {name(e) for e in elements(page())}
    cell = "<img src=x onerror=alert(1)><b>x</b>{{7*7}}<!--"
    header = "place,lat,lon,title,description,note,source,kind,alias,era,today,question,answer"
    row = ",".join([f'"{cell}"', "1", "2", *[f'"{cell}"'] * 10])
    html = html_of(f"{header}\n{row}\n", f"title = '{cell}'\nsubtitle = '{cell}'\n")
    assert {name(e) for e in elements(html)} <= known
    assert tree(html)[1] == []
    said = text_of(next(e for e in elements(html, "li") if e.get("data-stay-id")))
    assert said.count(cell) >= 6


# ---------------------------------------------------------------- the data


def data_of(html: str) -> Any:
    return json.loads(next(text_of(e) for e in elements(html) if e.get("id") == "journey-data"))


def test_the_data_can_stand_in_a_script_and_before_any_template() -> None:
    raw = next(text_of(e) for e in elements(page()) if e.get("id") == "journey-data")
    assert not set(raw) & set("<>&\u2028\u2029")
    strings = re.findall(r'"(?:[^"\\]|\\.)*"', raw)
    assert not [text for text in strings if "{" in text]


HOSTILE = "</script><!--]]>&amp;\u2028\u2029{{7*7}}{% x %}{# y #}${1}`\\\"'\n\t\x00\x1f\U0001f600"


@pytest.mark.parametrize("value", [HOSTILE, {HOSTILE: [HOSTILE, {"a": HOSTILE}]}, {"\\": '"{'}])
def test_json_for_html_is_the_same_value_and_harmless_text(value: object) -> None:
    text = json_for_html(value)
    assert json.loads(text) == value
    assert not set(text) & set("<>&\u2028\u2029")
    assert "{{" not in text.replace('"{', "")
    assert "{%" not in text
    assert "{#" not in text


def test_json_for_html_refuses_what_is_no_json() -> None:
    with pytest.raises(ValueError, match="JSON"):
        json_for_html(float("nan"))


def test_the_page_carries_the_files_it_was_made_from() -> None:
    from journeymap.page.carried import sources_of_page

    sources = sources_of_page(page().encode())
    assert sources is not None
    assert sources.table.data == TABLE.encode()
    assert sources.settings is not None
    assert sources.settings.data == SETTINGS.encode()


# ---------------------------------------------------------------- templates


CELLS = ("{{ 7*7 }}", "{# x", "{% x %}", "{{ config }}", "{% raw %}", "@@title@@", "@@player@@",
         "{{ ''.__class__ }}", "{%", "{{", "#}", "\\1 \\g<0>", "%(x)s", "$title")  # fmt: skip


def test_a_cell_that_looks_like_a_template_is_shown_as_it_is() -> None:
    rows = "".join(f'"{c}",1,2,"{c}","{c}","{c}"\n' for c in CELLS)
    everything = " ".join(CELLS)
    quoted = json.dumps(everything)
    html = html_of(
        f"place,lat,lon,title,description,era\n{rows}", f"title = {quoted}\nsubtitle = {quoted}\n"
    )
    assert [text_of(e) for e in elements(html, "h3")] == list(CELLS)
    assert [text_of(e) for e in with_class(html, "j-text")] == list(CELLS)
    assert [text_of(e) for e in with_class(html, "j-era-head")] == list(CELLS)
    for element in (*elements(html, "title"), *elements(html, "h1")):
        assert text_of(element) == everything
    assert scripts_of(html) == scripts_of(page())


def test_no_text_of_a_table_comes_near_a_template(monkeypatch: pytest.MonkeyPatch) -> None:
    """All that Jinja compiles, and all it is given to fill in, is the frame's own."""
    seen: list[str] = []
    compile_, render = jinja2.Environment.compile, jinja2.Template.render

    def compiled(self: Any, source: Any, *args: Any, **kwargs: Any) -> Any:
        seen.append(repr(source))
        return compile_(self, source, *args, **kwargs)

    def rendered(self: Any, *args: Any, **kwargs: Any) -> str:
        seen.append(repr((args, kwargs)))
        text = render(self, *args, **kwargs)
        seen.append(text)
        return text

    monkeypatch.setattr(jinja2.Environment, "compile", compiled)
    monkeypatch.setattr(jinja2.Template, "render", rendered)
    marked = "".join(
        f"{line}\n" if index == 0 else re.sub("Here|Ünder|There", "Xyzzy", line) + "\n"
        for index, line in enumerate(TABLE.splitlines())
    )
    html_of(marked, 'title = "Xyzzy"\nsubtitle = "Xyzzy"\n[eras."Second"]\ntext = "Xyzzy"\n')
    assert seen, "folium has rendered nothing: this test looks in the wrong place"
    assert not [text[:200] for text in seen if "Xyzzy" in text or "First & last" in text]


def test_the_frame_is_a_constant() -> None:
    assert frame() == frame()
    assert vars(document)["frame"] is frame
    slots = ["language", "policy", "title", "meta", "early", "style", "body", "leaflet", "frame",
             "player"]  # fmt: skip
    assert re.findall(r"@@(\w+)@@", frame().html) == slots
    assert frame().html.count("@@") == 2 * len(slots)
    assert "http" not in re.sub(r"http-equiv", "", frame().html + frame().script)


# ---------------------------------------------------------------- the same bytes


def test_the_same_table_gives_the_same_page() -> None:
    assert html_of(TABLE, SETTINGS) == page()


@pytest.mark.parametrize("seed", ["1", "4711"])
def test_another_process_gives_the_same_page(seed: str) -> None:
    code = (
        "import sys, hashlib, test_page_html as t;"
        "print(hashlib.sha256(t.page().encode()).hexdigest())"
    )
    paths = os.pathsep.join([str(ROOT / "src"), str(ROOT / "tests")])
    environment = os.environ | {"PYTHONHASHSEED": seed, "PYTHONPATH": paths, "TZ": "Asia/Tokyo"}
    ran = subprocess.run(
        [sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True
    )
    assert ran.stdout.strip() == hashlib.sha256(page().encode()).hexdigest()


def test_the_page_has_no_date_of_today_and_no_path_of_this_computer() -> None:
    assert str(ROOT) not in page()
    assert str(Path.home()) + os.sep not in page()
    today = subprocess.run(["date", "+%Y-%m-%d"], capture_output=True, text=True, check=True)
    assert today.stdout.strip() not in page()


# ---------------------------------------------------------------- without JavaScript


@pytest.fixture
def unscripted(chromium: Any, trotsky_page: Path) -> Iterator[Any]:
    context = chromium.new_context(java_script_enabled=False, offline=True)
    page = context.new_page()
    page.goto(trotsky_page.as_uri())
    yield page
    context.close()


@pytest.mark.browser
def test_without_javascript_everything_can_be_read(unscripted: Any) -> None:
    items = unscripted.locator("li[data-stay-id]")
    assert items.count() > 50
    for index in (0, 20, items.count() - 1):
        item = items.nth(index)
        item.scroll_into_view_if_needed()
        assert item.locator("h3").is_visible()
        assert item.locator("[data-part=when]").is_visible()
        assert item.locator("summary").is_visible()
    assert unscripted.locator("h1").is_visible()
    assert unscripted.locator(".j-no-script").is_visible()
    assert unscripted.locator(".j-sources").is_visible()
    assert not unscripted.locator(".j-map").is_visible()
    unscripted.locator("summary").first.click()
    assert unscripted.locator(".j-cited").first.is_visible()


@pytest.fixture
def lacking(chromium: Any, trotsky_page: Path) -> Iterator[Any]:
    """Opens the page in a browser that lacks something; the errors it names are no test's."""
    contexts = []

    def open_(missing: str, query: str = "") -> Any:
        context = chromium.new_context(offline=True)
        contexts.append(context)
        context.add_init_script(f"delete window.{missing}")
        page = context.new_page()
        page.goto(trotsky_page.as_uri() + query)
        return page

    yield open_
    for context in contexts:
        context.close()


@pytest.mark.browser
@pytest.mark.parametrize("missing", ["ResizeObserver", "Path2D"])
def test_where_the_player_fails_everything_can_be_read(lacking: Any, missing: str) -> None:
    """The page must not be worse than without JavaScript."""
    page = lacking(missing)
    page.wait_for_selector("html.no-player")
    item = page.locator("li[data-stay-id]").nth(30)
    item.scroll_into_view_if_needed()
    assert item.locator("h3").is_visible()
    assert page.locator(".j-no-script").is_visible()
    assert page.locator(".j-sources").is_visible()
    assert not page.locator(".j-map").is_visible()
    assert page.locator(".j-dock").count() == 0


@pytest.mark.browser
def test_a_browser_that_cannot_unpack_a_language_gets_the_page_s_own(lacking: Any) -> None:
    page = lacking("DecompressionStream", "?lang=de")
    page.wait_for_selector("main[data-ready]", state="attached")
    assert page.locator('[data-action="next"]').get_attribute("aria-label") == "Next stay"
