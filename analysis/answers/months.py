"""In which months the recommendations of a comparison act, and what to type to see them in others."""

from __future__ import annotations

from analysis.answers.contest import Contest
from analysis.language.labels import Names, name
from analysis.studies.study import Request, given
from sim.language.harmless import options_of, pasted
from sim.language.texts import Lang, text
from sim.scenario import Scenario
from sim.windows import EARLY, LATE, LONG, WINDOWS


def acting_lines(contest: Contest, names: Names, lang: Lang, request: Request | None = None) -> list[str]:
    """In which months the policies of the table act; nothing where none does.

    Where it is told what was asked for, ``request``, there is also a command that shows them in other months.
    """
    against = contest.against
    acting = {policy: months for policy, months in contest.acting().items() if policy in against}
    if not acting:
        return []
    if contest.windows:
        window = WINDOWS[contest.window]
        span = _span((min(start for start, _ in acting.values()), max(end for _, end in acting.values())), lang)
        said = text("acting_window", lang, window=window.key, words=window.words(lang), months=span)
    elif len(set(acting.values())) == 1:
        said = text("acting_all", lang, months=_span(next(iter(acting.values())), lang))
    else:
        spans = (f"“{name(names, policy, lang)}” {_span(months, lang)}" for policy, months in acting.items())
        said = text("acting_named", lang, policies="; ".join(spans))
    return [" ".join([said, *(_command(contest, request) if request else [])])]


def _span(months: tuple[int, int], lang: Lang) -> str:
    """The first and the last of some months."""
    return text("to", lang, low=months[0], high=months[1])


def _command(contest: Contest, request: Request) -> list[str]:
    """What to type for another window, which none of the policies acts in; nothing where there is no such window."""
    lang, of = request.lang, contest.by_key
    named = [of[key] for key in contest.named]
    used = {contest.window} if contest.windows else {one.window for one in named if one.applied}
    other = next((one for one in (LATE, LONG, EARLY) if one.key not in used), None)
    if other is None or not all(map(_may_move, named)):
        return []
    same: dict[str, object] = {"replicates": request.replicates, "seed": request.seed, "months": request.months}
    same |= {"out": request.out} if contest.windows else {}  # other windows of the same runs, or other scenarios
    options = options_of({"window": other.key, **same}) + given(request)
    scenarios = "".join(f" {pasted(one)}" for one in dict.fromkeys(map(_unplaced, named)))
    return [text(_SHOWS[bool(contest.windows)], lang, scenarios=scenarios, options=options, words=other.words(lang))]


_SHOWS = {True: "shows_window", False: "shows_months"}


def _unplaced(scenario: Scenario) -> str:
    """What is typed for a scenario without its window."""
    return scenario.typed.removesuffix(f"@{scenario.window}")


def _may_move(scenario: Scenario) -> bool:
    """Whether a scenario can be typed in another window: in its own it must be the last thing typed."""
    return scenario.window == EARLY.key or _unplaced(scenario) != scenario.typed
