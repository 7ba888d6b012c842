"""What can go wrong, and how it is said.

JourneymapError
├── InputError(ValueError)      the user's table, settings or ledger: carries Problems
├── UsageError(ValueError)      the command or the call itself is wrong
├── OutputError(OSError)        the map could not be written
├── OnlineError(OSError)        a geocoding service did not answer as it should
└── DamagedFileError(ValueError)  a data file of the package is not as it was installed

A Problem is one finding about the user's files. Steps collect Problems and go on;
whoever runs the line decides at its end whether there are errors among them.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Literal

Severity = Literal["error", "warning", "note"]

SHOWN_VALUE = 60
"""Characters of a value that a message shows."""

SUGGESTED = 20
"""Of so many faults alike it is said what may be meant: as many as a terminal shows."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One finding about the user's files, in the words the user sees.

    ``row`` is the spreadsheet's row (the header is row 1), 0 for the file as a whole.
    ``message`` says what is wrong with ``value``; ``hint`` what was expected and what to
    type instead. ``heading`` is what the user's table calls the ``column``, if not so.
    """

    file: str
    row: int
    column: str
    value: str
    message: str
    hint: str = ""
    severity: Severity = "error"
    heading: str = field(default="", compare=False)

    def __str__(self) -> str:
        where = self.file
        if self.row:
            where += f" row {self.row}"
        if self.column:
            name = f"{self.heading} ({self.column})" if self.heading else self.column
            where += f", column {name}" if self.row else f", {name}"
        lines = [f"{where}: {self.message}", *(f"    {line}" for line in self.hint.splitlines())]
        return "\n".join(map(visible, lines))


def visible(text: str) -> str:
    """The text in one line, with control characters as figures: safe in a terminal."""
    return "".join(c if c.isprintable() else f"\\x{ord(c):02x}" for c in text)


def quoted(value: str) -> str:
    """The value as a message shows it: one line, cut, with control characters visible."""
    shown = visible(value[: SHOWN_VALUE + 1])
    if len(shown) > SHOWN_VALUE:
        shown = shown[: SHOWN_VALUE - 1] + "…"
    return f'"{shown}"'


def has_errors(problems: Iterable[Problem]) -> bool:
    """Whether any of the problems stops the build; warnings and notes do not."""
    return any(problem.severity == "error" for problem in problems)


class JourneymapError(Exception):
    """Every error this package raises on purpose."""


class InputError(JourneymapError, ValueError):
    """The user's files cannot become a map; ``problems`` says why, row by row."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))


def refusal(file: str, message: str, hint: str = "", *, row: int = 0) -> InputError:
    """The one error for which a file is nothing we can read."""
    return InputError([Problem(file, row, "", "", message, hint)])


class UsageError(JourneymapError, ValueError):
    """The command or the call is wrong; nothing was read."""


class OutputError(JourneymapError, OSError):
    """The result could not be written; what was there before is untouched."""


class OnlineError(JourneymapError, OSError):
    """A geocoding service did not answer as it should."""


class DamagedFileError(JourneymapError, ValueError):
    """A data file of the package is not the one that was installed."""
