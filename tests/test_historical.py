"""The list of historical names: true to GeoNames, whole, said once."""

import csv
from importlib.resources import files

from journeymap.gazetteer.countries import country_name
from journeymap.gazetteer.fold import fold
from journeymap.gazetteer.geonames import GeoNames

DATA = files("journeymap.gazetteer") / "data"


def _historical_rows() -> list[dict[str, str]]:
    return list(csv.DictReader((DATA / "historical.csv").read_text("utf-8").splitlines()))


def test_every_historical_place_is_the_geonames_record_it_names() -> None:
    geonames = GeoNames()
    for row in _historical_rows():
        if not row["geonames"]:
            continue
        records = {one.record.ident: one.record for one in geonames.named(fold(row["name_today"]))}
        record = records[int(row["geonames"])]
        assert (record.name, record.country) == (row["name_today"], row["country"])
        assert (record.lat, record.lon) == (float(row["lat"]), float(row["lon"])), row


def test_a_historical_place_outside_geonames_says_so() -> None:
    spots: dict[tuple[str, str], set[tuple[str, str]]] = {}
    for row in _historical_rows():
        if not row["geonames"]:
            assert "not in GeoNames' list" in row["note"], row
            place = (fold(row["name_today"]), row["country"])
            spots.setdefault(place, set()).add((row["lat"], row["lon"]))
    assert len(spots) > 20
    assert all(len(found) == 1 for found in spots.values())


def test_historical_rows_are_whole_and_said_once() -> None:
    rows = _historical_rows()
    said = [(fold(row["toponym"]), row["name_today"], row["country"]) for row in rows]
    assert len(said) == len(set(said)) > 1000
    for row in rows:
        assert country_name(row["country"]), row
        assert row["note"], row
        assert int(row["from_year"] or 0) <= int(row["to_year"] or 9999), row
