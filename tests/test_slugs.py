"""Names → ids that last in links."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journeymap.slugs import MAX_LENGTH, is_slug, slug, unused

SLUGS = [
    ("Odessa", "odessa"),
    ("Alma Ata", "alma-ata"),
    ("New York City", "new-york-city"),
    ("  St. Petersburg! ", "st-petersburg"),
    ("Coyoacán", "coyoacan"),
    ("Hønefoss", "honefoss"),
    ("Łódź", "lodz"),
    ("Straße", "strasse"),
    ("Æbeltoft", "aebeltoft"),
    ("Þingvellir", "thingvellir"),
    ("Iğdır", "igdir"),
    ("İzmir", "izmir"),
    ("ﬁn", "fin"),
    ("１９０２", "1902"),
    ("a--b__c", "a-b-c"),
    ("'; DROP TABLE--", "drop-table"),
    ("Киев", ""),
    ("北京", ""),
    ("…", ""),
    ("", ""),
    ("a" * 59 + " b", "a" * 59),
    ("a" + "\u0300\u0316" * 100_000, "a"),
]


@pytest.mark.parametrize(("text", "made"), SLUGS, ids=[row[0][:20] for row in SLUGS])
def test_a_name_becomes_plain_letters_figures_and_hyphens(text: str, made: str) -> None:
    assert slug(text) == made


@given(st.text(max_size=200))
def test_every_slug_can_stand_in_a_link_and_is_its_own_slug(text: str) -> None:
    made = slug(text)
    assert re.fullmatch(r"(?:[a-z0-9]+(?:-[a-z0-9]+)*)?", made)
    assert len(made) <= MAX_LENGTH
    assert slug(made) == made
    assert is_slug(made) or not made


@pytest.mark.parametrize("text", ["", "A", "a b", "ä", "a/b", "a" * 81, "a\n", "#a"])
def test_nothing_else_is_a_slug(text: str) -> None:
    assert not is_slug(text)


@given(st.lists(st.sampled_from(["a", "b", "a-2"]), max_size=12))
def test_repeats_are_numbered_from_two_and_never_meet(wanted: list[str]) -> None:
    taken: list[str] = []
    for one in wanted:
        taken.append(unused(one, taken))
    assert len(set(taken)) == len(taken)
    assert all(
        own == one or re.fullmatch(rf"{one}-\d+", own)
        for one, own in zip(wanted, taken, strict=True)
    )


def test_the_first_number_that_is_free_is_taken() -> None:
    assert unused("a", {}) == "a"
    assert unused("a", {"a"}) == "a-2"
    assert unused("a", {"a", "a-2", "a-4"}) == "a-3"
