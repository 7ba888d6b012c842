"""The player's modules, joined into one script; the style sheets and Leaflet, as text.

There is no build step and no Node: each module becomes the scope of one function, in the
order its imports ask for. Only what that needs is allowed in a module:

    import { a, b } from "./other.mjs";
    export const x = …      export function f(…) {…}      export class C {…}

Anything else that imports or exports is a BundleError when the page is built.
"""

import base64
import re
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from importlib.util import find_spec
from pathlib import Path

LEAFLET_VERSION = "1.9.4"

_IMPORT = re.compile(
    r'import \{ (?P<names>[\w$]+(?:, [\w$]+)*) \} from "\./(?P<file>[\w-]+\.mjs)";'
)
_EXPORT = re.compile(r"export (?:const|(?:async )?function\*?|class) (?P<name>[\w$]+)")


class BundleError(RuntimeError):
    """A module of the player, or the installed Leaflet, is not as this package needs it."""


@cache
def player_script(main: str = "main.mjs") -> str:
    """All modules that ``main`` needs as one script, each once, none before what it imports."""
    order: list[str] = []
    _visit(main, order, ())
    return "\n".join(_scope(name) for name in order)


def _visit(name: str, order: list[str], above: tuple[str, ...]) -> None:
    if name in above:
        raise BundleError(f"{name} imports itself, by way of {' → '.join(above)}")
    if name in order:
        return
    for line in _source(name).splitlines():
        if found := _IMPORT.fullmatch(line):
            _visit(found["file"], order, (*above, name))
    order.append(name)


def _source(name: str) -> str:
    file = files(__package__) / "player" / name
    if not file.is_file():
        raise BundleError(f"there is no module {name}")
    return file.read_text("utf-8")


def _scope(name: str) -> str:
    """One module as ``const name = (() => { … return { exports }; })();``."""
    exports: list[str] = []
    lines = []
    for number, line in enumerate(_without_comments(_source(name)).splitlines(), 1):
        if line.count("`") % 2:
            raise BundleError(f"{name}:{number}: a template literal must end on its line")
        if found := _IMPORT.fullmatch(line):
            line = f"const {{ {found['names']} }} = {_variable(found['file'])};"
        elif found := _EXPORT.match(line):
            exports.append(found["name"])
            line = line.removeprefix("export ")
        elif re.match(r"\s*(import|export)\b(?!\()", line) or "import(" in line:
            raise BundleError(f"{name}:{number}: {line.strip()!r} cannot be bundled")
        lines.append(line)
    body = "\n".join(lines).strip()
    return (
        f"const {_variable(name)} = (() => {{\n{body}\nreturn {{ {', '.join(exports)} }};\n}})();"
    )


def _variable(file: str) -> str:
    return "module_" + file.removesuffix(".mjs").replace("-", "_")


def _without_comments(source: str) -> str:
    """The source without indentation, blank lines and comments on lines of their own.

    Nothing else is changed: a page should be readable in twenty years. A module may not
    have a template literal of several lines, in which indentation would mean something.
    """
    source = re.sub(r"(?ms)^[ \t]*/\*\*?.*?\*/[ \t]*\n", "", source)
    lines = (line.strip() for line in source.splitlines())
    return "\n".join(line for line in lines if line and not line.startswith("//"))


def early_script() -> str:
    """What runs before anything is shown: the list waits for the player, unless that fails."""
    return (files(__package__) / "early.js").read_text("utf-8").strip()


@cache
def style_sheet() -> str:
    """Leaflet's style sheet with its pictures inside, then ours."""
    leaflet = re.sub(r"url\(([^)#]+)\)", _inlined, _leaflet_file("leaflet.css").read_text("utf-8"))
    own = (files(__package__) / "style.css").read_text("utf-8")
    return "\n".join(map(_css_without_comments, (leaflet, own)))


def _css_without_comments(text: str) -> str:
    text = re.sub(r"(?s)/\*.*?\*/", "", text)
    return "\n".join(line.strip() for line in text.splitlines() if line.strip())


def _inlined(found: re.Match[str]) -> str:
    picture = _leaflet_file(*found[1].split("/")).read_bytes()
    return f"url(data:image/png;base64,{base64.b64encode(picture).decode('ascii')})"


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
