"""The look-up key of a toponym: what makes “Saint-Péray” and “ST. PERAY” the same name.

The rule, in this order:

1. compatibility decomposition and case folding (``Ü`` is ``u`` and a diaeresis, ``ß`` is ``ss``);
2. the letters that Unicode does not decompose become their usual replacement
   (``ı ø ł đ ð þ ħ ŧ æ œ ə`` → ``i o l d d th h t ae oe a``);
3. ``St`` and ``Ste`` before a dot, a space or a hyphen become ``saint`` and ``sainte``;
4. everything but letters and digits goes: accents, spaces, hyphens, dots and apostrophes
   (also those that Unicode counts as letters, ``ʼ ʹ ʻ``). The vowel signs of the scripts of
   India and its neighbours stay: they are no accents.

Two different names may share a key (“La Paz”, “Lapaz”): a key finds candidates, it does not
choose. Scripts stay apart, nothing is transliterated: “Киев” is not “Kiev”.
"""

import re
import unicodedata

_REPLACEMENTS = dict(
    zip("ıøłđðþħŧæœə", ["i", "o", "l", "d", "d", "th", "h", "t", "ae", "oe", "a"], strict=True)
)
_REPLACED = re.compile(f"[{''.join(_REPLACEMENTS)}]")
_SAINT = re.compile(r"(?<![\w\u0300-\u036f])st(?=e?[. \-‐])")
_DROPPED = re.compile(r"[^\w\n\u0900-\u109f]+|_+|[\u02b0-\u02ff]+")


def fold(name: str) -> str:
    """The key two spellings of one toponym share; empty if it has no letter and no digit.

    ``fold`` of a folded name is itself. Lines are folded one by one, so that many names
    can be folded in one call: ``fold("Ål\\nÅs") == "al\\nas"``.
    """
    text = name.casefold()
    if not text.isascii():
        text = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
        text = _REPLACED.sub(lambda letter: _REPLACEMENTS[letter[0]], text)
    return _DROPPED.sub("", _SAINT.sub("saint", text))
