"""The straight line: imports only point left, and the world is touched in few places.

What is imported for types alone or inside a function counts as well: an arrow is an arrow.
"""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest

import journeymap

SOURCE = Path(journeymap.__file__).parent

LINE = {
    "words": (
        "version errors model vocabulary slugs calendars bounds edtf durations dateforms dates"
    ),
    "read": (
        "formulas headings foreign codepages csvtext celldates bookparts sheets zipped workbook "
        "table prose coordinates columns cells settings"
    ),
    "stays": "spoilt order rows stays labelling",
    "the earth": (
        "sphere gazetteer gazetteer.fold gazetteer.spelling gazetteer.blocks gazetteer.countries "
        "gazetteer.lands gazetteer.historical gazetteer.geonames gazetteer.geocoder "
        "basemap.lines basemap.thinning basemap.deltas basemap basemap.countries basemap.bearings"
    ),
    "locate": (
        "ranking ledger misnamed rivals finding detours locate review choosing offline online"
    ),
    "compose": (
        "legs readings doctor.cited doctor.times doctor.ways doctor pacing scene said compose"
    ),
    "render": (
        "pictures page page.packing page.markup page.citing page.wording page.bundle page.areas "
        "page.data page.extra_text page.meta page.embed page.retold page.listing page.frame "
        "page.document"
    ),
    "write": (
        "export export.cleaned export.spreadsheet export.geojson adopting "
        "files replacing page.carried outputs"
    ),
    "the line": "pipeline",
    "the preview": (
        "preview preview.board preview.server preview.pages preview.facts preview.watch "
        "preview.studio"
    ),
    "commands": (
        "frames journeymap terminal joining publishing locating watching tablecommands cli __main__"
    ),
}
"""The modules from left to right. Each may import those before it, and no other."""

ORDER = " ".join(LINE.values()).split()

FILES = {"files", "replacing", "page.carried", "outputs"}
"""Who reads and writes what belongs to the user."""

PACKAGE_DATA = {
    "vocabulary", "basemap.lines", "basemap.bearings", "gazetteer.countries", "gazetteer.lands",
    "gazetteer.geonames", "gazetteer.historical", "page.bundle", "page.wording", "preview.pages",
}  # fmt: skip
"""Who reads data that was installed with the package, or with Leaflet's."""

FENCED = {
    "folium": {"page.frame"},
    "branca": {"page.frame"},
    "geopy": {"gazetteer.geocoder", "online"},
    "PIL": {"pictures"},
    "pandas": {"journeymap", "frames"},
    "os": {"files", "replacing", "page.carried", "__main__"},
    "signal": {"__main__"},
    "webbrowser": {"terminal"},
    "time": {"cli", "online", "preview.watch"},
    "threading": {
        "online",
        "preview.board",
        "preview.server",
        "preview.studio",
        "preview.watch",
        "watching",
    },
    "http": {"online", "preview.server"},
    "urllib.request": {"online"},
    "secrets": {"replacing", "preview.server"},
    "fcntl": {"replacing"},
}
"""Which modules alone may import these."""

NOWHERE = {
    "random", "uuid", "tempfile", "shutil", "subprocess", "multiprocessing",
    "socket", "ssl", "requests", "asyncio", "xyzservices", "locale",
    "pickle", "marshal", "shelve", "jinja2", "importlib.import_module",
}  # fmt: skip

PURE_TIME = {"date", "time"}
"""What may be taken from datetime: values that TOML has. The clock is not among them."""


class Import(NamedTuple):
    """A module imports a name at a line; ``late`` inside a function or for types alone."""

    module: str
    name: str
    line: int
    late: bool


def module_name(path: Path) -> str:
    parts = path.relative_to(SOURCE).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts) or "journeymap"


MODULES = {module_name(path): path for path in sorted(SOURCE.rglob("*.py"))}


@cache
def tree(module: str) -> ast.Module:
    return ast.parse(MODULES[module].read_text("utf-8"))


def imports(module: str) -> Iterator[Import]:
    """Every import of a module by its whole name; ours without ``journeymap.``."""
    yield from _imports(tree(module), module, late=False)


def _imports(node: ast.AST, module: str, *, late: bool) -> Iterator[Import]:
    for child in ast.iter_child_nodes(node):
        inside = late or isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda)
        if isinstance(child, ast.If) and ast.unparse(child.test) == "TYPE_CHECKING":
            inside = True
        if isinstance(child, ast.Import):
            names = [alias.name for alias in child.names]
        elif isinstance(child, ast.ImportFrom):
            base = _base(child, module)
            names = [f"{base}.{alias.name}" if base else alias.name for alias in child.names]
        else:
            names = []
            yield from _imports(child, module, late=inside)
        for name in names:
            yield Import(module, _ours(name), getattr(child, "lineno", 0), inside)


def _base(statement: ast.ImportFrom, module: str) -> str:
    """What stands between ``from`` and ``import``, made absolute."""
    if not statement.level:
        return statement.module or ""
    package = ["journeymap", *module.split(".")] if module != "journeymap" else ["journeymap"]
    if MODULES[module].name != "__init__.py":
        package.pop()
    package = package[: len(package) - statement.level + 1]
    return ".".join([*package, *([statement.module] if statement.module else [])])


def _ours(name: str) -> str:
    """The module of ours that an imported name means; other names as they are."""
    if name.split(".")[0] != "journeymap":
        return name
    inner = name.removeprefix("journeymap").removeprefix(".")
    while inner and inner not in MODULES:
        inner = inner.rpartition(".")[0]
    return inner or "journeymap"


def is_or_within(name: str, package: str) -> bool:
    return name == package or name.startswith(f"{package}.")


