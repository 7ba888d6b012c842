"""What is said of a name that no place has."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journeymap.misnamed import advice

KNOWN = {"Paris", "London", "Rome", "Beverley", "Oslo", "Odessa"}

# the cell | a word of what to write instead
NAMES = [
    ("Odessa[1]", "write Odessa,"),
    ("Odessa*", "write Odessa,"),
    ("Z&uuml;rich", "write Zürich."),
    ("Paris (Lutetia)", "write Lutetia under today"),
    ("Paris/Rome", "give Paris and Rome a row each"),
    ("Paris -> Rome", "give Paris and Rome a row each"),
    ("Paris, London and Rome", "give Paris, London and Rome a row each"),
    ("Paris und London", "give Paris and London a row each"),
    ("Beverley, Yorkshire", "Beverley alone is known"),
    ("Soho, London", "London is known: write it under today"),
    ("near Oslo", "Write Oslo, and how far off"),
    ("Oslo area", "Write Oslo, and how far off"),
    ("at sea", "passage under kind"),
    ("Atlantic Ocean", "passage under kind"),
    ("Westcliff-on-Sea", ""),
    ("Wells by the sea", ""),
    ("Paris/,", ""),
    ("Paris / Paris", ""),
    ("Paris & Rome & Paris", "give Paris and Rome a row each"),
    ("&NewLine;Bath&#x202e;", "write Bath."),
    ("&nbsp;", ""),
    ("unknown", "name the land under area"),
    ("--", "name the land under area"),
    ("Xyzzy", ""),
    ("Xyzzy and Plugh", ""),
    ("Seattle", ""),
    ("near Xyzzy", ""),
    ("x" * 200_000, ""),
    ("a, " * 60_000, ""),
]


@pytest.mark.parametrize(("name", "said"), NAMES, ids=[name[:30] for name, _ in NAMES])
def test_what_to_write_instead_is_told(name: str, said: str) -> None:
    told = advice(name, KNOWN.__contains__)
    assert said in told
    assert bool(said) == bool(told)


@given(st.text(max_size=120))
def test_of_any_name_something_or_nothing_is_told(name: str) -> None:
    told = advice(name, lambda _: True)
    assert told == "" or told.endswith(".")
