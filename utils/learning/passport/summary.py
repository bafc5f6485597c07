"""The completion summary: one page that a learner can print or hand in."""

from collections.abc import Sequence
from datetime import date
from html import escape

from utils.learning.cases.kept import finished
from utils.learning.cases.loading import case_names, load_case
from utils.learning.passport import gains
from utils.learning.passport.completion import Completion, completions, write_code
from utils.learning.passport.course_map import map_html
from utils.learning.passport.log import Event
from utils.learning.passport.progress import Progress
from utils.learning.questions import bank

_STYLE = "body{font:16px/1.5 system-ui,sans-serif;max-width:46rem;margin:2rem auto;color:#222}table{border-collapse:collapse}th,td{text-align:left;vertical-align:top;padding:.3em .8em .3em 0;border-bottom:1px solid #bbb}ul{margin:0;padding-left:1.1em}"


def summary_page(progress: Progress, today: date | None = None, events: Sequence[Event] = ()) -> str:
    """Write the summary as one HTML page: the two completions, objectives and how secure they are, exercises, the gain.

    events: the passport's own, from which a completion gets its code; without them it gets none.
    """
    day = (today or date.today()).strftime("%d %B %Y").lstrip("0")
    name = f"<p>Name: <strong>{escape(progress.name)}</strong></p>" if progress.name else ""
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Course summary</title>'
        f"<style>{_STYLE}</style></head><body><main><h1>Multiple myeloma in sequence: summary</h1>{name}"
        f"<p>As of {day}. {_say_counts(progress)}{_say_boards(events)}</p>{''.join(_say_completion(item, events) for item in completions(progress))}"
        f"{map_html(progress, linked=False)}<h2>Before and after</h2>"
        f"{gains.say_gain(progress)}<p>A record of learning, kept by the learner; not a certificate, and not for "
        "treatment decisions.</p></main></body></html>"
    )


def _say_completion(item: Completion, events: Sequence[Event]) -> str:
    """One completion with its code, or what is still missing; never a word of blame."""
    names = {"finished": "Course finished", "reached": "Every objective reached"}
    if item.complete:
        code = (
            f" Code: <strong>{write_code(item.kind, events)}</strong>, which belongs to this passport."
            if events
            else ""
        )
        return f"<p>✓ <strong>{names[item.kind]}.</strong>{code} It is no CME credit.</p>"
    more = f" and {len(item.missing) - 3} more" if len(item.missing) > 3 else ""
    return f"<p>○ {names[item.kind]}: still to come are {escape('; '.join(item.missing[:3]))}{more}.</p>"


def _say_boards(events: Sequence[Event]) -> str:
    """How many tumour boards were sat through to the end; nothing when none was begun."""
    ended = sum(finished(load_case(name), events) for name in case_names())
    return f" {ended} of {len(case_names())} tumour boards sat through to the end." if ended else ""


def _say_counts(progress: Progress) -> str:
    """Count what was asked, notebooks apart from the tests: nobody has got wrong what nobody has met."""
    asked = [q.id for name in bank.notebook_names() for q in bank.load_sheet(name).questions]
    latest = [progress.latest_right(question_id) for question_id in asked]
    answered, right, solved = (
        len([r for r in latest if r is not None]),
        latest.count(True),
        sum(progress.tasks.values()),
    )
    exercises = f"{solved} exercise{'' if solved == 1 else 's'} solved."
    if not answered:
        return f"No question of the notebooks is answered yet; {exercises}"
    return f"{right} of {answered} questions answered so far right at the latest try, of {len(asked)} in all; {exercises}"
