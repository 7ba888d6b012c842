"""A table dropped on a page becomes a map, and its doubtful places are chosen there.

Everything stays in the memory of this program until the map and the ledger are saved: no file
is read or written but what the browser sends and saves.
"""

import json
import threading
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path, PurePath
from typing import Any

from journeymap import pipeline
from journeymap.basemap import for_journey
from journeymap.errors import InputError, JourneymapError, Problem, has_errors
from journeymap.files import File, Sources, plain_name
from journeymap.ledger import Entry, key, read_ledger, write_ledger
from journeymap.locate import World
from journeymap.model import Position, Query
from journeymap.offline import OFFLINE_WORLD
from journeymap.page.carried import is_page, sources_of_page
from journeymap.pipeline import Built, Survey
from journeymap.preview.board import Board
from journeymap.preview.facts import option_facts, place_facts, problem_facts, table_facts
from journeymap.preview.pages import json_reply
from journeymap.preview.server import Answer, Reply, Request
from journeymap.review import BY_HAND, Review, chosen, options_of, pinned, review

MAX_FILES = 300
MAX_TOTAL = 200_000_000
LAND_BYTES = 120_000
TABLES = (
    ".csv", ".tsv", ".tab", ".txt", ".xlsx", ".xlsm", ".html", ".htm",
    ".xls", ".xlsb", ".ods", ".fods", ".numbers",
)  # fmt: skip
"""What is taken for a table; of those that are none we can read, reading says what to do."""
ENCODINGS = ("", "cp1250", "cp1251", "cp1252", "cp1254", "mac-roman")
"""What the page offers where a text is not UTF-8; "" leaves it to us."""
BESIDE = (".toml", ".jpg", ".jpeg", ".png", ".gif", ".webp", ".tif", ".tiff", ".bmp")


