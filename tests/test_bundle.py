"""The player's modules become one script without a build step, or the build says why not."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from journeymap.page import bundle
from journeymap.page.bundle import BundleError, joined

NODE = shutil.which("node")
needs_node = pytest.mark.skipif(NODE is None, reason="Node is not installed")


def script_of(main: str, **others: str) -> str:
    """The bundle of ``main.mjs`` and others, by their names without the suffix."""
    modules = {"main.mjs": main} | {f"{name}.mjs": text for name, text in others.items()}
    return joined("main.mjs", modules.__getitem__)


def printed(script: str) -> str:
    """What a script prints when it is run as a module."""
    command = [str(NODE), "--input-type=module", "-"]
    ran = subprocess.run(command, input=script, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr
    return ran.stdout


# ---------------------------------------------------------------- what is allowed


@needs_node
def test_named_imports_and_the_three_exports_work_as_in_a_browser() -> None:
    script = script_of(
        'import { a, f } from "./one.mjs";\nimport { C } from "./two.mjs";\n'
        "console.log(a, f(2), new C().name);\n",
        one="export const a = 1;\nexport function f(x) {\n  return x + a;\n}\n",
        two='import { f } from "./one.mjs";\n'
        "export class C {\n  get name() {\n    return `C${f(8)}`;\n  }\n}\n",
    )
    assert printed(script) == "1 3 C9\n"


def test_each_module_is_there_once_and_none_before_what_it_imports() -> None:
    script = script_of(
        'import { a } from "./left.mjs";\nimport { b } from "./right.mjs";\nconsole.log(a, b);\n',
        left='import { c } from "./base.mjs";\nexport const a = c;\n',
        right='import { c } from "./base.mjs";\nexport const b = c;\n',
        base="export const c = 1;\n",
        unused="export const d = 1;\n",
    )
    order = re.findall(r"^const \{ (\w*) \} = \(\(\) => \{$", script, re.M)
    assert order == ["c", "a", "b", ""]


@needs_node
def test_a_name_may_mean_different_things_in_two_modules() -> None:
    script = script_of(
        'import { a } from "./one.mjs";\nconst hidden = 2;\nconsole.log(a, hidden);\n',
        one="const hidden = 1;\nexport const a = hidden;\n",
    )
    assert printed(script) == "1 2\n"


# ---------------------------------------------------------------- what is not


REFUSED = {
    "a default export": "export default function f() {}",
    "a list of exports": "const a = 1;\nexport { a };",
    "an export of a let": "export let a = 1;",
    "an export of a pattern": "export const { a } = { a: 1 };",
    "a re-export": 'export { c } from "./other.mjs";',
    "a re-export of all": 'export * from "./other.mjs";',
    "a second export on a line": "export const a = 1; export const b = 2;",
    "an export inside a block": "{\n  export const a = 1;\n}",
    "a default import": 'import c from "./other.mjs";',
    "an import of everything": 'import * as other from "./other.mjs";',
    "an import with another name": 'import { c as d } from "./other.mjs";',
    "an import of several lines": 'import {\n  c,\n} from "./other.mjs";',
    "an import for its effects": 'import "./other.mjs";',
    "an import in single quotes": "import { c } from './other.mjs';",
    "an import without a semicolon": 'import { c } from "./other.mjs"',
    "an import inside a block": '{\n  import { c } from "./other.mjs";\n}',
    "an import after other code": 'const a = 1; import { c } from "./other.mjs";',
    "an import from another folder": 'import { c } from "../other.mjs";',
    "an import from a package": 'import { c } from "other";',
    "an import from the network": 'import { c } from "https://example.org/other.mjs";',
    "a dynamic import": 'const other = await import("./other.mjs");',
    "a dynamic import with a space": 'const other = import ("./other.mjs");',
    "a dynamic import at the beginning of a line": 'import("./other.mjs");',
    "the module's own address": "const here = import.meta.url;",
    "a name the other module does not export": 'import { nothing } from "./other.mjs";',
    "a second name of a const, which is not exported": 'import { two } from "./other.mjs";',
    "a module that does not exist": 'import { c } from "./nowhere.mjs";',
    "itself": 'import { c } from "./main.mjs";',
    "a template literal of several lines": "const a = `one\n  two`;",
    "a template literal of several lines beside a string": 'const a = "`" + `one\n// two`;',
    "a template literal with an escaped backtick": "const a = `one\\`\n// two`;",
    "a template literal in a template literal": "const a = `${`one\ntwo`}`;",
    "a string over two lines": 'const a = "one\\\n// two";',
    "a comment that begins after code and goes on": "const a = 1; /* one\nexport const b = 2; */",
    "the end of a script": 'const a = "</script>";',
    "the beginning of a comment of HTML": 'const a = "<!--";',
}  # fmt: skip


@pytest.mark.parametrize("what", REFUSED)
def test_refused_is(what: str) -> None:
    with pytest.raises(BundleError):
        script_of(REFUSED[what] + "\n", other="export const c = 1, two = 2;\n")


def test_a_name_that_two_modules_export_is_refused() -> None:
    with pytest.raises(BundleError, match=r"one\.mjs and two\.mjs both export a"):
        script_of(
            'import { a } from "./one.mjs";\nimport { b } from "./two.mjs";\n',
            one="export const a = 1;\n",
            two="export const a = 1;\nexport const b = 1;\n",
        )


def test_a_cycle_is_refused_and_named() -> None:
    with pytest.raises(BundleError, match=r"one\.mjs .*main\.mjs → one\.mjs → two\.mjs"):
        script_of(
            'import { a } from "./one.mjs";\n',
            one='import { b } from "./two.mjs";\nexport const a = 1;\n',
            two='import { a } from "./one.mjs";\nexport const b = 1;\n',
        )


def test_an_error_names_the_module_and_the_line() -> None:
    with pytest.raises(BundleError, match=r"^main\.mjs:3: "):
        script_of("// one\n\nexport default 1;\n")


# ---------------------------------------------------------------- comments


@needs_node
def test_comments_on_lines_of_their_own_are_gone_and_nothing_else() -> None:
    script = script_of(
        "// a comment\n"
        "  // an indented one\n"
        "/* a block */\n"
        '/**\n * A description with code: `x`, "don\'t"\n * @param {number} a\n */\n'
        'const url = "https://example.org//a/*b*/c"; // at the end of a line\n'
        'const glob = "/*";\n'
        "const ratio = 8 / 2 / 2;\n"
        'const end = "*/";\n'
        "const tick = `//${url.length}/*`;\n"
        "const found = /\\/\\/[*]/.test(url);\n"
        "console.log(url, glob, ratio, end, tick, found);\n"
    )
    assert printed(script) == "https://example.org//a/*b*/c /* 2 */ //28/* false\n"
    for gone in ("a comment", "an indented one", "a block", "@param"):
        assert gone not in script


@needs_node
def test_code_behind_a_comment_stays() -> None:
    script = script_of(
        "/* one */ const a = 1;\nconst b = 2;\n/** @type {number} */ let c = 3;\nc += 1;\n"
        "/** the next */\nconsole.log(a, b, c);\n"
    )
    assert printed(script) == "1 2 4\n"


def test_an_import_in_a_comment_imports_nothing() -> None:
    script = script_of(
        '/*\nimport { a } from "./gone.mjs";\n*/\n// import { b } from "./gone.mjs";\n'
        '/** @type {import("./gone.mjs").T} */\nconst x = 1; // export const y\n'
    )
    assert "gone" not in script


@needs_node
def test_the_words_import_and_export_may_stand_in_strings() -> None:
    script = script_of("console.log(\"import x, export y\", 'import', `export ${1}`);\n")
    assert printed(script) == "import x, export y import export 1\n"


@needs_node
def test_line_breaks_that_only_python_sees_stay_in_their_strings() -> None:
    # str.splitlines parts lines at these; JavaScript does not, in a string.
    chars = "\u2028\u2029\x85\x0b\x0c\x1c"
    assert printed(script_of(f'console.log("{chars}".length);\n')) == "6\n"


# ---------------------------------------------------------------- the real ones


@needs_node
def test_the_player_s_script_parses(tmp_path: Path) -> None:
    file = tmp_path / "player.mjs"
    file.write_text(bundle.player_script(), "utf-8")
    checked = subprocess.run(
        [str(NODE), "--check", str(file)], capture_output=True, text=True, check=False
    )
    assert checked.returncode == 0, checked.stderr


def test_the_player_s_script_has_every_module_once() -> None:
    order = re.findall(r"const\{([\w$,]*)\}=\(\(\)=>\{", bundle.player_script())
    assert len(order) == len(set(order))
    assert order[-1] == ""


def test_scripts_and_styles_cannot_end_their_elements() -> None:
    for text in (bundle.player_script(), bundle.leaflet_script()):
        assert not re.search(r"(?i)</script|<!--", text)
    assert not re.search(r"(?i)</style|<!--", bundle.style_sheet())


def test_the_style_sheet_is_as_short_as_it_can_be_without_changing_what_it_says() -> None:
    style = bundle.style_sheet()
    assert not re.search(r"\D0\.\d", style)
    assert "[data-part=when]" in style
    for kept in ('[data-slot="1"]', '[data-stay=""]', 'content:" · "'):
        assert kept in style


def test_the_style_sheet_asks_for_no_file_and_carries_no_picture() -> None:
    addresses = re.findall(r"url\(([^)]*)\)", bundle.style_sheet())
    assert all(address.startswith("#") for address in addresses), addresses
    assert ".leaflet-zoom-animated" in bundle.style_sheet()
    assert "@import" not in bundle.style_sheet()


def test_leaflet_is_whole_and_names_its_authors() -> None:
    script = bundle.leaflet_script()
    assert f"Leaflet {bundle.LEAFLET_VERSION}" in script[:200]
    assert "sourceMappingURL" not in script
