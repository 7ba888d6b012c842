"""Scene → the HTML that reads without JavaScript: title, list of stays, sources, about.

A card in the player is a list row's own nodes, cloned; there is no second place where the
text of a stay is written.
"""

from collections.abc import Mapping

from journeymap.model import Source
from journeymap.scene import UNITS_PER_DEGREE, Scene, SceneStay

from .citing import Citing
from .extra_text import easy_text, other_texts, other_titles, question, who
from .markup import Html, element, joined, link, paragraph
from .wording import Wording

Pictures = Mapping[str, str]
"""A picture's file name → its data URI."""


def body(scene: Scene, wording: Wording, *, pictures: Pictures, about: Html, map_id: str) -> Html:
    """The page's ``<main>``; ``about`` is what stands at its end."""
    heading = element(
        "header",
        element("h1", scene.title, dir="auto"),
        element("p", scene.subtitle, class_="j-subtitle", dir="auto") if scene.subtitle else "",
        class_="j-head",
    )
    return element(
        "main",
        heading,
        _said(wording, "page", "no_script", tag="p", class_="j-no-script"),
        element("div", id=map_id, class_="j-map"),
        stays_section(scene, wording, pictures),
        sources_section(scene, wording),
        about,
        id="journey",
        class_="journey",
        tabindex=-1,
        dir=str(wording.table["direction"]),
        data_state="overview",
        data_stay="",
    )


def _said(wording: Wording, section: str, key: str, *, tag: str, **attributes: str) -> Html:
    """An element whose words come from the language's table and from nothing else."""
    return element(tag, wording.text(section, key), data_word=f"{section}.{key}", **attributes)


def stays_section(scene: Scene, wording: Wording, pictures: Pictures) -> Html:
    """All stays as one ordered list."""
    citing = Citing(scene.sources)
    rows = []
    era = -1
    for stay in scene.stays:
        heading = stay.era != era and len(scene.eras) > 1
        rows.append(_row(scene, stay, wording, pictures, citing, with_era=heading))
        era = stay.era
    return element(
        "section",
        _said(wording, "page", "stays", tag="h2"),
        element("ol", *rows, class_="j-stays"),
        class_="j-list",
    )


def _row(
    scene: Scene,
    stay: SceneStay,
    wording: Wording,
    pictures: Pictures,
    citing: Citing,
    *,
    with_era: bool,
) -> Html:
    lon, lat = (value / UNITS_PER_DEGREE for value in stay.at)
    era = scene.eras[stay.era]
    return element(
        "li",
        element("p", era.name, class_="j-era-head", dir="auto") if with_era else "",
        element(
            "article",
            who(scene, stay),
            _when(stay, wording),
            element("h3", stay.title, dir="auto", data_part="title"),
            other_titles(stay),
            _where(stay, wording),
            _tags(stay, wording),
            _picture(stay, wording, pictures),
            _text(stay, citing.names),
            easy_text(stay, citing.names),
            other_texts(stay, citing.names),
            question(stay, wording),
            _how(stay, wording, citing),
        ),
        data_stay_id=stay.id,
        data_lat=f"{lat:.5f}",
        data_lon=f"{lon:.5f}",
        data_edtf=stay.edtf,
        data_slot=era.slot,
    )


def _when(stay: SceneStay, wording: Wording) -> Html:
    parts = [
        element("span", text, data_part=part)
        for part, text in (
            ("when", wording.span(stay.when)),
            ("age", wording.age(stay.age) if stay.age else ""),
            ("length", stay_length(stay, wording)),
        )
        if text
    ]
    return element("p", joined(parts, " "), class_="j-when")


def stay_length(stay: SceneStay, wording: Wording) -> str:
    """“here for 10 weeks”."""
    if stay.length is None:
        return ""
    key = "travelled" if stay.kind == "passage" else "stayed"
    return wording.text("length", key, length=wording.length(stay.length))


def _where(stay: SceneStay, wording: Wording) -> Html:
    """The place, unless the heading above says no other, and what it is today."""
    is_said = stay.title == stay.place and not stay.translations
    today = place_today(stay, wording)
    parts = [
        element("span", stay.place, data_part="place", dir="auto", hidden=is_said),
        element("span", today, data_part="today", dir="auto") if today else "",
    ]
    return element("p", joined(parts, " "), class_="j-where", hidden=is_said and not today)


def place_today(stay: SceneStay, wording: Wording) -> str:
    """“today Almaty, Kazakhstan”; only the country where the name has not changed."""
    country = wording.country(stay.country)
    if country == stay.place:
        return ""
    if stay.place_today and country:
        return wording.text("place", "today_in", place=stay.place_today, country=country)
    if stay.place_today:
        return wording.text("place", "today", place=stay.place_today)
    return wording.text("place", "in", country=country) if country else ""


