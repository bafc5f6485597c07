"""The resistance timeline: M-protein over up to five lines, computed by the chart itself."""

import math

import altair as alt
import pandas as pd

from utils.activities.activity import Activity
from utils.activities.controls import Control, Range, Select, Settings
from utils.charts.closed_form import MOST_LINES, MOST_RESISTANT
from utils.charts.medians import name_marks
from utils.charts.timeline_live import draw_timeline
from utils.evidence import address, cite, outcomes
from utils.models.kinetics import DAYS_PER_MONTH, Line, curve, progressions

SOURCE = "myklebust_2024"
START_G_L, GAP_DAYS = 30.0, 30.0  # estimates: where one made-up person begins, and pauses between lines
DAILY = 4  # points a day when the hidden months are counted
FIRST_REMISSIONS = (
    "first-rd-pfs_median_months",
    "s0777-rd-pfs_median_months",
    "s0777-vrd-pfs_median_months",
    "maia-rd-pfs_median_months",
    "maia-d_rd-pfs_median_months",
    "determination-rvd_alone-pfs_median_months",
    "determination-rvd_asct-pfs_median_months",
    "imroz-isa_vrd-pfs_pct_at_60",
    "perseus-d_vrd-pfs_pct_at_48",
)
SENTENCE = (
    "if(lines == 1, 'The remission lasts ', 'The remissions last ')"
    " + if(lines > 1, join(slice(words, 0, lines - 1), ', ') + ' and ', '') + words[lines - 1] + ' months. '"
    " + 'Ten times fewer resistant cells at the start would add about ' + format(ten_fold, '.0f') + ' to the first. '"
    " + if(hidden_months > 0, 'In the first, the test sees nothing for '"
    " + format(hidden_months, '.0f') + ' months, while the resistant cells grow.',"
    " 'In the first, the M-protein never falls below what the test can see.')"
)
# The table of `follow_lines`, by the chart itself.
ROWS = "slice([" + ", ".join(
    f"{{'line': {k}, 'resistant_pct': 100 * p_{k}, 'start_g_l': m_{k}, 'nadir_g_l': nadir_{k}, "
    f"'remission_months': days_{k} / {DAYS_PER_MONTH}}}"
    for k in range(1, MOST_LINES + 1)
) + "], 0, lines)"  # fmt: skip


def resistance_timeline() -> Activity:
    """How long remissions last and why they shorten: one control for each idea."""
    controls, trials = timeline_controls(), first_remissions()
    return Activity(
        name="resistance_timeline",
        title="The resistance timeline",
        label="modelled",
        subtitle="M-protein of one made-up person over several lines of therapy; below it each remission as a bar from its "
        "own start, and the median first remissions of nine trial arms (triangle: more than half still free of progression)",
        controls=controls,
        compute=follow_lines,
        chart=lambda _frame: draw_picture(controls, trials),
        describe=describe_remissions,
        caution=lambda _controls, _frame: (
            "the trials in the last row had different people, years and follow-up: a range, not a ranking, and the curve is "
            f"fitted to none of them. In months, {'; '.join(trials['aloud'].str.removesuffix(' months'))}."
        ),
        source=cite(SOURCE),
        address=address(SOURCE),
        answers="chart",
        prompts=[
            "Make the resistant part ten times smaller (two steps to the left), and again. How many months each time?",
            "Now let the resistant cells double faster. What happens to every remission?",
            "Lower the detection limit. Does the remission last longer, or is the return only seen sooner?",
            "Give line 3 a new target. Which rule of thumb has it broken?",
        ],
        headings={
            "line": "Line",
            "resistant_pct": "Resistant at the start (%)",
            "start_g_l": "M-protein at the start (g/L)",
            "nadir_g_l": "Lowest M-protein (g/L)",
            "remission_months": "Remission (months)",
        },
    )


RESISTANT_PCT = [0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1, 3, 10]
TARGETS = {"none": 0, "line 2": 2, "line 3": 3, "line 4": 4, "line 5": 5}


