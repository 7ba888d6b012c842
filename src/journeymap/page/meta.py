"""What a page says of itself to search engines, to link previews, and to who cites it."""

import re
from dataclasses import dataclass
from typing import Any

from journeymap.edtf import edtf_of_date
from journeymap.model import UncertainDate
from journeymap.said import said_date
from journeymap.scene import Scene

from .data import json_for_html
from .markup import Html, element, joined, link
from .wording import Wording


@dataclass(frozen=True, slots=True)
class About:
    """Where a map is published, when it was last changed, and who answers for it."""

    page: str = ""
    updated: UncertainDate | None = None
    contact: str = ""


def head(scene: Scene, about: About, version: str) -> Html:
    """The elements of the page's head: generator, description, Open Graph, JSON-LD."""
    named = {
        "og:type": "article",
        "og:title": scene.title,
        "og:description": scene.subtitle,
        "og:url": about.page,
        "og:locale": scene.language,
    }
    return joined(
        [
            element("meta", name="generator", content=f"journeymap {version}"),
            element("meta", name="description", content=scene.subtitle) if scene.subtitle else "",
            *(
                element("meta", property=key, content=value)
                for key, value in named.items()
                if value
            ),
            element(
                "script", Html(json_for_html(_linked(scene, about))), type="application/ld+json"
            ),
        ],
        "\n",
    )


def _linked(scene: Scene, about: About) -> dict[str, Any]:
    """The journey as schema.org's words have it; what is not known is left out."""
    said = {
        "@context": "https://schema.org",
        "@type": ["Map", "LearningResource"],
        "name": scene.title,
        "description": scene.subtitle,
        "inLanguage": scene.language,
        "url": about.page,
        "dateModified": _edtf(about.updated),
        "isAccessibleForFree": True,
        "about": [
            _known({
                "@type": "Person", "name": person.name,
                "birthDate": _edtf(person.born), "deathDate": _edtf(person.died),
            })
            for person in scene.persons
            if person.name
        ],
        "citation": [source.citation for source in scene.sources],
    }  # fmt: skip
    return _known(said)


def _known(values: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in values.items() if value}


def _edtf(date: UncertainDate | None) -> str:
    """The date as far as schema.org can say it: a year, a month or a day of ours."""
    text = edtf_of_date(date) if date else ""
    return text if re.fullmatch(r"\d{4}(-\d\d){0,2}", text) else ""


def citation(scene: Scene, about: About, wording: Wording, version: str) -> Html:
    """How the map may be cited, when it was changed, whom to write to."""
    when = wording.date(said_date(about.updated)) if about.updated else ""
    work = ". ".join(part for part in (scene.title, scene.subtitle) if part)
    parts = [work, f"journeymap {version}", when, about.page]
    cited = ". ".join(part.rstrip(".") for part in parts if part)
    said = [
        element("p", wording.text("page", "cite", citation=f"{cited}."), dir="auto"),
        element("p", wording.text("page", "updated", date=when)) if when else "",
    ]
    if about.contact:
        name = about.contact.removeprefix("mailto:")
        said.append(element("p", wording.text("page", "contact"), " ", link(name, about.contact)))
    return joined(said)
