"""The order in which stays play: the file's, as far as the dates allow."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from itertools import accumulate
from typing import Literal

from .model import Timespan


def playing_order(spans: Sequence[Timespan]) -> tuple[int, ...]:
    """Indices in the file's order, but none preceding one that is certainly earlier.

    A row is certainly earlier where its last possible beginning lies before another's
    first. Such a row moves up, to before the first one it is certainly earlier than; no
    other row moves. An undated row follows the row above it, wherever that goes.
    """
    order: list[list[int]] = []
    reached: list[float] = []  # the latest of the first days of all blocks up to each
    for block in _blocks(spans):
        span = spans[block[0]]
        place = bisect_right(reached, _latest(span))
        order.insert(place, block)
        reached.insert(place, max([_earliest(span), *reached[place - 1 : place]]))
    return tuple(index for block in order for index in block)


def moved_rows(order: Sequence[int]) -> dict[int, Literal["up", "down"]]:
    """The fewest rows that are out of the file's order, and where they went.

    All others play in the order they stand in. Where either of two rows may be said to have
    moved, it is the one further down.
    """
    kept = _longest_rising(order)
    lowest_after = [*accumulate(reversed(order), min)][::-1]
    moved: dict[int, Literal["up", "down"]] = {}
    for place, index in enumerate(order):
        if index not in kept:
            is_up = lowest_after[place] < index
            moved[index] = "up" if is_up else "down"
    return dict(sorted(moved.items()))


def _longest_rising(order: Sequence[int]) -> set[int]:
    """The longest run of rising numbers, not all side by side; of such, that of the lowest."""
    lowest: list[int] = []  # the lowest number that ends a run of each length
    before: dict[int, int | None] = {}
    for number in order:
        length = bisect_left(lowest, number)
        before[number] = lowest[length - 1] if length else None
        lowest[length : length + 1] = [number]
    found: set[int] = set()
    last = lowest[-1] if lowest else None
    while last is not None:
        found.add(last)
        last = before[last]
    return found


def _blocks(spans: Sequence[Timespan]) -> list[list[int]]:
    blocks: list[list[int]] = []
    for index, span in enumerate(spans):
        if blocks and span.start is None and span.end is None:
            blocks[-1].append(index)
        else:
            blocks.append([index])
    return blocks


def _earliest(span: Timespan) -> float:
    date = span.start or span.end
    if date is None or date.earliest is None or span.start is None:
        return float("-inf")
    return date.earliest


def _latest(span: Timespan) -> float:
    """The last day the stay may have begun; a stay without a start began by its end."""
    date = span.start or span.end
    if date is None or date.latest is None:
        return float("inf")
    return date.latest
