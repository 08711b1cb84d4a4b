"""Opening a JSON file as a ``Table``, so that it is read as strictly as any other input."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from sim.inputs.faults import Fault, shown
from sim.inputs.phrases import at, phrase
from sim.inputs.reading import SCENARIO_BYTES, read_text, refuse
from sim.inputs.toml_table import Table


def open_json(path: Path, faults: list[Fault]) -> Table:
    """The top table of a JSON file; raises at once what stops all reading, a key that stands twice among it."""

    def once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        table: dict[str, Any] = {}
        for key, value in pairs:
            if key in table:
                raise refuse(at(path, shown(key)), phrase("key_again"), phrase("each_key_once"))
            table[key] = value
        return table

    try:
        values = json.loads(read_text(path, SCENARIO_BYTES), object_pairs_hook=once)
    except RecursionError:
        raise refuse(path, phrase("too_deep"), phrase("as_written")) from None
    except ValueError as error:
        raise refuse(path, phrase("no_json", said=error), phrase("as_written")) from None
    if not isinstance(values, dict):
        raise refuse(path, shown(values), phrase("json_object"))
    return Table(str(path), "", values, faults)
