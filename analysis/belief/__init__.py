"""Whether the model and a fit of it are to be believed: patterns, recovery, what is left out, other readings."""
