"""The report as one page: what to teach again first, then gains, questions, objectives, and who did what."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from html import escape

import pandas as pd

from utils.learning.questions import bank
from utils.learning.questions.wording import as_text
from utils.teaching.class_report.handed_in import HandedIn

SHOWN = 25  # files that are named on the page when they were left out; the table names all
HARD, EASY, DULL = 40, 95, 0.1  # per cent right, per cent right, correlation: what is worth a look
_FIGURE = re.compile(r"-?\d+(\.\d+)?( to \d+)?")
STYLE = """body{font:16px/1.5 Helvetica,Arial,sans-serif;color:#222;background:#fff;max-width:64rem;margin:2rem auto;padding:0 1rem}
h1,h2{line-height:1.25;break-after:avoid}table{border-collapse:collapse;width:100%}caption{text-align:left;font-weight:600}
th,td{text-align:left;vertical-align:top;padding:.3rem .6rem .3rem 0;border-bottom:1px solid #bbb;overflow-wrap:anywhere}
.one,th{white-space:nowrap;overflow-wrap:normal}th{white-space:normal}td.n{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}tr,section li{break-inside:avoid}
.bar{display:inline-block;height:.8em;background:#0072b2;vertical-align:middle}.rail{display:inline-block;width:6rem;background:#e4e4e4;margin-right:.5em}
.scroll{overflow-x:auto}@media print{@page{margin:14mm}body{margin:0;font-size:11px;max-width:none}}"""


def write_page(
    handed_in: HandedIn, tables: dict[str, pd.DataFrame], gain: dict | None, today: date | None = None
) -> str:
    """The page in HTML; tables: items, options, misconceptions, objectives and learners, as `measures` gives them."""
    day = (today or date.today()).strftime("%d %B %Y").lstrip("0")
    count = len(handed_in.learners)
    parts = [
        f"<h1>Class report</h1><p>{count} learner{'' if count == 1 else 's'}, {day}. For the teacher only.</p>",
        _section("To teach again, in ten minutes", _reteach(tables["misconceptions"], tables["objectives"])),
        _section("Before and after", _gain(gain)),
        _section("Questions", _items(tables["items"])),
        _section("Wrong ideas, the most frequent first", _misconceptions(tables["misconceptions"])),
        _section("Objectives", _objectives(tables["objectives"])),
        _section("Who did what", _learners(tables["learners"])),
        _section("Left out", _left_out(handed_in)),
    ]
    return (
        '<!doctype html><html lang="en-GB"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">'
        f"<title>Class report</title><style>{STYLE}</style></head><body><main>{''.join(parts)}</main></body></html>\n"
    )


def _section(title: str, body: str) -> str:
    return f"<section><h2>{title}</h2>{body}</section>"


def _reteach(misconceptions: pd.DataFrame, objectives: pd.DataFrame) -> str:
    """The three most frequent wrong ideas with the reason, and the objective that stands lowest."""
    if misconceptions.empty:
        return "<p>No wrong idea stands out in these answers.</p>"
    items = "".join(
        f"<li><strong>{escape(row.option)}</strong> (question {row.question}, {row.chosen} of the class"
        f"{f', {row.sure} of them sure' if row.sure else ''}). {escape(row.why)} {_where(row.question)}</li>"
        for row in misconceptions.head(3).itertuples()
    )
    lowest = objectives.head(1)
    told = "".join(
        f"<p>Lowest objective: {escape(row.text)} ({row.share_pct:.0f} % of answers right).</p>"
        for row in lowest.itertuples()
    )
    return f"<ol>{items}</ol>{told}"


def _where(question_id: str) -> str:
    objective = bank.find_question(question_id).objective
    return f"Taught in notebook {objective.split('-')[0]}: {escape(bank.objectives().get(objective, objective))}."


def _gain(gain: dict | None) -> str:
    caution = (
        "<p>Answering the first test helps by itself, and there is no class to compare with: the figures say what changed, "
        "not what changed it.</p>"
    )
    if gain is None:
        return f"<p>Nobody has handed in both tests (a code of the test after the course tells of both).</p>{caution}"
    said = f"<p>{gain['n']} took both tests: {gain['before_pct']:.0f} % right before, {gain['after_pct']:.0f} % after. "
    if gain["gain"] != gain["gain"]:
        return f"{said}Everything was right before: there is no gain to work out.</p>{caution}"
    interval = (
        f" (95 % interval {gain['low']:.2f} to {gain['high']:.2f})"
        if gain["low"] == gain["low"]
        else " (one learner: no interval)"
    )
    return (
        f"{said}Normalised gain {gain['gain']:.2f}{interval}: the part of what was still to learn that was learnt "
        '(<a href="https://doi.org/10.1119/1.18809">Hake 1998</a>).</p>' + caution
    )


def _items(items: pd.DataFrame) -> str:
    rows = [
        (
            row.question, escape(_stem(row.question)), f"{row.answered}", _bar(row.right_pct),
            f"{row.low_pct:.0f} to {row.high_pct:.0f}", _number(row.discrimination), f"{row.sure_wrong}", escape(_remark(row)),
        )
        for row in items.itertuples()
    ]  # fmt: skip
    heads = (
        "Question",
        "It asks",
        "Answered",
        "Right at first try, %",
        "95 % interval",
        "Discrimination",
        "Sure and wrong",
        "Look at",
    )
    return _table(heads, rows, "No question was answered.") + (
        "<p>Discrimination (-1 to 1): how far those who did well on the rest of the sheet also got this one right; "
        "empty below ten learners. Few right with a high figure: a hard question. Few right with a figure near 0: perhaps an unclear one.</p>"
    )


def _remark(row) -> str:
    if row.answered < 5:
        return "too few to say"
    if row.right_pct < HARD:
        return "hard, or unclear" if not row.discrimination > DULL else "hard"
    return "nearly everybody has it" if row.right_pct > EASY else ""


def _misconceptions(table: pd.DataFrame) -> str:
    rows = [
        (row.question, escape(row.option), f"{row.chosen}", f"{row.sure}", escape(row.why))
        for row in table.itertuples()
    ]
    return _table(
        ("Question", "Chosen though not right", "Learners", "Sure", "Why it is not so"), rows, "None."
    )


def _objectives(table: pd.DataFrame) -> str:
    rows = [(escape(row.text), f"{row.learners}", _bar(row.share_pct)) for row in table.itertuples()]
    return _table(
        ("They can …", "Learners who met it", "Answers right at the latest try, %"),
        rows,
        "No objective was met yet.",
    )


def _learners(table: pd.DataFrame) -> str:
    rows = [
        (
            escape(row.learner),
            f"{row.answered}",
            f"{row.right_first}",
            f"{row.exercises}",
            escape(row.sheets),
            escape(row.last),
        )
        for row in table.itertuples()
    ]
    heads = ("Learner", "Answered", "Right at first try", "Exercises solved", "Where", "Last entry")
    return _table(heads, rows, "Nobody yet.")


def _left_out(handed_in: HandedIn) -> str:
    told = [*handed_in.left_out, *handed_in.remarks]
    if not told:
        return "<p>Nothing: every file was read.</p>"
    items = "".join(f"<li>{escape(name)}: {escape(why)}</li>" for name, why in told[:SHOWN])
    more = f"<p>And {len(told) - SHOWN} more, all named in left_out.csv.</p>" if len(told) > SHOWN else ""
    return f"<ul>{items}</ul>{more}"


def _table(heads: Sequence[str], rows: Sequence[Sequence[str]], empty: str) -> str:
    if not rows:
        return f"<p>{empty}</p>"
    head = "".join(f'<th scope="col">{name}</th>' for name in heads)
    body = "".join("<tr>" + "".join(map(_cell, row)) + "</tr>" for row in rows)
    return f'<div class="scroll" tabindex="0"><table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>'


def _cell(value: str) -> str:
    return f'<td class="n">{value}</td>' if _FIGURE.fullmatch(value) else f"<td>{value}</td>"


def _bar(share: float) -> str:
    rail = f'<span class="rail"><span class="bar" style="width:{share / 100 * 6:.2f}rem"></span></span>'
    return f'<span class="one">{rail}{share:.0f}</span>'


def _number(value: float) -> str:
    return "" if value != value else f"{value:.2f}"


def _stem(question_id: str) -> str:
    question = bank.find_question(question_id)
    text = as_text(question.stem, question.given)
    return text if len(text) <= 120 else text[:117].rsplit(" ", 1)[0] + " …"
