"""Scenarios lived through in the same worlds, and the folder made of them."""
