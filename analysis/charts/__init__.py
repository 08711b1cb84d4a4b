"""Charts fit for print, in English or Thai: each is written as PNG and SVG, whole or not at all, the same bytes again.

Every function draws one chart to ``path`` (its suffix is replaced) and returns the files written. Importing this costs
seconds, so commands import it when they draw.
"""

from analysis.charts.acceptability import plot_acceptability
from analysis.charts.calendar import plot_calendar
from analysis.charts.forest import plot_effects
from analysis.charts.gains import plot_gains, plot_gains_by_province
from analysis.charts.judgements import plot_judgements
from analysis.charts.knowing import plot_knowing, plot_pilot
from analysis.charts.learnt import plot_learnt
from analysis.charts.network import plot_network
from analysis.charts.observed import plot_observed
from analysis.charts.paths import plot_paths
from analysis.charts.plane import plot_frontier
from analysis.charts.portfolios import plot_portfolios
from analysis.charts.provinces import plot_gain_map, plot_level_map
from analysis.charts.ranks import plot_ranks
from analysis.charts.recovery import plot_recovery
from analysis.charts.tornado import plot_tornado

__all__ = [
    "plot_acceptability",
    "plot_calendar",
    "plot_effects",
    "plot_frontier",
    "plot_gain_map",
    "plot_gains",
    "plot_gains_by_province",
    "plot_judgements",
    "plot_knowing",
    "plot_learnt",
    "plot_level_map",
    "plot_network",
    "plot_observed",
    "plot_paths",
    "plot_pilot",
    "plot_portfolios",
    "plot_ranks",
    "plot_recovery",
    "plot_tornado",
]
