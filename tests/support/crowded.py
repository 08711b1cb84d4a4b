"""Charts at sizes and with names that strain them: few and many policies, names of eighty letters, all provinces."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from types import SimpleNamespace
from unittest import mock

import numpy as np
import pandas as pd
import synthetic_belief
from searched import searched
from synthetic_results import POLICIES, make_monthly, make_network, make_runs

from analysis import charts
from analysis.charts import (
    acceptability,
    calendar,
    forest,
    judgements,
    knowing,
    learnt,
    network,
    observed,
    paths,
    plane,
    portfolios,
    ranks,
    recovery,
    tornado,
)
from analysis.economics.tables import bought
from analysis.effects.policies import effects
from analysis.language import labels
from analysis.observed import load
from analysis.portfolios.tables import portfolios_table
from sim.kinds import FORMS
from sim.language.layout import width
from sim.language.terms import Term
from sim.provinces import PROVINCE_TERMS

LONG = (
    "Learning media and curricula for every group of a district, with mobile units, yearly visits and forums",
    "สื่อการเรียนรู้และหลักสูตรสำหรับทุกกลุ่มในอำเภอ พร้อมหน่วยเคลื่อนที่ การเยี่ยมทุกปี และเวทีแลกเปลี่ยนความรู้ระหว่างกัน",
)
LETTERS = 80


def cut(words: str) -> str:
    """The first so many letters, marks with them."""
    end = next((place for place in range(len(words)) if width(words[: place + 1]) > LETTERS), len(words))
    return words[:end].strip()


def names(policies: int) -> dict[str, tuple[str, str]]:
    """Names of eighty letters for so many policies, the programme and the baseline."""
    called = {f"p{place:02}": tuple(cut(f"{place}. {long}") for long in LONG) for place in range(1, policies + 1)}
    contexts = (("programme", "Programme: "), ("baseline", "None: "))
    return called | {key: tuple(cut(head + long) for long in LONG) for key, head in contexts}


def results(policies: int) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Runs and monthly means of so many policies."""
    runs, monthly = make_runs(draws=12), make_monthly()
    keys = {f"p{place:02}": POLICIES[(place - 1) % len(POLICIES)] for place in range(1, policies + 1)}
    keys |= {key: key for key in ("programme", "baseline")}
    copies = []
    for place, (key, source) in enumerate(keys.items()):
        copy = runs[runs["scenario"] == source].assign(scenario=key)
        copies.append(copy.assign(lasting=copy["lasting"] + 0.02 * place * (key != source)))
    by_month = [monthly[monthly["scenario"] == source].assign(scenario=key) for key, source in keys.items()]
    return pd.concat(copies, ignore_index=True), pd.concat(by_month, ignore_index=True)


def compared(policies: int) -> dict:
    """The charts of a comparison: module and what draws it."""
    called, (runs, monthly) = names(policies), results(policies)
    keys = [key for key in called if key.startswith("p") and key != "programme"]
    references = {"programme": "baseline", **dict.fromkeys(keys, "programme")}
    table = effects(runs, references, list(references), ["lasting", "cost"], seed=1)
    money = bought(runs, references, seed=1)[1]
    ends = {key: 24 + place % 30 for place, key in enumerate(keys)}
    title = "; ".join(called[key][0] for key in keys[:3])
    return {
        "effects": (forest, lambda lang, path: charts.plot_effects(table, called, lang, path)),
        "paths": (
            paths,
            lambda lang, path: charts.plot_paths(
                monthly, called, keys, "programme", lang, path=path, support_ends=ends
            ),
        ),
        "frontier": (plane, lambda lang, path: charts.plot_frontier(table, money, called, lang, path)),
        "acceptability": (
            acceptability,
            lambda lang, path: charts.plot_acceptability(money, called, lang, path, title=title),
        ),
        "observed": (observed, lambda lang, path: charts.plot_observed(runs, load(), called, lang, path)),
    }


