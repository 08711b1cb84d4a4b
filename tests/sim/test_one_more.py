"""One more organisation that takes part in nothing changes nobody else's history, bit for bit."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from small_worlds import (
    PROGRAMME,
    applied,
    copied,
    organisations,
    plus,
    used,
    with_parameters,
)

from sim.draws import DEFAULTS
from sim.kinds import ACTIVITIES, KINDS
from sim.organisations import load_organisations
from sim.provinces import PROVINCE_TERMS
from sim.recommendation import recommendations
from sim.records import ORGANISATION_FIELDS
from sim.simulate import Peopling, simulate

ALL = tuple(recommendations())


# One more


def written(folder: Path, rows: pd.DataFrame, name: str = "organisations.csv") -> Path:
    path = folder / name
    rows.to_csv(path, index=False)
    return path


def as_written(table: pd.DataFrame) -> pd.DataFrame:
    """A table as a user would write it: names for codes."""
    rows = table.copy()
    rows["kind"] = [KINDS[k].th for k in table["kind"]]
    rows["province"] = [PROVINCE_TERMS[k].en for k in table["province"]]
    rows["active"] = np.where(table["active"], "yes", "no")
    rows["registered"] = np.where(table["registered"], "yes", "no")
    for side in ("needs", "offers"):
        rows[side] = [
            "" if code < 0 else "|".join(a.key for k, a in enumerate(ACTIVITIES) if code >> k & 1) or "none"
            for code in table[side]
        ]
    return rows


HANDED_OVER = replace(PROGRAMME, months=60, programme=replace(PROGRAMME.programme, handover=40))
SMALL = plus(HANDED_OVER, *(applied(n) for n in ALL))


@pytest.fixture(scope="module")
def rows():
    """A hundred organisations of three provinces; some name a district."""
    return as_written(organisations(100, seed=21))


@pytest.fixture(scope="module")
def life(rows, tmp_path_factory):
    return history(written(tmp_path_factory.mktemp("one"), rows))


def history(path: Path, scenario=SMALL):
    """Everything that happened, told by identities instead of numbers."""
    run = simulate(scenario, 7, DEFAULTS, Peopling(load_organisations(path)))
    state = copied(run.state)
    active = int(state.counts["active"][0])
    identity = state.organisations["id"]
    told = {
        int(o["id"]): (
            [o[field.name].tobytes() for field in ORGANISATION_FIELDS if field.name != "district"],
            [(int(identity[j]), *trust) for j, *trust in state.ties[i].tolist() if j >= 0],
            int(identity[state.circle[i]]),
        )
        for i, o in enumerate(state.organisations[:active])
    }
    entries = [
        (int(identity[e["organisation"]]), int(e["alliance"]), int(e["joined"]), int(e["left"]))
        for e in state.ledger[: state.counts["ledger"][0]]
    ]
    alliances = [[a[name].tobytes() for name in a.dtype.names if name != "founder"] for a in used(state)]
    founders = [int(identity[i]) for i in used(state)["founder"]]
    return run.rows.tobytes(), told, entries, alliances, founders


def silent(district: str = "", province: str = "Chiang Mai", **cells: str) -> dict[str, str]:
    return {"id": "เงียบ", "kind": "store", "province": province, "district": district, "active": "no", **cells}


@pytest.mark.parametrize("place", [0, 37, 100], ids=["first", "in the middle", "last"])
@pytest.mark.parametrize(
    "one_more",
    [
        silent(),
        silent("เมือง"),
        silent("ก"),  # the first of its province by the alphabet
        silent("ฮ"),
        silent(province="Songkhla"),  # of a province that has none
        silent(province="Songkhla", district="เมือง"),
        silent(x_km="900", y_km="-900", members="100000", capital_baht="1e12"),
    ],
    ids=["plain", "known district", "new district", "new district, last", "new province", "both new", "far and rich"],
)
def test_a_silent_organisation_changes_nobody_elses_history(rows, life, one_more, place, tmp_path):
    more = pd.concat([rows[:place], pd.DataFrame([one_more]), rows[place:]], ignore_index=True)
    assert history(written(tmp_path, more)) == life


def test_many_silent_ones_in_more_districts_than_a_province_is_said_to_have_change_nothing(rows, life, tmp_path):
    many = [silent(f"ตำบล {k}") | {"id": f"เงียบ {k}"} for k in range(40)]
    assert history(written(tmp_path, pd.concat([rows, pd.DataFrame(many)], ignore_index=True))) == life


def test_one_that_speaks_does(rows, life, tmp_path):
    loud = silent() | {"active": "yes"}
    assert history(written(tmp_path, pd.concat([rows, pd.DataFrame([loud])], ignore_index=True))) != life


def test_one_that_speaks_changes_nothing_where_nobody_can_hear_it(rows, tmp_path):
    """It moves everybody after it one place on: what happens to them goes by who they are, not by where they stand."""
    scenario = with_parameters(SMALL, outside_share=0.0, national_reach=0.0)
    loud = silent() | {"active": "yes"}
    with_ = pd.concat([rows, pd.DataFrame([loud])], ignore_index=True)
    (one, far), (other, moved) = (
        elsewhere_told(written(tmp_path, table, name), scenario) for table, name in ((rows, "a.csv"), (with_, "b.csv"))
    )
    assert one.state.counts["active"][0] + 1 == other.state.counts["active"][0]
    assert len(far[0]) > 40 and len(far[1]) > 5
    assert far == moved


def elsewhere_told(path, scenario):
    """A run, and what happened outside the first province: organisations and alliances by identity."""
    run = simulate(scenario, 7, DEFAULTS, Peopling(load_organisations(path)))
    state = run.state
    identity, province = state.organisations["id"], state.organisations["province"]
    people = {
        int(o["id"]): (
            [o[field.name].tobytes() for field in ORGANISATION_FIELDS],
            [(int(identity[j]), *trust) for j, *trust in state.ties[i].tolist() if j >= 0],
        )
        for i, o in enumerate(state.organisations[: state.counts["active"][0]])
        if province[i] != 0
    }
    told = {
        int(a["key"]): (
            [a[name].tobytes() for name in a.dtype.names if name != "founder"],
            [int(identity[i]) for i in state.members[number, : a["size"]]],
        )
        for number, a in enumerate(used(state))
        if a["province"] != 0
    }
    return run, (people, told)


@pytest.mark.parametrize("seed", range(3))
def test_the_order_of_rows_changes_nothing(rows, life, seed, tmp_path):
    assert history(written(tmp_path, rows.sample(frac=1.0, random_state=seed))) == life


def test_neither_do_names_and_columns_nobody_reads_chance_from(rows, life, tmp_path):
    renamed = rows.assign(name="ชื่อใหม่")[list(rows.columns[::-1])]
    assert history(written(tmp_path, renamed)) == life
