"""What a page of the preview says, as plain values: problems, cells, places."""

from collections.abc import Mapping, Sequence
from typing import Any

from journeymap.columns import columns_of
from journeymap.errors import Problem, has_errors, visible
from journeymap.gazetteer.countries import country_name
from journeymap.model import Position
from journeymap.review import Neighbour, Option, Review
from journeymap.table import Row, Table

MOST_PROBLEMS = 200
MOST_ROWS = 300
MOST_COLUMNS = 60
MOST_OPTIONS = 12
SHOWN_CELL = 160

NO_COLUMNS: Mapping[str, int] = {}


def problem_facts(
    problems: Sequence[Problem], columns: Mapping[str, int] = NO_COLUMNS
) -> dict[str, Any]:
    """The problems, errors first, at most MOST_PROBLEMS; how many there are of each.

    ``cell`` is the index of the column that a problem is in, None where there is none.
    """
    ordered = sorted(problems, key=lambda one: ("error", "warning", "note").index(one.severity))
    return {
        "errors": sum(one.severity == "error" for one in problems),
        "warnings": sum(one.severity == "warning" for one in problems),
        "problems": [_problem(one, columns) for one in ordered[:MOST_PROBLEMS]],
        "more": max(0, len(ordered) - MOST_PROBLEMS),
    }


def _problem(one: Problem, columns: Mapping[str, int]) -> dict[str, Any]:
    return {
        "file": one.file,
        "row": one.row,
        "column": one.column,
        "cell": columns.get(one.column),
        "message": visible(one.message),
        "hint": "\n".join(map(visible, one.hint.splitlines())),
        "severity": one.severity,
    }


def table_facts(table: Table, problems: Sequence[Problem]) -> dict[str, Any]:
    """The table's cells as they are to be shown: where not all fit, rows with an error first,
    then those with another problem."""
    columns, _ = columns_of(table)
    said = {one.row for one in problems if one.file == table.file}
    wrong = {one.row for one in problems if one.file == table.file and has_errors([one])}
    ranked = sorted(table.rows, key=lambda row: (row.number not in wrong, row.number not in said))
    shown = sorted(ranked[:MOST_ROWS], key=lambda row: row.number)
    return {
        "columns": columns,
        "header": [_cell(cell) for cell in table.header.cells[:MOST_COLUMNS]],
        "rows": [_row(row) for row in shown],
        "hidden": len(table.rows) - len(shown),
    }


def _row(row: Row) -> dict[str, Any]:
    return {"number": row.number, "cells": [_cell(cell) for cell in row.cells[:MOST_COLUMNS]]}


def _cell(text: str) -> str:
    return text if len(text) <= SHOWN_CELL else f"{text[: SHOWN_CELL - 1]}…"


def place_facts(one: Review) -> dict[str, Any]:
    """A name of the table: what was found for it, and what else may be meant."""
    query, entry = one.query, one.entry
    return {
        "key": [query.toponym, query.today, query.country],
        "name": one.name,
        "rows": list(one.rows),
        "column": one.column,
        "state": one.state,
        "doubt": one.doubt,
        "found": entry
        and {
            "name": entry.name,
            "country": country_name(entry.found_in) or entry.found_in,
            **_spot(entry.position),
        },
        "options": [option_facts(option) for option in one.options[:MOST_OPTIONS]],
        "near": list(one.near[:3]),
        "before": _neighbour(one.context.before),
        "after": _neighbour(one.context.after),
    }


def option_facts(option: Option) -> dict[str, Any]:
    place = option.place
    return {
        "ident": [place.gazetteer, place.ident],
        "name": place.name,
        "country": country_name(place.country) or place.country,
        "people": place.population,
        **_spot(place.position),
        "before_km": option.before_km,
        "after_km": option.after_km,
        "taken": option.is_taken,
    }


def _neighbour(neighbours: Sequence[Neighbour]) -> dict[str, Any] | None:
    return {"name": neighbours[0].name, **_spot(neighbours[0].position)} if neighbours else None


def _spot(position: Position) -> dict[str, float]:
    return {"lat": position.lat, "lon": position.lon}
