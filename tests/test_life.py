"""The first life: what its files must hold, without the documents they were made from."""

import csv

import pytest

import journeymap
from conftest import ROOT, TROTSKY

COVERAGE = list(csv.DictReader((ROOT / "data/coverage.csv").read_text("utf-8").splitlines()))
IDS = {stay.id for stay in journeymap.read(TROTSKY).stays}


def test_every_place_and_date_of_the_documents_has_a_stay_or_a_reason() -> None:
    assert [line for line in COVERAGE if bool(line["stay"]) == bool(line["reason"])] == []
    assert {line["what"] for line in COVERAGE} == {"date", "place"}
    assert all(line["doc1"] or line["doc2"] for line in COVERAGE)


def test_every_stay_answers_for_something_in_the_documents() -> None:
    assert {line["stay"] for line in COVERAGE} - {""} == IDS


def test_nothing_is_answered_twice() -> None:
    asked = [(line["what"], line["doc1"], line["doc2"]) for line in COVERAGE]
    assert len(asked) == len(set(asked)) > 400


OLD_IDS = ["vienna-1907", "new-york-1917", "berezov-1907", "petrograd-1917-2", "coyoacan-1940-3"]


@pytest.mark.parametrize("old", OLD_IDS)
def test_links_that_were_given_away_still_lead_somewhere(old: str) -> None:
    assert old in IDS


def test_every_place_that_was_looked_up_has_been_looked_over() -> None:
    text = (ROOT / "data/places.located.csv").read_text("utf-8-sig")
    assert all(line["reviewed"] for line in csv.DictReader(text.splitlines()))


def test_the_readme_counts_as_many_rows_as_there_are() -> None:
    assert f"in {len(IDS)} rows" in (ROOT / "data/README.md").read_text("utf-8")
