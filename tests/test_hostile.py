"""Hostile tables: whatever a cell says, it is shown as text, and nothing else happens.

Every page is opened as a file with a hostile address, in a sandboxed frame, and as srcdoc;
nothing may run, nothing may be asked for, nothing may be complained of (TRUST, “Figures”).
"""

import csv
import io
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from PIL import Image

from conftest import Opened, html_of, sources
from journeymap.errors import InputError
from journeymap.files import File, Sources
from journeymap.offline import OFFLINE_WORLD
from journeymap.pipeline import build
from journeymap.prose import clean_text

RUN = "window.pwned=top.pwned=1;alert(1)"

COLUMNS = ("place", "today", "country", "era", "kind", "mode", "move", "title", "note", "source",
           "alias", "question", "answer", "unknown column", "person")  # fmt: skip
"""Columns whose cells may say anything."""


def cell(text: str) -> str:
    return '"' + text.replace('"', '""') + '"'


def in_every_column(payload: str) -> str:
    """Two stays: one with the payload in every column, one with it in the description too."""
    header = ",".join(["lat", "lon", "start", "end", *COLUMNS, "description"])
    cells = [cell(payload)] * len(COLUMNS)
    return (
        f"{header}\n50,10,1900,1901,{','.join(cells)},\n"
        f"52,13,1902,1903,{','.join(cells)},{cell(payload)}\n"
    )


def settings(payload: str) -> str:
    """Settings with the payload wherever text may stand."""
    text = json.dumps(payload.replace("\x7f", ""), ensure_ascii=True).replace("\\ud", "\\ufffd")
    return f"""
title = {text}
subtitle = {text}
person = {text}

[sources.{text}]
citation = {text}
short = {text}
derives_from = {text}

[eras.{text}]
text = {text}

[context]
"1901" = {text}
"""


@dataclass(frozen=True)
class Hostile:
    """A table, its settings, and texts that must be seen as they are."""

    table: str
    settings: str = ""
    seen: tuple[str, ...] = ()
    narrow: bool = field(default=False)


def everywhere(payload: str, *, narrow: bool = False) -> Hostile:
    return Hostile(in_every_column(payload), settings(payload), (clean_text(payload),), narrow)


def rows(columns: str, values: list[str], *, seen: bool = True) -> Hostile:
    """A stay for each value, which stands in each of the columns."""
    cells = [",".join([cell(value)] * len(columns.split(","))) for value in values]
    lines = [f"P{i},{45 + i / 4},{i},{1900 + i},{text}" for i, text in enumerate(cells)]
    table = f"place,lat,lon,start,{columns}\n" + "\n".join(lines) + "\n"
    return Hostile(table, "", tuple(map(clean_text, values)) if seen else ())


NAMES = ["__proto__", "constructor", "prototype", "toString", "hasOwnProperty", "valueOf", "on",
         "then", "length", "item", "__defineGetter__", "undefined", "null", "NaN"]  # fmt: skip

POLYGLOT = (
    "jaVasCript:/*-/*`/*\\`/*'/*\"/**/(/* */oNcliCk=alert() )//%0D%0A%0d%0a//</stYle/</titLe/"
    "</teXtarEa/</scRipt/--!>\\x3csVg/<sVg/oNloAd=alert()//>\\x3e"
)

LINKS = [
    f"[go](javascript:{RUN})", f"[go](JaVaScRiPt:{RUN})", f"[go](java\tscript:{RUN})",
    f"[go](data:text/html,<script>{RUN}</script>)", "[go](vbscript:msgbox)", "[go](file:///etc)",
    "[go](blob:https://x/y)", "[go](//evil.example/x)", "[go](https://user:pw@evil.example/)",
    f"[go](https://evil.example/\"onmouseover=\"{RUN})", "[go](https://evil.example/'x')",
    f"[<img src=x onerror={RUN}>](https://example.org/)", "[go](https://exa\u202emple.org/)",
    "[go](ftp://example.org/)", "[go](about:blank)", "[@__proto__ x]", "[@<b> y]", "*<b>x</b>*",
    f"*[go](javascript:{RUN})*", "[go](mailto:x)", "[go](http://)", "[go](https://[::1)",
]  # fmt: skip

