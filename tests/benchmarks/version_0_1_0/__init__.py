"""Version 0.1.0 in plain C and in plain Mesa, as it was: see ``stand_ins``."""
