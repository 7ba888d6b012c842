"""How: faster than anybody could go, and ships on land."""

from collections.abc import Callable, Iterator, Sequence
from typing import cast

from shapely import LineString

from journeymap.calendars import year_month_day
from journeymap.errors import Problem, quoted
from journeymap.model import Crossing, Journey, Leg, Stay, UncertainDate
from journeymap.vocabulary import vocabulary

NEAR_KM = 200
"""A way as short as this takes less than a day, and dates tell no more of it."""

INLAND_KM = 150
"""As far a ship may seem to sail over land: up an estuary, or through a canal."""

Limits = Sequence[tuple[int, int]]


def too_fast(journey: Journey, file: str) -> Iterator[Problem]:
    """A way for which the dates leave fewer days than anybody then needed."""
    for leg in journey.legs:
        stay = journey.stays[leg.stay]
        if leg.kind not in ("move", "passage") or leg.km < NEAR_KM or leg.stay == 0:
            continue
        window = _days_for(journey, leg)
        if window is None or window[0] > window[1]:
            continue  # that he was in two places at once is said already
        first, last = window
        year = year_month_day(last)[0]
        days, limit = last - first + 1, fastest(stay.mode, year)
        if limit == 0:
            message = f"nobody went by {stay.mode} in {year}."
            yield Problem(
                file, stay.row, "mode", stay.mode, message, "Correct the mode or the date.",
                "warning",
            )  # fmt: skip
        elif leg.km > limit * days:
            origin = journey.stays[leg.origin]
            way = "" if leg.kind == "passage" else f" from {quoted(origin.place)}"
            message = f"{leg.km:,.0f} km{way} in {_counted(days)} at most: nobody was so fast."
            hint = f"{_how(stay)} about {limit:,} km a day were possible in {year}. "
            hint += "Check the dates, their calendars, and which place is meant."
            yield Problem(file, stay.row, "start", "", message, hint, "warning")


def _how(stay: Stay) -> str:
    return f"By {stay.mode}" if stay.mode else "At best"


def _counted(days: int) -> str:
    return f"{days} day{'' if days == 1 else 's'}"


def _days_for(journey: Journey, leg: Leg) -> tuple[int, int] | None:
    """The first day on which he can have left and the last on which he can have arrived."""
    stay, origin = journey.stays[leg.stay], journey.stays[leg.origin]
    if isinstance(stay.site, Crossing):
        start = stay.span.start
        end = stay.span.end or _next_start(journey, leg.stay)
    else:
        inside = stay.within == origin.id
        start = origin.span.start if inside else origin.span.end or origin.span.start
        end = stay.span.start
    first = start.earliest if start else None
    last = end.latest if end else None
    return None if first is None or last is None else (first, last)


def _next_start(journey: Journey, index: int) -> UncertainDate | None:
    persons = set(journey.stays[index].persons)
    later = (stay for stay in journey.stays[index + 1 :] if persons & set(stay.persons))
    following = next(later, None)
    return following.span.start if following else None


def fastest(mode: str, year: int) -> int:
    """Kilometres a day that were possible; 0 where the mode was not there yet."""
    speeds = vocabulary("speeds")
    since = speeds["first"].get(mode, year)
    if cast(int, since) > year:
        return 0
    limits = cast(Limits, speeds["limits"].get(mode) or speeds["limits"]["any"])
    return next(km for until, km in limits if year <= until)


def ships_on_land(
    journey: Journey, file: str, inland_km: Callable[[LineString], float]
) -> Iterator[Problem]:
    """A way by ship that is drawn over land. Boats are let alone: they go on rivers."""
    overland: dict[int, float] = {}  # the most of all who came, by stay
    for leg in journey.legs:
        if journey.stays[leg.stay].mode == "ship" and leg.kind in ("move", "passage"):
            overland[leg.stay] = max(overland.get(leg.stay, 0.0), inland_km(leg.line))
    for index, km in overland.items():
        if km > INLAND_KM:
            message = f"this ship sails {km:,.0f} km over land."
            hint = "Give via some points at sea, “lat lon”; or the way up a river as a boat."
            yield Problem(file, journey.stays[index].row, "via", "", message, hint, "warning")
