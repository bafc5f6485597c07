"""Questions that teach, exercises with tested solutions, and a progress passport the learner keeps.

What a notebook writes (`nn` is its number in quotes, as in "08"):

    recall("08")              three questions from earlier notebooks, chosen by what was missed
    predict("08")             the prediction question `08-p`, answered before teaching, not marked
    exercise("08-1")          shows a task; the stub cell below it ends in check("08-1", answer)
    check("08-1", answer)     answers in words: what is right, what is off, where to look; buttons for help
    hint("08-1")              the next hint, one step at a time
    solution("08-1")          the worked solution, on request
    quiz("08")                the self-check: four core questions, then the rest for those who want more
    ask("08-q3")              one question, where the text needs it
    warnings_box("08")        what the labels of the drugs named there warn of, folded, in plain words
    reflect("08")             the prediction returns, beside what the learner said at the start
    glossary("clone, CRAB")   words of the page, explained in plain words and more exactly
    case("T4")                a tumour board around a fictional person: decide, see what follows, go back
    case_choices()            every choice of every case as a table
    progress_map()            what was met, what is secure, what is still to come

In notebook 00 `hello()`, `pretest()`, `passport()` and `posttest()`; in 14 `posttest()` again and, thirty days later, `delayedtest()`.

Ids: questions `08-q1`, the prediction `08-p`, exercises `08-1` and `08-2`, objectives `08-o1`.
A stub cell in a notebook:

    answer = ...              # your code here
    check("08-1", answer)

Every call may be the last line of a cell. Saved output never depends on the learner's passport:
it lists the questions and never the key, so that a page without a kernel can still be read and printed.
"""

_ROOMS = {
    "hello": "pages.hello",
    "quiz": "pages.quizzes",
    "ask": "pages.quizzes",
    "predict": "pages.quizzes",
    "reflect": "pages.quizzes",
    "recall": "pages.quizzes",
    "pretest": "pages.course_tests",
    "posttest": "pages.course_tests",
    "delayedtest": "pages.course_tests",
    "exercise": "exercises",
    "check": "pages.answers",
    "hint": "exercises",
    "solution": "exercises",
    "warnings_box": "harms",
    "progress_map": "passport.maps",
    "passport": "passport.keeping",
    "glossary": "pages.terms",
    "case": "cases.page",
    "case_choices": "cases.walking",
}

__all__ = sorted(_ROOMS)


def __getattr__(name: str):
    """Load a name's module when it is first used: importing the room stays cheap."""
    if name not in _ROOMS:
        raise AttributeError(f"utils.learning has no {name!r}. It offers: {', '.join(__all__)}.")
    from importlib import import_module

    return getattr(import_module(f"{__name__}.{_ROOMS[name]}"), name)


def __dir__() -> list[str]:
    return __all__
