"""Dates as people write them."""

import pytest
from edtf import parse_edtf
from edtf.parser.edtf_exceptions import EDTFParseException
from hypothesis import given
from hypothesis import strategies as st

from journeymap.calendars import day_number
from journeymap.dateforms import DateError
from journeymap.dates import parse_date, parse_span
from journeymap.durations import parse_duration
from journeymap.edtf import edtf_of_date, edtf_of_day, edtf_of_span

# text | first day | last day | EDTF
READ = [
    ("1902", "1902-01-01", "1902-12-31", "1902"),
    ("1902-08", "1902-08-01", "1902-08-31", "1902-08"),
    ("1902-08-15", "1902-08-15", "1902-08-15", "1902-08-15"),
    ("1904-02", "1904-02-01", "1904-02-29", "1904-02"),
    ("  1902 ", "1902-01-01", "1902-12-31", "1902"),
    ("3-Oct-1905", "1905-10-03", "1905-10-03", "1905-10-03"),
    ("3. 10. 1905", "1905-10-03", "1905-10-03", "1905-10-03"),
    ("3.X.1905", "1905-10-03", "1905-10-03", "1905-10-03"),
    ("im Oktober 1905", "1905-10-01", "1905-10-31", "1905-10"),
    ("Anfang 1907", "1907-01-01", "1907-04-30", "1907-37"),
    ("mi-mars 1907", "1907-03-11", "1907-03-20", "[1907-03-11..1907-03-20]"),
    ("a finales de 1907", "1907-09-01", "1907-12-31", "1907-39"),
    ("конец 1907", "1907-09-01", "1907-12-31", "1907-39"),
    ("bis 1907", None, "1907-12-31", "[..1907]"),
    ("1902 (?)", "1902-01-01", "1902-12-31", "1902?"),
    ("“1902”", "1902-01-01", "1902-12-31", "1902"),
    ("1902.0", "1902-01-01", "1902-12-31", "1902"),
    ("9/1902", "1902-09-01", "1902-09-30", "1902-09"),
    ("09.1902", "1902-09-01", "1902-09-30", "1902-09"),
    ("1902~", "1902-01-01", "1902-12-31", "1902~"),
    ("1902?", "1902-01-01", "1902-12-31", "1902?"),
    ("1902%", "1902-01-01", "1902-12-31", "1902%"),
    ("1902-08-15?", "1902-08-15", "1902-08-15", "1902-08-15?"),
    ("1879-11-7", "1879-11-07", "1879-11-07", "1879-11-07"),
    ("1879-9-17", "1879-09-17", "1879-09-17", "1879-09-17"),
    ("1902 г.", "1902-01-01", "1902-12-31", "1902"),
    ("50 AD", "0050-01-01", "0050-12-31", "0050"),
    ("AD 50", "0050-01-01", "0050-12-31", "0050"),
    ("7 November [O.S. 26 October] 1879", "1879-11-07", "1879-11-07", "1879-11-07"),
    ("190X", "1900-01-01", "1909-12-31", "190X"),
    ("19XX", "1900-01-01", "1999-12-31", "19XX"),
    ("1902-XX", "1902-01-01", "1902-12-31", "1902"),
    ("1902-08-XX", "1902-08-01", "1902-08-31", "1902-08"),
    ("1902-21", "1902-03-01", "1902-05-31", "1902-21"),
    ("1902-22", "1902-06-01", "1902-08-31", "1902-22"),
    ("1902-24", "1902-12-01", "1903-02-28", "1902-24"),
    ("1905-37", "1905-01-01", "1905-04-30", "1905-37"),
    ("[1900..1902]", "1900-01-01", "1902-12-31", "[1900..1902]"),
    ("[1900-03..1902-05-07]", "1900-03-01", "1902-05-07", "[1900-03..1902-05-07]"),
    ("[..1906]", None, "1906-12-31", "[..1906]"),
    ("[1908..]", "1908-01-01", None, "[1908..]"),
    ("-0043-03-15", "-0043-03-15", "-0043-03-15", "-0043-03-15"),
    ("44 BC", "-0043-01-01", "-0043-12-31", "-0043"),
    ("AUG 1917", "1917-08-01", "1917-08-31", "1917-08"),
    ("August 1917", "1917-08-01", "1917-08-31", "1917-08"),
    ("Sept. 1904", "1904-09-01", "1904-09-30", "1904-09"),
    ("7 November 1879", "1879-11-07", "1879-11-07", "1879-11-07"),
    ("7th of November, 1879", "1879-11-07", "1879-11-07", "1879-11-07"),
    ("November 7, 1879", "1879-11-07", "1879-11-07", "1879-11-07"),
    ("7. November 1879", "1879-11-07", "1879-11-07", "1879-11-07"),
    ("März 1902", "1902-03-01", "1902-03-31", "1902-03"),
    ("1er août 1902", "1902-08-01", "1902-08-01", "1902-08-01"),
    ("7 de noviembre de 1879", "1879-11-07", "1879-11-07", "1879-11-07"),
    ("agosto de 1902", "1902-08-01", "1902-08-31", "1902-08"),
    ("7 ноября 1879 г.", "1879-11-07", "1879-11-07", "1879-11-07"),
    ("Август 1917", "1917-08-01", "1917-08-31", "1917-08"),
    ("15 Temmuz 1950", "1950-07-15", "1950-07-15", "1950-07-15"),
    ("3 października 1902", "1902-10-03", "1902-10-03", "1902-10-03"),
    ("10 de março de 1902", "1902-03-10", "1902-03-10", "1902-03-10"),
    ("2 maggio 1902", "1902-05-02", "1902-05-02", "1902-05-02"),
    ("3 mei 1902", "1902-05-03", "1902-05-03", "1902-05-03"),
    ("11 (23) июня 1889 г.", "1889-06-23", "1889-06-23", "1889-06-23"),
    ("11 (23) June 1889", "1889-06-23", "1889-06-23", "1889-06-23"),
    ("vers 1804", "1804-01-01", "1804-12-31", "1804~"),
    ("um 1804", "1804-01-01", "1804-12-31", "1804~"),
    ("около 1804", "1804-01-01", "1804-12-31", "1804~"),
    ("vor 1907", None, "1906-12-31", "[..1906]"),
    ("après 1907", "1908-01-01", None, "[1908..]"),
    ("Sommer 1902", "1902-06-01", "1902-08-31", "1902-22"),
    ("été 1902", "1902-06-01", "1902-08-31", "1902-22"),
    ("осенью 1902 г.", "1902-09-01", "1902-11-30", "1902-23"),
    ("нояб. 1941", "1941-11-01", "1941-11-30", "1941-11"),
    ("1911/10", "1911-10-01", "1911-10-31", "1911-10"),
    ("1917–03", "1917-03-01", "1917-03-31", "1917-03"),
    ("26 October 1879 OS", "1879-11-07", "1879-11-07", "1879-11-07"),
    ("1879-10-26 O.S.", "1879-11-07", "1879-11-07", "1879-11-07"),
    ("1879-10-26 (Old Style)", "1879-11-07", "1879-11-07", "1879-11-07"),
    ("7 November 1879 NS", "1879-11-07", "1879-11-07", "1879-11-07"),
    ("26 October (7 November) 1879", "1879-11-07", "1879-11-07", "1879-11-07"),
    ("26 October / 7 November 1879", "1879-11-07", "1879-11-07", "1879-11-07"),
    ("December 1902 OS", "1902-12-14", "1903-01-13", "1902-12~"),
    ("c. 1902", "1902-01-01", "1902-12-31", "1902~"),
    ("ca 1902", "1902-01-01", "1902-12-31", "1902~"),
    ("about August 1902", "1902-08-01", "1902-08-31", "1902-08~"),
    ("probably 1902", "1902-01-01", "1902-12-31", "1902?"),
    ("c. 1902?", "1902-01-01", "1902-12-31", "1902%"),
    ("before 1907", None, "1906-12-31", "[..1906]"),
    ("before August 1907", None, "1907-07-31", "[..1907-07]"),
    ("after 1907", "1908-01-01", None, "[1908..]"),
    ("by 1907", None, "1907-12-31", "[..1907]"),
    ("until 1907-03-02", None, "1907-03-02", "[..1907-03-02]"),
    ("since 1907", "1907-01-01", None, "[1907..]"),
    ("summer 1902", "1902-06-01", "1902-08-31", "1902-22"),
    ("Summer of 1902", "1902-06-01", "1902-08-31", "1902-22"),
    ("fall 1902", "1902-09-01", "1902-11-30", "1902-23"),
    ("winter 1919–1920", "1919-12-01", "1920-02-29", "1919-24"),
    ("winter 1919/20", "1919-12-01", "1920-02-29", "1919-24"),
    ("early 1905", "1905-01-01", "1905-04-30", "1905-37"),
    ("mid-1905", "1905-05-01", "1905-08-31", "1905-38"),
    ("end of 1905", "1905-09-01", "1905-12-31", "1905-39"),
    ("late February 1904", "1904-02-21", "1904-02-29", "[1904-02-21..1904-02-29]"),
    ("1890s", "1890-01-01", "1899-12-31", "189X"),
    ("late 1890s", "1897-01-01", "1899-12-31", "[1897..1899]"),
    ("19th century", "1800-01-01", "1899-12-31", "18XX"),
    ("between 1900 and March 1902", "1900-01-01", "1902-03-31", "[1900..1902-03]"),
    ("25/12/1916", "1916-12-25", "1916-12-25", "1916-12-25"),
    ("12/25/1916", "1916-12-25", "1916-12-25", "1916-12-25"),
    ("07/07/1916", "1916-07-07", "1916-07-07", "1916-07-07"),
    ("7.11.1879", "1879-11-07", "1879-11-07", "1879-11-07"),
    ("1879/11/7", "1879-11-07", "1879-11-07", "1879-11-07"),
    ("1902-08-03 00:00:00", "1902-08-03", "1902-08-03", "1902-08-03"),
    ("1902-08-03T00:00:00Z", "1902-08-03", "1902-08-03", "1902-08-03"),
    ("c. late May 1904", "1904-05-21", "1904-05-31", "[1904-05-21..1904-05-31]"),
    ("late May 1904 OS", "1904-06-03", "1904-06-13", "[1904-06-03..1904-06-13]"),
]


