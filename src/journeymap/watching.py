"""The commands ``watch`` and ``studio``: a preview on this computer, until Ctrl-C."""

import threading
from collections.abc import Sequence
from pathlib import Path

from .errors import JourneymapError, Problem, UsageError, refusal
from .files import plain_name, read_file, trace_of
from .outputs import check_output, output_path
from .page.carried import is_foreign, is_page
from .pipeline import Built
from .preview.board import Board
from .preview.facts import problem_facts
from .preview.pages import routes
from .preview.server import Server
from .preview.studio import Studio
from .preview.watch import Made, Watcher
from .replacing import replace_file
from .terminal import print_problems, report, say, show, show_in_browser


def watch_table(
    table: Path,
    output: Path | None,
    *,
    encoding: str,
    strict_sources: bool,
    port: int,
    opens: bool,
) -> None:
    """Show the map of a table, and write it whenever the table has been saved."""
    if is_page(table):
        raise UsageError("a map does not change by itself; name the table it was made from.")
    if trace_of(table) is None:
        raise refusal(str(table), "there is no such file.")
    if output is not None:
        check_output(table, output)
    board, stop = Board(), threading.Event()
    desk = _Desk(table, output, board)
    server = Server(routes(board, "preview"), port=port)
    show(f"{table}: shown at {server.url}, built again on every save. Ctrl-C ends it.")
    try:
        if opens:
            show_in_browser(server.url)
        watcher = Watcher(table, made=desk.made, encoding=encoding, strict_sources=strict_sources)
        watcher.run(stop)
    finally:
        board.close()
        server.close()


class _Desk:
    """Takes every building: writes the map, tells the terminal, shows it on the page."""

    def __init__(self, table: Path, output: Path | None, board: Board) -> None:
        self.table = table
        self.output = output
        self.board = board
        self._written = b""

    def made(self, made: Made) -> None:
        if made.built is None:
            self._show(made.problems, None if self.board.shown.page else self._last_time())
            print_problems(made.problems)
            say("The map stays as it was.")
            return
        page = made.built.html.encode("utf-8")
        self._show(made.problems, page)  # first of all: somebody is looking at it
        print_problems(made.problems)
        try:
            self._write(made.built, page, made.seconds)
        except JourneymapError as error:
            say(f"journeymap: {error}")
            fault = Problem(plain_name(self.table.name), 0, "", "", str(error))
            self._show((*made.problems, fault), page)

    def _show(self, problems: Sequence[Problem], page: bytes | None) -> None:
        self.board.put({"file": plain_name(self.table.name), **problem_facts(problems)}, page)

    def _write(self, built: Built, page: bytes, seconds: float) -> None:
        wanted = built.gathered.settings.output
        output = output_path(self.table, asked=self.output, wanted=wanted)
        if page != self._written:
            replace_file(output, page)
            self._written = page
        warnings = len(built.gathered.problems)
        report(built, self.table, output, warnings=warnings, size=len(page), seconds=seconds)

    def _last_time(self) -> bytes | None:
        """The map that was built when the table was last in order."""
        output = self.output or Path(f"maps/{self.table.stem}.html")
        there = None if is_foreign(output) else read_file(output)
        return there.data if there else None


def open_studio(*, encoding: str, strict_sources: bool, port: int, opens: bool) -> None:
    """Show the studio until it is closed, on its page or by Ctrl-C."""
    board = Board()
    studio = Studio(board, encoding=encoding, strict_sources=strict_sources)
    server = Server({**routes(board, "studio"), **studio.routes}, studio.posts, port=port)
    studio.token = server.token
    show(f"The studio is at {server.url}. It ends with its page's button, or with Ctrl-C.")
    try:
        if opens:
            show_in_browser(server.url)
        studio.run()
    finally:
        board.close()
        server.close()
