"""The command line itself: its codes, wrong commands, faults, processes, imports."""

import json
import os
import re
import signal
from pathlib import Path

import pytest

from commands import TABLE, WRONG, Run, environment, files_in, run, start, write
from conftest import TROTSKY
from journeymap import pipeline


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["draw"],
        ["check"],
        ["locate"],
        ["build", "--lock"],
        ["build", "--nothing"],
        ["check", "life.csv", "--locked"],
        ["--debug", "build"],
        ["build", "-o"],
        ["build", "life.csv", "--encoding", "klingon"],
    ],
    ids=" ".join,
)
def test_a_wrong_command_is_told_and_ends_with_two(
    say: Run, folder: Path, arguments: list[str]
) -> None:
    write("life.csv", TABLE)
    said = say(*arguments)
    assert said.code == 2
    assert said.out == ""
    assert said.err
    assert "Traceback" not in said.err
    assert files_in(folder) == {"life.csv"}


@pytest.mark.parametrize(
    "arguments",
    [
        ["build", "a.csv", "b.csv"],
        ["build", "none.csv"],
        ["build", "none/none.csv"],
        ["build", "life.csv/none.csv"],
        ["build", "."],
        ["build", "folder"],
        ["locate", "none.csv"],
        ["export", "none.csv", "--to", "csv"],
        ["ids", "none.csv"],
        ["build", ""],
        ["build"],
    ],
    ids=" ".join,
)
def test_a_table_that_is_none_is_told_and_ends_with_one(
    say: Run, folder: Path, arguments: list[str]
) -> None:
    write("life.csv", TABLE)
    Path("folder").mkdir()
    said = say(*arguments)
    assert said.code == 1
    assert said.out == ""
    assert re.search(r"there is no such file|is a folder", said.err)
    assert "Traceback" not in said.err
    assert files_in(folder) == {"life.csv"}


def test_a_table_that_is_none_is_told_as_data_too(say: Run, folder: Path) -> None:
    said = say("check", "none.csv", "--json")
    assert said.code == 1
    (problem,) = json.loads(said.out)
    assert (problem["file"], problem["severity"]) == ("none.csv", "error")


def test_the_version_is_told(say: Run) -> None:
    assert re.fullmatch(r"journeymap \d+\.\d+\.\d+\S*\n", say("--version").out)


@pytest.mark.parametrize("command", ["build", "check", "locate"])
def test_every_command_explains_itself(say: Run, command: str) -> None:
    said = say(command, "--help")
    assert said.code == 0
    assert said.out.startswith(f"usage: journeymap {command} [-h]")
    assert "--debug" in said.out


def test_what_a_command_does_not_know_is_told_with_the_usage_of_that_command(say: Run) -> None:
    for arguments in (["--lockd"], ["life.csv", "--lockd"]):
        said = say("build", *arguments)
        assert said.code == 2
        assert said.err.startswith("usage: journeymap build [-h]")
        assert said.err.endswith("journeymap build: error: unrecognized arguments: --lockd\n")
    assert say("--lockd").err.startswith("usage: journeymap [-h]")


# ---------------------------------------------------------------- faults


def test_a_fault_of_ours_is_no_traceback_unless_it_is_asked_for(
    say: Run, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*arguments: object, **options: object) -> None:
        raise ZeroDivisionError("oh")

    write("life.csv", TABLE)
    monkeypatch.setattr(pipeline, "build", broken)
    said = say("build", "life.csv")
    assert said.code == 1
    assert said.err == (
        "journeymap: ZeroDivisionError: oh\n"
        "This is a fault of journeymap, not of your table.\n"
        "Run it again with --debug and report what it prints.\n"
    )
    with pytest.raises(ZeroDivisionError):
        say("build", "life.csv", "--debug")


def test_debug_shows_where_an_error_was_raised(say: Run, folder: Path) -> None:
    write("life.csv", WRONG)
    assert "Traceback" not in say("build", "life.csv").err
    said = say("build", "life.csv", "--debug")
    assert said.code == 1
    assert said.err.startswith("Traceback (most recent call last):\n")
    assert said.err.endswith("1 error; nothing was written.\n")


# ---------------------------------------------------------------- real processes


def test_python_m_journeymap_is_the_command(tmp_path: Path) -> None:
    (tmp_path / "life.csv").write_text(WRONG)
    said = run("check", "life.csv", cwd=tmp_path)
    assert said.code == 1
    assert said.out == "life.csv: 1 error, 0 warnings.\n"
    assert said.err.startswith("life.csv row 2, column start: ")