@pytest.mark.parametrize(("text", "first", "last", "edtf"), READ, ids=[row[0] for row in READ])
def test_a_date_is_read_with_its_own_bounds(
    text: str, first: str | None, last: str | None, edtf: str
) -> None:
    date = parse_date(text)
    assert date.earliest == (None if first is None else _day(first))
    assert date.latest == (None if last is None else _day(last))
    assert edtf_of_date(date) == edtf
    assert date.text == text.strip()


# text | a word of the message | a word of the hint
REFUSED = [
    ("07/11/1879", "7 November or 11 July", "1879-11-07 or 1879-07-11"),
    ("1902-8", "August 1902 or the years 1902 to 1908", "1902-08 or 1902/1908"),
    ("August to October 1902", "two dates", "1902-08/1902-10"),
    ("1332 or 1334", "one of two dates", "[1332..1334]"),
    ("1916-03 oder 1916-09", "one of two dates", "[1916-03..1916-09]"),
    ("3 or 4 May 1902", "one of two dates", "like [1902-05-03..1902-05-04]"),
    ("1904 or 1902", "one of two dates", "like ["),
    ("3 to 5 August 1902", "two dates", "1902-08-03/1902-08-05"),
    ("3-4-1902", "3 April or 4 March", "1902-04-03"),
    ("Oct-96", "two figures", "1896-10"),
    ("07/11/79", "two figures", "in full"),
    ("7 Nov 79", "two figures", "in full"),
    ("12344", "day number of Excel's", "format the column as text"),
    ("12344.5", "1933-10-17, or 1937-10-18", "like 1933-10-17"),
    ("########", "too narrow", "wider"),
    ("Oct-96", "two figures", "1896-10 or 1996-10"),
    ("3/8/14", "two figures", "1914-08-03 or 1914-03-08"),
    ("31/10/16", "two figures", "like 1916-10-31."),
    ("10/31/16", "two figures", "like 19"),
    ("7 November", "year of 7 November is missing", "1879-11-07"),
    ("7-Nov", "year of 7 November", "Excel adds the year"),
    ("August 1", "year of 1 August", "in full"),
    ("1902–05", "May 1902 or the years 1902 to 1905", "1902-05 or 1902/1905"),
    ("1902/03", "March 1902 or the years 1902 to 1903", "1902-03 or 1902/1903"),
    ("1902/15", "cut short", "1902/1915"),
    ("Mai–Sept. 1772", "two dates", "1772-05/1772-09"),
    ("3-7 May 1902", "two dates", "1902-05-03/1902-05-07"),
    ("1.92E+03", "shortened this number", "format the column as text"),
    ("31 June 1843", "June 1843 had 30 days", "write 1843-06; if it is a guess, 1843-06~"),
    ("1900-02-29", "February 1900 had 28 days", "1900-02"),
    ("1902-13", "There is no month 13", "write 1902/1913"),
    ("1919-20", "There is no month 20", "1919/1920"),
    ("1902-00", "There is no month 0", "Write a date like"),
    ("12 Octember 1902", 'no month "octember"', "Write a date like"),
    ("1900s", "ten years or a hundred", "190X"),
    ("winter 1919-1925", "two years that follow", "winter 1919-1920"),
    ("early summer 1902", '"early" goes with a year or a month', "Write a date like"),
    ("before summer 1902", "not precise enough", "a month"),
    ("between 1902 and 1900", "before the first", "Exchange"),
    ("[..]", "nothing about when", "Write a date like"),
    ("25 October (6 November) 1917", "not the same day", "6 November 1917 was 24 October"),
    ("25 October (31 June) 1917", "June 1917 had 30 days", "1917-06"),
    ("soon", "none of the forms", "Write a date like"),
    ("", "no date is known", "Leave the cell empty"),
    ("?", "no date is known", "Leave the cell empty"),
    ("—", "no date is known", "Leave the cell empty"),
    ("unknown", "no date is known", "Leave the cell empty"),
    ("n.d.", "no date is known", "Leave the cell empty"),
    ("N/A", "no date is known", "Leave the cell empty"),
    ("–1907", "beginning is missing", "until 1907"),
    ("?–1907", "beginning is missing", "../1907"),
    ("1905–?", "end is missing", "1905/.. if it went on"),
    ("present", "another day every day", "write .. under end"),
    ("20100503", "without hyphens", "2010-05-03"),
    ("20100500", "none of the forms", "Write a date like"),
    ("12:00:00", "time of day", "Write a date like"),
    ("#VALUE!", "formula that failed", "write the date over it"),
    ("#N/A", "formula that failed", "write the date over it"),
    ("13/1896", "There is no month 13", "Write a date like"),
    ("1791.7", "none of the forms", "Write a date like"),
    ("Великий 1902", "no month", "Write a date like"),
    ("1902-08-15-16", "none of the forms", "Write a date like"),
    ("1902-08-15T12:30:00", "time of day", "1902-08-03"),
    ("99", "A year has four figures", "like 1944"),
    ("before " * 5000 + "1902", "longer than any date", "Write a date like"),
    ("early " * 5000 + "1902", "longer than any date", "Write a date like"),
    ("(" * 200_000, "longer than any date", "Write a date like"),
]


