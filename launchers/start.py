"""Opens the studio; the first time it sets journeymap up, in a folder of its own.

The launchers beside it find a Python and run this. It needs nothing but Python: what it
installs goes into a virtual environment in the user's own folder, and nowhere else.
"""

from __future__ import annotations  # an older Python is to be told so, not to stumble here

import os
import re
import subprocess
import sys
import venv
from pathlib import Path

NEEDED = (3, 11)
SOURCE = Path(__file__).resolve().parents[1]


def home(platform: str, environ: os._Environ[str] | dict[str, str]) -> Path:
    """Where programs of this system keep what is theirs."""
    if platform == "win32":
        return Path(environ.get("LOCALAPPDATA") or Path.home()) / "journeymap"
    if platform == "darwin":
        return Path.home() / "Library" / "Application Support" / "journeymap"
    return Path(environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share") / "journeymap"


def python_in(environment: Path, platform: str) -> Path:
    """The Python of a virtual environment."""
    return environment / ("Scripts/python.exe" if platform == "win32" else "bin/python")


def has_journeymap(python: Path, version: str) -> bool:
    """Whether that Python has journeymap, in this version."""
    code = "import journeymap; print(journeymap.__version__)"
    try:
        asked = subprocess.run([python, "-c", code], capture_output=True, text=True, check=False)
    except OSError:
        return False
    return asked.returncode == 0 and asked.stdout.strip() == version


def version_here() -> str:
    """The version of the journeymap that lies beside the launchers."""
    text = (SOURCE / "src" / "journeymap" / "version.py").read_text("utf-8")
    found = re.search(r'__version__ = "([^"]+)"', text)
    return found[1] if found else ""


def set_up(environment: Path) -> Path:
    """A Python with journeymap; made if there is none. Raises CalledProcessError, OSError."""
    version = version_here()
    for python in (Path(sys.executable), python_in(environment, sys.platform)):
        if has_journeymap(python, version):
            return python
    print("journeymap is being set up. This happens once, and takes a minute or two.", flush=True)
    venv.EnvBuilder(with_pip=True, upgrade_deps=False).create(environment)
    python = python_in(environment, sys.platform)
    subprocess.run([python, "-m", "pip", "install", "--quiet", SOURCE], check=True)
    return python


def main(arguments: list[str]) -> int:
    """Open the studio, and wait until it is closed."""
    if sys.version_info < NEEDED:
        print(f"journeymap needs Python {NEEDED[0]}.{NEEDED[1]} or newer; this is "
              f"{sys.version_info[0]}.{sys.version_info[1]}. Get it at python.org.")  # fmt: skip
        return 1
    try:
        python = set_up(home(sys.platform, os.environ))
    except (subprocess.CalledProcessError, OSError) as error:
        print(f"journeymap could not be set up: {error}")
        print("Setting it up needs a network, once. The studio itself needs none.")
        print("On Debian and Ubuntu it also needs: sudo apt install python3-venv")
        return 1
    print("The studio opens in your browser. Closing this window ends it.", flush=True)
    try:
        command = [python, "-m", "journeymap", "studio", *arguments]
        return subprocess.run(command, check=False).returncode
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
