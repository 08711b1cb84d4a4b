"""The network of one run, as tables that the network chart draws."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd

from analysis.studies.study import Study
from sim.draws import DEFAULTS
from sim.kinds import FORMS, KINDS
from sim.language.terms import keys
from sim.organisations import load_organisations
from sim.provinces import PROVINCE_TERMS
from sim.records import State
from sim.scenario import Scenario
from sim.simulate import Peopling, simulate


def picture(study: Study, scenario: Scenario, path: Path) -> None:
    """Draw the network at the end of one run of ``scenario``: the study's seed, every number at its default."""
    from analysis.charts import plot_network

    table = load_organisations(study.request.organisations) if study.request.organisations else None
    peopling = Peopling(table)
    state = simulate(scenario, study.request.seed, DEFAULTS, peopling).state
    plot_network(organisations(state), memberships(state), alliances(state), study.request.lang, path)


def organisations(state: State) -> pd.DataFrame:
    """Active organisations: position (km), kind and province."""
    active = state.organisations[: state.counts["active"][0]]
    return pd.DataFrame(
        {
            "x_km": active["x"],
            "y_km": active["y"],
            "kind": np.array(keys(KINDS))[active["kind"]],
            "province": np.array(keys(PROVINCE_TERMS))[active["province"]],
        }
    )


def memberships(state: State) -> pd.DataFrame:
    """A row a present membership."""
    entries = state.ledger[: state.counts["ledger"][0]]
    present = entries[entries["left"] < 0]
    return pd.DataFrame({"organisation": present["organisation"], "alliance": present["alliance"]})


def alliances(state: State) -> pd.DataFrame:
    """A row a living alliance."""
    numbers = state.live[: state.counts["alive"][0]]
    living = state.alliances[numbers]
    return pd.DataFrame(
        {
            "alliance": numbers,
            "form": np.array(keys(FORMS))[living["form"]],
            "province": np.array(keys(PROVINCE_TERMS))[living["province"]],
            "operating": living["operating"] == 1,
        }
    )
