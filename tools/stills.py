"""Pictures of the map, from the map itself, with the network off.

    python tools/stills.py              the few of maps/stills, for the README
    python tools/stills.py --all DIR    every size, theme and moment that has to be looked at

It opens maps/trotsky.html in an installed Chromium or Chrome.
"""

import io
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, sync_playwright

ROOT = Path(__file__).parents[1]
STILLS = ROOT / "maps" / "stills"
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")

# name: width, height, the moment as an expression, theme
MOMENTS = {
    "overview": (1440, 900, "journeymap.seek(0)", "light"),
    "hold": (1440, 900, "journeymap.goTo('a-freighter-1936')", "light"),
    "phone": (390, 844, "journeymap.goTo('buyukada-1929')", "dark"),
}


SIZES = ((1440, 900), (1024, 768), (768, 1024), (390, 844), (800, 500))
LOOKED_AT = {
    "overview": "journeymap.seek(0)",
    "mid-leg": "journeymap.seek(journeymap.stays.find(s => s.id === 'kiev-1905').t - 1500)",
    "crowded": "journeymap.goTo('petrograd-1917')",
    "world": "journeymap.goTo('north-atlantic-1917')",
    "plan": "journeymap.goTo('coyoacan-1939')",
    "end": "journeymap.seek(journeymap.duration)",
}


def main() -> None:
    executable = next((found for name in NAMES if (found := shutil.which(name))), None)
    if executable is None:
        sys.exit("no Chromium or Chrome is installed")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, args=["--no-sandbox"])
        if sys.argv[1:2] == ["--all"]:
            folder = Path(sys.argv[2])
            folder.mkdir(parents=True, exist_ok=True)
            for width, height in SIZES:
                for theme in ("light", "dark"):
                    for name, picture in shots(browser, width, height, theme, LOOKED_AT):
                        picture.save(folder / f"{name}-{width}x{height}-{theme}.png")
        else:
            STILLS.mkdir(exist_ok=True)
            for name, (width, height, moment, theme) in MOMENTS.items():
                for _, picture in shots(browser, width, height, theme, {name: moment}):
                    few = picture.quantize(
                        256, method=Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE
                    )
                    few.save(STILLS / f"{name}.png", optimize=True)
        browser.close()


def shots(
    browser: Browser, width: int, height: int, theme: str, moments: dict[str, str]
) -> Iterator[tuple[str, Image.Image]]:
    """What is on a screen of that size at each of the moments."""
    page = browser.new_page(
        viewport={"width": width, "height": height}, color_scheme=theme, offline=True
    )
    page.goto((ROOT / "maps" / "trotsky.html").as_uri())
    page.wait_for_selector("main[data-ready]")
    for name, moment in moments.items():
        page.evaluate(moment)
        page.wait_for_timeout(1500)
        yield name, Image.open(io.BytesIO(page.screenshot())).convert("RGB")
    page.close()


if __name__ == "__main__":
    main()
