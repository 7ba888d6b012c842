"""Day numbers and calendars."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journeymap.calendars import day_number, julian_in_use, month_length, year_month_day
from journeymap.model import Calendar

days = st.integers(min_value=-2_000_000, max_value=4_000_000)
calendars: st.SearchStrategy[Calendar] = st.sampled_from(("gregorian", "julian"))


@pytest.mark.parametrize(
    ("julian", "gregorian"),
    [
        ((1879, 10, 26), (1879, 11, 7)),
        ((1900, 2, 28), (1900, 3, 12)),
        ((1900, 2, 29), (1900, 3, 13)),
        ((1900, 3, 1), (1900, 3, 14)),
        ((1905, 10, 13), (1905, 10, 26)),
        ((1917, 10, 25), (1917, 11, 7)),
        ((1918, 1, 31), (1918, 2, 13)),
        ((1582, 10, 5), (1582, 10, 15)),
        ((1, 1, 3), (1, 1, 1)),
        ((-44, 3, 15), (-44, 3, 13)),
    ],
)
def test_an_old_style_date_is_its_new_style_day(
    julian: tuple[int, int, int], gregorian: tuple[int, int, int]
) -> None:
    assert day_number(*julian, "julian") == day_number(*gregorian)


@given(st.dates())
def test_gregorian_day_numbers_are_those_of_the_standard_library(day: date) -> None:
    assert day_number(day.year, day.month, day.day) == day.toordinal()
    assert year_month_day(day.toordinal()) == (day.year, day.month, day.day)


@given(days, calendars)
def test_a_day_number_and_its_date_are_inverse(day: int, calendar: Calendar) -> None:
    assert day_number(*year_month_day(day, calendar), calendar) == day


@given(days, calendars)
def test_the_next_day_is_the_next_date(day: int, calendar: Calendar) -> None:
    year, month, dom = year_month_day(day, calendar)
    after = year_month_day(day + 1, calendar)
    if dom < month_length(year, month, calendar):
        assert after == (year, month, dom + 1)
    else:
        assert after == (year + month // 12, month % 12 + 1, 1)


@pytest.mark.parametrize(
    ("year", "month", "day", "calendar"),
    [
        (1843, 6, 31, "gregorian"),
        (1900, 2, 29, "gregorian"),
        (1902, 13, 1, "gregorian"),
        (1902, 0, 1, "julian"),
        (1902, 1, 0, "julian"),
    ],
)
def test_a_date_that_does_not_exist_has_no_day_number(
    year: int, month: int, day: int, calendar: Calendar
) -> None:
    with pytest.raises(ValueError, match="no "):
        day_number(year, month, day, calendar)


@pytest.mark.parametrize(
    ("country", "day", "old_style"),
    [
        ("RU", (1918, 2, 13), True),
        ("RU", (1918, 2, 14), False),
        ("BG", (1915, 1, 1), True),
        ("BG", (1916, 4, 14), False),
        ("GR", (1922, 1, 1), True),
        ("FI", (1905, 6, 1), False),
        ("GB", (1752, 9, 13), True),
        ("GB", (1903, 8, 1), False),
        ("MX", (1500, 1, 1), False),
    ],
)
def test_the_calendar_in_use_depends_on_country_and_day(
    country: str, day: tuple[int, int, int], old_style: bool
) -> None:
    assert julian_in_use(country, day_number(*day)) is old_style
