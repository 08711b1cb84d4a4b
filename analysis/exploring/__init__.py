"""A page on this machine to try a scenario by: what is set on it, the runs behind it, and what it shows."""
