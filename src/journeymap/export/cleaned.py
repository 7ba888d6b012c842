"""The table behind a journey, cleaned: the columns' own names, coordinates, EDTF dates.

Read again it tells the same journey; nothing that stood in the table is lost.
"""

from collections.abc import Iterable, Mapping, Sequence

from journeymap.cells import Cells
from journeymap.columns import columns_of
from journeymap.edtf import written
from journeymap.headings import column_names
from journeymap.model import Pin, Stay, UncertainDate
from journeymap.table import Table

_ALWAYS = ("place", "lat", "lon", "start", "end", "calendar", "id")
_AS_READ = ("kind", "mode", "move", "certainty")
"""Columns in which a word is written in its own spelling."""


def cleaned(table: Table, stays: Sequence[Stay]) -> list[list[str]]:
    """A header and a row for every stay, in the order they play."""
    columns = columns_of(table)[0]
    own = set(columns.values())
    others = [i for i, name in enumerate(table.header.cells) if i not in own and name.strip()]
    rows = {row.number: row for row in table.rows}
    names = dict.fromkeys([*column_names(), *columns])  # those of languages are not among the first
    records = [
        (_record(Cells(table.file, rows[stay.row], columns), stay, names), rows[stay.row].cells)
        for stay in stays
    ]
    used = [
        name
        for name in names
        if name in _ALWAYS or name in columns or any(record[name] for record, _ in records)
    ]
    return [
        [*used, *(table.header.cells[i] for i in others)],
        *([*(record[name] for name in used), *(cells[i] for i in others)]
          for record, cells in records),
    ]  # fmt: skip


def _record(cells: Cells, stay: Stay, names: Iterable[str]) -> Mapping[str, str]:
    record = {name: cells.raw(name).strip() for name in names}
    record |= {name: getattr(stay, name) for name in _AS_READ if record[name]}
    record |= {"id": stay.id, "formerly": "; ".join(stay.formerly)}
    if isinstance(stay.site, Pin):
        record |= _spot(stay.site)
        record["today"] = record["today"] or _other_than(stay.place, stay.site.name_today)
        record["country"] = record["country"] or stay.site.country
    return record | _dates(cells, stay)


def _spot(pin: Pin) -> dict[str, str]:
    """Seven decimals are a centimetre."""
    return {
        "lat": _number(pin.position.lat, 7),
        "lon": _number(pin.position.lon, 7),
        "precision_km": _number(pin.precision_km, 3) if pin.precision_km else "",
    }


def _number(value: float, decimals: int) -> str:
    text = f"{value:.{decimals}f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def _other_than(place: str, today: str) -> str:
    return "" if place == today else today


def _dates(cells: Cells, stay: Stay) -> dict[str, str]:
    """Start, end and the calendar they are in; a date in the other one says so itself."""
    start, end = stay.span.start, stay.span.end
    if end is not None and not end.text:
        end = None  # it was made of the duration, which stays
    dates = [date for date in (start, end) if date is not None]
    default = cells.word("calendar", closed=True)
    if not default:
        all_old = dates and all(date.calendar == "julian" for date in dates)
        others = any(claim.date is not None for claim in stay.claims)
        default = "julian" if all_old and not others else "gregorian"
    return {
        "start": _date(start, default),
        "end": ".." if stay.span.ongoing else _date(end, default),
        "calendar": default,
    }


def _date(date: UncertainDate | None, default: str) -> str:
    if date is None:
        return ""
    style = {"julian": " OS", "gregorian": " NS"}[date.calendar]
    return written(date) + ("" if date.calendar == default else style)
