"""The player's modules, joined into one script; the style sheets and Leaflet, as text.

There is no build step and no Node: each module becomes the scope of one function, in the
order its imports ask for, and what it exports a name of the whole script. Only what that needs
is allowed in a module:

    import { a, b } from "./other.mjs";
    export const x = …      export function f(…) {…}      export class C {…}

Anything else that imports or exports is a BundleError when the page is built, and so is a name
that two modules export.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from importlib.util import find_spec
from pathlib import Path

import rcssmin
import rjsmin

LEAFLET_VERSION = "1.9.4"

STYLES = ("style.css", "lesson.css", "print.css")
"""Our style sheets, each of which may go on from those before."""

_IMPORT = re.compile(
    r'import \{ (?P<names>[\w$]+(?:, [\w$]+)*) \} from "\./(?P<file>[\w-]+\.mjs)";'
)
_EXPORT = re.compile(r"export (?:const|(?:async )?function\*?|class) (?P<name>[\w$]+)")


class BundleError(RuntimeError):
    """A module of the player, or the installed Leaflet, is not as this package needs it."""


@cache
def player_script() -> str:
    """The player as one script, without the blanks a browser does not need.

    Its names and its order are those of the modules: it can still be read.
    """
    return str(rjsmin.jsmin(joined("main.mjs", _source)))


def joined(main: str, source: Callable[[str], str]) -> str:
    """All modules that ``main`` needs, each once, none before what it imports.

    ``source`` gives a module's text by its file name, or raises KeyError.
    """
    modules: dict[str, _Module] = {}
    _visit(main, source, modules, ())
    owners: dict[str, str] = {}
    for module in modules.values():
        for name in module.exports:
            if name in owners:
                raise BundleError(f"{owners[name]} and {module.file} both export {name}")
            owners[name] = module.file
    return "\n".join(_scope(module) for module in modules.values())


@dataclass(frozen=True, slots=True)
class _Module:
    """A module's file, its code without comments and imports, the names it exports, and those
    it imports: the number of the line, the other file, the names."""

    file: str
    code: str
    exports: tuple[str, ...]
    imports: tuple[tuple[int, str, list[str]], ...]


def _visit(
    file: str, source: Callable[[str], str], modules: dict[str, _Module], above: tuple[str, ...]
) -> None:
    if file in above:
        raise BundleError(f"{file} imports itself, by way of {' → '.join(above)}")
    if file in modules:
        return
    try:
        module = _read(file, source(file))
    except KeyError as error:
        raise BundleError(f"there is no module {file}") from error
    for number, other, names in module.imports:
        _visit(other, source, modules, (*above, file))
        for name in names:
            if name not in modules[other].exports:
                raise BundleError(f"{file}:{number}: {other} exports no {name}")
    modules[file] = module


def _source(file: str) -> str:
    path = files(__package__) / "player" / file
    if not path.is_file():
        raise KeyError(file)
    return path.read_text("utf-8")


def _read(file: str, text: str) -> _Module:
    """A module taken apart, or a BundleError for what cannot be bundled."""
    if re.search(r"(?i)</script|<!--", text):
        raise BundleError(f"{file}: its text would end the page's script element")
    exports: list[str] = []
    imports: list[tuple[int, str, list[str]]] = []
    code: list[str] = []
    for number, line in _lines(text):
        # Most lines import and export nothing, and close all they open.
        if not _TELLING.search(line) and line.count('"') % 2 == 0:
            code.append(line)
        elif found := _IMPORT.fullmatch(line):
            imports.append((number, found["file"], found["names"].split(", ")))
        else:
            exports += _exports(f"{file}:{number}", line)
            code.append(line.removeprefix("export "))
    return _Module(file, "\n".join(code), tuple(exports), tuple(imports))


def _exports(where: str, line: str) -> list[str]:
    """The name that a line exports, if it does; a BundleError for what cannot be bundled."""
    code = _code(where, line)
    found = _EXPORT.match(line)
    if re.search(r"\b(?:import|export)\b", code.removeprefix("export") if found else code):
        raise BundleError(f"{where}: {line.strip()!r} cannot be bundled")
    return [found["name"]] if found else []


def _lines(text: str) -> list[tuple[int, str]]:
    """The numbered lines that are neither blank nor comments on lines of their own."""
    blank = re.sub(_COMMENT_LINES, lambda found: "\n" * found[0].count("\n"), text)
    lines = enumerate(blank.split("\n"), 1)
    return [(n, line) for n, line in lines if line and not line.lstrip().startswith("//")]


_COMMENT_LINES = re.compile(r"(?m)^[ \t]*/\*[^*]*(?:\*(?!/)[^*]*)*\*/[ \t]*$")
_TELLING = re.compile(r"import|export|['`\\]|/\*|//")
_TOKEN = re.compile(
    r"""(?P<string>"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')|(?P<comment>//.*|/\*.*?\*/)"""
    r"""|(?P<open>["'`]|/\*)|\\.|[\w$]+|[^\w$"'`/\\]+|."""
)


