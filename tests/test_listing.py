"""The list that reads without JavaScript, and what no cell can do to it."""

import csv
import io
import re
from dataclasses import dataclass, field
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from conftest import sources
from journeymap.compose import compose
from journeymap.page.listing import body
from journeymap.page.markup import Html, element, joined
from journeymap.page.wording import Wording
from journeymap.pipeline import gather
from journeymap.prose import clean_text
from journeymap.scene import Scene
from small_world import SMALL_WORLD

ENGLISH = Wording("en")


def _picture() -> bytes:
    data = io.BytesIO()
    Image.new("RGB", (2, 2)).save(data, "JPEG")
    return data.getvalue()


PICTURE = _picture()


def scene_of(table: str, toml: str = "") -> Scene:
    given = sources(table, toml, pictures={"a.jpg": PICTURE})
    return compose(gather(given, world=SMALL_WORLD).journey)


def html_of(scene: Scene, pictures: dict[str, str] | None = None) -> str:
    about = element("footer", "about")
    return body(scene, ENGLISH, pictures=pictures or {}, about=about, map_id="map")


@dataclass
class Element:
    """An element, its attributes, and what it holds."""

    tag: str
    attributes: dict[str, str | None] = field(default_factory=dict)
    children: list["Element"] = field(default_factory=list)
    text: str = ""

    def all(self, tag: str = "") -> list["Element"]:
        """This and every element in it, in order, of one tag or of all."""
        found = [self] if tag in ("", self.tag) else []
        return found + [one for child in self.children for one in child.all(tag)]

    def part(self, name: str) -> str:
        """The text of the one element of this data-part."""
        (one,) = [e for e in self.all() if e.attributes.get("data-part") == name]
        return one.text

    def structure(self) -> list[object]:
        """Tags and names of attributes, without any text or value."""
        return [self.tag, sorted(self.attributes), [child.structure() for child in self.children]]


class _Reader(HTMLParser):
    """Builds the tree; every element has to be closed where it was opened."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = Element("")
        self.open = [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert len({name for name, _ in attrs}) == len(attrs)
        one = Element(tag, dict(attrs))
        self.open[-1].children.append(one)
        if tag != "img":
            self.open.append(one)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop().tag == tag

    def handle_data(self, data: str) -> None:
        for one in self.open:
            one.text += data

    def handle_comment(self, data: str) -> None:
        raise AssertionError(data)

    def handle_decl(self, decl: str) -> None:
        raise AssertionError(decl)

    def handle_pi(self, data: str) -> None:
        raise AssertionError(data)

    def unknown_decl(self, data: str) -> None:
        raise AssertionError(data)


def read(html: str) -> Element:
    reader = _Reader()
    reader.feed(html)
    reader.close()
    assert reader.open == [reader.root]
    (main,) = reader.root.children
    return main


def rows_of(table: str, toml: str = "") -> list[Element]:
    """The list's items, one for each stay."""
    items = read(html_of(scene_of(table, toml))).all("li")
    return [item for item in items if "data-stay-id" in item.attributes]


# ---------------------------------------------------------------- what it says


def test_every_stay_is_an_item_of_one_ordered_list() -> None:
    main = read(html_of(scene_of("place,start\nParis,1902\nVienna,1903\n")))
    (stays,) = [e for e in main.all("ol") if e.attributes.get("class") == "j-stays"]
    assert [e.attributes for e in stays.children] == [
        {"data-stay-id": "paris-1902", "data-lat": "48.90000", "data-lon": "2.40000",
         "data-edtf": "1902/", "data-slot": "1"},
        {"data-stay-id": "vienna-1903", "data-lat": "48.20000", "data-lon": "16.40000",
         "data-edtf": "1903/", "data-slot": "1"},
    ]  # fmt: skip


def test_the_root_is_the_contracts() -> None:
    main = read(html_of(scene_of("place\nParis\n", "title = 'T'\nsubtitle = 'S'\n")))
    assert main.tag == "main"
    assert main.attributes == {
        "id": "journey", "class": "journey", "tabindex": "-1", "dir": "ltr",
        "data-state": "overview",
        "data-stay": "",
    }  # fmt: skip
    assert [e.text for e in main.all("h1")] == ["T"]
    assert main.children[0].text == "TS"


