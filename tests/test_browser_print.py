"""Paper: the handout, the blank maps, the answers, as the PDF that the browser makes of them."""

import re
import shutil
import subprocess
from itertools import combinations
from pathlib import Path

import pytest

from conftest import SMALL, Open, Opened, html_of

pytestmark = pytest.mark.browser

QUESTIONS = "Alpha,50,10,1900,Childhood,Born here,Where to?,To Beta.\n"
TABLE = "place,lat,lon,start,era,title,question,answer\n" + QUESTIONS + (
    "Beta,52,13,1901,Childhood,At home,,\nGamma,48,2,1902,Abroad,A day away,,\n"
)  # fmt: skip

needs_poppler = pytest.mark.skipif(not shutil.which("pdftotext"), reason="poppler is not installed")


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("print") / "print.html"
    path.write_text(html_of(TABLE, 'title = "On paper"'), encoding="utf-8")
    return path


def printed(opened: Opened, sheet: str, folder: Path) -> Path:
    """The PDF that a button of the tools would make."""
    # Headless, print() returns at once: the sheets are kept until the PDF has been made of them.
    opened.js(
        "() => { window.print = () => {}; addEventListener('beforeprint', () =>"
        " document.querySelector('main').setAttribute('data-print', window.sheet)); }"
    )
    opened.js("sheet => window.sheet = sheet", sheet)
    path = folder / f"{sheet}.pdf"
    opened.page.pdf(path=str(path), format="A4", print_background=True)
    return path


def words(pdf: Path) -> str:
    made = subprocess.run(
        ["pdftotext", "-layout", str(pdf), "-"], capture_output=True, check=True, text=True
    )
    return made.stdout


def fill(opened: Opened, sheet: str) -> str:
    """The sheets of a button as they are while the browser prints."""
    opened.js(
        "() => { window.print = () => { dispatchEvent(new Event('beforeprint'));"
        " window.sheets = document.querySelector('.j-print').outerHTML;"
        " window.kind = document.querySelector('main').dataset.print;"
        " dispatchEvent(new Event('afterprint')); }; }"
    )
    if not opened.page.locator(".j-panel-tools").is_visible():
        opened.action("tools").click()
    opened.action(sheet).click()
    assert opened.js("kind") == sheet
    assert opened.page.locator(".j-print").count() == 0, "nothing is left of it"
    return str(opened.js("sheets"))


def test_the_handout_has_a_vector_map_and_the_stays_of_every_era(
    open_page: Open, page: Path
) -> None:
    sheets = fill(open_page(page), "handout")
    assert sheets.count("<figure") == 2
    assert sheets.count("<svg") == 2
    assert "<canvas" not in sheets
    assert "<img" not in sheets
    assert re.findall(r"<h2>(.*?)</h2>", sheets) == ["1 Childhood", "2 Abroad"]
    assert re.findall(r"<text[^>]*>(.*?)</text>", sheets) == ["1 Alpha", "2 Beta", "3 Gamma"]
    assert len(re.findall(r"<path[^>]*stroke-dasharray", sheets)) == 2, "each era's own legs"
    land = re.findall(r'<path d="([^"]{2000,})"', sheets)
    assert len(land) >= 2, "the land is drawn"


def test_a_worksheet_names_nothing_and_leaves_lines_to_write_on(
    open_page: Open, page: Path
) -> None:
    sheets = fill(open_page(page), "worksheet")
    assert sheets.count("<svg") == 2
    numbers = re.findall(r"<text[^>]*>([^<]*)", sheets)
    assert sorted(numbers) == ["1", "2", "3"]
    assert "Alpha" not in sheets
    assert "stroke-dasharray" not in sheets
    assert sheets.count("<circle") == 3
    assert sheets.count("<span></span>") == 3


def test_names_on_paper_lie_on_nothing_and_a_line_leads_to_those_that_stand_off(
    open_page: Open, tmp_path: Path
) -> None:
    rows = "".join(f"Crowded place {i},{51.5 + 0.3 * i},{0.1 * i},19{10 + i}\n" for i in range(12))
    path = tmp_path / "crowd.html"
    path.write_text(html_of(f"place,lat,lon,start\n{rows}Far,40,-30,1930\n"), encoding="utf-8")
    sheets = fill(open_page(path), "handout")
    assert "<h2>" not in sheets, "one sheet needs no heading beside the page's own"
    size = 16
    texts = re.findall(r'<text x="([-.0-9]+)" y="([-.0-9]+)"[^>]*>([^<]+)', sheets)
    assert len(texts) >= 9, "those that fall together share one"
    boxes = [
        (float(x), float(y) - size, float(x) + len(said) * size * 0.6, float(y) + 3)
        for x, y, said in texts
    ]
    for (left, top, right, bottom), other in combinations(boxes, 2):
        assert right <= other[0] or left >= other[2] or bottom <= other[1] or top >= other[3]
    assert 'stroke-width="0.8"></path><text' in sheets, "some stand off, with a line"


def test_a_blank_map_does_not_name_the_places_it_asks_for(
    open_page: Open, trotsky_page: Path
) -> None:
    opened = open_page(trotsky_page)
    sheets = fill(opened, "worksheet")
    blanks = re.findall(r'<ol class="j-print-stays j-blanks">.*?</ol>', sheets, re.S)
    told = re.findall(r'<li value="(\d+)">(.*?) <span>', "".join(blanks))
    places = opened.js("journeymap.stays.map(s => s.place)")
    assert len(told) == len(places)
    for number, clue in told:
        words = re.findall(r"\w{4,}", places[int(number) - 1].lower())
        assert not any(word in clue.lower() for word in words), clue
        assert clue.strip()


