"""The cases of the course by name; none is handed out that does not hold."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from utils.evidence.paths import COURSE_DATA
from utils.learning.cases.case_file import Case, read_case
from utils.learning.cases.checking import refuse_faults
from utils.learning.questions.bank import UnknownQuestion

CASES = COURSE_DATA / "cases"


def case_names(folder: Path = CASES) -> list[str]:
    """Ids of the cases, in order."""
    return sorted(path.stem for path in folder.glob("T*.yaml"))


@lru_cache(maxsize=32)
def load_case(name: str, folder: Path = CASES) -> Case:
    """Read a case (`"T4"`); raises UnknownQuestion with the nearest name, and CaseError for a file that does not hold."""
    wanted = str(name).strip().upper()
    if wanted not in case_names(folder):
        raise UnknownQuestion(str(name), case_names(folder), "course_data/cases")
    case = read_case((folder / f"{wanted}.yaml").read_text(encoding="utf-8"))
    refuse_faults(case)
    return case
