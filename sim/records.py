"""The state of a world: what is remembered of every organisation, tie, alliance, team and change, field by field.

Each record is declared once, as (name, type, unit, meaning); the numpy dtype and the state table of ``docs/odd.md``
are both made from that. ``State`` gathers the arrays; it is private to ``sim``.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

MAX_TIES = 16  # acquaintances an organisation can keep up with
MAX_BELONGS = 3  # alliances an organisation can belong to at once
MAX_MEMBERS = 48  # members of one alliance ("a few dozen"; federations of 2003 had 51 on average)
MAX_CIRCLE = 24  # candidates a founder can weigh: acquaintances and those a team or directory names


class Field(NamedTuple):
    """One remembered thing: its name, numpy type, unit and meaning."""

    name: str
    type: str
    unit: str
    meaning: str


def _fields(*rows: tuple[str, str, str, str]) -> tuple[Field, ...]:
    return tuple(Field(*row) for row in rows)


def _dtype(fields: tuple[Field, ...]) -> np.dtype:
    return np.dtype([(field.name, field.type) for field in fields], align=True)


ORGANISATION_FIELDS = _fields(
    ("id", "u8", "", "identity: the key of all its chance"),
    ("x", "f8", "km", "position, eastward"),
    ("y", "f8", "km", "position, northward"),
    ("members", "f8", "people", "its members"),
    ("leadership", "f8", "0 to 1", "skill of its leaders"),
    ("spirit", "f8", "0 to 1", "cooperative spirit"),
    ("understanding", "f8", "0 to 1", "understanding of what an alliance is"),
    ("strategy", "f8", "0 to 1", "how good a strategic and action plan it has"),
    ("openness", "f8", "0 to 1", "openness of its culture to being an ally"),
    ("management", "f8", "0 to 1", "skill in managing alliances"),
    ("capital", "f8", "baht", "working capital"),
    ("margin", "f8", "baht a year per baht", "yearly surplus per baht of capital under middling leadership"),
    ("surplus", "f8", "baht a month", "last month's surplus, alliance benefits included"),
    ("benefit", "f8", "baht a month", "benefit that alliances gave it last month, members' households apart"),
    ("household", "f8", "baht a year", "what alliances gave each member who uses them, last month's as a year's"),
    ("result", "f8", "baht a month", "its surplus, smoothed over a year"),
    ("arrears", "f8", "0 to 1", "how far it is behind with what it owes"),
    ("hours", "f8", "hours a month", "time that leaders and staff have for work with others"),
    ("busy", "f8", "hours a month", "time that its alliances take"),
    ("lent", "f8", "hours", "time that visits, lessons and forums have taken this month"),
    ("listed", "f8", "0 to 1", "freshness of its entry in a directory"),
    ("first_understanding", "f8", "0 to 1", "understanding at the start: what forgetting returns to"),
    ("first_leadership", "f8", "0 to 1", "leadership at the start"),
    ("first_strategy", "f8", "0 to 1", "strategy at the start: what a plan that is not used goes back to"),
    ("first_openness", "f8", "0 to 1", "openness at the start"),
    ("first_management", "f8", "0 to 1", "management skill at the start"),
    ("first_capital", "f8", "baht", "capital at the start"),
    ("province", "i8", "", "its province"),
    ("district", "i8", "", "its district, numbered through all provinces"),
    ("rest_until", "i8", "month", "month until which a founder rests"),
    ("asleep_until", "i8", "month", "month until which it is dormant (0: it is not)"),
    ("lessons", "i8", "lessons", "lessons that recommendations have given it"),
    ("needs", "u2", "set", "activities it needs and does not offer itself"),
    ("offers", "u2", "set", "activities it offers"),
    ("met", "u2", "set", "needs that its operating alliances met last month"),
    ("forms", "u1", "set", "forms of the alliances it was in last month"),
    ("kind", "u1", "", "its kind"),
    ("registered", "u1", "0 or 1", "registered as a cooperative"),
    ("weak", "u1", "0 or 1", "weak at the start"),
    ("remote", "u1", "0 or 1", "far from the provincial capital"),
    ("belongs_to", "u1", "alliances", "number of alliances it is in"),
)
TIE_FIELDS = _fields(
    ("other", "i8", "", "the acquaintance (-1: no tie)"),
    ("trust", "f8", "0 to 1", "trust in it"),
    ("ground", "f8", "0 to 1", "what trust between the two returns to"),
)
SEAT_FIELDS = _fields(
    ("alliance", "i8", "", "an alliance one belongs to (-1: none)"),
    ("entry", "i8", "", "where the ledger notes it"),
)
ALLIANCE_FIELDS = _fields(
    ("key", "u8", "", "identity: hash of founder, month and form"),
    ("x", "f8", "km", "position of its founder, eastward"),
    ("y", "f8", "km", "position of its founder, northward"),
    ("cohesion", "f8", "0 to 1", "how well it holds together"),
    ("before", "f8", "0 to 1", "its cohesion a month before"),
    ("plan", "f8", "0 to 1", "joint plan"),
    ("indicators", "f8", "0 to 1", "success indicators in use"),
    ("control", "f8", "0 to 1", "internal control in use"),
    ("readiness", "f8", "0 to 1", "leaders' readiness to use feedback"),
    ("skill", "f8", "0 to 1", "leaders' skill in feedback"),
    ("support", "f8", "0 to 1", "outside support at hand"),
    ("trust", "f8", "0 to 1", "mean trust between members, last month"),
    ("understanding", "f8", "0 to 1", "members' mean understanding, last month"),
    ("strategy", "f8", "0 to 1", "members' mean strategy, last month"),
    ("leadership", "f8", "0 to 1", "best leadership among members, as far as they had the time, last month"),
    ("management", "f8", "0 to 1", "members' mean alliance-management skill, last month"),
    ("match", "f8", "0 to 1", "how well members fit what the alliance is for, last month"),
    ("benefit", "f8", "0 to 1", "share of the possible benefit realised last month"),
    ("founder", "i8", "", "the organisation that founded it, or speaks for it since that one left"),
    ("province", "i8", "", "its founder's province"),
    ("founded", "i8", "month", "month it was founded (0 or less: before the start)"),
    ("ended", "i8", "month", "month it ended (-1: alive)"),
    ("operating_since", "i8", "month", "month its present joint activity began (-1: elementary)"),
    ("helped", "i8", "month", "month of the last help from outside (-1: none yet)"),
    ("size", "i8", "organisations", "members now (at its end: just before)"),
    ("peak", "i8", "organisations", "most members it has had"),
    ("rescued", "i8", "cases", "times an advisory unit has helped it"),
    ("needs", "u2", "set", "activities any member needs"),
    ("offers", "u2", "set", "activities any member offers"),
    ("form", "u1", "", "area, business or academic"),
    ("kind", "u1", "", "its founder's kind"),
    ("operating", "u1", "0 or 1", "has a joint activity"),
    ("facilitated", "u1", "0 or 1", "founded at a team's linking visit"),
    ("federated", "u1", "0 or 1", "in the federation of its province"),
)
PROVINCE_FIELDS = _fields(
    ("x", "f8", "km", "position of the provincial capital, eastward"),
    ("y", "f8", "km", "position of the provincial capital, northward"),
    ("understanding", "f8", "0 to 1", "its team's understanding of the framework"),
    ("climate", "f8", "0 to 1", "friendliness of state and movement to new alliances"),
    ("first", "i8", "", "its first organisation"),
    ("active", "i8", "organisations", "organisations in it that take part"),
    ("next_visit", "i8", "", "where its team's round stands"),
)
FEDERATION_FIELDS = _fields(
    ("size", "i8", "alliances", "alliances in it"),
    ("offers", "u2", "set", "activities that any of them offers"),
    ("national", "u1", "0 or 1", "in the federation of the nation"),
    ("service", "f8", "0 to 1", "what it can do for its members, last month"),
)
DISTRICT_FIELDS = _fields(
    ("first", "i8", "", "its first organisation"),
    ("active", "i8", "organisations", "organisations in it that take part"),
)
LEDGER_FIELDS = _fields(
    ("organisation", "i8", "", "the member"),
    ("alliance", "i8", "", "the alliance"),
    ("joined", "i8", "month", "month it joined"),
    ("left", "i8", "month", "month it left (-1: still in)"),
)
CHANGE_FIELDS = _fields(
    ("key", "u8", "", "identity: hash of recommendation and position in its file"),
    ("act", "i8", "", "which kind of change: visit, broadcast, equip, forum, list or rescue"),
    ("source", "i8", "", "position of its recommendation in the scenario"),
    ("start", "i8", "month", "first month"),
    ("end", "i8", "month", "last month"),
    ("every", "i8", "months", "months from one occasion to the next"),
    ("sessions", "i8", "sessions", "sessions held on one occasion"),
    ("intensity", "f8", "0 to 1", "share of the full effort"),
    ("strength", "f8", "as declared", "its strength; of lessons, what the shares below were made of"),
    ("capacity", "f8", "cases a month in a province", "most that can be served"),
    ("coverage", "f8", "share", "share of those it is for who ever take part"),
    ("until", "f8", "0 to 1", "skip those already above this understanding"),
    ("ready", "f8", "0 to 1", "skip those whose leadership is below this"),
    ("distance", "f8", "0 or 1", "1: fewer are reached the farther they are"),
    ("tires", "f8", "0 or 1", "1: repetition wears the effect off"),
    ("understanding", "f8", "dose", "share of what is missing that one occasion adds to understanding"),
    ("strategy", "f8", "dose", "share of what is missing that one occasion adds to strategy"),
    ("leadership", "f8", "dose", "share of what is missing that one occasion adds to leadership"),
    ("openness", "f8", "dose", "share of what is missing that one occasion adds to openness"),
    ("management", "f8", "dose", "share of what is missing that one occasion adds to alliance-management skill"),
    ("trust", "f8", "dose", "share of what is missing that one occasion adds to trust between those who meet"),
    ("climate", "f8", "dose", "share of what is missing that one occasion adds to the environment of the province"),
    ("team", "f8", "dose", "share of what is missing that one occasion adds to the province team's understanding"),
    ("plan", "f8", "dose", "share of what is missing that one occasion adds to joint plans"),
    ("indicators", "f8", "dose", "share of what is missing that one occasion adds to indicators"),
    ("control", "f8", "dose", "share of what is missing that one occasion adds to internal control"),
    ("readiness", "f8", "dose", "share of what is missing that one occasion adds to readiness to use feedback"),
    ("skill", "f8", "dose", "share of what is missing that one occasion adds to feedback skill"),
    ("support", "f8", "dose", "outside support at hand after one occasion"),
    ("contact", "f8", "dose", "share of pairs at one session who get talking"),
    ("work", "f8", "cases", "work that one event in a province makes for whoever delivers it"),
    ("month_cost", "f8", "baht a month in a province", "cost of running it"),
    ("case_cost", "f8", "baht", "cost of each case served"),
)
AGENCY_FIELDS = _fields(
    ("capacity", "f8", "cases a month in a province", "what its staff can do"),
    ("stance", "f8", "0 to 1", "share of that which it gives to alliances before anybody wins it over"),
    ("follow_up", "f8", "0 to 1", "support that a visit of it brings to an alliance it has taken over"),
    ("case_cost", "f8", "baht", "cost of a visit to an alliance it has taken over"),
)
COUNT_FIELDS = _fields(
    ("world", "u8", "", "identity of the world: keys what stays the same from month to month"),
    ("month", "i8", "month", "months lived"),
    ("alliances", "i8", "alliances", "alliances so far, ended ones included"),
    ("ledger", "i8", "entries", "memberships so far, past ones included"),
    ("alive", "i8", "alliances", "alliances alive"),
    ("active", "i8", "organisations", "organisations that take part (they come first)"),
    ("founded", "i8", "alliances", "founded since the start"),
    ("facilitated", "i8", "alliances", "founded since the start at a team's linking visit"),
    ("ended", "i8", "alliances", "ended since the start"),
    ("rescues", "i8", "cases", "cases an advisory unit has helped"),
    ("full", "i8", "0 or 1", "1: more alliances or memberships than the state has room for"),
    ("cases", "i8", "cases", "cases served by recommendations so far"),
    ("turned_away", "i8", "cases", "visits and lessons offered to organisations that had no time left, so far"),
    ("closed", "i8", "organisations", "organisations gone dormant since the start"),
    ("misuse_loss", "f8", "baht", "capital lost to misuse so far"),
    ("cost", "f8", "baht", "spent so far"),
)

ORGANISATION = _dtype(ORGANISATION_FIELDS)
TIE = _dtype(TIE_FIELDS)
SEAT = _dtype(SEAT_FIELDS)
ALLIANCE = _dtype(ALLIANCE_FIELDS)
PROVINCE = _dtype(PROVINCE_FIELDS)
DISTRICT = _dtype(DISTRICT_FIELDS)
LEDGER = _dtype(LEDGER_FIELDS)
CHANGE = _dtype(CHANGE_FIELDS)
FEDERATION = _dtype(FEDERATION_FIELDS)
AGENCY = _dtype(AGENCY_FIELDS)
COUNT = _dtype(COUNT_FIELDS)

# The kinds of change a recommendation is made of; each is explained in interventions.py.
VISIT, BROADCAST, EQUIP, FORUM, LIST, RESCUE = range(6)


class Plan(NamedTuple):
    """What the scenario does to a world, as arrays; constant through a run."""

    numbers: np.ndarray
    """(1,) ``parameters.NUMBERS``"""
    changes: np.ndarray
    """(changes,) ``CHANGE``"""
    where: np.ndarray
    """(changes, provinces) bool: where a change applies"""
    whom: np.ndarray
    """(changes, 9) bool: kinds of organisation it applies to"""
    stages: np.ndarray
    """(3,) int64: a team's stages in the order it works them"""
    teams: np.ndarray
    """(3,) int64: first and last month of the teams' work (0, -1: no programme), and the last month of what agencies
    take over of it"""
    agencies: np.ndarray
    """(agencies,) ``AGENCY``"""
    present: np.ndarray
    """(agencies, provinces) bool: where an agency works"""
    delivers: np.ndarray
    """(agencies, changes) bool: what it delivers; a change that nobody delivers needs no agency"""


