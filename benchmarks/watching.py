"""The figures of ``watch``: `python benchmarks/watching.py` prints them.

From the save of the first life's table to the new map on the screen, with the share of that
which is not ours to shorten: building the page once in a warm process, and opening it once in
the same browser. And what a long afternoon of saving costs: memory, and maps that were torn.
"""

import os
import re
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT / "tests")]

SAVES = 9
MANY = 300
"""As many saves as the long run has; each is waited for, as a person does."""


def main() -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for file in ("places.csv", "places.toml", "places.located.csv"):
            shutil.copy(ROOT / "data" / file, folder)
        to_screen(folder)
        for_long(folder)


def started(folder: Path) -> tuple["subprocess.Popen[bytes]", str]:
    command = [sys.executable, "-m", "journeymap", "watch", "places.csv", "--no-open"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
    process = subprocess.Popen(command, cwd=folder, env=environment, stdout=subprocess.PIPE)
    assert process.stdout is not None
    found = re.search(r"http://\S+/", process.stdout.readline().decode())
    assert found
    return process, found[0]


def to_screen(folder: Path) -> None:
    """Seconds from the save to the new map in the place of the old one, at the same stay."""
    from playwright.sync_api import sync_playwright

    from conftest import _chromium

    process, url = started(folder)
    seconds, stays = [], set()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=_chromium(), args=["--no-sandbox", "--disable-gpu"]
        )
        page = browser.new_page(viewport={"width": 1440, "height": 900})
        page.goto(url)
        page.wait_for_selector("#map[data-map='1']")
        page.frames[-1].evaluate("journeymap.goTo('vienna-1907')")
        page.wait_for_timeout(1_000)
        for number in range(SAVES):
            begun = save(folder, number)
            page.wait_for_selector(f"#map[data-map='{number + 2}']")
            seconds.append(time.perf_counter() - begun)
            stays.add(page.frames[-1].evaluate("journeymap.state().stay"))
            page.wait_for_timeout(300)
        opened = statistics.median(in_a_tab(page, f"{url}map") for _ in range(SAVES))
        browser.close()
    end(process)
    assert stays == {"vienna-1907"}
    say("from the save to the screen, seconds", f"{statistics.median(seconds):.2f}", "1")
    say("of which opening the page in a tab takes", f"{opened:.2f}")


def in_a_tab(page: Any, address: str) -> float:
    begun = time.perf_counter()
    page.goto(address)
    page.wait_for_selector("main[data-ready]", state="attached")
    return time.perf_counter() - begun


def for_long(folder: Path) -> None:
    """Megabytes more after many saves than after some, and maps that were not whole."""
    process, _ = started(folder)
    assert process.stdout is not None
    torn, sizes = 0, []
    for number in range(MANY):
        while b"Open it in any browser" not in process.stdout.readline():
            pass
        torn += not (folder / "maps" / "trotsky.html").read_bytes().rstrip().endswith(b"</html>")
        sizes.append(resident_mb(process.pid))
        save(folder, number)
    end(process)
    say(f"megabytes more after {MANY} saves than after 50", f"{sizes[-1] - sizes[50]:.1f}", "10")
    say("maps that were torn", str(torn), "0")


def save(folder: Path, number: int) -> float:
    """Save the settings with another title; when that was."""
    settings = (ROOT / "data" / "places.toml").read_text("utf-8")
    text = re.sub(r'(?m)^title = ".*"', f'title = "A life {number}"', settings, count=1)
    (folder / "places.toml").write_text(text, encoding="utf-8")
    return time.perf_counter()


def resident_mb(pid: int) -> float:
    found = re.search(r"VmRSS:\s+(\d+) kB", Path(f"/proc/{pid}/status").read_text())
    return int(found[1]) / 1000 if found else 0.0


def end(process: "subprocess.Popen[bytes]") -> None:
    process.send_signal(signal.SIGINT)
    process.communicate()


def say(what: str, value: str, goal: str = "") -> None:
    print(f"{what:50} {value:>8}" + (f"   (goal: {goal})" if goal else ""), flush=True)


if __name__ == "__main__":
    main()
