"""The order in which stays play: the file's, as far as the dates allow."""

from bisect import bisect_right
from collections.abc import Sequence

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


def moved_rows(order: Sequence[int]) -> tuple[int, ...]:
    """The indices that play earlier than the file has them: before one above them."""
    moved = []
    lowest_after = len(order)
    for index in reversed(order):
        if index > lowest_after:
            moved.append(index)
        lowest_after = min(lowest_after, index)
    return tuple(sorted(moved))


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
