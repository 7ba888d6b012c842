"""Several tables → one: two lives on one map.

Every row is told whose it is, and keeps the id it has in its own table where that is free.
The rows are merged by their dates; the order of each table stays what it is. Eras and sources
of all settings are there; title, language and everything else are the first's.
"""

import csv
import heapq
import io
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time
from itertools import count

from .columns import columns_of
from .errors import UsageError
from .files import File, Sources
from .ledger import Entry, write_ledger
from .model import Person, Source, UnlocatedStay
from .pipeline import Survey
from .settings import tree_of
from .slugs import Ids, slug

FOREVER = 10**9


@dataclass(frozen=True, slots=True)
class Life:
    """One of the tables: what it was made from, what it says, whose life it is."""

    sources: Sources
    survey: Survey

    @property
    def person(self) -> Person:
        """The first person of the table; of one that names nobody its title or file is the name."""
        first = self.survey.told.persons[0] if self.survey.told.persons else Person("", "")
        name = first.name or self.survey.settings.title or stem(self.sources)
        return Person(first.slug or slug(name), name, first.born, first.died)


def stem(sources: Sources) -> str:
    """The name of a table's file without its ending."""
    return sources.table.name.rpartition(".")[0] or sources.table.name


def joined(lives: Sequence[Life]) -> Sources:
    """One table, one settings file and one ledger for several lives.

    Raises UsageError where two settings mean different sources by one key.
    """
    name = "-".join(stem(life.sources) for life in lives)
    entries = [entry for life in lives for entry in life.survey.ledger.values()]
    new = [entry for life in lives for entry in life.survey.located.new]
    return Sources(
        table=File(f"{name}.csv", _table(lives)),
        settings=File(f"{name}.toml", _settings(lives)),
        ledger=File(f"{name}.located.csv", write_ledger(_once([*entries, *new]))),
        picture=lambda wanted: _picture(lives, wanted),
    )


def _once(entries: Sequence[Entry]) -> list[Entry]:
    """The entries without those that answer what one before them answers."""
    by_query = {(entry.place, entry.today, entry.country): entry for entry in reversed(entries)}
    return list(reversed(by_query.values()))


def _picture(lives: Sequence[Life], name: str) -> bytes:
    for life in lives[:-1]:
        try:
            return life.sources.picture(name)
        except OSError:
            continue
    return lives[-1].sources.picture(name)


# ---------------------------------------------------------------- the table


def _table(lives: Sequence[Life]) -> bytes:
    taken: set[str] = set()
    rows = list(heapq.merge(*(_rows(life, taken) for life in lives), key=lambda row: row[0]))
    columns = dict.fromkeys(["place", "person", "id", *(c for _, row in rows for c in row)])
    text = io.StringIO()
    writer = csv.DictWriter(text, list(columns), restval="", lineterminator="\n")
    writer.writeheader()
    writer.writerows(row for _, row in rows)
    return text.getvalue().encode("utf-8")


def _rows(life: Life, taken: set[str]) -> list[tuple[int, dict[str, str]]]:
    """The rows of a life in the order they play, each with the day it stands at."""
    table = life.survey.table
    columns, _ = columns_of(table)
    cells = {row.number: row.cells for row in table.rows}
    stays = life.survey.told.stays
    names = {one.slug: one.name for one in life.survey.told.persons if one.name}
    ids = dict(zip((stay.id for stay in stays), _ids(life, stays, taken), strict=True))
    rows = []
    day = -FOREVER
    for stay in stays:
        row = {column: cells[stay.row][index] for column, index in columns.items()}
        row["id"] = ids[stay.id]
        row["person"] = "; ".join(names.get(key, life.person.name) for key in stay.persons)
        if stay.within:
            row["within"] = ids.get(stay.within, stay.within)
        begun = stay.span.start or stay.span.end
        known = [begun.earliest, begun.latest] if begun else []
        day = max([day, *[one for one in known if one is not None][:1]])
        rows.append((day, row))
    return rows


def _ids(life: Life, stays: Sequence[UnlocatedStay], taken: set[str]) -> Iterator[str]:
    for stay in stays:
        wanted = stay.id
        if wanted in taken:
            wanted = f"{life.person.slug}-{stay.id}"
        numbers = count(2)
        made = wanted
        while made in taken:
            made = f"{wanted}-{next(numbers)}"
        taken.add(made)
        yield made


# ---------------------------------------------------------------- the settings


def _settings(lives: Sequence[Life]) -> bytes:
    """The first settings, with the persons, eras and sources that the others add.

    Who has one name in two settings is one person.
    """
    first, *others = lives
    file = first.sources.settings
    tree = tree_of(file.data) if file else {}
    tree["title"] = " · ".join(life.person.name for life in lives)
    known = first.survey.settings
    if not known.persons:
        tree["person"] = first.person.name
    persons = {person.name: person.slug for person in known.persons or (first.person,)}
    slugs = Ids(persons.values())
    eras = {era.name for era in known.eras}
    cited = {source.key: source for source in known.sources}
    added: dict[str, dict[str, object]] = {"persons": {}, "eras": {}, "sources": {}}
    for life in others:
        settings = life.survey.settings
        for person in settings.persons or (life.person,):
            if person.name not in persons:
                persons[person.name] = slugs.new(person.slug)
                added["persons"][persons[person.name]] = _of_person(person)
        for era in settings.eras:
            if era.name not in eras:
                eras.add(era.name)
                added["eras"][era.name] = {"text": era.text}
        for source in settings.sources:
            if cited.setdefault(source.key, source).citation != source.citation:
                raise UsageError(
                    f"{source.key} means one source in {stem(first.sources)}.toml and another in "
                    f"{stem(life.sources)}.toml. Give them two keys."
                )
            if cited[source.key] is source:
                added["sources"][source.key] = _of_source(source)
    return "\n".join([*_toml(tree), *_toml(added), ""]).encode("utf-8")


def _of_person(person: Person) -> Mapping[str, object]:
    dates = {"born": person.born, "died": person.died}
    return {"name": person.name} | {key: one.text for key, one in dates.items() if one}


def _of_source(source: Source) -> Mapping[str, object]:
    return {
        "short": source.short,
        "citation": source.citation,
        "url": source.url,
        "derives_from": [*source.derives_from],
    }


def _toml(tree: Mapping[str, object]) -> Iterator[str]:
    """The lines of a tree of settings: its values, then its tables and theirs."""
    yield from (_pair(*one) for one in tree.items() if not isinstance(one[1], Mapping))
    for key, table in tree.items():
        if isinstance(table, Mapping):
            values = [_pair(*one) for one in table.items() if not isinstance(one[1], Mapping)]
            if values:
                yield from ("", f"[{_value(key)}]", *values)
            for name, inner in table.items():
                if isinstance(inner, Mapping):
                    pairs = (_pair(*one) for one in inner.items())
                    yield from ("", f"[{_value(key)}.{_value(name)}]", *pairs)


def _pair(key: str, value: object) -> str:
    return f"{_value(key)} = {_value(value)}"


def _value(value: object) -> str:
    if isinstance(value, str):  # a JSON string is one of TOML, but for one character
        return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, Mapping):
        return f"{{{', '.join(_pair(*one) for one in value.items())}}}"
    if isinstance(value, list):
        return f"[{', '.join(map(_value, value))}]"
    return value.isoformat() if isinstance(value, date | time) else str(value)
