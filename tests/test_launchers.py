"""What is double-clicked to open the studio."""

import http.client
import importlib.util
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from commands import environment
from conftest import ROOT

LAUNCHERS = ROOT / "launchers"

posix = pytest.mark.skipif(sys.platform == "win32", reason="there is no sh")


def start() -> ModuleType:
    """The script that all launchers run."""
    spec = importlib.util.spec_from_file_location("start", LAUNCHERS / "start.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def opened_and_closed(command: list[str], tmp_path: Path) -> int:
    """Run a launcher, look at the studio's page, press its button; the exit code."""
    bin_ = tmp_path / "bin"
    bin_.mkdir()
    (bin_ / "python3.14").write_text(f'#!/bin/sh\nexec "{sys.executable}" "$@"\n', "utf-8")
    (bin_ / "python3.14").chmod(0o755)
    env = environment({"PATH": f"{bin_}:{os.environ['PATH']}", "PYTHONUNBUFFERED": "1"})
    process: Any = subprocess.Popen(command, env=env, stdout=subprocess.PIPE, text=True)
    line = ""
    while "studio is at" not in line:
        line = process.stdout.readline()
        assert line, process.wait()
    port = int(line.split("127.0.0.1:")[1].split("/")[0])
    answers = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    answers.request("GET", "/token")
    token = json.loads(answers.getresponse().read())
    answers.request("POST", "/quit", "", {"X-Journeymap-Token": token})
    assert answers.getresponse().status == 200
    answers.close()
    process.communicate()
    return int(process.returncode)


@posix
@pytest.mark.parametrize("name", ["journeymap-studio.sh", "journeymap-studio.command"])
def test_it_opens_the_studio_until_its_page_closes_it(name: str, tmp_path: Path) -> None:
    assert os.access(LAUNCHERS / name, os.X_OK)
    assert opened_and_closed([str(LAUNCHERS / name), "--no-open"], tmp_path) == 0


@posix
def test_the_desktop_entry_runs_the_launcher_beside_it(tmp_path: Path) -> None:
    folder = tmp_path / "a folder"
    shutil.copytree(LAUNCHERS, folder)
    (folder / "journeymap-studio.sh").write_text("#!/bin/sh\necho beside\n", encoding="utf-8")
    entry = folder / "journeymap-studio.desktop"
    (line,) = (li for li in entry.read_text("utf-8").splitlines() if li.startswith("Exec="))
    text = line.removeprefix("Exec=").replace("\\\\", "\\")  # as a value of the entry
    parts = re.findall(r'"((?:\\.|[^"])*)"|(\S+)', text)  # as a command in it
    words = [re.sub(r"\\(.)", r"\1", quoted) or plain for quoted, plain in parts]
    command = [str(entry) if word == "%k" else word for word in words]
    said = subprocess.run(command, capture_output=True, text=True, check=True)
    assert said.stdout == "beside\n"


@posix
@pytest.mark.parametrize("name", ["journeymap-studio.sh", "journeymap-studio.command"])
def test_without_a_python_it_says_where_to_get_one(name: str, tmp_path: Path) -> None:
    (tmp_path / "dirname").symlink_to(shutil.which("dirname") or "")
    said = subprocess.run(
        ["/bin/sh", LAUNCHERS / name], env={"PATH": str(tmp_path)}, capture_output=True, text=True,
        check=False,
    )  # fmt: skip
    assert said.returncode == 1
    assert "python.org" in said.stderr


def test_the_launcher_for_windows_has_its_line_ends_and_runs_the_same() -> None:
    data = (LAUNCHERS / "journeymap-studio.bat").read_bytes()
    assert data.count(b"\n") == data.count(b"\r\n") > 5
    assert b'"LAUNCHER=%~dp0start.py"' in data
    assert data.isascii()


@pytest.mark.parametrize(
    ("platform", "environ", "end"),
    [
        ("win32", {"LOCALAPPDATA": "X"}, "X/journeymap"),
        ("darwin", {}, "Library/Application Support/journeymap"),
        ("linux", {}, ".local/share/journeymap"),
        ("linux", {"XDG_DATA_HOME": "/data"}, "/data/journeymap"),
    ],
)
def test_what_it_sets_up_lies_in_the_users_own_folder(
    platform: str, environ: dict[str, str], end: str
) -> None:
    assert start().home(platform, environ).as_posix().endswith(end)


def test_a_python_without_this_version_is_not_taken() -> None:
    module = start()
    import journeymap

    assert module.version_here() == journeymap.__version__
    assert not module.has_journeymap(Path(sys.executable), "0.0.0")
    assert not module.has_journeymap(Path("no/such/python"), journeymap.__version__)
