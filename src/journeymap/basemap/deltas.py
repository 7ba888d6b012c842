"""Rings of whole numbers as printable text, safe unescaped in JSON, in HTML, in a script.

The text is a row of digits of base 84: printable ASCII without the space and without
``" & ' / < > \\ ` { }``. A digit opens a token:

    0 …          one digit     a short step, by its rank among the short steps
    ONE …        two digits    a step, by its rank, continued
    TWO …        three digits  a step of at most REACH units either way
    LONG         seven digits  a step of at most 296,351 units either way
    SCALE        two digits    from here on steps count 2 ** digit units
    END          one digit     a ring ends, and the next begins

A step leads from one vertex to the next, across ends as well, and starts at (0, 0). Short
steps are ranked by length: most coast is short steps, and a disc of them wastes no digit on
the corners of a square. How the digits are divided was tried on real coasts: see README.md.
``page/player/deltas.mjs`` reads the same text in the browser.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

ALPHABET = "".join(chr(c) for c in range(33, 127) if chr(c) not in "\"&'/<>\\`{}")
BASE = len(ALPHABET)

ONE = 62
TWO = ONE + 15
LONG = TWO + 4
SCALE = LONG + 1
END = SCALE + 1

REACH = 83
"""(2 · REACH + 1)² steps fit into the three-digit tokens."""
FAR = BASE**3 // 2
SCALES = 12
RUN = 8
"""Steps for which a change of scale must last, to be worth its two digits twice."""


def _short_steps(radius: int) -> list[tuple[int, int]]:
    """Steps in order of length, then dx, then dy; (0, 0) is none."""
    span = range(-radius, radius + 1)
    steps = sorted((dx * dx + dy * dy, dx, dy) for dx in span for dy in span)
    return [(dx, dy) for _, dx, dy in steps[1 : ONE + (TWO - ONE) * BASE + 1]]


RADIUS = 21
STEPS = _short_steps(RADIUS)
_RANK = np.full((2 * RADIUS + 1, 2 * RADIUS + 1), -1, np.int32)
_RANK[tuple(np.array(STEPS).T + RADIUS)] = np.arange(len(STEPS))


def encode(rings: Sequence[Sequence[tuple[int, int]]]) -> str:
    """The rings as text. Raises ValueError for an empty ring or a step past 296,351 units."""
    lengths = np.array([len(ring) for ring in rings], np.int64)
    flat = np.fromiter(chain.from_iterable(chain.from_iterable(rings)), np.int64)
    return encode_flat(flat.reshape(-1, 2), lengths)


def encode_flat(points: NDArray[np.int64], lengths: NDArray[np.int64]) -> str:
    """The same for points in one (n, 2) array, of which each ring takes its length."""
    if (lengths == 0).any():
        raise ValueError("a ring has no points")
    if not len(points):
        return ""
    steps = np.diff(points, axis=0, prepend=0)
    scale = _scales(steps)
    token, width = _tokens(*(steps >> scale[:, None]).T)
    rows = np.empty((len(points), 10), np.uint8)
    rows[:, 0] = SCALE
    rows[:, 1] = scale
    rows[:, 2:9] = token
    rows[:, 9] = END
    used = np.empty(rows.shape, bool)
    used[:, :2] = (np.diff(scale, prepend=0) != 0)[:, None]
    used[:, 2:9] = np.arange(7) < width[:, None]
    used[:, 9] = False
    used[np.cumsum(lengths) - 1, 9] = True
    letters = np.frombuffer(ALPHABET.encode(), np.uint8)
    return letters[rows[used]].tobytes().decode("ascii")


def _scales(steps: NDArray[np.int64]) -> NDArray[np.int64]:
    """For every step the power of two it is counted in: the highest that RUN steps share."""
    both = steps[:, 0] | steps[:, 1]
    zeros = np.zeros(len(both), np.int64)
    for bits in range(1, SCALES + 1):
        zeros += both & ((1 << bits) - 1) == 0
    run = min(RUN, len(zeros))
    least = zeros[: len(zeros) - run + 1].copy()
    for shift in range(1, run):
        np.minimum(least, zeros[shift : shift + len(least)], out=least)
    scale = np.zeros(len(zeros), np.int64)
    for shift in range(run):
        span = scale[shift : shift + len(least)]
        np.maximum(span, least, out=span)
    return scale


def _tokens(
    dx: NDArray[np.int64], dy: NDArray[np.int64]
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """The digits of every step, (n, 7), and how many of them count."""
    size = np.maximum(np.abs(dx), np.abs(dy))
    if (size >= FAR).any():
        raise ValueError(f"two neighbouring points are {size.max()} units apart")
    near = size <= RADIUS
    rank = np.full(len(dx), -1, np.int64)
    rank[near] = _RANK[dx[near] + RADIUS, dy[near] + RADIUS]
    width = np.select([(rank >= 0) & (rank < ONE), rank >= 0, size <= REACH], [1, 2, 3], 7)
    digits = np.zeros((len(dx), 7), np.int64)
    digits[:, 0] = np.select([width == 1, width == 7], [rank, LONG])
    two, three, long = (width == w for w in (2, 3, 7))
    rest = rank[two] - ONE
    digits[two, :2] = np.stack([ONE + rest // BASE, rest % BASE], axis=1)
    rest = (dx[three] + REACH) * (2 * REACH + 1) + dy[three] + REACH
    digits[three, 0] = TWO + rest // BASE**2
    digits[three, 1:3] = _in_base(rest, 2)
    digits[long, 1:4] = _in_base(dx[long] + FAR, 3)
    digits[long, 4:] = _in_base(dy[long] + FAR, 3)
    return digits, width


def _in_base(values: NDArray[np.int64], digits: int) -> NDArray[np.int64]:
    """The last digits of the values, most significant first, (n, digits)."""
    powers = BASE ** np.arange(digits - 1, -1, -1)
    return values[:, None] // powers % BASE


def decode(text: str) -> list[list[tuple[int, int]]]:
    """The rings again.

    Raises ValueError where the text stops too early or has what is never written; a digit
    that became another one is not noticed.
    """
    rings: list[list[tuple[int, int]]] = []
    ring: list[tuple[int, int]] = []
    digits = iter([_VALUE.get(letter, -1) for letter in text])
    x = y = scale = 0
    for digit in digits:
        if digit == END:
            if not ring:
                raise ValueError("a ring has no points")
            rings.append(ring)
            ring = []
        elif digit == SCALE:
            scale = _number(digits, 1)
            if scale > SCALES:
                raise ValueError("the text has a scale that is never written")
        else:
            dx, dy = _step(digit, digits)
            x, y = x + (dx << scale), y + (dy << scale)
            ring.append((x, y))
    if ring:
        raise ValueError("the text stops within a ring")
    return rings


_VALUE = {letter: value for value, letter in enumerate(ALPHABET)}


def _number(digits: Iterator[int], count: int) -> int:
    """The number that the next digits write."""
    value = 0
    for _ in range(count):
        digit = next(digits, -1)
        if digit < 0:
            raise ValueError("the text has a letter outside its alphabet, or stops too early")
        value = value * BASE + digit
    return value


def _step(digit: int, digits: Iterator[int]) -> tuple[int, int]:
    """The step that opens with this digit."""
    if digit < 0:
        raise ValueError("the text has a letter outside its alphabet")
    if digit < ONE:
        return STEPS[digit]
    if digit < TWO:
        return STEPS[ONE + (digit - ONE) * BASE + _number(digits, 1)]
    if digit < LONG:
        dx, dy = divmod((digit - TWO) * BASE**2 + _number(digits, 2), 2 * REACH + 1)
        if dx > 2 * REACH:
            raise ValueError("the text has a step that is never written so")
        return dx - REACH, dy - REACH
    return _number(digits, 3) - FAR, _number(digits, 3) - FAR
