"""New tables: the starter, and other spreadsheets' tables under our headings."""

from pathlib import Path

import pytest

from commands import Run
from journeymap.headings import column_of
from journeymap.table import read_table
from journeymap.vocabulary import starter_table

FOREIGN = (
    "Name of spot;Year;Ende;Whereabouts;Weather;Breitengrad\n"
    "a;1867;1891;Warsaw;rain;\nb;1891;1934;Paris;sun;\n"
)


def header_of(path: str) -> tuple[str, ...]:
    table, _ = read_table(Path(path).read_bytes(), file=path)
    assert table is not None
    return table.header.cells


@pytest.mark.parametrize("name", ["life.csv", "life.xlsx", "a folder/life.XLSX", "life"])
def test_a_starter_table_has_five_columns_and_builds_without_a_word(say: Run, name: str) -> None:
    said = say("new", name)
    assert (said.code, said.err) == (0, "")
    path = name if "." in name else f"{name}.csv"
    assert f'journeymap build "{path}"' in said.out
    assert header_of(path) == ("place", "start", "end", "title", "description")
    assert say("check", path).out == f"{path}: nothing to say against it.\n"
    assert say("build", path).code == 0


def test_the_starter_has_no_column_but_known_ones() -> None:
    assert all(column_of(name) == name for name in starter_table().splitlines()[0].split(","))


def test_nothing_is_written_over(say: Run) -> None:
    Path("life.csv").write_text("mine")
    said = say("new", "life.csv")
    assert said.code == 1
    assert said.err == "journeymap: life.csv is there already; it was left as it is.\n"
    assert Path("life.csv").read_text() == "mine"


def test_a_table_that_is_not_there_cannot_be_adopted(say: Run) -> None:
    said = say("new", "life.csv", "--from", "no.csv")
    assert (said.code, Path("life.csv").exists()) == (1, False)
    assert said.err.startswith("no.csv: there is no such file.\n")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["life.ods"], "neither .csv nor .xlsx"),
        (["life.csv", "--column", "place=x"], "--from"),
        (["life.csv", "--from", "old.csv", "--column", "place"], "is not COLUMN=HEADING"),
        (["life.csv", "--from", "old.csv", "--column", "spot=Year"], 'no column "spot"'),
        (["life.csv", "--from", "old.csv", "--column", "place=x"], 'no heading is "x"'),
        (["life.csv", "--from", "old.csv"], "--column place=HEADING, of \"Name of spot\""),
    ],
)  # fmt: skip
def test_a_wrong_command_says_what_is_right(say: Run, arguments: list[str], message: str) -> None:
    Path("old.csv").write_text(FOREIGN)
    said = say("new", *arguments)
    assert said.code == 2
    assert message in said.err
    assert not Path("life.csv").exists()


def test_headings_of_another_spreadsheet_are_put_in_our_words(say: Run) -> None:
    Path("old.csv").write_text(FOREIGN)
    said = say("new", "life.csv", "--from", "old.csv", "--column", "place=Whereabouts",
               "--column", "start=Year")  # fmt: skip
    assert said.code == 0
    assert header_of("life.csv") == ("Name of spot", "start", "end", "place", "Weather", "lat")
    assert '"Ende" → end' in said.out
    assert '"Weather" is kept, but not shown.' in said.out
    assert say("build", "life.csv").code == 0


def test_what_is_unclear_is_asked_at_a_terminal(say: Run) -> None:
    Path("old.csv").write_text(FOREIGN)
    said = say("new", "life.xlsx", "--from", "old.csv", answers="\nnonsense\nPlace\n-\n")
    assert said.code == 0
    assert header_of("life.xlsx") == ("Name of spot", "start", "end", "place", "Weather", "lat")
    assert '"Whereabouts" holds "Warsaw", "Paris". Which column is it?' in said.err
    assert "bound_for" in said.err  # the names, after the nonsense


def test_the_end_of_the_answers_keeps_the_rest(say: Run) -> None:
    Path("old.csv").write_text("place,Weather\nParis,sun\n")
    assert say("new", "life.csv", "--from", "old.csv", answers="").code == 0
    assert header_of("life.csv") == ("place", "Weather")


def test_a_table_with_faults_in_its_form_is_not_taken(say: Run) -> None:
    Path("old.csv").write_text("place,start\nParis,1902,oh\n")
    said = say("new", "life.csv", "--from", "old.csv")
    assert said.code == 1
    assert "old.csv row 2: the row has 3 cells, the header 2." in said.err
    assert not Path("life.csv").exists()


# ---------------------------------------------------------------- export

TABLE = "Ort,von,Titel\nVienna,7.11.1902,=1+1\nParis,1903,\n"


def test_export_writes_beside_the_maps_and_says_whose_coordinates_they_are(say: Run) -> None:
    Path("life.csv").write_text(TABLE)
    said = say("export", "life.csv", "--to", "csv")
    assert said.code == 0
    assert said.out.startswith("maps/life.csv: 2 stays, ")
    assert "GeoNames (CC BY 4.0)" in said.out
    text = Path("maps/life.csv").read_text("utf-8-sig")
    assert text.splitlines()[1].startswith("Vienna,AT,48.20849,16.37208,1902-11-07,")
    assert "'=1+1" in text
    assert say("check", "maps/life.csv").out == "maps/life.csv: nothing to say against it.\n"


@pytest.mark.parametrize("to", ["csv", "xlsx", "geojson"])
def test_export_replaces_only_what_it_was_told_to(say: Run, to: str) -> None:
    Path("life.csv").write_text(TABLE)
    assert say("export", "life.csv", "--to", to).code == 0
    assert "is there already" in say("export", "life.csv", "--to", to).err
    assert say("export", "life.csv", "--to", to, "-o", f"maps/life.{to}").code == 0
    said = say("export", "life.csv", "--to", to, "-o", "life.csv")
    assert (said.code, Path("life.csv").read_text()) == (2, TABLE)


def test_a_map_is_exported_as_its_table_is(say: Run) -> None:
    Path("life.csv").write_text(TABLE)
    say("build", "life.csv", "-o", "map.html")
    assert say("export", "map.html", "--to", "csv", "-o", "a.csv").code == 0
    assert say("export", "life.csv", "--to", "csv", "-o", "b.csv").code == 0
    assert Path("a.csv").read_bytes() == Path("b.csv").read_bytes()


def test_a_table_with_errors_is_not_exported(say: Run) -> None:
    Path("life.csv").write_text("place,start\nParis,31 June 1902\n")
    said = say("export", "life.csv", "--to", "geojson")
    assert said.code == 1
    assert "1 error; nothing was written." in said.err
    assert not Path("maps").exists()
