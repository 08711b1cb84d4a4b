"""A file of beliefs: what it may say, what is refused and where, and that beliefs as declared change nothing."""

from __future__ import annotations

import pickle
from pathlib import Path

import numpy as np
import pytest

from sim.belief_columns import CELLS, COLUMNS, SPREADS
from sim.beliefs import BeliefsFile, Believed, load_beliefs
from sim.distribution import EVEN, FIXED, FORM, LOG, POINTS, TRIANGLE, Distribution
from sim.draws import FITTED, PRIORS, SWEPT, Draw, WeightedSets, drawn, parameter_values
from sim.ensembles.job import Job
from sim.ensembles.worlds import worlds
from sim.frozen import FrozenNumbers
from sim.inputs.faults import InputFault
from sim.plan import TEAM_COST, make_plan
from sim.scenario import load_scenario
from sim.uncertain import uncertain_numbers

ALL = load_scenario("all-14")
NUMBERS = uncertain_numbers()
HEADING = ",".join(term.key for term in COLUMNS)


def written(folder: Path, *rows: str, heading: str = HEADING) -> Path:
    path = folder / "beliefs.csv"
    path.write_text("\n".join([heading, *rows]) + "\n", encoding="utf-8")
    return path


def row(number: str, declared: Distribution) -> str:
    """What is declared of a number, as a row of a file."""
    shape = EVEN if declared.shape == FORM else declared.shape
    low, high = (repr(end).removesuffix(".0") for end in (declared.lowest, declared.highest))
    return f"{number},fixed,,{low},,,as declared" if shape == FIXED else f"{number},{shape},{low},,{high},,as declared"


def said(path: Path, **more: bool) -> list[str]:
    with pytest.raises(InputFault) as caught:
        load_beliefs(path, **more)
    assert all(fault.said("th") for fault in caught.value.faults)
    return [fault.said("en").removeprefix(f"{path}: ") for fault in caught.value.faults]


# What a file may say


def test_every_spread_is_read(tmp_path):
    path = written(
        tmp_path,
        "05.strength,even,0.1,,0.3,,a study",
        "4.strength,triangle,0.1,0.2,0.9,,",
        "turnover,log,0.01,,0.04,,",
        "12.strength,points,,,,0.05:0.1 0.5:0.2; 0.95:0.4,three of us",
        "team_cost,fixed,,70000,,,",
        "media_form,even,0,,1,,",
        "14.every,even,1,,3,,",
    )
    found = {one.number.name: one for one in load_beliefs(path).believed}
    assert found["05.strength"].distribution == Distribution(EVEN, (0.1, 0.3))
    assert found["05.strength"].source == "a study"
    assert found["04.strength"].distribution == Distribution(TRIANGLE, (0.1, 0.2, 0.9))
    assert found["turnover"].distribution == Distribution(LOG, (0.01, 0.04))
    assert found["12.strength"].distribution.shape == POINTS
    assert found["team_cost"].distribution == Distribution(FIXED, (70000.0,))
    assert found["media_form"].distribution == Distribution(FORM, (0.0, 1.0))


def test_a_file_in_thai_is_the_same(tmp_path):
    heading = ",".join(term.th for term in COLUMNS)
    thai = written(tmp_path, "05.strength,เท่ากันทั้งช่วง,0.1,,0.3,,งานวิจัย", heading=heading)
    assert load_beliefs(thai).believed[0].distribution == Distribution(EVEN, (0.1, 0.3))


def test_a_form_may_be_named(tmp_path):
    form = next(one for one in NUMBERS.values() if one.forms)
    path = written(tmp_path, f"{form.name},fixed,,{form.forms[1].key},,,")
    assert load_beliefs(path).believed[0].distribution == Distribution(FIXED, (1.0,))


def test_columns_that_nobody_needs_may_be_left_out(tmp_path):
    path = written(tmp_path, "05.strength,fixed,0.2", heading="number,distribution,likely")
    assert load_beliefs(path).believed[0].distribution == Distribution(FIXED, (0.2,))


def test_numbers_of_a_scenario_may_be_believed(tmp_path):
    policy = Path(__file__).parents[1] / "support" / "village-radio.toml"
    scenario = load_scenario(str(policy))
    path = written(tmp_path, "village-radio.strength,fixed,,0.2,,,")
    assert load_beliefs(path, [scenario]).believed[0].number.drawn_as == "strength of village-radio"
    assert "unknown number 'village-radio.strength'" in said(path)[0]


# What is refused


