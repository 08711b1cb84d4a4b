"""The network at the end of one typical world of a study, as tables that the network chart draws."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd

from analysis.effects.policies import MAIN
from analysis.studies.believed import believed_remark
from analysis.studies.study import Request, Study
from analysis.studies.support import remark
from sim.ensembles.worlds import world
from sim.kinds import FORMS, KINDS
from sim.language.terms import keys
from sim.language.texts import text
from sim.organisations import load_organisations
from sim.provinces import PROVINCE_TERMS
from sim.recording import lasts
from sim.records import State
from sim.scenario import Scenario
from sim.simulate import Peopling, simulate


def picture(study: Study, scenario: Scenario, path: Path) -> None:
    """Draw the network at the end of the typical world of ``scenario``; nothing where every run of it failed."""
    from analysis.charts import plot_network

    runs = study.runs(MAIN)
    done = runs[(runs["scenario"] == scenario.key) & (runs["status"] == "done")]
    if done.empty:
        return
    lang = study.request.lang
    run = typical(done)
    state = lived_again(study.request, scenario, int(run["draw"]), int(run["replicate"]))
    title = text("network_title", lang, scenario=study.names[scenario.key][lang == "th"])
    places = {"world": int(run["draw"]) + 1, "worlds": len(done), "lasting": f"{run[MAIN]:g}"}
    which = "network_typical" if len(done) > 1 else "network_only"
    subtitle = text(which, lang, month=scenario.months, median=f"{done[MAIN].median():g}", **places)
    tables = organisations(state), memberships(state), alliances(state)
    remarks = [*remark([scenario], lang), *believed_remark(study.request.beliefs, lang)]
    plot_network(*tables, lang, path, title=title, subtitle=subtitle, remarks=remarks)


def typical(done: pd.DataFrame) -> pd.Series:
    """The completed run whose number of lasting alliances is nearest the median of all, the first of those."""
    return done.iloc[int((done[MAIN] - done[MAIN].median()).abs().to_numpy().argmin())]


def lived_again(request: Request, scenario: Scenario, draw: int, replicate: int) -> State:
    """The end of one run of a study, which is simulated again: its own draw, its own course of chance."""
    table = load_organisations(request.organisations) if request.organisations else None
    sets = request.posterior.to_draw_from() if request.posterior else None
    one = world(draw, replicate, request.seed, sets, request.believed)
    return simulate(scenario, one.seed, one.draw, Peopling(table)).state


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
    """A row a living alliance, with what it takes to see whether it lasts."""
    numbers = state.live[: state.counts["alive"][0]]
    living, month = state.alliances[numbers], int(state.counts["month"][0])
    return pd.DataFrame(
        {
            "alliance": numbers,
            "form": np.array(keys(FORMS))[living["form"]],
            "province": np.array(keys(PROVINCE_TERMS))[living["province"]],
            "operating": living["operating"] == 1,
            "lasting": np.array([lasts(one, month) for one in living.view(np.recarray)], bool),
        }
    )
