"""Scene → what the player reads beyond the list: the value of ``#journey-data``.

Integers and short keys; the author's text stays in the list. A line is its first point and
the steps to each next, x and y in turn, in hundred-thousandths of a degree. The map and the
areas are the text of ``basemap.deltas``, in pixels of the world at zoom 10.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from typing import Any

from journeymap.basemap import Basemap
from journeymap.basemap.bearings import Bearings, Feature
from journeymap.model import Position
from journeymap.scene import (
    Line,
    SaidDate,
    SaidSpan,
    Scene,
    SceneLeg,
    SceneMark,
    SceneStay,
)

from .areas import area_row
from .packing import packed
from .wording import locale

FORMAT = 1
"""Raised when a player of before could not read the data."""


def page_data(
    scene: Scene,
    *,
    basemap: Basemap,
    bearings: Bearings,
    version: str,
    languages: Sequence[str],
    files: Mapping[str, Any],
) -> dict[str, Any]:
    """The data as one tree of plain values, ready for JSON."""
    return {
        "format": FORMAT,
        "version": version,
        "language": scene.language,
        "persons": [person.name for person in scene.persons],
        "eras": [[era.slug, era.name, era.slot, era.text] for era in scene.eras],
        "stays": [stay_row(stay) for stay in scene.stays],
        "legs": [leg_row(leg) for leg in scene.legs],
        "marks": [_mark(mark) for mark in scene.marks],
        "areas": [area_row(area, scene.stays[area.stays[0]].at) for area in scene.areas],
        "context": [
            {"title": c.title, "days": list(c.days), "when": _span(c.when)} for c in scene.context
        ],
        "closing": scene.closing_ms,
        "basemap": {
            "land": basemap.land,
            "lakes": basemap.lakes,
            "rivers": basemap.rivers,
            "far": basemap.far,
        },
        "towns": _towns(bearings),
        "features": [_feature(one, scene.language) for one in bearings.features],
        "locales": {scene.language: locale(scene.language)},
        "languages": [other for other in languages if other != scene.language],
        "words": packed(_words(other for other in languages if other != scene.language)),
        "files": files,
    }


def _words(languages: Iterable[str]) -> str:
    """The tables of words of other languages as one text: their keys are alike, and pack well."""
    tables = {language: locale(language) for language in languages}
    return json.dumps(tables, ensure_ascii=False, separators=(",", ":"))


def _towns(bearings: Bearings) -> list[list[Any]]:
    """Longitude, latitude, rank, year of founding, name, and former names with last years."""
    return [
        [*_roughly(t.position), t.rank, t.founded, t.name, *(part for f in t.former for part in f)]
        for t in bearings.towns
    ]


def _feature(one: Feature, language: str) -> list[Any]:
    """Longitude, latitude, first and last zoom, name and, of what is no sea, kind and angle."""
    zooms = [int(zoom) if zoom.is_integer() else zoom for zoom in (one.from_zoom, one.to_zoom)]
    row = [*_roughly(one.position), *zooms, one.names[language]]
    return row if one.kind == "sea" else [*row, one.kind, one.angle]


def _roughly(position: Position) -> tuple[int, int]:
    """Longitude and latitude in thousandths of a degree: nobody knows the middle of a sea better,
    nor needs that of a town that only says where one is."""
    return round(1000 * position.lon), round(1000 * position.lat)


def stay_row(stay: SceneStay) -> dict[str, Any]:
    """A stay by short keys; what it lacks is left out, and a rank of 2."""
    row: dict[str, Any] = {
        "id": stay.id,
        "era": stay.era,
        "at": list(stay.at),
        "mark": stay.mark,
        "days": list(stay.days),
        "when": _span(stay.when),
        "glyph": stay.glyph,
        "approach": stay.approach_ms,
        "hold": stay.hold_ms,
    }
    optional: dict[str, Any] = {
        "formerly": list(stay.formerly),
        "persons": list(stay.persons) if stay.persons != (0,) else [],
        "age": list(stay.age) if stay.age else None,
        "length": [stay.length.unit, stay.length.count, stay.length.about] if stay.length else None,
        "rank": stay.rank if stay.rank != 2 else 0,
        "kind": stay.kind,
        "move": stay.move,
        "mode": stay.mode,
        "certainty": "" if stay.certainty == "certain" else stay.certainty,
        "doubtful": stay.place_doubtful,
        "country": stay.country,
        "today": stay.place_today,
        "km": round(stay.precision_m / 1000),
        "alias": stay.alias,
        "unreached": stay.unreached,
        "question": bool(stay.question),
        "claims": [[c.field, _date(c.date) if c.date else c.value] for c in stay.claims],
    }
    within = {"area": stay.area, "within": stay.within}
    row |= {key: index for key, index in within.items() if index >= 0}
    return row | {key: value for key, value in optional.items() if value}


def _mark(mark: SceneMark) -> list[Any]:
    """Longitude, latitude, halo, stays and, if it had any, its names with their last days."""
    return [*mark.at, mark.halo_m, list(mark.stays), *([mark.names] if mark.names else [])]


def leg_row(leg: SceneLeg) -> dict[str, Any]:
    """A leg by short keys; what is as usual is left out: that it is a move, and takes no bow."""
    row: dict[str, Any] = {
        "stay": leg.stay,
        "origin": leg.origin,
        "era": leg.era,
        "way": leg.way,
        "line": _steps(leg.line),
        "km": leg.km,
        "ms": leg.ms,
    }
    row |= {"kind": leg.kind} if leg.kind != "move" else {}
    row |= {"bows": leg.bows} if leg.bows >= 0 else {}
    row |= {"persons": leg.persons} if leg.persons != (0,) else {}
    return row | ({"lane": leg.lane} if leg.lane else {})


def _steps(line: Line) -> list[int]:
    steps = list(line[0])
    for (x0, y0), (x1, y1) in pairwise(line):
        steps += (x1 - x0, y1 - y0)
    return steps


def _span(span: SaidSpan) -> list[Any]:
    """[start, end, ongoing]; an end that is the same as the start is 0."""
    start = _date(span.start) if span.start else None
    end = _date(span.end) if span.end else None
    return [start, 0 if end is not None and end == start else end, int(span.ongoing)]


_MARKS = (("approximate", "~"), ("uncertain", "?"), ("old_style", "o"))


def _date(date: SaidDate) -> list[Any]:
    """[shape, parts, marks] or, of an Old Style day, [shape, parts, marks, new-style parts]."""
    marks = "".join(mark for name, mark in _MARKS if getattr(date, name))
    row: list[Any] = [date.shape, list(date.parts), marks]
    return [*row, list(date.new_style)] if date.new_style else row


def json_for_html(value: object) -> str:
    """JSON that may stand in a script element and before any template engine.

    ``<``, ``>``, ``&``, U+2028, U+2029 and every ``{`` inside a string are written ``\\uXXXX``.
    """
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    for char in "<>&\u2028\u2029":
        text = text.replace(char, f"\\u{ord(char):04x}")
    # JSON has no raw control characters: two of them may stand for what ends no string.
    text = text.replace("\\\\", "\0").replace('\\"', "\1")
    pieces = text.split('"')
    pieces[1::2] = [string.replace("{", "\\u007b") for string in pieces[1::2]]
    return '"'.join(pieces).replace("\1", '\\"').replace("\0", "\\\\")
