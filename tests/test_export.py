"""What is written for other programs, and what comes of it when it is read again."""

import csv
import io
import json
from dataclasses import fields, replace
from pathlib import Path
from typing import Any

import pytest
from shapely.geometry import shape

from conftest import ROOT, TROTSKY, Open, sources
from journeymap.dates import parse_date
from journeymap.edtf import written
from journeymap.export.cleaned import cleaned
from journeymap.export.geojson import geojson
from journeymap.export.spreadsheet import csv_of, xlsx_of
from journeymap.files import File, Sources, read_sources
from journeymap.model import Calendar, Pin, Stay
from journeymap.offline import OFFLINE_WORLD
from journeymap.pipeline import Gathered, build, gather
from journeymap.table import read_table
from small_world import SMALL_WORLD
from test_dates import READ

LIVES = sorted((ROOT / "data").rglob("*.toml")) + sorted((ROOT / "examples").rglob("*.toml"))


# ---------------------------------------------------------------- dates


@pytest.mark.parametrize("calendar", ["gregorian", "julian"])
@pytest.mark.parametrize("text", [*(row[0] for row in READ), "c. early March 1917?", "c. by 1902",
                                  "before March 1902", "after 1902-12-31", "before 1902-03-01",
                                  "probably between 1902 and 1903-02"])  # fmt: skip
def test_a_date_that_was_written_is_read_as_the_same(text: str, calendar: Calendar) -> None:
    date = parse_date(text, calendar)
    again = parse_date(written(date), date.calendar)
    assert (again.earliest, again.latest) == (date.earliest, date.latest)
    assert (again.approximate, again.uncertain) == (date.approximate, date.uncertain)
    assert again.calendar == date.calendar


# text | EDTF in the date's own calendar
WRITTEN = [
    ("summer 1902", "1902-22"),
    ("c. 1902", "1902~"),
    ("probably c. 1902", "1902%"),
    ("26 October 1879 OS", "1879-10-26"),
    ("before 1907", "[..1906]"),
    ("before January 1907", "[..1906-12]"),
    ("before 1 March 1904", "[..1904-02-29]"),
    ("after 31 December 1907", "[1908-01-01..]"),
    ("by March 1907", "[..1907-03]"),
    ("since c. 1907", "[1907~..]"),
    ("between 1900 and March 1902", "[1900..1902-03]"),
    ("late February 1904", "[1904-02-21..1904-02-29]"),
    ("1890s", "189X"),
    ("44 BC", "-0043"),
]


@pytest.mark.parametrize(("text", "edtf"), WRITTEN)
def test_a_date_is_written_as_precisely_as_it_was_said(text: str, edtf: str) -> None:
    assert written(parse_date(text)) == edtf


# ---------------------------------------------------------------- the cleaned table


def again(gathered: Gathered, made: Sources, data: bytes, name: str) -> Gathered:
    """The journey that an exported table tells, beside the same settings, without the ledger."""
    return gather(
        replace(made, table=File(name, data), ledger=None), world=OFFLINE_WORLD
    )  # fmt: skip


_OTHERWISE = {
    "row", "site", "span", "pinned", "today", "country", "precision_km", "via", "bound_for",
    "calendar",  # is said of every row
}  # fmt: skip


def essence(stay: Stay) -> dict[str, Any]:
    """What of a stay has to survive: all that was told, and where and when it was."""
    start, end, site = stay.span.start, stay.span.end, stay.site
    told = {f.name: getattr(stay, f.name) for f in fields(stay) if f.name not in _OTHERWISE}
    return told | {
        "spot": (round(site.position.lon, 5), round(site.position.lat, 5)),
        "precision": round(site.precision_km, 2) if isinstance(site, Pin) else type(site),
        "start": start and (start.earliest, start.latest, start.approximate, start.calendar),
        "end": end and (end.earliest, end.latest, end.approximate, end.calendar),
        "ongoing": stay.span.ongoing,
        "via": [point.name for point in stay.via],
        "bound for": stay.bound_for and stay.bound_for.name,
    }


