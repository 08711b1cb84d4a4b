"""How much a number may be worth of which nothing is found: what it does is then too small a part to be told from
chance, which is not to say that it is nothing."""

from __future__ import annotations

import math

import numpy as np

from analysis.drivers.curves import FOLDS
from analysis.effects.statistics import errors_to_end


def unseen(outcomes: np.ndarray, worlds: int, shown: float = 1.0) -> float:
    """The worth of a number that would just not be found: so little of how the lead of the best over another differs.

    Of each other policy, the normal loss of its lead (Raiffa & Schlaifer 1961, ch. 5A) where what is known moves the
    lead by the share of its variance that goes ``share_unseen``; the most of them. Leads are taken a standard error
    nearer to nothing than they are, since knowing is worth most where policies are level.

    Parameters
    ----------
    outcomes : (worlds, policies), more is better
    worlds : as many worlds as have a value of their own of the number
    shown : share of the number's variance that is shown, 0 to 1 (of a pilot)
    """
    means = outcomes.mean(axis=0)
    leads = outcomes[:, [int(means.argmax())]] - outcomes
    spread = leads.std(axis=0)
    nearest = np.maximum(0.0, leads.mean(axis=0) - spread / math.sqrt(worlds))
    moved = spread * math.sqrt(share_unseen(worlds) * shown)
    return max(normal_loss(float(lead), float(by)) for lead, by in zip(nearest, moved))


def share_unseen(worlds: int) -> float:
    """The share of the variance that a straight dependence must account for to be found in 97.5 of 100 samples.

    Found is what the criterion of ``curves`` (Schwarz 1978) takes up in the nine tenths where it is learnt.
    """
    learnt = worlds * (1.0 - 1.0 / FOLDS)
    return min(1.0, (math.sqrt(math.log(learnt)) + errors_to_end()) ** 2 / learnt)


def normal_loss(lead: float, spread: float) -> float:
    """E max(0, N(−lead, spread²)): what turns of a ``lead``, 0 or more, would have gained."""
    if not spread > 0.0:
        return 0.0
    z = lead / spread
    density, above = math.exp(-z * z / 2) / math.sqrt(2 * math.pi), 0.5 * math.erfc(z / math.sqrt(2))
    return max(0.0, spread * density - lead * above)
