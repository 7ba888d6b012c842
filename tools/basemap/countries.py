"""The outlines of today's countries, coarse enough to be drawn as an area at zoom 6."""

from __future__ import annotations

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely import Polygon

from basemap.shapes import Ring, at_home, distinct, pixels, polygons_of, rings_of, unrolled
from basemap.sources import Rings, Topology, joined
from basemap.visvalingam import tolerances
from journeymap.basemap.lines import Lines, to_degrees

DETAIL = 16.0
"""Pixels of zoom 10: one at zoom 6."""

UNLISTED = {
    "Akrotiri": "CY",
    "Ashmore and Cartier Is.": "AU",
    "Baikonur": "KZ",
    "Coral Sea Is.": "AU",
    "Cyprus U.N. Buffer Zone": "CY",
    "Dhekelia": "CY",
    "N. Cyprus": "CY",
    "Somaliland": "SO",
    "USNB Guantanamo Bay": "CU",
    "Vatican": "VA",
}
"""ISO 3166 codes of what the GeoPackage does not name. A bank or a reef has none."""

APART = (
    ("France", "GF", (-55, 2, -51, 6)),
    ("France", "GP", (-62, 15.7, -60.9, 16.6)),
    ("France", "MQ", (-61.5, 14.3, -60.7, 15)),
    ("France", "RE", (55, -22, 56, -20.5)),
    ("France", "YT", (44.8, -13.2, 45.5, -12.5)),
    ("Indian Ocean Ter.", "CC", (96, -13, 97.5, -11)),
    ("Indian Ocean Ter.", "CX", (105, -11, 106, -10)),
    ("Netherlands", "BQ", (-69, 12, -62, 18)),
    ("Norway", "BV", (3, -55, 4, -54)),
    ("Norway", "SJ", (-10, 70.7, -7, 71.5)),
    ("Norway", "SJ", (5, 74, 35, 82)),
    ("Russia", "UA", (32.4, 44.3, 36.7, 46.3)),
)
"""Parts of a country with another code, by boxes west, south, east, north.

Natural Earth has Crimea with Russia, which holds it; ISO 3166 and the United Nations General
Assembly (resolution 68/262) have it with Ukraine, and so has this map.
"""


def countries(source: Topology, codes: dict[str, str]) -> Lines:
    """A row of tags for every ring: the letters of its code as one number, and 1 for a hole.

    Every shell comes before its holes. A country of which nothing is left at DETAIL keeps
    its full outline.
    """
    full = [distinct(np.rint(unrolled(pixels(arc)))).astype(np.int64) for arc in source.arcs]
    coarse = thinned(full)
    found: dict[str, list[Polygon]] = {}
    for name, polygons in source.features("countries"):
        parts = shapes(polygons, coarse) or shapes(polygons, full)
        for part in parts:
            code = code_of(name, part, codes)
            found.setdefault(code, []).append(part)
    found.pop("", None)
    return packed(found)


def thinned(arcs: list[Ring]) -> list[Ring]:
    """The arcs without what is below DETAIL. Ends stay: shared borders stay shared."""
    closed = [len(arc) > 3 and bool((arc[0] == arc[-1]).all()) for arc in arcs]
    lines = [arc[:-1] if ring else arc for arc, ring in zip(arcs, closed, strict=True)]
    kept = []
    for line, ring, tolerance in zip(lines, closed, tolerances(lines, closed), strict=True):
        stays = tolerance >= DETAIL
        if ring:
            kept.append(np.concatenate([line[stays], line[stays][:1]]))
        else:
            stays[[0, -1]] = True
            kept.append(line[stays])
    return kept


def shapes(polygons: list[Rings], arcs: list[NDArray[np.int64]]) -> list[Polygon]:
    """The polygons that enclose anything, in pieces from x = 0 to WORLD."""
    found = []
    for rings in polygons:
        outlines = [distinct(joined(arcs, ring).astype(float)) for ring in rings]
        shell, *holes = [unrolled(line) if len(line) > 3 else None for line in outlines]
        if shell is not None:
            found += at_home(Polygon(shell, [hole for hole in holes if hole is not None]))
    return [part for part in polygons_of(found) if part.area > 0]


def code_of(name: str, part: Polygon, codes: dict[str, str]) -> str:
    """The ISO code of a part of the country of that name; "" where it has none."""
    centre = shapely.get_coordinates(part.representative_point())
    ((lon, lat),) = np.stack(to_degrees(centre[:, 0], centre[:, 1]), axis=1)
    for country, code, (west, south, east, north) in APART:
        if name == country and west < lon < east and south < lat < north:
            return code
    return codes.get(name) or UNLISTED.get(name, "")


def packed(found: dict[str, list[Polygon]]) -> Lines:
    rings: list[Ring] = []
    tags = []
    for code in sorted(found):
        for part in found[code]:
            own = rings_of([part])
            rings += own
            tags += [(int.from_bytes(code.encode()), int(i > 0)) for i in range(len(own))]
    points = np.concatenate(rings).astype(np.int32)
    lengths = np.array([len(ring) for ring in rings], np.int32)
    grade = np.zeros(len(points), np.uint8)
    return Lines(points[:, 0], points[:, 1], grade, lengths, np.array(tags, np.int32))