def driven(rows: int) -> dict:
    """The charts of what decides: so many numbers, changes, parameters."""
    called = names(rows)
    words = {
        f"label_{lang}": [both[side] for both in list(called.values())[:rows]] for side, lang in enumerate(("en", "th"))
    }
    spans = np.linspace(1.0, 0.05, rows)
    numbers = pd.DataFrame(
        {"number": [f"n{row}" for row in range(rows)], **words, "share": spans / 5, "clear": spans > 0.3,
         "low": -spans, "low_from": -1.6 * spans, "low_to": -0.4 * spans,
         "high": spans, "high_from": 0.4 * spans, "high_to": 1.6 * spans,
         **{f"{end}_{lang}": "0.46" for end in ("low", "high") for lang in ("en", "th")},
         "share_high": spans / 4}
    )  # fmt: skip
    worth = pd.DataFrame(
        {"kind": ["everything", *["group"] * 4, *["number"] * rows],
         "worth": 1.0, "error": 0.1, "lower": 0.8, "upper": 1.2, "clear": True,
         **{key: [*[cut("G " + each[0])] * 5, *each] for key, each in words.items()}}
    )  # fmt: skip
    places = pd.DataFrame(
        {
            cut(f"{column} {LONG[column % 2]}"): np.roll(np.arange(1, rows + 1), column)
            for column in range(min(rows, 21))
        },
        index=[both[place % 2] for place, both in enumerate(list(called.values())[:rows])],
    )
    said = {"title": " ".join(LONG), "subtitle": LONG[0], "note": " ".join(LONG * 3)}
    told = {"subtitle": LONG[1], "note": LONG[1]}
    taus = np.linspace(1, -1, places.shape[1])
    return {
        "tornado": (
            tornado,
            lambda lang, path: charts.plot_tornado(numbers, 0.1, lang, path, axis=cut(LONG[0]), **said),
        ),
        "knowing": (knowing, lambda lang, path: charts.plot_knowing(worth, lang, path, **said)),
        "ranks": (ranks, lambda lang, path: charts.plot_ranks(places, taus, lang, path, **told)),
        "pilot": (knowing, lambda lang, path: charts.plot_pilot(_pilots(), (0.5, 0.4, 0.6), lang, path, **said)),
        "judgements": (judgements, lambda lang, path: charts.plot_judgements(_judged(rows), lang, path, title=LONG[0])),
    }


def _pilots() -> pd.DataFrame:
    sizes = np.array([15, 30, 60, 120, 240, 480, 960])
    grown = np.linspace(0.1, 0.5, len(sizes))
    return pd.DataFrame(
        {"willingness": 2e6, "decisions": 1, "unit": "organisations", "units": sizes,
         "worth": grown, "error": 0.05, "lower": grown - 0.1, "upper": grown + 0.1,
         "baht": 2e6 * grown, "cost": 1e6 * grown}
    )  # fmt: skip


def _judged(numbers: int) -> pd.DataFrame:
    called, rows = names(numbers), []
    for place, (en, th) in enumerate(list(called.values())[:numbers]):
        unit = ("standard deviations", "baht a case", "share")[place % 3]
        about = {"number": f"{place + 1:02}.strength", "name_en": en, "name_th": th, "unit": unit}
        middles = [("expert", f"An expert with a long name, number {one}", 0.2 + 0.1 * one) for one in range(7)]
        for role, who, middle in (*middles, ("pool", "", 0.4), ("declared", "", 0.5)):
            ends = {
                "lowest": middle - 0.2,
                "q05": middle - 0.1,
                "q50": middle,
                "q95": middle + 0.1,
                "highest": middle + 0.2,
            }
            rows.append(about | {"role": role, "who": who} | ends)
    return pd.DataFrame(rows)