@pytest.mark.parametrize(
    ("line", "place", "says"),
    [
        (",even,0.1,,0.3,,", "number", "got nothing; allowed: a name such as 05.strength"),
        ("05.strenght,even,0.1,,0.3,,", "number", "did you mean 05.strength?"),
        ("5.strength,evn,0.1,,0.3,,", "distribution", "did you mean even?"),
        ("5.strength,,0.1,,0.3,,", "distribution", "got nothing"),
        ("5.strength,even,,,0.3,,", "low", "got nothing; allowed: a number from 0 to 3"),
        ("5.strength,even,0.4,,0.3,,", "high", "got 0.3; allowed: at least low, 0.4"),
        ("5.strength,even,0.3,,0.3,,", "high", "fixed"),
        ("5.strength,even,-0.1,,0.3,,", "low", "allowed: a number from 0 to 3"),
        ("5.strength,even,0.1,,3.1,,", "high", "allowed: a number from 0 to 3"),
        ("7.strength,fixed,,1.5,,,", "likely", "allowed: a number from 0 to 1"),
        ("5.strength,even,nan,,0.3,,", "low", "allowed: a number from 0 to 3"),
        ("5.strength,even,๐.๑,,0.3,,", "low", "0.1"),
        ("5.strength,even,0.1,0.2,0.3,,", "likely", "got '0.2'; allowed: blank"),
        ("5.strength,triangle,0.1,0.4,0.3,,", "high", "at least likely, 0.4"),
        ("5.strength,fixed,0.1,0.2,,,", "low", "blank"),
        ("5.strength,points,,,,,", "points", "got nothing"),
        ("5.strength,points,,,,0.5:0.1,", "points", "0.05:0.1 0.5:0.2"),
        ("5.strength,points,,,,0.5:0.1 often:0.2,", "points", "a number from 0 to 1"),
        ("5.strength,points,,,,0.5:0.3 0.9:0.2,", "points", "0.9:0.2 after 0.5:0.3"),
        ("5.strength,points,,,,0.5:0.1 0.9:3.2,", "points", "a number from 0 to 3"),
        ("5.strength,points,,,,0.5:0.1 1:0.2 1:0.3,", "points", "1:0.3 after 1:0.2"),
        ("5.strength,points,,,,0.5:0.1 0.9:0.2 rest,", "points", "got '0.5:0.1 0.9:0.2 rest'"),
        ("media_form,triangle,0,0,1,,", "distribution", "one of even, fixed"),
        ("media_form,even,0,,1.5,,", "high", "a whole number"),
        ("turnover,log,0,,0.03,,", "low", "0.005"),
        ("14.distance,fixed,,1,,,", "number", "unknown number"),
    ],
)
def test_one_fault_at_its_place(tmp_path, line, place, says):
    (fault,) = said(written(tmp_path, line))
    assert fault.startswith(f"row 2, {place}: ") and says in fault


def test_the_column_before_is_named_in_thai(tmp_path):
    with pytest.raises(InputFault) as caught:
        load_beliefs(written(tmp_path, "5.strength,even,0.4,,0.3,,", "4.strength,even,0.3,,0.3,,"))
    falling, alike = (fault.said("th") for fault in caught.value.faults)
    assert "ไม่น้อยกว่าค่าในช่อง ต่ำสุด (low) คือ 0.4" in falling and "ต่ำสุด (low)" in alike


def test_all_faults_come_at_once_in_the_order_of_rows(tmp_path):
    path = written(
        tmp_path,
        "5.strength,even,0.1,,0.3,,",
        "",
        "05.Strength,evn,0.1,,0.3,,",
        "4.strenght,even,0.9,,0.3,,",
        "3.strength,even,0.9,,9,,",
    )
    places = [fault.partition(":")[0] for fault in said(path)]
    assert places == ["row 4, number", "row 4, distribution", "row 5, number", "row 6, high"]


@pytest.mark.parametrize(
    ("rows", "says"),
    [((), "rows: got no number"), ((",,,,,,",), "rows: got no number"), (("a,b",), "row 2: got 2 cells")],
)
def test_files_without_a_belief_are_refused(tmp_path, rows, says):
    assert said(written(tmp_path, *rows))[0].startswith(says)


def test_a_column_that_is_missing_or_unknown(tmp_path):
    assert "no column distribution" in said(written(tmp_path, "5.strength,0.2", heading="number,likely"))[0]
    assert (
        "did you mean likely?" in said(written(tmp_path, "5.strength,fixed,1", heading="number,distribution,likly"))[0]
    )


def test_an_empty_file_is_refused(tmp_path):
    path = tmp_path / "beliefs.csv"
    path.write_text("", encoding="utf-8")
    assert "empty" in said(path)[0]


@pytest.mark.parametrize("name", FITTED)
def test_what_a_fit_has_learnt_is_not_believed_otherwise(tmp_path, name):
    prior = PRIORS[name]
    path = written(tmp_path, f"{name},fixed,,{prior.low},,,")
    (fault,) = said(path, with_fit=True)
    assert fault.startswith("row 2, number: ") and "--posterior none" in fault
    assert load_beliefs(path).believed[0].number.name == name


# Beliefs as declared change nothing, bit for bit


@pytest.fixture(scope="module")
def declared(tmp_path_factory) -> BeliefsFile:
    """A file that says of every number what is declared of it."""
    rows = [row(one.name, one.declared[0]) for one in NUMBERS.values() if not one.learnt]
    return load_beliefs(written(tmp_path_factory.mktemp("declared"), *rows))


