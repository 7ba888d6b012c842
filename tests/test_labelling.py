"""``journeymap ids``: the ids of a table's links, written into it, and nothing else changed."""

import csv
import io
from pathlib import Path

import pytest

from commands import run
from conftest import SMALL, SMALL_IDS, html_of
from journeymap.labelling import with_ids
from journeymap.page.carried import facts_of_page

IDS = {2: "odessa-1888", 3: "kiev-1905", 4: "wien-1907"}


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("place,start\nOdessa,1888\nKiev,1905\n",
         "place,start,id\nOdessa,1888,odessa-1888\nKiev,1905,kiev-1905\n"),
        ("place;start\r\nOdessa;1888\r\n\r\nWien;1907",
         "place;start;id\r\nOdessa;1888;odessa-1888\r\n\r\nWien;1907;wien-1907"),
        ('place,title\n"Odessa, on the sea","a ""port""\nof grain"\n5" gun,x\n',
         'place,title,id\n"Odessa, on the sea","a ""port""\nof grain",odessa-1888\n'
         '5" gun,x,kiev-1905\n'),
        ("place,ID,start\nOdessa,,1888\nKiev,mine,1905\nWien,  ,1907\n",
         "place,ID,start\nOdessa,odessa-1888,1888\nKiev,mine,1905\nWien,wien-1907,1907\n"),
        ("sep=;\nplace;start\nOdessa;1888\n", "sep=;\nplace;start;id\nOdessa;1888;odessa-1888\n"),
        ("\ufeffplace\tstart\nOdessa\t1888\n",
         "\ufeffplace\tstart\tid\nOdessa\t1888\todessa-1888\n"),
        ("\ufeffid,place\n,Odessa\n", "\ufeffid,place\nodessa-1888,Odessa\n"),
    ],
)  # fmt: skip
def test_every_row_gets_its_id_and_nothing_else_changes(before: str, after: str) -> None:
    delimiter = ";" if ";" in before else "\t" if "\t" in before else ","
    made = with_ids(before.encode(), IDS, delimiter=delimiter, header=1)
    assert made.decode() == after
    assert with_ids(made, IDS, delimiter=delimiter, header=1) == made


def test_the_bytes_of_a_code_page_stay_what_they_are() -> None:
    before = "place,start\nКиев,1905\n".encode("cp1251")
    made = with_ids(before, {2: "kiev-1905"}, delimiter=",", header=1)
    assert made.decode("cp1251") == "place,start,id\nКиев,1905,kiev-1905\n"


def test_links_survive_another_name_and_another_year(tmp_path: Path) -> None:
    table = tmp_path / "life.csv"
    table.write_text(SMALL, encoding="utf-8")
    said = run("ids", table, cwd=tmp_path)
    assert said.code == 0, said.err
    assert "7 rows with an id" in said.out
    rows = list(csv.DictReader(io.StringIO(table.read_text("utf-8"))))
    assert [row["id"] for row in rows] == list(SMALL_IDS)
    changed = table.read_text("utf-8").replace("Delta,41,29,1905", "Deltapolis,41,29,1906")
    facts = facts_of_page(html_of(changed).encode())
    assert facts is not None
    assert "delta-1905" in facts.stays
    assert "every row has its id already" in run("ids", table, cwd=tmp_path).out


@pytest.mark.parametrize(
    ("name", "data", "code", "words"),
    [
        ("bad.csv", b"place,start\nOdessa,31 June 1888\n", 1, "31 June 1888"),
        ("wide.csv", "place,start\nOdessa,1888\n".encode("utf-16"), 1, "CSV UTF-8"),
        ("map.html", b"<html></html>", 2, "carries its table"),
    ],
)
def test_what_cannot_be_labelled_stays_as_it_is(
    tmp_path: Path, name: str, data: bytes, code: int, words: str
) -> None:
    table = tmp_path / name
    table.write_bytes(data)
    said = run("ids", table, cwd=tmp_path)
    assert (said.code, table.read_bytes()) == (code, data)
    assert words in said.err
