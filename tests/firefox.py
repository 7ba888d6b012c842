"""An installed Firefox, driven over WebDriver BiDi, the protocol it speaks by itself.

https://w3c.github.io/webdriver-bidi/ has the commands and the events.
"""

from __future__ import annotations

import base64
import json
import re
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from websockets.sync.client import ClientConnection, connect

SECONDS = 60
"""How long anything may take before the browser counts as hung."""

KEYS = {"Home": "\ue011", "End": "\ue010", "ArrowRight": "\ue014", "Escape": "\ue00c"}


class NotStartedError(RuntimeError):
    """Firefox does not say where it listens; one in a sandbox of its own cannot read our folder."""


def installed() -> str:
    """The path of an installed Firefox; "" if there is none."""
    return shutil.which("firefox-esr") or shutil.which("firefox") or ""


@contextmanager
def running(executable: str, profile: Path) -> Iterator[Firefox]:
    """A Firefox without a window, its settings in an empty folder."""
    command = [executable, "--headless", "--no-remote", "--profile", str(profile)]
    said = profile / "said.txt"
    with said.open("w", encoding="utf-8") as log:
        process = subprocess.Popen(
            [*command, "--remote-debugging-port", "0"],
            env={"HOME": str(profile), "MOZ_CRASHREPORTER_DISABLE": "1"},
            stdout=subprocess.DEVNULL,
            stderr=log,
        )
    try:
        with connect(f"{_address(said)}/session", max_size=None, proxy=None) as socket:
            yield Firefox(socket)
    finally:
        process.kill()
        process.wait()


def _address(said: Path) -> str:
    """Where it listens, once it has said so."""
    end = time.monotonic() + SECONDS
    while not (found := re.search(r"listening on (ws://\S+)\s", said.read_text("utf-8"))):
        if time.monotonic() > end:
            raise NotStartedError
        time.sleep(0.05)
    return found[1]


class Firefox:
    """One tab, and what its pages said and asked for."""

    def __init__(self, socket: ClientConnection) -> None:
        self.console: list[str] = []
        self.requests: list[str] = []
        self._socket = socket
        self._count = 0
        self.command("session.new", capabilities={})
        self._tab = self.command("browsingContext.create", type="tab")["context"]
        self.command("session.subscribe", events=["log.entryAdded", "network.beforeRequestSent"])

    def command(self, method: str, **parameters: Any) -> dict[str, Any]:
        """What a command answers; an AssertionError where it fails."""
        self._count += 1
        sent = {"id": self._count, "method": method, "params": parameters}
        self._socket.send(json.dumps(sent))
        while True:
            message = json.loads(self._socket.recv(SECONDS))
            if message.get("id") == self._count:
                assert message["type"] == "success", message
                result: dict[str, Any] = message["result"]
                return result
            self._hear(message)

    def _hear(self, event: dict[str, Any]) -> None:
        if event["method"] == "log.entryAdded":
            self.console.append(event["params"]["text"])
        elif event["method"] == "network.beforeRequestSent":
            self.requests.append(event["params"]["request"]["url"])

    def open(self, address: str, size: tuple[int, int]) -> None:
        """Load a page in a view of that size; what was said before is forgotten."""
        viewport = {"width": size[0], "height": size[1]}
        self.command("browsingContext.setViewport", context=self._tab, viewport=viewport)
        self.command(
            "browsingContext.navigate", context=self._tab, url="about:blank", wait="complete"
        )
        self.console.clear()
        self.requests.clear()
        self.command("browsingContext.navigate", context=self._tab, url=address, wait="complete")

    def js(self, expression: str) -> Any:
        """The value of a JavaScript expression, or of its promise, by way of JSON."""
        answer = self.command(
            "script.evaluate",
            expression=f"(async () => JSON.stringify(await ({expression})) ?? 'null')()",
            target={"context": self._tab},
            awaitPromise=True,
        )
        assert answer["type"] == "success", answer
        return json.loads(answer["result"]["value"])

    def press(self, key: str) -> None:
        value = KEYS.get(key, key)
        presses = [{"type": "keyDown", "value": value}, {"type": "keyUp", "value": value}]
        source = {"type": "key", "id": "keyboard", "actions": presses}
        self.command("input.performActions", context=self._tab, actions=[source])

    def pdf(self) -> bytes:
        """The page as it prints it."""
        return base64.b64decode(self.command("browsingContext.print", context=self._tab)["data"])
