"""Evidence explorer: results of trials as intervals, and what else differs when two of them are put side by side."""

import re
from functools import partial

import altair as alt
import pandas as pd

from utils.activities.activity import Activity
from utils.activities.controls import Checkbox, Offered, Select, Settings
from utils.activities.dial import as_of_control, know_by, known_ids, say_when, this_year
from utils.activities.explorer_pairs import compare_rows
from utils.activities.explorer_sources import write_sources
from utils.activities.label_warnings import find_drugs, list_warnings
from utils.charts.trial_marks import LINES, NARROW_LINES, TIPS, draw_results
from utils.charts.trials import collect_results, find_title, lay_out, most_months, shorten_label
from utils.evidence import classes, drugs, outcomes

MOST_ROWS = 15
LETTERS = "ABCDEFGHIJKLMNO"
ENDPOINTS = {
    "progression or death: hazard ratio": "pfs_hr",
    "death: hazard ratio": "os_hr",
    "months without progression: median": "pfs_median_months",
    "survival in months: median": "os_median_months",
    "response: people in 100": "orr_pct",
    "complete response: people in 100": "cr_pct",
    "MRD-negative: people in 100": "mrd_neg_pct",
}
NEW = ["newly diagnosed, transplant", "newly diagnosed, no transplant"]
SETTINGS = {
    "first treatment": NEW,
    "first treatment, with transplant": NEW[:1],
    "first treatment, without transplant": NEW[1:],
    "maintenance": ["maintenance"],
    "early relapse": ["early relapse"],
    "relapse after lenalidomide and a PI": ["relapsed, lenalidomide and PI exposed"],
    "second transplant": ["salvage transplant"],
    "after all three main classes": ["triple-class exposed"],
    "after a BCMA treatment": ["after BCMA therapy"],
    "routine care, not a trial": ["real-world"],
    "smouldering myeloma": ["precursor"],
}
PERIODS = {
    "any": (0, 9999),
    "up to 2012": (0, 2012),
    "2013 to 2018": (2013, 2018),
    "2019 to 2022": (2019, 2022),
    "2023 and later": (2023, 9999),
}
# The first pattern found in the curator's words decides; a test holds that no wording is left without a group.
REFRACTORY = {
    "not treated before": r"^untreated|no myeloma",
    "in response, on maintenance": r"^after one transplant|^responders|^no anti-CD38 antibody before",
    "after a BCMA treatment": r"BCMA",
    "triple-class exposed or refractory": r"triple-class|penta|all three",
    "refractory to an anti-CD38 antibody": r"85 % anti-CD38-refractory|all refractory to an anti-CD38",
    "lenalidomide-refractory, all or most": (
        r"^all lenalidomide-(?!exposed$)|79\.5 %|68-72 %|80 % refractory"
        r"|double-refractory|IMiD and a proteasome inhibitor$|had failed"
    ),
    "lenalidomide-refractory kept out": r"lenalidomide-naive|lenalidomide-refractory excluded|refractory to lenalidomide or",
    "mixed, or not stated": r"",
}
CLASSES = ["proteasome_inhibitor", "imid", "celmod", "anti_cd38", "anti_slamf7", "adc", "bispecific", "car_t",
           "alkylator", "xpo1_inhibitor", "bcl2_inhibitor", "transplant"]  # fmt: skip
PLACES = ["row", "low", "at", "high", "arrow", "comparator"]  # columns, of which the saved picture is drawn
SEPARATED = ";| or "  # between the drugs of an arm
INDENT = 18  # pixels for the letter of a row