@pytest.mark.parametrize(
    ("lat", "lon", "said"),
    [("−0.000001", "0", ("0.00000", "0.00000")), ("-90", "180", ("-90.00000", "180.00000"))],
)
def test_coordinates_have_five_decimals_and_no_minus_nought(
    lat: str, lon: str, said: tuple[str, str]
) -> None:
    (item,) = rows_of(f"place,lat,lon\nA,{lat},{lon}\n")
    assert (item.attributes["data-lat"], item.attributes["data-lon"]) == said


def test_a_stay_is_told_with_its_date_age_length_place_and_name_of_today() -> None:
    (item,) = rows_of(
        "place,today,country,start,end,title\n"
        "Wien,Vienna,Austria,1902-08-01,1902-08-15,A trip\n", "person = 'L'\nborn = 1879-11-07\n"
    )  # fmt: skip
    assert item.part("when") == "1 August 1902 to 15 August 1902"
    assert item.part("age") == "aged 22"
    assert item.part("length") == "here for 2 weeks"
    assert item.part("title") == "A trip"
    assert item.part("place") == "Wien"
    assert item.part("today") == "today Vienna, Austria"


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("Paris,,,,", "France today"),
        ("Paris,,A year of study,,", "Paris France today"),
        ("Lutetia,Paris,,,", "today Paris, France"),
        ("Nowhere,,,0,0", ""),
    ],
)
def test_a_place_is_not_said_again_below_a_heading_that_says_it(row: str, said: str) -> None:
    (item,) = rows_of(f"place,today,title,lat,lon\n{row}\n")
    (where,) = [e for e in item.all("p") if e.attributes.get("class") == "j-where"]
    shown = [e.text for e in where.children if "hidden" not in e.attributes]
    assert " ".join(shown) == said
    assert ("hidden" in where.attributes) is (said == "")


def test_a_passage_is_under_way() -> None:
    item = rows_of(
        "place,kind,start,end\nParis,,1902-01-01,1902-01-01\nSea,passage,1902-01-03,1902-01-13\n"
        "Suva,,1902-01-13,\n"
    )[1]
    assert item.part("length") == "under way for 10 days"


# cells | tags
TAGS: list[tuple[dict[str, str], list[str]]] = [
    ({}, []),
    ({"kind": "prison", "move": "deportation", "mode": "train"},
     ["kind.prison", "move.deportation", "mode.train"]),
    ({"certainty": "possible"}, ["certainty.possible"]),
    ({"certainty": "certain"}, []),
    ({"alias": "Lvov"}, ["card.alias"]),
    ({"place": "Paris?"}, ["place.doubtful"]),
    ({"precision_km": "0.9"}, []),
    ({"precision_km": "10"}, ["place.within_km"]),
    ({"area": "Serbia"}, ["place.area"]),
    ({"bound_for": "Suva"}, ["place.bound_for"]),
]  # fmt: skip


@pytest.mark.parametrize(("cells", "tags"), TAGS)
def test_a_stay_is_tagged_with_what_is_doubtful_or_special(
    cells: dict[str, str], tags: list[str]
) -> None:
    (item,) = rows_of(_table({"place": "Paris", **cells}))
    tagged = [e for e in item.all("li") if "data-tag" in e.attributes]
    assert [e.attributes["data-tag"] for e in tagged] == tags
    assert all(e.text for e in tagged)


def test_an_era_is_named_where_it_begins_if_there_are_several() -> None:
    def heads(table: str) -> list[str]:
        items = rows_of(table)
        return [e.text for i in items for e in i.all("p") if e.attributes["class"] == "j-era-head"]

    rows_of("place,era\nParis,One\n")
    assert heads("place,era\nParis,One\nVienna,One\nPrague,Two\nParis,One\n") == [
        "One",
        "Two",
        "One",
    ]
    assert heads("place,era\nParis,One\nVienna,One\n") == []


