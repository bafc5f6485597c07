'''One theme, one renderer: a DataFrame in, an Altair chart out.

Importing this room turns on the course's look and its offline renderer. Every function `plot_...` of its modules
is offered here: `from utils.charts import plot_survival`. A new chart is a new function in a module of this folder;
nothing else needs editing.

How to write one:

    """Curves of people who stay free of an event."""

    import altair as alt
    import pandas as pd

    from utils.charts import BLUE, present


    def plot_remission(curve: pd.DataFrame, half: float, source: str) -> alt.LayerChart:
        """Share of people still in remission, month by month.

        curve: columns `months` and `in_remission_pct` (0-100). half: its median as `models.survival` reads it,
        months (a rounding error must not decide it here). source: what to cite.
        """
        steps = (
            alt.Chart(curve)
            .mark_line(interpolate="step-after", color=BLUE)
            .encode(
                x=alt.X("months:Q", title="Months since treatment", axis=alt.Axis(tickMinStep=12)),
                y=alt.Y("in_remission_pct:Q", title="In remission (%)", scale=alt.Scale(domain=[0, 100])),
            )
        )
        return present(
            steps,
            title=f"Half are out of remission by month {half:.0f}",
            subtitle="Newly diagnosed, progression-free survival, % of people",
            source=source,
            label="observed",
            description=f"A falling curve: 100 % in remission at the start, half at month {half:.0f}.",
            name="remission",
        )

Rules that tests hold: field types are always written (`:Q`, `:N`, `:O`, `:T`); every chart ends in `present`;
selections and parameters are named (`alt.param(name="depth", ...)`, `alt.selection_point(name="arm", ...)`);
nothing newer than Vega-Lite 5.6, which is what JupyterLab draws. Rules under time axes count in twelves of months.
'''

from utils.charts.lookup import find_function
from utils.charts.present import LABELS, present
from utils.charts.renderer import enable_renderer
from utils.charts.rows import enable_rows
from utils.charts.theme import (
    BLUE,
    CLASS_COLOURS,
    CLASS_DASHES,
    CONTEXT,
    FILLS,
    GREEN,
    GREY,
    HEIGHT,
    INK,
    LINE_COLOURS,
    PURPLE,
    VERMILLION,
    WIDTH,
    enable_theme,
)

__all__ = [
    "BLUE",
    "CLASS_COLOURS",
    "CLASS_DASHES",
    "CONTEXT",
    "FILLS",
    "GREEN",
    "GREY",
    "HEIGHT",
    "INK",
    "LABELS",
    "LINE_COLOURS",
    "PURPLE",
    "VERMILLION",
    "WIDTH",
    "present",
]

enable_theme()
enable_renderer()
enable_rows()


def __getattr__(name: str) -> object:
    if name.startswith("_"):
        raise AttributeError(name)
    return find_function(__name__, name, only=r"plot_\w+")
