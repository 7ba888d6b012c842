"""The scripts of the previews keep the player's rules, and all they import is sent."""

import re
from pathlib import Path

import pytest

import journeymap
from journeymap.preview.board import Board
from journeymap.preview.pages import routes, text_of
from test_javascript import FORBIDDEN, _code, _node, needs_node

WEB = Path(journeymap.__file__).parent / "preview" / "web"
MODULES = sorted(WEB.glob("*.mjs"))
ALLOWED = {("the network", "news.mjs"), ("the network", "studio.mjs")}
"""Who asks the preview's own server."""


@needs_node
def test_every_module_parses() -> None:
    for module in MODULES:
        checked = _node("--check", module)
        assert checked.returncode == 0, checked.stderr


@pytest.mark.parametrize("module", MODULES, ids=lambda module: module.name)
@pytest.mark.parametrize("rule", FORBIDDEN)
def test_no_module_uses(rule: str, module: Path) -> None:
    found = re.findall(FORBIDDEN[rule], _code(module))
    assert bool(found) == ((rule, module.name) in ALLOWED)


@pytest.mark.parametrize("page", ["preview", "studio"])
def test_all_that_a_page_asks_for_is_sent_and_nothing_else(page: str) -> None:
    sent = {route.removeprefix("/") for route in routes(Board(), page)} - {"", "map", "state"}
    asked = set(re.findall(r'(?:href|src)="/([\w.]+)"', text_of(f"{page}.html")))
    waiting = list(asked)
    while waiting:
        imports = re.findall(r'from "\./([\w.]+)"', text_of(waiting.pop()))
        waiting += [name for name in imports if name not in asked]
        asked |= set(imports)
    assert asked == sent


@pytest.mark.parametrize("page", ["preview", "studio"])
def test_a_page_has_no_script_or_style_of_its_own(page: str) -> None:
    html = text_of(f"{page}.html")
    assert not re.search(r"<style|style=|\son\w+=|<script(?! type=\"module\" src=)", html)
