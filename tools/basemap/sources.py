"""Readers for what the built-in map is derived from: TopoJSON, Marble's .pn2, a GeoPackage."""

from __future__ import annotations

import json
import sqlite3
import struct
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

Points = NDArray[np.float64]
"""(n, 2): longitude, latitude in degrees."""

Rings = list[list[int]]
"""A polygon of a topology: its rings as indices of arcs, ~i for arc i walked backwards."""


class Topology:
    """A quantised TopoJSON file: shared arcs, and the polygons made of them."""

    def __init__(self, file: Path) -> None:
        self._objects = json.loads(file.read_text("utf-8"))
        transform = self._objects["transform"]
        self.arcs: list[Points] = [
            np.cumsum(np.array(arc), axis=0) * transform["scale"] + transform["translate"]
            for arc in self._objects["arcs"]
        ]

    def features(self, layer: str) -> list[tuple[str, list[Rings]]]:
        """(name, polygons) of every feature of the layer."""
        found = self._objects["objects"][layer]["geometries"]
        return [(f.get("properties", {}).get("name", ""), self._polygons(f)) for f in found]

    def _polygons(self, geometry: dict[str, Any]) -> list[Rings]:
        if geometry["type"] == "Polygon":
            return [geometry["arcs"]]
        return list(geometry["arcs"]) if geometry["type"] == "MultiPolygon" else []


def joined(arcs: list[NDArray[Any]], ring: list[int]) -> NDArray[Any]:
    """The ring that the arcs make, its last point equal to its first."""
    parts = [arcs[i] if i >= 0 else arcs[~i][::-1] for i in ring]
    return np.concatenate([parts[0], *(part[1:] for part in parts[1:])])


PN2_CELL = 1 / 120
"""Degrees: Marble stores half minutes of arc."""


PN2_HOLE = 3
"""The kind of a ring inside another."""


def pn2(file: Path) -> list[tuple[int, Points]]:
    """(kind, line) for every line and ring of a .pn2 file, version 2, in its order.

    The format is described at the top of Marble's Pn2Runner.cpp: absolute nodes in half
    minutes, each followed by nodes relative to it. The count in the header is of no use.
    """
    data = file.read_bytes()
    version, _, coloured = struct.unpack_from(">BIB", data)
    if version != 2 or coloured:
        raise ValueError(f"{file.name} is not an uncoloured .pn2 file of version 2")
    at, lines = 6, []
    while at < len(data):
        kind = data[at]
        at += 5
        if kind == 4:  # a feature of several parts: each follows with a header of its own
            parts = data[at]
            at += 1
            for _ in range(parts):
                kind = data[at]
                line, at = _pn2_nodes(data, at + 5)
                lines.append((kind, line))
        else:
            line, at = _pn2_nodes(data, at)
            lines.append((kind, line))
    return lines


def _pn2_nodes(data: bytes, at: int) -> tuple[Points, int]:
    nodes = []
    (count,) = struct.unpack_from(">I", data, at)
    at += 4
    for _ in range(count):
        lat, lon, relative = struct.unpack_from(">hhh", data, at)
        at += 6
        near = np.frombuffer(data, np.int8, 2 * relative, at).reshape(-1, 2).astype(int)
        at += 2 * relative
        nodes.append(np.vstack([[[0, 0]], near]) + np.array([lat, lon]))
    return np.concatenate(nodes)[:, ::-1] * PN2_CELL, at


def iso_codes(geopackage: Path) -> dict[str, str]:
    """Natural Earth's country names and their ISO 3166 two-letter codes."""
    connection = sqlite3.connect(f"file:{geopackage}?mode=ro", uri=True)
    rows = connection.execute("SELECT name, iso_a2 FROM countries WHERE length(iso_a2) = 2")
    codes = {name: code for name, code in rows if name and code.isalpha()}
    connection.close()
    return codes