@pytest.mark.parametrize("to", ["csv", "xlsx"])
@pytest.mark.parametrize("life", LIVES, ids=[life.stem for life in LIVES])
def test_a_life_survives_being_exported(life: Path, to: str) -> None:
    made = read_sources(life.with_suffix(".csv"))
    gathered = gather(made, world=OFFLINE_WORLD)
    rows = cleaned(gathered.table, gathered.journey.stays)
    data = csv_of(rows) if to == "csv" else xlsx_of(rows)
    read = again(gathered, made, data, f"life.{to}")
    pairs = zip(gathered.journey.stays, read.journey.stays, strict=True)
    for stay, survivor in pairs:
        assert essence(survivor) == essence(stay)
    assert [leg.kind for leg in read.journey.legs] == [leg.kind for leg in gathered.journey.legs]
    assert cleaned(read.table, read.journey.stays) == rows
    assert not any(problem.column == "start" for problem in read.problems)


def exported(text: str) -> list[dict[str, str]]:
    gathered = gather(sources(text), world=SMALL_WORLD)
    header, *rows = cleaned(gathered.table, gathered.journey.stays)
    return [dict(zip(header, row, strict=True)) for row in rows]


def test_columns_get_their_own_names_and_unknown_ones_stay() -> None:
    (row,) = exported("Ort;von;Wetter;Transport\nParis;7.11.1879;Regen;Train\n")
    assert list(row) == ["place", "country", "lat", "lon", "start", "end", "calendar", "mode",
                         "id", "Wetter"]  # fmt: skip
    assert (row["place"], row["start"], row["mode"], row["Wetter"]) == (
        "Paris", "1879-11-07", "train", "Regen",
    )  # fmt: skip
    assert (row["calendar"], row["id"]) == ("gregorian", "paris-1879")


@pytest.mark.parametrize(
    ("header", "line", "start", "end", "calendar"),
    [
        ("start,end", "26 October 1879 OS,1 March 1880 OS", "1879-10-26", "1880-03-01", "julian"),
        ("start,end", "26 October 1879 OS,1896", "1879-10-26 OS", "1896", "gregorian"),
        ("start,calendar", "1879-10-26,julian", "1879-10-26", "", "julian"),
        ("start,calendar", "1879-11-07 NS,julian", "1879-11-07 NS", "", "julian"),
        ("start,claims", "1879-10-26 OS,doc1: end=1880", "1879-10-26 OS", "", "gregorian"),
        ("start,claims", "1879-10-26 OS,doc1: place=Suva", "1879-10-26", "", "julian"),
        ("start", "1900/1902", "1900", "1902", "gregorian"),
        ("start,end", "1900/1902,1905", "[1900..1902]", "1905", "gregorian"),
        ("start,end", "1900,..", "1900", "..", "gregorian"),
        ("start,duration", "1900,10 weeks", "1900", "", "gregorian"),
        ("start,duration", "1900/1902,10 weeks", "1900", "1902", "gregorian"),
        ("start,duration", "../1902,10 weeks", "", "1902", "gregorian"),
        ("title", "no date", "", "", "gregorian"),
    ],
)
def test_a_row_says_once_in_which_calendar_it_is(
    header: str, line: str, start: str, end: str, calendar: str
) -> None:
    (row,) = exported(f"place,{header}\nParis,{line}\n")
    assert (row["start"], row["end"], row["calendar"]) == (start, end, calendar)


def test_rows_are_in_the_order_they_play() -> None:
    rows = exported("place,start\nParis,1905\nVienna,1902\n")
    assert [row["place"] for row in rows] == ["Vienna", "Paris"]


def test_an_old_id_leads_to_the_same_stay_whatever_order_the_rows_are_in() -> None:
    rows = exported("place,start,formerly\nParis,1905,old\nVienna,1902,old;older\n")
    assert [(row["id"], row["formerly"]) for row in rows] == [
        ("vienna-1902", "older"),
        ("paris-1905", "old"),
    ]


def test_an_area_and_a_passage_get_no_spot() -> None:
    rows = exported("place,area,kind\nBalkans,Serbia; Bulgaria,\nParis,,\nSea,,passage\nSuva,,\n")
    assert [bool(row["lat"]) for row in rows] == [False, True, False, True]


FORMULAS = ["=1+1", "+1 b", "-a", "@sum", "'=x", "''=x", "=cmd|' /C calc'!A0"]


