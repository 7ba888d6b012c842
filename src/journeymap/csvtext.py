"""Bytes of CSV or TSV → rows of text with their spreadsheet row numbers."""

import csv
import io
import re
from collections.abc import Iterator

from .codepages import likely_code_page, telling_words
from .errors import Problem, quoted, refusal
from .foreign import refuse_what_is_no_text
from .headings import names_a_place

MAX_BYTES = 32_000_000
MAX_HEADER = 100_000
"""Characters of the header that the delimiter is told from."""
_DELIMITERS = ",;\t|"

_HALF_A_LETTER = re.compile("[\ud800-\udfff]")
"""A lone surrogate, which UTF-7 lets through and no file that we write can hold."""

Record = tuple[int, list[str]]


def text_of_file(data: bytes, *, file: str, encoding: str) -> tuple[str, str, tuple[Problem, ...]]:
    """The text of a file without a ``sep=`` line, what parts its cells, and what is said of it.

    ``encoding`` overrides what the bytes suggest. Raises InputError where the bytes are no text.
    """
    if len(data) > MAX_BYTES:
        raise refusal(file, "the file is too large for a table of places.")
    refuse_what_is_no_text(data, file)
    text, problems = _decoded(data, file, encoding)
    delimiter, body = _delimiter(text)
    return body, delimiter, problems


# ---------------------------------------------------------------- bytes → text


def _decoded(data: bytes, file: str, encoding: str) -> tuple[str, tuple[Problem, ...]]:
    if encoding:
        return _decode_as(data, encoding, file).lstrip("\ufeff"), ()
    for bom, name in (
        (b"\xef\xbb\xbf", "utf-8-sig"),
        (b"\xff\xfe", "utf-16"),
        (b"\xfe\xff", "utf-16"),
    ):
        if data.startswith(bom):
            return _decode_as(data, name, file), ()
    if unmarked := _utf_16_without_mark(data[:1000]):
        return _decode_as(data, unmarked, file), ()
    try:
        return data.decode("utf-8"), ()
    except UnicodeDecodeError:
        guess = likely_code_page(data)
    text = _decode_as(data, guess, file)
    words = " and ".join(quoted(word) for word in telling_words(text))
    problem = Problem(
        file, 0, "", "",
        f"this file is not UTF-8; it was read as {guess}{', with ' if words else ''}{words}.",
        "If names look wrong, save it as “CSV UTF-8”, or say --encoding cp1250 "
        "(Central Europe), cp1251 (Cyrillic), cp1252 (Western Europe), cp1254 (Turkish) "
        "or mac-roman.",
        "warning",
    )  # fmt: skip
    return text, (problem,)


def _decode_as(data: bytes, encoding: str, file: str) -> str:
    try:
        text = data.decode(encoding)
    except UnicodeError as error:
        at = getattr(error, "start", 0) + 1
        message = f"the file is not {encoding}: byte {at} does not fit."
        raise refusal(file, message, "Save it as “CSV UTF-8” and try again.") from error
    except (LookupError, ValueError) as error:
        message = f"there is no encoding {quoted(encoding)}."
        raise refusal(file, message, "Try utf-8 or cp1252.") from error
    if _HALF_A_LETTER.search(text):
        message = f"the file is not {encoding}: there is half a letter in it."
        raise refusal(file, message, "Save it as “CSV UTF-8” and try again.")
    return text


def _utf_16_without_mark(start: bytes) -> str:
    """The byte order of UTF-16, in which every figure and line break has a NUL beside it.

    NULs that have strayed into other text are no such sign.
    """
    for name, first in (("utf-16-le", 0), ("utf-16-be", 1)):
        low, high = start[first::2], start[1 - first :: 2]
        breaks = len(re.findall(rb"[\r\n]", start))
        paired = sum(a in b"\r\n" and b == 0 for a, b in zip(low, high, strict=False))
        many = 10 * high.count(0) >= len(start) > 0
        if many and 0 not in low and (2 * paired > breaks or not breaks):
            return name
    return ""


# ---------------------------------------------------------------- text → records


def _delimiter(text: str) -> tuple[str, str]:
    """What parts the cells, and the text after a ``sep=`` line if there is one."""
    if found := re.match(r'"?sep=([,;|\t])"?(?:\r\n?|\n|$)', text, re.I):
        return found[1], text[found.end() :]
    unquoted = re.sub(r'"[^"]*"', "", text.lstrip("\r\n ")[:MAX_HEADER])
    first_line = re.split(r"[\r\n]", unquoted, maxsplit=1)[0]
    return max(_DELIMITERS, key=lambda d: _likeness(first_line, d)), text


def _likeness(header: str, delimiter: str) -> tuple[bool, int, int]:
    """How much a header looks parted by a delimiter: one that parts off the places is right."""
    cells = header.split(delimiter)
    is_header = len(cells) > 1 and names_a_place(cells)
    return is_header, len(cells), -_DELIMITERS.index(delimiter)


def records_of(text: str, delimiter: str, *, file: str, most_rows: int) -> Iterator[Record]:
    """The rows, blank ones too. Raises InputError where quotation marks do not pair."""
    csv.field_size_limit(MAX_BYTES)
    reader = csv.reader(
        io.StringIO(text, newline=""), delimiter=delimiter, strict=True, skipinitialspace=True
    )
    count = 0
    while True:
        try:
            record = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            message = "the quotation marks of this row do not pair."
            hint = 'A cell with a quotation mark in it is written "like ""this"" one".'
            raise refusal(file, message, hint, row=count + 1) from error
        count += 1
        if count > most_rows:
            raise refusal(file, f"the table has more than {most_rows:,} rows.", "Split it.")
        yield count, record