def calls(module: str) -> Iterator[tuple[str, str, int]]:
    """What a module calls: the text before the last dot, the name after it, and the line."""
    for node in ast.walk(tree(module)):
        if isinstance(node, ast.Call):
            before, _, name = ast.unparse(node.func).rpartition(".")
            yield before, name, node.lineno


# ---------------------------------------------------------------- the order


def test_every_module_has_its_place_in_the_line() -> None:
    assert sorted(MODULES) == sorted(ORDER)


@pytest.mark.parametrize("module", ORDER)
def test_imports_only_point_left(module: str) -> None:
    left = set(ORDER[: ORDER.index(module)])
    to_the_right = [
        f"line {one.line}: {one.name}"
        for one in imports(module)
        if one.name in MODULES and one.name not in left
    ]
    assert to_the_right == []


def test_the_order_is_the_one_in_the_design() -> None:
    stages = [stage for stage in LINE if " " not in stage]
    assert stages == ["words", "read", "stays", "locate", "compose", "render", "write", "commands"]


def test_the_check_sees_every_kind_of_import() -> None:
    found = {one.name: one.late for one in imports("pipeline")}
    assert found["table"] is False
    assert found["page.document"] is True
    assert found["pictures"] is False
    found = {one.name: one.late for one in imports("model")}
    assert found["shapely.LineString"] is True
    assert {one.name for one in imports("page.data")} >= {"basemap.bearings", "page.wording"}


# ---------------------------------------------------------------- the fences


@pytest.mark.parametrize("package", FENCED)
def test_what_is_fenced_in_is_imported_there_alone(package: str) -> None:
    importers = {
        module for module in MODULES for one in imports(module) if is_or_within(one.name, package)
    }
    assert importers == FENCED[package]


@pytest.mark.parametrize("package", sorted(NOWHERE))
def test_what_the_line_needs_nowhere_is_imported_nowhere(package: str) -> None:
    found = [
        f"{one.module}:{one.line}"
        for module in MODULES
        for one in imports(module)
        if is_or_within(one.name, package)
    ]
    assert found == []


@pytest.mark.parametrize("package", ["pandas", "PIL"])
def test_it_is_imported_only_when_it_is_used(package: str) -> None:
    early = [
        f"{one.module}:{one.line}"
        for module in MODULES
        for one in imports(module)
        if is_or_within(one.name, package) and not one.late
    ]
    assert early == []


def test_nothing_is_imported_by_a_name_made_at_run_time() -> None:
    found = [
        f"{module}:{line}"
        for module in MODULES
        for _, name, line in calls(module)
        if name in ("__import__", "import_module", "exec", "eval", "compile_command")
    ]
    assert found == []


# ---------------------------------------------------------------- files and clocks

_OF_FILES = {
    "open", "read_bytes", "read_text", "write_bytes", "write_text", "is_file", "is_dir", "exists",
    "iterdir", "glob", "rglob", "mkdir", "touch", "unlink", "rename", "stat", "chmod", "resolve",
}  # fmt: skip


_OTHERWISE = {
    "pictures": {"Image.open"},  # of bytes in memory
    "zipped": {"archive.open"},  # a part of bytes in memory
    "cli": {"output.resolve"},  # the address of a map to show
    "terminal": {"webbrowser.open"},
}


@pytest.mark.parametrize("module", sorted(set(MODULES) - FILES))
def test_files_are_touched_in_the_shell_alone(module: str) -> None:
    touched = {f"{before}.{name}" for before, name, _ in calls(module) if name in _OF_FILES}
    if module in PACKAGE_DATA:
        assert any(is_or_within(one.name, "importlib.resources") for one in imports(module))
        only_read = {"open", "read_bytes", "read_text", "is_file", "iterdir"}
        assert {name.rpartition(".")[2] for name in touched} <= only_read
    else:
        assert touched == _OTHERWISE.get(module, set())


def test_a_part_of_a_file_is_named_by_chance_and_nothing_else() -> None:
    chance = [
        (module, f"{before}.{name}")
        for module in MODULES
        for before, name, _ in calls(module)
        if before == "secrets"
    ]
    assert chance == [
        ("preview.server", "secrets.token_urlsafe"),
        ("preview.server", "secrets.compare_digest"),
        ("replacing", "secrets.token_hex"),
    ]


def test_only_the_seconds_that_a_command_tells_come_from_a_clock() -> None:
    clocks = [
        (module, f"{before}.{name}")
        for module in MODULES
        for before, name, _ in calls(module)
        if before.rpartition(".")[2] in ("time", "datetime", "date")
        and name in ("time", "time_ns", "now", "utcnow", "today", "localtime", "gmtime",
                     "strftime", "ctime", "perf_counter", "monotonic", "process_time")
    ]  # fmt: skip
    assert set(clocks) == {
        ("cli", "time.perf_counter"),
        ("online", "time.monotonic"),
        ("preview.watch", "time.perf_counter"),
    }
    taken = {
        one.name
        for module in MODULES
        for one in imports(module)
        if is_or_within(one.name, "datetime")
    }
    assert taken <= {f"datetime.{name}" for name in PURE_TIME}


def test_nothing_depends_on_the_hash_or_the_address_of_a_value() -> None:
    found = [
        f"{module}:{line}"
        for module in MODULES
        for before, name, line in calls(module)
        if not before and name in ("hash", "id")
    ]
    assert found == []


def test_the_environment_is_read_nowhere() -> None:
    for module, path in MODULES.items():
        assert not re.search(r"\bos\.(environ|getenv|getcwd|getlogin|uname)\b", path.read_text()), (
            module
        )
