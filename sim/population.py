"""The organisations of a world before chance touches it: who they are, of what kind, and where.

Drawn from the counts in ``scenarios/provinces.csv``, or taken from a table of real organisations. Where each stands
(district, position, whether it is dormant) is the same in every run; what it can do is drawn by ``world``.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from sim.chance import WORLD, draw, mix, moment, pick
from sim.compiling import rule
from sim.counts import counts_by_kind
from sim.kinds import KINDS, REGISTERED
from sim.provinces import Province
from sim.records import DISTRICT, ORGANISATION, PROVINCE

GEOGRAPHY = np.uint64(moment(0, 0))  # places do not depend on the seed of a run
BLANKS = ("members", "capital", "leadership", "spirit", "understanding", "strategy", "openness", "margin")
CAPITAL_DISTRICT, WHICH_DISTRICT, ANGLE, RADIUS, DORMANT = (np.uint64(n) for n in range(5))


@dataclass(frozen=True)
class Population:
    """Who is there; arrays are shared by all runs and never written to.

    Attributes
    ----------
    organisations : (n,) ``ORGANISATION``
        Active ones first, by province and district; NaN where an attribute is yet to be drawn.
    needs, offers : (n,) int32
        Sets of activities, -1 where yet to be drawn.
    active : int
        How many take part.
    provinces, districts : ``PROVINCE`` and ``DISTRICT`` arrays
    kin : (active,) int64 and kin_first : (provinces, 10) int64
        Organisations by province and kind, and where each kind starts.
    """

    organisations: np.ndarray
    needs: np.ndarray
    offers: np.ndarray
    active: int
    provinces: np.ndarray
    districts: np.ndarray
    kin: np.ndarray
    kin_first: np.ndarray


@rule
def _scatter(
    organisations: np.ndarray,
    x: np.ndarray,
    y: np.ndarray,
    radius: np.ndarray,
    districts: np.ndarray,
    first_district: np.ndarray,
    named: np.ndarray,
    capital_share: float,
    placed: np.ndarray,
) -> None:
    """Give every organisation without a place its district and position (km), keyed by its identity."""
    for i in range(len(organisations)):
        o = organisations[i]
        region = o.province
        if named[i] < 0:
            if draw(GEOGRAPHY, WORLD, o.id, CAPITAL_DISTRICT) < capital_share:
                o.district = first_district[region]
            else:
                other = pick(draw(GEOGRAPHY, WORLD, o.id, WHICH_DISTRICT), districts[region])
                o.district = first_district[region] + other
        if placed[i]:
            continue
        within = o.district - first_district[region]
        place = np.uint64(region * 65536 + within)
        far = 0.0 if within == 0 else radius[region] * np.sqrt(draw(GEOGRAPHY, ANGLE, place))
        bearing = 2.0 * np.pi * draw(GEOGRAPHY, RADIUS, place)
        near = radius[region] / np.sqrt(districts[region]) * np.sqrt(draw(GEOGRAPHY, WORLD, o.id, RADIUS))
        turn = 2.0 * np.pi * draw(GEOGRAPHY, WORLD, o.id, ANGLE)
        o.x = x[region] + far * np.cos(bearing) + near * np.cos(turn)
        o.y = y[region] + far * np.sin(bearing) + near * np.sin(turn)


@rule
def _set_dormant(ids: np.ndarray, share: float, dormant: np.ndarray) -> None:
    """Say which organisations take part in nothing."""
    for i in range(len(ids)):
        dormant[i] = draw(GEOGRAPHY, WORLD, ids[i], DORMANT) < share


def _identities(parts: np.ndarray) -> np.ndarray:
    """One 64-bit identity per row of small integers (province, kind, number)."""
    packed = (parts[:, 0].astype(np.uint64) << np.uint64(48)) | (parts[:, 1].astype(np.uint64) << np.uint64(40))
    identities: np.ndarray = packed | parts[:, 2].astype(np.uint64)
    _mix_all(identities)
    return identities


@rule
def _mix_all(words: np.ndarray) -> None:
    """Scatter each word, in place."""
    for i in range(len(words)):
        words[i] = mix(words[i])


def _numbered(counts: np.ndarray) -> np.ndarray:
    """(n, 3) province, kind and number within both, from 0, of every organisation of ``counts`` (provinces, kinds)."""
    sizes = counts.ravel()
    slot = np.repeat(np.arange(sizes.size), sizes)
    within = np.arange(sizes.sum()) - np.repeat(np.cumsum(sizes) - sizes, sizes)
    return np.column_stack([slot // counts.shape[1], slot % counts.shape[1], within])


def drawn(provinces: Sequence[Province], kinds: np.ndarray, p: np.void) -> Population:
    """The population that the counts by province and kind describe; ``p`` is one ``NUMBERS`` record."""
    counts = counts_by_kind(provinces, kinds, p)
    who = _numbered(counts)
    organisations = np.zeros(len(who), ORGANISATION)
    organisations["id"] = _identities(who)
    organisations["province"], organisations["kind"] = who[:, 0], who[:, 1]
    organisations["registered"] = who[:, 1] < len(REGISTERED)
    for blank in BLANKS:
        organisations[blank] = np.nan
    unknown = np.full(len(who), -1, np.int32)
    nowhere = np.zeros(len(who), bool)
    dormant = np.zeros(len(who), bool)
    _set_dormant(organisations["id"], float(p["dormant_share"]), dormant)
    return _arranged(organisations, unknown, unknown, ~dormant, provinces, p=p, named=unknown, placed=nowhere)


def brought(table: pd.DataFrame, provinces: Sequence[Province], p: np.void) -> Population:
    """The population of a user's own table, as ``organisations.load_organisations`` returns it."""
    organisations = np.zeros(len(table), ORGANISATION)
    organisations["id"] = brought_identities(table)
    for column, field in {"x_km": "x", "y_km": "y", "capital_baht": "capital"}.items():
        organisations[field] = table[column]
    for field in ("kind", "province", "registered", *(set(BLANKS) - {"capital"})):
        organisations[field] = table[field]
    named = _district_numbers(table, provinces)
    placed = table["x_km"].notna().to_numpy()
    return _arranged(
        organisations,
        table["needs"].to_numpy(np.int32),
        table["offers"].to_numpy(np.int32),
        table["active"].to_numpy(bool),
        provinces,
        p=p,
        named=named,
        placed=placed,
    )


