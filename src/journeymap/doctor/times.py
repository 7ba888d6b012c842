"""When: out of life, back to front, in two places at once, in which calendar, told twice."""

from collections.abc import Iterator

from journeymap.bounds import certainly_before
from journeymap.calendars import day_number, julian_in_use
from journeymap.dates import says_calendar
from journeymap.edtf import edtf_of_span
from journeymap.errors import Problem, quoted
from journeymap.gazetteer.countries import country_code
from journeymap.model import Area, Journey, Pin, Stay, UncertainDate
from journeymap.readings import span_told_by
from journeymap.slugs import slug
from journeymap.sphere import distance_km
from journeymap.vocabulary import word_class

SAME_SPOT_KM = 1.0
"""Two stays nearer than this are on one spot."""

SPOTS_PER_DEGREE = 100
"""How finely spots are told apart where two rows may be one stay: about a kilometre."""

AT_ONCE = 30
"""Of more stays at once only the longest are compared: time grows with their square."""

FIRST_GREGORIAN_DAY = day_number(1582, 10, 15)
"""Before it nobody reckoned by the New Style."""

AFTER_DEATH = ("burial",)
"""What may happen to somebody later."""


def outside_life(journey: Journey, file: str) -> Iterator[Problem]:
    """A date that certainly lies before its person's birth, or after the death."""
    persons = {person.slug: person for person in journey.persons}
    for stay in journey.stays:
        dates = [(column, date) for column, date in _dates(stay) if date]
        for person in (persons[key] for key in stay.persons):
            who = quoted(person.name or "this person")
            for column, date in dates:
                if person.born and certainly_before(date, person.born):
                    hint = "Correct the date, or born in the settings."
                    yield _doubt(file, stay, column, f"{who} was not born yet.", hint)
                elif (
                    person.died and certainly_before(person.died, date)
                    and stay.kind not in AFTER_DEATH
                ):  # fmt: skip
                    hint = "Correct the date, or died in the settings; or write burial under kind."
                    yield _doubt(file, stay, column, f"{who} was dead by then.", hint)
                else:
                    continue
                break


def _dates(stay: Stay) -> list[tuple[str, UncertainDate | None]]:
    """What the table and the sources say of when, each with its column."""
    claims = [("claims", claim.date) for claim in stay.claims]
    return [("start", stay.span.start), ("end", stay.span.end), *claims]


def accounts_turned_round(journey: Journey, file: str) -> Iterator[Problem]:
    """A stay that in a source's account certainly ends before it begins."""
    for stay in journey.stays:
        for key in dict.fromkeys(claim.source for claim in stay.claims if claim.date):
            span = span_told_by(stay, key)
            if span.start and span.end and certainly_before(span.end, span.start):
                message = f"as {quoted(key)} tells it this stay ends before it begins."
                hint = f"Correct the date; or say when both are, {key}: start=…; {key}: end=…"
                yield _doubt(file, stay, "claims", message, hint)


def bare_dates(journey: Journey, file: str) -> Iterator[Problem]:
    """A day or a month without OS or NS, where and when the Julian calendar was in use."""
    for stay in journey.stays:
        countries = _countries(stay)
        for column, date in _dates(stay):
            if date is None or stay.calendar or not _is_bare(date):
                continue
            day = date.earliest if date.earliest is not None else date.latest
            if day is not None and any(julian_in_use(code, day) for code in countries):
                message = f"{quoted(date.text)} may be Old Style or New Style here."
                hint = f"Write {date.text} OS or {date.text} NS; or fill in calendar."
                if day < FIRST_GREGORIAN_DAY:
                    message = f"{quoted(date.text)} was read as New Style, which began in 1582."
                    hint = f"Dates before are Old Style as a rule: write {date.text} OS, "
                    hint += "or julian under calendar."
                yield Problem(file, stay.row, column, date.text, message, hint, "warning")


def _is_bare(date: UncertainDate) -> bool:
    """Whether thirteen days matter to it, and it does not say in which calendar it is."""
    precise = date.shape in ("day", "month") or (
        date.shape in ("before", "after", "by", "since", "between") and any(date.parts[1:3])
    )
    return precise and bool(date.text) and not says_calendar(date.text)


def _countries(stay: Stay) -> tuple[str, ...]:
    if isinstance(stay.site, Pin):
        return (stay.site.country,)
    if isinstance(stay.site, Area):
        return tuple(code for name in stay.site.names if (code := country_code(name)))
    return ()


