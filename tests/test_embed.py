"""``journeymap embed``: the snippet, and that it works where it is put."""

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from PIL import Image

from commands import run
from conftest import SMALL, Open, html_of
from journeymap.page.carried import facts_of_page
from journeymap.page.embed import SANDBOX, Embedded, snippet

TITLE = 'A "life" & <i>times</i> {{ 7*7 }}'


class _Tags(HTMLParser):
    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))


def made(folder: Path, settings: str = "") -> Path:
    path = folder / "small map.html"
    path.write_text(html_of(SMALL, f"title = '{TITLE}'\n{settings}"), encoding="utf-8")
    return path


def test_the_snippet_is_a_labelled_lazy_sandboxed_frame_with_a_link_below(tmp_path: Path) -> None:
    said = run("embed", made(tmp_path), "--stay", "delta-1905", cwd=tmp_path)
    assert said.code == 0, said.err
    (frame, attributes), *rest = _Tags(said.out).tags
    assert frame == "iframe"
    assert attributes["src"] == "small map.html?allow=popups,downloads,modals#stay=delta-1905"
    assert attributes["title"] == f"{TITLE}: an animated map"
    assert attributes["loading"] == "lazy"
    assert "width:100%" in str(attributes["style"])
    assert set(str(attributes["sandbox"]).split()) == set(SANDBOX.split())
    assert "allow-same-origin" not in said.out
    assert attributes["allow"] == "fullscreen; clipboard-write"
    assert [tag for tag, _ in rest] == ["p", "a"]
    assert rest[1][1]["href"] == "small map.html#stay=delta-1905"


def test_the_address_and_the_still_are_those_of_the_published_page(tmp_path: Path) -> None:
    path = made(tmp_path, 'page = "https://school.example/maps/life.html"')
    path.with_suffix(".png").write_bytes(b"a picture")
    tags = dict(_Tags(run("embed", path, cwd=tmp_path).out).tags)
    assert str(tags["iframe"]["src"]).startswith("https://school.example/maps/life.html?allow=")
    assert tags["a"]["href"] == "https://school.example/maps/life.html"
    assert tags["img"]["src"] == "https://school.example/maps/small map.png"


def test_where_a_filter_takes_the_frame_out_the_picture_and_the_link_are_left() -> None:
    """A browser reads what a frame holds as text, and so do filters: nothing may be in it."""
    said = snippet(Embedded("x.html", "x", "en", "", "x.png"))
    inside = re.search(r"<iframe[^>]*>(.*?)</iframe>", said, re.DOTALL)
    assert inside
    assert inside.group(1) == ""
    left = said.replace(inside.group(), "")
    assert [tag for tag, _ in _Tags(left).tags] == ["div", "img", "p", "a"]
    assert dict(_Tags(left).tags)["img"]["alt"] == "", "the link says what it is a picture of"


@pytest.mark.browser
@pytest.mark.parametrize("size", [(320, 640), (1200, 700), (1400, 1600)], ids=str)
def test_the_frame_covers_its_picture_and_is_as_large_as_without_one(
    open_page: Open, tmp_path: Path, size: tuple[int, int]
) -> None:
    path = made(tmp_path)
    Image.new("RGB", (1600, 1000), "red").save(path.with_suffix(".png"))
    host = path.with_name("lesson.html")
    said = run("embed", path, cwd=tmp_path).out
    host.write_text(f"<!doctype html><title>A lesson</title>{said}", encoding="utf-8")
    opened = open_page(host, ready=False, loud=True, size=size)
    opened.until("document.querySelector('img').complete")
    frame, picture = opened.js(
        "['iframe', 'img'].map(tag => document.querySelector(tag).getBoundingClientRect())"
        ".map(({left, top, right, bottom}) => [left, top, right, bottom])"
    )
    assert frame[:2] == picture[:2]
    assert frame[2] >= picture[2]
    assert frame[3] >= picture[3]
    assert frame[2] - frame[0] == opened.js("document.body.clientWidth")
    below = opened.js("document.querySelector('p').getBoundingClientRect().top")
    assert 0 <= below - frame[3] < 30
    opened.js("document.querySelector('iframe').remove()")
    assert opened.js("document.querySelector('img').offsetHeight") > 150, "and without it is seen"


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (["nowhere.html"], 1, "is no map of ours"),
        (["places.csv"], 1, "is no map of ours"),
        (["small map.html", "--stay", "nobody"], 2, "has no stay nobody"),
    ],
)
def test_what_is_no_map_or_no_stay_is_refused(
    tmp_path: Path, arguments: list[str], code: int, words: str
) -> None:
    made(tmp_path)
    (tmp_path / "places.csv").write_text(SMALL, encoding="utf-8")
    said = run("embed", *arguments, cwd=tmp_path)
    assert (said.code, said.out) == (code, "")
    assert words in said.err


def test_the_title_of_a_map_is_read_back_as_it_was_written(tmp_path: Path) -> None:
    facts = facts_of_page(made(tmp_path).read_bytes())
    assert facts is not None
    assert facts.title == TITLE
    assert "zeta-1910" in facts.stays


@pytest.mark.browser
def test_the_snippet_keeps_links_download_print_full_screen_and_copying_alive(
    open_page: Open, tmp_path: Path
) -> None:
    path = made(tmp_path)
    said = run("embed", path, "--stay", "beta-1901", cwd=tmp_path).out
    host = path.with_name("lesson.html")
    host.write_text(f"<!doctype html><title>A lesson</title>{said}", encoding="utf-8")
    opened = open_page(host, ready=False, loud=True, size=(1200, 900))
    frame = opened.page.frames[1]
    frame.wait_for_selector("main[data-ready]", state="attached")
    assert frame.evaluate("journeymap.state().stay") == "beta-1901"
    with opened.page.context.expect_page() as popup:
        frame.locator(".j-card .j-text a").click()
    popup.value.close()
    frame.locator('[data-action="fullscreen"]').click()
    opened.until("document.fullscreenElement?.tagName === 'IFRAME'")
    frame.locator('[data-action="fullscreen"]').click()
    frame.locator('[data-action="list"]').click()
    with opened.page.expect_download() as download:
        frame.locator('[data-action="download"]').click()
    assert download.value.suggested_filename == "places.csv"
    run("export", tmp_path / "small map.html", "--to", "csv", "-o", "cleaned.csv", cwd=tmp_path)
    assert Path(download.value.path()).read_bytes() == (tmp_path / "cleaned.csv").read_bytes()
    frame.locator('[data-action="tools"]').evaluate("button => button.click()")
    frame.evaluate("window.printed = 0; addEventListener('beforeprint', () => printed++)")
    frame.locator('[data-action="handout"]').evaluate("button => setTimeout(() => button.click())")
    opened.page.wait_for_timeout(300)
    assert frame.evaluate("printed") == 1
    frame.locator('[data-action="copy"]').click()
    opened.page.wait_for_timeout(200)
    assert frame.locator('[data-action="copy"]').text_content() == "Copied"
