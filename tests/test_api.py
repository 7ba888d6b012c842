"""The public Python API."""

from pathlib import Path

import pandas as pd
import pytest
from shapely import LineString

import journeymap

FRAME = pd.DataFrame(
    {
        "place": ["Odessa", "London", "New York"],
        "start": [1888, "1902", pd.Timestamp("1917-01-13")],
        "end": [1896.0, "1903-08", float("nan")],
        "lat": [46.48, None, None],
        "lon": [30.74, None, None],
    }
)


def test_everything_that_is_public_exists_and_says_what_it_is() -> None:
    for name in journeymap.__all__:
        assert getattr(journeymap, name).__doc__


def test_a_data_frame_is_a_table() -> None:
    stays = journeymap.stays_frame(journeymap.read(FRAME))
    assert list(stays.index) == ["odessa-1888", "london-1902", "new-york-1917"]
    assert list(stays["start"]) == ["1888", "1902", "1917-01-13"]
    assert list(stays["end"]) == ["1896", "1903-08", ""]
    assert list(stays["placed_by"]) == ["table", "gazetteer", "gazetteer"]
    assert stays.loc["london-1902", "lat"] == pytest.approx(51.5, abs=0.1)


def test_legs_come_with_kilometres_and_geometry() -> None:
    legs = journeymap.legs_frame(journeymap.read(FRAME))
    assert list(legs["origin"]) == ["odessa-1888", "london-1902"]
    assert legs["km"].iloc[1] == pytest.approx(5570, rel=0.01)
    assert isinstance(legs["geometry"].iloc[0], LineString)


def test_a_map_is_written_from_python(tmp_path: Path) -> None:
    path = journeymap.build(FRAME, tmp_path / "map.html")
    assert "data-stay-id=" in path.read_text("utf-8")


def test_what_is_wrong_is_told_by_row() -> None:
    problems = journeymap.check(FRAME.assign(start=["soon", "1902", "1917"]))
    assert [(p.row, p.column, p.value) for p in problems] == [(2, "start", "soon")]
    with pytest.raises(journeymap.InputError, match="soon"):
        journeymap.read(FRAME.assign(start=["soon", "1902", "1917"]))


def test_a_place_called_na_is_a_place() -> None:
    frame = pd.DataFrame({"place": ["NA"], "lat": [1.0], "lon": [2.0], "start": ["1900"]})
    assert journeymap.stays_frame(journeymap.read(frame)).iloc[0]["place"] == "NA"


def test_what_cannot_be_read_at_all_is_checked_too() -> None:
    frame = FRAME.assign(title=["One", "\ud83d", "Three"])
    (problem,) = journeymap.check(frame)
    assert str(problem).startswith("DataFrame: there is half a letter in ")
    assert "\\xd83d" in str(problem)
    with pytest.raises(journeymap.InputError, match="half a letter"):
        journeymap.read(frame)
    (problem,) = journeymap.check("none.csv")
    assert str(problem) == "none.csv: there is no such file."


TABLE = "place,start\nLondon,1902\nVienna,1907\n"


def test_a_build_writes_the_ledger_beside_the_table(tmp_path: Path) -> None:
    table = tmp_path / "life.csv"
    table.write_text(TABLE, "utf-8")
    with pytest.raises(journeymap.InputError, match="locked"):
        journeymap.build(table, tmp_path / "map.html", locked=True)
    first = journeymap.build(table, tmp_path / "map.html").read_bytes()
    assert "London" in (tmp_path / "life.located.csv").read_text("utf-8-sig")
    assert journeymap.build(table, tmp_path / "map.html", locked=True).read_bytes() == first


@pytest.mark.parametrize("name", ["life.csv", "life.toml", "life.located.csv"])
def test_a_map_never_replaces_what_it_is_made_from(tmp_path: Path, name: str) -> None:
    files = {"life.csv": TABLE, "life.toml": 'title = "A life"\n'}
    for file, text in files.items():
        (tmp_path / file).write_text(text, "utf-8")
    with pytest.raises(journeymap.UsageError, match="made from"):
        journeymap.build(tmp_path / "life.csv", tmp_path / name)
    for file, text in files.items():
        assert (tmp_path / file).read_text("utf-8") == text
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(files)
