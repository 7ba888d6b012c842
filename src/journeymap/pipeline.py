"""The line, whole: read → stays → locate → compose → render. ``cli`` does the writing.

    bytes ─ table ─ told ─ located ─ journey ─ scene ─ page

Each step is a value made from the one before; problems are collected beside it. The steps
that matter to a reader who wants to change something:

    read_table, read_settings, read_ledger    bytes → text
    read_stays                                rows → unlocated stays
    locate                                    → stays with sites
    legs_between                              → the legs
    examine                                   what a careful reader would ask of them
    compose                                   → the scene
    page                                      → HTML
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from . import pictures
from .calendars import year_month_day
from .columns import headed
from .compose import compose
from .doctor import examine
from .doctor.cited import not_in_texts, unsourced
from .errors import InputError, Problem, has_errors, quoted
from .files import File, Sources, ledger_path
from .ledger import Ledger, read_ledger, write_ledger
from .legs import legs_between
from .locate import Located, World, locate
from .model import Journey, UnlocatedStay
from .readings import readings_of
from .settings import Settings, read_settings
from .stays import Told, read_stays
from .table import Table, read_table
from .version import __version__

OURS = ("GeoNames", "journeymap")
"""The gazetteers of the installation, which every page credits."""

MOST_CREDITS = 20

MIDDLE_YEAR = 1900
"""The year of the built-in map where a journey has no dates."""


@dataclass(frozen=True, slots=True)
class Survey:
    """What a table says and where its places are, whatever is wrong with it.

    ``pictures`` are data URIs by the names in the table.
    """

    table: Table
    settings: Settings
    told: Told
    located: Located
    ledger: Ledger
    pictures: Mapping[str, str]
    problems: tuple[Problem, ...]


def survey(
    sources: Sources, *, world: World, encoding: str = "", strict_sources: bool = False
) -> Survey:
    """The first three steps. Raises InputError only where there is no table to be read.

    ``encoding`` beats what the sources say of the table. ``strict_sources`` makes a stay that
    names no source an error.
    """
    table, table_problems = read_table(
        sources.table.data, file=sources.table.name, encoding=encoding or sources.table.encoding
    )
    settings, settings_problems = _settings(sources)
    ledger, ledger_problems = _ledger(sources)
    problems = [*table_problems, *settings_problems, *ledger_problems]
    if table is None:
        raise InputError(problems)
    told, row_problems = read_stays(table, settings)
    named = tuple(stay for stay in told.stays if stay.place)
    located, place_problems = locate(named, ledger=ledger, world=world, file=table.file)
    uris, picture_problems = _pictures(sources, told.stays)
    strict = unsourced(located.stays, table.file) if strict_sources else ()
    problems += [*row_problems, *_of_names(place_problems, row_problems)]
    problems += [*picture_problems, *strict]
    in_order = tuple(_in_order([*headed(problems, table)]))
    return Survey(table, settings, told, located, ledger, uris, in_order)


def _of_names(problems: Iterable[Problem], of_rows: Iterable[Problem]) -> Iterator[Problem]:
    """The problems of places, but none of a name that is asked for only because the row's
    coordinates cannot be read, or that is itself at fault: with these mended nobody asks."""
    pins = [one for one in of_rows if one.column in ("place", "lat", "lon")]
    unread = {one.row for one in pins if has_errors([one])}
    return (one for one in problems if one.column != "place" or one.row not in unread)


@dataclass(frozen=True, slots=True)
class Gathered:
    """A journey, what it was made from, and everything there is to say about it.

    ``pictures`` are data URIs by the names in the table.
    """

    journey: Journey
    table: Table
    settings: Settings
    located: Located
    ledger: Ledger
    pictures: Mapping[str, str]
    problems: tuple[Problem, ...]


def gather(
    sources: Sources,
    *,
    world: World,
    encoding: str = "",
    locked: bool = False,
    strict_sources: bool = False,
) -> Gathered:
    """From bytes to the journey, and what a doctor asks about it. Raises InputError with all
    problems.

    ``locked`` makes a place that is not in the ledger yet an error; the rest is ``survey``'s.
    """
    found = survey(sources, world=world, encoding=encoding, strict_sources=strict_sources)
    located, problems = found.located, list(found.problems)
    if locked:
        problems += _not_in_ledger(_ledger_name(sources), located)
    problems = _in_order(problems)
    if has_errors(problems) or not located.stays:
        raise InputError(problems)
    title = _title_of(sources.table.name)
    journey = _journey(found.settings, found.told, located, title)
    asked = examine(journey, file=found.table.file, inland_km=world.inland_km)
    told = tuple(_in_order([*problems, *headed(asked, found.table)]))
    return Gathered(
        journey, found.table, found.settings, located, found.ledger, found.pictures, told
    )


def looked_up(gathered: Gathered, texts: Mapping[str, str]) -> tuple[Problem, ...]:
    """All problems of a journey, and what is cited of ``texts`` that they do not have."""
    missing = not_in_texts(gathered.journey, gathered.table.file, texts)
    return tuple(_in_order([*gathered.problems, *headed([*missing], gathered.table)]))


def _settings(sources: Sources) -> tuple[Settings, tuple[Problem, ...]]:
    if sources.settings is None:
        return Settings(), ()
    return read_settings(sources.settings.data, file=sources.settings.name)


def _ledger(sources: Sources) -> tuple[Ledger, tuple[Problem, ...]]:
    if sources.ledger is None:
        return {}, ()
    return read_ledger(sources.ledger.data, file=sources.ledger.name)


def _in_order(problems: Sequence[Problem]) -> list[Problem]:
    """File by file in the order they were read, in each by row."""
    files = list(dict.fromkeys(problem.file for problem in problems))
    return sorted(problems, key=lambda problem: (files.index(problem.file), problem.row))


def _title_of(file: str) -> str:
    """“My grandmother” of ``my-grandmother.csv``."""
    words = " ".join(re.split(r"[\s_-]+", Path(file).stem)).strip()
    return words[:1].upper() + words[1:]


def _journey(settings: Settings, told: Told, located: Located, file_title: str) -> Journey:
    name = told.persons[0].name if told.persons else ""
    return Journey(
        title=settings.title or name or file_title,
        subtitle=settings.subtitle,
        language=settings.language,
        persons=told.persons,
        eras=told.eras,
        sources=settings.sources,
        stays=located.stays,
        legs=legs_between(located.stays),
        context=settings.context,
        names=settings.names,
        credits=_credits(located),
    )


def _credits(located: Located) -> tuple[str, ...]:
    """Who else than the built-in gazetteer said where places lie, and the licence of that."""
    entries = [found.entry for found in located.names.found.values()]
    said = {(one.gazetteer, one.licence) for one in entries if one.gazetteer and one.licence}
    named = (f"{name} ({licence})" for name, licence in sorted(said) if name not in OURS)
    return tuple(named)[:MOST_CREDITS]


@dataclass(frozen=True, slots=True)
class Built:
    """A finished page, the ledger if it has to be written, and what the page was made from."""

    html: str
    new_ledger: bytes | None
    gathered: Gathered


def build(
    sources: Sources,
    *,
    world: World,
    encoding: str = "",
    tiles: str = "",
    locked: bool = False,
    strict_sources: bool = False,
) -> Built:
    """From bytes to the page. Raises InputError, or UsageError for unknown ``tiles``."""
    gathered = gather(
        sources, world=world, encoding=encoding, locked=locked, strict_sources=strict_sources
    )
    from .basemap import for_journey  # heavy, and not needed where the table has errors
    from .basemap.bearings import bearings_for
    from .export.cleaned import cleaned
    from .export.spreadsheet import csv_of
    from .page.carried import carried
    from .page.document import Extras, page
    from .page.meta import About

    journey, new = gathered.journey, gathered.located.new
    new_ledger = write_ledger([*gathered.ledger.values(), *new]) if new else None
    positions = [stay.site.position for stay in journey.stays]
    readings = readings_of(journey)
    years = _years([journey, *(one.journey for one in readings)])
    basemap = for_journey(positions, year=sum(years) // 2 if years else MIDDLE_YEAR)
    said = gathered.settings
    about = About(said.page, said.updated, said.contact)
    inside = carried(
        _to_carry(sources, encoding, new_ledger), csv_of(cleaned(gathered.table, journey.stays))
    )
    retold = [(one.source, compose(one.journey)) for one in readings]
    extras = Extras(__version__, gathered.pictures, inside, about, retold)
    html = page(
        compose(journey),
        basemap=basemap,
        bearings=bearings_for(positions, years),
        extras=extras,
        tiles=tiles,
    )
    return Built(html, new_ledger, gathered)


def _to_carry(sources: Sources, encoding: str, new_ledger: bytes | None) -> Sources:
    """The sources as they will be once the new ledger has been written."""
    if encoding:
        sources = replace(sources, table=replace(sources.table, encoding=encoding))
    if new_ledger is not None:
        sources = replace(sources, ledger=File(_ledger_name(sources), new_ledger))
    return sources


def _ledger_name(sources: Sources) -> str:
    return sources.ledger.name if sources.ledger else ledger_path(Path(sources.table.name)).name


def _not_in_ledger(ledger: str, located: Located) -> list[Problem]:
    return [
        Problem(
            ledger, 0, "", entry.place,
            f"{quoted(entry.place)} is not in the ledger, which is locked.",
            "Build once without --locked, look the new row over, and keep the ledger.",
        )
        for entry in located.new
    ]  # fmt: skip


def _pictures(
    sources: Sources, stays: Sequence[UnlocatedStay]
) -> tuple[dict[str, str], list[Problem]]:
    """Every picture of the table as a data URI, and what is wrong with the others.

    Only an older map's pictures go into the page as they are, if they can be from one.
    """
    uris: dict[str, str] = {}
    problems = []
    for stay in stays:
        if stay.picture is None or stay.picture.file in uris:
            continue
        name = stay.picture.file
        try:
            data = sources.picture(name)
            known = sources.is_page and pictures.is_prepared(data)
            uris[name] = pictures.data_uri(data if known else pictures.prepared(data))
        except (OSError, ValueError) as error:
            message = f"the picture {quoted(name)} cannot be used: {error}."
            problems.append(Problem(sources.table.name, stay.row, "image", name, message))
    return uris, problems


def _years(journeys: Iterable[Journey]) -> tuple[int, int] | None:
    """The first year of these journeys and the last; None where nothing is dated."""
    stays = [stay for journey in journeys for stay in journey.stays]
    dates = [date for stay in stays for date in (stay.span.start, stay.span.end) if date]
    days = [day for date in dates for day in (date.earliest, date.latest) if day is not None]
    return (year_month_day(min(days))[0], year_month_day(max(days))[0]) if days else None
