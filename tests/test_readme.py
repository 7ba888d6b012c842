"""The README says what is so."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from conftest import ROOT
from journeymap.cli import main
from journeymap.dates import parse_span
from journeymap.headings import column_names

README = (ROOT / "README.md").read_text("utf-8")


def _section(title: str) -> str:
    return re.split(r"^## ", README, flags=re.M)[_titles().index(title) + 1]


def _titles() -> list[str]:
    return re.findall(r"^## (.*)$", README, flags=re.M)


def test_it_is_short_enough_to_be_read() -> None:
    assert len(README.splitlines()) < 250


def test_the_two_commands_stand_on_the_first_screen() -> None:
    first = "\n".join(README.splitlines()[:25])
    assert "python3 -m pip install . && python3 -m journeymap build" in first
    assert 'python3 -m pip install -e ".[test]" && python3 -m pytest' in first


def test_a_build_prints_what_the_readme_says(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(ROOT)
    assert main(["build", "-o", str(tmp_path / "map.html"), "--locked"]) == 0
    said = capsys.readouterr().out.splitlines()
    shown = re.search(r"```\n(data/places.csv: .*?)```", README, re.S)
    assert shown
    lines = shown[1].splitlines()
    assert lines[:2] == said[:2]
    claimed = re.search(r"maps/trotsky.html: (\d+) KB", lines[2])
    size = (tmp_path / "map.html").stat().st_size / 1000
    assert claimed
    assert abs(int(claimed[1]) - size) < 3, f"it is {size:.0f} KB"
    assert size <= 600


def test_every_column_is_explained_and_no_other() -> None:
    table = re.findall(r"^\| (`.*?) \|", _section("The table"), flags=re.M)
    assert sorted(re.findall(r"`(\w+)`", " ".join(table))) == sorted(column_names())


def test_every_date_that_is_shown_can_be_read() -> None:
    shown = re.findall(r"`([^`]+)`", _section("Dates"))
    assert len(shown) >= 16
    for text in shown:
        assert parse_span(text, "").start is not None


@pytest.mark.parametrize(
    "command", ["build", "check", "locate", "watch", "studio", "new", "export"]
)
def test_the_commands_are_those_of_the_help(
    command: str, capsys: pytest.CaptureFixture[str]
) -> None:
    line = next(li for li in _section("Commands").splitlines() if f"journeymap {command}" in li)
    with pytest.raises(SystemExit):
        main([command, "--help"])
    said = capsys.readouterr().out
    usage = " ".join(said.split("\n\n")[0].split())
    for option in re.findall(r"--?[a-z][a-z-]*", line.split("   ")[0]):
        assert option in usage
    written = {*re.findall(r"--[a-z-]+", line), "--help", "--encoding", "--debug"}
    if command != "new":
        written.add("--strict-sources")
    assert set(re.findall(r"--[a-z-]+", usage)) <= written | {"--output"}


def test_every_command_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["--help"])
    commands = re.findall(r"^    (\w+) ", capsys.readouterr().out, flags=re.M)
    assert set(re.findall(r"^journeymap (\w+)", _section("Commands"), flags=re.M)) == set(commands)


def test_what_is_wrong_is_told_in_these_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    table = "place,start,title\nOdessa,1888,School\nKiev,31 June 1843,\nZürch,1890,\n"
    (tmp_path / "journey.csv").write_text(table, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    shown = re.search(
        r"```\n\$ python3 -m (.*?)\n(.*?)```", _section("When something is wrong"), re.S
    )
    assert shown
    run = subprocess.run(
        [sys.executable, "-m", *shown[1].split()],
        capture_output=True,
        text=True,
        encoding="utf-8",
        env={"PYTHONPATH": str(ROOT / "src"), "PYTHONUTF8": "1", "PATH": ""},
        check=False,
    )
    assert run.returncode == 1
    assert run.stderr + run.stdout == shown[2]


def test_the_small_table_makes_a_map(tmp_path: Path) -> None:
    table = re.search(r"```csv\n(.*?)```", README, re.S)
    assert table
    (tmp_path / "small.csv").write_text(table[1], encoding="utf-8")
    assert main(["build", str(tmp_path / "small.csv"), "-o", str(tmp_path / "map.html")]) == 0


def test_every_file_it_links_is_there() -> None:
    for link in re.findall(r"\]\(([^)#:]+)\)", README):
        assert (ROOT / link).exists(), link