LONG = "x" * 10_000

TABLES = {
    "scripts": everywhere(f"<script>{RUN}</script>", narrow=True),
    "pictures that fail": everywhere(f'"><img src=x onerror="{RUN}">'),
    "drawings that load": everywhere(f"'><svg/onload={RUN}><animate onbegin={RUN}>"),
    "the end of the script": everywhere(f"</script><script>{RUN}</script>"),
    "the end of the style": everywhere("</style><style>*{display:none!important}</style>"),
    "the end of the title": everywhere(f"</title></head><body onload={RUN}>"),
    "comments": everywhere(f"<!--<script>--><script>{RUN}</script>--!>"),
    "sections": everywhere(f"]]><![CDATA[<script>{RUN}</script>]]>"),
    "handlers": everywhere(f"' autofocus onfocus='{RUN}' x=\" tabindex=1 onmouseover=\"{RUN}"),
    "entities": everywhere("&lt;script&gt; &#x3C;img src=x&#62; &amp;amp; &nbsp &#0;"),
    "frames and refreshes": everywhere(
        '<meta http-equiv=refresh content="0;url=https://evil.example/">'
        "<base href=//evil.example/><link rel=stylesheet href=//evil.example/x>"
        "<iframe src=//evil.example></iframe><object data=//evil.example></object>"
        "<form action=//evil.example><input name=x>"
    ),
    "names of ours": everywhere(
        '<a id="journeymap"></a><form id="journey"><input id="journey-data" name="map_journey">'
    ),
    "parsers confused": everywhere(
        '<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 '
        f'onerror={RUN}&gt;">'
    ),
    "a polyglot": everywhere(POLYGLOT),
    "templates": everywhere("{{7*7}}{{config}}{% include 'x' %}{# x {{''.__class__}} #{7*7}"),
    "template literals": everywhere("${7*7}`${" + RUN + "}` \\` \\u0041 \\x41 <%= 7*7 %>"),
    "slots of ours": everywhere("@@player@@ @@title@@ \\1 \\g<0> %s %(x)s {0} $title {place} {n}"),
    "lines that only scripts see": everywhere(f"a\u2028{RUN}//\u2029b\x85c\x0bd"),
    "text that turns around": everywhere("\u202eevil\u202c \u2066abc\u2069 \u200f\u061cשלום مرحبا"),
    "letters on letters": everywhere("Z\u0351\u036b\u0343a\u0321\u0353l\u030a\u0366g\u034fo" * 40),
    "pictures as letters": everywhere("👩‍👩‍👧‍👦🏳️‍🌈🇺🇦👍🏿 \U0001f600\U000e0041 𝕏"),
    "long words": everywhere(LONG, narrow=True),
    "long titles": everywhere("A title that does not end " * 200, narrow=True),
    "long words without a space in another script": everywhere("漢" * 3000 + "ﷺ" * 200),
    "control characters": everywhere("a\x01b\x08c\x1bd\x7fe\x9bf\ufeffg\ufffeh\u200bi"),
    "formulas": everywhere("=cmd|'/C calc'!A0 @SUM(1+1) +1 -1 \t=1"),
    "other spellings of markup": everywhere("+ADw-script+AD4- ＜script＞ ‹img› %3Ci%3E \\u003c"),
    "styles": everywhere("red;}*{background:url(//evil.example)}@import '//evil.example';/*"),
    "kinds, ways and reasons that are names of JavaScript's": rows(
        "kind,mode,move", [name.lower() for name in NAMES]
    ),
    "eras that are names of JavaScript's": rows("era", [*NAMES, "", '"] *', "a b", "#x", "é"]),
    "ids that are names of ours": rows(
        "id", ["__proto__", "constructor", "journey", "journey-data", "map-journey", "<b>", "''"],
        seen=False,
    ),
    "old ids that are names of JavaScript's": rows("formerly", NAMES[:6], seen=False),
    "links": rows("description", LINKS, seen=False),
    "sources that are links": rows("source", LINKS, seen=False),
    "claims": Hostile(
        "place,lat,lon,start,claims\n"
        f"A,50,10,1900,{cell('doc1: place=<script>window.pwned=1</script>')}\n"
        f"B,51,10,1901,{cell('__proto__: kind=<img src=x onerror=window.pwned=1>')}\n",
        "", ("place: <script>window.pwned=1</script>", "<img src=x onerror=window.pwned=1>"),
    ),
    "headers": Hostile(
        f"place,lat,lon,start,{cell(f'<script>{RUN}</script>')},__proto__,constructor,"
        f"{cell('{{7*7}}')}\nHere,50,10,1900,1,2,3,4\nThere,51,10,1901,1,2,3,4\n"
    ),
    "settings": Hostile(
        "place,lat,lon,start,era,source,person\nA,50,10,1900,__proto__,k x,Bo\n"
        "B,51,10,1901,constructor,__proto__,\n",
        """
title = "</title><script>window.pwned=1</script>"
subtitle = "{{7*7}} ${7*7} @@body@@"

[sources.k]
citation = "<img src=x onerror=window.pwned=1>"
short = "*"
[sources.__proto__]
citation = "]]>"
derives_from = ["__proto__", "k", "nowhere"]

[eras.__proto__]
text = "</script><script>window.pwned=1</script>"
[eras.constructor]
text = "red;}"

[persons."<script>"]
name = "Bo"

[context]
"1900" = "<script>window.pwned=1</script>"
""",
        ("<img src=x onerror=window.pwned=1>", "]]>", "red;}"),
    ),
}  # fmt: skip

