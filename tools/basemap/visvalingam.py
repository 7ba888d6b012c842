"""How much every vertex of a map matters: Visvalingam and Whyatt's effective areas, guarded.

M. Visvalingam, J. D. Whyatt: Line generalisation by repeated elimination of points (1993).
Vertices go in order of the area of the triangle with their neighbours. A vertex waits while
another vertex, of whatever line, lies within that triangle: so lines do not come to cross,
whatever importance one cuts at. A ring of three goes as a whole, at its own area.
"""

from __future__ import annotations

import heapq
from collections import defaultdict
from itertools import pairwise, product

import numpy as np
from numpy.typing import NDArray

CELL_BITS = 9
WAIT, PATIENCE = 1.5, 64.0
"""Factor by which a waiting vertex's area grows, and by which it grows at most.

Patience ends where lines that cross in the source would wait for each other for ever.
"""

LINE_PER_TOLERANCE = 24
"""A line is worth drawing while it is longer than this many times the tolerance."""


def tolerances(lines: list[NDArray[np.int64]], closed: list[bool]) -> list[NDArray[np.float64]]:
    """For each vertex the largest tolerance, in units of the coordinates, at which it is kept.

    The tolerance is the square root of the effective area. The ends of an open line are kept
    as long as the line is, which depends on its length. Rings do not repeat their first point.
    """
    mesh = _Mesh(lines, closed)
    mesh.thin()
    sizes = np.cumsum([len(line) for line in lines])[:-1]
    return np.split(np.sqrt(np.array(mesh.effective)), sizes)


class _Mesh:
    """Lines as linked lists over one numbering of all vertices, and where each vertex lies."""

    def __init__(self, lines: list[NDArray[np.int64]], closed: list[bool]) -> None:
        self.x: list[int] = np.concatenate(lines)[:, 0].tolist()
        self.y: list[int] = np.concatenate(lines)[:, 1].tolist()
        self.before: list[int] = []
        self.after: list[int] = []
        self.line: list[int] = []
        self.left: list[int] = []
        self.worth: list[float] = []
        for index, (line, ring) in enumerate(zip(lines, closed, strict=True)):
            self.left.append(len(line) if ring else 0)
            self.worth.append(_ring_worth(line) if ring else _line_worth(line))
            first, last = len(self.before), len(self.before) + len(line) - 1
            numbers = range(first, last + 1)
            self.before += [last if ring else -1, *numbers[:-1]]
            self.after += [*numbers[1:], first if ring else -1]
            self.line += [index] * len(line)
        self.effective = [0.0] * len(self.x)
        self.cells: dict[tuple[int, int], set[int]] = defaultdict(set)
        for vertex in range(len(self.x)):
            self._cell(vertex).add(vertex)

    def thin(self) -> None:
        """Take every vertex away in turn, noting the area reached by then."""
        ends = [v for v in range(len(self.x)) if min(self.before[v], self.after[v]) < 0]
        for vertex in ends:
            self.effective[vertex] = self.worth[self.line[vertex]]
        due = {v: self._area(v) for v in range(len(self.x)) if v not in set(ends)}
        queue = [(area, vertex) for vertex, area in due.items()]
        heapq.heapify(queue)
        reached = 0.0
        while queue:
            area, vertex = heapq.heappop(queue)
            if due.get(vertex) != area:
                continue
            reached = max(reached, area)
            line = self.line[vertex]
            if self.left[line] == 3:
                later = self._end_ring(vertex, reached, due)
            elif area < PATIENCE * self._area(vertex) and self._occupied(vertex):
                later = [(vertex, max(reached, 1.0) * WAIT)]
            else:
                self.effective[vertex] = reached
                later = [(v, max(reached, self._area(v))) for v in self._take(vertex) if v in due]
                del due[vertex]
            for other, when in later:
                due[other] = when
                heapq.heappush(queue, (when, other))

    def _end_ring(
        self, vertex: int, reached: float, due: dict[int, float]
    ) -> list[tuple[int, float]]:
        """Remove the last three vertices of a ring, or say when that is due."""
        worth = self.worth[self.line[vertex]]
        if worth > reached:
            return [(vertex, worth)]
        for last in (self.before[vertex], vertex, self.after[vertex]):
            self.effective[last] = reached
            self._cell(last).discard(last)
            del due[last]
        return []

    def _take(self, vertex: int) -> tuple[int, int]:
        """Remove a vertex; its neighbours, which are each other's now."""
        before, after = self.before[vertex], self.after[vertex]
        self.after[before], self.before[after] = after, before
        self.left[self.line[vertex]] -= 1
        self._cell(vertex).discard(vertex)
        return before, after

    def _cell(self, vertex: int) -> set[int]:
        return self.cells[self.x[vertex] >> CELL_BITS, self.y[vertex] >> CELL_BITS]

    def _area(self, vertex: int) -> float:
        a, c = self.before[vertex], self.after[vertex]
        return abs(_cross(self._at(a), self._at(vertex), self._at(c))) / 2

    def _at(self, vertex: int) -> tuple[int, int]:
        return self.x[vertex], self.y[vertex]

    def _occupied(self, vertex: int) -> bool:
        """Whether another vertex that is still there lies in the triangle of this one."""
        corners = [self._at(v) for v in (self.before[vertex], vertex, self.after[vertex])]
        turn = _cross(*corners)
        if turn == 0:
            return False
        if turn < 0:
            corners.reverse()
        (x0, x1), (y0, y1) = ((min(axis), max(axis)) for axis in zip(*corners, strict=True))
        for cell in product(
            range(x0 >> CELL_BITS, (x1 >> CELL_BITS) + 1),
            range(y0 >> CELL_BITS, (y1 >> CELL_BITS) + 1),
        ):
            for other in self.cells.get(cell, ()):
                spot = self.x[other], self.y[other]
                if x0 <= spot[0] <= x1 and y0 <= spot[1] <= y1 and spot not in corners:
                    edges = pairwise([*corners, corners[0]])
                    if all(_cross(start, end, spot) >= 0 for start, end in edges):
                        return True
        return False


def _cross(a: tuple[int, int], b: tuple[int, int], c: tuple[int, int]) -> int:
    return (b[0] - a[0]) * (c[1] - a[1]) - (c[0] - a[0]) * (b[1] - a[1])


def _ring_worth(ring: NDArray[np.int64]) -> float:
    """The area at which a whole ring goes: its own."""
    x, y = ring.T
    return abs(float(np.sum(x * np.roll(y, -1) - y * np.roll(x, -1)))) / 2


def _line_worth(line: NDArray[np.int64]) -> float:
    """The squared tolerance at which a whole line goes."""
    length = float(np.hypot(*np.diff(line, axis=0).T).sum())
    return (length / LINE_PER_TOLERANCE) ** 2
