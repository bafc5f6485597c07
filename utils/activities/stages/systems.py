"""The rows of the staging comparer: each system with its year, its possible answers in order, and to whom it applies."""

from dataclasses import dataclass

from utils.clinic.results import Stage
from utils.clinic.staging.profile import Profile

MYELOMA, SMOULDERING, EVERYBODY = "myeloma", "smouldering myeloma", "everybody"


@dataclass(frozen=True)
class System:
    """One system. head, brief: its name on a wide and on the narrowest card. answers: from mild to severe, as the rule names them; labels, briefs: as a wide and a narrow cell say it."""

    name: str
    head: str
    brief: str
    year: str
    answers: tuple[str, ...]
    applies_to: str = MYELOMA
    labels: tuple[str, ...] = ()
    briefs: tuple[str, ...] = ()

    @property
    def cells(self) -> list[tuple[str, str, str]]:
        """Answer, label and short label of every cell."""
        labels = self.labels or self.answers
        return list(zip(self.answers, labels, self.briefs or labels, strict=True))


SYSTEMS = (
    System("Diagnosis", "Diagnosis, IMWG", "Diagnosis", "2014", ("none", "MGUS", "SMM", "MM", "other"), EVERYBODY,
           ("no clone", "MGUS", "smouldering", "myeloma", "another"), ("none", "MGUS", "smould.", "myeloma", "other")),
    System("20-2-20", "20-2-20, smouldering", "20-2-20", "2018", ("low", "intermediate", "high"), SMOULDERING),
    System("ISS", "ISS", "ISS", "2005", ("I", "II", "III")),
    System("R-ISS", "R-ISS", "R-ISS", "2015", ("I", "II", "III")),
    System("R2-ISS", "R2-ISS", "R2-ISS", "2022", ("low", "low-intermediate", "intermediate-high", "high"), MYELOMA,
           (), ("low", "low-int.", "int.-high", "high")),
    System("IMS/IMWG 2025", "High risk, IMS/IMWG", "High risk", "2025", ("standard", "high")),
    System("IMWG frailty", "Frailty index, IMWG", "Frailty", "2015", ("fit", "intermediate", "frail"), EVERYBODY),
    System("Simplified frailty", "Frailty, simplified scale", "Simple frailty", "2020", ("non-frail", "frail"), EVERYBODY),
)  # fmt: skip
ASKED = tuple(system.name for system in SYSTEMS)
_KINDS = {
    "no plasma-cell disorder found": "none",
    "MGUS": "MGUS",
    "light-chain MGUS": "MGUS",
    "SMM": "SMM",
    "MM": "MM",
    "plasma-cell leukaemia": "MM",
}
DIAGNOSIS_WORDS = {"SMM": "smouldering myeloma", "MM": "myeloma"}


def find_answer(profile: Profile, name: str) -> Stage | None:
    """The answer of one system, or None when it was not asked."""
    return next((answer for answer in profile.answers if answer.system == name), None)


def kinds(possible: tuple[str, ...]) -> set[str]:
    """Diagnoses as the cells of the picture group them."""
    return {_KINDS.get(name, "other") for name in possible}


def possible_cells(profile: Profile, system: System) -> tuple[str, ...]:
    """The cells that are still possible, in order; empty when the system is not made for this diagnosis."""
    diagnosis = kinds(find_answer(profile, "Diagnosis").possible)
    wanted = {MYELOMA: "MM", SMOULDERING: "SMM"}.get(system.applies_to)
    answer = find_answer(profile, system.name)
    if answer is None or (wanted and wanted not in diagnosis):
        return ()
    found = kinds(answer.possible) if system.name == "Diagnosis" else set(answer.possible)
    return tuple(name for name in system.answers if name in found)
