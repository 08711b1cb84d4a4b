"""What the program does with a file of each sort that somebody gives it, up to where runs begin."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path

import numpy as np
from invariants import faults_of
from small_worlds import PROGRAMME, organisations
from spoilt import sorts

from analysis.answers.file_faults import check_file
from analysis.calibration.posterior import read as read_posterior
from analysis.calibration.posterior import shipped_posterior
from analysis.judgement.answers import load_answers
from analysis.judgement.group import EQUAL, judged
from analysis.judgement.questions import Question, askable, load_seeds
from analysis.judgement.tables import beliefs_table, judgements_table
from analysis.pages.answer import left
from analysis.pages.report import report
from sim.beliefs import load_beliefs
from sim.draws import DEFAULTS
from sim.ensembles.worlds import world
from sim.inputs.faults import InputFault
from sim.organisations import load_organisations
from sim.plan import make_plan
from sim.recommendation import load_policy
from sim.scenario import Scenario, load_scenario
from sim.simulate import Peopling, run_on
from sim.telling.explanation import describe_scenario
from sim.world import under

FILE = "file"


def read(sort: str, content: bytes, folder: Path) -> bool:
    """Read a file of that sort in ``folder``; whether it is taken for good. Whatever this raises is a fault of ours."""
    path = folder / f"{FILE}{sorts()[sort].ending}"
    path.write_bytes(content)
    try:
        READERS[sort](path)
    except InputFault as fault:
        assert fault.faults, "a refusal without a reason"
        for lang in ("en", "th"):
            said = fault.said(lang)
            assert said.strip() and len(said) < 40_000 and said.isprintable() is not None
            said.encode("utf-8")
        return False
    return True


def _checked(path: Path) -> None:
    """As ``check`` does it; raises what it says."""
    if fault := check_file(path, [str(path)]):
        raise fault


@cache
def _peopling() -> Peopling:
    return Peopling(organisations(40, 3))


def _scenario(path: Path) -> None:
    _checked(path)
    _lived(load_scenario(str(path)))


def _lived(scenario: Scenario) -> None:
    """Lived through for two months, and some of them told in words, which takes longer."""
    if int(scenario.digest(), 16) % 8 == 0:
        assert describe_scenario(scenario, "th")
    plan = make_plan(scenario, DEFAULTS)
    run = run_on(_peopling().world(plan, 1), plan, 1, min(2, scenario.months))
    assert run.complete and not faults_of(run.state)


def _policy(path: Path) -> None:
    _checked(path)
    load_policy(path)
    beside = path.with_name("applies.toml")
    beside.write_text(f'extends = "programme"\n[[recommendation]]\nfile = "{path.name}"\n')
    _scenario(beside)


def _organisations(path: Path) -> None:
    _checked(path)
    plan = make_plan(PROGRAMME, DEFAULTS)
    state = Peopling(load_organisations(path)).world(plan, 1)
    assert not faults_of(under(state, plan))


def _beliefs(path: Path) -> None:
    _checked(path)
    load_beliefs(path)
    _drawn(path)


def _drawn(path: Path) -> None:
    """Worlds are drawn by what is believed, each number of them a number."""
    believed = load_beliefs(path).to_draw_from()
    for number in range(3):
        plan = make_plan(PROGRAMME, world(number, 0, 1, None, believed).draw)
        assert all(np.isfinite(plan.numbers[0][name]).all() for name in plan.numbers.dtype.names)


def _posterior(path: Path) -> None:
    path.with_suffix(".json").write_bytes(_sealed(path.read_bytes()))
    _checked(path)
    sets = read_posterior(path).to_draw_from()
    assert all(np.isfinite(value) for one in sets.sets for value in one.values())


def _sealed(rows: bytes) -> bytes:
    """What lies beside the shipped fit, of other rows."""
    told = json.loads(shipped_posterior().with_suffix(".json").read_bytes())
    text = rows.removeprefix(b"\xef\xbb\xbf").replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    return json.dumps({**told, "sha256": hashlib.sha256(text).hexdigest()}).encode()


def _provenance(path: Path) -> None:
    path.with_suffix(".csv").write_bytes(shipped_posterior().read_bytes())
    _checked(path.with_suffix(".csv"))


@cache
def _known() -> Mapping[str, Question]:
    return askable([])


def _answers(path: Path) -> None:
    found = judged(load_answers([path], _known()), _known(), EQUAL)
    beliefs_table(found)
    judgements_table(found)


def _answer(path: Path) -> None:
    folder = path.parent / "study"
    folder.mkdir(exist_ok=True)
    path.replace(folder / "answer.json")
    assert report([(left(folder), folder)], "en")


READERS: dict[str, Callable[[Path], object]] = {
    "scenario": _scenario,
    "policy": _policy,
    "organisations": _organisations,
    "report": _checked,
    "beliefs": _beliefs,
    "posterior": _posterior,
    "provenance": _provenance,
    "answers": _answers,
    "seeds": load_seeds,
    "workbook": _answers,
    "answer": _answer,
}