@pytest.mark.parametrize(("text", "message", "hint"), REFUSED, ids=[row[0][:40] for row in REFUSED])
def test_what_is_not_one_date_is_refused_with_what_to_type(
    text: str, message: str, hint: str
) -> None:
    with pytest.raises(DateError) as refusal:
        parse_date(text)
    assert message in str(refusal.value)
    assert hint.lower() in refusal.value.hint.lower()


# start | end | duration | span in EDTF
SPANS: list[tuple[str, str, str, str]] = [
    ("1905 bis 1907", "", "", "1905/1907"),
    ("von 1905 bis 1907", "", "", "1905/1907"),
    ("de 1905 à 1907", "", "", "1905/1907"),
    ("с 1905 по 1907", "", "", "1905/1907"),
    ("1900", "1902", "", "1900/1902"),
    ("1900", "", "", "1900/"),
    ("", "1902", "", "/1902"),
    ("", "", "", "/"),
    ("1900", "..", "", "1900/.."),
    ("1900/1902", "", "", "1900/1902"),
    ("1900-1902", "", "", "1900/1902"),
    ("1900 to March 1902", "", "", "1900/1902-03"),
    ("from 1900 to 1902", "", "", "1900/1902"),
    ("August 1907 – October 1914", "", "", "1907-08/1914-10"),
    ("../1907", "", "", "/1907"),
    ("1907/..", "", "", "1907/.."),
    ("1907/", "", "", "1907/"),
    ("1900/1902", "1905", "", "[1900..1902]/1905"),
    ("../1902", "1905", "", "[..1902]/1905"),
    ("1900", "1902/1905", "", "1900/[1902..1905]"),
    ("before 1907", "after August 1908", "", "[..1906]/[1908-09..]"),
    ("19XX", "", "a week", "19XX/[1900..2000]"),
    ("[1900..1910]", "", "a week", "[1900..1910]/[1900..1911]"),
    ("190X", "", "2 years", "190X/[1901..1912]"),
    ("before 1918", "", "2 years", "[..1917]/[..1920]"),
    ("since 1930", "", "a day", "[1930..]/[1930..]"),
    ("1902~", "", "a month", "1902~/1902~"),
    ("1902-08-03", "1902-08-03", "", "1902-08-03/1902-08-03"),
    ("winter 1919/1920", "", "", "1919-24/"),
    ("1917-01-13", "", "10 weeks", "1917-01-13/1917-03~"),
    ("1917-01-13", "", "a day", "1917-01-13/1917-01-14~"),
    ("1907", "", "seven years", "1907/1914~"),
    ("1907-10", "", "a month", "1907-10/1907-11~"),
    ("1917-01-13", "1917-03-27", "10 weeks", "1917-01-13/1917-03-27"),
]


