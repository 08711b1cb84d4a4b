"""``optimise``: which portfolio of recommendations, when and how hard, under a budget."""

from __future__ import annotations

import argparse
import re
from collections.abc import Callable

from analysis.commands.options import planned, request, study_options, told_where, window_option
from analysis.commands.parser import DONE, SOME_FAILED, Commands, amount, command, show

MOST_BAHT = 1e12
NEGATIVE = re.compile(r"-\d[\d_.,]*[mM]?")


def baht(text: str) -> float:
    """Baht as they are typed: 6000000, 6_000_000, 6M or 6.5m."""
    plain = text.strip().lower().replace(",", "").replace("_", "")
    times = 1e6 if plain.endswith("m") else 1.0
    allowed = f"got {text!r}; allowed: baht above 0 and up to {MOST_BAHT:,.0f}, such as 6000000 or 6M"
    try:
        value = float(plain.removesuffix("m")) * times if plain.isascii() else -1.0
    except ValueError:
        value = -1.0
    if not 0.0 < value <= MOST_BAHT:
        raise argparse.ArgumentTypeError(allowed)
    return value


def add(commands: Commands) -> None:
    """Its options."""
    told = (
        "which portfolio of recommendations, when and how hard, under a budget; what cannot be told from it;\n"
        "the frontier of cost and lasting alliances; a calendar and a scenario file for each budget."
    )
    made = command(commands, "optimise", told=told, example="optimise --budget 3M 6M 12M --lang th", act=act)
    made.add_argument(
        "--budget", type=baht, nargs="+", required=True, metavar="BAHT",
        help="baht beyond what the programme costs, on average; several at once, such as 3M 6M 12M",
    )  # fmt: skip
    made.add_argument(
        "--among", type=int, nargs="+", metavar="NUMBER", help="recommendations to choose from (default: all)"
    )
    made.add_argument("--aim", default="lasting", metavar="OUTCOME", help="what more is wanted of (default: lasting)")
    made.add_argument(
        "--carried", type=amount(0.0, 1.0), default=0.7, metavar="SHARE",
        help="least share of what is asked of agencies that they can carry (default 0.7; 0: any)",
    )  # fmt: skip
    made.add_argument("--by-province", action="store_true", help="portfolios that differ by province as well")
    made._negative_number_matcher = NEGATIVE  # so that -3M is refused for what it is, not taken for an option
    study_options(made, 200)
    made.set_defaults(keep_runs=False)  # of a search's thousands of runs only the ends are looked at
    window_option(made, "each recommendation on or off in this window alone, at full intensity")


def act(asked: argparse.Namespace) -> int:
    """Search for portfolios."""
    from analysis.answers import portfolios
    from analysis.portfolios.asking import Typed, forecast, wanted_of

    what = request(asked)
    typed = Typed(
        budgets=asked.budget, among=asked.among or (), aim=asked.aim, carried=asked.carried,
        provinces=asked.by_province, window=asked.window,
    )  # fmt: skip
    choices, wanted = wanted_of(what, typed)
    if asked.plan:
        return planned(asked, forecast(what, choices, wanted))
    from analysis.portfolios.optimising import optimise

    made = optimise(what, choices, wanted, portfolios.leave)
    told_where(asked, made.resumed, made.folder)
    tell: Callable[..., object] = portfolios.summary if asked.json else portfolios.words
    show(tell(made))
    failed = portfolios.failures(made)
    if failed:
        import sys

        print("\n".join(failed), file=sys.stderr)
    return SOME_FAILED if failed else DONE