NARROW = [name for name, hostile in TABLES.items() if hostile.narrow]

# What may stand in a page of ours: everything else came from a cell.
TAGS = (
    "main header h1 h2 h3 p div section ol ul li article span em cite a b details summary figure "
    "img figcaption button canvas svg path input table tbody tr th td kbd footer"
)

QUERY = "&".join(
    f"{name}={quote(value)}"
    for name, value in (
        ("ui", f"<script>{RUN}</script>"), ("lang", "__proto__"), ("theme", f'"><img x={RUN}>'),
        ("autoplay", f"javascript:{RUN}"), ("loop", "constructor"), ("__proto__", "x"),
    )
)  # fmt: skip
FRAGMENTS = (
    f"stay=%22%3E%3Cimg%20src=x%20onerror={quote(RUN)}%3E", "stay=__proto__", "era=constructor",
    f"<script>{RUN}</script>", "date=9999-99-99", "stay=" + "x" * 20_000, "%00%ff%zz", "era=on",
)  # fmt: skip

# After everything a reader may do: what is in the document that should not be?
FOUND = """tags => {
  const main = document.querySelector('main');
  const all = [main, ...main.querySelectorAll('*')];
  const wide = [document.documentElement, document.body, ...all].filter(e => e.clientWidth > 0
    && e.scrollWidth > e.clientWidth + 1 && (e === document.documentElement
    || /auto|scroll/.test(getComputedStyle(e).overflowX)) && !e.matches('.j-strip')); // is swiped
  return {
    pwned: window.pwned,
    strangers: all.map(e => e.localName).filter(name => !tags.split(' ').includes(name)),
    outside: [...document.body.children].map(e => e.localName)
      .filter(name => name !== 'main' && name !== 'script'),
    handlers: all.flatMap(e => e.getAttributeNames()).filter(name => name.startsWith('on')),
    links: [...document.links].map(a => a.protocol).filter(p => !/^(https?|mailto):$/.test(p)),
    images: [...document.images].map(i => i.src.slice(0, 23))
      .filter(start => start !== 'data:image/jpeg;base64,'),
    wide: wide.map(e => `${e.tagName}.${e.className} ${e.scrollWidth} > ${e.clientWidth}`),
    prototype: [({}).pwned, Object.keys(Object.prototype).length],
  };
}"""