@pytest.mark.parametrize(("start", "end", "duration", "edtf"), SPANS)
def test_two_cells_make_one_span(start: str, end: str, duration: str, edtf: str) -> None:
    length = parse_duration(duration) if duration else None
    assert edtf_of_span(parse_span(start, end, length)) == edtf


def test_an_end_before_its_beginning_is_refused() -> None:
    with pytest.raises(DateError, match="before the beginning"):
        parse_span("1903", "1902")


def test_the_rows_calendar_holds_unless_the_date_says_otherwise() -> None:
    assert parse_date("1905-10-13", "julian").earliest == _day("1905-10-26")
    assert parse_date("1905-10-13 NS", "julian").earliest == _day("1905-10-13")


@pytest.mark.parametrize(
    ("text", "shortest", "longest"),
    [
        ("40 days", 39, 41),
        ("a month", 27, 32),
        ("10 weeks", 69, 71),
        ("a fortnight", 13, 15),
        ("2.5 years", 729, 1099),
        ("2,5 years", 729, 1099),
        ("two years", 729, 733),
        ("half a year", 145, 220),
        ("a year and a half", 437, 659),
        ("about three months", 66, 112),
        ("nearly 3 months", 66, 112),
    ],
)
def test_a_length_of_time_has_a_shortest_and_a_longest(
    text: str, shortest: int, longest: int
) -> None:
    duration = parse_duration(text)
    assert (duration.shortest, duration.longest) == (shortest, longest)


