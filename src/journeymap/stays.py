"""Rows of text → unlocated stays, with every problem of every row."""

import difflib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from .bounds import certainly_before
from .calendars import year_month_day
from .cells import Cells
from .columns import columns_of
from .errors import SUGGESTED, Problem, quoted
from .model import Era, Person, Timespan, UnlocatedStay
from .order import moved_rows, playing_order
from .rows import RowReader
from .settings import PALETTE_SLOTS, Settings
from .slugs import Ids, slug
from .spoilt import failed_formulas, spoilt_letters
from .table import Table

SAID = 3
"""Of so many stays at one place it is said which may be meant."""


@dataclass(frozen=True, slots=True)
class Told:
    """What the table tells: stays in playing order, the eras and the persons they name."""

    stays: tuple[UnlocatedStay, ...]
    eras: tuple[Era, ...]
    persons: tuple[Person, ...]


def read_stays(table: Table, settings: Settings) -> tuple[Told, tuple[Problem, ...]]:
    """The stays of a table in the order they play, and every problem of its rows."""
    columns, header_problems = columns_of(table)
    if "place" not in columns:
        return Told((), (), settings.persons), spoilt_letters(table) or header_problems
    problems = [*header_problems, *spoilt_letters(table), *failed_formulas(table, columns)]
    cast = Cast(settings)
    source_keys = tuple(source.key for source in settings.sources)
    stays = []
    for row in table.rows:
        cells = Cells(table.file, row, columns)
        reader = RowReader(cells, era=cast.era, person=cast.person, source_keys=source_keys)
        stays.append(reader.stay())
        problems += cells.problems
    if not stays and not table.left_out:
        problems.append(Problem(table.file, 0, "", "", "the table has a header but no rows."))
    named = _with_ids(stays, table.file, problems)
    problems += _within_problems(named, table.file)
    told = Told(_in_order(named, table.file, problems), cast.eras(), cast.persons())
    return told, tuple(sorted(problems, key=lambda problem: problem.row))


class Cast:
    """The eras and persons of the journey, in order of first use."""

    def __init__(self, settings: Settings) -> None:
        self._settled_eras = {era.name: era for era in settings.eras}
        self._eras: dict[str, Era] = {}
        self._era_slugs = Ids()
        self._persons = {person.slug: person for person in settings.persons}
        self._person_slugs = Ids(self._persons)
        self._slug_by_name = {_folded(p.slug): p.slug for p in settings.persons}
        self._slug_by_name |= {_folded(p.name): p.slug for p in settings.persons}

    def era(self, name: str) -> str:
        """The slug of an era, which is new where its name is."""
        if name not in self._eras:
            key = self._era_slugs.new(slug(name) or ("era" if name else "journey"))
            self._eras[name] = replace(self._settled_eras.get(name, Era(key, name, 0)), slug=key)
        return self._eras[name].slug

    def person(self, name: str) -> str:
        """The slug of a person; an empty name is the main one, the first of the settings."""
        if not name and self._persons:
            return next(iter(self._persons))
        if _folded(name) not in self._slug_by_name:
            key = self._person_slugs.new(slug(name) or name)
            self._persons[key] = Person(key, name)
            self._slug_by_name[_folded(name)] = key
        return self._slug_by_name[_folded(name)]

    def persons(self) -> tuple[Person, ...]:
        """All persons, the main one first."""
        return tuple(self._persons.values())

    def eras(self) -> tuple[Era, ...]:
        """All eras, those without a slot of their own on the first that is free."""
        taken = {era.slot for era in self._eras.values()}
        free = [slot for slot in range(1, PALETTE_SLOTS + 1) if slot not in taken]
        slotted = []
        for index, era in enumerate(self._eras.values()):
            slot = era.slot or (free.pop(0) if free else index % PALETTE_SLOTS + 1)
            slotted.append(replace(era, slot=slot))
        return tuple(slotted)


def _with_ids(
    stays: Sequence[UnlocatedStay], file: str, problems: list[Problem]
) -> list[UnlocatedStay]:
    """The stays, each with an id of its own; given ids go before made ones."""
    given: dict[str, int] = {}
    for stay in stays:
        if stay.id and stay.id in given:
            message = f"row {given[stay.id]} has the id {quoted(stay.id)} too."
            problems.append(Problem(file, stay.row, "id", stay.id, message, "Give each its own."))
        elif stay.id:
            given[stay.id] = stay.row
    ids = Ids(given)
    named = [stay if stay.id else replace(stay, id=ids.new(_made_id(stay))) for stay in stays]
    rows = {stay.id: stay.row for stay in named}
    return [replace(stay, formerly=_own_formerly(stay, rows, file, problems)) for stay in named]