def evidence_explorer(endpoint: str = "pfs_hr", setting: str = "first treatment") -> Activity:
    """Results of trials by endpoint, setting, drug class, refractoriness and year, never ranked and never joined.

    endpoint: one of `ENDPOINTS`; setting: one of `SETTINGS`. Two rows, chosen by the names of their trials, are
    answered with what differs between them.
    """
    known = gather_results()
    return Activity(
        name="evidence_explorer",
        title="Evidence explorer: what did the trials find?",
        subtitle="One row a result, oldest trial first. Filled: the treatment tested; open: its comparison",
        label="observed",
        controls=_controls(endpoint, setting),
        compute=partial(show_results, known),
        chart=partial(draw_results, indent=INDENT),
        narrow=partial(draw_results, indent=INDENT, narrow=True),
        still=draw_saved,
        describe=partial(describe_results, known),
        caution=warn_of_differences,
        source="the trials named in each row (point at a row, or read below), as reviewed in November 2026",
        page=lambda _controls, tables: write_sources(tables["rows"]) + name_harms(known, tables["rows"]),
        alone=["endpoint", "setting"],
        prompts=[
            "Take first treatment and compare PERSEUS with MAIA: how many things differ besides the drugs?",
            "Go to early relapse and tick 'Parts of trials too': find CASTOR. One regimen, how many answers?",
            "Choose maintenance, then switch from progression to death: which result moves to the line at 1?",
        ],
        headings={
            "letter": "Row",
            "label": "Trial, people, treatment",
            "shown": "Result (interval)",
            "follow_up": "Follow-up",
            "source": "Source",
            **dict.fromkeys(["row", "low", "at", "high", "arrow", "brief", "comparator", "people"]),
            **dict.fromkeys(["chosen", "id", "words", "strong", "title", *LINES, *NARROW_LINES]),
        },
    )


def draw_saved(tables: dict[str, pd.DataFrame]) -> alt.LayerChart:
    """The rows as the other pictures of trials show them, without letters, since nothing can be chosen there."""
    rows = tables["rows"][[*PLACES, *TIPS]]
    return draw_results({**tables, "rows": rows.assign(label=rows["label"].map(shorten_label))})


def gather_results() -> pd.DataFrame:
    """All results of the offered endpoints, with the columns that the filters ask for."""
    made = collect_results(outcomes().query("endpoint in @ENDPOINTS.values()"))
    kind = drugs().set_index("name")["class_id"].to_dict() | {"ASCT": "transplant"}
    given = made["drugs"].fillna("").str.split(SEPARATED)
    made["classes"] = [{kind[name] for name in names if name in kind} for names in given]
    made["group"] = [
        "lenalidomide-refractory, all or most" if people == "len_refractory" else group_refractoriness(words)
        for people, words in zip(made["population"], made["refractoriness"], strict=True)
    ]
    return made


def group_refractoriness(words: str) -> str:
    """The group of a trial's people, from the curator's words about what they were refractory to."""
    return next(group for group, pattern in REFRACTORY.items() if re.search(pattern, words))


def find_matches(known: pd.DataFrame, controls: Settings) -> pd.DataFrame:
    """The results that every filter lets through, oldest trial first."""
    first, last = PERIODS[controls.period]
    known = know_by(known, controls.as_of)
    asked = (known["endpoint"] == controls.endpoint) & known["year"].between(first, last)
    asked &= known["setting"].isin(SETTINGS[controls.setting])
    if controls.drug_class:
        asked &= known["classes"].map(lambda found: controls.drug_class in found)
    if controls.refractory:
        asked &= known["group"] == controls.refractory
    if not controls.parts:
        asked &= ~known["part"]
    if not controls.superseded:
        asked &= ~known["superseded"]
    return known[asked]


def keep_newest(found: pd.DataFrame) -> pd.DataFrame:
    """At most 15 rows, the newest; a trial that would lose an arm is left out whole."""
    kept, cut = found.tail(MOST_ROWS), found.head(-MOST_ROWS)
    whole = kept[~kept["trial_id"].isin(cut["trial_id"])]
    return whole if len(whole) else kept


def show_results(known: pd.DataFrame, controls: Settings) -> dict[str, pd.DataFrame]:
    """Tables `rows` (at most 15 results, lettered) and `ticks` (the axis), ready to be drawn."""
    found = keep_newest(find_matches(known, controls))
    same = known[known["endpoint"] == controls.endpoint]
    tables = lay_out(found if len(found) else same.head(0), most_months(same) if controls.endpoint.endswith("months") else 100,
                     unit=str(same["unit"].iloc[0]), indent=INDENT, narrow=True)  # fmt: skip
    rows = tables["rows"]
    rows["id"] = found["id"].to_numpy()
    rows["letter"] = list(LETTERS[: len(rows)])
    rows["chosen"] = rows["id"].isin([controls.first, controls.second])
    return tables


