"""What recommendations do together beyond the sum: what is run and said, and which needs are built in.

The contrast is read off worlds (2 × 2 factorial; Hall's interval). Seeds are fixed. On lasting alliances at month 60
none of these contrasts is told from the sum; ``validate`` prints them.
"""

from __future__ import annotations

from small_worlds import PROGRAMME, applied, plus

from analysis.effects.interactions import BUILT_IN, PAIRS, joint_effects, words
from analysis.effects.statistics import interaction
from sim.calendar import PROGRAMME_MONTHS
from sim.ensembles.ensemble import ensemble
from sim.ensembles.tables import tabulate
from sim.ensembles.worlds import worlds


def contrast(measure, first, second, count):
    """The interaction of two sets of recommendations over ``count`` worlds, at the end of the programme."""
    neither, one, other, both = (
        plus(PROGRAMME, *(applied(n) for n in numbers)) for numbers in ((), first, second, (*first, *second))
    )
    scenarios = [neither, one, other, both]
    lived = ensemble(scenarios, worlds(count, 1, 1), PROGRAMME_MONTHS, 2)
    runs = tabulate(lived, [scenario.key for scenario in scenarios]).runs
    return interaction(runs, measure, both.key, one.key, other.key, reference=neither.key)


def test_an_advisory_unit_sees_more_trouble_where_it_is_monitored():
    """13 with 8, 10 and 11: cases helped."""
    assert contrast("rescues", (13,), (8, 10, 11), 240).low > 0


def test_what_two_teach_the_same_people_adds_up_to_less():
    """1 with 3: understanding."""
    assert contrast("understanding", (1,), (3,), 60).high < 0


def test_every_pair_is_told_in_both_languages():
    found = joint_effects(worlds(2, 1, 1), 2)
    assert [(one.first, one.second) for one in found] == list(PAIRS)
    assert [(one.first, one.second) for one in found if one.built_in] == [pair for pair in PAIRS if pair in BUILT_IN]
    assert set(BUILT_IN) < set(PAIRS)
    for lang in ("en", "th"):
        assert len(words(found, lang)) == 1 + len(PAIRS)
