"""Maps as tables: a map is built, checked and exported from itself."""

from pathlib import Path

import pytest

from commands import LOOKED_UP, Run, files_in, write


@pytest.fixture
def old_map(say: Run, folder: Path) -> Path:
    write("life.csv", LOOKED_UP)
    write("life.toml", 'title = "A life"\noutput = "maps/of a life.html"')
    assert say("build", "life.csv", "-o", "old-map.html").code == 0
    for name in ("life.csv", "life.toml", "life.located.csv"):
        Path(name).unlink()
    return Path("old-map.html")


def test_a_map_is_exported_as_its_table_is(say: Run, folder: Path) -> None:
    write("life.csv", LOOKED_UP)
    assert say("build", "life.csv", "-o", "map.html").code == 0
    assert say("export", "life.csv", "--to", "csv", "-o", "a.csv").code == 0
    assert say("export", "map.html", "--to", "csv", "-o", "b.csv").code == 0
    assert Path("a.csv").read_bytes() == Path("b.csv").read_bytes()
    assert b"48.2" in Path("b.csv").read_bytes()


def test_a_map_is_rebuilt_from_itself(say: Run, folder: Path, old_map: Path) -> None:
    said = say("build", old_map, "--locked")
    assert said.code == 0
    assert "2 by the ledger, 0 by the gazetteer" in said.out
    assert Path("maps/of a life.html").read_bytes() == old_map.read_bytes()
    assert files_in(folder) == {"old-map.html", "maps/of a life.html"}


def test_a_map_can_replace_itself(say: Run, folder: Path, old_map: Path) -> None:
    before = old_map.read_bytes()
    assert say("build", old_map, "-o", old_map).code == 0
    assert old_map.read_bytes() == before


def test_a_map_can_be_checked(say: Run, old_map: Path) -> None:
    said = say("check", old_map)
    assert (said.code, said.err) == (0, "")


def test_what_lies_beside_a_map_is_not_taken_for_its_settings(
    say: Run, folder: Path, old_map: Path
) -> None:
    write("old-map.toml", "no TOML at all")
    write("old-map.located.csv", "no ledger")
    assert say("build", old_map, "-o", "new.html").code == 0
    assert Path("new.html").read_bytes() == old_map.read_bytes()
    assert Path("old-map.located.csv").read_text() == "no ledger"


@pytest.mark.parametrize("name", ["page.html", "page.HTM"])
def test_a_page_that_is_none_of_ours_is_refused(say: Run, folder: Path, name: str) -> None:
    for content in (b"", b"<!doctype html><p>Hello", b"\xff\xfe\x00", b"place\nVienna\n"):
        write(name, content)
        for command in ("build", "check"):
            said = say(command, name)
            assert said.code == 1
            assert said.err.startswith(
                f"{name}: this is a web page, but no map that carries its table.\n"
            )


def test_no_encoding_of_a_hostile_map_is_believed_to_be_a_module(
    say: Run, folder: Path, old_map: Path
) -> None:
    page = old_map.read_text("utf-8").replace('"deflate":', '"encoding":"os.path","deflate":')
    write("hostile.html", page)
    assert say("build", "hostile.html").code == 1
