"""A lively scenario, and runs of it before witnesses."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
from small_worlds import ALL, PROGRAMME, applied, plus, with_parameters

from analysis.watching.witness import WitnessedModel
from sim.draws import DEFAULTS, Draw
from sim.scenario import Scenario
from sim.simulate import Peopling

SEED = 5
MUCH_HAPPENS = {
    "staying": 1.0,
    "recruiting": 0.2,
    "breaking": 0.25,
    "federation_attention": 0.2,
    "federation_appeal": 3.0,
}
EVERYTHING = with_parameters(plus(replace(PROGRAMME, months=30), *(applied(number) for number in ALL)), **MUCH_HAPPENS)
"""All recommendations and the teams at work; many leave, are asked, fall apart, and join the level above."""


def witnessed(scenario: Scenario, table: pd.DataFrame, seed: int = SEED, draw: Draw = DEFAULTS) -> WitnessedModel:
    """A run to its end; whoever asks for it closes it."""
    model = WitnessedModel(scenario, seed, draw, Peopling(table))
    model.run()
    return model