def timeline_controls() -> list[Control]:
    """One control for each idea, in the order in which the notebook tells them."""
    return [
        Range("resistant_pct", "Resistant part at the start", values=RESISTANT_PCT, value=0.3, unit="%"),
        Range(
            "doubling_days",
            "Resistant cells double every",
            values=[90, 110, 140, 180, 240],
            value=140,
            unit="days",
        ),
        Select("new_target", "A target not used before, in", TARGETS, value=0),
        Range(
            "limit_g_l",
            "Detection limit of the test",
            values=[0.02, 0.05, 0.1, 0.2, 0.5, 1, 2],
            value=0.5,
            unit="g/L",
        ),
        Range("lines", "Lines of therapy", 1, 5, 1, value=4),
        Range(
            "selection_ratio",
            "Resistant part, each new line",
            values=[1, 2, 3, 4, 5, 10],
            value=4,
            show=times,
        ),
        Range("growth_ratio", "Growth, each new line", 1, 1.3, 0.05, value=1.25, show=times),
        Range(
            "halving_days",
            "Depth: sensitive cells halve every",
            values=[10, 14, 20, 28, 40],
            value=20,
            unit="days",
        ),
    ]


def times(ratio: float) -> str:
    """A ratio as a learner reads it."""
    return "the same" if ratio == 1 else f"\N{MULTIPLICATION SIGN}\N{NO-BREAK SPACE}{ratio:g}"


def settle_lines(controls: Settings) -> list[Line]:
    """The lines of therapy that the controls describe."""
    return [_settle(controls, k) for k in range(1, controls.lines + 1)]


def _settle(controls: Settings, k: int) -> Line:
    share = controls.resistant_pct / 100
    if k != controls.new_target:
        share = min(MOST_RESISTANT, share * controls.selection_ratio ** (k - 1))
    growth = math.log(2) / controls.doubling_days * controls.growth_ratio ** (k - 1)
    return Line(math.log(2) / controls.halving_days, growth, share, GAP_DAYS)


def follow_lines(controls: Settings) -> pd.DataFrame:
    """One row a line: line, resistant_pct, start_g_l, nadir_g_l, remission_months (to the hundredth)."""
    lines = settle_lines(controls)
    rows = progressions(lines, start_g_l=START_G_L)
    rows = rows.assign(resistant_pct=[100 * line.resistant_fraction for line in lines])
    return rows[["line", "resistant_pct", "start_g_l", "nadir_g_l", "remission_months"]].round(3)


def count_hidden_months(controls: Settings) -> float:
    """Months of the first remission in which the test sees nothing."""
    line = settle_lines(controls)[:1]
    months = progressions(line, start_g_l=START_G_L)["remission_months"].iloc[0]
    points = int(months * 30 * DAILY)
    day = progressions(line, start_g_l=START_G_L)["progression_day"].iloc[0]
    levels = curve(line, start_g_l=START_G_L, points=points, until_days=day)["m_protein_g_l"]
    return float((levels < controls.limit_g_l).mean() * months)


def describe_remissions(controls: Settings, frame: pd.DataFrame) -> str:
    """The lengths of the remissions, and what the test cannot see: the same words as the chart's `sentence`."""
    months = [f"{length:.0f}" for length in frame["remission_months"]]
    spoken = f"{', '.join(months[:-1])} and {months[-1]}" if months[1:] else months[0]
    hidden = count_hidden_months(controls)
    growth = settle_lines(controls)[0].regrowth_per_day
    fewer = f"Ten times fewer resistant cells at the start would add about {math.log(10) / growth / DAYS_PER_MONTH:.0f} to the first."
    rest = (
        f"In the first, the test sees nothing for {hidden:.0f} months, while the resistant cells grow."
        if hidden > 0
        else "In the first, the M-protein never falls below what the test can see."
    )
    return f"The remission{'s' if months[1:] else ''} last{'' if months[1:] else 's'} {spoken} months. {fewer} {rest}"


def first_remissions() -> pd.DataFrame:
    """The published first remissions that are shown beside the model's."""
    table = outcomes()
    return name_marks(table[table["id"].isin(FIRST_REMISSIONS)])


def draw_picture(controls: list[Control], trials: pd.DataFrame) -> alt.LayerChart:
    """The chart with one parameter for each control; everything else follows from these."""
    moved = {control.name: control.value for control in controls}
    return draw_timeline(START_G_L, GAP_DAYS, trials, moved, SENTENCE, ROWS)