def test_how_it_is_known_stands_below_and_is_closed_at_first() -> None:
    (item,) = rows_of(
        "place,source,claims,note\n"
        'Paris,"doc1 p. 2; A letter","doc1: end=1902; doc2: absent",Because.\n',
        "[sources.doc1]\nshort = 'The first'\n[sources.doc2]\n",
    )
    (details,) = item.all("details")
    assert "open" not in details.attributes
    said = [e.text for e in details.all("li")]
    assert said[0].startswith("The first [1]: ")
    assert said[1].startswith("doc2 [2]: ")
    assert said[2:] == ["The first, p. 2", "A letter"]
    assert [e.attributes.get("value") for e in details.all("li")[2:]] == ["1", None]
    assert "Because." in details.text
    assert rows_of("place\nParis\n")[0].all("details") == []


def test_that_sources_differ_is_seen_without_opening_anything() -> None:
    table = "place,claims\nParis,doc1: absent\nVienna,\n"
    one, other = rows_of(table, "[sources.doc1]\n")
    (tag,) = one.all("ul")[0].all("li")
    assert tag.attributes["data-tag"] == "claim.heading"
    assert tag.text == "Sources differ"
    assert "Sources differ" not in other.text


def test_what_a_place_was_called_is_told_where_the_name_comes_first() -> None:
    toml = '[names.Prague]\n"../1902" = "Prague"\n"1903/1918" = "Oldtown"\n"1919/.." = "Prague"\n'
    table = "place,today,start\nPrague,,1901\nPrague,,1902\nOldtown,Prague,1905\nParis,,1906\n"
    told = "Prague –1902 · Oldtown 1903–1918 · Prague 1919–"
    said = [[e.text for e in item.all("details")] for item in rows_of(table, toml)]
    assert [told in "".join(texts) for texts in said] == [True, False, True, False]


def test_the_sources_stand_below_with_what_they_go_back_to() -> None:
    toml = (
        "[sources.a]\nshort = 'A'\ncitation = 'Book'\nurl = 'https://example.org/'\n"
        "derives_from = 'b'\n[sources.b]\nshort = 'B'\n"
    )
    main = read(html_of(scene_of("place\nParis\n", toml)))
    (section,) = [e for e in main.all("section") if e.attributes["class"] == "j-sources"]
    first, second = section.all("li")
    assert first.text.startswith("A: Book (")
    assert "B" in first.text
    assert [e.attributes for e in first.all("a")] == [
        {"href": "https://example.org/", "rel": "noopener noreferrer", "target": "_blank"}
    ]
    assert second.text == "B: b"


def test_a_picture_is_shown_with_its_words_and_only_if_it_was_prepared() -> None:
    table = "place,image,image_alt,image_credit\nParis,a.jpg,A house,N.N.\n"
    uri = "data:image/jpeg;base64,AAAA"
    (image,) = read(html_of(scene_of(table), {"a.jpg": uri})).all("img")
    assert image.attributes == {
        "src": uri, "alt": "A house", "loading": "lazy", "data-file": "a.jpg"
    }  # fmt: skip
    assert read(html_of(scene_of(table))).all("img") == []


def test_prose_is_paragraphs_emphasis_links_and_citations() -> None:
    (item,) = rows_of(
        'place,description\nParis,"A *b* [c](https://example.org) [@d p. 1]\n\nE"\n',
        "[sources.d]\nshort = 'Doc'\n",
    )
    (text,) = [e for e in item.all("div") if e.attributes.get("class") == "j-text"]
    assert [e.text for e in text.children] == ["A b c (Doc [1], p. 1)", "E"]
    assert [e.tag for e in text.children[0].children] == ["em", "a", "cite"]


# ---------------------------------------------------------------- what no cell can do

TEXTS = (
    *("place", "today", "country", "title", "description", "note", "kind", "mode", "move"),
    *("alias", "era", "image_alt", "image_credit"),
)
LISTS = ("source", "person")

HOSTILE = [
    "<script>alert(1)</script>",
    "</script><script>alert(1)</script>",
    "</li></ol></main><h1>x",
    "<!--",
    "-->",
    "<![CDATA[",
    "<?php x ?>",
    '"><img src=x onerror=alert(1)>',
    "' onmouseover='alert(1)",
    '" autofocus onfocus="alert(1)',
    "&lt;script&gt;",
    "&#60;b&#62;",
    "&amp;",
    "{{ 7*7 }}",
    "{% raw %}",
    "{# x",
    "${7*7}",
    "@@script@@",
    "\\u003cscript\\u003e",
    "javascript:alert(1)",
    "\x00<b>\x00",
    "\u202e<b>",
    "＜script＞",
    "=1+1",
    "__proto__",
    "</style>",
    "x" * 5000,
    "a\r\nb",
]


