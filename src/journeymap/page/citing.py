"""Sources by their numbers: those of the bibliography at the end."""

from collections.abc import Sequence

from journeymap.model import Citation, Source


class Citing:
    """How sources are named in the text: each by its short name and its number."""

    def __init__(self, sources: Sequence[Source]) -> None:
        self.short = {source.key: source.short for source in sources}
        self._number = {source.key: number for number, source in enumerate(sources, 1)}
        self.names = {key: f"{short} [{self._number[key]}]" for key, short in self.short.items()}
        """“Document 1 [1]” by the key."""

    def number(self, citation: Citation) -> int | None:
        """The number in the bibliography; None of a citation in free words."""
        return self._number.get(citation.key)

    def text(self, citation: Citation) -> str:
        """“Document 1, p. 12”, for where the number stands before it."""
        if not citation.key:
            return citation.locator
        name = self.short.get(citation.key, citation.key)
        return ", ".join(part for part in (name, citation.locator) if part)
