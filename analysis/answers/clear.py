"""What worlds that were added until it is clear have settled of the best policy, what is open, and what that costs."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any, NamedTuple

from analysis.answers.contest import Contest
from analysis.effects.enough import ERROR, LEVEL_WITH, OPEN, Look, Rival
from analysis.language.labels import Names, name
from analysis.studies.study import Request, given
from sim.language.harmless import options_of, pasted
from sim.language.numerals import between, counted, decimals, difference, finite, number
from sim.language.texts import Lang, text


class Aim(NamedTuple):
    """What is asked: a best policy but for ``within`` lasting alliances, in at most so many worlds."""

    within: float
    most: int


class Clear(NamedTuple):
    """What was found: every look, and for each rival that is open at the last the worlds it would take (``needed``).

    ``aim`` is what was to be settled, ``request`` and ``contest`` of which comparison.
    ``seconds`` is about how long those would take beyond what there is; NaN where nothing is open, or never closes.
    ``command`` goes on from there, as it can be pasted.
    """

    aim: Aim
    looks: tuple[Look, ...]
    needed: Mapping[str, float]
    seconds: float
    request: Request
    contest: Contest

    @property
    def closing(self) -> float:
        """Worlds in all that would close whatever is open; 0 where nothing is, infinite where nothing would."""
        return max(self.needed.values(), default=0.0)


def standing(clear: Clear, first: str) -> str:
    """The key of the sentence that what is settled calls for, if ``first`` of the table is the leader it is about."""
    if not clear.looks or clear.looks[-1].leader != first:
        return ""
    look = clear.looks[-1]
    if not look.decided:
        return "headline_open"
    return "headline_zone" if look.those(LEVEL_WITH) else "headline_settled"


def told(clear: Clear, names: Names, lang: Lang) -> list[str]:
    """What is settled or open, what closing it would cost, and how sure all of it is."""
    if not clear.looks:
        return [text("clear_none", lang)]
    look, within = clear.looks[-1], zone(clear.aim.within, lang)
    who = {"worlds": number(look.worlds), "leader": name(names, look.leader, lang)}
    level = "; ".join(name(names, one.policy, lang) for one in look.those(LEVEL_WITH))
    if not look.decided:
        rivals = "; ".join(_lead(one, names, lang) for one in look.those(OPEN))
        said = [text("clear_open", lang, rivals=rivals, **who), _closing(clear, lang)]
    elif level:
        said = [text("clear_zone", lang, level=level, within=within, **who)]
    else:
        said = [text("clear_best", lang, **who)]
    looks = ", ".join(number(one.worlds) for one in clear.looks)
    return [*said, text("clear_error", lang, looks=looks, error=number(100 * ERROR), within=within)]


def zone(within: float, lang: Lang) -> str:
    """So many lasting alliances, which are too few to matter."""
    return text("clear_alliance" if within == 1.0 else "clear_alliances", lang, within=f"{within:g}")


def _lead(rival: Rival, names: Names, lang: Lang) -> str:
    """A rival, and how far the leader is ahead of it."""
    digits = decimals([rival.gap.mean])
    interval = between(rival.gap.low, rival.gap.high, lang, digits)
    return f"{name(names, rival.policy, lang)} ({difference(rival.gap.mean, digits)}, {interval})"


def _closing(clear: Clear, lang: Lang) -> str:
    """What it would take to close what is open, and the command that does it."""
    if math.isinf(clear.closing):
        return text("clear_never", lang)
    minutes, seconds = divmod(round(clear.seconds), 60)
    return text(
        "clear_closing",
        lang,
        needed=number(clear.closing),
        more=number(clear.closing - clear.request.replicates),
        minutes=text("minutes", lang, minutes=minutes, seconds=seconds),
        cores=counted(clear.request.workers, "core", lang),
        scenarios="".join(f" {pasted(clear.contest.by_key[key].typed)}" for key in clear.contest.named),
        options=_options(clear),
    )


def _options(clear: Clear) -> str:
    """What the command must be given to go on from there."""
    request, contest = clear.request, clear.contest
    chosen: dict[str, object] = {"within": f"{clear.aim.within:g}", "max-worlds": f"{clear.closing:.0f}"}
    chosen |= {"replicates": clear.looks[0].worlds, "seed": request.seed, "months": request.months, "out": request.out}
    chosen |= {"window": contest.window} if contest.windows else {}
    return options_of(chosen) + given(request)


def figures(clear: Clear) -> dict[str, Any]:
    """The same for a program."""
    last = clear.looks[-1] if clear.looks else None
    return {
        "within": clear.aim.within,
        "error": ERROR,
        "most_worlds": clear.aim.most,
        "decided": last is not None and last.decided,
        "leader": last.leader if last else None,
        "rivals": [_rival(one, clear.needed) for one in last.rivals] if last else [],
        "looks": [
            {"worlds": one.worlds, "error": one.error, "leader": one.leader, "open": len(one.those(OPEN))}
            for one in clear.looks
        ],
        "worlds_needed": finite(clear.closing) if last and not last.decided else None,
        "seconds_needed": finite(clear.seconds),
    }


def _rival(one: Rival, needed: Mapping[str, float]) -> dict[str, Any]:
    lead = {"lead": finite(one.gap.mean), "low": finite(one.gap.low), "high": finite(one.gap.high)}
    return {"policy": one.policy, **lead, "said": one.said, "worlds_needed": finite(needed.get(one.policy, math.nan))}
