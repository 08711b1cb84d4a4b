"""Saying in words what there is and what a scenario will do, in English and Thai."""
