"""The snippet that puts a map into another page.

Its sandbox and its permissions are the smallest that keep links, downloads, printing, full
screen and copying alive. A page cannot ask its sandbox what that allows: the address says it.
"""

from dataclasses import dataclass

from .markup import Html, element, joined
from .wording import Wording

SANDBOX = "allow-scripts allow-popups allow-popups-to-escape-sandbox allow-downloads allow-modals"
ALLOW = "fullscreen; clipboard-write"
ADDRESS = "allow=popups,downloads,modals"
STYLE = "width:100%;height:80vh;min-height:560px;max-height:860px;border:0"
BEHIND = "width:100%;max-height:560px;object-fit:contain"
CELL = "grid-area:1/1;"


@dataclass(frozen=True, slots=True)
class Embedded:
    """A map to be put into a page: where it is, what it is called, its picture if it has one."""

    address: str
    title: str
    language: str
    stay: str = ""
    still: str = ""


def snippet(embedded: Embedded) -> Html:
    """The frame and a link below it; with a still, that lies behind the frame.

    Where frames are taken out the picture and the link stay. Nothing stands inside the frame:
    that is text to a browser, and a filter that reads HTML as one shows it as text.
    """
    word = Wording(embedded.language).text
    moment = f"#stay={embedded.stay}" if embedded.stay else ""
    cell = CELL if embedded.still else ""
    frame = element(
        "iframe",
        src=f"{embedded.address}?{ADDRESS}{moment}",
        title=word("page", "frame_title", title=embedded.title),
        loading="lazy",
        sandbox=SANDBOX,
        allow=ALLOW,
        style=cell + STYLE,
    )
    if embedded.still:
        # No taller than the frame, which therefore covers it; its words are the link's.
        behind = element("img", src=embedded.still, alt="", loading="lazy", style=cell + BEHIND)
        frame = element("div", joined([behind, frame], "\n"), style="display:grid")
    alone = element(
        "a",
        word("page", "open_alone", title=embedded.title),
        href=embedded.address + moment,
        target="_blank",
        rel="noopener",
    )
    return joined([frame, element("p", alone)], "\n")
