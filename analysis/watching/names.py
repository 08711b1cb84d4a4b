"""What organisations and alliances of a run are called: as the user's table says, or by kind, province and number."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pandas as pd

from sim.kinds import FORMS, KINDS
from sim.language.harmless import harmless
from sim.language.texts import Lang, localised, text
from sim.population import brought_identities
from sim.provinces import PROVINCE_TERMS
from sim.records import State


def organisation_names(state: State, table: pd.DataFrame | None, lang: Lang) -> list[str]:
    """A name for each active organisation, in the order of their records.

    One that a table names goes by that; others are numbered within their kind and province.
    """
    active = state.organisations[: state.counts["active"][0]]
    given = dict(zip(brought_identities(table).tolist(), table["name"])) if table is not None else {}
    so_far: Counter[tuple[int, int]] = Counter()
    names = []
    for identity, kind, province in zip(active["id"].tolist(), active["kind"].tolist(), active["province"].tolist()):
        so_far[kind, province] += 1
        names.append(harmless(given.get(identity) or "") or _numbered(kind, province, so_far[kind, province], lang))
    return names


def _numbered(kind: int, province: int, number: int, lang: Lang) -> str:
    of = {"kind": localised(KINDS[kind], "", lang), "province": localised(PROVINCE_TERMS[province], "", lang)}
    named = text("watch.organisation_name", lang, number=number, **of)
    return named[0].upper() + named[1:]


def alliance_names(alliances: np.ndarray, lang: Lang) -> list[str]:
    """A name for each alliance of a run: its number, form and province."""
    return [
        text(
            "watch.alliance_name",
            lang,
            number=number,
            form=localised(FORMS[form], "", lang),
            province=localised(PROVINCE_TERMS[province], "", lang),
        )
        for number, (form, province) in enumerate(zip(alliances["form"], alliances["province"]), start=1)
    ]
