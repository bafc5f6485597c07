"""The question bank: course_data/questions, one file a notebook, read into questions."""

from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import lru_cache
from pathlib import Path

from utils.evidence.paths import COURSE_DATA

QUESTIONS = COURSE_DATA / "questions"
TYPES = ("single", "multiple", "numeric", "order", "match", "text")
LEVELS = ("remember", "understand", "apply", "analyse", "evaluate", "create")
TRACKS = ("plain", "student", "clinician")
TESTS = ("pre", "post", "delayed")  # before the course, after it, thirty days later


class UnknownQuestion(KeyError):  # noqa: N818 - the name is what a learner reads first
    """A question, notebook or exercise that the course does not have."""

    def __init__(self, asked: str, known, where: str):
        near = get_close_matches(str(asked), list(known), n=1, cutoff=0.3)
        hint = f" Closest: {near[0]!r}." if near else ""
        self.said = f"{asked!r} is not in {where}.{hint} There are: {', '.join(known)}."
        super().__init__(self.said)

    def __str__(self) -> str:
        return self.said


@dataclass(frozen=True)
class Option:
    """One thing to choose, place or tick, whether it is right, and why."""

    text: str
    why: str
    right: bool = False


@dataclass(frozen=True)
class Slip:
    """A usual wrong number, how it comes about, and what to say about it."""

    expression: str
    why: str


@dataclass(frozen=True)
class Question:
    """One question of the bank.

    type: single, multiple, numeric, order, match or text. `options` hold what can be chosen: for `order` in the
    right order, for `match` the right-hand sides in step with `lefts` (any further ones fit nowhere), for `text`
    the points a good answer makes. `expression` gives the key of a numeric question.
    """

    id: str
    type: str
    objective: str
    bloom: str
    track: str
    stem: str
    core: bool = False
    options: tuple[Option, ...] = ()
    lefts: tuple[str, ...] = ()
    given: dict = field(default_factory=dict)
    expression: str = ""
    unit: str = ""
    tolerance: float = 0.0
    slips: tuple[Slip, ...] = ()
    otherwise: str = ""
    model: str = ""
    holds: str = ""
    hint: str = ""
    explanation: str = ""
    pair: str = ""
    sources: tuple[str, ...] = ()

    @property
    def notebook(self) -> str:
        """The notebook that teaches it: the first part of its objective."""
        return self.objective.split("-")[0]


@dataclass(frozen=True)
class Sheet:
    """One file of the bank: a notebook's objectives, prediction and questions."""

    name: str
    title: str
    objectives: dict[str, str]
    prediction: Question | None
    questions: tuple[Question, ...]


@lru_cache(maxsize=64)
def load_sheet(name: str, folder: Path = QUESTIONS) -> Sheet:
    """Read the questions of a notebook (`"08"`), or of a test (`TESTS`); raises UnknownQuestion."""
    import yaml

    name = f"{name:02d}" if isinstance(name, int) else str(name)
    path = folder / f"{name}.yaml"
    if name not in sheet_names(folder):
        raise UnknownQuestion(name, sheet_names(folder), f"course_data/questions/{name}.yaml")
    with path.open(encoding="utf-8") as stream:
        raw = yaml.load(stream, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    prediction = read_question(raw["prediction"]) if raw.get("prediction") else None
    objectives = {row["id"]: row["text"] for row in raw.get("objectives", [])}
    questions = tuple(read_question(row) for row in raw["questions"])
    return Sheet(name, raw["title"], objectives, prediction, questions)


def sheet_names(folder: Path = QUESTIONS) -> list[str]:
    """List the files of the bank: notebooks in reading order, then the tests before, after and thirty days after."""
    names = [path.stem for path in folder.glob("*.yaml") if path.stem != "map"]
    return sorted(names, key=lambda name: (TESTS.index(name) + 1 if name in TESTS else 0, name))


def notebook_names(folder: Path = QUESTIONS) -> list[str]:
    """List the notebooks that have questions, in reading order."""
    return [name for name in sheet_names(folder) if name.isdigit()]


def find_question(question_id: str, folder: Path = QUESTIONS) -> Question:
    """Find a question by its id, such as `08-q1`, `08-p` or `pre-q3`; raises UnknownQuestion."""
    known = all_questions(folder)
    if question_id not in known:
        raise UnknownQuestion(question_id, list(known), "course_data/questions")
    return known[question_id]


@lru_cache(maxsize=4)
def all_questions(folder: Path = QUESTIONS) -> dict[str, Question]:
    """Every question and prediction by id, notebook by notebook."""
    sheets = [load_sheet(name, folder) for name in sheet_names(folder)]
    asked = [q for sheet in sheets for q in (sheet.prediction, *sheet.questions) if q]
    return {question.id: question for question in asked}


def is_of_a_test(question_id: str) -> bool:
    """Whether a question belongs to one of the tests, which stand apart from the teaching."""
    return question_id.split("-")[0] in TESTS


def objectives(folder: Path = QUESTIONS) -> dict[str, str]:
    """Every objective of the course by id."""
    sheets = [load_sheet(name, folder) for name in notebook_names(folder)]
    return {key: text for sheet in sheets for key, text in sheet.objectives.items()}


def read_question(row: dict) -> Question:
    """Build a question from its YAML row."""
    known = {
        key: row[key]
        for key in row
        if key not in ("options", "sequence", "pairs", "spare", "points", "slips")
    }
    known["sources"] = tuple(row.get("sources", ()))
    known["slips"] = tuple(Slip(**slip) for slip in row.get("slips", ()))
    known["options"] = _read_options(row)
    known["lefts"] = tuple(pair["left"] for pair in row.get("pairs", ()))
    return Question(**known)


def _read_options(row: dict) -> tuple[Option, ...]:
    choices = [Option(o["text"], o["why"], bool(o.get("right"))) for o in row.get("options", ())]
    steps = [Option(step["text"], step["why"]) for step in row.get("sequence", ())]
    pairs = [Option(pair["right"], pair["why"]) for pair in row.get("pairs", ())]
    spare = [Option(extra["text"], extra["why"]) for extra in row.get("spare", ())]
    points = [Option(point["text"], point["why"], True) for point in row.get("points", ())]
    return tuple(choices + steps + pairs + spare + points)
