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


@dataclass(frozen=True, slots=True)
class Embedded:
    """A map to be put into a page: where it is, what it is called, its picture if it has one."""

    address: str
    title: str
    language: str
    stay: str = ""
    still: str = ""


def snippet(embedded: Embedded) -> Html:
    """The frame, its picture and link for where frames are taken out, and a link below it."""
    word = Wording(embedded.language).text
    moment = f"#stay={embedded.stay}" if embedded.stay else ""
    name = word("page", "frame_title", title=embedded.title)
    alone = word("page", "open_alone", title=embedded.title)
    href = embedded.address + moment
    still = ""
    if embedded.still:
        picture = element("img", src=embedded.still, alt=name, style="max-width:100%")
        still = element("a", picture, href=href)
    frame = element(
        "iframe",
        still,
        src=f"{embedded.address}?{ADDRESS}{moment}",
        title=name,
        loading="lazy",
        sandbox=SANDBOX,
        allow=ALLOW,
        style=STYLE,
    )
    below = element("p", element("a", alone, href=href, target="_blank", rel="noopener"))
    return joined([frame, below], "\n")
