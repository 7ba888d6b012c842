"""How a problem reads."""

import pytest

from journeymap import errors
from journeymap.errors import Problem, has_errors, quoted


def test_a_problem_names_file_row_and_column_and_what_to_type_instead() -> None:
    problem = Problem(
        "t.csv", 3, "start", "31 June", 'cannot read "31 June".', "June has\n30 days."
    )
    assert str(problem) == (
        't.csv row 3, column start: cannot read "31 June".\n    June has\n    30 days.'
    )


def test_a_problem_of_the_file_as_a_whole_names_no_row() -> None:
    assert str(Problem("t.csv", 0, "", "", "is empty.")) == "t.csv: is empty."
    assert str(Problem("t.toml", 0, "title", "", "is no text.")) == "t.toml, title: is no text."


def test_no_text_of_a_table_reaches_the_terminal_as_a_command() -> None:
    problem = Problem("t\x1b.csv", 1, "a\x1b[2J", "", "b\r\x07", "c\x9b\u202e\nd\x00")
    assert all(c.isprintable() or c == "\n" for c in str(problem))
    assert str(problem).count("\n") == 2


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("Київ", '"Київ"'),
        ("a\nb\tc", '"a\\x0ab\\x09c"'),
        ("\u202eevil", '"\\x202eevil"'),
        ("x" * 60, '"' + "x" * 60 + '"'),
        ("x" * 61, '"' + "x" * 59 + '…"'),
        ("x" * 200_000, '"' + "x" * 59 + '…"'),
    ],
    ids=range(6),
)
def test_a_value_is_shown_in_one_line_of_sixty_characters(value: str, shown: str) -> None:
    assert quoted(value) == shown


def test_only_errors_stop_a_build() -> None:
    said = [Problem("f", 0, "", "", "m", severity=s) for s in ("warning", "note", "error")]
    assert not has_errors(said[:2])
    assert has_errors(said)
    assert not has_errors([])


@pytest.mark.parametrize(
    ("name", "builtin"),
    [
        ("InputError", ValueError),
        ("UsageError", ValueError),
        ("OutputError", OSError),
        ("OnlineError", OSError),
        ("DamagedFileError", ValueError),
    ],
)
def test_every_error_is_one_of_ours_and_the_builtin_a_caller_expects(
    name: str, builtin: type[Exception]
) -> None:
    error = getattr(errors, name)
    assert issubclass(error, errors.JourneymapError)
    assert issubclass(error, builtin)
    assert name in (errors.__doc__ or "")


def test_an_input_error_carries_its_problems_and_reads_as_they_do() -> None:
    problems = [Problem("f", 2, "place", "", "one."), Problem("f", 3, "place", "", "two.")]
    error = errors.InputError(problems)
    assert error.problems == tuple(problems)
    assert str(error) == "f row 2, column place: one.\nf row 3, column place: two."
