"""The model: organisations, alliances, teams, and the month they live through. Never imports ``analysis``."""
