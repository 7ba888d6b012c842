"""The order in which rows play."""

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journeymap.bounds import certainly_before
from journeymap.calendars import day_number
from journeymap.dates import parse_span
from journeymap.model import Timespan, UncertainDate
from journeymap.order import moved_rows, playing_order


def spans(*texts: str) -> list[Timespan]:
    """A span from each “START|END” or “START”; an empty text is undated."""
    return [parse_span(*text.partition("|")[::2]) for text in texts]


# the rows' starts | the order they play in | the rows that moved
ORDERS: list[tuple[list[str], list[int], list[int]]] = [
    ([], [], []),
    (["1900"], [0], []),
    (["1900", "1901", "1902"], [0, 1, 2], []),
    (["1910", "1905"], [1, 0], [1]),
    (["1902", "1901", "1900"], [2, 1, 0], [1, 2]),
    (["1900", "1902", "1904", "1901"], [0, 3, 1, 2], [3]),
    # one late row at the top is one that moved down, not many that moved up
    (["1909", "1901", "1902", "1903"], [1, 2, 3, 0], [0]),
    (["1901", "1909", "1902", "1903", "1904", "1900"], [5, 0, 2, 3, 4, 1], [1, 5]),
    # equals and overlaps keep the file's order
    (["1902", "1902-05", "1902-01"], [0, 2, 1], [2]),
    (["1902-05", "1902"], [0, 1], []),
    (["c. 1902", "1901/1903|1904", "1902-08"], [0, 1, 2], []),
    (["1902-05-02", "1902-05-01"], [1, 0], [1]),
    # open beginnings
    (["1910", "before 1905"], [1, 0], [1]),
    (["1910", "before 1911"], [0, 1], []),
    (["after 1910", "1905"], [1, 0], [1]),
    (["since 1900", "1905"], [0, 1], []),
    (["1910", "|1905"], [1, 0], [1]),
    (["|1910", "1905"], [0, 1], []),
    (["|1904", "1905"], [0, 1], []),
    # a doubtful row between stays where it is; only what is certainly earlier moves
    (["1910", "1911", "1900/1920|1921", "1905"], [3, 0, 1, 2], [3]),
    (["1900/1920|1921", "1910", "1905"], [0, 2, 1], [2]),
    # undated rows follow the row above
    (["", "1902", "1901"], [0, 2, 1], [2]),
    (["1902", "", "", "1901", ""], [3, 4, 0, 1, 2], [3, 4]),
    (["1902", "", "1901", "..|..", "1900"], [4, 2, 3, 0, 1], [2, 3, 4]),
    (["", ""], [0, 1], []),
    # the same in two calendars
    (["1917-10-26", "25 October 1917 OS"], [0, 1], []),
    (["1917-11-08", "25 October 1917 OS"], [1, 0], [1]),
    (["1 BC", "44 BC", "100"], [1, 0, 2], [1]),
]  # fmt: skip


@pytest.mark.parametrize(("starts", "order", "moved"), ORDERS)
def test_a_row_moves_up_only_to_before_one_that_is_certainly_later(
    starts: list[str], order: list[int], moved: list[int]
) -> None:
    played = playing_order(spans(*starts))
    assert list(played) == order
    assert list(moved_rows(played)) == moved


_dates = st.builds(
    lambda first, width, shape: UncertainDate(
        None if shape == "by" else first, None if shape == "since" else first + width, shape
    ),
    st.integers(700_000, 700_030),
    st.sampled_from([0, 0, 1, 5, 30]),
    st.sampled_from(["day", "between", "by", "since"]),
)
_ends = st.one_of(st.none(), _dates)
_spans = st.builds(Timespan, _ends, _ends)
_tables = st.lists(_spans, max_size=12)


@given(_tables)
def test_every_row_plays_once_and_none_before_one_that_certainly_began_earlier(
    rows: list[Timespan],
) -> None:
    order = playing_order(rows)
    assert sorted(order) == list(range(len(rows)))
    dated = [rows[i].start for i in order]
    for earlier, later in combinations(dated, 2):
        assert not (earlier and later and certainly_before(later, earlier))


@given(_tables)
def test_a_row_that_moved_up_is_certainly_earlier_than_one_above_it(rows: list[Timespan]) -> None:
    for index, way in moved_rows(playing_order(rows)).items():
        own = _dated_row_of(rows, index)
        date = rows[own].start or rows[own].end
        if way == "up":
            above = [row.start for row in rows[:own] if row.start]
            assert date is not None
            assert any(certainly_before(date, other) for other in above)


@given(st.permutations(range(9)))
def test_without_the_rows_that_moved_the_others_stand_as_in_the_file(order: list[int]) -> None:
    moved = moved_rows(order)
    kept = [index for index in order if index not in moved]
    assert kept == sorted(kept)
    for again in range(len(moved)):  # and no fewer would do
        for fewer in combinations(order, again):
            rest = [index for index in order if index not in fewer]
            assert rest != sorted(rest)


@given(_tables)
def test_rows_in_a_possible_order_stay_in_the_files(rows: list[Timespan]) -> None:
    played = [rows[i] for i in playing_order(rows)]
    assert playing_order(played) == tuple(range(len(rows)))
    assert moved_rows(range(len(rows))) == {}


@given(st.lists(st.integers(0, 9), max_size=12))
def test_rows_of_exact_dates_play_as_a_stable_sort_has_them(days: list[int]) -> None:
    rows = [Timespan(UncertainDate(day, day, "day"), None) for day in days]
    assert list(playing_order(rows)) == sorted(range(len(days)), key=lambda i: days[i])


@given(_tables)
def test_an_undated_row_follows_the_row_above_wherever_that_goes(rows: list[Timespan]) -> None:
    order = playing_order(rows)
    for index, row in enumerate(rows[1:], 1):
        if row.start is None and row.end is None:
            assert order.index(index) == order.index(index - 1) + 1


@pytest.mark.parametrize("step", [1, -1])
def test_fifty_thousand_rows_are_ordered_at_once(step: int) -> None:
    first = day_number(1900, 1, 1)
    days = range(first, first + 50_000)[::step]
    rows = [Timespan(UncertainDate(day, day, "day"), None) for day in days]
    assert list(playing_order(rows)) == list(range(50_000)[::step])


def _dated_row_of(rows: list[Timespan], index: int) -> int:
    """The row itself, or for an undated one the dated row above that it follows."""
    while index and rows[index].start is None and rows[index].end is None:
        index -= 1
    return index
