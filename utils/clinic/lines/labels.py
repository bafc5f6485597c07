"""The 60-day rule for one drug, and the trial label for a set of drugs (rep11, mammoth19)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from utils.clinic.errors import ClinicError
from utils.clinic.lines.drugs import CD38, IMID, PI, STEROID, drug_class, find_drug
from utils.clinic.results import Stage, join_words
from utils.clinic.staging.possible import explore
from utils.clinic.unknown import is_unknown, known, read_flag

REFRACTORY_DAYS = 60  # rep11: progression on a drug or within 60 days of its last dose, the 60th included
RESPONSES = ("sCR", "CR", "VGPR", "PR", "MR")  # rep11: a minimal response or better is a response
LABELLED = (PI, IMID, CD38)


def judge_refractory(
    best: str | None,
    *,
    on_therapy: bool | None,
    progressed: bool | None,
    days_after_last: float | None = None,
) -> Stage:
    """Is the disease refractory to this drug? Failure to reach MR, or progression on it or within 60 days.

    best: best response on the drug (None: not assessed). on_therapy: progression, or the last look, was on
    the drug. days_after_last: from last dose to progression. What is not known keeps the answer open. Source: rep11.

    >>> judge_refractory("PR", on_therapy=False, progressed=True, days_after_last=60).answer
    'refractory'
    >>> judge_refractory("PR", on_therapy=False, progressed=True, days_after_last=61).answer
    'not refractory'
    """
    best, days_after_last = known(best), known(days_after_last)
    on_therapy, progressed = read_flag("on_therapy", on_therapy), read_flag("progressed", progressed)
    if isinstance(days_after_last, str) or not hasattr(days_after_last or 0, "__float__"):
        raise ClinicError(f"{days_after_last!r} is not a number of days. Give the figure alone.")
    if best not in (*RESPONSES, "SD", "PD", None):
        raise ClinicError(f"{best!r} is not a response. Use one of: {', '.join(RESPONSES)}, SD, PD, or None.")
    if days_after_last is not None and days_after_last < 0:
        raise ClinicError(
            f"{days_after_last:g} days after the last dose is impossible. For a running drug say on_therapy."
        )
    days = 0 if on_therapy else days_after_last
    given = {"response on the drug": best, "progression": progressed, "days from last dose": days}
    if progressed is False:  # then the interval to progression does not exist and cannot be missing
        given["days from last dose"] = 0
    choices = {
        "response on the drug": ("PR", "SD"),
        "progression": (False, True),
        "days from last dose": (0, 400),
    }
    answers, needs = explore(_refractory, given, choices)
    return Stage(
        system="60-day rule:", possible=tuple(answers), needs=needs, rule="rep11", why=_why_refractory(best, on_therapy, progressed, days)
    )  # fmt: skip


def _refractory(**tests: Any) -> str:
    best, progressed, days = tests.values()
    no_response = best in ("SD", "PD")
    return "refractory" if no_response or (progressed and days <= REFRACTORY_DAYS) else "not refractory"


def _why_refractory(
    best: str | None, on_therapy: bool | None, progressed: bool | None, days: float | None
) -> str:
    if best in ("SD", "PD"):
        return f"best response on the drug was {best}: a minimal response was never reached."
    if not progressed:
        return (
            "no progression is recorded."
            if progressed is False
            else "whether the disease progressed is not known."
        )
    if on_therapy:
        return "the disease progressed while the drug was being taken."
    if days is None:
        if on_therapy is None:
            return "the disease progressed; whether on the drug, or how long after it, is not known."
        return "the disease progressed after the drug was stopped; the interval is not known."
    side = "within" if days <= REFRACTORY_DAYS else "more than"
    return f"the disease progressed {days:g} days after the last dose, {side} {REFRACTORY_DAYS} days."


def label_refractory_classes(drugs: Iterable[str]) -> Stage:
    """The trial label for a list of drugs the disease is refractory to (names, brands or abbreviations).

    Counts proteasome inhibitors, IMiDs and anti-CD38 antibodies; other classes are named but not counted.
    Sources: rep11, mammoth19.

    >>> label_refractory_classes(["Velcade", "Kyprolis", "Revlimid", "Pomalyst", "Darzalex"]).answer
    'penta-refractory'
    """
    if is_unknown(drugs):
        raise ClinicError(
            "The drugs are not known. Give a list of names; an empty list means that none is refractory."
        )
    drugs = [drugs] if isinstance(drugs, str) else list(drugs)
    for place, name in enumerate(drugs, 1):
        if is_unknown(name):
            raise ClinicError(
                f"Drug {place} of the list is not known: {name!r}. Write its name, or take it out."
            )
    names = tuple(dict.fromkeys(find_drug(name).name for name in drugs))
    counts = {klass: sum(drug_class(name) == klass for name in names) for klass in LABELLED}
    others = [name for name in names if drug_class(name) not in (*LABELLED, STEROID)]
    why = f"refractory to {counts[PI]} PI, {counts[IMID]} IMiD, {counts[CD38]} anti-CD38"
    why += f"; also to {join_words(others)}, which the labels do not count." if others else "."
    answer = _label(counts[PI], counts[IMID], counts[CD38], len({drug_class(name) for name in others}))
    return Stage(system="Refractory label:", possible=(answer,), why=why, rule="mammoth19")


def _label(pi: int, imid: int, cd38: int, other_classes: int = 0) -> str:
    if pi and imid and cd38:
        if pi >= 2 and imid >= 2:
            return "penta-refractory"
        return "quad refractory" if pi + imid >= 3 else "triple-class refractory"
    if pi and imid:
        return "double refractory"
    if cd38 and imid:
        return "two-class (no PI)"
    if cd38 and pi:
        return "two-class (no IMiD)"
    if pi or imid or cd38 or other_classes == 1:
        return "single-class"
    return "classes outside the labels" if other_classes else "not refractory"
