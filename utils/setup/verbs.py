"""The one table of what `python3 course.py` can do. Standard library only."""

import importlib
from typing import NamedTuple

from utils.setup.trouble import Trouble


class Verb(NamedTuple):
    """A row: the word, what it does, the function (argv -> exit code), and the packages that it needs.

    needs: "learner" or "test" runs it in that environment; "" runs it in the Python that was started.
    """

    name: str
    help: str
    target: str
    needs: str = "learner"


VERBS = (
    Verb(
        "open",
        "set up the course if need be and open it (the same as no word at all)",
        "utils.setup.opening:main",
        "",
    ),
    Verb("test", "set up and run every check", "utils.setup.testing:main", ""),
    Verb(
        "prepare",
        "only set up; --here uses this very Python, --test the packages for tests",
        "utils.setup.prepare:main",
        "",
    ),
    Verb(
        "refresh",
        "re-run notebooks and store their outputs in canonical form: refresh [NN]",
        "utils.authoring.refresh:main",
        "test",
    ),
    Verb("lint", "check the notebooks' numbers, links and form", "utils.authoring.lint:main", "test"),
    Verb("evidence", "check every fact and source", "utils.evidence.report:evidence"),
    Verb("freshness", "list what was reviewed more than a year ago", "utils.evidence.report:freshness"),
    Verb(
        "questions",
        "count the questions, list one notebook's, or export them: questions [NN] [--csv | --json]",
        "utils.learning.questions.report:questions",
    ),
    Verb("calibrate", "fit the models' presets to the published curves", "utils.authoring.calibrate:main"),
    Verb(
        "plan",
        "write a timed run sheet: plan NN --minutes 45, or of a whole course: plan --course 6x60",
        "utils.teaching.plan:main",
    ),
    Verb("key", "write the answer key, with the reasons: key [NN]", "utils.teaching.key:main"),
    Verb(
        "exercises",
        "write all questions and exercises of a notebook on one sheet: exercises NN [--solutions]",
        "utils.teaching.worksheet:main",
    ),
    Verb(
        "slides",
        "write slides for a projector, with speaker notes: slides NN [--minutes 45] [--pdf]",
        "utils.teaching.slides.verb:main",
    ),
    Verb(
        "handout",
        "write two pages to print and write on: handout NN [--pdf]",
        "utils.teaching.handout.verb:main",
    ),
    Verb(
        "room",
        "write a quiz for a projector, with raised hands and reasons: room NN",
        "utils.teaching.room.verb:main",
    ),
    Verb(
        "report",
        "sum up a class from passports and class codes: report FOLDER [--anonymous]",
        "utils.teaching.class_report.verb:main",
    ),
    Verb(
        "verify",
        "say whether a completion code belongs to a passport: verify CODE PASSPORT",
        "utils.teaching.verify:main",
    ),
    Verb(
        "export",
        "write questions, or a SCORM unit, for a learning platform: export NN --to moodle",
        "utils.teaching.export.verb:main",
    ),
    Verb(
        "site",
        "write the course as pages that open without Python: site [FOLDER] [NN ...]",
        "utils.site.build:main",
    ),
    Verb(
        "lock",
        "resolve the direct dependencies anew and write the five locks (needs uv)",
        "utils.setup.lock:main",
        "",
    ),
)


def find(name: str) -> Verb:
    """The row of a verb; the nearest one is named when there is none."""
    import difflib

    table = {verb.name: verb for verb in VERBS}
    if name in table:
        return table[name]
    near = difflib.get_close_matches(name, table, n=1) or ["open"]
    raise Trouble(f"There is no '{name}'. Closest: '{near[0]}'. See them all with: python3 course.py --help")


def explain(verb: Verb) -> str:
    """What a verb of the launcher itself does, with its options (the other verbs answer --help themselves)."""
    module, _, function = verb.target.partition(":")
    options = getattr(importlib.import_module(module), function).__doc__.strip().replace("`", "")
    return f"python3 course.py {verb.name}: {verb.help}\n\n  {options}"


def refuse_unknown(argv: list[str], known: tuple[str, ...]) -> None:
    """Stop at an option that a verb does not have, rather than do something that was not meant."""
    strange = [word for word in argv if word.startswith("-") and word not in known]
    if strange:
        raise Trouble(f"There is no option {strange[0]} here. The options: {', '.join(known)}.")


def run(name: str, argv: list[str]) -> int:
    """Import a verb's module and call its function."""
    module, _, function = find(name).target.partition(":")
    try:
        action = getattr(importlib.import_module(module), function)
    except ModuleNotFoundError as error:
        if error.name and module.startswith(error.name):
            raise Trouble(f"'{name}' is not in this copy of the course: {module} is missing.") from error
        raise Trouble(
            f"'{name}' needs the package {error.name}: leave out --here, or run `python3 course.py prepare --here` first."
        ) from error
    return int(action(argv) or 0)


def overview() -> str:
    """The table as a person reads it."""
    rows = "\n".join(f"  {verb.name:<10} {verb.help}" for verb in VERBS)
    return (
        "python3 course.py [--here] [word] [options]\n\n"
        f"{rows}\n\n"
        "  --here     use the Python that runs this instead of the course's own environment\n"
        "  COURSE_HOME names a folder for the environment when the course's own cannot be used."
    )
