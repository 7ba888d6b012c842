"""Time and size of the built-in map for journeys of 1, 70 and 500 positions.

python benchmarks/basemap.py
"""

from __future__ import annotations

import random
import time
import tracemalloc

from journeymap import basemap
from journeymap.basemap import Basemap, deltas, for_journey
from journeymap.model import Position

RUNS = 7

LIFE = """
Nikolaev 31.99 46.97; Odessa 30.73 46.48; Yelisavetgrad 32.26 48.51; Kherson 32.61 46.64;
Kiev 30.52 50.45; Kharkov 36.23 49.99; Yekaterinoslav 35.05 48.46; Moscow 37.62 55.75;
St Petersburg 30.32 59.93; Vyborg 28.74 60.71; Helsinki 24.94 60.17; Kronstadt 29.77 59.99;
Irkutsk 104.28 52.28; Verkholensk 105.56 54.10; Ust-Kut 105.77 56.79; Obdorsk 66.60 66.53;
Beryozovo 65.04 63.93; Yekaterinburg 60.61 56.84; Perm 56.25 58.01; Samara 50.15 53.20;
Kazan 49.11 55.79; Simbirsk 48.40 54.32; Tsaritsyn 44.51 48.71; Astrakhan 48.03 46.35;
Almaty 76.95 43.24; Tashkent 69.24 41.30; Baku 49.87 40.41; Tiflis 44.79 41.72;
Sukhumi 41.02 43.00; Istanbul 28.98 41.01; Büyükada 29.12 40.86; Athens 23.73 37.98;
Belgrade 20.46 44.82; Sofia 23.32 42.70; Bucharest 26.10 44.43; Constanta 28.63 44.17;
Vienna 16.37 48.21; Munich 11.58 48.14; Berlin 13.40 52.52; Hamburg 9.99 53.55;
Zurich 8.54 47.37; Zimmerwald 7.48 46.88; Geneva 6.15 46.20; Paris 2.35 48.86;
Royan -1.03 45.63; Grenoble 5.72 45.19; Domène 5.84 45.20; Barbizon 2.60 48.45;
Brussels 4.35 50.85; London -0.12 51.51; Cadiz -6.29 36.53; Barcelona 2.17 41.39;
Madrid -3.70 40.42; Copenhagen 12.57 55.68; Oslo 10.75 59.91; Hønefoss 10.26 60.17;
Hurum 10.55 59.62; Stockholm 18.07 59.33; New York -73.99 40.73; Halifax -63.58 44.65;
Amherst -64.21 45.83; Tampico -97.86 22.25; Mexico City -99.13 19.43; Coyoacán -99.16 19.35;
Cuernavaca -99.23 18.92; Pátzcuaro -101.61 19.51; Guadalajara -103.35 20.67;
Buenos Aires -58.38 -34.60; Sydney 151.21 -33.87; Shanghai 121.47 31.23
"""


def life() -> list[Position]:
    """Seventy places of a life all over the world."""
    return [
        Position(float(lon), float(lat))
        for _, lon, lat in (entry.rsplit(maxsplit=2) for entry in LIFE.split(";"))
    ]


def scattered(count: int) -> list[Position]:
    """Places all over the inhabited world, the same every time."""
    chance = random.Random(1)
    return [Position(chance.uniform(-180, 180), chance.uniform(-50, 70)) for _ in range(count)]


def main() -> None:
    print(f"{'positions':>9} {'seconds':>8} {'peak MB':>8} {'bytes':>8} {'coarse':>7}  vertices")
    for positions in (life()[:1], life(), scattered(500)):
        seconds, megabytes, found = measured(positions)
        vertices = [
            sum(map(len, deltas.decode(t))) for t in (found.land, found.lakes, found.rivers)
        ]
        print(
            f"{len(positions):>9} {seconds:>8.3f} {megabytes:>8.1f} {len(found):>8}"
            f" {found.coarseness:>7.2f}  {vertices}"
        )


def measured(positions: list[Position]) -> tuple[float, float, Basemap]:
    """Best time in seconds, peak memory in MB above the start, and the map."""
    times = []
    for _ in range(RUNS):
        basemap._made.cache_clear()  # the last few are kept
        start = time.perf_counter()
        found = for_journey(positions)
        times.append(time.perf_counter() - start)
    basemap._made.cache_clear()
    tracemalloc.start()
    for_journey(positions)
    peak = tracemalloc.get_traced_memory()[1] / 1e6
    tracemalloc.stop()
    return min(times), peak, found


if __name__ == "__main__":
    main()
