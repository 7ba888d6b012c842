"""Two lives: ``build a.csv b.csv`` makes one map, which follows one and shows the others."""

import re
from pathlib import Path

import pytest

from commands import run
from conftest import ROOT, Open
from journeymap.files import read_sources
from journeymap.offline import OFFLINE_WORLD
from journeymap.page.carried import facts_of_page, sources_of_page
from journeymap.pipeline import gather
from journeymap.settings import read_settings

ANNA = """\
place,lat,lon,start,end,era,within,title,source
Alpha,50,10,1900,1901,Youth,,Anna is born,doc1
Beta,52,13,1902,1904,Youth,,Anna at school,doc1
Gamma,48,2,1903-05,1903-05,Youth,beta-1902,A day away,
Delta,41,29,1906,1908,Work,,Anna works,
"""
BORIS = """\
Ort,lat,lon,from,to,era,person,title,source
Alpha,50,10,1899,1900,Childhood,,Boris is born,doc2
Epsilon,55,37,1901,1905,Childhood,,Boris in the north,doc2 p. 3
Beta,52,13,1902,1902,Youth,Boris; Anna,Both meet,
Alpha,50,10,1900,1900,Childhood,,Boris stays,
"""
ANNA_TOML = """\
title = "Anna"
person = "Anna"
born = "1899-05-01"
output = "maps/anna.html"
[sources.doc1]
citation = "First"
"""
BORIS_TOML = """\
person = "Boris Ivanov"
born = "c. 1890"
[eras.Childhood]
text = "The beginning"
[sources.doc2]
citation = "Second"
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, text in (("anna.csv", ANNA), ("anna.toml", ANNA_TOML),
                       ("boris.csv", BORIS), ("boris.toml", BORIS_TOML)):  # fmt: skip
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


def built(folder: Path) -> Path:
    said = run("build", "anna.csv", "boris.csv", cwd=folder)
    assert said.code == 0, said.err
    return folder / "maps" / "anna-boris.html"


def test_every_row_is_somebody_s_and_in_the_order_of_time(folder: Path) -> None:
    html = built(folder).read_text("utf-8")
    rows = re.findall(r'data-part="?person"?>(.*?)</p>.*?<h3[^>]*>(.*?)</h3>', html)
    assert rows == [
        ("Boris Ivanov", "Boris is born"),
        ("Anna", "Anna is born"),
        ("Boris Ivanov", "Boris stays"),
        ("Boris Ivanov", "Boris in the north"),
        ("Anna", "Anna at school"),
        ("Boris · Anna", "Both meet"),
        ("Anna", "A day away"),
        ("Anna", "Anna works"),
    ]
    assert "<title>Anna · Boris Ivanov</title>" in html
    assert "Second" in html
    assert "The beginning" in html
    assert not (folder / "maps" / "anna.html").exists(), "the first map is another"


def test_ids_are_kept_where_they_are_free_and_stays_within_others_stay_there(
    folder: Path,
) -> None:
    html = built(folder).read_text("utf-8")
    ids = re.findall(r"data-stay-id=(\S+)", html)
    assert {"alpha-1900", "beta-1902", "gamma-1903", "boris-ivanov-beta-1902"} <= set(ids)
    (folder / "joined").mkdir()
    said = run("build", "maps/anna-boris.html", "-o", "joined/again.html", cwd=folder)
    assert said.code == 0, said.err
    assert (folder / "joined" / "again.html").read_text("utf-8") == html
    journey = gather(read_sources(folder / "anna.csv"), world=OFFLINE_WORLD).journey
    assert len(journey.stays) == 4


def test_the_same_bytes_come_of_the_same_tables(folder: Path) -> None:
    first = built(folder).read_bytes()
    assert built(folder).read_bytes() == first


def test_a_fault_is_told_by_the_table_and_the_row_it_is_in(folder: Path) -> None:
    path = folder / "boris.csv"
    path.write_text(BORIS.replace("1901,1905", "31 June 1901,1905"), encoding="utf-8")
    said = run("build", "anna.csv", "boris.csv", cwd=folder)
    assert said.code == 1
    assert "boris.csv row 3, column from (start)" in said.err
    assert not (folder / "maps").exists()


def test_the_faults_of_all_tables_are_told_at_once(folder: Path) -> None:
    for name, text in (("anna.csv", ANNA), ("boris.csv", BORIS)):
        (folder / name).write_text(text.replace("1902", "31 June 1902"), encoding="utf-8")
    said = run("build", "anna.csv", "boris.csv", "none.csv", cwd=folder)
    assert said.code == 1
    assert all(f"{name}.csv row " in said.err for name in ("anna", "boris"))
    assert "none.csv: there is no such file." in said.err


def test_a_stay_without_a_source_is_refused_by_the_row_it_is_in(folder: Path) -> None:
    said = run("build", "anna.csv", "boris.csv", "--strict-sources", cwd=folder)
    assert said.code == 1
    named = re.findall(r"^(\S+) row (\d+), column source:", said.err, re.M)
    assert {file for file, _ in named} == {"anna.csv", "boris.csv"}
    assert ("boris.csv", "3") not in named, "that one has a source"


def test_locked_ledgers_have_to_have_the_places_of_all_tables(folder: Path) -> None:
    (folder / "boris.csv").write_text("place,start\nVienna,1900\n", encoding="utf-8")
    said = run("build", "anna.csv", "boris.csv", "--locked", cwd=folder)
    assert said.code == 1
    assert 'boris.located.csv: "Vienna" is not in the ledger, which is locked.' in said.err
    assert not (folder / "maps").exists()
    assert run("build", "boris.csv", cwd=folder).code == 0
    assert run("build", "anna.csv", "boris.csv", "--locked", cwd=folder).code == 0


def test_one_key_for_two_sources_is_refused(folder: Path) -> None:
    path = folder / "boris.toml"
    path.write_text(BORIS_TOML.replace("doc2", "doc1"), encoding="utf-8")
    said = run("build", "anna.csv", "boris.csv", cwd=folder)
    assert said.code == 2
    assert "doc1 means one source in anna.toml and another in boris.toml" in said.err


@pytest.mark.parametrize(
    "anna",
    [
        'title = """\nAnna\nand others"""\nperson = "Anna"\n',
        '"title" = "Anna"\nperson = "Anna"\nborn = 1899-05-01\n[context]\n"1900" = ["a", "b"]\n',
        'person = "Anna"\nsources = {doc1 = {citation = "First"}}\n',
        'person = "Anna"\nsources.doc1.citation = "First"\n[eras]\nYouth = {slot = 2}\n',
        'person = "Anna"\n[persons.boris]\nname = "Boris Ivanov"\n',
        'person = "Anna"\n[persons.boris-ivanov]\nname = "Boris the Other"\n',
        "",
    ],
)
def test_settings_in_any_form_of_toml_are_joined(folder: Path, anna: str) -> None:
    (folder / "anna.toml").write_text(anna, encoding="utf-8")
    said = run("build", "anna.csv", "boris.csv", cwd=folder)
    assert said.code == 0, said.err
    html = (folder / "maps" / "anna-boris.html").read_text("utf-8")
    who = {one.casefold() for one in re.findall(r'data-part="?person"?>(.*?)</p>', html)}
    assert {"anna", "boris ivanov"} < who
    assert "boris the other" not in who


def test_persons_are_who_their_own_settings_say_and_sources_keep_their_origin(
    folder: Path,
) -> None:
    more = '[persons.c]\nname = "Carl"\n[sources.doc3]\nderives_from = "doc2"\n'
    (folder / "boris.toml").write_text(BORIS_TOML + more, encoding="utf-8")
    (folder / "boris.csv").write_text(BORIS.replace("Boris; Anna", "c; Anna"), encoding="utf-8")
    html = built(folder).read_text("utf-8")
    assert "Carl · Anna" in html
    inside = sources_of_page(html.encode())
    assert inside is not None
    assert inside.settings is not None
    settings, problems = read_settings(inside.settings.data, file="x.toml")
    assert problems == ()
    assert settings.sources[-1].derives_from == ("doc2",)
    assert [person.name for person in settings.persons] == ["Anna", "Boris Ivanov", "Carl"]


def test_the_warnings_counted_are_those_that_were_told(folder: Path) -> None:
    (folder / "boris.toml").write_text("persn = 'B'\n" + BORIS_TOML, encoding="utf-8")
    (folder / "anna.csv").write_text(ANNA + "Eta,50,10,1907,1907,,,,\n", encoding="utf-8")
    said = run("build", "anna.csv", "boris.csv", cwd=folder)
    told = said.err.count("warning: ")
    assert told == 2
    assert f"; {told} warnings" in said.out


def test_what_is_looked_up_is_pinned_beside_each_table_and_told(folder: Path) -> None:
    (folder / "anna.csv").write_text(ANNA + "Odessa,,,1909,1909,Work,,,\n", encoding="utf-8")
    boris = "place,country,start\nParis,FR,1900\nHalifax,CA,1901\nSpringfield,US,1902\n"
    (folder / "boris.csv").write_text(boris, encoding="utf-8")
    said = run("build", "anna.csv", "boris.csv", cwd=folder)
    assert said.code == 0, said.err
    assert "4 by the table, 0 by the ledger, 4 by the gazetteer" in said.out
    assert "chosen among several of the name: " in said.out
    assert "Springfield" in said.out.split("chosen among several of the name: ")[1]
    pinned = {name: (folder / f"{name}.located.csv").read_bytes() for name in ("anna", "boris")}
    assert b"Odessa" in pinned["anna"]
    assert b"Odessa" not in pinned["boris"]
    page = built(folder).read_bytes()
    said = run("build", "anna.csv", "boris.csv", "--locked", cwd=folder)
    assert "4 by the table, 4 by the ledger, 0 by the gazetteer" in said.out
    assert (folder / "maps" / "anna-boris.html").read_bytes() == page
    for name, data in pinned.items():
        assert (folder / f"{name}.located.csv").read_bytes() == data
    assert not (folder / "anna-boris.located.csv").exists()


def test_no_table_is_written_over(folder: Path) -> None:
    said = run("build", "anna.csv", "boris.csv", "-o", "boris.csv", cwd=folder)
    assert said.code == 2
    assert (folder / "boris.csv").read_text("utf-8") == BORIS


def test_the_two_lives_of_the_data_meet(tmp_path: Path) -> None:
    out = tmp_path / "two.html"
    said = run("build", "data/places.csv", "data/lenin.csv", "--locked", "-o", out, cwd=ROOT)
    assert (said.code, said.err) == (0, "")
    facts = facts_of_page(out.read_bytes())
    assert facts is not None
    assert facts.title == "Leon Trotsky · Vladimir Lenin"
    assert {"zimmerwald-1915", "lenin-zimmerwald-1915"} <= facts.stays


@pytest.mark.browser
def test_one_is_followed_and_the_others_are_shown_where_they_were(
    open_page: Open, folder: Path
) -> None:
    opened = open_page(built(folder))
    assert opened.js("journeymap.stays.length") == 8
    opened.action("tools").click()
    follow = opened.action("follow")
    assert follow.locator("option").all_text_contents() == [
        "everyone",
        "Anna",
        "Boris Ivanov",
        "Boris",
    ]
    follow.select_option("Anna")
    opened.until("journeymap.stays.length === 5")
    opened.js("journeymap.goTo('beta-1902')")
    opened.frames(3)
    meanwhile = opened.page.locator(".j-card .j-meanwhile").inner_text()
    assert "Boris Ivanov Epsilon, 1901 to 1905" in meanwhile
    assert opened.page.locator(".j-other", has_text="Boris Ivanov").is_visible()
    opened.action("list").click()
    assert opened.page.locator(".j-stays > li:visible").count() == 5
    opened.action("tools").evaluate("button => button.click()")
    opened.action("follow").focus()
    opened.page.keyboard.press("ArrowDown")
    opened.until("journeymap.stays.length < 5")
    opened.page.keyboard.press("ArrowUp")  # the choice is still there, under the same keys
    opened.until("journeymap.stays.length === 5")
    opened.action("follow").select_option("everyone")
    opened.until("journeymap.stays.length === 8")
    assert opened.page.locator(".j-other").count() == 0
    opened.action("list").click()
    assert opened.page.locator(".j-stays > li:visible").count() == 8


@pytest.mark.browser
def test_whom_to_follow_can_stand_in_the_address(open_page: Open, folder: Path) -> None:
    path = built(folder)
    assert open_page(path, query="follow=2").js("journeymap.stays.length") == 3
    assert open_page(path, query="follow=9").js("journeymap.stays.length") == 8


@pytest.mark.browser
def test_each_of_the_two_lives_of_the_data_is_followed_with_areas_and_all(
    open_page: Open, tmp_path: Path
) -> None:
    out = tmp_path / "two.html"
    run("build", "data/places.csv", "data/lenin.csv", "--locked", "-o", out, cwd=ROOT)
    every = open_page(out).js("journeymap.stays.length")
    for person in (1, 2):
        opened = open_page(out, query=f"follow={person}")
        assert 0 < opened.js("journeymap.stays.length") < every
        opened.js("journeymap.stays.forEach(stay => journeymap.goTo(stay.id))")
        opened.js("journeymap.goTo('1917')")
        opened.frames(3)
        assert opened.page.locator(".j-card .j-person").is_visible()
