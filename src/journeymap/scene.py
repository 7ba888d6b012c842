"""The Scene: the finished description of what is shown. No words of the page's language yet.

Positions are whole hundred-thousandths of a degree (about a metre), times whole
milliseconds of playing time, dates day numbers and the figures they were told with.
"""

from dataclasses import dataclass
from typing import Literal

from .model import Citation, Era, Person, Picture, Prose, Source, Translation

UNITS_PER_DEGREE = 100_000

Point = tuple[int, int]
Line = tuple[Point, ...]
Days = tuple[int | None, int | None, int | None, int | None]


@dataclass(frozen=True, slots=True)
class SaidDate:
    """A date by the figures it is told with; the language tables make words of it.

    ``new_style`` is the Gregorian year, month and day of an Old Style day.
    """

    shape: str
    parts: tuple[int, ...]
    approximate: bool = False
    uncertain: bool = False
    old_style: bool = False
    new_style: tuple[int, int, int] | None = None


@dataclass(frozen=True, slots=True)
class SaidLength:
    """“10 weeks”: a count of ``unit``; ``about`` where the dates leave it open."""

    unit: Literal["day", "week", "month", "year"]
    count: int
    about: bool


@dataclass(frozen=True, slots=True)
class SaidSpan:
    start: SaidDate | None
    end: SaidDate | None
    ongoing: bool = False


@dataclass(frozen=True, slots=True)
class SaidClaim:
    """What all these sources say alike: a date, or the words of ``value``."""

    sources: tuple[str, ...]
    field: str
    value: str
    date: SaidDate | None


Way = Literal["known", "unrecorded", "doubtful", "unreached"]


@dataclass(frozen=True, slots=True)
class SceneLeg:
    """One stretch of a way. ``stay``, ``era`` and ``persons`` are indices; ``bows`` is how
    often, before this one, somebody went the same unrecorded way (drawn side by side), or -1
    where the line itself is the way. ``lane`` is how many lanes beside the line it is drawn, as
    earlier ways have stretches in common with it."""

    stay: int
    origin: int
    kind: str
    era: int
    way: Way
    persons: tuple[int, ...]
    line: Line
    km: int
    ms: int
    bows: int
    lane: int


@dataclass(frozen=True, slots=True)
class SceneMark:
    """One spot on the map and the stays that took place there. ``names`` are what it was
    called, each with the last day it was, None where it still is."""

    at: Point
    stays: tuple[int, ...]
    halo_m: int
    names: tuple[tuple[int | None, str], ...] = ()


@dataclass(frozen=True, slots=True)
class SceneArea:
    """The outline of an area: closed rings, and the stays that took place in it."""

    rings: tuple[Line, ...]
    stays: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SceneStay:
    """One stay as the page shows it. ``days`` are the earliest and latest day of its start
    and of its end; ``mark``, ``area`` and ``within`` are indices, -1 for none. ``names`` says
    what the place was called in which years, where that is told first."""

    id: str
    formerly: tuple[str, ...]
    persons: tuple[int, ...]
    alias: str
    era: int
    at: Point
    mark: int
    area: int
    within: int
    days: Days
    edtf: str
    when: SaidSpan
    length: SaidLength | None
    age: tuple[int, int] | None
    place: str
    place_doubtful: bool
    place_today: str
    names: str
    country: str
    title: str
    description: Prose
    easy: Prose
    translations: tuple[Translation, ...]
    note: Prose
    kind: str
    glyph: str
    mode: str
    move: str
    rank: int
    certainty: str
    precision_m: int
    unreached: str
    sources: tuple[Citation, ...]
    claims: tuple[SaidClaim, ...]
    picture: Picture | None
    question: str
    answer: str
    approach_ms: int
    hold_ms: int


@dataclass(frozen=True, slots=True)
class SceneContext:
    title: str
    days: Days
    when: SaidSpan


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """The finished description of what is shown."""

    title: str
    subtitle: str
    language: str
    persons: tuple[Person, ...]
    eras: tuple[Era, ...]
    stays: tuple[SceneStay, ...]
    legs: tuple[SceneLeg, ...]
    marks: tuple[SceneMark, ...]
    areas: tuple[SceneArea, ...]
    context: tuple[SceneContext, ...]
    sources: tuple[Source, ...]
    closing_ms: int
    credits: tuple[str, ...] = ()