@pytest.mark.parametrize("cell", FORMULAS)
def test_no_cell_is_a_formula_in_a_spreadsheet_and_every_one_survives(cell: str) -> None:
    rows = [["place", "title", "lat", "lon"], ["Paris", cell, "-8.5", "1"]]
    written_csv = csv_of(rows)
    (_, raw, lat, _) = list(csv.reader(io.StringIO(written_csv.decode("utf-8-sig"))))[1]
    assert raw.startswith("'")
    assert lat == "-8.5"
    gathered = gather(replace(sources(""), table=File("t.csv", written_csv)), world=SMALL_WORLD)
    assert gathered.journey.stays[0].title == cell.strip()
    table, _ = read_table(xlsx_of(rows), file="t.xlsx")
    assert table is not None
    assert table.rows[0].cells[1] == cell


def test_a_workbook_holds_text_alone_and_has_no_clock() -> None:
    import zipfile

    rows = [["place", "start"], ["Paris", "1902-08-03"]]
    data = xlsx_of(rows)
    assert xlsx_of(rows) == data
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml").decode()
        styles = archive.read("xl/styles.xml").decode()
    assert "<f>" not in sheet
    assert sheet.count('t="s"') == 4
    assert 'numFmtId="49"' in styles or 'formatCode="@"' in styles  # text


# ---------------------------------------------------------------- GeoJSON


def features(text: str) -> list[dict[str, Any]]:
    gathered = gather(sources(text), world=SMALL_WORLD)
    made = json.loads(geojson(gathered.journey))
    assert made["type"] == "FeatureCollection"
    return list(made["features"])


def test_geojson_has_a_feature_for_every_stay_and_every_leg() -> None:
    paris, vienna, leg = features("place,start,mode\nParis,c. 1902,\nVienna,1903,train\n")
    assert paris["id"] == "paris-1902"
    assert paris["properties"] == {
        "what": "stay", "place": "Paris", "title": "Paris", "start": "1902~",
        "certainty": "certain",
    }  # fmt: skip
    assert vienna["geometry"]["type"] == "Point"
    assert leg["properties"]["from"] == "paris-1902"
    assert (leg["properties"]["mode"], leg["geometry"]["type"]) == ("train", "LineString")


def test_geojson_has_nothing_beyond_the_antimeridian() -> None:
    made = features(
        "place,lat,lon,start,area,kind\nA,10,170,1902,,\nB,10,-170,1903,,\nC,,,1904,,passage\n"
        "D,0,179,1905,,\nE,,,1906,Fiji,\n"
    )
    for feature in made:
        geometry = shape(feature["geometry"])
        west, south, east, north = geometry.bounds
        assert (west, south) >= (-180, -90)
        assert (east, north) <= (180, 90)
        assert geometry.is_valid
    assert "MultiLineString" in {feature["geometry"]["type"] for feature in made}


def test_the_first_life_becomes_geojson() -> None:
    gathered = gather(read_sources(TROTSKY), world=OFFLINE_WORLD)
    made = json.loads(geojson(gathered.journey))
    journey = gathered.journey
    assert len(made["features"]) == len(journey.stays) + len(journey.legs)
    assert all(not shape(feature["geometry"]).is_empty for feature in made["features"])


@pytest.mark.browser
def test_what_the_page_lets_one_download_is_what_is_exported(
    open_page: Open, trotsky_page: Path
) -> None:
    opened = open_page(trotsky_page, loud=True)
    opened.action("list").click()
    with opened.page.expect_download() as download:
        opened.action("download").click()
    gathered = gather(read_sources(TROTSKY), world=OFFLINE_WORLD)
    assert download.value.suggested_filename == "places.csv"
    assert Path(download.value.path()).read_bytes() == csv_of(
        cleaned(gathered.table, gathered.journey.stays)
    )


@pytest.mark.browser
@pytest.mark.parametrize(
    ("name", "offered"),
    [("life.xlsx", "life.csv"), ("my.life.tsv", "my.life.csv"), ("life", "life.csv")],
)
def test_the_download_is_named_as_the_csv_it_is(
    open_page: Open, tmp_path: Path, name: str, offered: str
) -> None:
    made = replace(sources("place\nParis\n"), table=File(name, b"place\nParis\n"))
    page = tmp_path / "map.html"
    page.write_text(build(made, world=SMALL_WORLD).html, encoding="utf-8")
    opened = open_page(page, loud=True)
    opened.action("list").click()
    with opened.page.expect_download() as download:
        opened.action("download").click()
    assert download.value.suggested_filename == offered
