"""The little markup of a description or a note → Prose.

    plain text   *emphasis*   [label](https://…)   [@key locator]

Nothing else has a meaning: every other character is itself. A link is a link only when
``safe_url`` says so; otherwise its text stands as it was written.
"""

import re
import unicodedata
from urllib.parse import urlsplit

from .model import Citation, Emphasis, Link, Paragraph, Plain, Prose, Run

_KEY = r"[A-Za-z0-9_-]+"
_MARKUP = re.compile(
    r"\*(?P<emphasis>[^\s*](?:[^*\n]*[^\s*])?)\*"
    rf"|\[@(?P<key>{_KEY})(?:[ ,](?P<locator>[^\[\]\n]*))?\]"
    r"|\[(?P<label>[^\[\]\n]+)\]\((?P<url>(?:[^()\s]|\([^()\s]*\))+)\)"
)


def parse_prose(text: str) -> Prose:
    """The paragraphs of a cell; blank lines part them, single line breaks are spaces."""
    paragraphs = re.split(r"\n\s*\n", clean_text(text, keep_lines=True))
    return tuple(_paragraph(p) for p in (" ".join(q.split()) for q in paragraphs) if p)


def _paragraph(text: str) -> Paragraph:
    runs: list[Run] = []
    end = 0
    for found in _MARKUP.finditer(text):
        run = _run(found)
        if run is None:
            continue
        if found.start() > end:
            runs.append(Plain(text[end : found.start()]))
        runs.append(run)
        end = found.end()
    if end < len(text):
        runs.append(Plain(text[end:]))
    return tuple(runs)


def _run(found: re.Match[str]) -> Run | None:
    if found["emphasis"]:
        return Emphasis(found["emphasis"])
    if found["key"]:
        return Citation(found["key"], (found["locator"] or "").strip(" ,"))
    url = safe_url(found["url"])
    return Link(found["label"], url) if url else None


_LIKE_A_LINK = re.compile(r"\[[^\[\]\n@][^\[\]\n]*\]\([^)\n]*\)")


def refused_links(text: str) -> tuple[str, ...]:
    """What looks like a link and is none: it stands as it was written."""
    looks = (found for found in _LIKE_A_LINK.finditer(text))
    return tuple(one[0] for one in looks if not _is_link(_MARKUP.match(text, one.start())))


def _is_link(found: re.Match[str] | None) -> bool:
    return found is not None and isinstance(_run(found), Link)


def is_key(text: str) -> bool:
    """Whether a source of this key can be cited."""
    return re.fullmatch(_KEY, text) is not None


def safe_url(text: str) -> str:
    """The address if a reader may be sent there, else "".

    http, https and mailto only; no credentials, no control or bidirectional characters.
    """
    if _without_hidden(text) != text or text.split() != [text]:
        return ""
    try:
        parts = urlsplit(text)
        host = parts.hostname
    except ValueError:
        return ""
    if parts.scheme == "mailto":
        return text if "@" in parts.path else ""
    return text if parts.scheme in ("http", "https") and host and "@" not in parts.netloc else ""


def clean_text(text: str, *, keep_lines: bool = False) -> str:
    """The text in NFC without control and bidirectional-override characters.

    Line breaks become ``\\n`` where they are kept, spaces otherwise.
    """
    if text.isascii() and text.isprintable():
        return text.strip()
    text = re.sub(r"\r\n?|[\x0b\x0c\x85\u2028\u2029]", "\n", text).replace("\t", " ")
    if not keep_lines:
        text = text.replace("\n", " ")
    shown = "\n".join(map(_without_hidden, text.split("\n")))
    return unicodedata.normalize("NFC", _with_few_accents(shown)).strip()


MAX_ACCENTS = 30
"""On one letter, as in Unicode's stream-safe text (UAX 15): sorting 100,000 takes minutes."""

_MANY_NO_LETTERS = re.compile(rf"[^\w\x00-\u02ff]{{{MAX_ACCENTS + 1},}}")


def _with_few_accents(text: str) -> str:
    return _MANY_NO_LETTERS.sub(_cut_accents, text)


def _cut_accents(found: re.Match[str]) -> str:
    in_row = 0
    kept = []
    for char in found[0]:
        in_row = in_row + 1 if unicodedata.combining(char) else 0
        kept.append(char if in_row <= MAX_ACCENTS else "")
    return "".join(kept)


_JOINERS = "\u200c\u200d"  # part of the spelling of Persian and of Indian scripts


def _without_hidden(line: str) -> str:
    if line.isprintable():
        return line
    return "".join(char for char in line if not _is_hidden(char))


def _is_hidden(char: str) -> bool:
    return unicodedata.category(char) in ("Cc", "Cf", "Cs", "Co") and char not in _JOINERS


def plain_text(prose: Prose) -> str:
    """The prose as text without markup or citations, paragraphs parted by blank lines."""
    return "\n\n".join(
        "".join(run.text for run in paragraph if not isinstance(run, Citation)).strip()
        for paragraph in prose
    )
