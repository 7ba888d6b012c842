"""journeymap: a table of dated places becomes one animated, offline map of a life."""

__version__ = "0.1.0"
