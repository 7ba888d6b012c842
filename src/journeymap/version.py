"""The version, which a page carries and a command tells."""

__version__ = "0.1.0"
