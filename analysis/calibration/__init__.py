"""Calibration to the observed networks: what was reported, priors, bank, likelihood, refinement, posterior, checks."""
