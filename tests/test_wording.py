"""Figures → words, in English."""

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journeymap.dates import parse_date, parse_span
from journeymap.page.wording import Wording, fill, plural_form
from journeymap.said import said_date, said_span
from journeymap.scene import SaidClaim, SaidDate, SaidLength
from journeymap.vocabulary import words

ENGLISH = Wording("en")

DATES = [
    ("1902", "1902"),
    ("1902-08", "August 1902"),
    ("1902-08-03", "3 August 1902"),
    ("c. 1902", "about 1902"),
    ("1902?", "1902 (?)"),
    ("c. 1902?", "about 1902 (?)"),
    ("probably August 1902", "August 1902 (?)"),
    ("190X", "1900–1909"),
    ("191X", "1910s"),
    ("1890s", "1890s"),
    ("19XX", "1900–1999"),
    ("19th century", "1800–1899"),
    ("spring 1902", "spring 1902"),
    ("1902-22", "summer 1902"),
    ("fall 1902", "autumn 1902"),
    ("winter 1919/20", "winter 1919–1920"),
    ("early 1905", "early 1905"),
    ("mid 1905", "mid-1905"),
    ("end of 1905", "late 1905"),
    ("late February 1904", "late February 1904"),
    ("mid-March 1904", "mid-March 1904"),
    ("before 1907", "before 1907"),
    ("after August 1907", "after August 1907"),
    ("by 3 August 1907", "by 3 August 1907"),
    ("since 1907", "1907 or later"),
    ("[1900..1902-05]", "between 1900 and May 1902"),
    ("late 1890s", "between 1897 and 1899"),
    ("44 BC", "44 BC"),
    ("-0043-03-15", "15 March 44 BC"),
    ("1 BC", "1 BC"),
    ("0001", "1"),
    ("26 October 1879 OS", "26 October (7 November) 1879"),
    ("1 October 1879 OS", "1 October (13 October) 1879"),
    ("25 December 1916 OS", "25 December 1916 (7 January 1917)"),
    ("c. 26 October 1879 OS", "about 26 October (7 November) 1879"),
    ("October 1917 OS", "October 1917 (Old Style)"),
    ("about October 1917 OS", "about October 1917 (Old Style)"),
    ("summer 1902 OS", "summer 1902 (Old Style)"),
    ("1917 OS", "1917"),
]


@pytest.mark.parametrize(("text", "words"), DATES, ids=[row[0] for row in DATES])
def test_a_date_is_told_as_precisely_as_it_is_known(text: str, words: str) -> None:
    assert ENGLISH.date(said_date(parse_date(text))) == words


SPANS = [
    ("1902", "", "from 1902"),
    ("1902", "1902", "1902"),
    ("1902-08", "1903", "August 1902 to 1903"),
    ("1902", "..", "since 1902"),
    ("", "1902", "until 1902"),
    ("", "", "date not known"),
    ("", "..", "date not known"),
    ("26 October 1879 OS", "c. 1888", "26 October (7 November) 1879 to about 1888"),
]


@pytest.mark.parametrize(("start", "end", "words"), SPANS)
def test_a_span_is_told_from_start_to_end(start: str, end: str, words: str) -> None:
    assert ENGLISH.span(said_span(parse_span(start, end))) == words


@given(st.text(max_size=24))
def test_every_date_that_can_be_read_can_be_told(text: str) -> None:
    try:
        date = parse_date(text)
    except ValueError:
        return
    told = ENGLISH.date(said_date(date))
    assert told
    assert not set("{}") & set(told)


LENGTHS = [
    (SaidLength("day", 3, about=False), "3 days"),
    (SaidLength("week", 10, about=False), "10 weeks"),
    (SaidLength("month", 1, about=True), "about 1 month"),
    (SaidLength("year", 7, about=True), "about 7 years"),
    (SaidLength("year", 1, about=False), "1 year"),
]


@pytest.mark.parametrize(("length", "words"), LENGTHS)
def test_a_length_has_its_unit_in_the_right_number(length: SaidLength, words: str) -> None:
    assert ENGLISH.length(length) == words


def test_an_age_is_one_year_or_two() -> None:
    assert ENGLISH.age((37, 37)) == "aged 37"
    assert ENGLISH.age((36, 37)) == "aged 36 or 37"


def test_a_claim_is_told_by_its_field() -> None:
    year = SaidDate("year", (1916,))
    told = [
        ENGLISH.claim(
            SaidClaim(("a",), field, "Kraków", year if field in ("on", "start", "end") else None)
        )
        for field in ("on", "start", "end", "place", "kind", "absent")
    ]
    assert all(told)
    assert len(set(told)) == 6
    assert ["1916" in one for one in told] == [True, True, True, False, False, False]
    assert ["Kraków" in one for one in told] == [False, False, False, True, True, False]


def test_a_country_is_named_and_what_is_no_code_stands_for_itself() -> None:
    assert ENGLISH.country("UA") == "Ukraine"
    assert ENGLISH.country("Atlantis") == "Atlantis"
    assert ENGLISH.country("") == ""


@pytest.mark.parametrize("section", ["kind", "mode", "move", "certainty"])
def test_every_word_a_table_may_use_has_words(section: str) -> None:
    known = set(words(section).values()) - {"certain"}
    assert {word for word in known if word not in ENGLISH.table[section]} == set()


@pytest.mark.parametrize("kind", ["juggling", "<b>", "{x}", "__proto__", "{place"])
def test_a_word_the_table_of_words_lacks_stands_for_itself(kind: str) -> None:
    assert ENGLISH.text("kind", kind) == kind


def test_what_is_filled_in_is_not_read_again() -> None:
    assert fill("{a} and {b}", a="{b}", b="{a}") == "{b} and {a}"
    assert fill("{a} {unknown}", a=1) == "1 {unknown}"
    assert ENGLISH.text("place", "today", place="{place}") == "today {place}"


def test_no_pattern_has_a_slot_that_nobody_fills() -> None:
    for section in ("kind", "mode", "move", "certainty"):
        for pattern in ENGLISH.table[section].values():
            assert [name for _, name, _, _ in string.Formatter().parse(pattern) if name] == []


# Unicode CLDR's plural rules for whole numbers
PLURALS = [
    ("en", {"one": [1], "other": [0, 2, 5, 11, 21, 101]}),
    ("de", {"one": [1], "other": [0, 2, 21]}),
    ("es", {"one": [1], "other": [0, 2, 21]}),
    ("fr", {"one": [0, 1], "other": [2, 21]}),
    ("ru", {"one": [1, 21, 101, 121], "few": [2, 3, 4, 22, 34, 102],
            "many": [0, 5, 9, 10, 11, 12, 14, 19, 20, 25, 111, 112, 114]}),
]  # fmt: skip


@pytest.mark.parametrize(("language", "forms"), PLURALS)
def test_a_count_takes_the_plural_form_of_its_language(
    language: str, forms: dict[str, list[int]]
) -> None:
    for form, counts in forms.items():
        assert {plural_form(language, count) for count in counts} == {form}
