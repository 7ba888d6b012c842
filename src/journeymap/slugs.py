"""Names → ids of ``[a-z0-9-]``, for links that last."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import count

_LETTERS = str.maketrans(
    {"ı": "i", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ß": "ss", "æ": "ae", "œ": "oe"}
)
MAX_LENGTH = 60
MAX_READ = 1000


@lru_cache(maxsize=4096)
def slug(text: str) -> str:
    """The text in ``[a-z0-9-]``: accents go, everything else becomes one hyphen."""
    start = text[:MAX_READ].casefold().translate(_LETTERS)
    plain = unicodedata.normalize("NFKD", start)
    ascii_only = "".join(c for c in plain if not unicodedata.combining(c))
    return re.sub(r"[^a-z0-9]+", "-", ascii_only).strip("-")[:MAX_LENGTH].strip("-")


def is_slug(text: str) -> bool:
    """Whether the text can stand as an id as it is."""
    return re.fullmatch(r"[a-z0-9-]{1,80}", text) is not None


class Ids:
    """Gives out ids, none twice: a repeat becomes ``wanted-2``, ``wanted-3`` …"""

    def __init__(self, taken: Iterable[str] = ()) -> None:
        self._taken = set(taken)
        self._series: dict[str, Iterator[str]] = {}

    def new(self, wanted: str) -> str:
        """``wanted``, or with a number the first that is not taken; it then is."""
        series = self._series.setdefault(wanted, _numbered(wanted))
        made = next(name for name in series if name not in self._taken)
        self._taken.add(made)
        return made


def _numbered(wanted: str) -> Iterator[str]:
    yield wanted
    yield from (f"{wanted}-{number}" for number in count(2))
