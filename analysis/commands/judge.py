"""``judge``: experts' judgements: a questionnaire, and what they answered made into a file of beliefs."""

from __future__ import annotations

import argparse

from analysis.commands.options import typed_path
from analysis.commands.parser import DONE, Commands, command, show

WEIGHTS = ("equal", "performance")


def add(commands: Commands) -> None:
    """Its options."""
    told = (
        "what experts believe of numbers that nobody has measured: write a questionnaire, then check and pool what\n"
        "they answer into a file that --beliefs of other commands takes; see docs/judgement.md"
    )
    made = command(commands, "judge", told=told, example="judge --questionnaire questions.xlsx", act=act)
    made.add_argument("answers", nargs="*", type=typed_path, metavar="ANSWERS", help="questionnaires, .csv or .xlsx")
    made.add_argument(
        "--questionnaire", type=typed_path, metavar="FILE", help="write an empty one, .xlsx or .csv, Thai and English"
    )
    made.add_argument(
        "--ask", nargs="+", metavar="NUMBER", help="numbers that it asks for (default: all strengths)", default=[]
    )
    made.add_argument("--numbers", action="store_true", help="list the numbers that may be asked for and believed")
    made.add_argument("--seeds", type=typed_path, metavar="CSV", help="seed questions, whose truth is known")
    made.add_argument(
        "--weights",
        choices=WEIGHTS,
        default=WEIGHTS[0],
        help="how experts count: all alike, or by how they did on the seed questions",
    )
    made.add_argument("--out", type=typed_path, metavar="DIR", help="results folder (default: results/…)")
    made.add_argument("--json", action="store_true", help="the summary as JSON, alone on standard output")


def act(asked: argparse.Namespace) -> int:
    """Write a questionnaire, list the numbers, or pool answers."""
    wanted = [bool(asked.answers), asked.questionnaire is not None, asked.numbers]
    if sum(wanted) != 1:
        asked.parser.error("allowed: one of ANSWERS, --questionnaire FILE, --numbers")
    if asked.ask and not asked.questionnaire:
        asked.parser.error("--ask without --questionnaire; allowed: both, or neither")
    if asked.weights == "performance" and not asked.seeds:
        asked.parser.error("--weights performance without --seeds; allowed: --seeds CSV, or --weights equal")
    from analysis.answers import judging

    if asked.numbers:
        show(judging.listed(asked.lang))
    elif asked.questionnaire:
        show(judging.ask(asked.questionnaire, asked.seeds, asked.ask, asked.lang))
    else:
        _pool(asked)
    return DONE


def _pool(asked: argparse.Namespace) -> None:
    from analysis.answers import judging
    from analysis.commands.options import told_where, typed_words

    typed = typed_words(asked)
    made = judging.judge(judging.Wanted(tuple(asked.answers), asked.seeds, asked.weights, asked.out, asked.lang, typed))
    told_where(asked, made.resumed, made.folder)
    show(judging.summary(made) if asked.json else judging.words(made))
