"""Some recommendations need each other. No rule says so: it emerges, and these contrasts hold it to that.

The contrast is what two do together beyond the sum of each alone, on alliances operating three years after the
programme, by worlds (2 × 2 factorial; Student's t). Seeds are fixed.
"""

from __future__ import annotations

import pytest
from small_worlds import PROGRAMME, applied, plus

from analysis.effects.statistics import interaction
from sim.ensembles.ensemble import ensemble
from sim.ensembles.tables import tabulate
from sim.ensembles.worlds import worlds


def contrast(first, second, count):
    """The interaction of two sets of recommendations over ``count`` worlds."""
    neither, one, other, both = (
        plus(PROGRAMME, *(applied(n) for n in numbers)) for numbers in ((), first, second, (*first, *second))
    )
    scenarios = [neither, one, other, both]
    runs = tabulate(ensemble(scenarios, worlds(count, 1, 1), 60, 2), [one.key for one in scenarios]).runs
    return interaction(runs, "lasting", both.key, one.key, other.key, reference=neither.key)


def test_an_advisory_unit_needs_something_to_see_by():
    """13 with 8, 10 and 11."""
    assert contrast((13,), (8, 10, 11), 60).low > 0


def test_plans_need_understanding():
    """1 with 3."""
    assert contrast((1,), (3,), 60).low > 0


@pytest.mark.slow
def test_joint_plans_need_plans_of_ones_own():
    """2 with 3: a small effect, which only many worlds tell from chance."""
    assert contrast((2,), (3,), 300).low > 0
