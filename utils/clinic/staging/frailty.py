"""Frailty by the IMWG score and its simplified form; transplant eligibility as a checklist, never yes or no."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from utils.clinic.results import Finding
from utils.clinic.staging.possible import explore
from utils.clinic.staging.smouldering import Score
from utils.clinic.staging.staging import say_tests
from utils.clinic.units import check_all
from utils.clinic.unknown import known_all, read_flag

if TYPE_CHECKING:
    import pandas as pd


def score_frailty(
    age_years: float | None = None,
    adl: float | None = None,
    iadl: float | None = None,
    charlson: float | None = None,
) -> Score:
    """IMWG frailty score: age 76-80 = 1, over 80 = 2; ADL 4 or less, IADL 5 or less, Charlson 2 or more = 1 each.

    0 fit, 1 intermediate, 2 or more frail. adl: Katz 0-6; iadl: Lawton 0-8. Groups seen, item cut-offs recalled.
    Source: frail15.

    >>> score_frailty(81, 6, 8, 0).headline
    'IMWG frailty frail (2)'
    """
    age_years, adl, iadl, charlson = known_all(age_years, adl, iadl, charlson)
    check_all(age=age_years, adl=adl, iadl=iadl, charlson=charlson)
    given = {"age": age_years, "ADL": adl, "IADL": iadl, "Charlson": charlson}
    choices = {"age": (70, 78, 85), "ADL": (6, 3), "IADL": (8, 4), "Charlson": (0, 3)}
    return _score(
        "IMWG frailty",
        "frail15",
        _imwg,
        lambda n: ("fit", "intermediate", "frail")[min(n, 2)],
        given,
        choices,
    )


def score_frailty_simplified(
    age_years: float | None = None, charlson: float | None = None, ecog: int | None = None
) -> Score:
    """Simplified frailty: age 76-80 = 1, over 80 = 2; Charlson over 1 = 1; ECOG 1 = 1, 2 or more = 2.

    0-1 non-frail, 2 or more frail. Source: frail20.

    >>> score_frailty_simplified(70, 1, 1).headline
    'Simplified frailty non-frail (1)'
    """
    age_years, charlson, ecog = known_all(age_years, charlson, ecog)
    check_all(age=age_years, charlson=charlson, ecog=ecog)
    given = {"age": age_years, "Charlson": charlson, "ECOG": ecog}
    choices = {"age": (70, 78, 85), "Charlson": (0, 3), "ECOG": (0, 1, 2)}
    return _score(
        "Simplified frailty",
        "frail20",
        _simplified,
        lambda n: "frail" if n >= 2 else "non-frail",
        given,
        choices,
    )


def _age_points(age: float) -> int:
    """Ages are whole years: 75 is the last without a point, 80 the last with one."""
    return (int(age) > 75) + (int(age) > 80)


def _imwg(**tests: Any) -> int:
    return _age_points(tests["age"]) + (tests["ADL"] <= 4) + (tests["IADL"] <= 5) + (tests["Charlson"] >= 2)


def _simplified(**tests: Any) -> int:
    return _age_points(tests["age"]) + (tests["Charlson"] > 1) + min(int(tests["ECOG"]), 2)


def _score(
    system: str,
    rule: str,
    count: Callable[..., int],
    group: Callable[[int], str],
    given: Mapping,
    choices: Mapping,
) -> Score:
    points, needs = explore(count, given, choices)
    points = tuple(sorted(points))
    groups = tuple(dict.fromkeys(group(value) for value in points))
    return Score(
        system=system,
        possible=groups,
        points=points,
        needs=needs,
        rule=rule,
        why=say_tests(given, {"age": "years"}),
    )


@dataclass(frozen=True)
class Item:
    """One point to weigh: what is known, and how it is usually read."""

    point: str
    known: str
    reading: str


@dataclass(frozen=True, kw_only=True, repr=False)
class Checklist(Finding):
    """Points to weigh together with the person and the team. It has no verdict."""

    items: tuple[Item, ...]

    @property
    def headline(self) -> str:
        """What this is, and what it is not."""
        return "Transplant: points to weigh, not a verdict"

    def table(self) -> pd.DataFrame:
        """One row a point: point, known, reading."""
        import pandas as pd

        return pd.DataFrame([vars(item) for item in self.items], columns=["point", "known", "reading"])


def list_transplant_points(
    age_years: float | None = None,
    ecog: int | None = None,
    organs_adequate: bool | None = None,
    creatinine_clearance_ml_min: float | None = None,
    wants_transplant: bool | None = None,
    cells_collectable: bool | None = None,
) -> Checklist:
    """What is weighed before an autologous transplant. No rule says yes or no, and neither does this.

    Recalled from guidelines, not seen: eha25-reg.

    >>> list_transplant_points(age_years=72).items[0].reading
    'older than the usual 70; fitness weighs more than age, and some fit people are treated to 75'
    """
    age_years, ecog, creatinine_clearance_ml_min = known_all(age_years, ecog, creatinine_clearance_ml_min)
    check_all(age=age_years, ecog=ecog, creatinine_clearance=creatinine_clearance_ml_min)
    organs_adequate, wants_transplant, cells_collectable = (
        read_flag(name, value)
        for name, value in (
            ("organs_adequate", organs_adequate), ("wants_transplant", wants_transplant), ("cells_collectable", cells_collectable),
        )
    )  # fmt: skip
    items = (
        Item("age", _known(age_years, " years"), _read_age(age_years)),
        Item("general fitness", _known(ecog, "", "ECOG "), _read(None if ecog is None else ecog <= 2, "ECOG 0-2 is usual", "ECOG above 2: what could be improved first?")),
        Item("heart, lungs, liver", _yes(organs_adequate), _read(organs_adequate, "adequate", "a limit to weigh with specialists")),
        Item("kidneys", _known(creatinine_clearance_ml_min, " mL/min"), "renal failure is not an absolute bar; melphalan is then reduced to 140 mg/m2"),
        Item("the person's wish", _yes(wants_transplant), _read(wants_transplant, "wishes it", "does not wish it now: it can be discussed again")),
        Item("stem cells", _yes(cells_collectable), _read(cells_collectable, "can be collected", "collection is doubtful: ask the centre")),
    )  # fmt: skip
    unknown = tuple(item.point for item in items if item.known == "not known")
    return Checklist(
        items=items,
        needs=unknown,
        rule="eha25-reg",
        why=f"{len(items) - len(unknown)} of {len(items)} points known; all are weighed together.",
    )


def _known(value: float | None, unit: str, before: str = "") -> str:
    return "not known" if value is None else f"{before}{value:g}{unit}"


def _yes(value: bool | None) -> str:
    return {None: "not known", True: "yes", False: "no"}[value]


def _read(value: bool | None, good: str, other: str) -> str:
    return "to be found out" if value is None else good if value else other


def _read_age(age: float | None) -> str:
    if age is None:
        return "to be found out"
    if age <= 70:
        return "within the usual range, up to about 70"
    if age <= 75:
        return "older than the usual 70; fitness weighs more than age, and some fit people are treated to 75"
    return "older than most who are transplanted; fitness and wishes weigh most"
