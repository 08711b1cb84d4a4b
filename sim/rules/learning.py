"""What organisations learn, and what they forget."""

from __future__ import annotations

from sim.compiling import Record, rule


@rule
def gain(level: float, share: float) -> float:
    """``level`` after ``share`` of what is missing to 1 has been added: lessons teach less to those who know more.

    More than all that is missing, which a large dose may ask for, is all that is missing.
    """
    return level + min(1.0, share) * (1.0 - level)


@rule
def learn_strategy(o: Record, share: float, p: Record) -> None:
    """Planning helps fully only those who understand what the plan is for (source: explanation precedes planning)."""
    o.strategy = gain(o.strategy, share * (p.blind_planning + (1.0 - p.blind_planning) * o.understanding))


@rule
def forget(o: Record, p: Record) -> None:
    """A month's forgetting: what is known returns to where it started, and so does a plan that nobody uses."""
    o.understanding -= p.forgetting * max(0.0, o.understanding - o.first_understanding)
    o.management -= p.forgetting * max(0.0, o.management - o.first_management)
    if o.met == 0:
        o.strategy -= p.strategy_wear * max(0.0, o.strategy - o.first_strategy)
    o.listed -= p.directory_staleness * o.listed
