"""Who says so: rows without a source, and what a source does not have."""

import re
from collections.abc import Iterable, Iterator, Mapping

from journeymap.errors import Problem, quoted
from journeymap.model import Citation, Journey, Stay

_WORDS = re.compile(r"“([^”]+)”|\"([^\"]+)\"|„([^“]+)“|«([^»]+)»")
_SECTION = re.compile(r"§+\s*([^“\"„«]+)")


def unsourced(stays: Iterable[Stay], file: str) -> Iterator[Problem]:
    """An error for every stay that no source is named for."""
    for stay in stays:
        if not stay.sources:
            message = f"nobody is named who says so: {quoted(stay.title)} has no source."
            hint = "Name a key of [sources] or a work: doc1 p. 12; My Life, ch. 3."
            yield Problem(file, stay.row, "source", "", message, hint)


def not_in_texts(journey: Journey, file: str, texts: Mapping[str, str]) -> Iterator[Problem]:
    """A warning for words or a section that are cited from a text and are not in it."""
    plain = {key: _plain(text) for key, text in texts.items()}
    short = {source.key: source.short for source in journey.sources}
    for stay in journey.stays:
        for column, citation in _citations(stay):
            for words in anchors(citation.locator) if citation.key in plain else ():
                if _plain(words) not in plain[citation.key]:
                    message = f"{quoted(words)} is not in the text of {short[citation.key]}."
                    hint = "Copy a few words of the text, or the whole heading after §."
                    yield Problem(file, stay.row, column, words, message, hint, "warning")


def anchors(locator: str) -> tuple[str, ...]:
    """What can be looked up of “where in it”: words in quotation marks, a heading after §."""
    words = [next(filter(None, found.groups())) for found in _WORDS.finditer(locator)]
    sections = [found[1].strip(" ,") for found in _SECTION.finditer(locator)]
    return tuple(one for one in (*words, *sections) if one)


def _citations(stay: Stay) -> Iterator[tuple[str, Citation]]:
    for citation in stay.sources:
        yield "source", citation
    for column, prose in (("description", stay.description), ("note", stay.note)):
        for paragraph in prose:
            for run in paragraph:
                if isinstance(run, Citation):
                    yield column, run


def _plain(text: str) -> str:
    """The text without what typesetting changes: spaces, kinds of quotation marks and dashes."""
    text = re.sub(r"[‘’ʼ“”„«»\"]", "'", text)
    return " ".join(re.sub(r"[‐‑‒–—−]", "-", text).split())
