"""A journey as one source tells it, and what of it is certain."""

import pytest

import journeymap
from conftest import TROTSKY, sources
from journeymap.bounds import certainly_before
from journeymap.compose import compose
from journeymap.dates import parse_date
from journeymap.edtf import edtf_of_span
from journeymap.model import Journey
from journeymap.page.retold import retold
from journeymap.pipeline import gather
from journeymap.readings import as_told_by, only_certain, readings_of
from small_world import SMALL_WORLD

TWO = "[sources.a]\n[sources.b]\n[sources.c]\n"
TABLE = (
    "place,id,within,start,end,source,claims,certainty,note\n"
    "Paris,p,,1900,1902,a 1; b 2,a: end=1902; b: end=1903-05; c: start=1899,,\n"
    "Vienna,v,p,1901,1901,b 3,a: absent,,\n"
    "Prague,q,v,1901-05,1901-06,a 4; b 5,,,\n"
    "London,l,,1904,1905,a 6,b: absent,,\n"
    "Odesa?,o,,1906,1907,a 7; b 8,,,\n"
    "Suva,s,,1908,1909,a 9; b 10,,probable,\n"
)


def journey_of(table: str = TABLE, settings: str = TWO) -> Journey:
    table = table.replace("London,l", "Apia,l")
    return gather(sources(table, settings), world=SMALL_WORLD).journey


def spans(journey: Journey) -> dict[str, str]:
    return {stay.id: edtf_of_span(stay.span) for stay in journey.stays}


def test_a_source_tells_its_own_dates_and_not_what_it_passes_over() -> None:
    assert spans(as_told_by(journey_of(), "a")) == {
        "p": "1900/1902", "q": "1901-05/1901-06", "l": "1904/1905", "o": "1906/1907",
        "s": "1908/1909",
    }  # fmt: skip
    assert spans(as_told_by(journey_of(), "b")) == {
        "p": "1900/1903-05", "v": "1901/1901", "q": "1901-05/1901-06", "o": "1906/1907",
        "s": "1908/1909",
    }  # fmt: skip


def test_a_source_names_the_place_in_its_own_words() -> None:
    table = (
        "place,today,source,claims\n"
        "Odessa,Odesa,a; b,a: place=the harbour; b: end=1903\nParis,,a; b,a: place=Paris\n"
    )
    places = {
        key: [(stay.place, stay.today) for stay in as_told_by(journey_of(table), key).stays]
        for key in ("a", "b")
    }
    assert places == {
        "a": [("the harbour", ""), ("Paris", "")], "b": [("Odessa", "Odesa"), ("Paris", "")],
    }  # fmt: skip


ELSEWHERE = [
    # title | a's words | b's words | title as a tells it | as b tells it
    ("12 Hill Street", "12 Hill Street", "the town", "12 Hill Street", "The town"),
    ("Escape at Odesa", "Odesa", "on the way", "Escape at Odesa", "On the way"),
    ("The Blue House", "the Blue House of hers", "his home", "The Blue House", "His home"),
    ("Death", "a hospital", "his house", "Death", "Death"),
    ("Quite sure", "Paris", "Odesa or Suva", "Quite sure", "Quite sure"),
    ("In Odesa", "near Odesa", "Odesa", "In Odesa", "In Odesa"),
]


@pytest.mark.parametrize(("title", "a", "b", "as_a", "as_b"), ELSEWHERE)
def test_a_title_with_another_s_name_of_the_place_gives_way_to_the_source_s_own(
    title: str, a: str, b: str, as_a: str, as_b: str
) -> None:
    table = f"place,title,source,claims\nOdesa,{title},a; b,a: place={a}; b: place={b}\n"
    titles = [stay.title for key in "ab" for stay in as_told_by(journey_of(table), key).stays]
    assert titles == [as_a, as_b]


def test_where_he_was_bound_for_from_another_place_is_not_told() -> None:
    table = "place,bound_for,source,claims\nParis,Suva,a; b,a: place=Paris; b: place=the road\n"
    bound = {
        key: [(leg.kind, bool(reading.stays[leg.stay].bound_for)) for leg in reading.legs]
        for key in "ab"
        for reading in [as_told_by(journey_of(table), key)]
    }
    assert bound == {"a": [("unreached", True)], "b": []}


