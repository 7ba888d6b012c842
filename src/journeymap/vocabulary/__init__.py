"""The words a table may use: data in TOML, beside this file."""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files


@cache
def vocabulary(name: str) -> Mapping[str, Mapping[str, object]]:
    """The tables of ``name.toml``."""
    return tomllib.loads((files(__package__) / f"{name}.toml").read_text("utf-8"))


@cache
def languages() -> tuple[str, ...]:
    """The languages a page can be read in: those that have a file of words. English is first."""
    folder = files("journeymap") / "page" / "locales"
    codes = {file.name.removesuffix(".json") for file in folder.iterdir()}
    return ("en", *sorted(codes - {"en"}))


def starter_table() -> str:
    """The table that a new life begins with, as CSV."""
    return (files(__package__) / "starter.csv").read_text("utf-8")


@cache
def words(column: str) -> Mapping[str, str]:
    """Every word known in a controlled column, synonyms included → the word it stands for."""
    known: dict[str, str] = {}
    for word, more in vocabulary("words")[column].items():
        known[word] = word
        if isinstance(more, list):
            known.update(dict.fromkeys(map(str, more), word))
    return known


@cache
def other_months() -> Mapping[str, int]:
    """The names of months in other languages than English → 1 to 12."""
    return _numbered("months")


@cache
def other_seasons() -> Mapping[str, int]:
    """The names of seasons in other languages than English → 1, spring, to 4, winter."""
    return _numbered("seasons")


@cache
def other_parts() -> Mapping[str, int]:
    """The words for the thirds of a time in other languages than English → 1 to 3."""
    return _numbered("parts")


def _numbered(file: str) -> Mapping[str, int]:
    return {
        name: int(number)
        for language in vocabulary(file).values()
        for number, names in language.items()
        for name in (names if isinstance(names, list) else [])
    }


def word_class(column: str, word: str) -> str:
    """The class of a word of ``kind`` (a glyph) or ``mode`` (what it moves on), or ""."""
    value = vocabulary("words")[column].get(word, "")
    return value if isinstance(value, str) else ""