def name_harms(known: pd.DataFrame, rows: pd.DataFrame) -> str:
    """What the labels warn of, for the drugs of the rows and of what they were compared with."""
    shown = known[known["id"].isin(rows["id"])]
    named = {name for cell in shown["drugs"].fillna("") for name in re.split(SEPARATED, cell)}
    named |= {name for cell in shown["against_drugs"].fillna("") for name in re.split(SEPARATED, cell)}
    return list_warnings(find_drugs(named))


def describe_results(known: pd.DataFrame, controls: Settings, tables: dict[str, pd.DataFrame]) -> str:
    """What differs between two chosen rows; else how many results match and what they say together."""
    rows, all_rows = tables["rows"], find_matches(known, controls)
    if not len(rows):
        return f"No result in the course's tables matches. Take one filter back.{_unknown(known, controls)}"
    chosen = _chosen(controls, rows)
    if len(chosen) == 2:
        return compare_rows(rows.set_index("id").loc[chosen])
    trials = all_rows["trial_id"].nunique()
    many = f"{len(all_rows)} result{'s' if len(all_rows) > 1 else ''}"
    if len(all_rows) > MOST_ROWS:
        said = (
            f"{many} match; the newest {len(rows)} are shown. Choose a drug class, a refractoriness or years "
            f"to see the others.{_unknown(known, controls)}"
        )
    else:
        said = f"{many} from {trials} trial{'s' if trials > 1 else ''}. {find_title(all_rows)}.{_unknown(known, controls)}"
    return said + (" Choose a second row to see what differs." if chosen else "")


def _unknown(known: pd.DataFrame, controls: Settings) -> str:
    """How many results that match today were not known at the stop of the dial; empty today."""
    if controls.as_of >= this_year():
        return ""
    today = set(find_matches(known, Settings(**{**vars(controls), "as_of": this_year()}))["id"])
    gone, older = (
        today - known_ids("outcomes", controls.as_of),
        set(find_matches(known, controls)["id"]) - today,
    )
    instead = f"; {len(older)} older cut{'s' if len(older) > 1 else ''} stood then" if older else ""
    return (
        f" Shown as of {say_when(controls.as_of)}: {len(gone)} of {len(today)} results of today were not known yet "
        f"and are gone{instead}."
    )


def warn_of_differences(controls: Settings, tables: dict[str, pd.DataFrame]) -> str:
    """What never to do with rows of different trials."""
    return "different trials, different people: rows are not a ranking, and a gap between two of them is not an effect."


def list_rows(_controls: Settings, tables: dict[str, pd.DataFrame]) -> dict[str, str]:
    """The rows in the picture as choices: letter, trial and treatment, and the fact's id."""
    return {f"{row.letter} {row.label}": row.id for row in tables["rows"].itertuples()}


def _chosen(controls: Settings, rows: pd.DataFrame) -> list[str]:
    """The one or two different rows that are chosen and in the picture."""
    return [id for id in dict.fromkeys((controls.first, controls.second)) if id in set(rows["id"])]


def _controls(endpoint: str, setting: str) -> list:
    kinds = classes().set_index("class_id")["name"]
    return [
        Select("endpoint", "Result", ENDPOINTS, value=endpoint),
        Select("setting", "Setting", list(SETTINGS), value=setting),
        Offered("first", "Compare", list_rows),
        Offered("second", "with", list_rows),
        Select("drug_class", "Drug class in the arm", {"any": "", **{kinds[c]: c for c in CLASSES}}),
        Select("refractory", "Refractoriness", {"any": "", **{group: group for group in REFRACTORY}}),
        Select("period", "Year of the trial", list(PERIODS)),
        Checkbox("parts", "Parts of trials too (subgroups)"),
        Checkbox("superseded", "Superseded data cuts too"),
        as_of_control(
            "a result counts from the source cited for it, which may be later than its first report"
        ),
    ]
