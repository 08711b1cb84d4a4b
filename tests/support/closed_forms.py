"""Closed forms that estimates are held against."""

from __future__ import annotations

import math


def unit_normal_loss(mean: float, spread: float) -> float:
    """E max(0, N(mean, spread²)) − max(0, mean): Raiffa & Schlaifer (1961), ch. 5A."""
    z = -abs(mean) / spread
    density, below = math.exp(-z * z / 2) / math.sqrt(2 * math.pi), 0.5 * math.erfc(-z / math.sqrt(2))
    return spread * density - abs(mean) * below
