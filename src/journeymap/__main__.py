"""``journeymap``, ``python3 -m journeymap``: the process around the commands.

Its streams, Ctrl-C, and its end.
"""

import gc
import io
import os
import signal
import sys
from types import FrameType

GARBAGE_EVERY = 200_000
"""So many new objects call for a look at which of them are waste."""


def run() -> None:
    """Run the command that the process was started with."""
    signal.signal(signal.SIGINT, _interrupted)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # what a terminal cannot show is no error
            stream.reconfigure(errors="backslashreplace")
    # Most of what a command makes it keeps until its end: to look for waste at Python's own
    # pace took a fifth of a build's time.
    gc.set_threshold(GARBAGE_EVERY, 10, 10)
    from .cli import main

    code = main(sys.argv[1:])
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # all is done
    for stream in (sys.stdout, sys.stderr):
        try:
            if stream is not None:  # as it is where it was closed from the start
                stream.flush()
        except OSError:  # nobody reads on
            code = code or 1
    os._exit(code)  # Python would take a tenth of a second to clear up what goes anyway


def _interrupted(number: int, frame: FrameType | None) -> None:
    """Ctrl-C. Extension modules swallow an exception in their import, or tell another."""
    while frame:
        if frame.f_code.co_filename == "<frozen importlib._bootstrap>":
            os.write(2, b"interrupted\n")
            os._exit(130)
        frame = frame.f_back
    raise KeyboardInterrupt


if __name__ == "__main__":
    run()
