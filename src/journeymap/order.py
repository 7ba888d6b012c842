"""The order in which stays play: the file's, as far as the dates allow."""

from collections.abc import Sequence

from .model import Timespan


def playing_order(spans: Sequence[Timespan]) -> tuple[int, ...]:
    """Indices in the order nearest the file's in which none precedes one certainly earlier.

    A row is certainly earlier where its last possible beginning lies before another's
    first. An undated row follows the row above it, wherever that goes.
    """
    blocks = _blocks(spans)
    earliest = [_earliest(spans[block[0]]) for block in blocks]
    latest = [_latest(spans[block[0]]) for block in blocks]
    by_latest = sorted(range(len(blocks)), key=lambda b: latest[b], reverse=True)
    remaining = dict.fromkeys(range(len(blocks)))  # an ordered set
    order: list[int] = []
    while remaining:
        while by_latest[-1] not in remaining:
            by_latest.pop()
        limit = latest[by_latest[-1]]
        chosen = next(b for b in remaining if earliest[b] <= limit)
        del remaining[chosen]
        order.extend(blocks[chosen])
    return tuple(order)


def moved_rows(order: Sequence[int]) -> tuple[int, ...]:
    """The indices that play earlier than the file has them: each follows a later row."""
    highest = -1
    moved = []
    for index in order:
        if index < highest:
            moved.append(index)
        highest = max(highest, index)
    return tuple(moved)


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