def test_a_file_as_declared_says_nothing_otherwise(declared):
    assert len(declared.believed) == sum(not one.learnt for one in NUMBERS.values()) > 150
    assert declared.otherwise == () and declared.content() == {} and not declared.to_draw_from()
    assert worlds(3, 1, 5, None, declared.to_draw_from()) == worlds(3, 1, 5)


def test_even_where_it_is_drawn_from_nothing_changes(declared):
    """As it would be if nothing were left out: the very same plans, in every bit."""
    beliefs = FrozenNumbers({one.number.drawn_as: one.distribution for one in declared.believed})
    for number in range(40):
        plain, believed = drawn(number, 7, None), drawn(number, 7, None, beliefs)
        for before, after in zip(make_plan(ALL, plain), make_plan(ALL, believed), strict=True):
            assert before.tobytes() == after.tobytes()


# What is believed otherwise


def one_belief(name: str, distribution: Distribution) -> FrozenNumbers[Distribution]:
    number = NUMBERS[name]
    return BeliefsFile(Path("x.csv"), (Believed(number, distribution, ""),)).to_draw_from()


@pytest.mark.parametrize("spread", [spread.key for spread in SPREADS])
def test_every_spread_has_its_cells(spread):
    assert CELLS[spread]


def test_a_number_is_at_the_same_chance_of_what_is_believed():
    beliefs = one_belief("05.strength", Distribution(EVEN, (1.0, 2.0)))
    five = ALL.applied[4].recommendation
    for number in range(20):
        before, after = drawn(number, 3, None), drawn(number, 3, None, beliefs)
        name = "strength of 05-public-media"
        chance = (before.within(name, five.strength) - five.strength.low) / (five.strength.high - five.strength.low)
        assert after.within(name, five.strength) == pytest.approx(1.0 + chance)
        plans = make_plan(ALL, before), make_plan(ALL, after)
        differing = [name for name, a, b in zip(plans[0]._fields, *plans, strict=True) if a.tobytes() != b.tobytes()]
        assert differing == ["changes"]
        rows = plans[0].changes != plans[1].changes
        assert {int(source) for source in plans[0].changes["source"][rows]} == {4}


def test_a_believed_price_of_teams_is_drawn():
    believed = drawn(2, 3, None, one_belief("teamcost", Distribution(FIXED, (80_000.0,))))
    assert make_plan(ALL, believed).numbers[TEAM_COST][0] == 80_000.0


def test_what_a_scenario_sets_stays_as_set():
    believed = drawn(2, 3, None, one_belief("turnover", Distribution(FIXED, (0.03,))))
    assert parameter_values(believed, {})["turnover"] == 0.03
    assert parameter_values(believed, {"turnover": 0.02})["turnover"] == 0.02


def test_a_fitted_parameter_is_drawn_once_it_is_believed_without_a_fit():
    believed = drawn(2, 3, None, one_belief("linkpush", Distribution(EVEN, (1.0, 2.0))))
    assert 1.0 <= parameter_values(believed, {})["link_push"] <= 2.0
    assert "link_push" not in parameter_values(drawn(2, 3, None), {})


def test_the_defaults_believe_nothing():
    believed = Draw(-1, 0, None, one_belief("05.strength", Distribution(FIXED, (1.0,))))
    assert believed.within("strength of 05-public-media", ALL.applied[4].recommendation.strength) == 0.2


def test_with_a_fit_a_number_is_where_its_value_lies_in_what_was_assumed():
    middle = FrozenNumbers({name: float(prior.at(0.5)) for name, prior in PRIORS.items()})
    sets = WeightedSets((middle,), (1.0,))
    plain = parameter_values(drawn(1, 3, sets), {})
    beliefs = one_belief("turnover", Distribution(EVEN, (0.02, 0.04)))
    found = parameter_values(drawn(1, 3, sets, beliefs), {})
    assert found["turnover"] == pytest.approx(0.03)
    assert {name for name in found if found[name] != plain[name]} == {"turnover"}
    assert "turnover" in SWEPT


def test_every_number_keeps_within_what_the_model_allows_once_believed_at_its_limits():
    for one in NUMBERS.values():
        if one.forms:
            continue
        belief = FrozenNumbers({one.drawn_as: Distribution(EVEN, (one.least, one.most))})
        for number in range(3):
            plan = make_plan(ALL, drawn(number, 5, None, belief))
            assert all(np.isfinite(plan.numbers[name]).all() for name in plan.numbers.dtype.names), one.name
            assert all(np.isfinite(plan.changes[name]).all() for name in plan.changes.dtype.names), one.name


def test_beliefs_travel_to_another_machine():
    beliefs = one_belief("05.strength", Distribution(TRIANGLE, (0.1, 0.2, 0.9)))
    job = Job((ALL,), 3, range(2), 1, beliefs=beliefs)
    again = pickle.loads(pickle.dumps(job))
    assert again.worlds(range(2)) == job.worlds(range(2)) and hash(again.worlds(range(2))[0]) == hash(
        job.worlds(range(2))[0]
    )
    assert again.worlds(range(1))[0].draw.beliefs == beliefs
