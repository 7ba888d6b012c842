"""Figures become the same words in Python and in the browser: both are held to one file.

``tests/js/wording.test.mjs`` is the other half.
"""

import json
from pathlib import Path
from typing import Any

import pytest

from journeymap.dates import parse_span
from journeymap.page.data import _date, _span
from journeymap.page.wording import Wording
from journeymap.said import said_span
from journeymap.scene import SaidClaim, SaidDate, SaidLength, SaidSpan

GOLDEN = json.loads((Path(__file__).parent / "golden" / "wording.json").read_text("utf-8"))
ENGLISH = Wording("en")


def _said_date(row: list[Any] | None) -> SaidDate | None:
    """The date of a row of the page's data."""
    if row is None:
        return None
    shape, parts, marks, *new_style = row
    return SaidDate(
        shape,
        tuple(parts),
        approximate="~" in marks,
        uncertain="?" in marks,
        old_style="o" in marks,
        new_style=tuple(new_style[0]) if new_style else None,
    )


def said_span_of(row: list[Any]) -> SaidSpan:
    """The span of a row of the page's data."""
    start, end, ongoing = row
    return SaidSpan(_said_date(start), _said_date(start if end == 0 else end), bool(ongoing))


def _words(case: dict[str, Any]) -> str:
    return str(case["words"])


@pytest.mark.parametrize("case", GOLDEN["spans"], ids=_words)
def test_a_span_reads_in_the_words_of_the_golden_file(case: dict[str, Any]) -> None:
    assert ENGLISH.span(said_span_of(case["span"])) == case["words"]


@pytest.mark.parametrize("case", GOLDEN["spans"], ids=_words)
def test_a_span_as_written_in_a_table_has_the_figures_of_the_golden_file(
    case: dict[str, Any],
) -> None:
    said = said_span(parse_span(case["start"], case["end"]))
    assert _span(said) == case["span"]
    assert said_span_of(case["span"]) == said


@pytest.mark.parametrize("case", GOLDEN["lengths"], ids=_words)
def test_a_length_reads_in_the_words_of_the_golden_file(case: dict[str, Any]) -> None:
    assert ENGLISH.length(SaidLength(*case["length"])) == case["words"]


@pytest.mark.parametrize("case", GOLDEN["ages"], ids=_words)
def test_an_age_reads_in_the_words_of_the_golden_file(case: dict[str, Any]) -> None:
    assert ENGLISH.age(tuple(case["age"])) == case["words"]


@pytest.mark.parametrize("case", GOLDEN["texts"], ids=_words)
def test_a_pattern_is_filled_once_and_a_word_of_the_table_is_no_pattern(
    case: dict[str, Any],
) -> None:
    assert ENGLISH.text(case["section"], case["key"], **case["values"]) == case["words"]


@pytest.mark.parametrize("case", GOLDEN["claims"], ids=_words)
def test_a_claim_reads_in_the_words_of_the_golden_file(case: dict[str, Any]) -> None:
    value = case["value"]
    date = _said_date(value) if isinstance(value, list) else None
    assert date is None or _date(date) == value
    text = "" if isinstance(value, list) else value
    assert ENGLISH.claim(SaidClaim(("doc1",), case["field"], text, date)) == case["words"]
