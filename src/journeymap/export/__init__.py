"""A journey as files for other programs."""