def _code(where: str, line: str) -> str:
    """The line without what its strings and comments say; none of them may go on.

    Indentation and what looks like a comment could mean something in a literal of several
    lines. Of a template literal what stands in ``${…}`` is left out too.
    """
    code = ""
    end = 0
    while found := _TOKEN.match(line, end):
        end = found.end()
        if found["open"] == "`":
            end = _after_template(line, end)
        if found["open"] and (found["open"] != "`" or not end):
            raise BundleError(f"{where}: {found['open']} must be closed on its own line")
        if not (found["string"] or found["comment"] or found["open"]):
            code += found[0]
    return code


def _after_template(line: str, start: int) -> int:
    """Where a template literal that was opened before ``start`` has ended; 0 if it has not."""
    inside = ["`"]
    for found in re.finditer(r"\\.|\$\{|[{}`]", line[start:]):
        is_text = inside[-1] == "`"
        if found[0] == ("`" if is_text else "}"):
            inside.pop()
        elif found[0] in (("${",) if is_text else ("{", "${", "`")):
            inside.append(found[0])
        if not inside:
            return start + found.end()
    return 0


def _scope(module: _Module) -> str:
    """One module as ``const { exports } = (() => { … return { exports }; })();``."""
    names = f"{{ {', '.join(module.exports)} }}"
    return f"const {names} = (() => {{\n{module.code}\nreturn {names};\n}})();"


def early_script() -> str:
    """What runs before anything is shown: the list waits for the player, unless that fails."""
    return (files(__package__) / "early.js").read_text("utf-8").strip()


@cache
def style_sheet() -> str:
    """Leaflet's style sheet without what nothing of ours shows; then ours."""
    leaflet = _PICTURED.sub("", rcssmin.cssmin(_leaflet_file("leaflet.css").read_text("utf-8")))
    shown = _RULE.sub(lambda rule: "" if _is_of_no_use(rule["selectors"]) else rule[0], leaflet)
    own = "\n".join((files(__package__) / name).read_text("utf-8") for name in STYLES)
    return _WITHOUT_NEED.sub(r"\g<value>", f"{shown}{rcssmin.cssmin(own)}")


_WITHOUT_NEED = re.compile(r"""(?<![\w.])0(?=\.\d)|(?<==)"(?P<value>[a-z][a-z-]*)"(?=\])""")
"""The 0 of 0.5, and the quotation marks around a name in a selector."""
_RULE = re.compile(r"(?P<selectors>[^{}@]+)\{[^{}]*\}")
_OF_NO_USE = re.compile(r"leaflet-(?:popup|tooltip|bar|control|div-icon|oldie|crosshair)|lvml")
"""Popups and Leaflet's own controls: two thirds of its style sheet."""


def _is_of_no_use(selectors: str) -> bool:
    return all(_OF_NO_USE.search(selector) for selector in selectors.split(","))


_PICTURED = re.compile(r"background-image:\s*url\([^#)][^)]*\);?")
"""The icons of markers and of the choice of layers: each would be an address, or kilobytes."""


@cache
def leaflet_script() -> str:
    """Leaflet as it is installed, without the reference to its source map."""
    text = _leaflet_file("leaflet.js").read_text("utf-8")
    if f"Leaflet {LEAFLET_VERSION}" not in text[:200]:
        raise BundleError(f"the installed Leaflet is not {LEAFLET_VERSION}")
    return re.sub(r"(?m)^//# sourceMappingURL=.*$", "", text).rstrip()


def _leaflet_file(*path: str) -> Traversable:
    spec = find_spec("js_lib_leaflet")
    if spec is None or not spec.submodule_search_locations:
        raise BundleError("Leaflet is not installed: python3 -m pip install django-js-lib-leaflet")
    folder = Path(next(iter(spec.submodule_search_locations)))
    return folder.joinpath("static", "js_lib_leaflet", *path)
