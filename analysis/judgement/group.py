"""What a group of experts believes: what each says of a number, how much each counts, and what they say together."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np

from analysis.judgement.answers import Answer, Answers
from analysis.judgement.pooling import disagreement, pooled, share_within
from analysis.judgement.questions import Question
from analysis.judgement.scoring import Score, scores
from sim.distribution import Distribution
from sim.inputs.faults import Fault, InputFault, shown
from sim.inputs.phrases import phrase
from sim.uncertain import Uncertain

EQUAL, PERFORMANCE = "equal", "performance"


class Belief(NamedTuple):
    """What the group believes of one number.

    Attributes
    ----------
    question : what was asked
    answers : one an expert, in the order of the experts
    weights : how much each counts, adding up to 1
    pool : what they say together
    disagreement : the share of the pool's variance that lies between experts, 0 to 1; NaN where one answered
    """

    question: Question
    answers: tuple[Answer, ...]
    weights: tuple[float, ...]
    pool: Distribution
    disagreement: float

    @property
    def number(self) -> Uncertain:
        """The number that was asked for."""
        assert self.question.number is not None
        return self.question.number

    @property
    def declared(self) -> Distribution:
        """What the model declares of it."""
        return self.number.declared[0]

    @property
    def within(self) -> float:
        """How sure the group is that the number lies in the declared range, 0 to 1."""
        return share_within(self.pool, self.declared.lowest, self.declared.highest)


class Judgements(NamedTuple):
    """What a group believes, number by number; the scores of those who answered every seed question.

    ``seeds`` is how many such questions there were, ``weighting`` how experts count, ``reasons`` what an expert wrote
    of a number, by both.
    """

    beliefs: tuple[Belief, ...]
    experts: tuple[str, ...]
    scores: Mapping[str, Score]
    seeds: int
    weighting: str
    reasons: Mapping[tuple[str, str], str]


def judged(answers: Answers, known: Mapping[str, Question], weighting: str) -> Judgements:
    """What the group of ``answers`` believes; raises ``InputFault`` where they cannot be weighted as asked."""
    seeds = [one for one in known.values() if one.number is None]
    found = _scores(answers, seeds)
    if weighting == PERFORMANCE:
        _demand_scores(answers, seeds, found)
    beliefs = []
    for question in known.values():
        given = [one for one in answers.given if one.question.key == question.key]
        given.sort(key=lambda one: answers.experts.index(one.expert))
        if given and question.number is not None:
            weights = [found[one.expert].weight if weighting == PERFORMANCE else 1.0 for one in given]
            beliefs.append(_belief(question, given, weights))
    if not beliefs:
        raise InputFault([Fault(phrase("the_answers"), phrase("only_seeds"), phrase("some_answers"))])
    asked = {one.expert for belief in beliefs for one in belief.answers}
    return Judgements(
        beliefs=tuple(beliefs),
        experts=tuple(one for one in answers.experts if one in asked),
        scores=found,
        seeds=len(seeds),
        weighting=weighting,
        reasons=answers.reasons,
    )


def _belief(question: Question, given: Sequence[Answer], weights: Sequence[float]) -> Belief:
    if not sum(weights) > 0.0:
        name = phrase("weight_of_none", question=question.name)
        raise InputFault([Fault("--weights", name, phrase("equal_weights"))])
    members = [one.distribution for one in given]
    shares = tuple(weight / sum(weights) for weight in weights)
    pool = pooled(members, shares, question.limits)
    apart = disagreement(members, shares) if len(given) > 1 else math.nan
    return Belief(question, tuple(given), shares, pool, apart)


def _scores(answers: Answers, seeds: Sequence[Question]) -> dict[str, Score]:
    """The scores of those who answered every seed question."""
    values = {(one.expert, one.question.key): one.values for one in answers.given}
    complete = [expert for expert in answers.experts if all((expert, seed.key) in values for seed in seeds)]
    if not seeds or not complete:
        return {}
    table = np.array([[values[expert, seed.key] for seed in seeds] for expert in complete])
    return dict(zip(complete, scores(table, [seed.truth for seed in seeds])))


def _demand_scores(answers: Answers, seeds: Sequence[Question], found: Mapping[str, Score]) -> None:
    """Everybody who is to be weighted by the seed questions has answered them all."""
    given = {(one.expert, one.question.key) for one in answers.given}
    missing = [
        Fault(phrase("answers_of", expert=shown(expert)), phrase("no_answer_to", seed=seed.name), phrase("every_seed"))
        for expert in answers.experts
        for seed in seeds
        if (expert, seed.key) not in given
    ]
    if missing:
        raise InputFault(missing)
    if not any(one.weight > 0.0 for one in found.values()):
        raise InputFault([Fault("--weights", phrase("no_expert_weighs"), phrase("equal_weights"))])
