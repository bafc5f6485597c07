"""The learning room's calls as a page keeps them: questions with all their words, exercises, the map, the passport."""

from collections.abc import Callable

from utils.learning import exercises
from utils.learning.cases.page import CasePage
from utils.learning.cases.wording import say_gamebook
from utils.learning.pages.quizzes import QuestionPage
from utils.learning.passport import gains
from utils.learning.passport.course_map import course_titles, objectives_of
from utils.learning.passport.keeping import ABOUT
from utils.learning.questions import bank
from utils.learning.questions.printed_code import code_html
from utils.site.calls import Call
from utils.site.questions import question_data

HELLO = "Nothing needs to be run on this page: what the cells show stands here already."
RUN_HERE = "This answer is checked by Python: open the notebook to write it and to hear what is right in it."


def learning_part(call: Call) -> dict:
    """What stands for a call on the page: `form` says how it comes alive, `data` is what its script reads.

    `printed` is the saved form of today, to be compared with the notebook's.
    """
    made = call.run() if call.name not in ("check", "hello") else None
    if isinstance(made, QuestionPage):
        return {
            "form": "questions",
            "data": sheet_data(call.name, made),
            "printed": made.printed["text/html"],
        }
    return _PARTS.get(call.name, _as_saved)(call, made)


def sheet_data(kind: str, page: QuestionPage) -> dict:
    """A page of questions: how it is headed, how it marks, and each question with all that may be said."""
    marked = page.settings.get("marked", True)
    data = {
        "kind": kind,
        "key": page.key,
        "title": page.title,
        "note": page.note,
        "marked": marked,
        "noted": page.settings.get("noted", ""),
        "core": len(page.cards),
        "questions": [question_data(q, page.label_of(place)) for place, q in enumerate(page.questions)],
    }
    return data | ({"pairs": _pairs()} if kind in ("pretest", "posttest", "delayedtest") else {})


def _pairs() -> list[dict]:
    names = bank.objectives()
    return [
        {
            "before": before.id,
            "after": after.id,
            "later": later.id,
            "goal": names.get(after.objective, after.objective),
        }
        for before, after, later in gains.mirrored_tests()
    ]


def recall_data() -> list[dict]:
    """Every question of the notebooks, from which a page chooses what to ask again."""
    return [question_data(q) for name in bank.notebook_names() for q in bank.load_sheet(name).questions]


def map_data() -> list[dict]:
    """The course, notebook by notebook: its file, and each objective with the questions that show it."""
    asked = [q for q in bank.all_questions().values() if not bank.is_of_a_test(q.id)]
    asked = [q for q in asked if not q.id.endswith("-p")]
    return [
        {
            "title": f"{row['notebook']} {row['title']}",
            "file": f"{row['file']}.html" if "file" in row else "",
            "goals": [
                {"text": text, "asked": [q.id for q in asked if q.objective == key]}
                for key, text in objectives_of(row).items()
            ],
        }
        for row in course_titles().values()
    ]


def _exercise(call: Call, made: exercises.Words) -> dict:
    found = exercises.find_exercise(call.args[0])
    told = {
        "task": made._repr_html_(),
        "hints": [code_html(hint) for hint in found.hints],
        "solution": exercises.solution(found.id)._repr_html_(),
    }
    return {"form": "exercise", "told": told, "printed": made._repr_html_()}


def _glossary(_call: Call, made: object) -> dict:
    return {"form": "html", "html": made.words.value, "printed": made.printed["text/html"]}


def _as_saved(_call: Call, _made: object) -> dict:
    """What has nothing to answer here stands as the notebook keeps it."""
    return {"form": "html"}


def _case(_call: Call, made: CasePage) -> dict:
    """A case is a page to turn: every choice leads on by a link, so nothing has to answer."""
    return {"form": "html", "html": say_gamebook(made.case), "printed": made.printed["text/html"]}


def _map(_call: Call, made: object) -> dict:
    return {"form": "map", "data": map_data(), "printed": made.printed["text/html"]}


def _passport(_call: Call, made: object) -> dict:
    return {"form": "passport", "data": {"about": ABOUT}, "printed": made.printed["text/html"]}


_PARTS: dict[str, Callable] = {
    "exercise": _exercise,
    "check": lambda _call, _made: {"form": "html", "html": f"<p><em>{RUN_HERE}</em></p>"},
    "hello": lambda _call, _made: {"form": "html", "html": f"<p>{HELLO}</p>"},
    "glossary": _glossary,
    "case": _case,
    "progress_map": _map,
    "passport": _passport,
}
