"""The words of a case as HTML: vignette, timeline, debrief, a worked board, and all of it as a page to turn without a kernel."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape

from utils.evidence import address, cite
from utils.learning.cases.case_file import SEATS, VERDICTS, Case, Choice, Fork, Given
from utils.learning.cases.labels import labels_of, unmet
from utils.learning.questions.wording import as_html, cite_sources

SIGNS = {"acceptable": "✓", "conditional": "◐", "not": "✗"}
_LOOKS = {"acceptable": " mq-right", "conditional": "", "not": " mq-off"}
Steps = Sequence[tuple[Fork, Choice]]


def say_head(case: Case) -> str:
    """Who, where and when, and that nobody here is real."""
    after = ", ".join(case.after)
    return (
        f"<p><strong>{case.id} · {escape(case.title)}</strong></p><p>{as_html(case.person)}</p>"
        f'<p class="mq-sources">Illustrative: a fictional person, in {case.country}, in {_month(case.day)}; labels and evidence '
        f"as of then. Builds on {'notebook' if len(case.after) == 1 else 'notebooks'} {after}. Not advice for anybody.</p>"
    )


def say_seat(case: Case, seat: str) -> str:
    """What one seat at the table looks at."""
    return f"<p><strong>In the seat of the {SEATS[seat]}:</strong> {as_html(case.seats[seat])}</p>"


def say_verdict(choice: Choice) -> str:
    """A choice's verdict, always a word beside the sign, with its reason."""
    sign = f"{SIGNS[choice.verdict]} {VERDICTS[choice.verdict][0].upper()}{VERDICTS[choice.verdict][1:]}."
    return f'<p class="mq-verdict{_LOOKS[choice.verdict]}"><strong>{sign}</strong> {as_html(choice.why)}</p>'


def say_labels(case: Case, fork: Fork, choice: Choice) -> str:
    """For each treatment: the label it rests on, or why it is discussed without one, read from the table of approvals."""
    told = "".join(f"<li>{_say_given(case, fork, given)}</li>" for given in choice.gives)
    return f"<p>Labels in {case.country} in {_month(case.day)}:</p><ul>{told}</ul>" if told else ""


def _say_given(case: Case, fork: Fork, given: Given) -> str:
    rows = labels_of(given, case.agency, case.day)
    name = f"<strong>{escape(given.name)}</strong>"
    if given.label:
        row = rows.set_index("approval_id", drop=False).loc[given.label]
        link = f'<a href="{escape(address(row["source_id"]))}">{escape(cite(row["source_id"]))}</a>'
        return f"{name}: holds ({escape(row['indication'])}; {link})"
    asked = [
        f"{escape(row.indication)}: not met (it asks for {escape('; '.join(unmet(row, fork.stands)))})"
        for row in rows.itertuples()
    ]
    basis = (
        f' Basis: <a href="{escape(address(given.basis))}">{escape(cite(given.basis))}</a>.'
        if given.basis
        else ""
    )
    found = "; ".join(asked) or "none in this course's table"
    return f"{name}: {found}. {as_html(given.without)}{basis}"


def say_others(case: Case, fork: Fork, opened: bool = False) -> str:
    """Every choice of a fork with verdict, reason, labels and sources; folded, or open in a worked board."""
    items = "".join(f"<li>{_say_choice(case, fork, choice)}</li>" for choice in fork.choices)
    listed = f'<ul class="mq-remarks">{items}</ul>'
    return listed if opened else f"<details><summary>Every choice, and why</summary>{listed}</details>"


def _say_choice(case: Case, fork: Fork, choice: Choice) -> str:
    told = f"<strong>{as_html(choice.says)}</strong>{say_verdict(choice)}{say_labels(case, fork, choice)}"
    return told + cite_sources(choice.sources)


def say_timeline(case: Case, steps: Steps) -> str:
    """What has happened so far, first to last: the board's decisions and what followed."""
    rows = [(case.first.when, "The board meets.", "mq-known")]
    for place, (_, choice) in enumerate(steps):
        rows.append((steps[place][0].when, f"Decided: {as_html(choice.says)}", "mq-chosen"))
        rows.append((choice.when, as_html(choice.then), "mq-known"))
    items = "".join(
        f'<li class="{look}"><strong>{escape(when)}</strong> {what}</li>' for when, what, look in rows
    )
    return f'<p><strong>What has happened so far</strong> (illustrative)</p><ol class="mq-line">{items}</ol>'


def say_debrief(case: Case, steps: Steps, first: Mapping[str, str], seat: str) -> str:
    """After the last decision: every fork with the learner's own choice, evidence apart from judgement, two voices."""
    items = "".join(f"<li>{_say_own(case, fork, choice, first.get(fork.id))}</li>" for fork, choice in steps)
    ending = as_html(case.endings[steps[-1][1].next])
    return (
        f"<p>{ending}</p><p><strong>Looking back, decision by decision</strong></p>"
        f"<ul class='mq-remarks'>{items}</ul>{say_limits(case)}{say_voices(case, seat)}"
    )


