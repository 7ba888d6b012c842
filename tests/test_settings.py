"""``places.toml``: what is said once about a journey."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journeymap.edtf import edtf_of_date, edtf_of_span
from journeymap.errors import Problem
from journeymap.model import Era, Person, Source
from journeymap.settings import Settings, read_settings
from journeymap.vocabulary import languages

WHOLE = """
title = "A life"
subtitle = "in two lines"
person = "Leon Trotsky"
born = "26 October 1879 OS"
died = 1940-08-21
language = "de"
output = "maps/t.html"
page = "https://example.org/map"

[persons.natalia]
name = "Natalia Sedova"
born = 1882

[sources.doc1]
citation = "The first"
short = "Document 1"
url = "https://example.org/1"
derives_from = ["article", "notes"]

[sources.article]
[sources.notes]
derives_from = "article"

[eras."First exile"]
slot = 3
text = "Away."
[eras.Home]

[context]
"1914-07-28/1918-11-11" = "First World War"
"1917-03" = ["The Tsar is overthrown", "Snow"]
"""


def settings_of(toml: str | bytes) -> Settings:
    """The settings of a file that has no fault."""
    settings, problems = read_settings(
        toml if isinstance(toml, bytes) else toml.encode(), file="s.toml"
    )
    assert problems == ()
    return settings


def fault_of(toml: str | bytes) -> Problem:
    """The one thing that is said about a file."""
    data = toml if isinstance(toml, bytes) else toml.encode()
    _, (problem,) = read_settings(data, file="s.toml")
    assert problem.file == "s.toml"
    assert problem.row == 0
    return problem


def test_everything_that_can_be_said_is_read() -> None:
    settings = settings_of(WHOLE)
    assert (settings.title, settings.subtitle) == ("A life", "in two lines")
    assert (settings.language, settings.output) == ("de", "maps/t.html")
    assert settings.page == "https://example.org/map"
    main, natalia = settings.persons
    assert (main.slug, main.name) == ("leon-trotsky", "Leon Trotsky")
    assert main.born is not None
    assert main.died is not None
    assert edtf_of_date(main.born) == "1879-11-07"
    assert edtf_of_date(main.died) == "1940-08-21"
    assert (natalia.slug, natalia.name) == ("natalia", "Natalia Sedova")
    assert natalia.born is not None
    assert edtf_of_date(natalia.born) == "1882"
    assert settings.eras == (
        Era("first-exile", "First exile", 3, "Away."), Era("home", "Home", 0, ""),
    )  # fmt: skip
    assert settings.sources == (
        Source("doc1", "The first", "Document 1", "https://example.org/1", ("article", "notes")),
        Source("article", "article", "article"),
        Source("notes", "notes", "notes", "", ("article",)),
    )
    assert [(edtf_of_span(c.date), c.title) for c in settings.context] == [
        ("1914-07-28/1918-11-11", "First World War"),
        ("1917-03/", "The Tsar is overthrown"),
        ("1917-03/", "Snow"),
    ]


@pytest.mark.parametrize("toml", [b"", b"\xef\xbb\xbf", b"# nothing\r\n"])
def test_a_file_that_says_nothing_is_as_no_file(toml: bytes) -> None:
    assert settings_of(toml) == Settings()


def test_line_ends_and_a_mark_do_not_matter() -> None:
    windows = b"\xef\xbb\xbf" + WHOLE.encode().replace(b"\n", b"\r\n")
    assert settings_of(windows) == settings_of(WHOLE)


@pytest.mark.parametrize("language", languages())
def test_a_page_may_speak_five_languages(language: str) -> None:
    assert settings_of(f'language = "{language}"').language == language


# file | column | severity | a word of the message | of the hint
FAULTS = [
    ("title = 'x", "", "error", "cannot be read", "TOML"),
    ("=", "", "error", "cannot be read", "TOML"),
    (b"title = '\xff'", "", "error", "cannot be read", "TOML"),
    (b"\xff\xfet\0", "", "error", "cannot be read", "TOML"),
    ("a = " + "[" * 5000, "", "error", "cannot be read", "TOML"),
    ("born = " + "9" * 5000, "", "error", "cannot be read", "TOML"),
    ("title = 1\ntitle = 2", "", "error", "cannot be read", "TOML"),
    ('titel = "x"', "titel", "warning", '"titel" is not known', "mean title?"),
    ('"\\u001b[2J" = 1', "\x1b[2J", "warning", "not known", "Known are title"),
    ("title = 0x" + "f" * 9000, "title", "error", "not a text", "Write title ="),
    ("title = true", "title", "error", "not a text", "Write title ="),
    ("title = ['a']", "title", "error", "not a text", "Write title ="),
    ("person = {name = 'x'}", "person", "error", "not a text", "Write person ="),
    ('language = "kl"', "language", "error", 'there is no "kl"', "en, de, es, fr, ru"),
    ('language = "EN"', "language", "error", 'there is no "EN"', "en, de, es, fr, ru"),
    ('born = "soon"', "born", "error", 'the date "soon"', "Write a date like"),
    ('born = "07/11/1879"', "born", "error", "07/11/1879", "1879-11-07 or 1879-07-11"),
    ('[persons.a]\nborn = "x"', "persons.a.born", "error", 'the date "x"', "Write a date"),
    ("[persons.a]\nborm = 1", "persons.a.borm", "warning", "not known", "mean born?"),
    ("persons = 1", "persons", "error", "not a table", "[persons]"),
    ("[persons]\na = 1", "persons.a", "error", "not a table", "[persons.a]"),
    ("[eras]\na = 1", "eras.a", "error", "not a table", "[eras.a]"),
    ("[eras.a]\nslot = 11", "eras.a.slot", "error", '"11" is no slot', "1 to 10"),
    ("[eras.a]\nslot = -1", "eras.a.slot", "error", '"-1" is no slot', "1 to 10"),
    ("[eras.a]\nslot = '1'", "eras.a.slot", "error", '"1" is no slot', "1 to 10"),
    ("[eras.a]\nslot = 1.5", "eras.a.slot", "error", '"1.5" is no slot', "1 to 10"),
    ("[eras.a]\nslot = true", "eras.a.slot", "error", "is no slot", "1 to 10"),
    ("[eras.a]\nslot = 0x" + "f" * 9000, "eras.a.slot", "error", "is no slot", "1 to 10"),
    ("[eras.a]\ncolour = 'red'", "eras.a.colour", "warning", "not known", "slot, text"),
    ("page = 'example.org'", "page", "error", "no web address", "https://"),
    ("page = 'javascript:alert(1)'", "page", "error", "no web address", "https://"),
    ("[sources.a]\nurl = 'javascript:x'", "sources.a.url", "error", "no web address", "https"),
    ("[sources.a]\nurl = 'https://u@b.c'", "sources.a.url", "error", "no web address", "https"),
    ("[sources.a]\ncite = 'x'", "sources.a.cite", "warning", "not known", "Known are citation"),
    ("[sources.'my life']", "sources.my life", "warning", "cannot be cited", "letters, figures"),
    ("[sources.a]\nderives_from = 'b'", "sources.a.derives_from", "warning", 'no source "b"', "["),
    ("[sources.a]\nderives_from = [[]]", "sources.a.derives_from", "warning", "no source", "["),
    ("context = 'x'", "context", "error", "not a table", "[context]"),
    ("[context]\nsoon = 'x'", "context.soon", "error", 'the date "soon"', "Write a date"),
    ("[context]\n1905 = true", "context.1905", "error", "not a text", '"1905"'),
    ("[context]\n1905 = ['a', []]", "context.1905", "error", "not a text", '"1905"'),
    ("[context]\n'' = 'x'", "context.", "error", "has no date", "Write"),
    ("[context]\n'..' = 'x'", "context...", "error", "has no date", "Write"),
]


@pytest.mark.parametrize(
    ("toml", "column", "severity", "message", "hint"), FAULTS, ids=[str(f[0])[:40] for f in FAULTS]
)
def test_every_fault_is_named_with_what_to_write(
    toml: str | bytes, column: str, severity: str, message: str, hint: str
) -> None:
    problem = fault_of(toml)
    assert problem.column == column
    assert problem.severity == severity
    assert message in problem.message
    assert hint in problem.hint
    assert len(str(problem)) < 500
    assert str(problem).replace("\n", "").isprintable()


def test_a_fault_does_not_hide_the_others() -> None:
    _, problems = read_settings(
        b'title = []\nlanguage = "x"\nborn = "x"\n[eras.a]\nslot = 99\n[context]\nx = "y"\n',
        file="s.toml",
    )
    columns = {"title", "language", "born", "eras.a.slot", "context.x"}
    assert {problem.column for problem in problems} == columns


# ---------------------------------------------------------------- persons

PERSONS: list[tuple[str, list[tuple[str, str]]]] = [
    ("", []),
    ("person = 'Lev'", [("lev", "Lev")]),
    ("person = 'Лев'", [("Лев", "Лев")]),
    ("born = 1879", [("", "")]),
    ("[persons.a]\n[persons.b]\nname = 'Bea'", [("a", "a"), ("b", "Bea")]),
    ("person = 'Lev'\n[persons.a]", [("lev", "Lev"), ("a", "a")]),
    ("[persons.'Лев']\n[persons.'Наталья']", [("Лев", "Лев"), ("Наталья", "Наталья")]),
    ("person = 'Ana'\n[persons.'aña']", [("ana", "Ana"), ("ana-2", "aña")]),
]


@pytest.mark.parametrize(("toml", "persons"), PERSONS)
def test_every_person_has_a_slug_of_their_own(toml: str, persons: list[tuple[str, str]]) -> None:
    assert [(p.slug, p.name) for p in settings_of(toml).persons] == persons


def test_a_main_person_of_whom_only_a_date_is_known_is_one() -> None:
    (person,) = settings_of("born = 1879").persons
    assert person != Person("", "")


def test_texts_and_keys_lose_control_and_direction_characters() -> None:
    toml = 'title = "a|b|"\n[eras."x|"]\n[sources."s|"]\n[persons."p|"]\n'
    settings, _ = read_settings(toml.replace("|", "\\u202e").encode(), file="s.toml")
    assert settings.title == "ab"
    assert settings.eras[0].name == "x"
    assert settings.sources[0].short == settings.sources[0].key == "s"
    assert settings.persons[0].name == "p"


# ---------------------------------------------------------------- anything

# fmt: off
_words = st.sampled_from([
    "title", "person", "born", "language", "page", "persons", "sources", "eras", "context",
    "slot", "text", "url", "=", "[", "]", "{", "}", ".", ",", '"', "'", "1", "1879", "true",
    "\n", "a.b", "[eras.a]", "[context]", "'x'", "\\u0000",
])
# fmt: on


@given(st.one_of(st.text(max_size=60), st.lists(_words, max_size=14).map(" ".join)))
def test_any_text_is_settings_or_named_faults(toml: str) -> None:
    settings, problems = read_settings(toml.encode("utf-8", "surrogatepass"), file="s.toml")
    assert isinstance(settings, Settings)
    assert all(problem.message for problem in problems)
