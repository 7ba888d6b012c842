"""Makes the table of context towns: names from tools/basemap/towns.txt, positions from GeoNames.

    python tools/make_towns.py

Writes ``src/journeymap/basemap/data/towns.csv``. The names, years and ranks are our own; a
town that the packed gazetteer does not know in that country ends the run.
"""

import csv
import sys
from pathlib import Path

from journeymap.gazetteer.geocoder import Gazetteer
from journeymap.model import Query

ROOT = Path(__file__).parents[1]
SOURCE = ROOT / "tools" / "basemap" / "towns.txt"
OUTPUT = ROOT / "src" / "journeymap" / "basemap" / "data" / "towns.csv"
COLUMNS = ("name", "lat", "lon", "rank", "founded", "former")


def main() -> None:
    gazetteer = Gazetteer()
    missing, rows = [], []
    for line in SOURCE.read_text("utf-8").splitlines():
        if not line or line.startswith("#"):
            continue
        looked_up, country, rank, former, *founded = (part.strip() for part in line.split("|"))
        listed, _, shown = looked_up.partition("=")
        found = [
            one
            for one in gazetteer.candidates(Query(listed, "", country))
            if one.place.country == country
        ]
        if not found:
            missing.append(line)
            continue
        at = max(found, key=lambda one: (one.score, one.place.population)).place.position
        year = founded[0] if founded else ""
        rows.append((shown or listed, f"{at.lat:.3f}", f"{at.lon:.3f}", rank, year, former))
    if missing:
        sys.exit("not in the gazetteer:\n" + "\n".join(missing))
    with OUTPUT.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(COLUMNS)
        writer.writerows(sorted(rows, key=lambda row: (row[3], row[0], row[1])))


if __name__ == "__main__":
    main()
