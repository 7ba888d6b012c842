"""The player's modules: they parse, their own tests pass, and they keep the rules.

The rules are DESIGN §1 and §5 and TRUST's “Page”: text reaches the document as text, nothing
is evaluated or fetched, and only requestAnimationFrame and performance.now drive the motion.
"""

import json
import re
import shutil
import subprocess
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from journeymap.page import bundle
from journeymap.page.packing import PART, together
from journeymap.page.wording import Wording
from journeymap.scene import SaidLength
from test_golden_wording import said_span_of

TESTS = Path(__file__).parent
PLAYER = TESTS.parent / "src" / "journeymap" / "page" / "player"
MODULES = sorted(PLAYER.glob("*.mjs"))
NODE = shutil.which("node")

needs_node = pytest.mark.skipif(NODE is None, reason="Node is not installed")


def _node(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    command = [str(NODE), *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)


@needs_node
def test_every_module_parses() -> None:
    for module in MODULES:
        checked = _node("--check", module)
        assert checked.returncode == 0, checked.stderr


@needs_node
def test_the_javascript_tests_pass() -> None:
    ran = _node("--test", *sorted((TESTS / "js").glob("*.test.mjs")))
    failed = [line for line in ran.stdout.splitlines() if line.startswith("not ok")]
    assert ran.returncode == 0, "\n".join([*failed, ran.stdout[-4000:], ran.stderr])


def _without_comments(text: str) -> str:
    return re.sub(r"(?ms)/\*.*?\*/|^\s*//.*?$", "", text)


@cache
def _code(module: Path) -> str:
    return _without_comments(module.read_text("utf-8"))


FORBIDDEN = {
    "markup from text": r"innerHTML|outerHTML|insertAdjacentHTML|DOMParser|srcdoc"
    r"|createContextualFragment|setHTML|document\.write|document\.open\b",
    "code from text": r"\beval\b|\bFunction\s*\(|javascript:|set(?:Timeout|Interval)\(\s*[\"'`]",
    "handlers as attributes": r"[\"'`]on(?:click|load|error|focus|blur|input|change)[\"'`]"
    r"|[\"'`]on(?:key|mouse|pointer|wheel)\w*[\"'`]"
    r"|\.on(?:click|load|error|message|key\w+)\s*=[^=]",
    "dates by the engine": r"\bDate\b",
    "chance": r"Math\.random|\bcrypto\b",
    "the network": r"\bfetch\b|XMLHttpRequest|WebSocket|EventSource|sendBeacon|importScripts"
    r"|new Worker|serviceWorker|new Image\b",
    "storage": r"localStorage|sessionStorage|indexedDB|document\.cookie",
    "timers that animate": r"setInterval|\.animate\(",
    "the parent's document": r"window\.(?:parent|top|opener)\.(?!postMessage)|frameElement",
}  # fmt: skip


@pytest.mark.parametrize("module", MODULES, ids=lambda module: module.name)
@pytest.mark.parametrize("rule", FORBIDDEN)
def test_no_module_uses(rule: str, module: Path) -> None:
    found = re.findall(FORBIDDEN[rule], _code(module))
    # Whether a page may store anything tells its sandbox; nothing is stored.
    assert found == (["localStorage"] if (rule, module.name) == ("storage", "around.mjs") else [])


def test_the_rules_would_find_what_they_forbid() -> None:
    bad = {
        "markup from text": "node.innerHTML = x",
        "code from text": "new Function('x')",
        "handlers as attributes": 'node.setAttribute("onclick", x)',
        "dates by the engine": "new Date(1)",
        "chance": "Math.random()",
        "the network": "fetch('x')",
        "storage": "localStorage.x",
        "timers that animate": "setInterval(f, 9)",
        "the parent's document": "window.parent.document",
    }
    assert bad.keys() == FORBIDDEN.keys()
    for rule, code in bad.items():
        assert re.search(FORBIDDEN[rule], code), rule


def test_timers_move_nothing() -> None:
    """They wait for an idle moment or for the reader, let a saved file go, take a hint away."""
    lines = [line for module in MODULES for line in _code(module).splitlines()]
    users = [line.strip() for line in lines if "setTimeout" in line]
    assert users
    allowed = (
        "whenIdle|FIRST_FRAMES_MS|requestIdleCallback|revokeObjectURL|HINT_MS|TYPING_MS|REST_MS"
        "|player.pause"
    )
    assert [line for line in users if not re.search(allowed, line)] == []


def test_one_module_asks_for_frames() -> None:
    users = [module.name for module in MODULES if "requestAnimationFrame" in _code(module)]
    assert users == ["view.mjs"]


def test_the_clock_and_what_it_needs_know_no_document_and_no_time_of_day() -> None:
    pure = ("clock", "days", "player", "camera", "ways", "clip", "mercator", "wording",
            "deltas", "director", "asking", "finding")  # fmt: skip
    for name in pure:
        code = _code(PLAYER / f"{name}.mjs")
        assert not re.search(r"\b(?:document|window|navigator|performance)\b", code), name


def test_no_module_names_the_page_s_own_ids_or_globals_but_main() -> None:
    for module in MODULES:
        if module.name != "main.mjs":
            code = _code(module)
            assert "getElementById" not in code, module.name
            assert "window.journeymap" not in code, module.name


def test_only_the_page_s_own_player_touches_the_address_and_the_parent() -> None:
    mount = _code(PLAYER / "mount.mjs")
    for line in mount.splitlines():
        if "makeAddress()" in line or '"hashchange"' in line:
            assert "ownsPage" in line, line
    made = [module.name for module in MODULES if "makeMessages(()" in _code(module)]
    assert made == ["main.mjs"]


EXPORT = re.compile(r"^export (?:const|(?:async )?function\*?|class) ([\w$]+)", re.M)
IMPORT = re.compile(r"^import \{ ([\w$, ]+) \}", re.M)


def test_every_module_is_in_the_bundle() -> None:
    script = bundle.player_script()
    for module in MODULES:
        names = ",".join(EXPORT.findall(module.read_text("utf-8")))
        assert f"const{{{names}}}=(" in script, f"{module.name} is not used"


def test_a_module_calls_nothing_of_another_that_it_does_not_import() -> None:
    """In the bundle all exports are in sight, so that a forgotten import would go unseen."""
    exported = {name for module in MODULES for name in EXPORT.findall(module.read_text("utf-8"))}
    for module in MODULES:
        code = _code(module)
        listed = IMPORT.findall(code)
        own = {name for names in listed for name in names.split(", ")}
        own |= set(re.findall(r"\b(?:function\*?|const|let|class) ([\w$]+)", code))
        called = set(re.findall(r"(?<![\w$.])([\w$]+)\(", re.sub(r"\bfunction\*? \w+", "", code)))
        methods = set(re.findall(r"(?m)^\s+(?:async |get |set )?([\w$]+)\([^)]*\) \{$", code))
        assert not (called & exported) - own - methods - _parameters(code), module.name


def _parameters(code: str) -> set[str]:
    """Names that stand in the brackets of a function's or a pattern's head."""
    heads = re.findall(r"function\*? \w+\(([^{}]*|\{.*?\}.*?)\) \{|\(([^()]*)\) =>", code)
    heads += [(line, "") for line in re.findall(r"(?:const|let) [\[{](.*?)[\]}] =", code)]
    return {name for head in heads for part in head for name in re.findall(r"[\w$]+", part)}


LOCALES = sorted((PLAYER.parent / "locales").glob("*.json"))


@pytest.mark.parametrize("locale", LOCALES, ids=lambda locale: locale.stem)
def test_every_word_the_player_says_is_in_the_table_of_words(locale: Path) -> None:
    table = json.loads(locale.read_text("utf-8"))
    said = {
        (section, key)
        for module in MODULES
        for section, key in re.findall(r'\.text\("(\w+)", "(\w+)"', _code(module))
    }
    assert said
    assert [pair for pair in sorted(said) if pair[1] not in table[pair[0]]] == []
    panels = _code(PLAYER / "panels.mjs")
    signs = re.findall(r'\["(?:line|glyph|count|halo|area)",(?: "\w+",)? "(\w+)"\]', panels)
    assert len(signs) >= 13
    assert [sign for sign in signs if sign not in table["legend"]] == []
    helped = re.findall(r'\[[^\[\]]+, "(\w+)"\]', panels.split("SIGNS")[0])
    assert len(helped) >= 7
    assert [key for key in helped if key not in table["help"]] == []
    lists = re.findall(r"const (?:MAIN|REST) = (.*);", _code(PLAYER / "controls.mjs"))
    actions = re.findall(r'"(\w+)"', " ".join(lists))
    assert len(actions) >= 11
    assert [name for name in actions if name not in table["ui"]] == []


@needs_node
def test_of_two_files_packed_as_one_the_browser_has_the_second() -> None:
    sizes = [0, 1, 2, PART - 1, PART, PART + 1, 2 * PART, 2 * PART + 1, 5 * PART + 7]
    pairs = [(first, second) for first in sizes for second in sizes]
    boths = [together(b"1" * first, b"2" * second).decode() for first, second in pairs]
    code = f"""
import {{ secondOf }} from {json.dumps((PLAYER / "save.mjs").as_uri())};
const [pairs, boths] = {json.dumps([pairs, boths])};
const texts = boths.map((both, i) => new Blob(secondOf(new Blob([both]), pairs[i])).text());
const isAll = (text, size) => text === "2".repeat(size);
console.log(JSON.stringify((await Promise.all(texts)).map((text, i) => isAll(text, pairs[i][1]))));
"""
    ran = subprocess.run(
        [str(NODE), "--input-type=module"], input=code, capture_output=True, text=True, check=False
    )
    assert ran.returncode == 0, ran.stderr
    told = json.loads(ran.stdout)
    assert [pair for pair, is_told in zip(pairs, told, strict=True) if not is_told] == []


@needs_node
@pytest.mark.parametrize("locale", LOCALES, ids=lambda locale: locale.stem)
def test_python_and_the_browser_say_a_time_in_the_same_words(locale: Path) -> None:
    """The golden file holds English; every other language has only to be the same twice."""
    golden = json.loads((TESTS / "golden" / "wording.json").read_text("utf-8"))
    spans = [case["span"] for case in golden["spans"]]
    lengths: list[list[Any]] = [[unit, n, about] for unit in ("day", "week", "month", "year")
               for n in (1, 2, 5, 11, 21, 22, 101) for about in (False, True)]  # fmt: skip
    code = f"""
import {{ makeWording }} from {json.dumps((PLAYER / "wording.mjs").as_uri())};
import {{ readFileSync }} from "node:fs";
const table = JSON.parse(readFileSync({json.dumps(str(locale))}, "utf8"));
const say = makeWording({json.dumps(locale.stem)}, table);
const [spans, lengths] = {json.dumps([spans, lengths])};
console.log(JSON.stringify([spans.map(say.span), lengths.map(say.length)]));
"""
    ran = _node("--input-type=module", "--eval", code)
    assert ran.returncode == 0, ran.stderr
    wording = Wording(locale.stem)
    assert json.loads(ran.stdout) == [
        [wording.span(said_span_of(span)) for span in spans],
        [wording.length(SaidLength(*length)) for length in lengths],
    ]
