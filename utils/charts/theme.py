"""One look for every chart: five line colours, ink for text, white paper, and one meaning for each colour.

The line colours are the Okabe-Ito hues that reach 3:1 on white; sky, orange and yellow are fills only and need
a dark edge. Colour never stands alone: every drug class also has its own dash.
"""

import copy

import altair as alt

BLUE = "#0072B2"
VERMILLION = "#D55E00"
GREEN = "#009E73"
PURPLE = "#CC79A7"
GREY = "#6B6B6B"
INK = "#222222"
LINE_COLOURS = (BLUE, VERMILLION, GREEN, PURPLE, GREY)

SKY = "#56B4E9"
ORANGE = "#E69F00"
YELLOW = "#F0E442"
FILLS = (SKY, ORANGE, YELLOW)

PAPER = "#FFFFFF"
GRID = "#E3E3E3"
CONTEXT = "#BDBDBD"  # what is not the point of the chart; a fill or a broad band, never text

WIDTH = 620  # pixels: fits beside the file browser on an 800-pixel page
HEIGHT = 300
FONT = "Helvetica, Arial, 'Liberation Sans', sans-serif"

SOLID, DASHED, DOTTED, DASH_DOT = [1, 0], [6, 3], [2, 2], [8, 3, 2, 3]

# Colour and dash of a drug class, the same in the whole course; relatives share a hue and differ in dash.
CLASS_COLOURS = {
    "proteasome inhibitor": BLUE,
    "IMiD": GREEN,
    "CELMoD": GREEN,
    "anti-CD38 antibody": VERMILLION,
    "anti-SLAMF7 antibody": VERMILLION,
    "antibody-drug conjugate": PURPLE,
    "bispecific T-cell engager": PURPLE,
    "CAR T-cell": PURPLE,
    "alkylator": GREY,
    "corticosteroid": GREY,
    "XPO1 inhibitor": BLUE,
    "BCL-2 inhibitor": GREEN,
}
CLASS_DASHES = {
    "proteasome inhibitor": SOLID,
    "IMiD": SOLID,
    "CELMoD": DASHED,
    "anti-CD38 antibody": SOLID,
    "anti-SLAMF7 antibody": DASHED,
    "antibody-drug conjugate": DOTTED,
    "bispecific T-cell engager": DASHED,
    "CAR T-cell": SOLID,
    "alkylator": SOLID,
    "corticosteroid": DASHED,
    "XPO1 inhibitor": DASHED,
    "BCL-2 inhibitor": DOTTED,
}


WORDS = {"labelColor": INK, "titleColor": INK, "labelFontSize": 12, "titleFontSize": 12}
TITLE = {
    "anchor": "start",
    "frame": "bounds",
    "color": INK,
    "fontSize": 16,
    "fontWeight": 600,
    "subtitleColor": "#4A4A4A",
    "subtitleFontSize": 12,
    "subtitleLineHeight": 16,
    "subtitlePadding": 5,
    "lineHeight": 20,
    "offset": 14,
}
AXIS = {
    **WORDS,
    "titleFontWeight": "normal",
    "titlePadding": 8,
    "gridColor": GRID,
    "domainColor": GREY,
    "tickColor": GREY,
    "labelLimit": 260,
}
LEGEND = {
    **WORDS,
    "titleFontWeight": "normal",
    "orient": "bottom",
    "symbolStrokeWidth": 2,
    "labelLimit": 260,
}
MARKS = {
    "text": {"color": INK, "fontSize": 12},
    "line": {"strokeWidth": 2.2, "color": BLUE},
    "rule": {"color": GREY},
    "point": {"size": 50, "filled": True, "color": BLUE},
    "bar": {"color": BLUE},
    "area": {"color": BLUE, "opacity": 0.25},
}


def course_theme() -> dict:
    """White paper, ink text, quiet grid, titles at the left: the settings every chart shares."""
    config = {
        "background": PAPER,
        "padding": {"left": 8, "top": 8, "right": 12, "bottom": 8},
        "font": FONT,
        "view": {"continuousWidth": WIDTH, "continuousHeight": HEIGHT, "stroke": None},
        "title": TITLE,
        "axis": AXIS,
        "axisY": {"domain": False, "ticks": False, "labelPadding": 6},
        "axisX": {"grid": False},
        "legend": LEGEND,
        "header": WORDS,
        **MARKS,
        "range": {"category": list(LINE_COLOURS)},
    }
    return {"config": copy.deepcopy(config)}


def enable_theme() -> None:
    """Draw every chart of this session in the course's look."""
    alt.theme.register("course", enable=True)(course_theme)
