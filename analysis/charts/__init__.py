"""Charts fit for print, in English or Thai: each is written as PNG and SVG, whole or not at all, the same bytes again.

Every function draws one chart to ``path`` (its suffix is replaced) and returns the files written. Importing this costs
seconds, so commands import it when they draw.
"""

from analysis.charts.cost import draw_cost
from analysis.charts.forest import draw_effects
from analysis.charts.learnt import draw_learnt
from analysis.charts.network import draw_network
from analysis.charts.observed import draw_observed
from analysis.charts.paths import draw_paths
from analysis.charts.recovery import draw_recovery

__all__ = ["draw_cost", "draw_effects", "draw_learnt", "draw_network", "draw_observed", "draw_paths", "draw_recovery"]
