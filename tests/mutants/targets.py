"""Which files are mutated, which tests are asked about them, and how each of the two houses is run."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[2]


class House(NamedTuple):
    """Files whose mutants are tried against the same tests."""

    name: str
    patterns: tuple[str, ...]
    tests: tuple[str, ...]
    share: float
    """What part of a sample is drawn from these files."""

    def files(self) -> list[Path]:
        """The files that are mutated, relative to the project."""
        found = {path.relative_to(ROOT) for pattern in self.patterns for path in ROOT.glob(pattern)}
        return sorted(path for path in found if path.name != "__init__.py")


MODEL = House(
    "model",
    ("sim/rules/*.py", "sim/interventions.py"),
    (
        "tests/sim/rules",
        *(
            f"tests/sim/test_{name}.py"
            for name in ("interventions", "interventions_forums", "interventions_planned", "interventions_time")
        ),
    ),
    0.5,
)
_CALIBRATION = (
    "adequacy",
    "consistency",
    "convolution",
    "learning",
    "likelihood",
    "observations",
    "plausibility",
    "posterior",
    "prediction",
    "priors",
    "province",
    "refinement",
    "runs",
    "weights",
)
_PORTFOLIOS = ("design", "levers", "prices", "provinces", "race", "search", "standing", "surrogate")
ESTIMATORS = House(
    "estimators",
    (
        *(
            f"analysis/effects/{name}.py"
            for name in (
                "costs",
                "dependence",
                "enough",
                "gains",
                "influence",
                "interactions",
                "medians",
                "orders",
                "policies",
                "ranking",
                "statistics",
            )
        ),
        "analysis/economics/*.py",
        *(
            f"analysis/drivers/{name}.py"
            for name in ("boxes", "curves", "deciding", "evidence", "pilots", "shares", "unseen", "worth")
        ),
        *(f"analysis/calibration/{name}.py" for name in _CALIBRATION),
        *(f"analysis/portfolios/{name}.py" for name in _PORTFOLIOS),
        *(f"analysis/judgement/{name}.py" for name in ("pooling", "scoring")),
        "analysis/studies/*.py",
    ),
    (
        *(
            f"tests/analysis/{room}"
            for room in ("calibration", "drivers", "economics", "effects", "judgement", "portfolios", "studies")
        ),
        "tests/analysis/answers/test_judging.py",
    ),
    0.5,
)
HOUSES = (MODEL, ESTIMATORS)