@pytest.mark.parametrize(
    "text", ["long", "many weeks", "3", "3 decades", "", "a" * 200_000 + " weeks"]
)
def test_what_is_no_length_of_time_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"cannot read|not a number"):
        parse_duration(text)


# ---------------------------------------------------------------- against an oracle

_plain_edtf = st.one_of(
    st.dates().map(lambda d: d.isoformat()),
    st.dates().map(lambda d: d.isoformat()[:7]),
    st.dates().map(lambda d: d.isoformat()[:4]),
    st.dates().map(lambda d: d.isoformat()[:3] + "X"),
    st.builds(lambda y, s: f"{y:04d}-{s}", st.integers(1, 9998), st.integers(21, 23)),
)


@given(_plain_edtf, st.sampled_from(["", "~", "?", "%"]))
def test_edtf_means_what_the_reference_implementation_says(text: str, mark: str) -> None:
    oracle = parse_edtf(text)
    date = parse_date(text + mark)
    assert date.earliest == day_number(*oracle.lower_strict()[:3])
    assert date.latest == day_number(*oracle.upper_strict()[:3])
    assert date.approximate is (mark in ("~", "%"))
    assert date.uncertain is (mark in ("?", "%"))
    assert edtf_of_date(date) == text + mark


_nearly_edtf = st.from_regex(
    r"\A-?[0-9X]{3,5}(-[0-9X]{1,2}){0,3}[~?%]?\Z", alphabet="0123456789X-~?%"
)


@given(_nearly_edtf)
def test_what_we_read_as_plain_edtf_the_reference_implementation_reads_alike(text: str) -> None:
    try:
        date = parse_date(text)
        oracle = parse_edtf(text)
    except (DateError, EDTFParseException):
        return
    if date.shape in ("day", "month", "year"):
        assert date.earliest == day_number(*oracle.lower_strict()[:3])
        assert date.latest == day_number(*oracle.upper_strict()[:3])


@given(st.text(max_size=40))
def test_any_text_is_a_date_or_refused_with_a_hint(text: str) -> None:
    try:
        date = parse_date(text)
    except DateError as refusal:
        assert str(refusal)
        assert refusal.hint
    else:
        assert date.earliest is None or date.latest is None or date.earliest <= date.latest


@given(st.text(max_size=24), st.text(max_size=24))
def test_any_two_cells_are_a_span_or_refused(start: str, end: str) -> None:
    try:
        span = parse_span(start, end)
    except DateError as refusal:
        assert refusal.hint
    else:
        assert "/" in edtf_of_span(span)


@given(_plain_edtf)
def test_the_edtf_we_write_reads_back_as_the_same_days(text: str) -> None:
    date = parse_date(text)
    again = parse_date(edtf_of_date(date))
    assert (again.earliest, again.latest) == (date.earliest, date.latest)


def _day(iso: str) -> int:
    negative, body = iso.startswith("-"), iso.lstrip("-")
    year, month, day = (int(part) for part in body.split("-"))
    number = day_number(-year if negative else year, month, day)
    assert edtf_of_day(number) == iso
    return number
