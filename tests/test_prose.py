"""The little markup of a description, and what can never come of it."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journeymap.model import Citation, Emphasis, Link, Plain, Prose, Run
from journeymap.prose import MAX_ACCENTS, clean_text, parse_prose, plain_text, safe_url

HTTPS = "https://example.org/a?b=c#d"


def runs_of(text: str) -> list[Run]:
    """The runs of a text of one paragraph."""
    (paragraph,) = parse_prose(text)
    return list(paragraph)


# ---------------------------------------------------------------- the grammar

GRAMMAR: list[tuple[str, list[Run]]] = [
    ("plain", [Plain("plain")]),
    ("*em*", [Emphasis("em")]),
    ("a *b c* d", [Plain("a "), Emphasis("b c"), Plain(" d")]),
    ("*a* *b*", [Emphasis("a"), Plain(" "), Emphasis("b")]),
    ("2 * 3 * 4", [Plain("2 * 3 * 4")]),
    ("* a*", [Plain("* a*")]),
    ("*a", [Plain("*a")]),
    ("**bold**", [Plain("*"), Emphasis("bold"), Plain("*")]),
    (f"[x]({HTTPS})", [Link("x", HTTPS)]),
    (f"see [the text]({HTTPS}).", [Plain("see "), Link("the text", HTTPS), Plain(".")]),
    ("[x](mailto:a@example.org)", [Link("x", "mailto:a@example.org")]),
    ("[x](http://example.org)", [Link("x", "http://example.org")]),
    ("[x] (y)", [Plain("[x] (y)")]),
    ("[x]()", [Plain("[x]()")]),
    ("[](https://example.org)", [Plain("[](https://example.org)")]),
    ("https://example.org", [Plain("https://example.org")]),
    ("[@doc1]", [Citation("doc1")]),
    ("[@doc1 p. 12]", [Citation("doc1", "p. 12")]),
    ("[@doc1, p. 12]", [Citation("doc1", "p. 12")]),
    ("[@my_life-2 §Last exile]", [Citation("my_life-2", "§Last exile")]),
    ("[@doc1 ]", [Citation("doc1")]),
    ("[@ doc1]", [Plain("[@ doc1]")]),
    ("[@doc1 [x]]", [Plain("[@doc1 [x]]")]),
    ("He left [@a; b] it", [Plain("He left [@a; b] it")]),
    ("<b>{{ 7*7 }}</b> {# x", [Plain("<b>{{ 7*7 }}</b> {# x")]),
    ("_no_ `no` # no ![no](no)", [Plain("_no_ `no` # no ![no](no)")]),
    ("*[x](https://example.org)*", [Emphasis("[x](https://example.org)")]),
]


@pytest.mark.parametrize(("text", "runs"), GRAMMAR, ids=[row[0] for row in GRAMMAR])
def test_four_things_have_a_meaning_and_all_else_is_itself(text: str, runs: list[Run]) -> None:
    assert runs_of(text) == runs


PARAGRAPHS = [
    ("", 0),
    (" \n\n ", 0),
    ("a\nb", 1),
    ("a\n\nb", 2),
    ("a\r\n \t\r\nb", 2),
    ("a\r\rb", 2),
    ("a\u2029\u2029b", 2),
    ("\n\na\n\n\n\nb\n\n", 2),
]


@pytest.mark.parametrize(("text", "count"), PARAGRAPHS)
def test_blank_lines_part_paragraphs(text: str, count: int) -> None:
    assert len(parse_prose(text)) == count


def test_a_line_break_within_a_paragraph_is_a_space() -> None:
    assert runs_of("one\r\ntwo  *three\nfour*") == [Plain("one two "), Emphasis("three four")]


def test_plain_text_is_the_prose_without_markup_or_citations() -> None:
    prose = parse_prose(f"A *b* [c]({HTTPS}) [@d p. 1]\n\n[@d]\n\nE")
    assert plain_text(prose) == "A b c\n\n\n\nE"


# ---------------------------------------------------------------- inert

UNSAFE = [
    "javascript:alert(1)",
    "JavaScript:alert(1)",
    "java\tscript:alert(1)",
    "java\x00script:alert(1)",
    "\x01javascript:alert(1)",
    "data:text/html,x",
    "vbscript:x",
    "file:///etc/passwd",
    "blob:https://example.org/x",
    "ftp://example.org",
    "//example.org",
    "/path",
    "page.html",
    "#stay=x",
    "example.org",
    "",
    "https:",
    "https://",
    "https:///x",
    "https:example.org",
    "https://user@example.org",
    "https://user:word@example.org/",
    "https://example.org\\@evil.example",
    "https://[::1",
    "https://exam ple.org",
    " https://example.org",
    "https://example.org\u00a0",
    "https://example.org/\u202egpj.exe",
    "https://example.org/\u2066x",
    "https://example.org/\u200bx",
    "https://example.org/\nx",
    "https://example.org/\u2028x",
    "mailto:",
    "mailto:nobody",
]


@pytest.mark.parametrize("url", UNSAFE)
def test_an_address_nobody_should_be_sent_to_is_none(url: str) -> None:
    assert safe_url(url) == ""
    links = [run for run in _runs(parse_prose(f"[x]({url})")) if isinstance(run, Link)]
    assert [link.url for link in links] == ([safe_url(clean_text(url))] if links else [])
    assert url not in [link.url for link in links]


@pytest.mark.parametrize(
    "url",
    [
        "https://example.org",
        "HTTPS://EXAMPLE.ORG/",
        "http://example.org:8080/a%20b?q=1&r=<2>#x",
        "https://пример.рф/путь",
        "https://[2001:db8::1]/",
        "https://example.org/a@b",
        "mailto:teacher@example.org",
    ],
)
def test_an_address_of_the_web_or_of_mail_stays_as_it_is(url: str) -> None:
    assert safe_url(url) == url


def _runs(prose: Prose) -> list[Run]:
    return [run for paragraph in prose for run in paragraph]


def _words(run: Run) -> str:
    return f"{run.key} {run.locator}" if isinstance(run, Citation) else run.text


_markup = st.text(st.sampled_from("*[]()@ab .;,\n/:{}<>\"'\u202e\x00\x1b\u0301"), max_size=60)


@given(st.one_of(st.text(max_size=80), _markup))
def test_no_text_becomes_anything_but_inert_runs(text: str) -> None:
    for run in _runs(parse_prose(text)):
        assert isinstance(run, Plain | Emphasis | Link | Citation)
        assert not isinstance(run, Link) or safe_url(run.url) == run.url != ""
        assert not any(_is_hidden(char) for char in _words(run))


@given(st.one_of(st.text(max_size=80), _markup))
def test_no_letter_of_a_text_is_lost(text: str) -> None:
    words = "".join(map(_words, _runs(parse_prose(text))))
    assert [c for c in clean_text(text) if c.isalpha() and c not in words] == []


def _is_hidden(char: str) -> bool:
    return unicodedata.category(char) in ("Cc", "Cf", "Cs", "Co") and char not in "\u200c\u200d"


@given(st.text(max_size=80), st.booleans())
def test_clean_text_is_normal_visible_and_stays_the_same(text: str, keep_lines: bool) -> None:
    clean = clean_text(text, keep_lines=keep_lines)
    assert not any(_is_hidden(char) for char in clean if char != "\n")
    assert ("\n" not in clean) or keep_lines
    assert unicodedata.is_normalized("NFC", clean)
    assert clean_text(clean, keep_lines=keep_lines) == clean
    assert clean == clean.strip()


# text | in one line | with its lines
CLEANED = [
    ("a\x00b\x1b[31mc", "ab[31mc", "ab[31mc"),
    ("\u202eevil\u202c \u2066x\u2069", "evil x", "evil x"),
    ("\ufeffa\u200bb\u00adc", "abc", "abc"),
    ("a\tb", "a b", "a b"),
    ("a\r\nb\rc\nd", "a b c d", "a\nb\nc\nd"),
    ("a\u2028b\x0bc\x85d", "a b c d", "a\nb\nc\nd"),
    ("e\u0301", "é", "é"),
    ("e\u200b\u0301", "é", "é"),
    ("می\u200cخواهم", "می\u200cخواهم", "می\u200cخواهم"),
    ("  a  ", "a", "a"),
    ("0", "0", "0"),
]


@pytest.mark.parametrize(("text", "line", "lines"), CLEANED)
def test_control_and_direction_characters_go(text: str, line: str, lines: str) -> None:
    assert clean_text(text) == line
    assert clean_text(text, keep_lines=True) == lines


@pytest.mark.parametrize(
    "text",
    [
        "[@a" + "," * 200_000,
        "[@a,x" * 40_000,
        "*a" * 100_000,
        "*" + "a " * 100_000,
        "[a](" * 50_000,
        "\n" + " " * 200_000 + "x",
        "a" + "\u0300\u0316" * 100_000,
    ],
    ids=lambda text: repr(text[:6]),
)
def test_no_text_takes_longer_than_it_is_long(text: str) -> None:
    assert len(parse_prose(text)) == 1


def test_a_letter_keeps_as_many_accents_as_a_language_needs() -> None:
    assert clean_text("a" + "\u0323" * MAX_ACCENTS) == "ạ" + "\u0323" * (MAX_ACCENTS - 1)
    assert len(clean_text("a" + "\u0323" * 1000)) == MAX_ACCENTS
    assert clean_text("—" * 40) == "—" * 40