NOTHING = {
    "strangers": [], "outside": [], "handlers": [], "links": [], "images": [], "wide": [],
    "prototype": [None, 0], "pwned": None,
}  # fmt: skip

READ = """() => {
  const wait = () => new Promise(requestAnimationFrame);
  const press = name => document.querySelector(`[data-action=${name}]`).click();
  return (async () => {
    for (const { id } of journeymap.stays) journeymap.goTo(id);
    for (const { id } of journeymap.stays.slice(0, 3)) { journeymap.goTo(id); await wait(); }
    for (const chip of document.querySelectorAll('.j-chip')) chip.click();
    for (const details of document.querySelectorAll('details')) details.open = true;
    press('list'); await wait();
  })();
}"""


# ---------------------------------------------------------------- the pages


def page_of(hostile: Hostile) -> str:
    return html_of(hostile.table, hostile.settings)


@dataclass
class Watched(Opened):
    """A tab that notes dialogs too."""

    dialogs: list[str] = field(default_factory=list)

    def quiet(self, allowed: Path) -> None:
        own = (allowed.as_uri(), "data:", "about:")
        assert [url for url in self.requests if not url.startswith(own)] == []
        assert (self.console, self.errors, self.dialogs) == ([], [], [])


def _watched(chromium: Any, size: tuple[int, int]) -> Watched:
    context = chromium.new_context(
        viewport={"width": size[0], "height": size[1]}, has_touch=size[0] < 700
    )
    one = Watched(context.new_page())
    one.page.on("console", lambda message: one.console.append(message.text))
    one.page.on("pageerror", lambda error: one.errors.append(str(error)))
    one.page.on("request", lambda request: one.requests.append(request.url))

    def dismiss(dialog: Any) -> None:
        one.dialogs.append(dialog.message)
        dialog.dismiss()

    one.page.on("dialog", dismiss)
    return one


@pytest.fixture(scope="module")
def desk(chromium: Any) -> Iterator[Watched]:
    one = _watched(chromium, (1280, 800))
    yield one
    one.page.context.close()


@pytest.fixture(scope="module")
def phone(chromium: Any) -> Iterator[Watched]:
    one = _watched(chromium, (360, 740))
    yield one
    one.page.context.close()


def _open(tab: Watched, address: str) -> None:
    for said in (tab.requests, tab.console, tab.errors, tab.dialogs):
        said.clear()
    tab.page.goto("about:blank")
    tab.page.goto(address)


@pytest.mark.browser
@pytest.mark.parametrize("name", TABLES)
def test_nothing_happens_but_text(desk: Watched, tmp_path: Path, name: str) -> None:
    hostile = TABLES[name]
    html = page_of(hostile)
    path = tmp_path / "page.html"
    path.write_text(html, "utf-8")
    fragment = FRAGMENTS[list(TABLES).index(name) % len(FRAGMENTS)]

    _open(desk, f"{path.as_uri()}?{QUERY}#{fragment}")
    desk.page.wait_for_selector("main[data-ready]", state="attached")
    assert desk.main("data-state") == "overview", "a hostile address is the overview"
    desk.js(READ)
    assert desk.js(FOUND, TAGS) == NOTHING
    desk.js("journeymap.seek(0)")
    text = desk.js("document.querySelector('main').textContent")
    assert [wanted for wanted in hostile.seen if wanted not in text] == []
    desk.quiet(tmp_path)

    (tmp_path / "host.html").write_text("<!doctype html><title>x</title>", "utf-8")
    _open(desk, f"{(tmp_path / 'host.html').as_uri()}?{QUERY}")
    desk.js(
        "({html, query}) => { for (const [name, value] of [['src', 'page.html' + query],"
        " ['srcdoc', html]]) { const frame = document.createElement('iframe');"
        " frame.width = 700; frame.height = 500; frame.sandbox = 'allow-scripts';"
        " if (name === 'srcdoc') frame.removeAttribute('sandbox');"
        " frame.setAttribute(name, value); document.body.append(frame); } }",
        {"html": html, "query": f"?{QUERY}#{fragment}"},
    )
    for frame in desk.page.frames[1:]:
        frame.wait_for_selector("main[data-ready]", state="attached")
        frame.evaluate(READ)
        assert frame.evaluate(FOUND, TAGS) == NOTHING
    assert len(desk.page.frames) == 3
    assert desk.js("window.pwned") is None
    desk.quiet(tmp_path)


