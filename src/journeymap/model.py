"""The values that travel down the line: frozen, complete, without behaviour of their own.

    UnlocatedStay   what one row of the table says
    Stay            the same, with the Site where it took place
    Journey         all stays in order, the legs between them, eras, sources, persons

Positions are (lon, lat) in WGS 84 degrees, distances kilometres. A day number counts days
in the proleptic Gregorian calendar, day 1 being 1 January of the year 1, so that it equals
``datetime.date.toordinal`` where that is defined and goes on below it.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from shapely import LineString, MultiPolygon

# ---------------------------------------------------------------- where


@dataclass(frozen=True, slots=True)
class Position:
    """A point on the earth; longitude first, as in GeoJSON."""

    lon: float
    lat: float

    def __post_init__(self) -> None:
        if not (math.isfinite(self.lon) and -180 <= self.lon <= 180):
            raise ValueError(f"longitude {self.lon} is not between -180 and 180")
        if not (math.isfinite(self.lat) and -90 <= self.lat <= 90):
            raise ValueError(f"latitude {self.lat} is not between -90 and 90")


@dataclass(frozen=True, slots=True)
class Query:
    """What is asked of a gazetteer: a toponym, its present name, its present country.

    ``country`` is an ISO 3166 two-letter code, or empty.
    """

    toponym: str
    today: str = ""
    country: str = ""


@dataclass(frozen=True, slots=True)
class Place:
    """One record of a gazetteer. ``ident`` is the gazetteer's own key for it.

    ``other_names`` counts them: a place that many languages name is known in the world.
    """

    name: str
    position: Position
    country: str
    population: int
    gazetteer: str
    ident: str
    licence: str
    other_names: int = 0


@dataclass(frozen=True, slots=True)
class Candidate:
    """A place that may be the one meant: the name it was found by, and a score from 0 to 1."""

    place: Place
    matched: str
    score: float


@dataclass(frozen=True, slots=True)
class Provenance:
    """Who said where a place lies: the table itself, or a gazetteer's record."""

    said_by: Literal["table", "ledger", "gazetteer", "online"]
    gazetteer: str = ""
    ident: str = ""
    licence: str = ""


@dataclass(frozen=True, slots=True)
class Pin:
    """A spot, exact within ``precision_km``."""

    position: Position
    provenance: Provenance
    precision_km: float = 0.0
    name_today: str = ""
    country: str = ""


@dataclass(frozen=True, slots=True)
class Area:
    """A stretch of land somewhere in which the stay took place.

    ``outline`` is in (lon, lat) degrees; ``position`` is a point inside it, for ordering
    and framing, and is never drawn.
    """

    names: tuple[str, ...]
    outline: MultiPolygon
    position: Position
    provenance: Provenance


@dataclass(frozen=True, slots=True)
class Crossing:
    """A passage has no spot: it is a line through ``points``, both ends included.

    ``position`` is the middle of that line.
    """

    points: tuple[Position, ...]
    position: Position


Site = Pin | Area | Crossing


@dataclass(frozen=True, slots=True)
class Waypoint:
    """A point a way passed through, or that it was bound for: a position once located."""

    name: str
    position: Position | None = None


# ---------------------------------------------------------------- when

Calendar = Literal["gregorian", "julian"]

Shape = Literal[
    "day",  # parts: year, month, day
    "month",  # year, month
    "season",  # year, 1 spring … 4 winter (winter begins in the December of that year)
    "part",  # year, 1 early, 2 mid, 3 late: four months each; or year, month, third of it
    "year",  # year
    "decade",  # first year of it
    "century",  # first year of it, as in 19XX
    "between",  # one day from a first to a last: year, month, day of each, 0 for not said
    "before",  # year[, month[, day]] before which it was
    "after",  # … after which it was
    "by",  # … by the end of which it was
    "since",  # … from the beginning of which it was
]


@dataclass(frozen=True, slots=True)
class UncertainDate:
    """One day, known as precisely as it is: it lies from ``earliest`` to ``latest``.

    Both are inclusive day numbers, None where nothing bounds them. ``shape`` and ``parts``
    keep the precision it was written with, in the calendar it was written in.
    """

    earliest: int | None
    latest: int | None
    shape: Shape
    parts: tuple[int, ...] = ()
    approximate: bool = False
    uncertain: bool = False
    calendar: Calendar = "gregorian"
    text: str = field(default="", compare=False)

    def __post_init__(self) -> None:
        if self.earliest is not None and self.latest is not None and self.earliest > self.latest:
            raise ValueError("a date cannot end before it begins")


@dataclass(frozen=True, slots=True)
class Timespan:
    """From one uncertain date to another; None is not known, ``ongoing`` has no end."""

    start: UncertainDate | None
    end: UncertainDate | None
    ongoing: bool = False


# ---------------------------------------------------------------- what is said


@dataclass(frozen=True, slots=True)
class Plain:
    text: str


@dataclass(frozen=True, slots=True)
class Emphasis:
    text: str


