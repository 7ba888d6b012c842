"""Rings as printable text: what comes out is what went in, and damage is refused."""

import json
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from journeymap.basemap import deltas

GOLDEN = json.loads((Path(__file__).parent / "golden" / "deltas.json").read_text("utf-8"))

Ring = list[tuple[int, int]]

coordinate = st.integers(0, 262_144)
small = st.integers(0, 40)
points = st.one_of(
    st.tuples(coordinate, coordinate),
    st.tuples(small, small),
    st.tuples(small.map(lambda n: 64 * n), small.map(lambda n: 64 * n)),
)
rings = st.lists(st.lists(points, min_size=1, max_size=30), max_size=8)


@given(rings)
def test_decoding_gives_back_what_was_encoded(given_rings: list[Ring]) -> None:
    assert deltas.decode(deltas.encode(given_rings)) == given_rings


@given(rings)
def test_the_text_needs_no_escaping_anywhere(given_rings: list[Ring]) -> None:
    text = deltas.encode(given_rings)
    assert text.isascii()
    assert not set(text) & set(" \"&'/<>\\`{}")
    assert text.isprintable()


@given(st.text(alphabet=deltas.ALPHABET, max_size=40))
def test_any_text_of_the_alphabet_is_read_or_refused(text: str) -> None:
    try:
        read = deltas.decode(text)
    except ValueError:
        return
    assert all(read)


@pytest.mark.parametrize("case", GOLDEN["sound"], ids=lambda case: case["title"])
def test_python_writes_and_reads_the_golden_text(case: dict[str, object]) -> None:
    wanted = [[tuple(point) for point in ring] for ring in case["rings"]]  # type: ignore[attr-defined]
    assert deltas.encode(wanted) == case["text"]
    assert deltas.decode(str(case["text"])) == wanted


@pytest.mark.parametrize("case", GOLDEN["damaged"], ids=lambda case: case["title"])
def test_damaged_text_is_refused(case: dict[str, str]) -> None:
    with pytest.raises(ValueError, match=r"the text|a ring"):
        deltas.decode(case["text"])


@given(rings.filter(bool), st.data())
def test_a_text_that_stops_early_is_refused_or_has_fewer_rings(
    given_rings: list[Ring], data: st.DataObject
) -> None:
    text = deltas.encode(given_rings)
    try:
        read = deltas.decode(text[: data.draw(st.integers(0, len(text) - 1))])
    except ValueError:
        return
    assert len(read) < len(given_rings)
    assert read == given_rings[: len(read)]


def test_an_empty_ring_cannot_be_written() -> None:
    with pytest.raises(ValueError, match="no points"):
        deltas.encode([[(1, 1)], []])


def test_a_step_longer_than_the_world_is_wide_cannot_be_written() -> None:
    with pytest.raises(ValueError, match="300001 units apart"):
        deltas.encode([[(0, 0), (300_001, 0)]])


def test_a_coarse_coast_takes_less_than_two_letters_a_vertex() -> None:
    walk = np.cumsum(np.random.default_rng(1).integers(-4, 5, (1000, 2)), axis=0) * 32
    assert len(deltas.encode_flat(walk, np.array([1000]))) < 2000
