"""``python3 -m journeymap``."""

from .cli import run

run()
