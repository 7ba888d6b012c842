"""Scene → the finished page: one HTML text that needs nothing else."""
