"""Country names in, codes out."""

import csv
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journeymap.gazetteer.countries import country_code, country_name, is_part, nearest_country


def _rows() -> list[dict[str, str]]:
    path = files("journeymap.gazetteer") / "data" / "countries.csv"
    return list(csv.DictReader(path.read_text("utf-8").splitlines()))


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Mexico", "MX"),
        ("México", "MX"),
        ("Mexiko", "MX"),
        ("Mexique", "MX"),
        ("Мексика", "MX"),
        ("MX", "MX"),
        ("mex", "MX"),
        ("  russian federation ", "RU"),
        ("Russland", "RU"),
        ("Rußland", "RU"),
        ("Россия", "RU"),
        ("UK", "GB"),
        ("England", "GB"),
        ("Great Britain", "GB"),
        ("USA", "US"),
        ("U.S.A.", "US"),
        ("United States of America", "US"),
        ("Vereinigte Staaten", "US"),
        ("États-Unis", "US"),
        ("Estados Unidos", "US"),
        ("США", "US"),
        ("Türkiye", "TR"),
        ("Turkey", "TR"),
        ("Österreich", "AT"),
        ("Ελλάδα", "GR"),
        ("Czech Republic", "CZ"),
        ("Holland", "NL"),
        ("the Netherlands", "NL"),
        ("Côte d'Ivoire", "CI"),
        ("Kosovo", "XK"),
        ("Burma", "MM"),
        ("Niger", "NE"),
        ("Nigeria", "NG"),
    ],
)
def test_a_country_is_known_by_any_of_its_names(text: str, code: str) -> None:
    assert country_code(text) == code


@pytest.mark.parametrize("text", ["", "?", "Soviet Union", "Ruritania", "Congo", "Korea", "ZZ"])
def test_what_names_no_country_of_today_has_no_code(text: str) -> None:
    assert country_code(text) == ""


@pytest.mark.parametrize("row", _rows(), ids=lambda row: row["code"])
def test_every_name_of_a_country_leads_back_to_it(row: dict[str, str]) -> None:
    lists = ("also", "parts")
    names = [row[column] for column in row if column not in lists]
    assert all(names)
    names += [name for column in lists for name in row[column].split(";")]
    assert {country_code(name) for name in names if name.strip()} == {row["code"]}
    parts = {name.strip() for name in row["parts"].split(";")} - {""}
    assert {name.strip() for name in names if is_part(name)} == parts
    assert country_name(row["code"]) == row["english"]


def test_in_a_language_without_names_of_countries_they_are_told_in_english() -> None:
    assert country_name("AT", "de") == "Österreich"
    assert country_name("AT", "xx") == "Austria"


def test_an_unknown_code_has_no_name() -> None:
    assert country_name("ZZ") == country_name("") == ""


@given(st.text())
def test_any_text_has_a_code_or_none(text: str) -> None:
    assert len(country_code(text)) in (0, 2)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("Frnace", "France"),
        ("Ukrain", "Ukraine"),
        ("Swizerland", "Switzerland"),
        ("Xyz", ""),
        ("", ""),
    ],
)
def test_a_misspelt_country_is_answered_by_the_one_meant(typed: str, meant: str) -> None:
    assert nearest_country(typed) == meant
