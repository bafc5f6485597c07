"""What a cell of code puts on a slide: a picture, an activity that moves, a question, a task, a small table."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from html import escape

from utils.authoring.notebook import DRAWING
from utils.learning.exercises import find_exercise
from utils.learning.questions import bank
from utils.learning.questions.feedback import key_in_words
from utils.learning.questions.printed import how_to_answer
from utils.learning.questions.shuffling import shown_order
from utils.learning.questions.wording import as_html
from utils.site.calls import Call
from utils.site.live import as_json, page_state
from utils.site.shown import tidy_table
from utils.site.stills import read_still
from utils.teaching.pictures import call_of, draw_large, stretch
from utils.teaching.slides import speaker
from utils.teaching.slides.slide import Slide, write_html

WIDTH, HEIGHT = 960, 500  # pixels of a slide that a picture may fill
ROWS, COLUMNS, LETTERS = 8, 6, 520  # of a table that can be read from the last row of a room
CORE = 3  # questions that are asked of a room when its note names none
_DAY = re.compile(r"\b\d{4}-\d\d-\d\d\b")
PRINTED = 9, 62  # lines and letters a line of what a cell prints


def show_cell(cell: Mapping, number: str, heading: str) -> Iterator[Slide]:
    """The slides of a cell of code; none for what only a person at a computer can use."""
    call = call_of(cell)
    if call and call.room == "learning":
        yield from _show_question(call)
        return
    for output in cell.outputs:
        data = output.get("data", {})
        if DRAWING in data:
            yield (
                _show_moving(cell, call, data[DRAWING], number)
                if call
                else _show_still(cell, data[DRAWING], number)
            )
        elif "text/html" in data and "<table" in "".join(data["text/html"]):
            yield from _show_table("".join(data["text/html"]), heading)
        elif "text/markdown" in data:
            yield Slide(
                heading, f'<div class="text">{write_html("".join(data["text/markdown"]))}</div>', "prose", ""
            )
        elif output["output_type"] == "stream":
            yield from _show_printed("".join(output["text"]), heading)


def _show_still(cell: Mapping, drawing: Mapping, number: str) -> Slide:
    still = read_still(drawing)
    body = _figure(draw_large(drawing, f"s{number}-{cell.id}", WIDTH, HEIGHT), still.description, still.below)
    return Slide(still.title, body, "picture", f"<p>{escape(still.description)}</p>")


def _figure(svg: str, description: str, below: Sequence[str]) -> str:
    caption = "<br>".join(escape(line) for line in below)
    return (
        f'<div class="drawing" role="img" aria-label="{escape(description)}">{stretch(svg)}</div>'
        f'<p class="caption">{caption}</p>'
    )


def _show_moving(cell: Mapping, call: Call, drawing: Mapping, number: str) -> Slide:
    """An activity: alive when it answers without a kernel, else as its still, with its sentence either way."""
    activity = call.run()
    try:
        state = page_state(activity)
        caution = activity.chart.words.get("caution", "")
        sentence, title = activity.sentence, f"{activity.title} · {activity.label}"
    finally:
        activity.close()
    below = [read_still(drawing).below[-1:], [f"Caution: {caution}"] if caution else []]
    svg = draw_large(drawing, f"s{number}-{cell.id}", WIDTH, HEIGHT - 60)
    body = _figure(svg, sentence, [line for lines in below for line in lines])
    body += f'<p class="sentence">{escape(sentence)}</p>'
    return Slide(
        title,
        body,
        "activity",
        "",
        place=f"{number}-{cell.id}" if state else "",
        state=as_json(state) if state else "",
    )


def _show_question(call: Call) -> Iterator[Slide]:
    if call.name == "exercise":
        task = find_exercise(call.args[0])
        yield Slide(
            task.title,
            f'<div class="text">{write_html(task.task)}</div>',
            "task",
            "<p>In the notebook, with hints and a solution.</p>",
        )
    elif call.name in ("predict", "reflect"):
        question = bank.load_sheet(call.args[0]).prediction
        if question:
            yield ask(question, "Vote before you know" if call.name == "predict" else "The same vote again")


def ask_bank(number: str, names: Sequence[str]) -> list[Slide]:
    """A slide for each of these questions, or for the first core ones of a notebook when none is named."""
    if names or number not in bank.sheet_names():
        asked = [bank.find_question(name) for name in names]
    else:
        asked = [question for question in bank.load_sheet(number).questions if question.core][:CORE]
    return [ask(question, "What do you say?") for question in asked]


def ask(question: bank.Question, title: str) -> Slide:
    """A question with its choices; the answer is the speaker's."""
    shown = [as_html(question.options[place].text, question.given) for place in shown_order(question)]
    listed = "".join(f"<li>{text}</li>" for text in shown) if question.type != "text" else ""
    lefts = "; ".join(as_html(left, question.given) for left in question.lefts)
    how = how_to_answer(question).replace("Type", "Write")
    body = (
        f'<div class="text"><p>{as_html(question.stem, question.given)} <em>{how}</em></p>{f"<p>{lefts}</p>" if lefts else ""}</div>'
        f'<ol class="options">{listed}</ol>'
    )
    key = escape(key_in_words(question)) if question.options or question.expression else ""
    return Slide(title, body, "question", speaker.answer(question, key))


def _show_table(html: str, heading: str) -> Iterator[Slide]:
    if is_readable(html):
        whole = _DAY.sub(r'<span class="day">\g<0></span>', tidy_table(html))
        yield Slide(heading, f'<div class="table">{whole}</div>', "table", "")


def is_readable(table: str) -> bool:
    """Whether a table can be read from the last row of a room."""
    rows = table.count("<tr") - 1
    columns = len(re.findall(r"<t[hd]", table.split("</tr>")[0]))
    letters = len(re.sub(r"<[^>]+>|\s+", " ", table))
    return rows <= ROWS and columns <= COLUMNS and letters <= LETTERS


def _show_printed(text: str, heading: str) -> Iterator[Slide]:
    lines = text.rstrip().splitlines()
    if len(lines) <= PRINTED[0] and max(map(len, lines), default=0) <= PRINTED[1]:
        yield Slide(heading, f"<pre>{escape(text.rstrip())}</pre>", "printed", "")
