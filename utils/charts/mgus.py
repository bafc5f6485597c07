"""What happens to people with MGUS as the years pass, counted in two ways."""

from __future__ import annotations

import altair as alt
import pandas as pd

from utils.charts.present import NARROW, present
from utils.charts.theme import BLUE, DASHED, GREY, INK, SOLID, VERMILLION, WIDTH

FEW = 20  # people; below this a curve is drawn dotted
KINDS = {
    "progression": ("progressed, as it happened", VERMILLION, SOLID),
    "km": ("progressed, had nobody died", BLUE, DASHED),
    "death": ("died without progressing", GREY, [2, 2]),
}
SOURCE = "mgus2 (Kyle, Mayo Clinic), followed through 1999"


def plot_mgus(curves: pd.DataFrame, rates: pd.DataFrame, kinds: list[str]) -> alt.LayerChart:
    """Shares of people with MGUS who have progressed or died by each year, with intervals and numbers at risk.

    curves: table `mgus_curves`; rates: table `mgus_rates`; kinds: any of "progression", "km", "death".
    Raises ValueError for another kind.
    """
    unknown = [kind for kind in kinds if kind not in KINDS]
    if unknown:
        raise ValueError(f"Unknown curve: {unknown[0]!r}. Choose from: {', '.join(KINDS)}.")
    everyone = curves[curves["group"] == "all"]
    marks = pd.concat([_landmarks(rates, kind) for kind in kinds])
    return present(
        alt.layer(_lines(everyone, marks, kinds), _at_risk(everyone)).properties(width=WIDTH, height=260),
        title=_finding(marks, kinds),
        subtitle=f"{everyone['at_risk'].max():,} people with MGUS, % of people; bars are 95 % intervals; "
        f"dotted where fewer than {FEW} are left",
        source=SOURCE,
        label="observed",
        description=_describe(marks, kinds),
        name="mgus_" + "_".join(kinds),
    )


def _landmarks(rates: pd.DataFrame, kind: str) -> pd.DataFrame:
    rows = rates[(rates["group"] == "all") & rates["measure"].str.startswith(f"{kind}_pct_at_")]
    years = rows["measure"].str.rsplit("_", n=1).str[-1].astype(int)
    return rows.assign(kind=KINDS[kind][0], years=years)[["kind", "years", "value", "ci_low", "ci_high"]]


def _lines(everyone: pd.DataFrame, marks: pd.DataFrame, kinds: list[str]) -> alt.LayerChart:
    scale = alt.Scale(domain=[0, 100 if "death" in kinds else 50])
    y = alt.Y("share_pct:Q", title="people (%)", scale=scale)
    names, colours, _ = zip(*(KINDS[kind] for kind in kinds), strict=True)
    colour = alt.Color("kind:N", scale=alt.Scale(domain=names, range=colours), legend=None)
    base = alt.Chart().encode(x=_x(), color=colour)
    spans = base.mark_rule(strokeWidth=1.5).encode(y="ci_low:Q", y2="ci_high:Q")
    points = base.mark_point(size=45, opacity=1).encode(y="value:Q")
    landmarks = alt.layer(spans, points, data=marks)
    return alt.layer(_curves(base.encode(y=y), everyone, kinds), landmarks)


def _curves(base: alt.Chart, everyone: pd.DataFrame, kinds: list[str]) -> alt.LayerChart:
    names, _, dashes = zip(*(KINDS[kind] for kind in kinds), strict=True)
    dash = alt.StrokeDash("kind:N", scale=alt.Scale(domain=names, range=dashes), legend=None)
    rough = base.mark_line(interpolate="step-after", strokeWidth=1, strokeDash=[2, 3])
    sure = base.transform_filter(alt.datum.at_risk >= FEW).mark_line(interpolate="step-after")
    said = {"expr": f"page < {NARROW} ? '' : split(replace(datum.kind, ', ', ',|'), '|')"}
    ends = base.transform_filter("datum.years == 30").mark_text(align="left", dx=6, lineHeight=14, text=said)
    ends = ends.encode(color=alt.value(INK))
    # One table for all lines: the browser folds its columns, so that each row is stored once.
    columns = [f"{kind}_pct" for kind in kinds]
    table = everyone[["years", "at_risk", *columns]]
    called = " : ".join(f"datum.column == '{c}' ? '{name}'" for c, name in zip(columns, names, strict=True))
    drawn = alt.layer(rough, sure.encode(strokeDash=dash), ends, data=table)
    drawn = drawn.transform_fold(columns, as_=["column", "share_pct"]).transform_calculate(
        kind=f"{called} : ''"
    )
    return alt.layer(drawn, *_key(kinds))


def _key(kinds: list[str]) -> list[alt.Chart]:
    """The names of the curves in the empty corner, on pages too narrow for words at their ends."""
    made = []
    for place, kind in enumerate(reversed(kinds)):
        name, colour, dash = KINDS[kind]
        one = alt.Chart(alt.Data(values=[{}])).encode(y=alt.value(10 + 17 * place))
        shown = {"expr": f"page < {NARROW} ? 1 : 0"}
        # A line that shows no datum has nothing to say to a screen reader; the word beside it does.
        line = one.mark_rule(aria=False, color=colour, strokeDash=dash, strokeWidth=2.2, opacity=shown)
        words = {"expr": f"page < {NARROW} ? '{name}' : ''"}
        made.append(line.encode(x=alt.value(8), x2=alt.value(32)))
        made.append(one.mark_text(align="left", color=INK, text=words).encode(x=alt.value(38)))
    return made


def _x() -> alt.X:
    # Between the years and the title there is room for the people still watched.
    title = ["years since MGUS was found", "(under them: people still watched)"]
    ticks = alt.Axis(values=list(range(0, 31, 5)), labelPadding=4, titlePadding=28)
    return alt.X("years:Q", title=title, scale=alt.Scale(domain=[0, 30]), axis=ticks)


def _at_risk(everyone: pd.DataFrame) -> alt.Chart:
    rows = everyone.loc[everyone["years"] % 5 == 0, ["years", "at_risk"]]
    counts = alt.Chart(rows).mark_text(color=INK, dy=36)
    return counts.encode(x="years:Q", y=alt.value("height"), text=alt.Text("at_risk:Q", format=","))


def _finding(marks: pd.DataFrame, kinds: list[str]) -> str:
    at_20 = marks[marks["years"] == 20].set_index("kind")["value"]
    if {"km", "progression"} <= set(kinds):
        wrong, right = at_20[KINDS["km"][0]], at_20[KINDS["progression"][0]]
        return f"Leave death out, and the risk at 20 years reads {wrong:.0f} % instead of {right:.0f} %"
    first = kinds[0]
    return f"After 20 years {at_20[KINDS[first][0]]:.0f} % had {KINDS[first][0].split(',')[0]}"


def _describe(marks: pd.DataFrame, kinds: list[str]) -> str:
    said = []
    for kind in kinds:
        name = KINDS[kind][0]
        rows = marks[marks["kind"] == name]
        values = ", ".join(f"{r.value:g} % at {r.years} years" for r in rows.itertuples())
        said.append(f"{name}: {values}")
    return f"Rising curves of people with MGUS over 30 years. {'; '.join(said).capitalize()}."
