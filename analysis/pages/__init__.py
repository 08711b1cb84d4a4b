"""Pages that people open, print and hand on: one file each, which needs no network."""