def test_a_source_says_in_its_own_words_what_a_stay_was_and_the_note_is_nobody_s() -> None:
    table = "place,kind,source,claims,note\nParis,prison,a; b,b: kind=house arrest,a says more.\n"
    told = {
        key: [(stay.kind, stay.note) for stay in as_told_by(journey_of(table), key).stays]
        for key in "ab"
    }
    assert told == {"a": [("prison", ())], "b": [("house arrest", ())]}
    (certain,) = only_certain(journey_of(table)).stays
    assert certain.note


def test_a_mark_has_the_shape_of_what_the_source_says_the_stay_was() -> None:
    table = (
        "place,kind,source,claims\nParis,residence,a; b,b: kind= House  Arrest\n"
        "Vienna,prison,a; b,b: kind=the best weeks of all\n"
    )
    journey = journey_of(table)
    told = {one.source: compose(one.journey) for one in readings_of(journey)}
    rows = {row["name"]: row["otherwise"] for row in retold(compose(journey), [*told.items()])}
    assert rows["a"] == {}
    assert rows["b"] == {
        "0": {"kind": "house arrest", "glyph": "held"}, "1": {"kind": "the best weeks of all"},
    }  # fmt: skip


def test_what_is_certain_leaves_out_doubt_and_holds_every_date_that_is_said() -> None:
    assert spans(only_certain(journey_of())) == {
        "p": "[1899..1900]/[1902..1903-05]", "q": "1901-05/1901-06",
    }  # fmt: skip


# what the table says | what a source says | both, no more precise than they are
ANY_OF = [
    ("1902", "1903", "[1902..1903]"),
    ("1902-05", "1903", "[1902-05..1903]"),
    ("1902-05-03", "1902-06", "[1902-05-03..1902-06]"),
    ("1902-05-03", "1902-05-04", "[1902-05-03..1902-05-04]"),
    ("winter 1902", "1904", "[1902-12..1904]"),
    ("summer 1902", "winter 1902", "[1902-06..1903-02]"),
    ("early 1902", "1903", "[1902-01..1903]"),
    ("late May 1902", "1903", "[1902-05-21..1903]"),
    ("190X", "18XX", "[1800..1909]"),
    ("[1900..1902-05]", "1904", "[1900..1904]"),
    ("1899", "[1900..1902-05]", "[1899..1902-05]"),
    ("26 October 1902 OS", "1903", "[1902-11-08..1903]"),
    ("before 1902", "1903", ""),
]


@pytest.mark.parametrize(("said", "claimed", "both"), ANY_OF)
def test_of_dates_that_differ_what_is_certain_is_no_more_precise_than_they_are(
    said: str, claimed: str, both: str
) -> None:
    table = f"place,start,end,source,claims\nParis,{said},1910,a; b,b: start={claimed}\n"
    (stay,) = only_certain(journey_of(table)).stays
    assert edtf_of_span(stay.span).partition("/")[0] == both
    if start := stay.span.start:
        read = [parse_date(text) for text in (said, claimed)]
        assert start.earliest == min(one.earliest or 0 for one in read)
        assert start.latest == max(one.latest or 0 for one in read)


def test_the_way_goes_on_past_a_stay_that_is_not_told() -> None:
    (_, to_prague, *_) = as_told_by(journey_of(), "b").stays
    assert to_prague.within == "p"
    reading = as_told_by(journey_of(), "a")
    assert {stay.within for stay in reading.stays} == {""}
    first = next(leg for leg in reading.legs if reading.stays[leg.stay].id == "q")
    assert reading.stays[first.origin].id == "p"


def test_readings_are_those_of_the_sources_that_stays_are_told_from() -> None:
    assert [one.source for one in readings_of(journey_of())] == ["a", "b", ""]


def test_who_tells_half_of_it_is_read_too_and_who_is_cited_once_is_not() -> None:
    table = "place,source,claims\nParis,a; b,a: end=1902\nVienna,b; c,\nPrague,b,\n"
    assert [one.source for one in readings_of(journey_of(table))] == ["a", "b", ""]


