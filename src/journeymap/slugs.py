"""Names → ids of ``[a-z0-9-]``, for links that last."""

import re
import unicodedata
from collections.abc import Container

_LETTERS = str.maketrans(
    {"ı": "i", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ß": "ss", "æ": "ae", "œ": "oe"}
)
MAX_LENGTH = 60
MAX_READ = 1000


def slug(text: str) -> str:
    """The text in ``[a-z0-9-]``: accents go, everything else becomes one hyphen."""
    start = text[:MAX_READ].casefold().translate(_LETTERS)
    plain = unicodedata.normalize("NFKD", start)
    ascii_only = "".join(c for c in plain if not unicodedata.combining(c))
    return re.sub(r"[^a-z0-9]+", "-", ascii_only).strip("-")[:MAX_LENGTH].strip("-")


def is_slug(text: str) -> bool:
    """Whether the text can stand as an id as it is."""
    return re.fullmatch(r"[a-z0-9-]{1,80}", text) is not None


def unused(wanted: str, taken: Container[str]) -> str:
    """``wanted``, or ``wanted-2``, ``wanted-3`` … : the first that is not taken."""
    candidate, number = wanted, 1
    while candidate in taken:
        number += 1
        candidate = f"{wanted}-{number}"
    return candidate
