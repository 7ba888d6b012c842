"""Names → ids that last in links."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journeymap.slugs import MAX_LENGTH, Ids, is_slug, slug

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
    ids = Ids()
    made = [ids.new(one) for one in wanted]
    assert len(set(made)) == len(made)
    assert all(re.fullmatch(rf"{one}(?:-\d+)?", own) for one, own in zip(wanted, made, strict=True))


def test_the_first_number_that_is_free_is_taken() -> None:
    ids = Ids({"a", "a-2", "a-4"})
    assert [ids.new("a") for _ in range(3)] == ["a-3", "a-5", "a-6"]
    assert ids.new("b") == "b"
    assert ids.new("b") == "b-2"


def test_fifty_thousand_repeats_are_numbered_at_once() -> None:
    ids = Ids()
    assert [ids.new("a") for _ in range(50_000)][-1] == "a-50000"
