"""The same slider and the same line, built with each library: the cells of a notebook for the benchmark of widgets.

Every contender draws `wave(speed)`, a line of `N` points, 620 by 300 pixels, moved by one slider from 0 to 100.
"""

COMMON = """
import numpy as np
import pandas as pd
N = {points}
x = np.linspace(0, 10, N)
def wave(speed):
    return np.exp(-x / 5) * np.sin(x * (1 + speed / 25))
"""

OURS = """
import altair as alt
from utils.activities.activity import Activity
from utils.activities.controls import Range
def compute(controls):
    return pd.DataFrame({"x": x, "y": wave(controls.speed)})
def draw(frame):
    domain = alt.Scale(domain=[-1, 1])
    return alt.Chart(frame).mark_line().encode(x="x:Q", y=alt.Y("y:Q", scale=domain)).properties(width=620, height=300)
Activity(name="wave", title="Wave", label="illustrative", source="none", compute=compute, chart=draw,
         describe=lambda controls, frame: f"Speed {controls.speed}.",
         controls=[Range("speed", "Speed", 0, 100, 1, value=10)])
"""

IN_CHART = """
import altair as alt
from utils.activities.activity import Activity
from utils.activities.controls import Range
def compute(controls):
    return pd.DataFrame({"x": x, "y": wave(controls.speed)})
def draw(frame):
    speed = alt.param(name="speed", value=10)
    sentence = alt.param(name="sentence", expr="'Speed ' + speed + '.'")
    points = alt.sequence(0, N, 1, as_="i")
    line = alt.Chart(points).transform_calculate(x=f"datum.i * 10 / {N - 1}")
    line = line.transform_calculate(y="exp(-datum.x / 5) * sin(datum.x * (1 + speed / 25))")
    y = alt.Y("y:Q", scale=alt.Scale(domain=[-1, 1]))
    return line.mark_line().encode(x="x:Q", y=y).add_params(speed, sentence).properties(width=620, height=300)
Activity(name="wave", title="Wave", label="illustrative", source="none", compute=compute, chart=draw, answers="chart",
         describe=lambda controls, frame: f"Speed {controls.speed}.",
         controls=[Range("speed", "Speed", 0, 100, 1, value=10)])
"""

ALTAIR = """
import altair as alt
from ipywidgets import IntSlider, interact
alt.data_transformers.disable_max_rows()
def draw(speed):
    frame = pd.DataFrame({"x": x, "y": wave(speed)})
    y = alt.Y("y:Q", scale=alt.Scale(domain=[-1, 1]))
    return alt.Chart(frame).mark_line().encode(x="x:Q", y=y).properties(width=620, height=300)
"""

INTERACT_ALTAIR = ALTAIR + "interact(lambda speed: display(draw(speed)), speed=IntSlider(10, 0, 100));"

INTERACT_ALTAIR_MIMETYPE = (
    ALTAIR
    + """
def as_version_5(spec, **metadata):
    return {"application/vnd.vegalite.v5+json": {**spec, "$schema": "https://vega.github.io/schema/vega-lite/v5.json"}}
alt.renderers.register("five", as_version_5)
alt.renderers.enable("five")
interact(lambda speed: display(draw(speed)), speed=IntSlider(10, 0, 100));"""
)

JUPYTERCHART = (
    ALTAIR
    + """
import ipywidgets
alt.JupyterChart.enable_offline()
chart = alt.JupyterChart(draw(10))
slider = ipywidgets.IntSlider(10, 0, 100)
slider.observe(lambda change: setattr(chart, "chart", draw(change.new)), "value")
ipywidgets.VBox([slider, chart])"""
)

INTERACT_MATPLOTLIB = """
import matplotlib.pyplot as plt
from ipywidgets import IntSlider, interact
def draw(speed):
    plt.figure(figsize=(6.2, 3))
    plt.plot(x, wave(speed))
    plt.ylim(-1, 1)
    plt.show()
interact(draw, speed=IntSlider(10, 0, 100));
"""

PLOTLY = """
import ipywidgets
import plotly.graph_objects as go
figure = go.FigureWidget(go.Scatter(x=x, y=wave(10), mode="lines"))
figure.update_layout(width=620, height=300)
figure.update_yaxes(range=[-1, 1])
slider = ipywidgets.IntSlider(10, 0, 100)
slider.observe(lambda change: setattr(figure.data[0], "y", wave(change.new)), "value")
ipywidgets.VBox([slider, figure])
"""

BQPLOT = """
import bqplot
import ipywidgets
scales = {"x": bqplot.LinearScale(), "y": bqplot.LinearScale(min=-1, max=1)}
line = bqplot.Lines(x=x, y=wave(10), scales=scales)
axes = [bqplot.Axis(scale=scales["x"]), bqplot.Axis(scale=scales["y"], orientation="vertical")]
figure = bqplot.Figure(marks=[line], axes=axes, animation_duration=0)
figure.layout.width, figure.layout.height = "620px", "300px"
slider = ipywidgets.IntSlider(10, 0, 100)
slider.observe(lambda change: setattr(line, "y", wave(change.new)), "value")
ipywidgets.VBox([slider, figure])
"""

# name: (what must be importable, the cell)
CONTENDERS = {
    "ours": ("anywidget", OURS),
    "ours_in_chart": ("anywidget", IN_CHART),
    "bqplot": ("bqplot", BQPLOT),
    "interact_altair": ("vl_convert", INTERACT_ALTAIR),
    "interact_altair_mimetype": ("altair", INTERACT_ALTAIR_MIMETYPE),
    "jupyterchart": ("vl_convert", JUPYTERCHART),
    "interact_matplotlib": ("matplotlib", INTERACT_MATPLOTLIB),
    "plotly": ("plotly", PLOTLY),
}
