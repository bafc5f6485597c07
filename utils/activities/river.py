"""Clone river: clones over months and treatments, solid only where a sample was taken, hatched where one guesses."""

import pandas as pd

from utils.activities.activity import Activity
from utils.activities.controls import Checkbox, Select, Settings
from utils.activities.rivers.courses import COURSES, ORDERS, PERSON
from utils.activities.rivers.layout import lay_river
from utils.activities.rivers.words import describe_river, warn_of_river, write_ladder
from utils.charts.river import draw_river
from utils.evidence import address, cite

SOURCE = "smouldering_clones_2009"
LEFT_OUT = {"none": 0, "sample 2": 2, "sample 3": 3, "sample 4": 4}
FIRST = next(iter(ORDERS))
HEADINGS = {
    "sample": "Sample",
    "month": "Month",
    "clone": "Clone: resists, or carries",
    "counted": "Counted in the sample",
    "used": "In the picture",
}


def clone_river(course: str = FIRST) -> Activity:
    """A river of clones: leave out a sample and only the guess changes; change the order of classes, or see a published person.

    course: one of `utils.activities.rivers.courses.COURSES`.
    """
    return Activity(
        name="clone_river",
        title="The clone river: what was sampled, and what is guessed",
        subtitle="Height: how many myeloma cells. Solid bars: counted in a marrow sample. Hatched: a straight-line guess between samples",
        label="modelled",
        controls=[
            Select("course", "What is given", COURSES, value=course),
            Select("left_out", "Leave out a sample", LEFT_OUT),
            Checkbox("log", "Log scale", value=True),
            Checkbox("truth", "Show what the model did"),
        ],
        compute=compute_river,
        chart=draw_river,
        describe=describe_river,
        caution=warn_of_river,
        page=write_ladder,
        starts={words: {"course": words} for words in COURSES},
        alone=["left_out"],
        source=f"a made-up person by the model of clones (utils.models.kinetics); the published person: {cite(SOURCE)}",
        address=address(SOURCE),
        prompts=[
            "Leave out sample 2, the marrow of the remission. What does the guess now say of that month, and what had been counted?",
            "Show what the model did. Where is the guess most wrong, although every sample was right?",
            "Press the other orders. Which clone is left at the end, and from which day was it there?",
            "Take the log scale away. Why did the remission look empty?",
            f"Choose “{PERSON}”. How much of that picture was seen by anybody?",
        ],
        headings=HEADINGS,
    )


def compute_river(controls: Settings) -> dict[str, pd.DataFrame]:
    """The tables that the chart draws; the samples first, so that they are the data to read and keep."""
    return dict(lay_river(controls.course, int(controls.left_out), bool(controls.log), bool(controls.truth)))
