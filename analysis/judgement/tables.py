"""Judgements as tables: every distribution beside what is declared, the beliefs file, and how experts were scored."""

from __future__ import annotations

from typing import Any

import pandas as pd

from analysis.judgement.group import Belief, Judgements
from analysis.judgement.questionnaire import place_of, title
from sim.belief_columns import COLUMNS
from sim.distribution import EVEN, FIXED, POINTS, Distribution
from sim.recommendation import STANDARD_UNIT

QUANTILES = {"q05": 0.05, "q25": 0.25, "q50": 0.5, "q75": 0.75, "q95": 0.95}
EXPERT, POOL, DECLARED = "expert", "pool", "declared"


def judgements_table(found: Judgements) -> pd.DataFrame:
    """A row for each expert, the pool and what is declared, number by number.

    Columns: ``number``, ``name_en``, ``name_th``, ``unit``, ``role`` (expert, pool, declared), ``who``, ``weight``,
    ``lowest``, ``q05`` to ``q95``, ``highest``, ``mean``, ``place`` (where the middle one of 100 would stand, of
    strengths in standard deviations), of the pool ``answered`` (by how many experts), ``within_declared`` and
    ``disagreement`` (0 to 1; blank where one answered), ``reason``, and of what is declared ``source`` and
    ``confidence``.
    """
    return pd.DataFrame([row for belief in found.beliefs for row in _rows(belief, found)])


def _rows(belief: Belief, found: Judgements) -> list[dict[str, Any]]:
    rows = [
        _row(belief, EXPERT, one.expert, one.distribution)
        | {"weight": weight, "reason": found.reasons.get((one.expert, belief.question.name), "")}
        for one, weight in zip(belief.answers, belief.weights)
    ]
    pool = {"answered": len(belief.answers), "within_declared": belief.within, "disagreement": belief.disagreement}
    declared = {"source": str(belief.number.source), "confidence": belief.number.confidence}
    rows.append(_row(belief, POOL, "", belief.pool) | pool)
    rows.append(_row(belief, DECLARED, "", belief.declared) | declared)
    return rows


def _row(belief: Belief, role: str, who: str, one: Distribution) -> dict[str, Any]:
    quantiles = {name: one.at(level) for name, level in QUANTILES.items()}
    standard = belief.number.unit == STANDARD_UNIT
    return {
        "number": belief.number.name,
        "name_en": title(belief.question, "en"),
        "name_th": title(belief.question, "th"),
        "unit": belief.number.unit,
        "role": role,
        "who": who,
        "weight": None,
        "lowest": one.lowest,
        **quantiles,
        "highest": one.highest,
        "mean": one.mean,
        "place": place_of(quantiles["q50"]) if standard else None,
        "answered": None,
        "within_declared": None,
        "disagreement": None,
        "reason": "",
        "source": "",
        "confidence": "",
    }


def beliefs_table(found: Judgements) -> pd.DataFrame:
    """What the group believes, as ``--beliefs`` takes it."""
    weights = "" if len(found.experts) == 1 else f", {found.weighting} weights"
    blank, rows = {term.key: "" for term in COLUMNS}, []
    for belief in found.beliefs:
        experts = len(belief.answers)
        source = f"judgement of {experts} expert{'s' if experts > 1 else ''}{weights}"
        rows.append(blank | {"number": belief.number.name, **_cells(belief.pool), "source": source})
    return pd.DataFrame(rows, columns=list(blank))


def _cells(one: Distribution) -> dict[str, str]:
    if one.shape == FIXED:
        return {"distribution": FIXED, "likely": _written(one.lowest)}
    if one.shape == EVEN:
        return {"distribution": EVEN, "low": _written(one.lowest), "high": _written(one.highest)}
    assert one.shape == POINTS
    points = zip(one.numbers[::2], one.numbers[1::2])
    return {"distribution": POINTS, "points": " ".join(f"{_written(at)}:{_written(value)}" for at, value in points)}


def _written(value: float) -> str:
    """A number without a digit less than it has."""
    return repr(float(value)).removesuffix(".0")


def experts_table(found: Judgements) -> pd.DataFrame:
    """Experts and their scores on the seed questions, by name."""
    columns = ["expert", "seeds", "within", "calibration", "information", "weight"]
    rows = [{"expert": expert, "seeds": found.seeds, **score._asdict()} for expert, score in found.scores.items()]
    return pd.DataFrame(rows, columns=columns)
