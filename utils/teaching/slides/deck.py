"""The slides of a session, in the order of its plan: one idea each, with what the speaker is told."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache

import nbformat

from utils.authoring.notebook import find_notebooks, join_source, read_notebook
from utils.teaching.fitting import Step
from utils.teaching.pictures import call_of
from utils.teaching.sessions import Session
from utils.teaching.slides import closing, shown, speaker
from utils.teaching.slides.ideas import read_ideas
from utils.teaching.slides.slide import Slide, make_idea, write_html

LEFT_OUT = "optional"
OBJECTIVES = "By the end you can"
WEIGHT = {"activity": 5, "task": 4, "question": 2, "picture": 2}  # of time, against a slide of words
WORK = ("exercise", "quiz")  # optional for a reader, but named by the plan, so wanted here


def make_deck(session: Session, steps: Sequence[Step], first: int = 0) -> list[Slide]:
    """All slides of a plan. first: the minute of the day at which it starts."""
    total = sum(step.minutes for step in steps)
    slides = [_title_slide(session, total), _objectives_slide(session)]
    for place, step in enumerate(steps):
        slides += _step_slides(session, step, first, last=place == len(steps) - 1)
    numbers = dict.fromkeys(step.section.notebook for step in steps)
    return [
        *slides,
        *(slide for number in numbers for slide in closing.make_appendix(read_cells(number), number)),
    ]


@cache
def read_cells(number: str) -> list[nbformat.NotebookNode]:
    """The cells of a notebook."""
    (path,) = find_notebooks([number])
    return read_notebook(path).cells


@cache
def _headings(number: str) -> dict[str, str]:
    """For each cell the second heading that it stands under, without its number."""
    places, heading = {}, ""
    for cell in read_cells(number):
        places[cell.id] = heading
        if cell.cell_type == "markdown":
            inside = [line for line in join_source(cell).splitlines() if line.startswith("## ")]
            heading = (
                inside[-1].removeprefix("## ").split(" · ")[-1].removesuffix(" (optional)")
                if inside
                else heading
            )
    return places


def _title_slide(session: Session, total: int) -> Slide:
    number = session.sections[0].notebook
    title, *rest = join_source(read_cells(number)[0]).split("\n\n")
    lead = next((block for block in rest if block.startswith("**")), "")
    body = make_idea(lead, large=True)
    return Slide(title.splitlines()[0].removeprefix("# "), body, "title", speaker.opening(session, total))


def _objectives_slide(session: Session) -> Slide:
    return Slide(OBJECTIVES, make_idea(items=session.objectives), "prose", "")


def _step_slides(session: Session, step: Step, first: int, last: bool) -> list[Slide]:
    """The slides of one section; the first carries its note. One of its own when nothing of it can be shown."""
    made = list(_cell_slides(step))
    if not made:
        made = [Slide(step.section.title, make_idea(step.section.say, large=True), "prose", "")]
    told = speaker.section(session, step, first, last)
    second = 60 * step.minutes / sum(WEIGHT.get(slide.kind, 1) for slide in made)
    made = [
        replace(
            slide,
            title=slide.title or step.section.title,
            seconds=round(second * WEIGHT.get(slide.kind, 1)),
        )
        for slide in made
    ]
    return [replace(made[0], notes=told + made[0].notes), *made[1:]]


def _cell_slides(step: Step) -> Iterator[Slide]:
    section, cells = step.section, {cell.id: cell for cell in read_cells(step.section.notebook)}
    asked = shown.ask_bank(section.notebook, section.questions) if section.kind == "quiz" else []
    for name in section.cells:
        cell = cells[name]
        if name == read_cells(section.notebook)[0].id or _is_left_out(cell):
            continue
        if cell.cell_type == "markdown":
            yield from _prose_slides(cell, _headings(section.notebook)[name])
        elif asked and getattr(call_of(cell), "name", "") == "quiz":
            yield from asked
        else:
            yield from shown.show_cell(cell, section.notebook, _headings(section.notebook)[name])


def _is_left_out(cell: Mapping) -> bool:
    tags = cell.metadata.get("tags", [])
    return LEFT_OUT in tags and not set(tags) & set(WORK)


def _prose_slides(cell: Mapping, heading: str) -> Iterator[Slide]:
    for idea in read_ideas(join_source(cell), heading):
        told_elsewhere = idea.title in (closing.REFERENCES, OBJECTIVES)
        if told_elsewhere or (idea.table and not shown.is_readable(write_html(idea.table))):
            continue  # a table too large for a screen stays among the speaker's words
        body = make_idea(
            idea.text,
            items=idea.items,
            ordered=idea.ordered,
            table=idea.table,
            large=not idea.items,
            first=idea.first,
        )
        yield Slide(idea.title, body, "warning" if idea.warning else "prose", speaker.whole(idea))
