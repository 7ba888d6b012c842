"""Values → HTML text, escaped once, here.

``Html`` is text that is already markup; every other string is data and is escaped when it
becomes the content of an element or the value of an attribute.
"""

import re
from collections.abc import Sequence
from html import escape

from journeymap.model import Citation, Emphasis, Link, Paragraph, Plain


class Html(str):
    """Markup that is finished and must not be escaped again."""

    __slots__ = ()


_VOID = frozenset({"img", "meta", "br", "link"})


_OFTEN = ("dir", "class", "data-edtf", "data-lat", "data-lon", "data-part", "data-slot",
          "data-stay-id", "data-tag", "data-word", "value")  # fmt: skip
"""A long list says these hundreds of times: without quotation marks where none are needed."""
_PLAIN = re.compile(r"[a-z0-9][a-z0-9._/-]*")

Attribute = str | int | bool | None


def element(tag: str, /, *content: str, **attributes: Attribute) -> Html:
    """``<tag attributes>content</tag>``.

    Attribute names are written with underscores for hyphens, ``class_`` for class. None and
    False leave an attribute out, True gives it without a value.
    """
    said = "".join(_attribute(key, value) for key, value in attributes.items())
    if tag in _VOID:
        return Html(f"<{tag}{said}>")
    return Html(f"<{tag}{said}>{joined(content)}</{tag}>")


def _attribute(key: str, value: Attribute) -> str:
    name = key.rstrip("_").replace("_", "-")
    if value is None or value is False:
        return ""
    if value is True:
        return f" {name}"
    if name in _OFTEN and _PLAIN.fullmatch(str(value)):
        return f" {name}={value}"
    return f' {name}="{escape(str(value))}"'


def joined(parts: Sequence[str], between: str = "") -> Html:
    """The parts one after the other, each escaped unless it is Html."""
    return Html(
        between.join(p if isinstance(p, Html) else escape(p, quote=False) for p in parts if p)
    )


def paragraph(runs: Paragraph, cite: dict[str, str]) -> Html:
    """A paragraph of prose; ``cite`` names the source of each key."""
    return element("p", *(_run(run, cite) for run in runs), dir="auto")


def _run(run: Plain | Emphasis | Link | Citation, cite: dict[str, str]) -> str:
    if isinstance(run, Emphasis):
        return element("em", run.text)
    if isinstance(run, Link):
        return link(run.text, run.url)
    if isinstance(run, Citation):
        source = cite.get(run.key, run.key)
        return element("cite", "(" + ", ".join(p for p in (source, run.locator) if p) + ")")
    return run.text


def link(text: str, url: str) -> Html:
    """A link out of the page, to an address that ``prose.safe_url`` has let pass."""
    return element("a", text, href=url, rel="noopener noreferrer", target="_blank")
