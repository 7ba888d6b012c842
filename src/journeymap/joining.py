"""Several tables → one: two lives on one map.

Every row is told whose it is, and keeps the id it has in its own table where that is free.
The rows are merged by their dates; the order of each table stays what it is. Eras and sources
of all settings are there; title, language and everything else are the first's.
"""

import csv
import heapq
import io
import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import count

from .columns import columns_of
from .errors import UsageError
from .files import File, Sources
from .ledger import Entry, write_ledger
from .model import Person, UnlocatedStay
from .pipeline import Survey
from .slugs import slug

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
    ids = dict(zip((stay.id for stay in stays), _ids(life, stays, taken), strict=True))
    rows = []
    day = -FOREVER
    for stay in stays:
        row = {column: cells[stay.row][index] for column, index in columns.items()}
        row["id"] = ids[stay.id]
        row["person"] = row.get("person", "").strip() or life.person.name
        if stay.within:
            row["within"] = ids.get(stay.within, stay.within)
        date = stay.span.start or stay.span.end
        known = [] if date is None else [day for day in (date.earliest, date.latest) if day]
        day = max(day, *known[:1], day)
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

_TITLE = re.compile(r"^title\s*=.*$", re.M)


def _settings(lives: Sequence[Life]) -> bytes:
    """The first settings, with the persons, eras and sources that the others add."""
    first, *others = lives
    file = first.sources.settings
    text = file.data.decode("utf-8-sig").replace("\r\n", "\n") if file else ""
    names = " · ".join(life.person.name for life in lives)
    title = f"title = {json.dumps(names, ensure_ascii=False)}"
    text = _TITLE.sub(lambda _: title, text, count=1) if _TITLE.search(text) else f"{title}\n{text}"
    known = first.survey.settings
    if not known.persons:
        text = f"person = {json.dumps(first.person.name, ensure_ascii=False)}\n{text}"
    eras = {era.name for era in known.eras}
    cited = {source.key: source for source in known.sources}
    added: list[str] = []
    for life in others:
        settings, person = life.survey.settings, life.person
        dates = {"born": person.born, "died": person.died}
        added += _section("persons", person.slug, {
            "name": person.name, **{key: date.text for key, date in dates.items() if date},
        })  # fmt: skip
        for era in settings.eras:
            if era.name not in eras:
                eras.add(era.name)
                added += _section("eras", era.name, {"text": era.text})
        for source in settings.sources:
            if cited.setdefault(source.key, source).citation != source.citation:
                raise UsageError(
                    f"{source.key} means one source in {stem(first.sources)}.toml and another in "
                    f"{stem(life.sources)}.toml. Give them two keys."
                )
            if cited[source.key] is source:
                said = {"short": source.short, "citation": source.citation, "url": source.url}
                added += _section("sources", source.key, said)
    return "\n".join([text, *added, ""]).encode("utf-8")


def _section(table: str, key: str, values: dict[str, str]) -> list[str]:
    """A table of TOML; a JSON string is one of TOML, too."""
    said = [f"{k} = {json.dumps(v, ensure_ascii=False)}" for k, v in values.items() if v]
    return ["", f"[{table}.{json.dumps(key, ensure_ascii=False)}]", *said]
