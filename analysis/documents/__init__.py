"""Pages of ``docs/`` that the code already knows."""