@pytest.mark.browser
@pytest.mark.parametrize("name", NARROW)
def test_nothing_happens_on_a_phone_either(phone: Watched, tmp_path: Path, name: str) -> None:
    path = tmp_path / "page.html"
    path.write_text(page_of(TABLES[name]), "utf-8")
    _open(phone, f"{path.as_uri()}?{QUERY}")
    phone.page.wait_for_selector("main[data-ready]", state="attached")
    controls_are_there(phone)
    phone.js(READ)
    assert phone.js(FOUND, TAGS) == NOTHING
    phone.action("close").first.click()
    phone.js("journeymap.goTo(journeymap.stays[0].id)")
    controls_are_there(phone)
    phone.quiet(tmp_path)


@pytest.mark.browser
@pytest.mark.parametrize("name", NARROW)
def test_long_text_leaves_the_controls_and_the_card_in_reach(
    desk: Watched, tmp_path: Path, name: str
) -> None:
    path = tmp_path / "page.html"
    path.write_text(page_of(TABLES[name]), "utf-8")
    _open(desk, path.as_uri())
    desk.page.wait_for_selector("main[data-ready]", state="attached")
    controls_are_there(desk)
    start = desk.page.locator(".j-start")
    start.scroll_into_view_if_needed()
    start.click(timeout=3000)
    desk.js("journeymap.pause(); journeymap.goTo(journeymap.stays[1].id)")
    controls_are_there(desk)
    text = desk.page.locator(".j-card .j-text")
    text.scroll_into_view_if_needed(timeout=3000)
    assert text.evaluate(
        "e => { const a = e.getBoundingClientRect(),"
        " b = e.closest('.j-card').getBoundingClientRect();"
        " return a.top < b.bottom - 10 && b.height > 60; }"
    )


def controls_are_there(tab: Watched) -> None:
    """Nothing lies over the buttons, and the buttons are in the window."""
    covered = tab.js(
        "['play', 'next', 'previous'].filter(name => {"
        " const b = document.querySelector(`[data-action=${name}]`), r = b.getBoundingClientRect();"
        " const top = document.elementFromPoint(r.left + r.width / 2, r.top + r.height / 2);"
        " return !b.contains(top); })"
    )
    assert covered == []


# ---------------------------------------------------------------- what does not become a page


@pytest.mark.parametrize(
    "image",
    ["https://evil.example/x.png", "//evil.example/x.png", "data:image/svg+xml,<svg>",
     "javascript:alert(1)", "../../../etc/passwd", "/etc/passwd", "file:///etc/passwd"],
)  # fmt: skip
def test_a_picture_from_elsewhere_is_refused(image: str, tmp_path: Path) -> None:
    from journeymap.files import read_sources

    table = tmp_path / "t.csv"
    table.write_text(f"place,lat,lon,image,image_alt\nHere,50,10,{cell(image)},x\n", "utf-8")
    with pytest.raises(InputError) as refused:
        build(read_sources(table), world=OFFLINE_WORLD)
    assert [problem.column for problem in refused.value.problems] == ["image"]