def brought_identities(table: pd.DataFrame) -> np.ndarray:
    """The identity of each organisation of a user's table: (rows,) uint64, by which its record is known."""
    identities: np.ndarray = pd.util.hash_array(table["id"].to_numpy(object), categorize=False)
    return identities


def _district_numbers(table: pd.DataFrame, provinces: Sequence[Province]) -> np.ndarray:
    """Each named district as a number within its province, -1 where blank; 0 lies around the capital.

    That of the town comes first, the others by the alphabet, districts that hold only dormant organisations last:
    neither the order of rows nor one more dormant organisation changes the number of any other district.
    """
    numbers = np.full(len(table), -1, np.int32)
    for region, province in enumerate(provinces):
        group = table[(table["province"] == region) & (table["district"] != "")]
        peopled = group.groupby("district")["active"].any()
        ranked = sorted(peopled.index, key=lambda name: (not peopled[name], not province.is_town(name), name))
        number = {name: k for k, name in enumerate(ranked)}
        numbers[group.index] = group["district"].map(number)
    return numbers


def _arranged(
    organisations: np.ndarray,
    needs: np.ndarray,
    offers: np.ndarray,
    active: np.ndarray,
    provinces: Sequence[Province],
    *,
    p: np.void,
    named: np.ndarray,
    placed: np.ndarray,
) -> Population:
    """Place every organisation and sort them: active first, then province, district, identity; neighbours lie near."""
    home = organisations["province"]
    declared = np.array([province.districts for province in provinces])
    districts = _districts(declared, named, home)
    peopled = _districts(declared, named[active], home[active])  # a district of the dormant only draws nobody
    first_district = np.concatenate([[0], np.cumsum(districts)[:-1]])
    organisations["district"] = np.where(named >= 0, first_district[home] + named, 0)
    x = np.array([province.x_km for province in provinces])
    y = np.array([province.y_km for province in provinces])
    radius = np.array([province.radius_km for province in provinces])
    share = float(p["capital_district_share"])
    if placed.any():
        _centre_on_own(organisations, placed & active, x, y)
    _scatter(organisations, x, y, radius, peopled, first_district, named, share, placed)
    order = np.lexsort((organisations["id"], organisations["district"], home, ~active))
    organisations, takes_part = organisations.take(order), int(active.sum())  # faster than by index
    in_order = organisations[:takes_part]
    kin = np.lexsort((in_order["id"], in_order["kind"], in_order["province"]))
    return Population(
        organisations=organisations,
        needs=needs[order],
        offers=offers[order],
        active=takes_part,
        provinces=_province_records(in_order, x, y),
        districts=_district_records(in_order, int(districts.sum())),
        kin=kin,
        kin_first=_kin_first(in_order, len(provinces)),
    )


def _districts(declared: np.ndarray, named: np.ndarray, home: np.ndarray) -> np.ndarray:
    """Districts of each province: as many as it is said to have, or as many as are named if those are more."""
    most = declared.copy()
    np.maximum.at(most, home, named + 1)
    return most


def _centre_on_own(organisations: np.ndarray, counted: np.ndarray, x: np.ndarray, y: np.ndarray) -> None:
    """Where a user's table gives positions, on a grid of its own, a province is centred on what it holds there."""
    for row in range(len(x)):
        own = organisations[counted & (organisations["province"] == row)]
        if len(own):
            x[row], y[row] = np.median(own["x"]), np.median(own["y"])


def _province_records(active: np.ndarray, x: np.ndarray, y: np.ndarray) -> np.ndarray:
    records = np.zeros(len(x), PROVINCE)
    records["x"], records["y"] = x, y
    records["first"] = np.searchsorted(active["province"], np.arange(len(x)))
    records["active"] = np.bincount(active["province"], minlength=len(x))
    return records


def _district_records(active: np.ndarray, districts: int) -> np.ndarray:
    records = np.zeros(districts, DISTRICT)
    records["first"] = np.searchsorted(active["district"], np.arange(districts))
    records["active"] = np.bincount(active["district"], minlength=districts)
    return records


def _kin_first(active: np.ndarray, provinces: int) -> np.ndarray:
    slot = active["province"].astype(np.int64) * len(KINDS) + active["kind"]
    sizes = np.bincount(slot, minlength=provinces * len(KINDS))
    starts = np.concatenate([[0], np.cumsum(sizes)])
    rows = np.arange(provinces)[:, None] * len(KINDS) + np.arange(len(KINDS) + 1)[None, :]
    return starts[rows]