@pytest.mark.skipif(os.name == "nt", reason="signals as POSIX has them")
def test_ctrl_c_ends_with_130_and_one_line(tmp_path: Path) -> None:
    table = tmp_path / "life.csv"
    os.mkfifo(table)  # opened for reading, it waits until somebody writes
    (tmp_path / "maps").mkdir()
    (tmp_path / "maps" / "life.html").write_text("the old map")
    for arguments in (["build", "life.csv"], ["check", "life.csv"], ["locate", "life.csv"]):
        process = start(arguments, cwd=tmp_path)
        with table.open("wb"):
            process.send_signal(signal.SIGINT)
            out, err = process.communicate()
        assert process.returncode == 130
        assert (out, err) == (b"", b"interrupted\n")
    assert (tmp_path / "maps" / "life.html").read_text() == "the old map"
    assert files_in(tmp_path) == {"maps/life.html"}


@pytest.mark.skipif(os.name == "nt", reason="signals as POSIX has them")
def test_ctrl_c_during_an_import_that_swallows_it_ends_with_130(tmp_path: Path) -> None:
    (tmp_path / "life.csv").write_text(TABLE)
    (tmp_path / "path" / "shapely").mkdir(parents=True)
    (tmp_path / "path" / "shapely" / "__init__.py").write_text(
        "import os\ntry:\n    os.kill(os.getpid(), 2)\n    [0 for _ in range(9**9)]\n"
        "except BaseException:\n    raise ImportError('no NumPy') from None\n"
    )
    path = os.pathsep.join([str(tmp_path / "path"), environment()["PYTHONPATH"]])
    said = run("build", "life.csv", cwd=tmp_path, env={"PYTHONPATH": path})
    assert (said.code, said.out, said.err) == (130, "", "interrupted\n")


@pytest.mark.skipif(os.name == "nt", reason="POSIX pipes")
@pytest.mark.parametrize("count", [30, 3000])
def test_a_reader_that_stops_reading_is_no_fault(tmp_path: Path, count: int) -> None:
    (tmp_path / "life.csv").write_text(WRONG + "Vienna,48.2,16.37,31 June 1843\n" * count)
    with start(["check", "life.csv", "--json"], cwd=tmp_path) as process:
        assert process.stdout
        assert process.stderr
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode == 1


@pytest.mark.parametrize("encoding", ["ascii", "cp1252", "utf-8"])
def test_what_a_terminal_cannot_show_is_no_fault(tmp_path: Path, encoding: str) -> None:
    (tmp_path / "жизнь.csv").write_text("place,start,mood\nМосква,1917,x\n", encoding="utf-8")
    env = {"PYTHONIOENCODING": encoding, "PYTHONUTF8": "0"}
    for command in ("build", "check", "locate"):
        said = run(command, "жизнь.csv", cwd=tmp_path, env=env)
        assert said.code == 0
        assert "fault" not in said.err
    said = run("check", "жизнь.csv", "--json", cwd=tmp_path, env=env)
    assert json.loads(said.out)[0]["file"] == "жизнь.csv"


@pytest.mark.skipif(os.name == "nt", reason="names of bytes, as Linux has them")
def test_a_file_name_that_is_no_text_is_no_fault(tmp_path: Path) -> None:
    table = os.fsencode(tmp_path) + b"/\xff\n.csv"
    try:
        Path(os.fsdecode(table)).write_text(TABLE)
    except OSError:
        pytest.skip("this file system has no such names")
    said = run("build", os.fsdecode(b"\xff\n.csv"), "-o", "map.html", cwd=tmp_path)
    assert (said.code, said.err) == (0, "")
    assert run("build", "map.html", "-o", "again.html", cwd=tmp_path).code == 0
    assert (tmp_path / "map.html").read_bytes() == (tmp_path / "again.html").read_bytes()


# ---------------------------------------------------------------- what is imported

_HEAVY = {"folium", "branca", "geopy", "shapely", "numpy", "pandas", "requests", "PIL", "jinja2"}


def imported(*arguments: str, cwd: Path) -> set[str]:
    """The packages that a command imports."""
    said = run(*arguments, cwd=cwd, python=["-X", "importtime"])
    assert "Traceback" not in said.err
    modules = re.findall(r"^import time:.*\| +(\S+)$", said.err, re.M)
    assert "journeymap.cli" in modules
    return {module.split(".")[0] for module in modules}


@pytest.mark.parametrize("arguments", [["--help"], ["--version"], ["build", "--help"], []])
def test_help_imports_nothing_heavy(tmp_path: Path, arguments: list[str]) -> None:
    assert imported(*arguments, cwd=tmp_path) & _HEAVY == set()


def test_a_table_with_errors_is_told_without_the_map_and_the_gazetteer(tmp_path: Path) -> None:
    (tmp_path / "life.csv").write_text(WRONG)
    for command in ("check", "build"):
        found = imported(command, "life.csv", cwd=tmp_path)
        assert found & {"folium", "branca", "geopy", "pandas", "requests", "PIL"} == set()


def test_a_table_that_is_in_order_is_checked_without_the_map(tmp_path: Path) -> None:
    found = imported("check", str(TROTSKY), cwd=tmp_path)
    assert found & {"folium", "branca", "geopy", "pandas", "requests", "PIL"} == set()