class Studio:
    """The files that were dropped, and what was made of them."""

    def __init__(
        self,
        board: Board,
        *,
        encoding: str = "",
        strict_sources: bool = False,
        world: World = OFFLINE_WORLD,
    ) -> None:
        self.board = board
        self.encoding = self._first_encoding = encoding
        self.strict_sources = strict_sources
        self.world = world
        self.token = ""
        self._files: dict[str, bytes] = {}
        self._table = ""
        self._shown = ""
        self._reviews: tuple[Review, ...] = ()
        self._builds = 0
        self._lock = threading.Lock()
        self._work = threading.Event()
        self._is_over = False

    @property
    def routes(self) -> Mapping[str, Answer]:
        """What may be asked."""
        return {
            "/token": lambda request: json_reply(self.token),
            "/candidates": self._candidates,
            "/land": lambda request: json_reply(self._land()),
            "/save/map": lambda request: self._saved_map(),
            "/save/ledger": lambda request: self._saved_ledger(),
        }

    @property
    def posts(self) -> Mapping[str, Answer]:
        """What changes something."""
        return {
            "/drop": self._dropped,
            "/build": lambda request: self._again(),
            "/choose": self._chosen,
            "/encoding": self._read_as,
            "/quit": lambda request: self._quit(),
        }

    def run(self) -> None:
        """Build whenever there is something new, until the page says that it is over."""
        self.board.put({"builds": 0})
        while not self._is_over:
            if self._work.wait(0.2):
                self._work.clear()
                self._build()

    # ------------------------------------------------------------ what the page sends

    def _dropped(self, request: Request) -> Reply:
        """Keep a file by its name; a table is the one that is shown from now on."""
        name = plain_name(PurePath(request.query.get("name", "")).name)[:255]
        suffix = PurePath(name).suffix.lower()
        with self._lock:
            others = sum(len(data) for other, data in self._files.items() if other != name)
            if len(self._files) >= MAX_FILES or others + len(request.body) > MAX_TOTAL:
                return _refused("these are too many files for one map")
            if suffix not in TABLES + BESIDE:
                return _refused(f"{name} is no table: drop a CSV or an Excel workbook (.xlsx)")
            self._files[name] = request.body
            if suffix in TABLES and not name.lower().endswith(".located.csv"):
                self.encoding = self.encoding if name == self._table else self._first_encoding
                self._table = name
        return json_reply({})

    def _again(self) -> Reply:
        self._work.set()
        return json_reply({})

    def _read_as(self, request: Request) -> Reply:
        """Read the letters of the table in another way."""
        name = request.query.get("name", "")
        if name not in ENCODINGS:
            return _refused("there is no such encoding here")
        self.encoding = name
        return self._again()

    def _chosen(self, request: Request) -> Reply:
        """Take a place for a name: one of those of a name, a spot, or what was found already."""
        try:
            asked = json.loads(request.body)
            one = self._review(asked["key"])
            entry = _entry(one, asked, self.world)
        except (ValueError, KeyError, TypeError, LookupError, RecursionError):
            return _refused("this place is not among those that may be meant")
        with self._lock:
            is_kept = self._keep({key(entry.query): entry})
        return self._again() if is_kept else _refused("mend the ledger that was dropped first")

    def _quit(self) -> Reply:
        return replace(self._again(), then=self._end)

    def _end(self) -> None:
        self._is_over = True
        self._work.set()

    # ------------------------------------------------------------ what the page asks

    def _candidates(self, request: Request) -> Reply:
        """The places of another name, for a name of the table."""
        try:
            one = self._review(json.loads(request.query.get("key", "")))
        except (ValueError, KeyError, TypeError, LookupError):
            return _refused("this name is not in the table any more")
        query = Query(request.query.get("name", "")[:200], "", one.query.country)
        options = options_of(self.world.candidates(query), query, one.context, one.entry)
        return json_reply([option_facts(option) for option in options])

    def _land(self) -> str:
        """Land as the player's maps have it, fine where there is something to choose."""
        spots: list[Position] = []
        for one in self._reviews:
            spots += [option.place.position for option in one.options[:8] if one.doubt]
            spots += [one.entry.position] if one.entry else []
        return for_journey(list(dict.fromkeys(spots))[:400], budget_bytes=LAND_BYTES).land

    def _saved_map(self) -> Reply:
        shown = self.board.shown
        if not shown.page:
            return _refused("there is no map yet", 404)
        stem = PurePath(self._table).stem or "journey"
        return Reply(shown.page, "text/html; charset=utf-8", save_as=f"{stem}.html")

    def _saved_ledger(self) -> Reply:
        name = ledger_name(self._table)
        if name not in self._files:
            return _refused("there is no ledger yet", 404)
        return Reply(self._files[name], "text/csv; charset=utf-8", save_as=name)

    def _review(self, asked: Any) -> Review:
        """The review of a name by what the page calls it. Raises LookupError."""
        wanted = key(Query(*map(str, asked)))
        found = next((one for one in self._reviews if key(one.query) == wanted), None)
        if found is None:
            raise LookupError
        return found

    # ------------------------------------------------------------ what is made of it

    def _build(self) -> None:
        with self._lock:
            sources, self._builds = self._sources(), self._builds + 1
        if sources is None:
            return
        facts: dict[str, Any] = {
            "builds": self._builds,
            "file": self._table,
            "encoding": self.encoding if _is_guessed(sources.table) else None,
        }
        page = None if self._shown == self._table else b""  # another table's is not this one's
        self._shown = self._table
        try:
            found = pipeline.survey(
                sources,
                world=self.world,
                encoding=self.encoding,
                strict_sources=self.strict_sources,
            )
            self._reviews = review(found.told.stays, found.located.names, self.world)
            facts |= self._facts(found, found.problems)
            built = pipeline.build(
                sources,
                world=self.world,
                encoding=self.encoding,
                strict_sources=self.strict_sources,
            )
            facts |= self._facts(found, built.gathered.problems)
            page = self._kept(built)
        except InputError as error:
            facts |= problem_facts(error.problems, facts.get("columns", {}))
        except JourneymapError as error:
            facts |= problem_facts([_problem(self._table, str(error))], {})
        except Exception as error:  # noqa: BLE001  nobody here would see a traceback
            fault = f"a fault of journeymap, not of your table: {type(error).__name__}: {error}"
            facts |= problem_facts([_problem(self._table, fault)], {})
        facts["ledger"] = ledger_name(self._table) if self._has_ledger() else ""
        self.board.put(facts, page)

    def _facts(self, found: Survey, problems: Sequence[Problem]) -> dict[str, Any]:
        table = table_facts(found.table, problems)
        return {
            **table,
            **problem_facts(problems, table["columns"]),
            "places": [place_facts(one) for one in self._reviews],
        }

    def _kept(self, built: Built) -> bytes:
        """The map. The places that are new go into the ledger."""
        with self._lock:
            if built.new_ledger is not None:
                self._files[ledger_name(self._table)] = built.new_ledger
        return built.html.encode("utf-8")

    def _sources(self) -> Sources | None:
        """The table that was dropped last, and what belongs to it by its name."""
        if not self._table:
            return None
        data = self._files[self._table]
        path = PurePath(self._table)
        inside = sources_of_page(data) if is_page(Path(self._table)) else None
        table = File(self._table, data)
        settings = self._file(path.with_suffix(".toml").name)
        ledger = self._file(ledger_name(self._table))
        if inside:
            return replace(inside, ledger=ledger or inside.ledger)
        return Sources(table, settings, ledger, self._picture)

    def _file(self, name: str) -> File | None:
        return File(name, self._files[name]) if name in self._files else None

    def _picture(self, name: str) -> bytes:
        """A picture that was dropped, wherever the table says that it lies."""
        wanted = name.replace("\\", "/").rpartition("/")[2]
        if wanted not in self._files:
            raise OSError("drop the picture on this page, too")
        return self._files[wanted]

    def _has_ledger(self) -> bool:
        return ledger_name(self._table) in self._files

    def _keep(self, entries: Mapping[Query, Entry]) -> bool:
        """Put entries into the ledger, in place of what it had for their names.

        Nothing is put over a ledger with faults: what cannot be read of it would be lost.
        """
        sources = self._sources()
        before = sources.ledger if sources else None
        known, faults = read_ledger(before.data, file=before.name) if before else ({}, ())
        if has_errors(faults):
            return False
        ledger = write_ledger({**known, **entries}.values())
        self._files[ledger_name(self._table)] = ledger
        return True


