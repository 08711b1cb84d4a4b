"""A network as GraphML, which Gephi, igraph, Cytoscape and networkx read."""

from __future__ import annotations

import io
from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd

from analysis.exporting.network import Network
from sim.language.harmless import harmless


def graphml(of: Network, about: Mapping[str, Any]) -> bytes:
    """Nodes and edges with all that is said of them; what the whole is ``about`` stands with the whole."""
    import networkx as nx

    graph = nx.DiGraph(**_said(about))
    for row in of.nodes.to_dict("records"):
        graph.add_node(row.pop("id"), **_said(row))
    for row in of.edges.to_dict("records"):
        graph.add_edge(row.pop("source"), row.pop("target"), **_said(row))
    sink = io.BytesIO()
    nx.write_graphml_xml(graph, sink)  # by the writer that is always there, so that the bytes are the same everywhere
    return sink.getvalue()


def _said(values: Mapping[Any, Any]) -> dict[str, Any]:
    """What is not blank, in types of Python itself, for which GraphML has words; text without what XML forbids."""
    return {str(name): _plain(value) for name, value in values.items() if not pd.isna(value)}


def _plain(value: Any) -> Any:
    return harmless(value) if isinstance(value, str) else value.item() if isinstance(value, np.generic) else value
