"""The figures of the first life: `python benchmarks/figures.py` prints them all.

Everything is a ratio to a floor or a peer measured in the same run, in turn, or a count. It
needs Chromium or Chrome, and npm once, for the files of the peer (see ``peer.py``).
"""

import functools
import io
import os
import re
import statistics
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from PIL import Image

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT / "benchmarks"), str(ROOT / "tests")]

RUNS = 15
Cost = tuple[float, float]


def tile() -> bytes:
    """A picture of 256 × 256 pixels and about 12 KB, as a map tile is."""
    picture = Image.effect_noise((256, 256), 60).point(lambda v: v // 86 * 86).convert("P")
    out = io.BytesIO()
    picture.save(out, "PNG")
    return out.getvalue()


def main() -> None:
    os.chdir(ROOT)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        commands(folder)
        pages(folder)


# ---------------------------------------------------------------- whole processes


def commands(folder: Path) -> None:
    """Cold processes: the build against what it must import, ``--help``, and memory."""
    build = [
        sys.executable,
        "-m",
        "journeymap",
        "build",
        "--locked",
        "-o",
        str(folder / "map.html"),
    ]
    floor = [sys.executable, "-c", "import folium, shapely"]
    built, imported = in_turn(functools.partial(spawn, build), functools.partial(spawn, floor))
    ratio = statistics.median(b[0] / i[0] for b, i in zip(built, imported, strict=True))
    say("cold build / import folium, shapely", f"{ratio:.2f}", "1.4")
    say("cold build, seconds", f"{statistics.median(b[0] for b in built):.2f}")
    say("peak memory of a build, MB", f"{max(b[1] for b in built):.0f}", "250")
    helped = [spawn([sys.executable, "-m", "journeymap", "--help"])[0] for _ in range(RUNS)]
    say("--help, seconds", f"{statistics.median(helped):.2f}", "0.2")
    say("page, KB", f"{(folder / 'map.html').stat().st_size / 1000:.0f}", "600")


def in_turn(first: Callable[[], Cost], second: Callable[[], Cost]) -> tuple[list[Cost], list[Cost]]:
    """Both called RUNS times, one after the other, after one call of each that is not counted."""
    pairs = [(first(), second()) for _ in range(RUNS + 1)][1:]
    return [a for a, _ in pairs], [b for _, b in pairs]


def spawn(command: list[str]) -> Cost:
    """Seconds and peak megabytes of one process, its modules compiled as after any install."""
    started = time.perf_counter()
    null = os.open(os.devnull, os.O_WRONLY)
    actions = [(os.POSIX_SPAWN_DUP2, null, 1), (os.POSIX_SPAWN_DUP2, null, 2)]
    environment = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    process = os.posix_spawn(command[0], command, environment, file_actions=actions)
    _, status, usage = os.wait4(process, 0)
    os.close(null)
    if status:
        raise RuntimeError(f"{command} failed")
    return time.perf_counter() - started, usage.ru_maxrss / 1000


# ---------------------------------------------------------------- in the browser

READY = """
window.__ready = new Promise((done) => {
  const look = () => {
    if (!(CONDITION)) return requestAnimationFrame(look);
    requestAnimationFrame(() => requestAnimationFrame(() => done(performance.now())));
  };
  requestAnimationFrame(look);
});
"""
OURS = "document.querySelector('main[data-ready]')"
PEERS = "document.readyState === 'complete' && document.querySelector('.timecontrol-play')"

PLAY = """async (seconds) => {
  journeymap.play();
  const gaps = [];
  let last = performance.now();
  const end = last + 1000 * seconds;
  await new Promise((done) => {
    const frame = (now) => {
      gaps.push(now - last);
      last = now;
      if (now < end) requestAnimationFrame(frame);
      else done();
    };
    requestAnimationFrame(frame);
  });
  gaps.sort((a, b) => a - b);
  const p99 = gaps[Math.floor(gaps.length * 0.99)];
  return { fps: gaps.length / seconds, p99, worst: gaps.at(-1) };
}"""

SCRUB = """async () => {
  const times = [];
  for (let i = 0; i < 60; i++) {
    await new Promise((done) => requestAnimationFrame(done));
    const start = performance.now();
    journeymap.seek(journeymap.duration * ((i * 37) % 60) / 60);
    await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
    times.push(performance.now() - start);
  }
  times.sort((a, b) => a - b);
  return times[30];
}"""


def pages(folder: Path) -> None:
    """Our page and folium's of the same stays, in one browser, served alike."""
    from playwright.sync_api import sync_playwright

    import journeymap
    from conftest import _chromium
    from peer import write_peer

    peer, peer_bytes = write_peer(journeymap.read("data/places.csv"), folder)
    server = serve(folder)
    base = f"http://127.0.0.1:{server.server_address[1]}"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=_chromium(), args=["--no-sandbox", "--disable-gpu"]
        )
        ours, peers = in_turn(
            lambda: interactive(browser, f"{base}/map.html", OURS),
            lambda: interactive(browser, f"{base}/{peer.name}", PEERS),
        )
        ratio = statistics.median(a[0] / b[0] for a, b in zip(ours, peers, strict=True))
        say("interactive / folium's TimestampedGeoJson", f"{ratio:.2f}", "0.5")
        say("interactive, ms", f"{statistics.median(a[0] for a in ours):.0f}")
        say("interactive of folium's, ms", f"{statistics.median(b[0] for b in peers):.0f}")
        say("requests beside the page itself", f"{ours[0][1]:.0f}", "0")
        say("requests of folium's", f"{peers[0][1]:.0f}")
        say("bytes of folium's with its files, KB", f"{peer_bytes / 1000:.0f}")
        page = browser.new_page(viewport={"width": 1440, "height": 900})
        page.goto((folder / "map.html").as_uri())
        page.wait_for_selector("main[data-ready]")
        page.wait_for_timeout(2000)
        played = page.evaluate(PLAY, 30)
        say("frames a second while playing", f"{played['fps']:.1f}", "60")
        say("frame at the 99th percentile, ms", f"{played['p99']:.1f}")
        say("worst frame while playing, ms", f"{played['worst']:.0f}")
        page.evaluate("journeymap.pause()")
        say("scrub to painted, ms", f"{page.evaluate(SCRUB):.1f}")
        browser.close()
    server.shutdown()


