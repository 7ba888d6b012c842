"""What users get wrong, told in exactly these words.

The texts under ``golden/cli`` are exact. ``JOURNEYMAP_GOLDEN=write`` writes them anew; then
read the difference as a teacher would.
"""

import json
import os
from pathlib import Path

import pytest

from commands import Run, files_in, write
from workbooks import packed, workbook

GOLDEN = Path(__file__).parent / "golden" / "cli"
TABLES = {
    path.stem: path.name.removesuffix(".json")
    for path in (p.with_name(p.name.removesuffix(".json")) for p in sorted(GOLDEN.iterdir()))
    if path.suffix not in (".txt", ".toml") and not path.stem.endswith(".located")
}
"""A table that is wrong in its own way each, by what is wrong with it; ``put`` lays it down."""
MISTAKES = sorted(TABLES)


def put(name: str) -> str:
    """Lay the table of a golden text, and what belongs to it, into this folder.

    What ends in ``.json`` is the recipe of a workbook, or the parts of another packed file.
    """
    for path in GOLDEN.glob(f"{name}.*"):
        if path.suffix == ".json":
            recipe = json.loads(path.read_text("utf-8"))
            write(path.stem, packed(recipe["parts"]) if "parts" in recipe else workbook(recipe))
        elif path.suffix != ".txt":
            write(path.name, path.read_bytes())
    return TABLES[name]


@pytest.mark.parametrize("name", MISTAKES)
def test_a_mistake_is_told_in_exactly_these_words(name: str, say: Run, folder: Path) -> None:
    table = put(name)
    said = say("check", table)
    text = f"$ journeymap check {table}\n{said.err}{said.out}exit code {said.code}\n"
    golden = GOLDEN / f"{name}.txt"
    if os.environ.get("JOURNEYMAP_GOLDEN") == "write":
        golden.write_text(text, encoding="utf-8")
    assert text == golden.read_text("utf-8")
    assert len(text.splitlines()) <= 62  # 60 of the command's


@pytest.mark.parametrize("name", MISTAKES)
def test_a_mistake_leaves_the_old_map_as_it_is_or_makes_a_new_one(
    name: str, say: Run, folder: Path
) -> None:
    table = put(name)
    write("out.html", "the old map")
    status = Path("out.html").stat()
    before = files_in(folder)
    said = say("build", table, "-o", "out.html")
    assert "Traceback" not in said.err
    if said.code:
        assert said.code == 1
        assert Path("out.html").read_text() == "the old map"
        after = Path("out.html").stat()
        assert (after.st_ino, after.st_mtime_ns) == (status.st_ino, status.st_mtime_ns)
        assert files_in(folder) == before
        assert said.out == ""
        assert said.err.splitlines()[-1].endswith("; nothing was written.")


def test_every_golden_text_belongs_to_a_table() -> None:
    assert sorted(path.stem for path in GOLDEN.glob("*.txt")) == MISTAKES
    assert len(MISTAKES) >= 15