def _table(*rows: dict[str, str]) -> str:
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, list(rows[0]))
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()


def _cells(text: str) -> dict[str, str]:
    """A row that says the text in every column that takes free text."""
    one = re.sub(r"[;\s]+", " ", clean_text(text))  # where these part a list
    return {
        **dict.fromkeys(TEXTS, text), **dict.fromkeys(LISTS, one),
        "lat": "1", "lon": "2", "image": "a.jpg", "start": "1902",
    }  # fmt: skip


def _page(text: str) -> Element:
    return read(html_of(scene_of(_table(_cells(text))), {"a.jpg": "data:,"}))


BENIGN = _page("benign").structure()


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: text[:20])
def test_a_hostile_cell_is_its_own_text_and_nothing_else(text: str) -> None:
    main = _page(text)
    assert main.structure() == BENIGN
    shown = clean_text(text)
    item = next(e for e in main.all("li") if "data-stay-id" in e.attributes)
    assert item.part("title") == shown
    assert item.part("place") == shown
    assert [e.text for e in item.all("div") if e.attributes.get("class") == "j-text"] == [shown]
    assert [e.attributes["alt"] for e in item.all("img")] == [shown]
    assert main.all("script") == []


@settings(max_examples=60, deadline=None)
@given(st.text(st.sampled_from("<>&\"'=/ ab!-{}%#@;\\`[]()*\x00\u202eé"), max_size=40))
def test_no_cell_changes_the_structure_of_the_page(text: str) -> None:
    plain = re.sub(r"[*\[]", "", text)  # which begin the markup of a description
    assert _page(f"x{plain}x").structure() == BENIGN


def test_settings_are_text_too() -> None:
    hostile = '<img src=x onerror="alert(1)">'
    toml = (
        f"title = '{hostile}'\nsubtitle = '{hostile}'\nperson = '{hostile}'\n"
        f"[sources.'{hostile}']\nshort = '{hostile}'\ncitation = '{hostile}'\n"
        f"[eras.A]\ntext = '{hostile}'\n[context]\n1902 = '{hostile}'\n"
    )
    main = read(html_of(scene_of("place,era\nParis,A\nVienna,B\n", toml)))
    assert main.all("img") == []
    assert main.all("h1")[0].text == hostile


def _undirected(one: Element, word: str) -> list[str]:
    """The elements with the word in them that do not find their direction."""
    if one.attributes.get("dir") == "auto" or word not in one.text:
        return []
    return (
        [tag for e in one.children for tag in _undirected(e, word)] if one.children else [one.tag]
    )


def test_every_text_of_the_table_finds_its_own_direction() -> None:
    cells = {**_cells("שלום"), "claims": "שלום: place=שלום"}
    toml = "title = 'שלום'\nsubtitle = 'שלום'\n[sources.a]\nshort = 'שלום'\ncitation = 'שלום'\n"
    main = read(html_of(scene_of(_table(cells, {**cells, "era": "x"}), toml), {"a.jpg": "data:,"}))
    assert main.text.count("שלום") > 28
    assert _undirected(main, "שלום") == []


# ---------------------------------------------------------------- markup


def test_what_is_no_markup_is_escaped_once() -> None:
    assert element("b", "<&>", Html("<i></i>")) == "<b>&lt;&amp;&gt;<i></i></b>"
    assert element("b", element("i", "&")) == "<b><i>&amp;</i></b>"
    assert joined(["a<", Html("<br>")], between=", ") == "a&lt;, <br>"


def test_attributes_are_escaped_and_may_be_left_out() -> None:
    made = element("li", class_="a", data_x="\"<&>'", hidden=True, title=None, id=False, n=0)
    assert made == '<li class=a data-x="&quot;&lt;&amp;&gt;&#x27;" hidden n="0"></li>'
    assert element("img", src="x") == '<img src="x">'
