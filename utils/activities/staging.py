"""Staging comparer: one patient by every system at once; a missing test widens the answer and is never guessed."""

import ipywidgets

from utils.activities.activity import Activity
from utils.activities.controls import Select, Settings
from utils.activities.stages import words
from utils.activities.stages.form import SheetForm
from utils.activities.stages.presets import AS_IT_IS, CHANGES, MARTA, example_names
from utils.activities.stages.reading import AUTO, SHOWN, read_settings
from utils.activities.stages.tables import lay_out
from utils.charts.staging import draw_staging
from utils.evidence import address

HEADINGS = {  # of the data table; None: a column for the picture alone
    "head": "System",
    "year": "Year",
    "answer": "Answer",
    "why": "What it rests on",
    "was": "Before the change",
    "row": None,
    "moved": None,
    "note": None,
    "only": None,
    "brief": None,
}


def staging_comparer(example: str = MARTA) -> Activity:
    """One fictional patient by every staging system, each result on its ruler; change one and see which cells flip.

    example: where to start, one of `utils.activities.stages.presets.example_names()`.
    """
    form = SheetForm()
    activity = Activity(
        name="staging_comparer",
        title="Stage one patient by every system",
        subtitle="One strip a system, mild at the left. Filled: certain. Dashed: still possible, because a test is missing. "
        "Thick rim: moved by the change. Below, each result on its ruler with the cut-offs of the rules",
        label="illustrative",
        controls=[
            Select("example", "Start from", example_names(), value=example),
            Select("change", "What if one result were different?", list(CHANGES), value=AS_IT_IS),
            Select("shown", "Rulers of", SHOWN, value=AUTO),
        ],
        compute=lambda controls: lay_out(read_settings(controls)),
        chart=draw_staging,
        describe=describe_staging,
        caution=warn_of_groups,
        page=write_rules,
        source="fictional people; rules: IMWG 2014, ISS 2005, R-ISS 2015, R2-ISS 2022, IMS/IMWG 2025, frailty 2015 and 2020",
        address=address("hr25"),
        inputs={"edited": None},
        below=[form.view, ipywidgets.HTML(words.write_outcomes())],
        alone=["example", "change"],
        prompts=[
            "Take Marta's FISH away. Which rows widen, which do not, and why not R-ISS?",
            "Set beta-2-microglobulin to 5.4, then to 5.5 mg/L. How many rows hear of the difference?",
            "Choose Bo. Which system calls him mild, and which high risk? What does each look at?",
            "Choose the kidneys that raise beta-2-microglobulin: which two rows part, and what is their argument?",
            "Choose Ada and let her haemoglobin fall below 10: which rows come and go?",
        ],
        headings=HEADINGS,
    )
    form.connect(activity)
    return activity


def describe_staging(controls: Settings, _tables: dict) -> str:
    """The answers, what moved and why, and what would settle the rest."""
    return words.describe(read_settings(controls), controls)


def warn_of_groups(controls: Settings, _tables: dict) -> str:
    """That a stage is about groups, and where systems disagree."""
    return words.warn(read_settings(controls))


def write_rules(controls: Settings, _tables: dict) -> str:
    """Missing tests by rank, and every answer with what it rests on."""
    return words.write_page(read_settings(controls))
