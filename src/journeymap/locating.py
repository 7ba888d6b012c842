"""The command ``locate``: finds what is new, asks about what is doubtful, says what is next."""

import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from . import pipeline
from .choosing import ask_about, heading, lines_of
from .errors import InputError, OnlineError, Problem, UsageError, has_errors
from .files import File, Sources, ledger_path
from .gazetteer.lands import land_asked
from .ledger import Entry, key, write_ledger
from .model import Query
from .offline import OFFLINE_WORLD
from .online import Service, service
from .outputs import write_new_ledger
from .page.carried import is_page, sources_at
from .review import Review, likeliest, review
from .terminal import counted, print_problems, say, show, tracked


@dataclass(frozen=True, slots=True)
class Asking:
    """Which geocoder is asked: its name, a server of one's own or "", and who is asking."""

    geocoder: str
    server: str = ""
    contact: str = ""


def locate_table(table: Path, *, encoding: str, strict_sources: bool, asking: Asking | None) -> int:
    """Fill the ledger of a table and say what is to be looked over. Returns the exit code.

    Nothing is written where the table has faults other than places that are not found.
    """
    if is_page(table):
        raise UsageError("a map carries its ledger; name the table that it was made from.")
    online = service(asking.geocoder, asking.server, asking.contact) if asking else None
    work = _Work(table, sources_at(table), encoding, strict_sources=strict_sources)
    print_problems(work.other_problems())
    work.keep_new()
    answered = online is None or work.ask_online(online)
    if sys.stdin.isatty() and sys.stdout.isatty():
        work.ask(input)
    return _reported(work, was_asked=online is not None) if answered else 1


class _Work:
    """A table that is being located. The ledger is written after every step of it."""

    def __init__(
        self, table: Path, sources: Sources, encoding: str, *, strict_sources: bool
    ) -> None:
        self.table = table
        self.encoding = encoding
        self.strict_sources = strict_sources
        self.path = ledger_path(table)
        self.found: set[Query] = set()
        self._look(sources)
        self.entries = dict(self.survey.ledger)

    def _look(self, sources: Sources) -> None:
        self.sources = sources
        self.survey = pipeline.survey(
            sources,
            world=OFFLINE_WORLD,
            encoding=self.encoding,
            strict_sources=self.strict_sources,
        )
        names = self.survey.located.names
        self.reviews = review(self.survey.told.stays, names, OFFLINE_WORLD)

    @property
    def missing(self) -> list[Review]:
        return [one for one in self.reviews if one.state == "missing"]

    def other_problems(self) -> list[Problem]:
        """What is wrong besides places. Raises InputError where an error is among it."""
        told = {(row, one.column) for one in self.reviews if one.doubt for row in one.rows}
        file = self.survey.table.file
        others = [
            p for p in self.survey.problems if p.file != file or (p.row, p.column) not in told
        ]
        if has_errors(others) or (not self.reviews and has_errors(self.survey.problems)):
            raise InputError(self.survey.problems)
        return others

    def keep_new(self) -> None:
        """Write what the gazetteer knew."""
        self._keep(self.survey.located.new)

    def ask_online(self, online: Service) -> bool:
        """Ask for every name that is missing; whether the service answered to all."""
        try:
            missing = [one for one in self.missing if not land_asked(one.query)]
            answers = online.answers(missing, lambda one: one.query)
            for one, candidates in tracked(answers, len(missing), "Asking the geocoder"):
                if entry := likeliest(one, candidates):
                    self._keep([entry])
        except OnlineError as error:
            self._again()
            say(f"journeymap: {error}")
            say(f"{counted(len(self.missing), 'place')} not found; what was found is kept.")
            return False
        self._again()
        return True

    def ask(self, read: Callable[[str], str]) -> None:
        """Let somebody at a terminal choose, one doubtful name after the other."""
        for one in [one for one in self.reviews if one.doubt]:
            _show_review(one)
            answer = ask_about(one, OFFLINE_WORLD.candidates, read, show)
            if answer.entry:
                self._keep([answer.entry])
            if answer.is_last:
                break
        self._again()

    def _again(self) -> None:
        """Look the table over with what the ledger says now."""
        self._look(self.sources)

    def _keep(self, entries: Iterable[Entry]) -> None:
        new = {key(entry.query): entry for entry in entries}
        self.found |= set(new)
        self.entries |= new
        if new:
            ledger = write_ledger(self.entries.values())
            write_new_ledger(self.table, self.sources, ledger)
            self.sources = replace(self.sources, ledger=File(self.path.name, ledger))


# ---------------------------------------------------------------- what is said


def _reported(work: _Work, *, was_asked: bool) -> int:
    """Say what was found, what is doubtful and missing, and what to do. The exit code."""
    found = [one for one in work.reviews if key(one.query) in work.found]
    doubtful = [one for one in work.reviews if one.doubt and one.entry]
    for one in found:
        if not one.doubt:
            show(heading(one))
    for one in (*doubtful, *work.missing):
        _show_review(one)
    known = len(work.reviews) - len(work.missing)
    new = counted(len(found), "new place") if found else "nothing new"
    show(f"{work.path}: {new}; {counted(known, 'place')} known, "
         f"{len(doubtful)} to look over, {len(work.missing)} not found.")  # fmt: skip
    for line in _next(work, found, doubtful, was_asked=was_asked):
        show(line)
    return 1 if work.missing else 0


def _show_review(one: Review) -> None:
    show(heading(one))
    for line in lines_of(one.options, one):
        show(line)
    if one.near:
        show(f"      Did you mean {' or '.join(one.near[:3])}?")


def _next(
    work: _Work, found: list[Review], doubtful: list[Review], *, was_asked: bool
) -> Iterable[str]:
    """What to do now, a line each."""
    if work.missing:
        yield "Not found: fill in today (the present name) and country, or lat and lon."
        if not was_asked:
            yield f"  Or ask a geocoder: journeymap locate {work.table} --online"
    if doubtful:
        yield "To look over: where another place is meant, fill in country or today in the table,"
        yield "  or correct the ledger; where it is right, write your name under reviewed."
    elif found:
        yield "Look them over, correct what is wrong, and write your name under reviewed."
    if not work.missing:
        yield f"Next: journeymap build {work.table}"
