"""Journeys as pandas DataFrames, and DataFrames as tables: the currency of the Python API."""

from typing import TYPE_CHECKING

from .edtf import edtf_of_date
from .errors import quoted, refusal
from .model import Area, Crossing, Journey, Leg, Pin, Stay
from .prose import plain_text

if TYPE_CHECKING:
    from pandas import DataFrame


def stays_frame(journey: Journey) -> "DataFrame":
    """One row per stay in playing order, indexed by id.

    ``lat`` and ``lon`` in degrees, ``start`` and ``end`` in EDTF (Gregorian; "" is not known,
    ".." goes on), ``precision_km``, ``site`` pin, area or crossing, ``placed_by`` who said where.
    """
    from pandas import DataFrame

    era_names = {era.slug: era.name for era in journey.eras}
    return DataFrame.from_records(
        [_stay_record(stay, era_names) for stay in journey.stays], index="id"
    )


def _stay_record(stay: Stay, era_names: dict[str, str]) -> dict[str, object]:
    site, span = stay.site, stay.span
    kinds = {Pin: "pin", Area: "area", Crossing: "crossing"}
    return {
        "id": stay.id,
        "place": stay.place,
        "today": stay.today,
        "lat": site.position.lat,
        "lon": site.position.lon,
        "precision_km": site.precision_km if isinstance(site, Pin) else float("nan"),
        "site": kinds[type(site)],
        "placed_by": "" if isinstance(site, Crossing) else site.provenance.said_by,
        "start": edtf_of_date(span.start) if span.start else "",
        "end": ".." if span.ongoing else edtf_of_date(span.end) if span.end else "",
        "era": era_names[stay.era],
        "kind": stay.kind,
        "within": stay.within,
        "title": stay.title,
        "description": plain_text(stay.description),
        "persons": "; ".join(stay.persons),
        "row": stay.row,
    }


def legs_frame(journey: Journey) -> "DataFrame":
    """One row per leg: ids of the stays it leads from and to, ``kind``, ``km``, whether the
    route is known, and ``geometry``, a shapely LineString in degrees, longitude first."""
    from pandas import DataFrame

    return DataFrame.from_records(
        [_leg_record(leg, journey) for leg in journey.legs],
        columns=["origin", "stay", "kind", "km", "route_known", "geometry"],
    )


def _leg_record(leg: Leg, journey: Journey) -> dict[str, object]:
    return {
        "origin": journey.stays[leg.origin].id,
        "stay": journey.stays[leg.stay].id,
        "kind": leg.kind,
        "km": leg.km,
        "route_known": leg.route_known,
        "geometry": leg.line,
    }


def table_of(frame: "DataFrame") -> bytes:
    """A DataFrame as the CSV bytes that ``table`` reads: missing values are empty cells.

    Raises InputError for half a letter (a lone surrogate), which no file can hold.
    """
    text: str = frame.map(_cell).to_csv(index=False, lineterminator="\n")
    try:
        return text.encode("utf-8")
    except UnicodeEncodeError as error:
        around = quoted(text[max(0, error.start - 20) : error.end + 20])
        message = f"there is half a letter in {around}."
        raise refusal("DataFrame", message, "Write that text again.") from error


def _cell(value: object) -> str:
    """A value as a person would write it: whole floats without a point, dates as days."""
    from pandas import Timestamp, isna

    if isinstance(value, str):
        return value
    if isna(value):  # type: ignore[call-overload]
        return ""
    if isinstance(value, Timestamp):
        return value.date().isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)