def names_of_another_time(journey: Journey, file: str) -> Iterator[Problem]:
    """A name that the settings give to the place, but for other years."""
    for stay in journey.stays:
        start = stay.span.start
        known = {slug(stay.today), slug(stay.place)}
        names = [name for name in journey.names if slug(name.place) in known]
        if start is None or slug(stay.place) not in {slug(name.name) for name in names}:
            continue
        then = [
            name.name
            for name in names
            if not (name.span.start and certainly_before(start, name.span.start))
            and not (name.span.end and certainly_before(name.span.end, start))
        ]
        if then and slug(stay.place) not in map(slug, then):
            message = f"it was called {quoted(then[0])} then."
            yield _doubt(
                file, stay, "place", message, "Use that name, or correct [names] in the settings."
            )


def in_two_places(journey: Journey, file: str) -> Iterator[Problem]:
    """Two stays of a person that certainly overlap, neither of which lies within the other."""
    within = {stay.id: stay.within for stay in journey.stays}
    for person in journey.persons:
        sure = [
            (first, last, stay)
            for stay in journey.stays
            if person.slug in stay.persons and (first := _surely_from(stay)) is not None
            and (last := _surely_to(stay)) is not None and first < last
        ]  # fmt: skip
        going: list[tuple[float, Stay]] = []
        for first, last, stay in sorted(sure, key=lambda one: (one[0], one[2].row)):
            going = sorted((one for one in going if one[0] > first), key=_last)[-AT_ONCE:]
            for _, other in going:
                if not _holds(within, stay.id, other.id) and not _are_one(stay, other):
                    message = f"on the same days there is {quoted(other.id)} (row {other.row})."
                    hint = f"Correct a date; or write {other.id} under within."
                    yield _doubt(file, stay, "within", message, hint)
                    break
            going.append((last, stay))


def _last(going: tuple[float, Stay]) -> float:
    return going[0]


def _surely_from(stay: Stay) -> int | None:
    return stay.span.start.latest if stay.span.start else None


def _surely_to(stay: Stay) -> float | None:
    if stay.span.ongoing:
        return float("inf")
    return stay.span.end.earliest if stay.span.end else None


def _holds(within: dict[str, str], one: str, other: str) -> bool:
    """Whether one of the two lies, at however many removes, within the other."""
    return other in _outwards(within, one) or one in _outwards(within, other)


def _outwards(within: dict[str, str], inner: str) -> list[str]:
    way = [inner]
    while (outer := within.get(way[-1], "")) and outer not in way:
        way.append(outer)
    return way[1:]


def _are_one(a: Stay, b: Stay) -> bool:
    """Whether both are on one spot, where inside a longer stay overlaps say nothing, and of two
    stays of the same days it is said that they are one."""
    inside = bool(a.within) and a.within == b.within
    return (inside or a.span == b.span) and _is_same_spot(a, b)


def _is_same_spot(a: Stay, b: Stay) -> bool:
    return distance_km(a.site.position, b.site.position) < SAME_SPOT_KM


def told_twice(journey: Journey, file: str) -> Iterator[Problem]:
    """Two rows of one place, the same dates and the same title, or the same kind of stay."""
    seen: dict[tuple[str, str, str, int, int], Stay] = {}
    for stay in journey.stays:
        if stay.kind == "passage" or not (stay.span.start or stay.span.end):
            continue
        at, when = stay.site.position, edtf_of_span(stay.span)
        spot = round(at.lat * SPOTS_PER_DEGREE), round(at.lon * SPOTS_PER_DEGREE)
        event = word_class("kind", stay.kind) == "event"
        whats = [slug(stay.title), *([] if event else [f"kind {stay.kind}"])]
        keys = [(",".join(stay.persons), when, what, *spot) for what in whats]
        twin = next((seen[key] for key in keys if key in seen), None)
        if twin:
            message = f"row {twin.row} tells the same stay: {quoted(twin.title)}."
            yield _doubt(file, stay, "place", message, "Delete one, or say what differs.")
        for key in keys:
            seen.setdefault(key, stay)


def _doubt(file: str, stay: Stay, column: str, message: str, hint: str) -> Problem:
    value = {"place": stay.place, "within": stay.within}.get(column, "")
    return Problem(file, stay.row, column, value, message, hint, "warning")
