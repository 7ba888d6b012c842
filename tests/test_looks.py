"""What the page looks like, held roughly: a picture of squares, each the mean of its pixels.

Fonts differ from machine to machine and move single pixels; a mark, a line, a panel or a colour
that is missing moves whole squares. ``JOURNEYMAP_GOLDEN=write`` draws the goldens anew: look at
them, and at the page, before keeping them.
"""

import io
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from conftest import html_of

pytestmark = pytest.mark.browser

GOLDEN = Path(__file__).parent / "golden" / "looks"
SQUARE = 20
DIFFERENT = 26
"""How far the mean colour of a square may be off, of 255."""
MOST_DIFFERENT = 0.015
"""The share of squares that may be further off: words that stand a little elsewhere."""

SIZES = {"desktop": (1280, 800), "phone": (400, 840)}
MOMENTS = {
    "overview": "seek(0)",
    "mid-leg": "seek((journeymap.stays[2].t + journeymap.stays[1].t) / 2 + 900)",
    "close": "goTo('london-1894')",
    "area": "goTo('the-balkans-1896')",
    "halo": "seek(journeymap.stays[5].t + 2300)",
    "end": "seek(journeymap.duration)",
}
LOOKS = [
    (size, theme, moment)
    for size in SIZES
    for theme in ("light", "dark")
    for moment in MOMENTS
    if theme == "light" or moment in ("overview", "close")
]


@pytest.fixture(scope="module")
def looks(chromium: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    path = tmp_path_factory.mktemp("looks") / "journey.html"
    path.write_text(html_of((GOLDEN / "journey.csv").read_text("utf-8")), "utf-8")
    pages: dict[tuple[str, str], Any] = {}

    def shot(size: str, theme: str, moment: str) -> Image.Image:
        if (size, theme) not in pages:
            width, height = SIZES[size]
            page = chromium.new_page(
                viewport={"width": width, "height": height}, color_scheme=theme,
                reduced_motion="reduce", offline=True,
            )  # fmt: skip
            page.goto(path.as_uri())
            page.wait_for_selector("main[data-ready]")
            page.wait_for_timeout(1200)  # the globe is made when nothing else is to be done
            pages[size, theme] = page
        page = pages[size, theme]
        page.evaluate(f"journeymap.{MOMENTS[moment]}")
        page.wait_for_timeout(300)
        return Image.open(io.BytesIO(page.screenshot())).convert("RGB")

    yield shot
    for page in pages.values():
        page.close()


def squares(picture: Image.Image) -> Image.Image:
    """The picture with a pixel for every square."""
    width, height = picture.size
    return picture.resize((width // SQUARE, height // SQUARE), Image.Resampling.BOX)


@pytest.mark.parametrize(("size", "theme", "moment"), LOOKS, ids=lambda part: str(part))
def test_the_page_looks_as_it_did(looks: Any, size: str, theme: str, moment: str) -> None:
    golden = GOLDEN / f"{size}-{theme}-{moment}.png"
    now = squares(looks(size, theme, moment))
    if os.environ.get("JOURNEYMAP_GOLDEN") == "write":
        now.save(golden, optimize=True)
    before = np.asarray(Image.open(golden).convert("RGB"), dtype=np.int16)
    difference = np.abs(np.asarray(now, dtype=np.int16) - before).max(axis=2)
    share = float((difference > DIFFERENT).mean())
    assert share <= MOST_DIFFERENT, f"{share:.1%} of the squares differ"


def test_a_missing_part_would_be_seen(looks: Any) -> None:
    with_card = squares(looks("desktop", "light", "close"))
    without = with_card.copy()
    without.paste((214, 225, 230), (1, 1, 19, 20))  # where the card is
    difference = np.abs(
        np.asarray(with_card, dtype=np.int16) - np.asarray(without, dtype=np.int16)
    ).max(axis=2)
    assert float((difference > DIFFERENT).mean()) > MOST_DIFFERENT
