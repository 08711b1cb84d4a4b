"""What tests of several rooms share."""

from __future__ import annotations

import pytest

from analysis.studies import study as studies
from sim.ensembles.ensemble import on_cores


@pytest.fixture
def lived(monkeypatch):
    """The worlds that are really run."""
    seen = []

    def noting(job, chunks, workers):
        for draws, shard in on_cores(job, chunks, workers):
            seen.extend(draws)
            yield draws, shard

    monkeypatch.setattr(studies, "on_cores", noting)
    return seen
