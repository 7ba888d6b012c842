"""What to do with a name that no place has: two names in a cell, a footnote's mark, a note."""

import html
import re
from collections.abc import Callable

from .prose import clean_text

MAX_NAME = 100
"""Characters of a cell that is looked into."""

_AND = r"\s*(?:→|[-–—=]+>|/|&|;|\band\b|\bund\b|\bet\b|\by\b|\bи\b)\s*"
_NEAR = re.compile(
    r"(?:near|outside|around|close to|bei|nahe|près de|cerca de|около|под)\s+(?P<after>.+)"
    r"|(?P<before>.+?)\s+(?:area|region|surroundings|district|county|province|oblast)",
    re.I,
)
_AT_SEA = re.compile(
    r".*\b(?:(?<!on[ -])(?<!by the )sea|ocean|aboard|on board|voyage|crossing|auf see"
    r"|en mer|océan|en el mar|océano|в море|океан)\b.*",
    re.I,
)
_NOWHERE = re.compile(
    r"[\W_]*|unknown|not known|n/?a|none|various|several|unbekannt|inconnue?|desconocid[oa]"
    r"|неизвестно",
    re.I,
)


def advice(name: str, is_known: Callable[[str], bool]) -> str:
    """What to write instead of a name under place, or "" where nothing in it tells.

    ``is_known`` says whether a name is that of a place.
    """
    if len(name) > MAX_NAME:
        return ""
    if _NOWHERE.fullmatch(name):
        return "Where it is not known, name the land under area; or leave the row out."
    if (plain := html.unescape(name)) != name and (plain := clean_text(plain)):
        return f"It is written as on a web page: write {plain}."
    if found := re.fullmatch(r"(.+?)\s*(\[(?:\d+|[a-z])\]|[*†‡¹²³]+)", name):
        return f"It ends in a footnote's mark: write {found[1]}, and the note under source."
    if found := re.fullmatch(r"([^(\[]+?)\s*[(\[]([^)\]]+)[)\]]", name):
        return (
            f"Leave {found[1]} under place, and write {found[2]} under today (its present name) "
            "or under country."
        )
    return _of_several(name, is_known) or _of_its_surroundings(name, is_known)


def is_at_sea(name: str) -> bool:
    """Whether the name is that of a sea, or says that somebody was under way on one."""
    return len(name) <= MAX_NAME and _AT_SEA.fullmatch(name) is not None


def _of_several(name: str, is_known: Callable[[str], bool]) -> str:
    parts = [part.strip() for part in re.split(_AND, name) if part.strip()]
    names = [one.strip() for part in parts for one in part.split(",") if one.strip()]
    listed = list(dict.fromkeys(names))
    if len(parts) > 1 and len(listed) > 1 and all(map(is_known, listed)):
        return f"A stay has one place: give {', '.join(listed[:-1])} and {listed[-1]} a row each."
    first, _, rest = (part.strip() for part in name.partition(","))
    last = rest.rpartition(",")[2].strip()
    if rest and is_known(first):
        return f"{first} alone is known: write only that under place, its country under country."
    if rest and is_known(last):
        return f"{last} is known: write it under today, to show {first} there; or give lat, lon."
    return ""


def _of_its_surroundings(name: str, is_known: Callable[[str], bool]) -> str:
    if is_at_sea(name):
        return "For a crossing write passage under kind: it is drawn as a line."
    found = _NEAR.fullmatch(name)
    town = (found["after"] or found["before"]) if found else ""
    if town and is_known(town):
        return f"Write {town}, and how far off it may be under precision_km, like 20."
    return ""