@pytest.mark.parametrize(
    "table",
    ["place,source\nParis,a\nVienna,b\n", "place,claims\nParis,a: end=1902\n", "place\nParis\n"],
)
def test_where_sources_do_not_differ_there_is_one_reading(table: str) -> None:
    assert readings_of(journey_of(table)) == ()


@pytest.mark.parametrize("journey", [journey_of(), journeymap.read(TROTSKY)], ids=["small", "life"])
def test_a_source_s_reading_holds_its_own_claims_and_nobody_else_s(journey: Journey) -> None:
    told = {stay.id: stay for stay in journey.stays}
    for reading in readings_of(journey)[:-1]:
        key = reading.source
        for stay in reading.journey.stays:
            assert {one.key for one in stay.sources} == {key}
            assert (stay.claims, stay.note) == ((), ())
            for claim in told[stay.id].claims:
                value = {"start": stay.span.start, "end": stay.span.end}.get(claim.field)
                if claim.source == key and claim.date:
                    assert value == claim.date
                if claim.source == key and claim.field in ("place", "kind"):
                    assert getattr(stay, claim.field) == claim.value
                elif claim.source != key and claim.field == "place":
                    assert stay.title != claim.value or stay.place == claim.value
                assert (claim.source, claim.field) != (key, "absent")
        known = {stay.id for stay in reading.journey.stays}
        for stay in journey.stays:
            tells = any(one.key == key for one in stay.sources)
            absent = any((c.source, c.field) == (key, "absent") for c in stay.claims)
            assert (stay.id in known) == (tells and not absent)


def test_in_a_source_s_reading_no_stay_ends_before_it_begins() -> None:
    for reading in readings_of(journeymap.read(TROTSKY)):
        for stay in reading.journey.stays:
            start, end = stay.span.start, stay.span.end
            assert not (start and end and certainly_before(end, start)), stay.id


def test_what_happened_on_a_day_did_so_on_one_day_in_every_account() -> None:
    table = (
        "place,id,start,end,source,claims\nParis,p,1900-05-06,1900-05-06,a; b,b: start=1900-05-15\n"
        "Vienna,v,1901-05-06,1901-05-06,a; b,b: start=1901-05-04; b: end=1901-05-07\n"
    )
    journey = journey_of(table)
    assert spans(as_told_by(journey, "a")) == {
        "p": "1900-05-06/1900-05-06", "v": "1901-05-06/1901-05-06",
    }  # fmt: skip
    assert spans(as_told_by(journey, "b")) == {
        "p": "1900-05-15/1900-05-15", "v": "1901-05-04/1901-05-07",
    }  # fmt: skip
    assert spans(only_certain(journey)) == {
        "p": "[1900-05-06..1900-05-15]/[1900-05-06..1900-05-15]",
        "v": "[1901-05-04..1901-05-06]/[1901-05-06..1901-05-07]",
    }


def test_a_source_may_say_that_a_stay_goes_on() -> None:
    rows = "A,50,10,a,1900,1902,a; b,a: end=..\n"
    journey = gather(
        sources("place,lat,lon,id,start,end,source,claims\n" + rows, TWO), world=SMALL_WORLD
    ).journey
    (told,) = as_told_by(journey, "a").stays
    assert edtf_of_span(told.span) == "1900/.."
    (other,) = as_told_by(journey, "b").stays
    assert edtf_of_span(other.span) == "1900/1902"


@pytest.mark.parametrize(("end", "claims"), [("1902", "a: end=.."), ("..", "a: end=1902")])
def test_where_only_one_source_says_that_a_stay_goes_on_its_end_is_not_certain(
    end: str, claims: str
) -> None:
    table = f"place,start,end,source,claims\nParis,1900,{end},a; b,{claims}\n"
    (stay,) = only_certain(journey_of(table)).stays
    assert edtf_of_span(stay.span) == "1900/"


def test_what_all_sources_say_goes_on_does() -> None:
    table = "place,start,end,source,claims\nParis,1900,..,a; b,a: end=..\n"
    (stay,) = only_certain(journey_of(table)).stays
    assert edtf_of_span(stay.span) == "1900/.."
