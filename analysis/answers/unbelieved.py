"""What beliefs change: the same comparison in the same worlds with every number as declared, held beside."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, NamedTuple

import pandas as pd

from analysis.answers.contest import Contest
from analysis.effects.orders import FEWEST_TO_ORDER, compared, ordered
from analysis.effects.policies import MAIN, main_reference
from analysis.effects.ranking import ranking_groups
from analysis.effects.statistics import Estimate, clear, differences, simultaneous
from analysis.language.labels import Names, name
from analysis.studies.study import Request, Study
from sim.ensembles.folder import resolved
from sim.language.harmless import harmless
from sim.language.layout import columns
from sim.language.numerals import decimals, difference, estimated, finite, number
from sim.language.texts import Lang, text


class Change(NamedTuple):
    """What beliefs change of the effects of policies that share a reference.

    Attributes
    ----------
    declared, believed : policy → mean effect on lasting alliances without and with them
    change : policy → the difference, world by world, with an interval that holds for all policies at once
    leads : those of the highest mean without and with them
    level : the others, without and with them, that these worlds do not tell apart from the first
    tau : Kendall's rank correlation of the two orders; NaN of fewer than ``FEWEST_TO_ORDER`` policies
    """

    declared: Mapping[str, float]
    believed: Mapping[str, float]
    change: Mapping[str, Estimate]
    leads: tuple[tuple[str, ...], tuple[str, ...]]
    level: tuple[tuple[str, ...], tuple[str, ...]]
    tau: float


def without_beliefs(request: Request) -> Request | None:
    """The same request with every number as declared; None where nothing is believed otherwise.

    Its results stand beside those that were asked for, or where the same comparison would leave them.
    """
    if not request.believed:
        return None
    out = request.out
    if out is not None:
        plain = out if out.name not in ("", "..") else resolved(out)
        out = plain.with_name(f"{plain.name}-as-declared")
    return replace(request, beliefs=None, out=out)


def change(contest: Contest, believed: Study, declared: Study, table: pd.DataFrame) -> Change:
    """What beliefs change of the policies of ``table`` that share its main reference."""
    reference = main_reference(table)
    against = {policy: other for policy, other in contest.against.items() if other == reference}
    with_, without = (differences(study.runs(MAIN), MAIN, against) for study in (believed, declared))
    orders = compared({"without": without, "with": with_}, "without")
    leads = orders["without"].groups[0], orders["with"].groups[0]
    seed = believed.request.seed
    return Change(
        declared={key: float(without[key].mean()) for key in against},
        believed={key: float(with_[key].mean()) for key in against},
        change=simultaneous(with_ - without, seed),
        leads=leads,
        level=(_level(without, leads[0], seed), _level(with_, leads[1], seed)),
        tau=orders["with"].tau if len(against) >= FEWEST_TO_ORDER else math.nan,
    )


def _level(by_draw: pd.DataFrame, leads: Sequence[str], seed: int) -> tuple[str, ...]:
    """Those that are not told apart from the first, by the test that the comparison itself goes by."""
    return tuple(key for key in ranking_groups(by_draw, seed)[0] if key not in leads)


def change_lines(found: Change, declared: Study, names: Names, lang: Lang) -> list[str]:
    """Who has the highest mean without and with the beliefs, the effects of both, and what is clear of the change."""
    lines = [_first(found, names, lang), _clear(found, names, lang), *_table(found, names, lang)]
    return [*lines, text("unbelieved_at", lang, folder=harmless(declared.folder))]


def _first(found: Change, names: Names, lang: Lang) -> str:
    """Who has the highest mean without and with them, whether that is told from the others, and how orders agree."""
    before, after = (_quoted(keys, names, lang) for keys in found.leads)
    if len(found.declared) == 1:
        return text("unbelieved_one", lang, policy=after)
    level, level_after = (_told_apart(*sides, names, lang) for sides in zip(found.leads, found.level))
    same = set(found.leads[0]) == set(found.leads[1])
    places = {"before": before, "after": after, "level": level, "level_after": level_after}
    if same and set(found.level[0]) == set(found.level[1]):
        said = text("unbelieved_same_alike", lang, **places)
    else:
        said = text("unbelieved_same" if same else "unbelieved_other", lang, **places)
    return said if math.isnan(found.tau) else f"{said} {_tau(found.tau, lang)}"


def _told_apart(leads: Sequence[str], level: Sequence[str], names: Names, lang: Lang) -> str:
    """Whether those of the highest mean are told from the others; several of them have the very same."""
    key = "unbelieved_level" if level else "unbelieved_alike" if len(leads) > 1 else "unbelieved_apart"
    return text(key, lang, policies=_quoted(level, names, lang))


def _quoted(keys: Sequence[str], names: Names, lang: Lang) -> str:
    return ", ".join(f"“{name(names, key, lang)}”" for key in keys)


def _tau(tau: float, lang: Lang) -> str:
    return text("unbelieved_tau", lang, tau=number(tau, 2, sign=True))


def _clear(found: Change, names: Names, lang: Lang) -> str:
    moved = [name(names, key, lang) for key, one in found.change.items() if clear(one)]
    return text("unbelieved_clear" if moved else "unbelieved_unclear", lang, policies="; ".join(moved))


def _table(found: Change, names: Names, lang: Lang) -> list[str]:
    """A row a policy, in its order as declared: its place and effect without and with, and the change."""
    places = [_places(means) for means in (found.declared, found.believed)]
    digits = decimals([*found.declared.values(), *found.believed.values()])
    heading = [text(f"unbelieved_{key}", lang) for key in ("policy", "places", "declared", "believed", "change")]
    cells = [["", *heading]]
    for key in sorted(found.declared, key=places[0].__getitem__):
        one = found.change[key]
        means = (difference(means[key], digits) for means in (found.declared, found.believed))
        moved = f"{places[0][key]} → {places[1][key]}"
        cells.append(["", name(names, key, lang), moved, *means, estimated(one.mean, one.low, one.high, lang, digits)])
    return columns(cells)


def _places(means: Mapping[str, float]) -> dict[str, int]:
    """Policy → its place, 1 the best; those of one mean share a place."""
    groups = ordered(pd.DataFrame([means]))
    starts = [1 + sum(map(len, groups[:nth])) for nth in range(len(groups))]
    found = {key: place for place, group in zip(starts, groups) for key in group}
    return {key: found.get(key, len(means)) for key in means}


def change_figures(found: Change, declared: Study) -> dict[str, Any]:
    """The same for a program."""
    return {
        "declared": dict(found.declared),
        "believed": dict(found.believed),
        "change": {key: one._asdict() for key, one in found.change.items()},
        "leads": {"declared": list(found.leads[0]), "believed": list(found.leads[1])},
        "not_told_apart": {"declared": list(found.level[0]), "believed": list(found.level[1])},
        "tau": finite(found.tau),
        "folder": str(declared.folder),
    }
