"""Night shift: 72 hours on a ward after T cells were redirected; find, grade, commit, and see which row decided."""

import pandas as pd

from utils.activities.activity import Activity
from utils.activities.controls import Range, Select, Settings
from utils.activities.ward.form import ShiftForm
from utils.activities.ward.key import ROUNDS, find_key
from utils.activities.ward.nights import clock, look, night_names
from utils.activities.ward.words import read_sheet, write_answer
from utils.charts.ward import LANES, draw_ward
from utils.evidence import address, cite
from utils.models.ward import HOURS

START_HOUR = 28  # of the first night: no fever any more, and the question whether it is still CRS


def night_shift() -> Activity:
    """A made-up person on a ward for 72 hours: let the clock run, tick what is found, commit to both grades, then compare."""
    form = ShiftForm()
    activity = Activity(
        name="night_shift",
        title="Night shift: is it CRS, is it ICANS, and whom do you ring?",
        subtitle="One made-up person. Filled: needs help (fluids, vasopressor, oxygen). Digits below: grades, yours and the rule's, once you commit",
        label="illustrative",
        controls=[
            Select("night", "Night", night_names()),
            Range("hour", "Hour of the shift", 0, HOURS, 1, value=START_HOUR, show=lambda hour: f"{hour} ({clock(hour)})"),
        ],
        compute=lay_shift,
        chart=draw_ward,
        describe=lambda controls, _tables: read_sheet(look(controls.night, controls.seed, controls.hour), controls.night),
        caution=warn_of_wards,
        source=f"{cite('astct19')}; made-up people",
        address=address("astct19"),
        inputs={"seed": 1, "committed": ()},
        below=[form.view],
        page=lambda controls, _tables: write_answer(controls.night, controls.seed, controls.hour),
        alone=["night", "hour"],
        prompts=[
            "Bed 1 has no fever now. Is it still CRS, and which grade? Decide, then open the answer.",
            "Let the clock run by four hours at a time. At which hour did the grade change, and which row changed it?",
            "Try Bed 5: both grades stay 0. Is there a reason to ring?",
        ],
        headings={"hour": "Hour", "temperature": "Temperature (°C)", "systolic": "Upper blood pressure (mmHg)",
                  "saturation": "Oxygen (%)", "ice": "ICE points", "held": "Pressure needs help", "fed": "Needs oxygen"},
    )  # fmt: skip
    form.connect(activity)
    return activity


def lay_shift(controls: Settings) -> dict[str, pd.DataFrame]:
    """Tables `sheet` (one row a round of four hours, and now) and `grades` (hour, lane, grade) of what was committed.

    At the end of the shift all grades of the rule are shown, beside those that were committed.
    """
    hours = sorted({*(hour for hour in ROUNDS if hour <= controls.hour), controls.hour})
    seen = [look(controls.night, controls.seed, hour) for hour in hours]
    sheet = pd.DataFrame(
        {"hour": hours, "temperature": [s.temperature for s in seen], "systolic": [s.systolic for s in seen],
         "saturation": [s.saturation for s in seen], "ice": [s.ice for s in seen],
         "held": [s.pressure > 0 for s in seen], "fed": [s.oxygen > 0 for s in seen]}
    )  # fmt: skip
    return {"sheet": sheet, "now": sheet.tail(1).reset_index(drop=True), "grades": _lay_grades(controls)}


def _lay_grades(controls: Settings) -> pd.DataFrame:
    """One row a grade that may be shown; `says` is its digit where it differs from the one before it in its lane."""
    mine = {row["hour"]: row for row in controls.committed if row["hour"] <= controls.hour}
    shown = sorted({*mine, *(ROUNDS if controls.hour == HOURS else ())})
    rows, before = [], {}
    for hour in shown:
        key = find_key(controls.night, controls.seed, hour)
        rule = (key.crs.grade, key.icans.grade)
        yours = (mine[hour]["crs"], mine[hour]["icans"]) if hour in mine else (None, None)
        for lane, grade in zip(LANES, (yours[0], rule[0], yours[1], rule[1]), strict=True):
            if grade is not None:
                rows.append((hour, lane, grade, grade > 0, "" if before.get(lane) == grade else str(grade)))
                before[lane] = grade
    columns = {"hour": "int64", "lane": "object", "grade": "int64", "counts": "bool", "says": "object"}
    return pd.DataFrame(rows, columns=list(columns)).astype(columns)


def warn_of_wards(_controls: Settings, _tables: dict[str, pd.DataFrame]) -> str:
    """That a ward's own protocol comes first."""
    return (
        "this trains grading and nothing else. Nobody is treated here, and a ward's own protocol comes first."
    )
