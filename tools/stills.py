"""The pictures of maps/stills, from the map itself: `python tools/stills.py`.

Opens maps/trotsky.html in an installed Chromium or Chrome with the network off, goes to a few
moments of the journey, and keeps what is on the screen as PNG files of a palette.
"""

import io
import shutil
import sys
from pathlib import Path

from PIL import Image
from playwright.sync_api import sync_playwright

ROOT = Path(__file__).parents[1]
STILLS = ROOT / "maps" / "stills"
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")

# name: width, height, the moment as an expression, theme
MOMENTS = {
    "overview": (1440, 900, "journeymap.seek(0)", "light"),
    "hold": (1440, 900, "journeymap.goTo('vienna-1907')", "light"),
    "phone": (390, 844, "journeymap.goTo('buyukada-1929')", "dark"),
}


def main() -> None:
    executable = next((found for name in NAMES if (found := shutil.which(name))), None)
    if executable is None:
        sys.exit("no Chromium or Chrome is installed")
    STILLS.mkdir(exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, args=["--no-sandbox"])
        for name, (width, height, moment, theme) in MOMENTS.items():
            page = browser.new_page(
                viewport={"width": width, "height": height}, color_scheme=theme, offline=True
            )
            page.goto((ROOT / "maps" / "trotsky.html").as_uri())
            page.wait_for_selector("main[data-ready]")
            page.evaluate(moment)
            page.wait_for_timeout(1500)
            picture = Image.open(io.BytesIO(page.screenshot())).convert("RGB")
            picture.quantize(128, method=Image.Quantize.MAXCOVERAGE).save(
                STILLS / f"{name}.png", optimize=True
            )
            page.close()
        browser.close()


if __name__ == "__main__":
    main()
