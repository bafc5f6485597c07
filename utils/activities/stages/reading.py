"""One setting of the staging comparer, judged once: the sheet, the change, every system before and after it."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from utils.activities.controls import Settings
from utils.activities.stages.presets import CHANGES, Row, example_rows
from utils.activities.stages.systems import ASKED, SYSTEMS, System, kinds, possible_cells
from utils.clinic import find_flips, profile_patient, rank_missing
from utils.clinic.staging.flips import Flip
from utils.clinic.staging.profile import Profile
from utils.clinic.staging.settling import Worth
from utils.clinic.staging.sheet import Sheet, read_sheet

AUTO = "what decides here"
STAGE, DIAGNOSE, FITNESS = "stage and risk", "diagnosis", "fitness"
SHOWN = (AUTO, STAGE, DIAGNOSE, FITNESS)
_OF = {
    STAGE: ("b2m", "albumin", "ldh", "creatinine", "del17p"),
    DIAGNOSE: ("marrow_plasma_cells", "m_protein", "flc_ratio", "haemoglobin", "calcium"),
    FITNESS: ("age", "adl", "iadl", "charlson", "ecog"),
}
_LESIONS = ("lytic_lesions", "mri_focal_lesions")


@dataclass(frozen=True)
class Reading:
    """Everything that the picture, the sentence and the page are made of."""

    rows: tuple[Row, ...]
    sheet: Sheet
    known: Mapping[str, float]
    profile: Profile
    before: Profile
    flips: Mapping[str, Flip]
    changed: tuple[str, ...]
    group: str

    def cells(self, system: System) -> tuple[str, ...]:
        """The cells still possible now."""
        return possible_cells(self.profile, system)

    def cells_before(self, system: System) -> tuple[str, ...]:
        """The cells possible before the change."""
        return possible_cells(self.before, system)

    def moved(self) -> list[System]:
        """The systems whose cells changed, in reading order."""
        return [s for s in SYSTEMS if self.cells(s) != self.cells_before(s)]

    def open(self) -> list[System]:
        """The systems with more than one cell left."""
        return [s for s in SYSTEMS if len(self.cells(s)) > 1]

    def ranked(self) -> tuple[Worth, ...]:
        """The missing tests that would settle what is open, the most useful first."""
        names = tuple(system.name for system in self.open())
        return _rank(tuple(sorted(self.known.items())), self.sheet.limits, names) if names else ()

    @property
    def tests(self) -> tuple[str, ...]:
        """The tests whose rulers are drawn."""
        return _OF[self.group]


def read_settings(controls: Settings) -> Reading:
    """Judge what the controls say. Raises LabsError, in words, for a sheet that cannot be read."""
    rows = tuple(tuple(row.items()) for row in rows_now(controls))
    return _judge(rows, controls.example, controls.change, controls.shown, _is_own(controls))


@lru_cache(maxsize=64)  # picture, sentence, caution and page ask for the same setting
def _judge(frozen: tuple, example: str, change: str, shown: str, own: bool) -> Reading:
    rows = [dict(row) for row in frozen]
    sheet = read_sheet(rows)
    start = read_sheet(rows if own else example_rows(example)).known
    known = {**sheet.known, **CHANGES[change]}
    known = {name: value for name, value in _with_ratio(known).items() if value is not None}
    start = {name: value for name, value in _with_ratio(start).items() if value is not None}
    flips = {flip.system: flip for flip in find_flips(start, known, sheet.limits)}
    changed = tuple(test for test in {**start, **known} if start.get(test) != known.get(test))
    profile = profile_patient(known, sheet.limits)
    before = profile_patient(start, sheet.limits) if changed else profile
    group = _choose(shown, changed, profile)
    return Reading(tuple(rows), sheet, known, profile, before, flips, changed, group)


def rows_now(controls: Settings) -> list[Row]:
    """The sheet as it stands: the learner's edits when they belong to this example, else the example."""
    edited = controls.edited
    return list(edited[1]) if edited and edited[0] == controls.example else example_rows(controls.example)


def _is_own(controls: Settings) -> bool:
    """A table of one's own is compared with itself, an edited example with the example."""
    edited = controls.edited
    return bool(edited and edited[0] == controls.example and edited[2])


def _with_ratio(known: Mapping[str, float | None]) -> dict[str, float | None]:
    """Kappa and lambda as ratio and involved chain, so that there is one ruler for them."""
    kappa, lambda_ = known.get("kappa_flc"), known.get("lambda_flc")
    if not kappa or not lambda_:
        return dict(known)
    rest = {name: value for name, value in known.items() if name not in ("kappa_flc", "lambda_flc")}
    return {
        **rest,
        "flc_ratio": round(max(kappa, lambda_) / min(kappa, lambda_), 6),
        "involved_flc": max(kappa, lambda_),
    }


def _choose(shown: str, changed: tuple[str, ...], profile: Profile) -> str:
    """The rulers asked for; else those of what was changed, else of the question that is open."""
    if shown != AUTO:
        return shown
    if len(changed) == 1:
        for group in (FITNESS, STAGE, DIAGNOSE):
            if changed[0] in _OF[group]:
                return group
        if changed[0] in _LESIONS:
            return DIAGNOSE
    return STAGE if kinds(profile["Diagnosis"].possible) == {"MM"} else DIAGNOSE


@lru_cache(maxsize=256)
def _rank(known: tuple[tuple[str, float], ...], limits: object, names: tuple[str, ...]) -> tuple[Worth, ...]:
    return rank_missing(dict(known), limits, [name for name in names if name in ASKED])
