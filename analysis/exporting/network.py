"""What organisations and alliances were at the end of a run, as nodes and edges: for Gephi, igraph, networkx, Excel.

Who is in which alliance, which alliances are in the federation of their province, which federations in that of the
nation, and who knows whom, with trust. Edges have a direction: upward, and of trust from who has it to whom it has.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

import numpy as np
import pandas as pd

from analysis.answers import picture
from analysis.language.labels import term
from analysis.watching.names import alliance_names, organisation_names
from sim.language.harmless import harmless
from sim.language.terms import keys
from sim.language.texts import Lang, text
from sim.population import brought_identities
from sim.provinces import PROVINCE_TERMS
from sim.records import State

ORGANISATION, ALLIANCE, FEDERATION, NATION = "organisation", "alliance", "federation", "nation"
MEMBERSHIP, ACQUAINTANCE = "membership", "acquaintance"
NODE_COLUMNS = (
    "id", "label", "label_th", "sort", "kind", "form", "province", "x_km", "y_km", "members", "size", "registered",
    "weak", "remote", "dormant", "founded", "facilitated", "operating", "lasting", "federated", "cohesion", "own_id",
)  # fmt: skip
EDGE_COLUMNS = ("source", "target", "relation", "joined", "trust")


class Network(NamedTuple):
    """A network; blank where a node or edge of its sort has no such thing.

    Attributes
    ----------
    nodes
        (nodes, 22), columns ``NODE_COLUMNS``: active organisations, alliances alive, federations with a member, and
        the nation's. ``x_km``, ``y_km``: km eastward and northward; ``members``: people; ``size``: alliances of an
        organisation, members of anything else; ``founded``: a month, 0 or less for an alliance from before the start;
        ``cohesion``: 0 to 1; flags are true or false.
    edges
        (edges, 5), columns ``EDGE_COLUMNS``. ``joined``, of a membership: the month in which it began, 0 or less where
        it is from before the start (−45: 45 months before month 0); ``trust``, of an acquaintance: 0 to 1.
    """

    nodes: pd.DataFrame
    edges: pd.DataFrame

    def count(self, sort: str) -> int:
        """How many nodes of a sort there are."""
        return int((self.nodes["sort"] == sort).sum())


def network(state: State, table: pd.DataFrame | None) -> Network:
    """The network of a world as it is; it raises nothing.

    Parameters
    ----------
    state
        Of the world, at the month that is to be shown.
    table
        The user's own organisations (``sim.organisations.load_organisations``), by whose ids and names nodes then go;
        None where the world was made of none.
    """
    nodes = [_organisations(state, table), _alliances(state), _federations(state), _nation(state)]
    edges = [_memberships(state), _federated(state), _of_the_nation(state), _acquaintances(state)]
    return Network(_together(nodes, NODE_COLUMNS), _together(edges, EDGE_COLUMNS))


def _together(parts: Iterable[pd.DataFrame], columns: Iterable[str]) -> pd.DataFrame:
    """Parts below each other; flags stay flags and whole numbers whole, blank where a part has none."""
    every = [part.convert_dtypes() for part in parts if len(part)]
    whole = pd.concat(every, ignore_index=True) if every else pd.DataFrame()
    return whole.reindex(columns=list(columns))


def _numbered(letter: str, numbers: np.ndarray) -> list[str]:
    return [f"{letter}{number}" for number in numbers.tolist()]


def _flags(values: np.ndarray) -> np.ndarray:
    found: np.ndarray = values.astype(bool)
    return found


def _organisations(state: State, table: pd.DataFrame | None) -> pd.DataFrame:
    active = state.organisations[: state.counts["active"][0]]
    own = dict(zip(brought_identities(table).tolist(), table["id"])) if table is not None else {}
    return picture.organisations(state).assign(
        id=_numbered("o", np.arange(len(active))),
        label=organisation_names(state, table, "en"),
        label_th=organisation_names(state, table, "th"),
        sort=ORGANISATION,
        members=np.rint(active["members"]).astype(int),
        size=active["belongs_to"].astype(int),
        **{name: _flags(active[name]) for name in ("registered", "weak", "remote")},
        dormant=_flags(active["asleep_until"]),
        own_id=pd.Series(active["id"]).map(own).map(harmless, na_action="ignore"),
    )


def _alliances(state: State) -> pd.DataFrame:
    found = picture.alliances(state)
    numbers = found["alliance"].to_numpy()
    living = state.alliances[numbers]
    return found.assign(
        id=_numbered("a", numbers),
        label=_named(state, numbers, "en"),
        label_th=_named(state, numbers, "th"),
        sort=ALLIANCE,
        x_km=living["x"],
        y_km=living["y"],
        size=living["size"].astype(int),
        founded=living["founded"].astype(int),
        facilitated=_flags(living["facilitated"]),
        federated=_flags(living["federated"]),
        cohesion=living["cohesion"],
    ).drop(columns="alliance")


def _named(state: State, numbers: np.ndarray, lang: Lang) -> list[str]:
    """Names of some alliances, numbered among all there were."""
    names = alliance_names(state.alliances[: state.counts["alliances"][0]], lang)
    return [names[number] for number in numbers.tolist()]


def _home(state: State) -> pd.DataFrame:
    """Federations that have a member: their provinces, sizes, and whether they are in the nation's."""
    of = state.federations
    provinces = pd.DataFrame({"province": keys(PROVINCE_TERMS), "size": of["size"].astype(int)})
    return provinces.assign(national=_flags(of["national"]))[of["size"] > 0]


def _federations(state: State) -> pd.DataFrame:
    found = _home(state)
    labels = {
        column: [text("export.federation", lang, province=term(one, lang)) for one in found["province"]]
        for column, lang in _LABELS.items()
    }
    return found[["province", "size"]].assign(id="f-" + found["province"], sort=FEDERATION, **labels)


_LABELS: Mapping[str, Lang] = {"label": "en", "label_th": "th"}


def _nation(state: State) -> pd.DataFrame:
    size = int(_home(state)["national"].sum())
    labels = {column: [text("export.nation", lang)] for column, lang in _LABELS.items()}
    return pd.DataFrame({"id": [NATION], "sort": [NATION], "size": [size], **labels}) if size else pd.DataFrame()


def _memberships(state: State) -> pd.DataFrame:
    entries = state.ledger[: state.counts["ledger"][0]]
    present = entries[entries["left"] < 0]
    return pd.DataFrame(
        {
            "source": _numbered("o", present["organisation"]),
            "target": _numbered("a", present["alliance"]),
            "relation": MEMBERSHIP,
            "joined": present["joined"].astype(int),
        }
    )


def _federated(state: State) -> pd.DataFrame:
    found = picture.alliances(state)
    joined = found[_flags(state.alliances[found["alliance"]]["federated"])]
    targets = [f"f-{one}" for one in joined["province"]]
    return pd.DataFrame(
        {"source": _numbered("a", joined["alliance"].to_numpy()), "target": targets, "relation": FEDERATION}
    )


def _of_the_nation(state: State) -> pd.DataFrame:
    found = _home(state)
    sources = [f"f-{one}" for one in found["province"][found["national"]]]
    return pd.DataFrame({"source": sources, "target": NATION, "relation": FEDERATION})


def _acquaintances(state: State) -> pd.DataFrame:
    ties = state.ties[: state.counts["active"][0]]
    who, slot = np.nonzero(ties["other"] >= 0)
    return pd.DataFrame(
        {
            "source": _numbered("o", who),
            "target": _numbered("o", ties["other"][who, slot]),
            "relation": ACQUAINTANCE,
            "trust": ties["trust"][who, slot],
        }
    )