@dataclass(frozen=True, slots=True)
class Link:
    text: str
    url: str


@dataclass(frozen=True, slots=True)
class Citation:
    """A source by its key, and where in it. A citation in free words has no key."""

    key: str
    locator: str = ""


Run = Plain | Emphasis | Link | Citation
Paragraph = tuple[Run, ...]
Prose = tuple[Paragraph, ...]


@dataclass(frozen=True, slots=True)
class Source:
    """A work that is cited. ``short`` names it in a card, ``derives_from`` holds the keys of
    what it goes back to. ``text`` is a file with its words, outside the page."""

    key: str
    citation: str
    short: str
    url: str = ""
    derives_from: tuple[str, ...] = ()
    text: str = ""


ClaimField = Literal["start", "end", "place", "kind", "absent"]


@dataclass(frozen=True, slots=True)
class Claim:
    """What one source says where sources differ. "absent": it does not tell of the stay."""

    source: str
    field: ClaimField
    value: str = ""
    date: UncertainDate | None = None


@dataclass(frozen=True, slots=True)
class Picture:
    """An image file beside the table."""

    file: str
    alt: str
    credit: str


# ---------------------------------------------------------------- the life


@dataclass(frozen=True, slots=True)
class Person:
    slug: str
    name: str
    born: UncertainDate | None = None
    died: UncertainDate | None = None


@dataclass(frozen=True, slots=True)
class Era:
    """A named timespan with a slot of the palette (1–10) and a sentence or two."""

    slug: str
    name: str
    slot: int
    text: str = ""


@dataclass(frozen=True, slots=True)
class PlaceName:
    """What a place, known today as ``place``, was called for a time."""

    place: str
    name: str
    span: Timespan


@dataclass(frozen=True, slots=True)
class ContextEvent:
    """A dated event of the time, without a place."""

    date: Timespan
    title: str


@dataclass(frozen=True, slots=True)
class Translation:
    """What a stay's card says in another language than the journey's."""

    language: str
    title: str = ""
    description: Prose = ()


Rank = Literal[1, 2, 3]
Certainty = Literal["certain", "probable", "possible"]


@dataclass(frozen=True, slots=True, kw_only=True)
class UnlocatedStay:
    """What one row of the table says: a person in one place for a timespan.

    ``row`` is the spreadsheet's row. ``within`` is the id of the stay this one lies inside.
    ``bound_for`` is a destination set out for and never reached. ``way_sketched``: the way
    through ``via`` is likely, not recorded. ``calendar`` is what the row itself says, for all
    its dates that do not.
    """

    row: int
    id: str
    formerly: tuple[str, ...] = ()
    persons: tuple[str, ...]
    alias: str = ""
    place: str
    place_doubtful: bool = False
    today: str = ""
    country: str = ""
    pinned: Position | None = None
    precision_km: float = 0.0
    area: tuple[str, ...] = ()
    span: Timespan
    calendar: Calendar | None = None
    era: str
    kind: str = ""
    within: str = ""
    mode: str = ""
    via: tuple[Waypoint, ...] = ()
    way_sketched: bool = False
    move: str = ""
    bound_for: Waypoint | None = None
    title: str
    description: Prose = ()
    easy: Prose = ()
    translations: tuple[Translation, ...] = ()
    rank: Rank = 2
    picture: Picture | None = None
    sources: tuple[Citation, ...] = ()
    certainty: Certainty = "certain"
    claims: tuple[Claim, ...] = ()
    note: Prose = ()
    question: str = ""
    answer: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stay(UnlocatedStay):
    """A stay with the site where it took place."""

    site: Site


LegKind = Literal["move", "return", "passage", "unreached"]


@dataclass(frozen=True, slots=True)
class Leg:
    """The way to a stay. ``origin`` and ``stay`` are indices of Journey.stays.

    On the first passage of all the two are the same.
    ``line`` is in (lon, lat) degrees, unrolled: longitudes may pass ±180 so that no two
    neighbours are more than half a turn apart. ``route_known`` is false where only the
    ends are recorded. ``kind`` "return" leads back to the stay ``origin`` lies within, on
    the way to ``stay``; "unreached" leads from ``stay`` to where it was bound for. ``persons``
    are the slugs of those who went: two who share both stays may have come by different ways.
    """

    stay: int
    origin: int
    kind: LegKind
    persons: tuple[str, ...]
    line: LineString
    km: float
    route_known: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Journey:
    """A life in order: what ``compose`` makes a scene of.

    ``credits`` name those who said where places lie and want to be named for it.
    """

    title: str
    subtitle: str
    language: str
    persons: tuple[Person, ...]
    eras: tuple[Era, ...]
    sources: tuple[Source, ...]
    stays: tuple[Stay, ...]
    legs: tuple[Leg, ...]
    context: tuple[ContextEvent, ...] = ()
    names: tuple[PlaceName, ...] = ()
    credits: tuple[str, ...] = ()
