"""What tells the places of one name apart: country, people, position, the way to a stay."""

from collections.abc import Sequence
from dataclasses import dataclass

from .model import Candidate, Place, Position
from .sphere import distance_km

RIVALS_SAID, RIVALS_KEPT = 3, 5
"""Of so many rivals a message tells, and the ledger."""


@dataclass(frozen=True, slots=True)
class Around:
    """A stay from which distances are told."""

    name: str
    position: Position


def told_apart(best: Candidate, rivals: Sequence[Candidate], near: Around | None = None) -> str:
    """The rivals by name and country; where that is another's too, by size and spot as well."""
    shown = [one.place for one in rivals]
    everyone = [best.place, *shown]
    return "; ".join(
        f"{place.name}, {place.country}"
        + (
            f" ({marks(place, near)})"
            if sum(are_named_alike(place, other) for other in everyone) > 1
            else ""
        )
        for place in shown
    )


def are_named_alike(one: Place, other: Place) -> bool:
    """Whether name and country do not tell two places apart."""
    return (one.name, one.country) == (other.name, other.country)


def marks(place: Place, near: Around | None) -> str:
    """What tells a place from others of its name: people, position, and the way to a stay."""
    people = [f"{place.population:,} people"] if place.population else []
    spot = f"{place.position.lat:.1f} {place.position.lon:.1f}"
    way = [f"{distance_km(place.position, near.position):,.0f} km from {near.name}"] if near else []
    return ", ".join([*people, spot, *way])