def test_the_answers_are_a_sheet_of_their_own(open_page: Open, page: Path) -> None:
    opened = open_page(page)
    sheets = fill(opened, "answers")
    assert "<svg" not in sheets
    assert "<h2>Answers</h2>" in sheets, "a heading, not what a button does"
    assert "Where to?" in sheets
    assert "To Beta." in sheets
    assert "To Beta." not in fill(opened, "handout")


def test_the_browsers_own_print_makes_what_was_chosen_last(open_page: Open, page: Path) -> None:
    opened = open_page(page)
    blank = (
        "[dispatchEvent(new Event('beforeprint')), document.querySelector('.j-blanks') !== null,"
    )
    blank += "dispatchEvent(new Event('afterprint'))][1]"
    assert opened.js(blank) is False, "the handout, if nothing was"
    fill(opened, "worksheet")
    assert opened.js(blank) is True
    fill(opened, "handout")
    assert opened.js(blank) is False


def test_there_are_no_answers_to_print_where_nothing_is_asked(small: Opened) -> None:
    small.action("tools").click()
    assert small.action("answers").count() == 0


@needs_poppler
def test_the_pdf_has_the_maps_then_the_list_then_the_sources_and_no_picture(
    open_page: Open, tmp_path: Path
) -> None:
    path = tmp_path / "small.html"
    settings = 'title = "On paper"\n[sources.doc1]\ncitation = "A document, 1999"\n'
    path.write_text(html_of(SMALL, settings), encoding="utf-8")
    pdf = printed(open_page(path), "handout", tmp_path)
    text = words(pdf)
    order = ["On paper", "1 Early", "2 Middle", "3 Late", "All stays", "Far off", "A document"]
    text = text[: text.rindex("On paper")] if text.count("On paper") > 1 else text
    places = [text.index(word) for word in order[:4]] + [text.rindex(word) for word in order[4:]]
    assert places == sorted(places)
    assert "Pause" not in text
    assert "free words" in text, "how it is known is open on paper"
    images = subprocess.run(
        ["pdfimages", "-list", str(pdf)], capture_output=True, check=True, text=True
    ).stdout
    assert len(images.splitlines()) <= 2, "all is drawn as vectors: sharp at any resolution"


@needs_poppler
def test_what_is_hidden_on_the_screen_prints_all_the_same(
    open_page: Open, page: Path, tmp_path: Path
) -> None:
    pdf = printed(open_page(page, query="spoilers=off", color_scheme="dark"), "handout", tmp_path)
    text = words(pdf)
    assert "A day away" in text
    assert "To Beta." not in text


@pytest.mark.parametrize("width", [687, 1280], ids=["A4", "A3 across"])
def test_on_paper_all_begins_at_one_edge_and_the_list_stands_in_two_columns(
    open_page: Open, page: Path, width: int
) -> None:
    opened = open_page(page, size=(width, 900), fragment="stay=beta-1901")
    opened.js("dispatchEvent(new Event('beforeprint'))")
    opened.page.emulate_media(media="print")
    lefts = opened.js(
        "['h1', '.j-sheet h2', '.j-print-map', '.j-list h2', '.j-stays > li'].map(name =>"
        " Math.round(document.querySelector(name).getBoundingClientRect().left))"
    )
    assert len(set(lefts)) == 1, lefts
    columns = "getComputedStyle(document.querySelector('.j-list .j-stays')).columnCount"
    assert opened.js(columns) == "2"
    assert opened.page.locator(".j-how summary").first.is_hidden()


def test_a_heading_stays_with_its_map_in_every_browser(open_page: Open, page: Path) -> None:
    opened = open_page(page)
    opened.js("dispatchEvent(new Event('beforeprint'))")
    opened.page.emulate_media(media="print")
    boxes = opened.js(
        "[...document.querySelectorAll('.j-sheet')].map(sheet => {"
        " const box = sheet.querySelector('h2').parentElement;"
        " return [getComputedStyle(box).breakInside, box.contains(sheet.querySelector('svg'))]; })"
    )
    assert boxes, "the handout has maps"
    assert all(box == ["avoid", True] for box in boxes), boxes


@needs_poppler
def test_a_handout_printed_at_a_stay_has_its_title(
    open_page: Open, page: Path, tmp_path: Path
) -> None:
    text = words(printed(open_page(page, fragment="stay=beta-1901"), "handout", tmp_path))
    assert text.split("\n")[0].strip() == "On paper", "not in capitals, and not left out"


@needs_poppler
def test_two_eras_share_a_page_and_a_long_one_goes_on_where_there_is_room(
    open_page: Open, tmp_path: Path
) -> None:
    rows = [
        f"Place {era} {i},{40 + era},{3 * i},19{era:02}-{i:02},Era {era},Of how it went there"
        for era in range(1, 5)
        for i in range(1, 11)
    ]
    path = tmp_path / "long.html"
    table = "\n".join(["place,lat,lon,start,era,title", *rows])
    path.write_text(html_of(table, 'title = "Long"'), encoding="utf-8")
    pages = words(printed(open_page(path), "handout", tmp_path)).split("\f")
    found = [[era for era in range(1, 5) if f"{era} Era {era}" in one] for one in pages]
    assert found[:2] == [[1, 2], [3, 4]]
