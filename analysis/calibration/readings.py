"""How a report of networks may be read and counted."""

from __future__ import annotations

OPERATORS = ("created", "kept", "alive")
"""What is counted: networks helped into being in 24 months; those of them alive at month 24; all alive then."""
READINGS = ("total", "lower-bounds", "flagship", "sample")
"""How labelled networks came to be labelled.

``total``: what is labelled is passed over. ``lower-bounds``: there are at least those. ``flagship``: each province
names one of its own, chosen in proportion to a salience of its form that is itself uncertain. ``sample``: any network
of the total was as likely to be labelled as any other.
"""
SHIPPED_READING = "flagship-namely"
SHIPPED_READINGS = ("total", "lower-bounds", "flagship", SHIPPED_READING, "academic-complete")
"""Ways of reading the shipped report: a reading; the flagships with a list of academic networks that is probably
complete, since it is introduced by "namely"; and the flagships with one that is."""
