"""A journey as GeoJSON (RFC 7946): a feature for every stay and every leg."""

import json

from shapely import MultiPolygon, Polygon, box
from shapely.affinity import translate
from shapely.geometry import mapping
from shapely.geometry.base import BaseGeometry
from shapely.geometry.polygon import orient

from journeymap.edtf import edtf_of_date
from journeymap.model import Area, Crossing, Journey, Leg, Stay
from journeymap.prose import plain_text
from journeymap.sphere import split_at_antimeridian, unrolled

DECIMALS = 5
"""A metre; more would pretend to know the spot better."""


def geojson(journey: Journey) -> bytes:
    """The whole journey as one FeatureCollection, in playing order."""
    stays = [_stay(stay, journey) for stay in journey.stays]
    legs = [_leg(leg, journey) for leg in journey.legs]
    whole = {"type": "FeatureCollection", "title": journey.title, "features": [*stays, *legs]}
    return (json.dumps(whole, ensure_ascii=False, indent=1) + "\n").encode("utf-8")


def _stay(stay: Stay, journey: Journey) -> dict[str, object]:
    eras = {era.slug: era.name for era in journey.eras}
    span = stay.span
    properties = {
        "what": "stay",
        "place": stay.place,
        "today": stay.today,
        "title": stay.title,
        "description": plain_text(stay.description),
        "start": edtf_of_date(span.start) if span.start else "",
        "end": ".." if span.ongoing else edtf_of_date(span.end) if span.end else "",
        "era": eras[stay.era],
        "kind": stay.kind,
        "certainty": stay.certainty,
        "within": stay.within,
    }
    return _feature(stay.id, _site(stay), {k: v for k, v in properties.items() if v})


def _site(stay: Stay) -> object:
    if isinstance(stay.site, Area):
        return _geometry(_within_half_turns(stay.site.outline))
    if isinstance(stay.site, Crossing):
        points = [(point.lon, point.lat) for point in stay.site.points]
        return _geometry(split_at_antimeridian(unrolled(points)))
    return {
        "type": "Point",
        "coordinates": _rounded((stay.site.position.lon, stay.site.position.lat)),
    }


def _leg(leg: Leg, journey: Journey) -> dict[str, object]:
    stay = journey.stays[leg.stay]
    properties: dict[str, object] = {
        "what": "leg",
        "kind": leg.kind,
        "from": journey.stays[leg.origin].id,
        "to": stay.id,
        "km": round(leg.km),
        "route_known": leg.route_known,
    }
    if stay.mode:
        properties["mode"] = stay.mode
    pieces = split_at_antimeridian(leg.line)
    return _feature("", _geometry(leg.line if pieces.is_empty else pieces), properties)


def _feature(ident: str, geometry: object, properties: dict[str, object]) -> dict[str, object]:
    named = {"id": ident} if ident else {}
    return {"type": "Feature", **named, "geometry": geometry, "properties": properties}


def _within_half_turns(outline: MultiPolygon) -> MultiPolygon:
    """The outline in pieces within ±180°, outer rings counter-clockwise as the RFC has them."""
    pieces = []
    for turn in (-1, 0, 1):
        window = box(360 * turn - 180, -90, 360 * turn + 180, 90)
        moved = translate(outline.intersection(window), xoff=-360.0 * turn)
        pieces += [p for p in getattr(moved, "geoms", [moved]) if isinstance(p, Polygon)]
    return MultiPolygon([orient(piece) for piece in pieces if not piece.is_empty])


def _geometry(shape: BaseGeometry) -> object:
    parts = getattr(shape, "geoms", None)
    single = parts[0] if parts is not None and len(parts) == 1 else shape
    made = mapping(single)
    return {"type": made["type"], "coordinates": _rounded(made["coordinates"])}


def _rounded(value: object) -> object:
    if isinstance(value, (list, tuple)):
        return [_rounded(item) for item in value]
    return round(value, DECIMALS) if isinstance(value, float) else value
