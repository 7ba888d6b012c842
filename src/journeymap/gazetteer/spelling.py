"""Which of many keys are spelt nearly like one: for “did you mean”, never for choosing."""

from collections.abc import Iterable, Iterator
from difflib import SequenceMatcher
from string import ascii_lowercase

NEAR = 0.75
"""The least likeness of two keys that are nearly alike: difflib's ratio, from 0 to 1."""


def beginnings(key: str) -> list[str]:
    """Where to look for keys nearly like this one: prefixes, sorted, none within another.

    They are the key's own first letter, and what its first letters may have been meant to be
    if the first is wrong, missing, one too many, or exchanged with the second. What differs
    more at its beginning is not looked for: that would be reading the whole gazetteer.
    """
    wanted = {key[:1], key[1:3], key[1:2] + key[:1]}
    wanted |= {letter + key[1:3] for letter in ascii_lowercase}
    wanted |= {letter + key[:2] for letter in ascii_lowercase}
    return [
        prefix
        for prefix in sorted(wanted)
        if prefix and not any(prefix[:length] in wanted for length in range(1, len(prefix)))
    ]


def nearly(key: str, others: Iterable[str]) -> Iterator[tuple[int, float]]:
    """The place among ``others`` and the likeness of each that is nearly like ``key``.

    Two slips of the pen are forgiven, one in a key of five letters or less. A key with so few
    slips has kept one of its parts whole: a quick look at these leaves few to compare.
    """
    slips = 1 if len(key) <= 5 else 2
    cuts = [part * len(key) // (slips + 1) for part in range(slips + 2)]
    head, middle, tail = key[: cuts[1]], key[cuts[1] : cuts[-2]] or key, key[cuts[-2] :]
    lengths = range(len(key) - slips, len(key) + slips + 1)
    matcher = SequenceMatcher(b=key, autojunk=False)
    for place, other in enumerate(others):
        if len(other) in lengths and (
            other.startswith(head) or other.endswith(tail) or middle in other
        ):
            matcher.set_seq1(other)
            if (likeness := matcher.ratio()) >= NEAR:
                yield place, likeness
