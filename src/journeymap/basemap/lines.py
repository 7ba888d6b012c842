"""The file format of the built-in map: rings or lines, each vertex with its importance.

Coordinates are whole pixels of the Web Mercator world at zoom 10: x runs from 0 at 180° W to
WORLD at 180° E, y from 0 at 85.05° N southwards. A ring is closed without repeating its first
vertex.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from importlib import resources
from typing import TYPE_CHECKING, BinaryIO

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

WORLD = 1 << 18
"""Width and height of the world in pixels at zoom 10."""

GRADE_STEPS = 12
"""Grades per doubling of the tolerance."""


@dataclass(frozen=True, slots=True, eq=False)
class Lines:
    """Rings or lines, one after another.

    ``x``, ``y`` and ``grade`` have an entry for every vertex, ``lengths`` and ``tags`` for
    every line. A vertex of grade g matters as long as details of 2 ** (g / GRADE_STEPS)
    pixels do. What the columns of ``tags`` mean is the layer's own affair.
    """

    x: NDArray[np.int32]
    y: NDArray[np.int32]
    grade: NDArray[np.uint8]
    lengths: NDArray[np.int32]
    tags: NDArray[np.int32]

    @property
    def starts(self) -> NDArray[np.int64]:
        """The index of every line's first vertex."""
        return np.cumsum(self.lengths) - self.lengths

    @property
    def owner(self) -> NDArray[np.int64]:
        """For every vertex the index of its line."""
        return np.repeat(np.arange(len(self.lengths)), self.lengths)


def save(file: BinaryIO, lines: Lines) -> None:
    """Write the lines; the same lines are the same bytes. Neighbours lie within 32,767 pixels.

    The file is not compressed: whoever downloads it has it in an archive that is, and to
    unpack it took every build of a map 14 ms.
    """
    first = np.stack([lines.x, lines.y])[:, lines.starts]
    steps = np.diff(np.stack([lines.x, lines.y]), axis=1, prepend=0)
    steps[:, lines.starts] = 0
    if np.abs(steps).max(initial=0) > np.iinfo(np.int16).max:
        raise ValueError("two neighbouring vertices are too far apart for the file format")
    np.savez(
        file,
        first=first.astype(np.int32),
        steps=steps.astype(np.int16),
        grade=lines.grade,
        lengths=lines.lengths,
        tags=lines.tags,
    )


def load(name: str) -> Lines:
    """The layer of that name from the package's own data."""
    with resources.files(__package__).joinpath("data", f"{name}.npz").open("rb") as file:
        stored = np.load(file, allow_pickle=False)
        lengths = stored["lengths"]
        walked = np.cumsum(stored["steps"], axis=1, dtype=np.int32)
        starts = np.cumsum(lengths) - lengths
        walked += np.repeat(stored["first"] - walked[:, starts], lengths, axis=1)
        return Lines(walked[0], walked[1], stored["grade"], lengths, stored["tags"])


def to_pixels(
    lon: NDArray[np.float64], lat: NDArray[np.float64]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Degrees to pixels of zoom 10; latitudes beyond 85.05° count as 85.05°."""
    sine = np.sin(np.radians(np.clip(lat, -85.0511, 85.0511)))
    x = (lon + 180) / 360 * WORLD
    y = (0.5 - np.arctanh(sine) / (2 * math.pi)) * WORLD
    return x, y


def to_degrees(
    x: NDArray[np.float64], y: NDArray[np.float64]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Pixels of zoom 10 to longitude and latitude in degrees."""
    lat = np.degrees(np.arcsin(np.tanh((0.5 - y / WORLD) * (2 * math.pi))))
    return x / WORLD * 360 - 180, lat