NAMING = ("alias", "bound_for")
"""The tags with words of the table's own in them; so has a kind that no language knows."""


def _tags(stay: SceneStay, wording: Wording) -> Html:
    values = {
        "alias": stay.alias,
        "km": round(stay.precision_m / 1000),
        "place": stay.unreached,
    }
    tags = [
        element(
            "li",
            wording.text(section, key, **values),
            data_tag=f"{section}.{key}",
            dir="auto" if key in NAMING or key not in wording.table[section] else None,
        )
        for section, key in _tag_keys(stay)
    ]
    return element("ul", *tags, class_="j-tags") if tags else Html("")


def _tag_keys(stay: SceneStay) -> list[tuple[str, str]]:
    """Section and key, in the language's table, of what a stay is tagged with."""
    words = [
        ("kind", stay.kind),
        ("move", stay.move),
        ("mode", stay.mode),
        ("certainty", "" if stay.certainty == "certain" else stay.certainty),
        ("card", "alias" if stay.alias else ""),
        ("place", "doubtful" if stay.place_doubtful else ""),
        ("place", "within_km" if stay.precision_m >= 1000 else ""),
        ("place", "area" if stay.area >= 0 else ""),
        ("place", "bound_for" if stay.unreached else ""),
        ("claim", "heading" if stay.claims else ""),
    ]
    return [(section, key) for section, key in words if key]


def _picture(stay: SceneStay, wording: Wording, pictures: Pictures) -> Html:
    picture = stay.picture
    if picture is None or picture.file not in pictures:
        return Html("")
    credit = wording.text("card", "picture_credit", credit=picture.credit) if picture.credit else ""
    return element(
        "figure",
        element(
            "img",
            src=pictures[picture.file],
            alt=picture.alt,
            loading="lazy",
            data_file=picture.file,
        ),
        element("figcaption", credit, dir="auto") if credit else "",
    )


def _text(stay: SceneStay, cite: dict[str, str]) -> Html:
    if not stay.description:
        return Html("")
    return element("div", *(paragraph(p, cite) for p in stay.description), class_="j-text")


def _how(stay: SceneStay, wording: Wording, citing: Citing) -> Html:
    """“How do we know?”: where sources differ, the note, the sources; closed at first."""
    parts = [
        _claims(stay, wording, citing.names),
        *(paragraph(p, citing.names) for p in stay.note),
        element("p", stay.names, class_="j-names", dir="auto") if stay.names else "",
        _citations(stay, citing),
    ]
    if not any(parts):
        return Html("")
    summary = _said(wording, "card", "how", tag="summary")
    return element("details", summary, *parts, class_="j-how")


def _claims(stay: SceneStay, wording: Wording, cite: dict[str, str]) -> Html:
    if not stay.claims:
        return Html("")
    rows = [
        element(
            "li",
            joined([element("cite", cite.get(key, key)) for key in c.sources], ", "),
            ": ",
            element("span", wording.claim(c), data_claim=True),
            dir="auto",
        )
        for c in stay.claims
    ]
    heading = _said(wording, "claim", "heading", tag="p", class_="j-differ")
    return joined([heading, element("ul", *rows, class_="j-claims")])


def _citations(stay: SceneStay, citing: Citing) -> Html:
    """Each with the number that its source has in the bibliography."""
    if not stay.sources:
        return Html("")
    rows = [
        element(
            "li",
            citing.text(one),
            value=number,
            class_=None if number else "j-free",
            dir="auto",
        )
        for one in stay.sources
        for number in [citing.number(one)]
    ]
    return element("ol", *rows, class_="j-cited")


def sources_section(scene: Scene, wording: Wording) -> Html:
    """The bibliography; nothing where the settings name no sources."""
    if not scene.sources:
        return Html("")
    short = {source.key: source.short for source in scene.sources}
    rows = [element("li", *_source(source, short, wording), dir="auto") for source in scene.sources]
    return element(
        "section",
        _said(wording, "page", "sources", tag="h2"),
        element("ol", *rows),
        class_="j-sources",
    )


def _source(source: Source, short: Mapping[str, str], wording: Wording) -> list[str]:
    parts: list[str] = [element("b", source.short), ": ", source.citation]
    if source.derives_from:
        keys = ", ".join(short.get(key, key) for key in source.derives_from)
        origin = wording.text("page", "derives_from", sources=keys)
        parts.append(f" ({origin})")
    return [*parts, " ", link(source.url, source.url)] if source.url else parts
