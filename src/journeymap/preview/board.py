"""What is shown now: the last good map, and what there is to say. Waiting for the next."""

import threading
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any


@dataclass(frozen=True, slots=True)
class Shown:
    """A version of what is shown. ``page`` is the last good map, empty while there is none, and
    ``page_version`` counts the maps. ``facts`` is what is said beside it, as JSON has it."""

    version: int = 0
    page: bytes = b""
    page_version: int = 0
    facts: Mapping[str, Any] = field(default_factory=dict)


class Board:
    """The place where a maker puts what is shown, and pages wait for it."""

    def __init__(self) -> None:
        self._shown = Shown()
        self._changed = threading.Condition()
        self._is_closed = False

    @property
    def shown(self) -> Shown:
        return self._shown

    def put(self, facts: Mapping[str, Any], page: bytes | None = None) -> None:
        """Show these facts, and a new map, with None the last one, with nothing in it none."""
        with self._changed:
            old = self._shown
            new = replace(old, facts=facts)
            if page is not None and page != old.page:
                new = replace(new, page=page, page_version=old.page_version + 1)
            if new != old:
                self._shown = replace(new, version=old.version + 1)
                self._changed.notify_all()

    def after(self, version: int, seconds: float) -> Shown:
        """What is shown as soon as it is another version, at latest after so many seconds."""
        with self._changed:
            self._changed.wait_for(
                lambda: self._is_closed or self._shown.version != version, seconds
            )
            return self._shown

    def close(self) -> None:
        """Let nobody wait any longer."""
        with self._changed:
            self._is_closed = True
            self._changed.notify_all()
