"""Dates, lengths and ages as they are told: at the precision that is known."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journeymap.bounds import length_days
from journeymap.dates import parse_date, parse_span
from journeymap.durations import parse_duration
from journeymap.model import Claim, Person
from journeymap.said import age_at, days_of, said_claims, said_date, said_length, said_span
from journeymap.scene import SaidClaim, SaidDate, SaidLength, SaidSpan

DATES = [
    ("1902", SaidDate("year", (1902,))),
    ("c. 1902?", SaidDate("year", (1902,), approximate=True, uncertain=True)),
    ("1902-08", SaidDate("month", (1902, 8))),
    ("summer 1902", SaidDate("season", (1902, 2))),
    ("late 1902", SaidDate("part", (1902, 3))),
    ("before August 1907", SaidDate("before", (1907, 8))),
    ("[1900..1902-05]", SaidDate("between", (1900, 0, 0, 1902, 5, 0))),
    ("1879-11-07", SaidDate("day", (1879, 11, 7))),
    ("26 October 1879 OS", SaidDate("day", (1879, 10, 26), old_style=True,
                                    new_style=(1879, 11, 7))),
    ("25 December 1916 OS", SaidDate("day", (1916, 12, 25), old_style=True,
                                     new_style=(1917, 1, 7))),
    ("October 1917 OS", SaidDate("month", (1917, 10), old_style=True)),
    ("1917 OS", SaidDate("year", (1917,), old_style=True)),
]  # fmt: skip


@pytest.mark.parametrize(("text", "said"), DATES, ids=[row[0] for row in DATES])
def test_a_date_is_told_in_the_figures_it_was_written_with(text: str, said: SaidDate) -> None:
    assert said_date(parse_date(text)) == said


def test_a_span_is_told_by_its_two_ends() -> None:
    year = SaidDate("year", (1902,))
    assert said_span(parse_span("1902", "")) == SaidSpan(year, None)
    assert said_span(parse_span("", "1902")) == SaidSpan(None, year)
    assert said_span(parse_span("1902", "..")) == SaidSpan(year, None, ongoing=True)
    assert said_span(parse_span("", "")) == SaidSpan(None, None)


def test_a_year_is_not_told_twice_where_the_stay_was_some_weeks_of_it() -> None:
    year, about = SaidDate("year", (1904,)), SaidDate("year", (1904,), approximate=True)
    assert said_span(parse_span("1904", "", parse_duration("3 weeks"))) == SaidSpan(year, year)
    assert said_span(parse_span("1904", "1904~")) == SaidSpan(year, about)
    assert said_span(parse_span("1904", "", parse_duration("a year"))).end != year


def test_the_days_of_a_span_are_open_where_nothing_bounds_them() -> None:
    assert days_of(parse_span("", "")) == (None, None, None, None)
    start, end = parse_date("before 1907").latest, parse_date("1908")
    assert days_of(parse_span("before 1907", "1908")) == (None, start, end.earliest, end.latest)


# start | end | duration | what is said
LENGTHS: list[tuple[str, str, str, SaidLength | None]] = [
    ("1902-08-01", "1902-08-04", "", SaidLength("day", 3, about=False)),
    ("1902-08-01", "1902-08-14", "", SaidLength("day", 13, about=False)),
    ("1902-08-01", "1902-08-15", "", SaidLength("week", 2, about=False)),
    ("1917-01-13", "", "10 weeks", SaidLength("week", 10, about=False)),
    ("1917-01-13", "1917-03-27", "", SaidLength("week", 10, about=False)),
    ("1902-01", "1902-08", "", SaidLength("month", 7, about=True)),
    ("1902-01-01", "1902-08-01", "", SaidLength("month", 7, about=False)),
    ("1907-10", "1914-08", "", SaidLength("year", 7, about=False)),
    ("1907", "1914", "", SaidLength("year", 7, about=True)),
    # too open, a moment, or not known
    ("1902", "1903", "", None),
    ("1902", "1902", "", None),
    ("1902-08-01", "1902-08-01", "", None),
    ("1902-08-01", "1902-08-02", "", None),
    ("1902-08", "", "", None),
    ("1902-08", "..", "", None),
    ("", "1902", "", None),
    ("before 1902", "1905", "", None),
    ("1902", "after 1905", "", None),
]


@pytest.mark.parametrize(("start", "end", "duration", "said"), LENGTHS)
def test_a_length_is_rounded_as_speech_rounds_it_and_not_told_where_it_is_open(
    start: str, end: str, duration: str, said: SaidLength | None
) -> None:
    length = parse_duration(duration) if duration else None
    assert said_length(parse_span(start, end, length)) == said


@given(st.dates(), st.integers(0, 20_000))
def test_an_exact_length_is_told_within_half_of_its_unit(start: object, days: int) -> None:
    from datetime import date, timedelta

    assert isinstance(start, date)
    if start.toordinal() + days > date.max.toordinal():
        return
    span = parse_span(start.isoformat(), (start + timedelta(days)).isoformat())
    said = said_length(span)
    assert length_days(span) == (days, days)
    if said is None:
        assert days < 2
        return
    unit = {"day": 1, "week": 7, "month": 30.44, "year": 365.25}[said.unit]
    assert abs(said.count * unit - days) <= unit / 2
    assert said.count >= 2
    assert not said.about


# born | start | age
AGES: list[tuple[str, str, tuple[int, int] | None]] = [
    ("1879-11-07", "1917-11-07", (38, 38)),
    ("1879-11-07", "1917-11-06", (37, 37)),
    ("1879-11-07", "1917-11", (37, 38)),
    ("1879-11-07", "1917", (37, 38)),
    ("26 October 1879 OS", "25 October 1917 OS", (38, 38)),
    ("1879", "1917", (37, 38)),
    ("1879", "1917-06-01", (37, 38)),
    ("1879-11-07", "1916/1918", None),
    ("1879-11-07", "1879-11-07", None),
    ("1879-11-07", "1880-11-06", None),
    ("1879-11-07", "1880-11-07", (1, 1)),
    ("1879-11-07", "1870", None),
    ("1879-11-07", "before 1917", None),
    ("before 1880", "1917", None),
    ("1879-11-07", "", None),
    ("1700", "1879", None),
    ("1880-02-29", "1881-02-28", None),
    ("1880-02-29", "1882-02-28", (1, 1)),
    ("1880-02-29", "1882-03-01", (2, 2)),
]


@pytest.mark.parametrize(("born", "start", "age"), AGES)
def test_an_age_is_told_in_full_years_where_it_is_known_within_one(
    born: str, start: str, age: tuple[int, int] | None
) -> None:
    person = Person("x", "X", parse_date(born))
    span = parse_span(start, "1990" if "/" in start else "")
    assert age_at(person, span) == age


def test_without_a_birth_there_is_no_age() -> None:
    assert age_at(Person("x", "X"), parse_span("1917", "")) is None


def test_a_claim_is_told_with_its_date_where_it_is_one() -> None:
    claims = [
        Claim("a", "end", "1902", parse_date("1902")),
        Claim("b", "kind", "visit"),
        Claim("c", "end", " 1902 ", parse_date("1902")),
        Claim("c", "kind", "flight"),
        Claim("d", "end", "1902~", parse_date("1902~")),
    ]
    assert said_claims(claims, parse_span("1900", "1901")) == (
        SaidClaim(("a", "c"), "end", "", SaidDate("year", (1902,))),
        SaidClaim(("b",), "kind", "visit", None),
        SaidClaim(("c",), "kind", "flight", None),
        SaidClaim(("d",), "end", "", SaidDate("year", (1902,), approximate=True)),
    )


def test_a_moment_is_on_a_day_and_does_not_begin() -> None:
    claims = [Claim("a", "start", "1902", parse_date("1902")), Claim("a", "end", "..")]
    (on, _) = said_claims(claims, parse_span("1901-02-03", "1901-02-03"))
    (begins, _) = said_claims(claims, parse_span("1901-02-03", ""))
    assert (on.field, begins.field) == ("on", "start")
