"""Which Windows code page a text was saved in: the one in which it is a language.

A guess, and always announced; ``--encoding`` says it for certain.
"""

import re
from collections.abc import Iterator

_LANGUAGES = (
    ("cp1252", ("äöüß", "àâæçéèêëîïôœùûüÿ", "áéíñóúü", "àáâãçéêíóôõúü", "àèéìîòù", "åäöé", "æøåé",
                "ëïéèöü")),
    ("cp1250", ("ąćęłńóśźż", "áčďéěíňóřšťúůýž", "áäčďéíĺľňóôŕšťúýž", "áéíóöőúüű", "ăâîșțşţ",
                "čćđšž")),
    ("cp1254", ("çğıöşüâî",)),
    ("cp1252", ("áðéíóúýþæö",)),
)  # fmt: skip
"""The code pages, and of each the letters beyond a–z of the languages written with it.

The first of those that fit alike is taken: Icelandic is told from Turkish by what it has more.
"""

_PUNCTUATION = set("“”„‚‘’«»‹›–—…§°·¿¡№€ \u00a0ªº")
_SAMPLE = 200_000
_LIKELY = 0.3


def likely_code_page(data: bytes) -> str:
    """The code page in which the most letters are one language's; cp1252 where none is likely.

    It is cp1251 where most high bytes stand side by side, as letters of a Cyrillic word do.
    Only a Mac without Windows' habits breaks lines by CR alone.
    """
    high = len(re.findall(rb"[\x80-\xff]", data))
    in_runs = sum(len(run) for run in re.findall(rb"[\x80-\xff]{3,}", data))
    if 2 * in_runs > high:
        return "cp1251"
    if b"\r" in data and b"\n" not in data and _share(data, "mac-roman", _LANGUAGES[0][1]) > 0.9:
        return "mac-roman"
    shares = [(_share(data, page, languages), page) for page, languages in _LANGUAGES]
    share, best = max(shares, key=lambda one: one[0])
    return best if share > _LIKELY else "cp1252"


def _share(data: bytes, page: str, languages: tuple[str, ...]) -> float:
    """How many of the characters beyond ASCII the best of the languages has, of all.

    A sign amid letters speaks against a page; it is not that page where a byte has no meaning.
    """
    try:
        text = data.decode(page).replace("İ", "ı").lower()
    except UnicodeDecodeError:
        return 0.0
    beyond = [c for c in text[:_SAMPLE] if c > "\x7f" and c not in _PUNCTUATION]
    amid = len(re.findall(r"[a-z][£¤¥¦¨©¬®¯±²³´µ¶¸¹¼½¾×÷†‡ˆ‰˜™¢]", text[:_SAMPLE]))
    if not beyond:
        return 0.0
    return (max(sum(c in letters for c in beyond) for letters in languages) - amid) / len(beyond)


def telling_words(text: str) -> Iterator[str]:
    """The first two different words with letters beyond ASCII: a reader sees if they are right."""
    seen: set[str] = set()
    for found in re.finditer(r"[^\W\d_]+", text):
        if not found[0].isascii() and found[0] not in seen and len(found[0]) < 30:
            seen.add(found[0])
            yield found[0]
        if len(seen) == 2:
            return