def ledger_name(table: str) -> str:
    """What the ledger of a table is called."""
    return PurePath(table).with_suffix(".located.csv").name if table else ""


def _entry(one: Review, asked: Mapping[str, Any], world: World) -> Entry:
    """What was chosen, as the ledger keeps it. Raises LookupError, KeyError or ValueError."""
    if "lat" in asked:
        return pinned(one, Position(lon=float(asked["lon"]), lat=float(asked["lat"])))
    if "ident" not in asked:
        if one.entry is None:
            raise LookupError
        return replace(one.entry, reviewed=BY_HAND)
    options = one.options
    if asked.get("name"):
        query = Query(str(asked["name"])[:200], "", one.query.country)
        options = options_of(world.candidates(query), query, one.context, one.entry)
    for number, option in enumerate(options):
        if (option.place.gazetteer, option.place.ident) == tuple(asked["ident"]):
            return chosen(one, options, number)
    raise LookupError


def _is_guessed(table: File) -> bool:
    """Whether there are several ways to read the letters of a table."""
    if PurePath(table.name).suffix.lower() not in (".csv", ".tsv", ".txt"):
        return False
    try:
        table.data.decode("utf-8")
    except UnicodeDecodeError:
        return not table.data.startswith((b"\xff\xfe", b"\xfe\xff"))
    return False


def _refused(message: str, status: int = 400) -> Reply:
    return Reply(message.encode(), "text/plain; charset=utf-8", status=status)


def _problem(file: str, message: str) -> Problem:
    return Problem(file, 0, "", "", message)
