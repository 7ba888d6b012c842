"""A table on the disk is built again whenever it, or what lies beside it, has been saved.

A file that is being written is waited for: nothing is read before it has been the same for a
moment, and a file that is empty, locked or gone gets some time to come back.
"""

import contextlib
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from journeymap import pipeline
from journeymap.errors import InputError, JourneymapError, Problem
from journeymap.files import (
    Sources,
    Trace,
    can_be_read,
    ledger_path,
    picture_path,
    plain_name,
    settings_path,
    trace_of,
)
from journeymap.offline import OFFLINE_WORLD
from journeymap.outputs import write_new_ledger
from journeymap.page.carried import sources_at
from journeymap.pipeline import Built

LOOK_S = 0.05
"""Between two looks at the files."""

STILL_LOOKS = 2
"""For so many looks a file must have been the same before it is read."""

PATIENT_LOOKS = 40
"""So many looks long a file may be empty, locked or gone before that is told."""

Traces = dict[Path, Trace | None]


@dataclass(frozen=True, slots=True)
class Made:
    """What came of one building: the map, or None, and what there is to say."""

    built: Built | None
    problems: tuple[Problem, ...]
    seconds: float = 0.0


class Watcher:
    """Builds a table; then again, whenever its files have changed."""

    def __init__(
        self, table: Path, *, made: Callable[[Made], None], encoding: str, strict_sources: bool
    ) -> None:
        """``made`` is told of every building: it may write the map."""
        self.table = table
        self.encoding = encoding
        self.strict_sources = strict_sources
        self.made = made
        self._pictures: set[Path] = set()
        self._seen: Traces = {}

    def run(self, stop: threading.Event) -> None:
        """Build now and after every change, until ``stop`` is set."""
        while not stop.is_set():
            now = self._settled(stop)
            if now is not None:
                self._seen = now
                made = self._build()
                new = self._pictures - set(now)
                self._seen |= {path: trace_of(path) for path in new}
                self.made(made)
            while not stop.wait(LOOK_S) and self._look() == self._seen:
                pass

    def _look(self) -> Traces:
        beside = (settings_path(self.table), ledger_path(self.table), *sorted(self._pictures))
        return {path: trace_of(path) for path in (self.table, *beside)}

    def _settled(self, stop: threading.Event) -> Traces | None:
        """The files' traces as soon as they stay the same; None where we shall stop."""
        traces, still, looks = self._look(), 0, 0
        while still < STILL_LOOKS or (looks < PATIENT_LOOKS and not can_be_read(self.table)):
            if stop.wait(LOOK_S):
                return None
            now = self._look()
            still, looks, traces = (still + 1 if now == traces else 0), looks + 1, now
        return traces

    def _build(self) -> Made:
        started = time.perf_counter()
        try:
            sources = self._remembering(sources_at(self.table))
            built = pipeline.build(
                sources,
                world=OFFLINE_WORLD,
                encoding=self.encoding,
                strict_sources=self.strict_sources,
            )
            if built.new_ledger is not None:
                write_new_ledger(self.table, sources, built.new_ledger)
                self._seen[ledger_path(self.table)] = trace_of(ledger_path(self.table))
        except InputError as error:
            return Made(None, error.problems)
        except JourneymapError as error:
            return Made(None, (self._problem(str(error)),))
        except Exception as error:  # noqa: BLE001  whoever watches goes on to work
            fault = f"a fault of journeymap, not of your table: {type(error).__name__}: {error}"
            return Made(None, (self._problem(fault),))
        return Made(built, built.gathered.problems, time.perf_counter() - started)

    def _remembering(self, sources: Sources) -> Sources:
        """The sources, of which the pictures are watched as soon as they are asked for."""
        pictures: set[Path] = set()
        self._pictures = pictures

        def picture(name: str) -> bytes:
            with contextlib.suppress(OSError):
                pictures.add(picture_path(self.table.parent, name))
            return sources.picture(name)

        return replace(sources, picture=picture)

    def _problem(self, message: str) -> Problem:
        return Problem(plain_name(self.table.name), 0, "", "", message)
