"""How long a leg is drawn and a stay is held, in milliseconds of playing time at speed 1."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from .model import Leg

LONGEST_MS = 360_000
"""A journey that would play longer is scaled down to this, all its parts alike; but no further
than to LEAST of its own length, so that a card can be read and nothing flashes."""

LEAST = 0.4

_OPENING_MS = 3_000
_CLOSING_MS = 4_000
_SHIFT_MS = 700  # from one stay to the next at the same spot, where no leg is drawn
_LANDING_MS = 2_000  # from the view of a whole passage down to where it ended
_ZOOM_MS = 700  # to come twice as near or go twice as far: in less it is a lurch
_SPOT_KM = 5  # nearer stays are looked at as one
_NEAR_KM, _FAR_KM = 300, 3_000  # the camera holds as if no way were shorter or longer than these


@dataclass(frozen=True, slots=True)
class Pace:
    """Playing times: of each leg, of each stay's approach and hold, and of the closing.

    An approach is the sum of its legs' times, or a short shift where there are none.
    """

    legs_ms: tuple[int, ...]
    approaches_ms: tuple[int, ...]
    holds_ms: tuple[int, ...]
    closing_ms: int


def leg_ms(km: float, zooms: float = 0) -> float:
    """0.9 s for a walk, 4.5 s for an ocean: the logarithm of the way, within bounds.

    It is no less than the camera needs to come so many times twice as near, or go twice as far.
    """
    way_ms = 1000 * (0.9 + 0.55 * math.log2(1 + km / 200))
    return min(4500, max(900, way_ms, _ZOOM_MS * zooms))


def hold_ms(words: int) -> float:
    """Time to read a card of so many words at 3.3 a second, 2.5 s to 9 s."""
    return 1000 * min(9.0, max(2.5, 1.2 + words / 3.3))


def pace(words: Sequence[int], legs: Sequence[Leg]) -> Pace:
    """The playing times of stays with so many words each and the legs between them.

    Where the whole would be longer than LONGEST_MS all parts are scaled down alike, to LEAST.
    """
    heights = _heights(len(words), legs)
    drawn = [_drawn_ms(leg, heights) for leg in legs]
    ways: list[float] = [0.0] * len(words)
    for leg, ms in zip(legs, drawn, strict=True):
        ways[leg.stay] += ms
    passages = {leg.stay for leg in legs if leg.kind == "passage"}
    shifts = [_LANDING_MS if i - 1 in passages else _SHIFT_MS for i in range(len(words))]
    shifts[0] = _OPENING_MS
    holds = [hold_ms(count) for count in words]
    total = sum(w or s for w, s in zip(ways, shifts, strict=True)) + sum(holds) + _CLOSING_MS
    scale = max(LEAST, min(1.0, LONGEST_MS / total))
    legs_ms = tuple(round(scale * ms) for ms in drawn)
    approaches = [0] * len(words)
    for leg, whole_ms in zip(legs, legs_ms, strict=True):
        approaches[leg.stay] += whole_ms
    return Pace(
        legs_ms,
        tuple(a or round(scale * s) for a, s in zip(approaches, shifts, strict=True)),
        tuple(round(scale * ms) for ms in holds),
        round(scale * _CLOSING_MS),
    )


def _drawn_ms(leg: Leg, heights: Sequence[float]) -> float:
    """A way back is drawn twice as fast; one never gone is shown while the stay is held."""
    if leg.kind == "unreached":
        return 0.0
    if leg.kind == "return":
        return leg_ms(leg.km) / 2
    ends = heights[leg.origin], heights[leg.stay]
    highest = max(math.log2(max(_NEAR_KM, leg.km)), *ends)
    return leg_ms(leg.km, 2 * highest - sum(ends))


def _heights(count: int, legs: Sequence[Leg]) -> list[float]:
    """How high the camera stands over each stay, in zooms: so that its neighbours are seen.

    The longer of the ways to it and from it counts; but where several stays lie at one spot, the
    shorter of the ways to them and from them, as those are looked at from one height. A passage
    is a stay half way, as far from where it began as from where it ended.
    """
    ways = [0.0] * (count + 1)
    for leg in legs:
        if leg.kind == "passage":
            ways[leg.stay] = ways[leg.stay + 1] = leg.km / 2
        elif leg.kind != "unreached":
            ways[leg.stay] = max(ways[leg.stay], leg.km)
    before, after = 0.0, [0.0] * (count + 1)
    for i in reversed(range(count)):
        after[i] = ways[i + 1] if ways[i + 1] > _SPOT_KM else after[i + 1]
    heights = []
    for i in range(count):
        before = ways[i] if ways[i] > _SPOT_KM else before
        is_run = any(0 < j < count and ways[j] <= _SPOT_KM for j in (i, i + 1))
        known = [km for km in (before, after[i]) if km]
        km = (min if is_run else max)(known, default=_NEAR_KM)
        heights.append(math.log2(min(_FAR_KM, max(_NEAR_KM, km))))
    return heights
