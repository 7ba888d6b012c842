"""Coordinates as people paste them → degrees and Positions.

59.93   59,93   −59.93   59° 56′ 03″ N   59d56'3"N   N 59 56.05   59.93, 30.36
N59 56 E30 21   geo:59.93,30.36 (RFC 5870)   Point(30.36 59.93) (WKT, Wikidata's)
"""

import contextlib
import re

from .model import Position

_NUMBER = re.compile(r"[+-]?\d{1,6}(?:[.,]\d{1,20})?")
_LETTER = "[NSEWOnsewo]"
_GERMAN_OR_FRENCH = "O is west in French and Spanish but east in German; write W or E"


def _dms(degree: str, minute: str, second: str) -> re.Pattern[str]:
    """Degrees, minutes and seconds, each but the last followed by its sign or a space."""
    number = r"\d{1,2}(?:[.,]\d+)?"
    seconds = rf"(?: ?{minute} ?| )(?P<seconds>{number}) ?(?:{second})?"
    minutes = rf"(?: ?{degree} ?| )(?P<minutes>{number})(?:{seconds}| ?{minute})?"
    return re.compile(
        rf"(?P<before>{_LETTER})? ?(?P<sign>[+-])?(?P<degrees>\d{{1,3}}(?:[.,]\d+)?)"
        rf"(?:{minutes}| ?{degree})? ?(?P<after>{_LETTER})?"
    )


# An “s” is the second's sign only where an “m” is the minute's; else it is south.
_DMS = (_dms("[°ºd:]", "[':]", "\"|''"), _dms("[°ºd]", "m", "s"))
_PAIR_SEPARATORS = (
    r"\s*;\s*", r"\s*,\s+", r"(?<=[NSEWO])[\s,]+", r"(?<=[\d'\"°º])[\s,]+(?=[NSEW])", r",", r"\s+",
)  # fmt: skip
_WKT = re.compile(r"point ?\((?P<lon>[-+.\d]+) (?P<lat>[-+.\d]+)\)", re.I)
_DEGREES = r"-?(?<!\d)\d{1,3}\.\d{1,20}"
_ADDRESS = re.compile(rf"https?:.*?(?P<lat>{_DEGREES})(?:,|/|%2C)(?P<lon>{_DEGREES})", re.I)
_FOUR_NUMBERS = re.compile(r"(-?\d+),(\d+) ?, ?(-?\d+),(\d+)")


def parse_number(text: str) -> float:
    """A plain decimal number, with a point or a comma. Raises ValueError."""
    tidy = _plain(text)
    if not _NUMBER.fullmatch(tidy):
        raise ValueError("not a number")
    return float(tidy.replace(",", "."))


def parse_degrees(text: str, axis: str) -> float:
    """Degrees of ``axis`` "lat" or "lon", south and west negative. Raises ValueError."""
    tidy = _plain(text)
    if _NUMBER.fullmatch(tidy):
        return _checked(parse_number(tidy), axis)
    found = next((form for pattern in _DMS if (form := pattern.fullmatch(tidy))), None)
    if not found or (found["before"] and found["after"]):
        raise ValueError("not degrees")
    letter = (found["before"] or found["after"] or "").upper()
    _check_letter(letter, found["sign"], axis)
    parts = [
        part.replace(",", ".") for part in found.group("degrees", "minutes", "seconds") if part
    ]
    if any("." in part for part in parts[:-1]):
        raise ValueError("only the last of degrees, minutes and seconds may have a fraction")
    degrees, minutes, seconds = (*map(float, parts), 0.0, 0.0)[:3]
    if minutes >= 60 or seconds >= 60:
        raise ValueError("minutes and seconds go to 59")
    value = degrees + minutes / 60 + seconds / 3600
    return _checked(-value if found["sign"] == "-" or letter in ("S", "W") else value, axis)


def _check_letter(letter: str, sign: str | None, axis: str) -> None:
    if letter == "O":
        raise ValueError(_GERMAN_OR_FRENCH)
    if letter and (letter in "NS") != (axis == "lat"):
        raise ValueError(f"{letter} is not a {'latitude' if axis == 'lat' else 'longitude'}")
    if letter and sign:
        raise ValueError(f"write either {sign} or {letter}")


def parse_pair(text: str) -> Position:
    """“lat lon” or “lat, lon” in one cell; letters may put east first. Raises ValueError."""
    tidy = _plain(text)
    if found := _WKT.fullmatch(tidy):
        tidy = f"{found['lat']} {found['lon']}"
    tidy = re.sub(r"(?i)^geo:", "", tidy).strip("()[]; ")
    if _NUMBER.fullmatch(tidy):
        raise ValueError("this may be one number with a decimal comma")
    for separator in _PAIR_SEPARATORS:
        halves = re.split(separator, tidy)
        if len(halves) != 2:
            continue
        if re.search("[EW]", halves[0]) and re.search("[NS]", halves[1]):
            halves.reverse()
        try:
            return Position(
                lon=parse_degrees(halves[1], "lon"), lat=parse_degrees(halves[0], "lat")
            )
        except ValueError:
            continue
    if re.search(r"[\d'\"°] ?O\b|\bO ?\d", tidy, re.I):
        raise ValueError(_GERMAN_OR_FRENCH)
    if found := _ADDRESS.match(tidy):
        raise ValueError(f"the address of a map; write only {found['lat']}, {found['lon']} of it")
    if found := _FOUR_NUMBERS.fullmatch(tidy):
        numbers = "{}.{}, {}.{}".format(*found.groups())
        raise ValueError(f"which are the decimal commas? Write points: {numbers}")
    raise ValueError("not a pair of coordinates")


def pair_in(text: str, axis: str) -> Position | None:
    """The position of a “lat lon” pair; None where the text may be one number of that axis."""
    try:
        parse_degrees(text, axis)
    except ValueError:
        with contextlib.suppress(ValueError):
            return parse_pair(text)
    return None


def why_no_pair(text: str) -> str:
    """The reason for which a text is not a pair of coordinates."""
    try:
        parse_pair(text)
    except ValueError as error:
        return str(error)
    return ""


def is_one_number(text: str) -> bool:
    """Whether the text may be half of a pair."""
    for axis in ("lat", "lon"):
        with contextlib.suppress(ValueError):
            parse_degrees(text, axis)
            return True
    return False


def are_degrees(*, lat: str, lon: str) -> bool:
    """Whether the two texts can be read as they are named."""
    try:
        parse_degrees(lat, "lat")
        parse_degrees(lon, "lon")
    except ValueError:
        return False
    return True


def looks_like_pair(text: str) -> bool:
    """Whether the text begins as coordinates do, rather than as a name."""
    return re.match(r"((?i:geo:|point ?\()|[(\[])? ?[NSEW]? ?[+-]?\d", _plain(text)) is not None


def _checked(value: float, axis: str) -> float:
    limit = 90 if axis == "lat" else 180
    if abs(value) > limit:
        raise ValueError(f"{value:g} is not between -{limit} and {limit}")
    return value


def _plain(text: str) -> str:
    text = re.sub(r"[‐‑‒–—−]", "-", text)
    text = (
        text.replace("˚", "°")
        .replace("′", "'")
        .replace("’", "'")
        .replace("″", '"')
        .replace("”", '"')
    )
    return re.sub(r"\s+", " ", text).strip()
