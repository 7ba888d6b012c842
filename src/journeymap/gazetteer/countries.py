"""Countries of today by any of their names: ISO 3166 codes from free text, and back.

``gazetteer/data/countries.csv`` holds a row per country and its names in English, German,
French, Spanish, Russian and, where that is another, its own language; and of its parts those
that are often named in its place.
"""

import csv
import difflib
from functools import cache, lru_cache
from importlib.resources import files

from journeymap.gazetteer.fold import fold


@cache
def _rows() -> tuple[dict[str, str], ...]:
    path = files("journeymap.gazetteer") / "data" / "countries.csv"
    return tuple(csv.DictReader(path.read_text("utf-8").splitlines()))


@cache
def _codes() -> dict[str, str]:
    named = [
        (name, row["code"])
        for row in _rows()
        for column, cell in row.items()
        for name in (cell.split(";") if column in ("also", "parts") else [cell])
    ]
    keys = fold("\n".join(name for name, _ in named)).split("\n")  # in one call, which is sooner
    return {key: code for key, (_, code) in zip(keys, named, strict=True) if key}


def country_code(text: str) -> str:
    """The two-letter code of the country that ``text`` names or encodes; "" if it is none.

    A part of one has the code of the whole: who writes “England” under country means GB.
    Case, accents and punctuation do not matter: “MEX”, “méxico” and “Мексика” are MX. A
    state that no longer exists (“Soviet Union”) is none.
    """
    return _codes().get(fold(text), "")


@cache
def _parts() -> frozenset[str]:
    return frozenset(fold(name) for row in _rows() for name in row["parts"].split(";") if name)


def is_part(text: str) -> bool:
    """Whether ``text`` names a part of a country, like England, and not the whole."""
    return fold(text) in _parts()


@lru_cache(maxsize=1_000)
def nearest_country(text: str) -> str:
    """The English name of a country spelt nearly like ``text``; "" where none is."""
    names = {fold(row["english"]): row["english"] for row in _rows()}
    near = difflib.get_close_matches(fold(text), names, n=1, cutoff=0.8)
    return names[near[0]] if near else ""


_LANGUAGES = {"en": "english", "de": "german", "fr": "french", "es": "spanish", "ru": "russian"}


def country_name(code: str, language: str = "en") -> str:
    """The country's name in a language, else in English; "" if no country has this code."""
    return _named().get(code, {}).get(_LANGUAGES.get(language, "english"), "")


@cache
def _named() -> dict[str, dict[str, str]]:
    return {row["code"]: row for row in _rows()}