def _say_own(case: Case, fork: Fork, choice: Choice, first: str | None) -> str:
    other = fork.choice(first) if first and first != choice.id else None
    before = (
        f"<p>Your first choice had been: {as_html(other.says)} ({VERDICTS[other.verdict]}).</p>"
        if other
        else ""
    )
    own = f"{as_html(fork.asks)}<br><strong>{as_html(choice.says)}</strong>{say_verdict(choice)}"
    return own + before + say_others(case, fork)


def say_limits(case: Case) -> str:
    """Where the evidence ended, and where judgement began."""
    return (
        f"<p><strong>Where evidence ended:</strong> {as_html(case.evidence)}</p>"
        f"<p><strong>Where judgement began:</strong> {as_html(case.judgement)}</p>"
    )


def say_voices(case: Case, seat: str) -> str:
    """Two voices from the seats that the learner did not take, and who stands behind them."""
    others = [name for name in SEATS if name != seat]
    told = "".join(
        f"<p><strong>The {SEATS[name]} says:</strong> {as_html(case.voices[name])}</p>" for name in others
    )
    by = f"Read and signed by {escape('; '.join(case.signed))}." if case.signed else (
        "Both voices, and this case, were written by the course. No haematologist, nurse, pharmacist or patient has signed them yet."
    )  # fmt: skip
    return f'<p><strong>Two voices from the table</strong></p>{told}<p class="mq-sources">{by}</p>'


def say_worked(case: Case, steps: Steps, seat: str) -> str:
    """A board that has been worked through: scene, question, every choice weighed, what was decided, what followed."""
    told = "".join(_say_worked_fork(case, n, *step) for n, step in enumerate(steps, 1))
    ending = as_html(case.endings[steps[-1][1].next])
    return f"{told}<p>{ending}</p>{say_limits(case)}{say_voices(case, seat)}"


def _say_worked_fork(case: Case, number: int, fork: Fork, choice: Choice) -> str:
    return (
        f"<p><strong>Decision {number}, {escape(fork.when)}:</strong> {as_html(fork.scene)}</p><p><em>{as_html(fork.asks)}</em></p>"
        f"{say_others(case, fork, opened=True)}<p><strong>The board decided:</strong> {as_html(choice.says)}. "
        f"<strong>{escape(choice.when)}:</strong> {as_html(choice.then)}</p>"
    )


def say_gamebook(case: Case) -> str:
    """The whole case as a page to turn: each decision folded, each choice leading on by a link. Needs no kernel, no script."""
    numbers = {name: place for place, name in enumerate(case.forks, 1)}
    forks = "".join(_say_leaf(case, fork, numbers) for fork in case.forks.values())
    ends = "".join(
        f'<details><summary id="{case.id}-{name}">An ending of {case.id}</summary><p>{as_html(text)}</p>'
        f"{say_limits(case)}{say_voices(case, '')}</details>"
        for name, text in case.endings.items()
    )
    return f'<div class="mq-quiz">{say_head(case)}{forks}{ends}</div>'


def _say_leaf(case: Case, fork: Fork, numbers: Mapping[str, int]) -> str:
    """One decision: open when it is the first, else folded until it is reached."""
    items = "".join(f"<li>{_say_turn(case, fork, choice, numbers)}</li>" for choice in fork.choices)
    state = " open" if fork is case.first else ""
    return (
        f'<details{state}><summary id="{case.id}-{fork.id}">Decision {numbers[fork.id]} of {case.id}</summary>'
        f"<p><strong>{escape(fork.when)}:</strong> {as_html(fork.scene)}</p><p><strong>{as_html(fork.asks)}</strong></p>"
        f"<ul class='mq-remarks'>{items}</ul></details>"
    )


def _say_turn(case: Case, fork: Fork, choice: Choice, numbers: Mapping[str, int]) -> str:
    onward = f"Go on to decision {numbers[choice.next]}" if choice.next in numbers else "Go on to the ending"
    return (
        f"<details><summary>{as_html(choice.says)}</summary>{say_verdict(choice)}{say_labels(case, fork, choice)}"
        f"{cite_sources(choice.sources)}<p><strong>{escape(choice.when)}:</strong> {as_html(choice.then)}</p>"
        f'<p><a href="#{case.id}-{choice.next}">{onward}</a></p></details>'
    )


def _month(day: str) -> str:
    """A month as people say it.

    >>> _month("2026-11")
    'November 2026'
    """
    from datetime import date

    return f"{date.fromisoformat(f'{day}-01'):%B %Y}"