def fitted(count: int) -> dict:
    """The charts of a fit, of so many quantities with long names."""
    long = [both[0] for both in list(names(count).values())[:count]]
    recovered = synthetic_belief.RECOVERY.head(count).assign(name=lambda table: long[: len(table)])
    taught = synthetic_belief.LEARNT.head(count).assign(name=lambda table: long[: len(table)])
    unit, weights = synthetic_belief.UNIT[:, : len(taught)], synthetic_belief.WEIGHTS
    places = synthetic_belief.PLACES[: len(recovered)]
    return {
        "recovery": (recovery, lambda lang, path: charts.plot_recovery(recovered, places, lang, path)),
        "learnt": (learnt, lambda lang, path: charts.plot_learnt(taught, unit, weights, lang, path)),
    }


def bought_together(budgets: int) -> dict:
    """The charts of a search, at so many budgets."""
    made = searched()
    made = replace(made, wanted=replace(made.wanted, budgets=tuple(1e6 * np.linspace(0.5, 9.0, budgets).round(1))))
    return {
        "portfolios": (portfolios, lambda lang, path: charts.plot_portfolios(made, portfolios_table(made), lang, path)),
        "calendar": (calendar, lambda lang, path: charts.plot_calendar(made.portfolios[2], 8e6, lang, path)),
    }


def terms(provinces: int) -> tuple[Term, ...]:
    """So many provinces: those of the source, and more that are called after them."""
    many = [PROVINCE_TERMS[place % 9] for place in range(provinces)]
    return tuple(Term(f"{one.key}_{place}", one.en, one.th) for place, one in enumerate(many))


@contextmanager
def country(provinces: int) -> Iterator[dict]:
    """While it lasts there are so many provinces: the charts that have a part for each."""
    here = terms(provinces)
    called = {**labels._TERMS, **{one.key: one for one in here}}
    with (
        mock.patch.object(network, "PROVINCE_TERMS", here),
        mock.patch.object(observed, "PROVINCE_TERMS", here),
        mock.patch.object(labels, "_TERMS", called),
    ):
        tables, runs, said = _peopled(here), _reported(here), {"title": " ".join(LONG), "subtitle": LONG[0]}
        named = {one.key: 1 for one in (*FORMS, *here)}
        report = SimpleNamespace(total=31, unknown=22, months=24, named=[0] * 9, at_least=lambda field: named)
        yield {
            "network": (network, lambda lang, path: charts.plot_network(*tables, lang, path, **said)),
            "observed": (observed, lambda lang, path: charts.plot_observed(runs, report, names(1), lang, path)),
        }


def _peopled(here: Sequence[Term]) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    """The made-up network, province by province as often as it takes."""
    organisations, memberships, alliances = make_network()
    found: list[list[pd.DataFrame]] = [[], [], []]
    for place, one in enumerate(here):
        source = PROVINCE_TERMS[place % 9].key
        own = organisations[organisations["province"] == source].assign(province=one.key)
        joint = alliances[alliances["province"] == source].assign(province=one.key)
        inside = memberships["organisation"].isin(own.index) & memberships["alliance"].isin(joint["alliance"])
        members, far = memberships[inside], 100_000 * place
        found[0].append(own.set_index(own.index + far))
        found[1].append(members + far)
        found[2].append(joint.assign(alliance=joint["alliance"] + far))
    kept, joined, own = (pd.concat(parts) for parts in found)
    return kept, joined, own


def _reported(here: Sequence[Term]) -> pd.DataFrame:
    parts = {f"facilitated_programme_{one.key}": np.arange(20.0) % 7 for one in (*FORMS, *here)}
    return pd.DataFrame({"scenario": "programme", "status": "done", "facilitated_programme": np.arange(20.0), **parts})


def figure_of(module, draw, lang):
    """The figure of a chart as it is saved, without saving it."""
    kept = []
    with mock.patch.object(module, "save", lambda figure, path, *_: kept.append(figure) or (path, path)):
        draw(lang, None)
    return kept[0]
