"""Where things stand in the timeline that computes in the browser: its bands in pixels, its places in months and g/L.

Vega-Lite gives one view one pair of axes, so what belongs to another band is placed by the month and the M-protein that
would stand at its pixel.
"""

import math

import altair as alt

from utils.charts.timeline import HIGHEST_G_L, LOWEST_G_L

CURVE, ERA, ROW = 220, 262, 25  # pixels: height of the curve, top of the trials, each trial
LAW, AXIS = 110, 92  # pixels: height of the law, and of what stands between it and the trials
LEFT, RIGHT = 46, 12  # pixels beside the law
NARROW = 400  # pixels, from which words are shortened


def in_months(field: str, axis: bool = False) -> alt.X:
    """A place in months. One layer brings scale and axis for all of them."""
    if not axis:
        return alt.X(f"{field}:Q")
    scale = alt.Scale(domainMin=0, domainMax=alt.ExprRef("x_max"), nice=False, zero=False)
    ticks = alt.ExprRef(f"sequence(0, x_max + 1, 12 * ceil(x_max / 132) * if(width < {NARROW}, 2, 1))")
    # aria: Vega words an axis once and leaves wrong months in those words when the axis grows; the sentence has them.
    drawn = alt.Axis(values=ticks, title="Months since treatment began", offset=-(AXIS + LAW), aria=False)
    return alt.X(f"{field}:Q", scale=scale, axis=drawn)


def in_grams(field: str, axis: bool = False) -> alt.Y:
    """A height in g/L of M-protein, on the curve's band. One layer brings scale and axis for all of them."""
    if not axis:
        return alt.Y(f"{field}:Q")
    scale = alt.Scale(type="log", domain=[LOWEST_G_L, HIGHEST_G_L], range=[CURVE, 0])
    drawn = alt.Axis(values=[0.01, 0.1, 1, 10, 100], format="~g", titleY=CURVE / 2, title="M-protein (g/L)")
    return alt.Y(f"{field}:Q", scale=scale, axis=drawn)


def at_x(pixels: str) -> str:
    """A place in pixels, as the months that stand there."""
    return f"({pixels}) * x_max / width"


def at_y(pixels: str | float) -> str:
    """A place in pixels, as the M-protein that would stand there, on or below the curve's band."""
    decades = math.log10(HIGHEST_G_L / LOWEST_G_L)
    return f"{HIGHEST_G_L} * pow(10, -{decades:g} * ({pixels}) / {CURVE})"


def fit(words: str, short: str) -> str:
    """The words, or fewer where the page is narrow."""
    return f"if(width < {NARROW}, '{short}', '{words}')"


def one_row(**columns: str) -> alt.Chart:
    """A single row whose columns the browser computes."""
    return alt.Chart(alt.sequence(0, 1, as_="one")).transform_calculate(**columns)


def heading(place: int, says: str, bold: bool = True) -> alt.Chart:
    """Words of a band at the left, at that pixel from the top; says: an expression."""
    words = one_row(py=at_y(place), says=says).mark_text(
        align="left", fontWeight="bold" if bold else "normal"
    )
    return words.encode(x=alt.value(0), y=in_grams("py"), text="says:N")