def _own_formerly(
    stay: UnlocatedStay, rows: dict[str, int], file: str, problems: list[Problem]
) -> tuple[str, ...]:
    """The old ids of a stay that lead to no other, which may still have them; ``rows`` holds
    where each leads, and is told of these."""
    wanted = tuple(dict.fromkeys(stay.formerly))
    own = tuple(old for old in wanted if rows.setdefault(old, stay.row) == stay.row)
    for old in wanted:
        if old not in own:
            message = f"{quoted(old)} leads to row {rows[old]} already."
            hint = "Links with it will go there."
            problems.append(Problem(file, stay.row, "formerly", old, message, hint, "warning"))
    return own


def _made_id(stay: UnlocatedStay) -> str:
    name = slug(stay.place)
    if not name:
        return f"stay-{stay.row}"
    date = stay.span.start or stay.span.end
    day = None if date is None else date.earliest if date.earliest is not None else date.latest
    return name if day is None else f"{name}-{year_month_day(day)[0]}"


def _within_problems(stays: Sequence[UnlocatedStay], file: str) -> list[Problem]:
    by_id = {stay.id: stay for stay in stays}
    circular = _circular(by_id)
    problems: list[Problem] = []
    for stay in stays:
        if not stay.within:
            continue
        base = by_id.get(stay.within)
        if base is None:
            hint = _nearest_id(stay, stays, problems)
            message = f"no stay has the id {quoted(stay.within)}."
            problems.append(Problem(file, stay.row, "within", stay.within, message, hint))
        elif stay.id in circular:
            message = "this stay lies within itself."
            hint = "Leave within empty in the longest stay."
            problems.append(Problem(file, stay.row, "within", stay.within, message, hint))
        elif _begins_outside(stay.span, base.span):
            message = f"this stay is not inside the time of {quoted(base.id)} (row {base.row})."
            hint = "Correct a date, or leave within empty."
            problems.append(
                Problem(file, stay.row, "within", stay.within, message, hint, "warning")
            )
    return problems


def _nearest_id(
    asking: UnlocatedStay, stays: Sequence[UnlocatedStay], problems: Sequence[Problem]
) -> str:
    """What to type instead; of many faults only the first are looked after."""
    if len(problems) >= SUGGESTED:
        return "Use the id of another row."
    wanted = slug(asking.within)
    others = [stay for stay in stays if stay.id != asking.id]
    near = [stay.id for stay in others if wanted and slug(stay.place) == wanted][:SAID]
    near = near or difflib.get_close_matches(asking.within, [stay.id for stay in others], n=1)
    return f"Did you mean {' or '.join(near)}?" if near else "Use the id of another row."


def _circular(by_id: Mapping[str, UnlocatedStay]) -> set[str]:
    """The ids from which the way outwards never ends."""
    ends: set[str] = {""}
    circular: set[str] = set()
    for start in by_id:
        path: dict[str, None] = {}
        here = start
        while here in by_id and not (here in path or here in ends or here in circular):
            path[here] = None
            here = by_id[here].within
        (circular if here in path or here in circular else ends).update(path)
    return circular


def _begins_outside(inner: Timespan, outer: Timespan) -> bool:
    start = inner.start
    if start is None:
        return False
    too_early = outer.start is not None and certainly_before(start, outer.start)
    return too_early or (outer.end is not None and certainly_before(outer.end, start))


def _in_order(
    stays: Sequence[UnlocatedStay], file: str, problems: list[Problem]
) -> tuple[UnlocatedStay, ...]:
    order = playing_order([stay.span for stay in stays])
    for index, way in moved_rows(order).items():
        span = stays[index].span
        why = "it certainly began earlier" if span.start or span.end else "the row above it does"
        message = (
            f"this row plays before rows above it, because {why}."
            if way == "up"
            else "this row plays after rows below it, as the dates have it."
        )
        problems.append(Problem(file, stays[index].row, "start", "", message, "", "warning"))
    return tuple(stays[index] for index in order)


def _folded(name: str) -> str:
    return " ".join(name.casefold().split())