@pytest.mark.parametrize(
    "data",
    [
        b"place,lat,lon,title\nHere,1,2,\xed\xa0\x80\xed\xbf\xbf\n",
        "place,lat,lon,title\nHere,1,2,\ud800x\n".encode("utf-16-le", "surrogatepass"),
        b"\xff\xfe"
        + "place,lat,lon,title\nHere,1,2,x\udfff\n".encode("utf-16-le", "surrogatepass"),
        b"place,lat,lon,title\nHere,1,2,a\x00b\n",
        b"place,lat,lon,title\nHere,1,2,\xc0\xbcscript\xc0\xbe\n",
        b"place,lat,lon,title\nHere,1,2,\xf8\x88\x80\x80\x80\n",
    ],
    ids=[
        "surrogates in UTF-8",
        "in UTF-16",
        "in UTF-16 with a mark",
        "NUL",
        "overlong",
        "too long",
    ],
)
def test_bytes_that_are_no_text_are_refused_or_become_text_that_can_be_written(
    data: bytes,
) -> None:
    try:
        html = html_of(data)
    except InputError as refused:
        assert refused.problems
        return
    html.encode("utf-8")
    assert "\x00" not in html


def test_addresses_that_no_reader_may_be_sent_to_are_refused_in_the_settings() -> None:
    for url in (
        f"javascript:{RUN}",
        "data:text/html,x",
        "https://u:p@evil.example",
        "x y",
        "file:///",
    ):
        with pytest.raises(InputError):
            html_of("place,lat,lon\nA,1,2\n", f"[sources.k]\nurl = {json.dumps(url)}\n")


# ---------------------------------------------------------------- names of files, and pictures


@pytest.mark.browser
def test_file_names_and_what_is_said_of_pictures_are_text_too(
    desk: Watched, tmp_path: Path
) -> None:
    evil = f'"><img src=x onerror={RUN}>'
    picture = io.BytesIO()
    Image.new("RGB", (8, 8), "red").save(picture, "PNG", pnginfo=None)
    table = (
        "place,lat,lon,image,image_alt,image_credit\n"
        f"Here,1,2,{cell(evil + '.png')},{cell(evil)},{cell(evil)}\n"
    )
    given = Sources(
        File(f"{evil}.csv", table.encode()),
        File(f"{evil}.toml", b'title = "x"'),
        None,
        lambda _name: picture.getvalue(),
    )
    path = tmp_path / "page.html"
    path.write_text(build(given, world=OFFLINE_WORLD).html, "utf-8")
    _open(desk, path.as_uri())
    desk.page.wait_for_selector("main[data-ready]", state="attached")
    desk.js(READ)
    assert desk.js(FOUND, TAGS) == NOTHING
    assert desk.js("document.images[0].alt") == evil
    assert evil in desk.page.locator("figcaption").first.text_content()
    with desk.page.expect_download() as download:
        desk.action("download").click()
    saved = Path(download.value.path()).read_bytes()
    assert next(iter(csv.DictReader(io.StringIO(saved.decode("utf-8-sig")))))["image_alt"] == evil
    desk.requests[:] = [url for url in desk.requests if not url.startswith("blob:")]
    desk.quiet(tmp_path)


@pytest.mark.browser
def test_a_hostile_ledger_is_data(desk: Watched, tmp_path: Path) -> None:
    first = build(sources("place\nOdessa\nVienna\n"), world=OFFLINE_WORLD)
    assert first.new_ledger is not None
    evil = f"<script>{RUN}</script>"
    ledger = first.new_ledger.decode("utf-8-sig").replace("GeoNames", cell(evil))
    html = build(sources("place\nOdessa\nVienna\n", "", ledger.encode()), world=OFFLINE_WORLD).html
    path = tmp_path / "page.html"
    path.write_text(html, "utf-8")
    _open(desk, path.as_uri())
    desk.page.wait_for_selector("main[data-ready]", state="attached")
    desk.js(READ)
    assert desk.js(FOUND, TAGS) == NOTHING
    desk.quiet(tmp_path)
