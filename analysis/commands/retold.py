"""A finished study's command carried out again, silently: for pages in another language, and for reproduction."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

if TYPE_CHECKING:
    from sim.language.texts import Lang

STUDIES = frozenset({"calibrate", "compare", "judge", "optimise", "run", "sensitivity", "validate", "worth"})
"""Commands that leave a study, and nothing but its folder."""

COUNTED = frozenset({"compare", "run", "sensitivity", "worth"})
"""Those whose manifest says how many worlds there are."""


def carried_out_again(asked: argparse.Namespace, study: Path, folder: Path, lang: Lang) -> int:
    """Carry the command that left ``study`` out again, into ``folder``; its exit code.

    Its words are a stranger's if the study is. ``InputFault`` unless they are words such as a finished study leaves:
    of the command in its manifest, with no more worlds, and nothing that says where else to write or to compute.
    """
    import io
    from contextlib import redirect_stderr, redirect_stdout

    with redirect_stdout(io.StringIO()), redirect_stderr(io.StringIO()):
        again = _asked_again(asked, study)
        again.out, again.lang = folder, lang
        return int(again.act(again))


def _asked_again(asked: argparse.Namespace, study: Path) -> argparse.Namespace:
    from analysis.commands.options import typed_words
    from analysis.pages.answer import left
    from sim.ensembles.inventory import manifest_in

    found, typed = manifest_in(study), left(study).typed
    if not typed or typed[0] != found.get("command") or typed[0] not in STUDIES:
        _refuse(study, typed)
    try:
        again: argparse.Namespace = asked.whole.parse_args(typed)
    except SystemExit:
        _refuse(study, typed)
    worlds = getattr(again, "replicates", None)
    words = typed_words(again)
    if typed not in (words, (*words, "--replicates", str(worlds))):
        _refuse(study, typed)
    counted = found.get("worlds", None if typed[0] in COUNTED else worlds)
    if getattr(again, "world", None) is None and worlds != counted:
        _refuse(study, typed)
    return again


def _refuse(study: Path, typed: tuple[str, ...]) -> NoReturn:
    from analysis.pages.answer import FILE
    from sim.inputs.phrases import phrase
    from sim.inputs.reading import refuse

    raise refuse(study / FILE, phrase("not_words_of_it", typed=" ".join(typed)[:80]), phrase("words_as_left"))
