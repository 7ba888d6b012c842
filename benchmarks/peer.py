"""The same stays as folium's own time animation draws them, with every file it asks for local.

The page that folium writes links some twenty files on five hosts. Here they come from npm
packages, unpacked once into a folder, so that both pages are measured without a network.
"""

import re
import subprocess
import tarfile
from pathlib import Path

import folium
from folium.plugins import TimestampedGeoJson

from journeymap.model import Journey

# A part of the address folium links → npm package and the file in it.
FILES = {
    "leaflet@1.9.3/dist/leaflet.js": ("leaflet@1.9.3", "dist/leaflet.js"),
    "leaflet@1.9.3/dist/leaflet.css": ("leaflet@1.9.3", "dist/leaflet.css"),
    "jquery-3.7.1.min.js": ("jquery@3.7.1", "dist/jquery.min.js"),
    "jquery/3.7.1/jquery.min.js": ("jquery@3.7.1", "dist/jquery.min.js"),
    "bootstrap.bundle.min.js": ("bootstrap@5.2.2", "dist/js/bootstrap.bundle.min.js"),
    "bootstrap.min.css": ("bootstrap@5.2.2", "dist/css/bootstrap.min.css"),
    "fontawesome-free": ("@fortawesome/fontawesome-free@6.2.0", "css/all.min.css"),
    "jquery-ui.min.js": ("jquery-ui-dist@1.12.1", "jquery-ui.min.js"),
    "iso8601.min.js": ("iso8601-js-period@0.2.1", "iso8601.js"),
    "leaflet.timedimension.min.js": (
        "leaflet-timedimension@1.1.1",
        "dist/leaflet.timedimension.min.js",
    ),
    "leaflet.timedimension.control.css": (
        "leaflet-timedimension@1.1.1",
        "dist/leaflet.timedimension.control.css",
    ),
    "moment.min.js": ("moment@2.18.1", "min/moment.min.js"),
    "leaflet.awesome-markers.js": ("leaflet.awesome-markers@2.0.5", "leaflet.awesome-markers.js"),
    "leaflet.awesome-markers.css": (
        "leaflet.awesome-markers@2.0.5",
        "leaflet.awesome-markers.css",
    ),
    "bootstrap-glyphicons.css": ("bootstrap@3.3.7", "dist/css/bootstrap.min.css"),
}


def write_peer(journey: Journey, folder: Path) -> tuple[Path, int]:
    """The peer's page in a folder with its files, and how many bytes all of it is.

    It holds the stays and their texts, but neither the ways nor the sources, for which it has
    no place.
    Dates are moved to after 1970: before that the plugin does not play at all.
    """
    (folder / "files").mkdir(parents=True, exist_ok=True)
    html = _page(journey)
    size = len(html.encode())
    for address in set(re.findall(r'(?:src|href)="(https://[^"]+)"', html)):
        found = next((files for part, files in FILES.items() if part in address), None)
        local = ""
        if found:
            local = f"files/{found[0].replace('/', '-')}-{Path(found[1]).name}"
            data = _npm_file(*found, cache=folder / "npm")
            (folder / local).write_bytes(data)
            size += len(data)
        html = html.replace(address, local or "files/none.css")
    (folder / "files/none.css").write_text("")
    html = html.replace("https://tile.openstreetmap.org/", "tile/")
    path = folder / "peer.html"
    path.write_text(html, encoding="utf-8")
    return path, size


def _page(journey: Journey) -> str:
    features = []
    for index, stay in enumerate(journey.stays):
        position = stay.site.position
        features.append(
            {
                "type": "Feature",
                "geometry": {"type": "Point", "coordinates": [position.lon, position.lat]},
                "properties": {
                    "times": [f"{1970 + index % 50}-{1 + index // 50:02d}-01"],
                    "popup": f"<b>{stay.title}</b> {stay.place}. {stay.description} {stay.note}",
                    "icon": "circle",
                },
            }
        )
    page = folium.Map(location=(45, 20), zoom_start=3)
    TimestampedGeoJson(
        {"type": "FeatureCollection", "features": features}, period="P1M", auto_play=False
    ).add_to(page)
    return str(page.get_root().render())


def _npm_file(package: str, path: str, *, cache: Path) -> bytes:
    cache.mkdir(exist_ok=True)
    folder = cache / package.replace("/", "-")
    if not folder.exists():
        folder.mkdir()
        subprocess.run(
            ["npm", "pack", "--silent", package], cwd=folder, check=True, stdout=subprocess.DEVNULL
        )
        with tarfile.open(next(folder.glob("*.tgz"))) as archive:
            archive.extractall(folder, filter="data")
    return next(folder.rglob(Path(path).name)).read_bytes()
