"""The colours of the eras: told apart by everybody, in both themes, on land and on water."""

import re
from itertools import combinations, pairwise
from pathlib import Path

import pytest
from coloraide import Color

import journeymap

THEME = Path(journeymap.__file__).parent / "page" / "player" / "theme.mjs"
STYLE = Path(journeymap.__file__).parent / "page" / "style.css"

# sight | least difference (CIEDE2000) of any two, of neighbours in time: light, dark
SIGHTS = [
    ("normal", (17.0, 16.5), (20.0, 16.9)),
    ("protan", (11.5, 12.5), None),
    ("deutan", (11.0, 12.5), None),
    ("tritan", (8.5, 10.0), None),
]


def theme(name: str) -> dict[str, list[str]]:
    """The theme's colours by their names."""
    text = THEME.read_text("utf-8")
    block = re.search(rf"export const {name} = \{{(.*?)\n\}};", text, re.S)
    assert block is not None
    found = re.findall(r'(\w+): (\[[^\]]*\]|"#\w{6}")', block[1])
    return {key: re.findall(r"#\w{6}", value) for key, value in found}


def seen(colour: str, sight: str) -> Color:
    """The colour as that sight has it (Machado 2009, full severity)."""
    plain = Color(colour)
    return plain if sight == "normal" else plain.filter(sight, 1, method="machado").fit("srgb")


def difference(first: str, second: str, sight: str) -> float:
    return float(seen(first, sight).delta_e(seen(second, sight), method="2000"))


@pytest.mark.parametrize("name", ["LIGHT", "DARK"])
def test_every_era_stands_out_from_land_and_sea(name: str) -> None:
    colours = theme(name)
    assert len(colours["eras"]) == 10
    for era in colours["eras"]:
        for ground in (*colours["land"], *colours["sea"]):
            assert Color(era).contrast(ground, method="wcag21") >= 3.0


@pytest.mark.parametrize(("sight", "pairs", "neighbours"), SIGHTS, ids=[row[0] for row in SIGHTS])
@pytest.mark.parametrize(("name", "index"), [("LIGHT", 0), ("DARK", 1)])
def test_any_two_eras_differ_for_every_sight(
    sight: str,
    pairs: tuple[float, float],
    neighbours: tuple[float, float] | None,
    name: str,
    index: int,
) -> None:
    eras = theme(name)["eras"]
    assert min(difference(a, b, sight) for a, b in combinations(eras, 2)) >= pairs[index]
    if neighbours:
        assert min(difference(a, b, sight) for a, b in pairwise(eras)) >= neighbours[index]


@pytest.mark.parametrize("name", ["LIGHT", "DARK"])
def test_names_on_the_map_can_be_read(name: str) -> None:
    colours = theme(name)
    for key, ground, least in (
        ("ink", "land", 7), ("quiet", "land", 4.5), ("town", "land", 4.5), ("water", "sea", 4.5),
    ):  # fmt: skip
        assert Color(colours[key][0]).contrast(colours[ground][0], method="wcag21") >= least


def test_the_style_sheet_has_the_colours_of_the_map() -> None:
    text = STYLE.read_text("utf-8").upper()
    for name, selector in (("LIGHT", "\n"), ("DARK", '[DATA-THEME="DARK"] ')):
        for slot, colour in enumerate(theme(name)["eras"], 1):
            assert f'{selector}[DATA-SLOT="{slot}"] {{ --ERA: {colour}; }}' in text
