"""Chance is keyed by the question: what two worlds have in common happens alike in both, bit for bit.

Nought is nothing; before its first month a policy is nothing; a policy in one province is nothing elsewhere until
somebody carries it there; a silent organisation is nothing to anybody else; and no order changes anything.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from dataclasses import replace

import numpy as np
import pytest
from small_worlds import (
    BASELINE,
    PROGRAMME,
    P,
    alike,
    applied,
    differing,
    plus,
    same_organisations,
    through,
    used,
    with_parameters,
)

from sim.draws import DEFAULTS, Draw
from sim.ensembles.worlds import live, worlds
from sim.language.terms import keys
from sim.measures import MEASURES
from sim.plan import make_plan
from sim.provinces import PROVINCE_TERMS
from sim.recommendation import recommendations
from sim.records import ORGANISATION_FIELDS, State
from sim.simulate import simulate

ALL = tuple(recommendations())
HERE = "loei"
REGION = keys(PROVINCE_TERMS).index(HERE)


def same_rows(one, other):
    return [m.key for k, m in enumerate(MEASURES) if one[..., k].tobytes() != other[..., k].tobytes()]


# Nought


@pytest.fixture(scope="module")
def references(peopling):
    return {scenario.key: simulate(scenario, 5, DEFAULTS, peopling) for scenario in (BASELINE, PROGRAMME)}


@pytest.mark.parametrize("nothing", [{"intensity": 0.0}, {"strength": 0.0}], ids=["intensity", "strength"])
@pytest.mark.parametrize("reference", [BASELINE, PROGRAMME], ids=lambda scenario: scenario.key)
@pytest.mark.parametrize("numbers", [*((number,) for number in ALL), ALL], ids=str)
def test_nought_is_nothing(numbers, reference, nothing, references, peopling):
    """Neither costs anything, nor takes anybody's time or any agency's staff."""
    run = simulate(plus(reference, *(applied(n, **nothing) for n in numbers)), 5, DEFAULTS, peopling)
    assert same_rows(run.rows, references[reference.key].rows) == []
    assert differing(run.state, references[reference.key].state) == []


def test_nought_is_nothing_in_an_ensemble_either(peopling):
    nothing = plus(PROGRAMME, *(applied(n, intensity=n % 2, strength=0.0 if n % 2 else None) for n in ALL))
    something = plus(PROGRAMME, applied(1))
    (world,) = worlds(1, 1, 9)
    lived = live(world, [PROGRAMME, nothing, something], 40, peopling)
    assert same_rows(lived.rows[0], lived.rows[1]) == []
    assert alike(lived.alliances[0], lived.alliances[1])
    assert same_rows(lived.rows[0], lived.rows[2]) != []


# Before its first month


@pytest.mark.parametrize("number", ALL)
def test_before_its_first_month_a_recommendation_is_nothing(number, peopling):
    later = plus(PROGRAMME, applied(number, start=13, end=24))
    runs = {months: [simulate(replace(s, months=months), 5, DEFAULTS, peopling) for s in (PROGRAMME, later)]
            for months in (12, 24)}  # fmt: skip
    without, with_ = runs[12]
    assert same_rows(without.rows, with_.rows) == []
    by_change = (
        "rounds",
        "delivered",
        "spare",
        "change_desk",
    )  # of each change, and the staff it leaves
    assert [name for name in differing(without.state, with_.state) if not name.startswith(by_change)] == []
    without, with_ = runs[24]
    assert "cost" in same_rows(without.rows[13], with_.rows[13])
    assert set(same_rows(without.rows, with_.rows)) - {"cost"} != set()


def test_before_its_first_month_a_programme_is_nothing(peopling):
    later = replace(PROGRAMME, months=12, programme=replace(PROGRAMME.programme, start=13, end=24))
    one, other = (simulate(scenario, 5, DEFAULTS, peopling) for scenario in (replace(BASELINE, months=12), later))
    assert same_rows(one.rows, other.rows) == []
    assert differing(one.state, other.state) == []


def test_after_its_last_month_a_recommendation_asks_no_more(peopling):
    """What remains of it is in the world, not in the plan: it may as well be taken out of it."""
    short = plus(PROGRAMME, applied(14, end=6))
    lives = [through(replace(s, months=12), 5, peopling) for s in (short, plus(PROGRAMME, applied(14, end=24)))]
    for month, ((_, one, _), (_, other, _)) in enumerate(zip(*lives)):
        if month in (6, 7):  # the forum of month 7 is the first that only one of them holds
            assert (same_organisations(one, other) == []) == (month == 6)


# In one province


CARRIED = [1, 6, 14]


def elsewhere(state):
    return np.flatnonzero(state.organisations["province"] != REGION)


@pytest.mark.parametrize("numbers", [(n,) for n in CARRIED] + [ALL], ids=str)
def test_without_ties_between_provinces_a_policy_stays_where_it_is(numbers, peopling):
    closed = with_parameters(PROGRAMME, outside_share=0.0, national_reach=0.0)
    here = plus(closed, *(applied(n, provinces=(HERE,)) for n in numbers))
    one, other = (simulate(scenario, 5, DEFAULTS, peopling) for scenario in (closed, here))
    away = elsewhere(one.state)
    assert len(away) > 1000
    assert same_organisations(one.state, other.state, away) == []
    assert tie_rows(one.state, away) == tie_rows(other.state, away)
    found = {a["key"]: a for a in used(one.state) if a["province"] != REGION}
    told = {a["key"]: a for a in used(other.state) if a["province"] != REGION}
    assert found.keys() == told.keys()
    for name in ("cohesion", "plan", "size", "ended", "operating"):
        assert [a[name] for a in found.values()] == [told[key][name] for key in found]
    at_home = same_organisations(one.state, other.state, np.setdiff1d(np.arange(len(one.state.organisations)), away))
    assert "understanding" in at_home or "management" in at_home


def tie_rows(state, who):
    return state.ties["other"][who].tobytes(), state.ties["trust"][who].tobytes()


class Twins:
    """Two worlds month by month, and what of each is no longer as in the other.

    Organisations go by their number, alliances by their key, federations by their province. An organisation differs by
    its record or by whom it trusts, an alliance by its record or by whom it has.
    """

    def __init__(self, one: State, other: State, month: int) -> None:
        self.worlds, self.month = (one, other), month

    def differing(self) -> set[Hashable]:
        one, other = self.worlds
        unlike = np.zeros(len(one.organisations), bool)
        for field in ORGANISATION_FIELDS:
            unlike |= one.organisations[field.name] != other.organisations[field.name]
        for i in range(len(unlike)):
            if not unlike[i] and one.ties[i].tobytes() != other.ties[i].tobytes():
                unlike[i] = set(one.ties[i].tolist()) != set(other.ties[i].tolist())
        mine, theirs = (dict(self._alliances(state)) for state in self.worlds)
        alliances = {key for key in mine.keys() | theirs.keys() if mine.get(key) != theirs.get(key)}
        pairs = enumerate(zip(one.federations.tolist(), other.federations.tolist()))
        federations = {("federation", region) for region, (mine, theirs) in pairs if mine != theirs}
        return {int(i) for i in np.flatnonzero(unlike)} | alliances | federations

    @staticmethod
    def _alliances(state: State) -> Iterator[tuple[Hashable, tuple]]:
        for number, a in enumerate(used(state)):
            names = [name for name in a.dtype.names if name != "key"]
            yield ("alliance", int(a["key"])), (tuple(a[names]), sorted(state.members[number, : a["size"]].tolist()))

    def contacts(self) -> dict[Hashable, set[Hashable]]:
        """Who was in touch with whom at the end of the month, in either world."""
        touch: dict[Hashable, set[Hashable]] = {}
        for state in self.worlds:
            who, slot = np.nonzero(state.ties["other"] >= 0)
            for i, j in zip(who.tolist(), state.ties["other"][who, slot].tolist()):
                touch.setdefault(i, set()).add(j)
            alliances = used(state)
            for entry in state.ledger[: state.counts["ledger"][0]]:
                if entry["left"] < 0 or entry["left"] >= self.month:
                    key = ("alliance", int(alliances["key"][entry["alliance"]]))
                    touch.setdefault(int(entry["organisation"]), set()).add(key)
                    touch.setdefault(key, set()).add(int(entry["organisation"]))
            national = {("federation", int(r)) for r in np.flatnonzero(state.federations["national"])}
            for one in national:
                touch.setdefault(one, set()).update(national)
            for a in alliances:  # each considers the federation of its province, in it or not
                above, key = ("federation", int(a["province"])), ("alliance", int(a["key"]))
                touch.setdefault(above, set()).add(key)
                touch.setdefault(key, set()).add(above)
        return touch

    def brought_together(self) -> dict[Hashable, set[Hashable]]:
        """Those whom a team may bring together this month: its circle, and the alliances it helped found."""
        state = self.worlds[0]
        touch: dict[Hashable, set[Hashable]] = {}
        for home in state.provinces:
            works_with = min(int(P["team_circle"]), int(home["active"]))
            circle = state.circle[home["first"] : home["first"] + works_with].tolist()
            for i in circle:
                touch.setdefault(i, set()).update(circle)
        return touch

    def at_home(self, what: Hashable) -> bool:
        """Whether it is of the province where the policy is."""
        if isinstance(what, int):
            return bool(self.worlds[0].organisations["province"][what] == REGION)
        if what[0] == "federation":
            return bool(what[1] == REGION)
        keys_ = {int(a["key"]): int(a["province"]) for state in self.worlds for a in used(state)}
        return keys_[what[1]] == REGION


def reached(start: set[Hashable], among: set[Hashable], touch: dict[Hashable, set[Hashable]]) -> set[Hashable]:
    """Those ``among`` that can be reached from ``start`` through each other."""
    seen, edge = set(start), set(start)
    while edge:
        edge = {other for one in edge for other in touch.get(one, ()) if other in among} - seen
        seen |= edge
    return seen


def merged(*graphs):
    whole: dict[Hashable, set[Hashable]] = {}
    for graph in graphs:
        for one, others in graph.items():
            whole.setdefault(one, set()).update(others)
    return whole


@pytest.mark.parametrize("numbers", [(1,), (14,), ALL], ids=str)
def test_what_differs_elsewhere_was_carried_there(numbers, peopling):
    """Every month, whatever is newly different outside the province had been in touch with something different."""
    scenario = replace(PROGRAMME, months=30)
    here = plus(scenario, *(applied(n, provinces=(HERE,)) for n in numbers))
    before: set[Hashable] = set()
    touched: dict[Hashable, set[Hashable]] = {}
    spread = []
    for (month, one, _), (_, other, _) in zip(through(scenario, 5, peopling), through(here, 5, peopling)):
        twins = Twins(one, other, month)
        now, touch = twins.differing(), twins.contacts()
        team = twins.brought_together() if month <= 24 else {}
        sources = before | {what for what in now if twins.at_home(what)}
        unexplained = now - reached(sources, now | sources, merged(touch, touched, team))
        assert unexplained == set(), month
        before, touched = before | now, touch
        spread.append(sum(isinstance(what, int) and not twins.at_home(what) for what in now))
    assert spread[0] == 0
    assert 0 < spread[-1] < 1100  # it did spread, and not to everybody


# Order


def test_the_order_of_scenarios_changes_nothing(peopling):
    scenarios = [BASELINE, PROGRAMME, plus(PROGRAMME, applied(1)), plus(PROGRAMME, applied(13)),
                 with_parameters(PROGRAMME, turnover=0.0)]  # fmt: skip
    (world,) = worlds(1, 1, 3)
    forward = live(world, scenarios, 30, peopling)
    for order in ([4, 3, 2, 1, 0], [2, 0, 4, 1, 3]):
        shuffled = live(world, [scenarios[k] for k in order], 30, peopling)
        for place, k in enumerate(order):
            assert same_rows(shuffled.rows[place], forward.rows[k]) == []
            assert alike(shuffled.alliances[place], forward.alliances[k])


def test_scenarios_of_an_ensemble_begin_in_the_same_world(peopling):
    (world,) = worlds(1, 1, 3)
    lived = live(world, [BASELINE, PROGRAMME], 5, peopling)
    assert same_rows(lived.rows[0][0], lived.rows[1][0]) == []


def test_what_one_scenario_draws_of_what_nobody_knows_no_other_changes():
    """A strength has the same value in a draw whether or not other recommendations are there to be drawn."""
    draw = Draw(4, 11)
    alone_ = make_plan(plus(PROGRAMME, applied(14)), draw).changes
    among = make_plan(plus(PROGRAMME, *(applied(n) for n in ALL)), draw).changes
    same = among[among["key"] == alone_["key"][0]]
    for name in ("strength", "month_cost", "case_cost"):
        assert same[name].tolist() == alone_[name].tolist()
    assert alone_["strength"][0] != make_plan(plus(PROGRAMME, applied(14)), Draw(5, 11)).changes["strength"][0]
