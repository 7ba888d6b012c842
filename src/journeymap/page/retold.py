"""The scene as a source tells it, by what differs from the scene as all tell it."""

from collections.abc import Mapping, Sequence
from typing import Any

from journeymap.scene import Scene, SceneLeg
from journeymap.vocabulary import word_class

from .data import leg_row, stay_row

DIFFERS = ("days", "when", "age", "length", "kind", "unreached")
"""What of a stay another reading may tell otherwise."""


def retold(scene: Scene, readings: Sequence[tuple[str, Scene]]) -> list[dict[str, Any]]:
    """For each reading its source, the stays that it lacks, what differs in others, its legs.

    A leg that is the scene's own is its index. All indices are those of the scene.
    """
    return [_reading(scene, source, told) for source, told in readings]


def _reading(scene: Scene, source: str, told: Scene) -> dict[str, Any]:
    number = {known.key: i for i, known in enumerate(scene.sources, 1)}
    index = {stay.id: i for i, stay in enumerate(scene.stays)}
    here = {stay.id for stay in told.stays}
    otherwise = {}
    for stay in told.stays:
        first = scene.stays[index[stay.id]]
        row, before = stay_row(stay), stay_row(first)
        changed = {key: row.get(key) for key in DIFFERS if row.get(key) != before.get(key)}
        for key in ("edtf", "place", "title"):  # which the list has
            if getattr(stay, key) != getattr(first, key):
                changed[key] = getattr(stay, key)
        if "kind" in changed and word_class("kind", stay.kind):
            changed["glyph"] = row["glyph"]
        if changed:
            otherwise[str(index[stay.id])] = changed
    own = {_same(scene, leg): i for i, leg in enumerate(scene.legs)}
    return {
        "source": number.get(source, 0),
        "name": next((known.short for known in scene.sources if known.key == source), ""),
        "gone": [i for i, stay in enumerate(scene.stays) if stay.id not in here],
        "otherwise": otherwise,
        "legs": [own.get(_same(told, leg), _leg(told, leg, index)) for leg in told.legs],
    }


def _same(scene: Scene, leg: SceneLeg) -> tuple[object, ...]:
    """What makes two legs one, in whichever scene they are."""
    ends = scene.stays[leg.stay].id, scene.stays[leg.origin].id
    return (*ends, leg.kind, leg.way, leg.line)


def _leg(scene: Scene, leg: SceneLeg, index: Mapping[str, int]) -> dict[str, Any]:
    ends = {"stay": leg.stay, "origin": leg.origin}
    return leg_row(leg) | {key: index[scene.stays[end].id] for key, end in ends.items()}
