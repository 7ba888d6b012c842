"""What the player reads of a small journey: the scene that the JavaScript tests play.

After a change that is meant, ``python tests/test_golden_scene.py`` writes the golden file anew.
"""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from shapely import MultiPolygon, box, union_all
from shapely.geometry.base import BaseGeometry

from journeymap.basemap import Basemap
from journeymap.basemap.bearings import Bearings
from journeymap.compose import compose
from journeymap.files import File, Sources
from journeymap.locate import World
from journeymap.model import Candidate, Query
from journeymap.page.data import page_data
from journeymap.pipeline import gather

GOLDEN = Path(__file__).parent / "golden"


def _candidates(_query: Query) -> Sequence[Candidate]:
    """Nothing: all rows have coordinates, and no name tells that some are exchanged."""
    return ()


def _outline(code: str) -> MultiPolygon:
    """A country is a square: the golden scene must not change with the built-in map."""
    west, south = {"RS": (19.0, 42.0), "BG": (23.0, 41.0)}[code]
    return MultiPolygon([box(west, south, west + 4, south + 3)])


def _hull(parts: Sequence[BaseGeometry]) -> MultiPolygon:
    hull = union_all(list(parts)).convex_hull
    return MultiPolygon([hull])  # type: ignore[list-item]


SMALL_WORLD = World(
    candidates=_candidates,
    similar=lambda _name, _country: (),
    outline=_outline,
    hull=_hull,
    near=lambda _code, _spot, _degrees: True,
    inland_km=lambda _line: 0.0,
)


def _no_picture(name: str) -> bytes:
    raise OSError(name)


def small_scene() -> dict[str, Any]:
    """The journey-data of the small table without the map, the languages and the files, and
    what the player reads in the page's list."""
    sources = Sources(
        File("scene.csv", (GOLDEN / "scene.csv").read_bytes()),
        File("scene.toml", (GOLDEN / "scene.toml").read_bytes()),
        None,
        _no_picture,
    )
    journey = gather(sources, world=SMALL_WORLD).journey
    empty = Basemap("", "", "", "", 1.0)
    scene = compose(journey)
    data = page_data(scene, basemap=empty, bearings=Bearings(), version="0", languages=(), files={})
    left_out = ("basemap", "towns", "features", "locales", "languages", "words", "files")
    kept = {key: data[key] for key in data if key not in left_out}
    return kept | {"list": [{"edtf": stay.edtf} for stay in scene.stays]}


def _written(data: dict[str, Any]) -> str:
    """One line for every stay, leg and mark, so that a change can be read."""
    parts = []
    for key, value in data.items():
        if isinstance(value, list) and value:
            rows = ",\n".join("  " + json.dumps(row, ensure_ascii=False) for row in value)
            parts.append(f'"{key}": [\n{rows}\n]')
        else:
            parts.append(f'"{key}": {json.dumps(value, ensure_ascii=False)}')
    return "{\n" + ",\n".join(parts) + "\n}\n"


def test_the_small_table_gives_the_golden_scene() -> None:
    assert json.loads((GOLDEN / "scene.json").read_text("utf-8")) == small_scene()


if __name__ == "__main__":
    (GOLDEN / "scene.json").write_text(_written(small_scene()), encoding="utf-8")
