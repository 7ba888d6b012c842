"""The same table, ledger, settings and versions are the same bytes: anywhere, any time, again."""

import io
import os
import shutil
import subprocess
from pathlib import Path

import pytest
from PIL import Image

from commands import run
from conftest import ROOT, TROTSKY, html_of

RICH = """place,today,country,area,start,end,era,kind,mode,via,bound_for,within,title,description,\
source,claims,certainty,image,image_alt,person,move
Odessa,,Ukraine,,1888,1896,Youth,school,,,,,School,"A *busy* port [@doc1 p. 3]",doc1; doc2,,,\
street.png,A street,,
London,,,,late 1902?,1903-08,Exile,residence,train,Paris,,,Iskra,[the paper](https://example.org),\
doc2,doc1: end=1903-03-31; doc2: absent,probable,,,,flight
The Balkans,,,Serbia; Bulgaria; Romania,1912-10,1913,War,posting,,,,,The Balkans,,doc1,,,,,,
New York,New York City,United States,,1917-01-13,1917-03-27,War,residence,ship,45 -30,,,Ten weeks,\
,doc1,,,,,,voluntary
Halifax,,Canada,,1917-04-03,1917-04-29,War,prison,ship,,Petrograd,,Taken off the ship,,doc2,,,,,,
"""

SETTINGS = """title = "A life"
person = "Somebody"
born = "26 October 1879 OS"
language = "ru"
[sources.doc1]
citation = "One"
[sources.doc2]
citation = "Two"
derives_from = "doc1"
[eras.War]
slot = 4
[context]
"1914-07-28" = "War"
"1905-01-22" = ["Sunday", "Revolution"]
"""


@pytest.fixture
def rich(tmp_path: Path) -> Path:
    """A table that asks for nearly everything, with settings and a picture."""
    folder = tmp_path / "rich"
    folder.mkdir()
    (folder / "life.csv").write_text(RICH, encoding="utf-8")
    (folder / "life.toml").write_text(SETTINGS, encoding="utf-8")
    picture = io.BytesIO()
    Image.radial_gradient("L").resize((900, 500)).save(picture, "PNG")
    (folder / "street.png").write_bytes(picture.getvalue())
    return folder / "life.csv"


def page_of(table: Path, output: Path, *, cwd: Path, env: dict[str, str] | None = None) -> bytes:
    said = run("build", table, "-o", output, cwd=cwd, env=env)
    assert said.code == 0, said.err
    return output.read_bytes()


_WORLDS = [
    {"PYTHONHASHSEED": "1", "TZ": "Pacific/Kiritimati", "LC_ALL": "C", "PYTHONUTF8": "0"},
    {"PYTHONHASHSEED": "2", "TZ": "America/St_Johns", "LC_ALL": "tr_TR.UTF-8", "LANG": "tr_TR"},
    {"PYTHONHASHSEED": "3", "TZ": "", "LC_ALL": "de_DE.ISO-8859-1", "PYTHONOPTIMIZE": "1"},
]


def test_a_page_is_the_same_whoever_builds_it_where(rich: Path, tmp_path: Path) -> None:
    pages = set()
    for number, env in enumerate(_WORLDS):
        here = tmp_path / f"somewhere {number}"
        here.mkdir()
        rich.with_suffix(".located.csv").unlink(missing_ok=True)
        pages.add(page_of(rich, here / "life.html", cwd=here, env=env))
    pages.add(page_of(Path(rich.name), tmp_path / "near.html", cwd=rich.parent))
    assert len(pages) == 1


def test_the_first_life_is_the_same_whoever_builds_it_where(tmp_path: Path) -> None:
    pages = set()
    for number, env in enumerate(_WORLDS[:2]):
        here = tmp_path / str(number)
        here.mkdir()
        pages.add(page_of(TROTSKY, here / "map.html", cwd=here, env=env))
    assert len(pages) == 1
    assert str(tmp_path).encode() not in pages.pop()


def test_a_page_names_nothing_of_the_computer_it_was_made_on(rich: Path, tmp_path: Path) -> None:
    page = page_of(rich, tmp_path / "life.html", cwd=tmp_path)
    for name in (str(tmp_path), str(ROOT), str(Path.home()), os.environ.get("HOSTNAME", "")):
        assert not name.strip("/") or name.encode() not in page


def test_a_page_rebuilt_from_itself_is_the_same(rich: Path, tmp_path: Path) -> None:
    first = page_of(rich, tmp_path / "first.html", cwd=tmp_path)
    alone = tmp_path / "alone"
    alone.mkdir()
    (tmp_path / "first.html").rename(alone / "old.html")
    shutil.rmtree(rich.parent)
    second = page_of(alone / "old.html", alone / "second.html", cwd=alone)
    third = page_of(alone / "second.html", alone / "third.html", cwd=alone)
    assert first == second == third


def test_the_first_life_rebuilt_from_its_page_is_the_same(
    trotsky_page: Path, tmp_path: Path
) -> None:
    assert page_of(trotsky_page, tmp_path / "again.html", cwd=tmp_path) == trotsky_page.read_bytes()


def test_what_was_built_before_in_the_same_process_changes_nothing() -> None:
    table = "place,start,era\nVienna,1907,One\nParis,1914,Two\n"
    first = html_of(table)
    html_of("place,start,era\nParis,1801,Two\nLondon,1802,Three\n", 'language = "de"')
    assert html_of(table) == first


@pytest.mark.skipif(not shutil.which("git"), reason="git is not installed")
def test_building_the_repository_changes_no_file_of_it(tmp_path: Path) -> None:
    def git(*arguments: str) -> str:
        ours = ["-c", "user.name=x", "-c", "user.email=x@example.org", "-c", "core.autocrlf=false"]
        return subprocess.run(
            ["git", *ours, *arguments], cwd=tmp_path, check=True, capture_output=True, text=True
        ).stdout

    shutil.copytree(ROOT / "data", tmp_path / "data")
    (tmp_path / "maps").mkdir()
    shutil.copy(ROOT / "maps" / "README.md", tmp_path / "maps")
    shutil.copy(ROOT / ".gitignore", tmp_path)
    git("init", "-q")
    git("add", ".")
    git("commit", "-qm", "as it is")
    pages = set()
    for _ in range(2):
        said = run("build", "--locked", cwd=tmp_path)
        assert (said.code, said.err) == (0, "")
        pages.add((tmp_path / "maps" / "trotsky.html").read_bytes())
    assert len(pages) == 1
    assert git("status", "--porcelain") == ""
