"""The run that is watched is the one that the network picture of ``run`` shows."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from small_worlds import PROGRAMME, organisations

from analysis.answers.picture import typical
from analysis.effects.policies import MAIN
from analysis.studies.study import Request, carry_out
from analysis.watching.typical import choose
from sim.ensembles.job import Job
from sim.ensembles.worlds import OUTGREW, Lived

SHORT = replace(PROGRAMME, months=30)


def request(**changes):
    plain = Request("watch", 9, 3, None, 1, None, "en", None, quiet=True)
    return replace(plain, **changes)


def job(which, **changes):
    plain = Job((SHORT,), SHORT.months, which.draws, which.seed, organisations(200, 4))
    return replace(plain, **changes)


def test_it_is_the_world_of_the_picture(tmp_path):
    """Of a study of the same worlds, in which the shipped organisations take part."""
    asked = request(replicates=4, out=tmp_path / "study")
    study = carry_out(asked, [SHORT], lambda study, folder: None)
    runs = study.runs(MAIN)
    drawn = int(typical(runs[runs["status"] == "done"])["draw"])
    chosen = choose(asked, job(asked, table=None))
    assert chosen.number == drawn + 1
    assert (chosen.worlds, chosen.median) == (4, float(runs[MAIN].median()))


def test_the_world_asked_for_is_not_chosen_among_others():
    asked = request(world=7)
    chosen = choose(asked, job(asked))
    assert (chosen.number, chosen.worlds) == (7, 1)
    among = request(world=None)
    assert chosen.world == choose(among, job(among, draws=range(6, 7))).world


def test_another_seed_has_other_worlds():
    seeds = {choose(one, job(one)).world.seed for one in (request(world=1), request(world=1, seed=4))}
    assert len(seeds) == 2


def lived(failures):
    """Worlds of which some have failed, whose lasting alliances are 0, 1, 2 and so on."""
    from sim.measures import MEASURES, POSITION

    def make(scenarios, which, months, workers, table, *, tell):
        made = []
        for nth, one in enumerate(which):
            rows = np.zeros((1, months + 1, len(MEASURES)), np.float32)
            rows[0, -1, POSITION[MAIN]] = np.nan if failures[nth] else nth
            made.append(Lived(one, rows, (), (failures[nth],)))
        return made

    return make


def test_a_failed_world_is_not_chosen(monkeypatch):
    asked = request(replicates=5)
    monkeypatch.setattr("analysis.watching.typical.ensemble", lived([OUTGREW, OUTGREW, "", "", ""]))
    chosen = choose(asked, job(asked))
    assert (chosen.number, chosen.worlds, chosen.median) == (4, 3, 3.0)


def test_where_all_fail_it_is_said_why(monkeypatch):
    asked = request(replicates=2)
    monkeypatch.setattr("analysis.watching.typical.ensemble", lived([OUTGREW, OUTGREW]))
    with pytest.raises(RuntimeError, match="outgrew"):
        choose(asked, job(asked))