def interactive(browser: Any, address: str, condition: str) -> Cost:
    """Milliseconds from navigation to the second frame after all controls are there, and
    how many requests were made beside the page's own."""
    context = browser.new_context(viewport={"width": 1280, "height": 720})
    page = context.new_page()
    requests: list[str] = []
    page.on("request", lambda request: requests.append(request.url))
    page.add_init_script(READY.replace("CONDITION", condition))
    page.goto(address)
    milliseconds = page.evaluate("window.__ready")
    others = [url for url in requests if not re.fullmatch(f"{re.escape(address)}|data:.*", url)]
    context.close()
    return milliseconds, len(others)


def serve(folder: Path) -> ThreadingHTTPServer:
    picture = tile()

    class Handler(SimpleHTTPRequestHandler):
        def do_GET(self) -> None:
            if not self.path.startswith("/tile/"):
                super().do_GET()
                return
            self.send_response(200)
            self.send_header("Content-Type", "image/png")
            self.send_header("Content-Length", str(len(picture)))
            self.end_headers()
            self.wfile.write(picture)

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(
        ("127.0.0.1", 0), functools.partial(Handler, directory=str(folder))
    )
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server


def say(what: str, value: str, goal: str = "") -> None:
    print(f"{what:45} {value:>8}" + (f"   (goal: {goal})" if goal else ""), flush=True)


if __name__ == "__main__":
    main()
