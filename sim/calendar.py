"""The months there are: of the programme, of a run that nobody gave a length, and at most."""

from __future__ import annotations

PROGRAMME_MONTHS = 24
"""The two years of the source, at whose end 31 networks were counted; what runs or is judged "for the programme"."""
DEFAULT_MONTHS = 60
"""How long a scenario lasts by default, and when *lasting* is judged: three years after the programme."""
YEAR = 12
"""How many an alliance has to operate by itself to be lasting, and over how many results of trade are smoothed."""
LAST_MONTH = 600
"""The last month that a file or option may name."""
