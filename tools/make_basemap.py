"""Derive the built-in map from Natural Earth. Usage: make_basemap.py RAW_FOLDER

What RAW_FOLDER holds, and where it is from, is in src/journeymap/basemap/README.md.
"""

from __future__ import annotations

import csv
import sys
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import shapely
from shapely import Geometry, LineString, Point, Polygon

from basemap.countries import countries
from basemap.curves import curved
from basemap.shapes import (
    Ring,
    at_home,
    distinct,
    opened,
    pixels,
    polygons_of,
    rings_of,
    unrolled,
)
from basemap.sources import PN2_CELL, PN2_HOLE, Points, Topology, iso_codes, joined, pn2
from basemap.visvalingam import tolerances
from journeymap.basemap import lines
from journeymap.basemap.lines import GRADE_STEPS, WORLD
from journeymap.basemap.thinning import FINEST

DATA = Path(lines.__file__).parent / "data"

SOUTH = -60.0
"""The page shows 58° S to 78° N; no land lies north of 83.7° N."""

ALWAYS = 255
"""The grade of vertices on the cut at 180°: both halves keep them."""

SHRUNK = 1960
"""The year since when the Aral Sea and Lake Chad are drawn as they are now."""

FOREVER = 9999


def main(raw: Path) -> None:
    atlas = raw / "world-atlas-2.0.2" / "package"
    marble = raw / "marble" / "usr" / "share" / "marble" / "data" / "naturalearth"
    write("land", land(atlas / "land-10m.json"))
    write("lakes", lakes(marble))
    write("rivers", rivers(marble))
    codes = iso_codes(
        raw / "qgis" / "usr" / "share" / "qgis" / "resources" / "data" / "world_map.gpkg"
    )
    write("countries", countries(Topology(atlas / "countries-10m.json"), codes))


def write(name: str, layer: lines.Lines) -> None:
    file = DATA / f"{name}.npz"
    with file.open("wb") as out:
        lines.save(out, layer)
    size = file.stat().st_size
    print(f"{file.name}: {len(layer.lengths)} lines, {len(layer.x)} vertices, {size} bytes")


# ---------------------------------------------------------------- the layers


def land(file: Path) -> lines.Lines:
    """All land north of SOUTH, without the Caspian Sea, and data/islets.csv."""
    source = Topology(file)
    south = float(pixels(np.array([[0.0, SOUTH]]))[0, 1])
    pieces = []
    for _, polygons in source.features("land"):
        for rings in polygons:
            shell, *holes = [unrolled(pixels(joined(source.arcs, ring))) for ring in rings]
            if shell[:, 1].min() < south:
                pieces += at_home(Polygon(shell, holes), south=south)
    return graded([*rings_of(polygons_of(pieces)), *islets()], closed=True)


def islets() -> list[Ring]:
    """The outlines of data/islets.csv."""
    outlines = defaultdict(list)
    for row in table("islets.csv"):
        outlines[row["name"]].append((float(row["lon"]), float(row["lat"])))
    return rings_of(Polygon(pixels(np.array(outline))) for outline in outlines.values())


def lakes(folder: Path) -> lines.Lines:
    """Lakes, with the first year and the first year no more in which they looked so.

    The Aral Sea and Lake Chad are there twice: as they were until SHRUNK, and as they are.
    """
    now, once = (
        water(pn2(folder / f"{name}.pn2")) for name in ("ne_50m_lakes", "ne_50m_lakes_historic")
    )
    spans = [(shape, SHRUNK, FOREVER) for shape in once]
    for row in table("reservoirs.csv"):
        spot = Point(*pixels(np.array([[float(row["lon"]), float(row["lat"])]]))[0])
        filled, drained = int(row["filled"]), int(row["drained"] or FOREVER)
        (found,) = [shape for shape in now if Polygon(shape.exterior).contains(spot)]
        spans.append((found, filled, drained))
    shapes, tags = [], []
    for shape in now:
        centre = shape.representative_point()
        years = [(since, until) for span, since, until in spans if span.contains(centre)]
        rings = rings_of([shape])
        shapes += rings
        tags += [years[0] if years else (0, FOREVER)] * len(rings)
    for ring in rings_of(once):
        shapes.append(ring)
        tags.append((0, SHRUNK))
    return graded(shapes, closed=True, tags=tags)


def water(rings: list[tuple[int, Points]]) -> list[Polygon]:
    """The polygons of the rings; those that overlap, as the Great Lakes do, are one."""
    shores: list[Geometry] = []
    islands: list[Geometry] = []
    for kind, ring in rings:
        shore = opened(ring)
        if len(shore) > 2:
            shape = shapely.make_valid(Polygon(pixels(curved(shore, PN2_CELL, closed=True))))
            (islands if kind == PN2_HOLE else shores).append(shape)
    wet = shapely.union_all(shores).difference(shapely.union_all(islands))
    return polygons_of([wet])


def rivers(folder: Path) -> lines.Lines:
    """Rivers, and their way through lakes, in pieces as long as can be."""
    parts = [LineString(line) for _, line in pn2(folder / "ne_50m_rivers_lake_centerlines.pn2")]
    merged = shapely.line_merge(shapely.union_all(parts))
    whole = [distinct(shapely.get_coordinates(line)) for line in shapely.get_parts(merged)]
    smooth = [distinct(np.rint(pixels(curved(line, PN2_CELL, closed=False)))) for line in whole]
    return graded([line.astype(np.int64) for line in smooth if len(line) > 1], closed=False)


def table(name: str) -> list[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


# ---------------------------------------------------------------- importance and order


def graded(
    shapes: Sequence[Ring], *, closed: bool, tags: Sequence[tuple[int, ...]] = ()
) -> lines.Lines:
    """The shapes without what is below FINEST, near ones after each other."""
    columns = len(tags[0]) if tags else 0
    order = sorted(range(len(shapes)), key=lambda i: along_curve(shapes[i][0]))
    kept = []
    for i, tolerance in zip(
        order, tolerances([shapes[i] for i in order], [closed] * len(shapes)), strict=True
    ):
        if closed:
            tolerance[np.isin(shapes[i][:, 0], (0, WORLD))] = np.inf
        matters = tolerance >= FINEST
        if np.count_nonzero(matters) > 1 + closed:
            kept.append((shapes[i][matters], tolerance[matters], tags[i] if tags else ()))
    points = np.concatenate([points for points, _, _ in kept]).astype(np.int32)
    grades = np.floor(GRADE_STEPS * np.log2(np.concatenate([t for _, t, _ in kept])))
    return lines.Lines(
        points[:, 0],
        points[:, 1],
        np.minimum(grades, ALWAYS).astype(np.uint8),
        np.array([len(points) for points, _, _ in kept], np.int32),
        np.array([tag for _, _, tag in kept], np.int32).reshape(len(kept), columns),
    )


def along_curve(point: Ring) -> int:
    """How far along Hilbert's curve through the world the point lies."""
    x, y, far, side = int(point[0]), int(point[1]), 0, WORLD
    while side := side // 2:
        right, down = bool(x & side), bool(y & side)
        far = 4 * far + (3 * right ^ down)
        if not down:
            x, y = (~y, ~x) if right else (y, x)
    return far


if __name__ == "__main__":
    main(Path(sys.argv[1]))
