"""What else was found in a study, beside its tables: kept in its folder, and read again."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import pandas as pd

from analysis.belief.checks import plain
from analysis.studies.study import Study, read_table

FOUND = "found.json"


def keep_found(found: Mapping[str, object], study: Study) -> None:
    """Write it into the folder of the study."""
    told = json.dumps(plain(found), ensure_ascii=False, indent=1)
    (study.folder / FOUND).write_text(told, encoding="utf-8")


def found_in(study: Study) -> dict[str, Any]:
    """What else was found in a finished study."""
    told: dict[str, Any] = json.loads((study.folder / FOUND).read_text(encoding="utf-8"))
    return told


def table_in(study: Study, called: str) -> pd.DataFrame:
    """A table of a finished study, by the name of its file."""
    return read_table(study.folder / f"{called}.parquet")
