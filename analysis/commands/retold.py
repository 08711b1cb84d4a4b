"""A command carried out again word by word, silently: for pages in another language, and for reproduction."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sim.language.texts import Lang


def carried_out_again(asked: argparse.Namespace, typed: Sequence[str], folder: Path, lang: Lang) -> int:
    """Carry out a command as it was typed, into ``folder``; its exit code."""
    import io
    from contextlib import redirect_stderr, redirect_stdout

    again = asked.whole.parse_args([*typed, "--out", str(folder), "--lang", lang])
    with redirect_stdout(io.StringIO()), redirect_stderr(io.StringIO()):
        return int(again.act(again))
