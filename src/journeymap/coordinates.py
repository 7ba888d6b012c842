"""Coordinates as people paste them → degrees and Positions.

59.93   59,93   −59.93   59° 56′ 03″ N   59d56'3"N   N 59 56.05   59.93, 30.36
"""

import re

from .model import Position

_NUMBER = re.compile(r"[+-]?\d{1,6}(?:[.,]\d{1,20})?")
_DMS = re.compile(
    r"(?P<before>[NSEWO])? ?(?P<sign>[+-])?(?P<degrees>\d{1,3}(?:[.,]\d+)?) ?[°ºd:]? ?"
    r"(?:(?P<minutes>\d{1,2}(?:[.,]\d+)?) ?['m:]? ?)?"
    r"(?:(?P<seconds>\d{1,2}(?:[.,]\d+)?) ?(?:\"|''|s)? ?)?"
    r"(?P<after>[NSEWO])?",
    re.I,
)
_PAIR_SEPARATORS = (r"\s*;\s*", r"\s*,\s+", r"(?<=[NSEWO])[\s,]+", r",", r"\s+")


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
    found = _DMS.fullmatch(tidy)
    if not found or (found["before"] and found["after"]):
        raise ValueError("not degrees")
    letter = (found["before"] or found["after"] or "").upper().replace("O", "W")
    if letter and (letter in "NS") != (axis == "lat"):
        raise ValueError(f"{letter} is not a {'latitude' if axis == 'lat' else 'longitude'}")
    degrees, minutes, seconds = (
        float((found[part] or "0").replace(",", ".")) for part in ("degrees", "minutes", "seconds")
    )
    if minutes >= 60 or seconds >= 60:
        raise ValueError("minutes and seconds go to 59")
    value = degrees + minutes / 60 + seconds / 3600
    return _checked(-value if found["sign"] == "-" or letter in ("S", "W") else value, axis)


def parse_pair(text: str) -> Position:
    """“lat lon” or “lat, lon” in one cell. Raises ValueError."""
    tidy = _plain(text)
    for separator in _PAIR_SEPARATORS:
        halves = re.split(separator, tidy)
        if len(halves) != 2:
            continue
        try:
            return Position(
                lon=parse_degrees(halves[1], "lon"), lat=parse_degrees(halves[0], "lat")
            )
        except ValueError:
            continue
    raise ValueError("not a pair of coordinates")


def looks_like_pair(text: str) -> bool:
    """Whether the text begins as coordinates do, rather than as a name."""
    return re.match(r"[NSEW]? ?[+-]?\d", _plain(text)) is not None


def _checked(value: float, axis: str) -> float:
    limit = 90 if axis == "lat" else 180
    if abs(value) > limit:
        raise ValueError(f"{value:g} is not between -{limit} and {limit}")
    return value


def _plain(text: str) -> str:
    text = re.sub(r"[‐‑‒–—−]", "-", text)
    text = text.replace("′", "'").replace("’", "'").replace("″", '"').replace("”", '"')
    return re.sub(r"\s+", " ", text).strip()