class State(NamedTuple):
    """A world, as arrays; every rule reads and writes these in place."""

    organisations: np.ndarray
    """(organisations,) ``ORGANISATION``: active ones first, by province and district"""
    ties: np.ndarray
    """(organisations, MAX_TIES) ``TIE``: a tie stands in both rows, its trust may differ"""
    seats: np.ndarray
    """(organisations, MAX_BELONGS) ``SEAT``: alliances one is in"""
    alliances: np.ndarray
    """(room,) ``ALLIANCE``: the first ``counts.alliances`` are in use, ended ones included"""
    members: np.ndarray
    """(room, MAX_MEMBERS) int64: members of each alliance, the first ``size`` in use"""
    ledger: np.ndarray
    """(room,) ``LEDGER``: who was a member of what, from when to when"""
    provinces: np.ndarray
    """(provinces,) ``PROVINCE``"""
    federations: np.ndarray
    """(provinces,) ``FEDERATION``: the level above alliances, one slot a province"""
    districts: np.ndarray
    """(districts,) ``DISTRICT``"""
    kin: np.ndarray
    """(active,) int64: organisations ordered by province and kind"""
    kin_first: np.ndarray
    """(provinces, 10) int64: where each kind of a province starts in ``kin``"""
    circle: np.ndarray
    """(active,) int64: organisations of each province in the order its team visits them"""
    rounds: np.ndarray
    """(changes, provinces) int64: where the round of each change stands"""
    delivered: np.ndarray
    """(changes, provinces) float64: share of what a change would do this month that its agencies can deliver"""
    spare: np.ndarray
    """(agencies, provinces) float64: cases that an agency has staff left for this month, beside what plans ask of it"""
    change_desk: np.ndarray
    """(2, changes) float64: room to work in; holds nothing from one rule to the next"""
    live: np.ndarray
    """(room,) int64: alliances that are alive, in the order they were tried; the first ``counts.alive`` in use"""
    counts: np.ndarray
    """(1,) ``COUNT``"""
    desk: np.ndarray
    """(room,) int64: room to work in; holds nothing from one rule to the next"""
    lots: np.ndarray
    """(room,) uint64: the same, for sorting by lot"""
    circle_desk: np.ndarray
    """(2, MAX_CIRCLE) int64: whom a founder can think of, and whom it has asked"""
