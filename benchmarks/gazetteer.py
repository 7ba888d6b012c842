"""What the gazetteer costs: time and memory of look-ups in a fresh process.

    python benchmarks/gazetteer.py

Prints each figure beside the one to reach. Nothing fails by being slow.
"""

import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable

TOPONYMS = """
Yanovka;Nikolayev;Odessa;Irkutsk;Ust-Kut;Verkholensk;Samara;London;Paris;Brussels;Geneva;Kiev;
St Petersburg;Kuokkala;Obdorsk;Berezov;Vienna;Zürich;Zimmerwald;Cadiz;Madrid;New York;Halifax;
Amherst;Kristiania;Petrograd;Brest-Litovsk;Moscow;Alma Ata;Constantinople;Prinkipo;Royan;Barbizon;
Domène;Hønefoss;Tampico;Coyoacán;Москва;東京;Xyzzyville;Cambridge;Victoria;San José;Santa María
"""
MISSPELT = "Zürch;Constantinopel;Buykada;Saint Petersbur;Santa Mria;Marseile;Сверловск"


def milliseconds(work: Callable[[str], object], names: str) -> list[float]:
    """How long ``work`` takes for each of the names, which semicolons part."""
    taken = []
    for item in names.split(";"):
        start = time.perf_counter()
        work(item)
        taken.append(1000 * (time.perf_counter() - start))
    return taken


def line(what: str, figure: float, goal: float, unit: str) -> None:
    """One figure, and the one to reach."""
    sys.stdout.write(f"{what:<38}{figure:8.1f} {unit}   (at most {goal:g})\n")


def measure() -> None:
    """All figures of this process, which must be fresh."""
    start = time.perf_counter()
    from journeymap.gazetteer.geocoder import Gazetteer
    from journeymap.model import Query

    gazetteer = Gazetteer()
    gazetteer.candidates(Query("Petrograd"))
    line("first look-up, importing included", 1000 * (time.perf_counter() - start), 1000, "ms")
    later = milliseconds(lambda name: gazetteer.candidates(Query(name)), TOPONYMS)
    line("later look-ups, median", statistics.median(later), 50, "ms")
    line("later look-ups, slowest", max(later), 50, "ms")
    similar = milliseconds(gazetteer.similar, MISSPELT)
    line("suggestions, median", statistics.median(similar), 300, "ms")
    line("suggestions, slowest", max(similar), 300, "ms")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    line("peak memory of the process", peak, 250, "MB")


if __name__ == "__main__":
    if sys.argv[1:] == ["here"]:
        measure()
    else:
        subprocess.run([sys.executable, __file__, "here"], check=True)
