"""Makes the table of river names, from tools/basemap/rivers.txt and the drawn rivers.

    python tools/make_rivers.py

Writes ``src/journeymap/basemap/data/rivers.csv``: for each name where it stands, on the point of
``rivers.npz`` nearest to the spot asked for, and the angle at which the river runs there.
"""

import csv
import math
import sys
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from journeymap.basemap.lines import load, to_degrees, to_pixels

ROOT = Path(__file__).parents[1]
SOURCE = ROOT / "tools" / "basemap" / "rivers.txt"
OUTPUT = ROOT / "src" / "journeymap" / "basemap" / "data" / "rivers.csv"
LANGUAGES = ("en", "de", "fr", "es", "ru")
COLUMNS = (*LANGUAGES, "lat", "lon", "from_zoom", "to_zoom", "angle")
TO_ZOOM = 10
FARTHEST = 700.0
"""Pixels of zoom 10, some 60 km: beyond that the spot is not beside the river."""
AROUND = 250.0
"""Along which the direction is taken: a name is about so long where it is first told."""


def main() -> None:
    rivers = load("rivers")
    points = np.stack([rivers.x, rivers.y], axis=1).astype(float)
    rows, missing = [], []
    for line in SOURCE.read_text("utf-8").splitlines():
        if not line or line.startswith("#"):
            continue
        *names, from_zoom, spots = (part.strip() for part in line.split("|"))
        for spot in spots.split(";"):
            lat, lon = (float(number) for number in spot.split())
            x, y = to_pixels(np.array([lon]), np.array([lat]))
            away = np.hypot(points[:, 0] - x, points[:, 1] - y)
            nearest = int(away.argmin())
            if away[nearest] > FARTHEST:
                missing.append(f"{names[0]} at {spot}: {away[nearest]:.0f} pixels off")
                continue
            own = points[rivers.owner == rivers.owner[nearest]]
            at_lon, at_lat = to_degrees(*(points[nearest : nearest + 1].T))
            angle = direction(own, points[nearest])
            rows.append((*names, f"{at_lat[0]:.3f}", f"{at_lon[0]:.3f}", from_zoom, TO_ZOOM, angle))
    if missing:
        sys.exit("no river is drawn there:\n" + "\n".join(missing))
    with OUTPUT.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(COLUMNS)
        writer.writerows(rows)


def direction(line: NDArray[np.float64], at: NDArray[np.float64]) -> int:
    """The angle in degrees, clockwise from the east, from -90 to 90: names stand on their feet."""
    near = line[np.hypot(*(line - at).T) < AROUND]
    dx, dy = near[-1] - near[0]
    angle = math.degrees(math.atan2(dy, dx))
    return round((angle + 90) % 180 - 90)


if __name__ == "__main__":
    main()
