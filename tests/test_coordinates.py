"""Coordinates as people paste them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journeymap.coordinates import looks_like_pair, parse_degrees, parse_number, parse_pair
from journeymap.model import Position

# text | axis | degrees
DEGREES = [
    ("59.93", "lat", 59.93),
    ("59,93", "lat", 59.93),
    ("+59.93", "lat", 59.93),
    ("-59.93", "lat", -59.93),
    ("−59,93", "lat", -59.93),
    ("–0.5", "lon", -0.5),
    ("0", "lat", 0),
    ("180", "lon", 180),
    ("-180", "lon", -180),
    ("007", "lon", 7),
    (" 59.93\u00a0", "lat", 59.93),
    ("59.93°", "lat", 59.93),
    ("59.93°N", "lat", 59.93),
    ("N 59.93", "lat", 59.93),
    ("59.93 n", "lat", 59.93),
    ("59.93 S", "lat", -59.93),
    ("59.93s", "lat", -59.93),
    ("30.36W", "lon", -30.36),
    ("E030.36", "lon", 30.36),
    ("59°56′03″N", "lat", 59 + 56 / 60 + 3 / 3600),
    ("59° 56′ 03″ N", "lat", 59 + 56 / 60 + 3 / 3600),
    ("59°56'3\"S", "lat", -(59 + 56 / 60 + 3 / 3600)),
    ("59°56’03”N", "lat", 59 + 56 / 60 + 3 / 3600),
    ("59˚56'03''N", "lat", 59 + 56 / 60 + 3 / 3600),
    ("59º56'", "lat", 59 + 56 / 60),
    ("59d56'3\"N", "lat", 59 + 56 / 60 + 3 / 3600),
    ("59d56m3s", "lat", 59 + 56 / 60 + 3 / 3600),
    ("59d 56m 3s S", "lat", -(59 + 56 / 60 + 3 / 3600)),
    ("59 56.05", "lat", 59 + 56.05 / 60),
    ("59 56,05 N", "lat", 59 + 56.05 / 60),
    ("N 59 56.05", "lat", 59 + 56.05 / 60),
    ("59:56:03.5", "lat", 59 + 56 / 60 + 3.5 / 3600),
    ("-59 30", "lat", -59.5),
    ("-0 30", "lat", -0.5),
    # a lone S after seconds is south: the sign of the second is an s only after an m
    ("33 51 31 S", "lat", -(33 + 51 / 60 + 31 / 3600)),
    ("33 51 31 s", "lat", -(33 + 51 / 60 + 31 / 3600)),
    ("33°51'31\"S", "lat", -(33 + 51 / 60 + 31 / 3600)),
    ("33d51m31sS", "lat", -(33 + 51 / 60 + 31 / 3600)),
]


@pytest.mark.parametrize(("text", "axis", "degrees"), DEGREES)
def test_degrees_are_read_in_every_usual_form(text: str, axis: str, degrees: float) -> None:
    assert parse_degrees(text, axis) == pytest.approx(degrees, abs=1e-12)


# text | axis | a word of the reason
NO_DEGREES = [
    ("", "lat", "not degrees"),
    ("north", "lat", "not degrees"),
    ("nan", "lat", "not degrees"),
    ("inf", "lat", "not degrees"),
    ("1_0", "lat", "not degrees"),
    ("0x10", "lat", "not degrees"),
    ("1e1", "lat", "not degrees"),
    (".5", "lat", "not degrees"),
    ("5.", "lat", "not degrees"),
    ("1.2.3", "lat", "not degrees"),
    ("1.234,5", "lat", "not degrees"),
    ("--5", "lat", "not degrees"),
    ("N 59 N", "lat", "not degrees"),
    ("90.1", "lat", "between -90 and 90"),
    ("-90.1", "lat", "between -90 and 90"),
    ("180.5", "lon", "between -180 and 180"),
    ("999999", "lon", "between -180 and 180"),
    ("59 60", "lat", "go to 59"),
    ("59 10 60", "lat", "go to 59"),
    ("59.93 E", "lat", "E is not a latitude"),
    ("59.93 N", "lon", "N is not a longitude"),
    ("-33.9 S", "lat", "write either - or S"),
    ("-33.9 N", "lat", "write either - or N"),
    # two numbers with fractions are a pair in one cell, not degrees and minutes
    ("59.93 30.36", "lat", "only the last"),
    ("59,93 30,36", "lat", "only the last"),
    ("59 30.5 20", "lat", "only the last"),
    # digits that nothing parts: 12°34′ or 123°4′?
    ("E1234", "lon", "not degrees"),
    ("N4530", "lat", "not degrees"),
    # Ouest, oeste, ovest; but Ost
    ("13°24′ O", "lon", "east in German"),
    ("O 13.4", "lon", "east in German"),
]


@pytest.mark.parametrize(("text", "axis", "reason"), NO_DEGREES)
def test_what_may_mean_something_else_is_no_degrees(text: str, axis: str, reason: str) -> None:
    with pytest.raises(ValueError, match=reason):
        parse_degrees(text, axis)


@given(st.decimals(-90, 90, places=5), st.sampled_from([".", ","]))
def test_a_decimal_number_is_itself_with_a_point_or_a_comma(number: object, point: str) -> None:
    text = str(number).replace(".", point)
    assert parse_degrees(text, "lat") == float(str(number))


@given(
    st.integers(0, 179), st.integers(0, 59), st.integers(0, 59), st.sampled_from(["E", "W"]),
    st.sampled_from(["{}°{}′{}″{}", "{} {} {} {}", "{}d{}m{}s{}", "{}:{}:{} {}"]),
)  # fmt: skip
def test_degrees_minutes_and_seconds_add_up(
    degrees: int, minutes: int, seconds: int, letter: str, form: str
) -> None:
    value = degrees + minutes / 60 + seconds / 3600
    read = parse_degrees(form.format(degrees, minutes, seconds, letter), "lon")
    assert read == pytest.approx(value if letter == "E" else -value)


# text | latitude | longitude
PAIRS = [
    ("74°00′W 40°42′N", 40.7, -74.0),
    ("13.4 E, 52.5 N", 52.5, 13.4),
    ("(44.6; -63.6)", 44.6, -63.6),
    ("44.6 -63.6", 44.6, -63.6),
    ("44.6, -63.6", 44.6, -63.6),
    ("44.6,-63.6", 44.6, -63.6),
    ("44.6; -63.6", 44.6, -63.6),
    ("44,6 -63,6", 44.6, -63.6),
    ("44,6; -63,6", 44.6, -63.6),
    ("44,6, -63,6", 44.6, -63.6),
    ("44 -63", 44, -63),
    ("59, 93", 59, 93),
    ("44.6N 63.6W", 44.6, -63.6),
    ("44.6 N, 63.6 W", 44.6, -63.6),
    ("44.6 N 63.6 W", 44.6, -63.6),
    ("44°36′N 63°36′W", 44.6, -63.6),
    ("44°36′00″N, 63°36′00″W", 44.6, -63.6),
    ("33 51 36 S 151 12 36 E", -33.86, 151.21),
    ("0 0", 0, 0),
    ("N 52.94 W 2.31", 52.94, -2.31),
    ("S33 52.12 E151 12.56", -(33 + 52.12 / 60), 151 + 12.56 / 60),
    ("N52°31′ E13°24′", 52 + 31 / 60, 13.4),
    ("E13°24′00″, N52°31′00″", 52 + 31 / 60, 13.4),
    ("geo:44.6,-63.6", 44.6, -63.6),
    ("Point(-63.6 44.6)", 44.6, -63.6),
    ("POINT (-63.6 44.6)", 44.6, -63.6),
]


@pytest.mark.parametrize(("text", "lat", "lon"), PAIRS)
def test_a_pair_is_latitude_then_longitude(text: str, lat: float, lon: float) -> None:
    assert looks_like_pair(text)
    position = parse_pair(text)
    assert (position.lat, position.lon) == pytest.approx((lat, lon))


@pytest.mark.parametrize(
    "text",
    [
        "", "44.6", "44.6 63.6 1", "-63.6 N 44.6", "Paris", "44.6 Paris", "95 10", "10 190",
        "44.6 W 63.6 E", "1,2,3,4",
        "59,93",  # one number with a decimal comma, or two whole ones
    ],
)  # fmt: skip
def test_what_is_not_a_pair_for_certain_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"pair|decimal comma"):
        parse_pair(text)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("https://www.google.com/maps/@59.91,10.75,12z", "write only 59.91, 10.75 of it"),
        ("https://www.openstreetmap.org/#map=12/59.91/10.75", "write only 59.91, 10.75 of it"),
        ("https://maps.example/?q=-33.85%2C-151.2", "write only -33.85, -151.2 of it"),
        pytest.param("https:" + "1" * 400_000, "not a pair", id="an address without an end"),
        ("52,52,13,4", "Write points: 52.52, 13.4"),
        ("-33,9,-70,5", "Write points: -33.9, -70.5"),
    ],
)
def test_what_nearly_is_a_pair_is_refused_with_what_to_write(text: str, reason: str) -> None:
    with pytest.raises(ValueError, match=reason):
        parse_pair(text)


@given(st.text(max_size=30))
def test_any_text_is_a_position_or_refused(text: str) -> None:
    for read in (parse_pair, lambda t: Position(parse_degrees(t, "lon"), parse_degrees(t, "lat"))):
        try:
            assert isinstance(read(text), Position)
        except ValueError as refusal:
            assert str(refusal)


@pytest.mark.parametrize("text", ["Paris", "St. Petersburg", "N", "", "New York"])
def test_a_name_does_not_look_like_a_pair(text: str) -> None:
    assert not looks_like_pair(text)


@pytest.mark.parametrize(
    ("text", "number"), [("5", 5), ("0.5", 0.5), ("0,5", 0.5), ("−5", -5), (" 12 ", 12)]
)
def test_a_number_is_plain_digits_with_a_point_or_a_comma(text: str, number: float) -> None:
    assert parse_number(text) == number


@pytest.mark.parametrize("text", ["", "nan", "1e5", "1_000", "1 000", "1.000,5", "5km", "1234567"])
def test_no_other_text_is_a_number(text: str) -> None:
    with pytest.raises(ValueError, match="not a number"):
        parse_number(text)
