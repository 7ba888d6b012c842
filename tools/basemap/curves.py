"""Lines that were rounded to a coarse grid, drawn as the smooth shores and rivers they are."""

from __future__ import annotations

from itertools import pairwise

import numpy as np

from basemap.sources import Points

PASSES = 12


def curved(line: Points, cell: float, *, closed: bool) -> Points:
    """The line, off its grid of ``cell`` degrees and with three more points on every edge.

    A ring comes and goes without its first point repeated. No given point leaves the cell it
    was rounded to; the ends of an open line stay where they are.
    """
    return subdivided(subdivided(unrounded(line, cell, closed), closed), closed)


def unrounded(line: Points, cell: float, closed: bool) -> Points:  # noqa: FBT001
    """The points moved inside the cells they were rounded to, so that the line bends less."""
    low, high = line - cell / 2, line + cell / 2
    moved = line
    for _ in range(PASSES):
        before, after = _neighbours(moved, closed)
        moved = np.clip((before + 2 * moved + after) / 4, low, high)
        if not closed:
            moved[[0, -1]] = line[[0, -1]]
    return moved


def subdivided(line: Points, closed: bool) -> Points:  # noqa: FBT001
    """The line with the middle of a cubic between every two points.

    The cubic is Hermite's; its tangents point from the point before to the point after, and
    are as long as the edge, so that no loop can form where edges differ in length.
    """
    before, after = _neighbours(line, closed)
    along = after - before
    tangent = along / np.maximum(np.hypot(*along.T), 1e-12)[:, None]
    ends = [*pairwise(range(len(line))), *([(len(line) - 1, 0)] if closed else [])]
    start, end = np.array(ends).T
    length = np.hypot(*(line[end] - line[start]).T)[:, None]
    middle = (line[start] + line[end]) / 2 + (tangent[start] - tangent[end]) * length / 8
    return np.insert(line, start + 1, middle, axis=0)


def _neighbours(line: Points, closed: bool) -> tuple[Points, Points]:  # noqa: FBT001
    """For every point the one before and the one after; an end is its own neighbour."""
    before, after = np.roll(line, 1, axis=0), np.roll(line, -1, axis=0)
    if not closed:
        before[0], after[-1] = line[0], line[-1]
    return before, after
