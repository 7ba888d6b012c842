"""The map's frame as folium renders it: a constant page with empty slots.

This is the only file that imports folium. folium and branca run text through Jinja twice,
so nothing from a table may pass through here: the slots are filled afterwards, in
``document``. Only tile providers, which come from an installed package, are named here.
"""

import re
from dataclasses import dataclass
from html import unescape

from branca.element import Figure
from folium import Map, TileLayer
from folium.template import Template

from journeymap.errors import UsageError, quoted

MAP_ID = "journey"
_NEEDS_KEY = "the tile provider {} needs a key of its own, which a page cannot keep."


@dataclass(frozen=True, slots=True)
class Frame:
    """A page with slots, the script that makes the map, the hosts its tiles come from, and
    whose they are, as plain text."""

    html: str
    script: str
    tile_hosts: tuple[str, ...]
    attribution: str


class _Page(Figure):
    """A valid, labelled document; branca's own lacks a language and escapes no title."""

    _template = Template(
        """<!doctype html>
<html lang="@@language@@" class="no-player">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="@@policy@@">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>@@title@@</title>
@@meta@@
<script>@@early@@</script>
<style>@@style@@</style>
</head>
<body>
@@body@@
<script>@@leaflet@@</script>
<script>@@frame@@</script>
<script type="module">@@player@@</script>
</body>
</html>
"""
    )


class _Map(Map):
    """A Leaflet map that asks for no files and whose name does not change."""

    _template = Template(
        """
{% macro script(this, kwargs) %}
var {{ this.get_name() }} = L.map({{ this.get_name()|tojson }}, {
  center: {{ this.location|tojson }}, crs: L.CRS.EPSG3857, ...{{ this.options|tojavascript }}
});
{% endmacro %}
"""
    )
    default_js: list[tuple[str, str]] = []  # noqa: RUF012
    default_css: list[tuple[str, str]] = []  # noqa: RUF012

    def __init__(self) -> None:
        super().__init__(
            location=(30, 20),
            zoom_start=3,
            tiles=None,
            zoom_control=False,
            attribution_control=False,
            keyboard=False,
            zoom_snap=0,
            zoom_delta=0.5,
            wheel_px_per_zoom_level=120,
            world_copy_jump=False,
            track_resize=False,  # the player does, and keeps its camera
            zoom_animation=False,
            fade_animation=False,
            inertia=False,
            min_zoom=1,
            max_zoom=12,
        )
        self._id = MAP_ID


def frame(*, tiles: str = "") -> Frame:
    """The frame of the page, with an online tile layer of that provider if one is named.

    Raises UsageError for a provider xyzservices does not know, or one that needs a key.
    """
    page, leaflet_map = _Page(), _Map()
    page.add_child(leaflet_map)
    layers = [_tile_layer(tiles)] if tiles else []
    for layer in layers:
        leaflet_map.add_child(layer)
    html = page.render()
    script = page.script.render()
    hosts = tuple(host for layer in layers for host in _hosts(layer))
    return Frame(html, script, hosts, " ".join(map(_attribution, layers)))


def map_name() -> str:
    """The id of the map's element, which is also the name of its JavaScript variable."""
    return str(_Map().get_name())


def _tile_layer(name: str) -> TileLayer:
    try:
        layer = TileLayer(name)
    except ValueError as error:
        if "token" in str(error) or "key" in str(error):
            raise UsageError(_NEEDS_KEY.format(quoted(name))) from error
        hint = "Use a name of xyzservices, like CartoDB.Positron."
        raise UsageError(f"there is no tile provider {quoted(name)}. {hint}") from error
    if "<insert" in str(layer.tiles) or "{apikey" in str(layer.tiles).lower():
        raise UsageError(_NEEDS_KEY.format(quoted(name)))
    layer._id = "tiles"
    return layer


def _attribution(layer: TileLayer) -> str:
    """Whose the tiles are, in words; the providers write it in HTML."""
    html = str(layer.options.get("attribution") or "")
    return " ".join(unescape(re.sub(r"<[^>]*>", "", html)).split())


def _hosts(layer: TileLayer) -> tuple[str, ...]:
    """What the page's policy has to allow for this layer, as host sources."""
    found = re.match(r"https://([^/]+)", str(layer.tiles))
    if not found:
        raise UsageError("tiles must come over https.")
    return ("https://" + re.sub(r"^\{s\}\.", "*.", found[1]),)
