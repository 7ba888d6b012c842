"""The frame's slots, filled: the one place where a page is put together.

The frame and the scripts are constant; a table's text enters twice, as escaped HTML in the
list and as JSON, and both only after folium's templates have run.
"""

import base64
import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

from journeymap.basemap import Basemap
from journeymap.basemap.bearings import Bearings
from journeymap.scene import Scene
from journeymap.vocabulary import languages

from . import bundle
from .data import json_for_html, page_data
from .frame import Frame, frame, map_name
from .listing import Pictures, body
from .markup import Html, element
from .meta import About, citation, head
from .retold import retold
from .wording import Wording


@dataclass(frozen=True, slots=True)
class Extras:
    """What a page carries besides its scene: the version that made it, its pictures as data
    URIs, the files it can be rebuilt from, as ``page_data`` keeps them, where it is, and the
    scene as each source tells it: the source's key, empty for what is certain."""

    version: str
    pictures: Pictures
    files: Mapping[str, Any]
    about: About
    readings: Sequence[tuple[str, Scene]] = ()


def page(
    scene: Scene, *, basemap: Basemap, bearings: Bearings, extras: Extras, tiles: str = ""
) -> str:
    """The whole page as one text. ``tiles`` names an online map to lie below, or none."""
    made = frame(tiles=tiles)
    wording = Wording(scene.language)
    data = page_data(
        scene,
        basemap=basemap,
        bearings=bearings,
        version=extras.version,
        languages=languages(),
        files=extras.files,
    ) | {"page": extras.about.page}
    cited = citation(scene, extras.about, wording, extras.version)
    about = _about(wording, extras.version, made, cited, scene.credits)
    if extras.readings:
        data["readings"] = retold(scene, extras.readings)
    if made.attribution:
        data["attribution"] = made.attribution
    html = body(scene, wording, pictures=extras.pictures, about=about, map_id=map_name())
    json = element("script", Html(json_for_html(data)), type="application/json", id="journey-data")
    scripts = {
        "early": bundle.early_script(),
        "leaflet": bundle.leaflet_script(),
        "frame": made.script.strip(),
        "player": bundle.player_script(),
    }
    style = bundle.style_sheet()
    return _filled(
        made.html,
        {
            "language": scene.language,
            "policy": _policy(list(scripts.values()), style, made),
            "title": escape(scene.title),
            "meta": head(scene, extras.about, extras.version),
            "style": style,
            "body": html + "\n" + json,
            **scripts,
        },
    )


def _filled(html: str, values: Mapping[str, str]) -> str:
    """Every slot replaced once; what is filled in is not read again."""
    return re.sub(r"@@(\w+)@@", lambda found: values[found[1]], html)


def _policy(scripts: list[str], style: str, made: Frame) -> str:
    """Nothing may run or be fetched but what is in the page, by its hash."""
    hashes = " ".join(_hash(script) for script in scripts)
    pictures = " ".join(("data:", *made.tile_hosts))
    return escape(
        f"default-src 'none'; script-src {hashes}; style-src {_hash(style)}; "
        f"img-src {pictures}; connect-src 'none'; base-uri 'none'; form-action 'none'"
    )


def _hash(text: str) -> str:
    digest = hashlib.sha256(text.encode("utf-8")).digest()
    return f"'sha256-{base64.b64encode(digest).decode('ascii')}'"


def _about(
    wording: Wording, version: str, made: Frame, cited: Html, credits_: Sequence[str]
) -> Html:
    hosts = ", ".join(host.removeprefix("https://") for host in made.tile_hosts)
    key = "made_online" if hosts else "made"
    # The built-in land is not drawn over tiles, and is then no one's to be named.
    others = wording.text("page", "credits", leaflet=bundle.LEAFLET_VERSION)
    land = "" if hosts else wording.text("page", "credits_map")
    return element(
        "footer",
        cited,
        element("p", wording.text("page", key, version=version, hosts=hosts)),
        element("p", " ".join(filter(None, (made.attribution, land, others)))),
        *(element("p", credit, dir="auto") for credit in credits_),
        class_="j-about",
    )
