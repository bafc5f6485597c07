"""Exposed, sensitive, refractory: the 60-day rule over a whole history, drug by drug.

Sources: rep11 (refractory, primary refractory, relapsed and refractory), mammoth19 (anti-CD38, labels).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from utils.clinic.dates import as_date, known_dates
from utils.clinic.errors import ClinicError
from utils.clinic.lines.drugs import CD38, DRUGS, STEROID, drug_class
from utils.clinic.lines.exposure import Course, read_courses
from utils.clinic.lines.history import read_history
from utils.clinic.lines.labels import LABELLED, REFRACTORY_DAYS, RESPONSES, label_refractory_classes
from utils.clinic.results import Finding
from utils.clinic.staging.possible import explore
from utils.clinic.unknown import is_unknown, known

if TYPE_CHECKING:
    import pandas as pd

ANTI_CD38_DAYS = 28  # mammoth19: at least 4 weeks of an anti-CD38 antibody before it counts


@dataclass(frozen=True, kw_only=True, repr=False)
class DrugStatus(Finding):
    """One drug: refractory, sensitive (responded, not refractory) or exposed (given, response not known)."""

    drug: str
    drug_class: str
    status: str
    first_dose: date
    last_dose: date | None

    @property
    def headline(self) -> str:
        """Drug and status."""
        return f"{self.drug}: {self.status}"


@dataclass(frozen=True, kw_only=True, repr=False)
class Refractoriness(Finding):
    """Everything the 60-day rule says about one history.

    label: the trial label; state: untreated, no progression, relapsed, relapsed and refractory, primary
    refractory, or several joined by 'or' when no response is known. classes: status by class, untried included.
    """

    drugs: tuple[DrugStatus, ...]
    label: str
    state: str
    classes: Mapping[str, str]

    @property
    def headline(self) -> str:
        """The trial label and the state of the disease."""
        return f"{self.label}; {self.state}"

    @property
    def triple_class_exposed(self) -> bool:
        """At least one PI, one IMiD and one anti-CD38 antibody received."""
        return all(self.classes[klass] != "untried" for klass in LABELLED)

    def refractory_to(self) -> tuple[str, ...]:
        """Generic names of the drugs the disease is refractory to."""
        return tuple(row.drug for row in self.drugs if row.status == "refractory")

    def remaining(self) -> dict[str, tuple[str, ...]]:
        """By class, the drugs untried or not known to be refractory: names to discuss, whatever their licence.

        Steroids accompany everything, anti-PD-1 antibodies stopped in trials, and older drugs are met in histories
        only: none of them is listed.
        """
        lost = set(self.refractory_to())
        left: dict[str, list[str]] = {}
        for drug in DRUGS:
            if drug.name not in lost and not drug.older and drug.drug_class not in (STEROID, "anti_pd1"):
                left.setdefault(drug.drug_class, []).append(drug.name)
        return {klass: tuple(names) for klass, names in left.items()}

    def table(self) -> pd.DataFrame:
        """One row a drug: drug, drug_class, status, first_dose, last_dose, why."""
        import pandas as pd

        columns = ["drug", "drug_class", "status", "first_dose", "last_dose", "why"]
        return pd.DataFrame([row.as_dict() for row in self.drugs], columns=columns)


def label_refractoriness(
    history: Any, progressions: Iterable[Any] = (), responses: Mapping[Any, str] | None = None
) -> Refractoriness:
    """Per drug exposed, sensitive or refractory; the trial label; the state of the disease; what remains.

    history: dated events (see `count_lines`). progressions: dates of confirmed progression.
    responses: best response by the start date of the regimen, where known: without it a drug that is not
    refractory is 'exposed', and the state may stay open. Sources: rep11, mammoth19.

    >>> from utils.clinic.lines.history import event
    >>> from datetime import date
    >>> rd = [event("start", "Rd", 0, start=date(2020, 1, 1), stop=date(2021, 1, 1))]
    >>> label_refractoriness(rd, ["2021-03-02"]).label
    'single-class'
    """
    events = read_history(history)
    days = known_dates(progressions, "progressions")
    best = _read_responses(responses)
    courses = read_courses(events)
    drugs = tuple(
        _judge_drug(name, courses, days, best) for name in dict.fromkeys(course.drug for course in courses)
    )
    label = label_refractory_classes([row.drug for row in drugs if row.status == "refractory"])
    state, why = _state_of_disease(courses, days, best)
    return Refractoriness(
        drugs=drugs, label=label.answer, state=state, classes=_by_class(drugs),
        why=f"{label.why.rstrip('.')}; {why}", rule="rep11",
        needs=("best response to earlier treatment",) if " or " in state else (),
    )  # fmt: skip


def _read_responses(responses: Mapping[Any, str] | None) -> dict[date, str]:
    """Best responses by day, those not known left out (the state then stays open); an unknown word is refused."""
    if is_unknown(responses):
        return {}
    if not isinstance(responses, Mapping):
        raise ClinicError(
            "responses is not a table of days: give {start date: best response}, as best_responses does."
        )
    best = {as_date(day, "responses"): known(answer) for day, answer in responses.items()}
    for day, answer in best.items():
        if day is None or answer not in (*RESPONSES, "SD", "PD", "NE", None):
            raise ClinicError(
                f"responses: {answer!r} on {day or 'a day that is not known'} cannot be used. "
                f"Give the day a regimen began and one of {', '.join(RESPONSES)}, SD or PD."
            )
    return {day: answer for day, answer in best.items() if answer not in (None, "NE")}


def _judge_drug(name: str, courses: tuple[Course, ...], days: list[date], best: Mapping) -> DrugStatus:
    mine = [course for course in courses if course.drug == name]
    verdicts = [_judge_course(course, days, best) for course in mine]
    worst = min(verdicts, key=lambda verdict: ("refractory", "sensitive", "exposed").index(verdict[0]))
    stops = [course.stop for course in mine]
    return DrugStatus(
        drug=name, drug_class=drug_class(name), status=worst[0], why=worst[1], first_dose=mine[0].start,
        last_dose=None if None in stops else max(stop for stop in stops if stop),
        rule="mammoth19" if drug_class(name) == CD38 else "rep11",
    )  # fmt: skip


def _judge_course(course: Course, days: list[date], best: Mapping) -> tuple[str, str]:
    """Status and sentence for one course of one drug."""
    response = best.get(course.start)
    if response in ("SD", "PD"):
        return "refractory", f"best response was {response}: a minimal response was never reached."
    # A progression on the first day is what prompted the course, not its result.
    after = [day for day in days if day > course.start]
    hit = next((day for day in after if course.days_until(day) <= REFRACTORY_DAYS), None)
    if hit:
        return _judge_hit(course, hit)
    ended = f"stopped {course.stop}" if course.stop else "still running"
    late = (
        f"; the next progression came {course.days_until(after[0])} days later"
        if after
        else "; no progression since"
    )
    if response in RESPONSES:
        return "sensitive", f"reached {response}, {ended}{late}."
    return "exposed", f"{ended}{late}; the response on it is not recorded."


def _judge_hit(course: Course, hit: date) -> tuple[str, str]:
    given = ((min(course.stop, hit) if course.stop else hit) - course.start).days
    gap = course.days_until(hit)
    when = "during treatment" if gap <= 0 else f"{gap} days after the last dose"
    if drug_class(course.drug) == CD38 and given < ANTI_CD38_DAYS:
        return (
            "exposed",
            f"progression on {hit} {when}, but only {given} days given: fewer than {ANTI_CD38_DAYS}.",
        )
    return "refractory", f"progression on {hit}, {when}{', within 60' if gap > 0 else ''}."


def _by_class(drugs: tuple[DrugStatus, ...]) -> dict[str, str]:
    """The worst status in each class; 'untried' for a class never given, unless only older drugs are in it."""
    order = ("refractory", "sensitive", "exposed")
    classes = {drug.drug_class: "untried" for drug in DRUGS if drug.drug_class != STEROID and not drug.older}
    for klass in (*classes, *(row.drug_class for row in drugs if row.drug_class != STEROID)):
        seen = [row.status for row in drugs if row.drug_class == klass]
        if seen:
            classes[klass] = min(seen, key=order.index)
    return classes


def _state_of_disease(courses: tuple[Course, ...], days: list[date], best: Mapping) -> tuple[str, str]:
    """Relapsed, relapsed and refractory, or primary refractory, at the latest progression."""
    if not courses:
        return "untreated", "no treatment is recorded."
    treated = [day for day in days if day > courses[0].start]
    if not treated:
        return "no progression", "no progression is recorded since treatment began."
    last = treated[-1]
    before = [course for course in courses if course.start < last]
    gap = min(course.days_until(last) for course in before)
    answers, _ = explore(
        _name_state, {"responded": _responded(before, best), "gap": max(gap, 0)}, {"responded": (True, False)}
    )
    when = "during treatment" if gap <= 0 else f"{gap} days after the last dose of any drug"
    return " or ".join(answers), f"the latest progression, {last}, came {when}."


def _responded(courses: list[Course], best: Mapping) -> bool | None:
    """Was MR or better ever reached? None when a response is not recorded and none of those known was one."""
    known = [best.get(start) for start in {course.start for course in courses}]
    if any(answer in RESPONSES for answer in known):
        return True
    return None if None in known else False


def _name_state(responded: bool, gap: int) -> str:
    if not responded:
        return "primary refractory"
    return "relapsed and refractory" if gap <= REFRACTORY_DAYS else "relapsed"
