"""The response category of one visit against baseline, by IMWG 2016 (resp16).

A revision of these criteria was presented in 2026 and is not used here: every result names the version.
"""

from __future__ import annotations

from dataclasses import dataclass

from utils.clinic.errors import ClinicError
from utils.clinic.response.complete import grade_complete, is_negative
from utils.clinic.response.labs import involved_side, with_light_chains
from utils.clinic.response.levels import grade_flc, grade_lesion, grade_marrow, grade_serum, grade_urine
from utils.clinic.response.measurable import (
    FLC_RATIO_NORMAL,
    RULE,
    SAY,
    VERSION,
    Labs,
    Measurable,
    fall_pct,
    find_measurable,
    read_values,
)
from utils.clinic.response.progression import progression_criteria
from utils.clinic.results import Finding, join_words
from utils.clinic.unknown import is_unknown

CATEGORIES = ("SD", "MR", "PR", "VGPR", "CR", "sCR")  # from least to deepest
RANK = {name: place for place, name in enumerate(CATEGORIES)}


@dataclass(frozen=True, kw_only=True, repr=False)
class Response(Finding):
    """The deepest category the tests done establish; `possible` adds what missing tests could still show.

    category: sCR, CR, VGPR, PR, MR, SD, PD, or NE (not evaluable). version: the edition of the criteria.
    """

    category: str
    possible: tuple[str, ...]
    version: str = VERSION

    @property
    def headline(self) -> str:
        """Category and edition."""
        word = "not evaluable" if self.category == "NE" else self.category
        return f"{word} ({self.version})"


@dataclass(frozen=True)
class Rules:
    """What differs between assays and editions: the normal FLC ratio, and the SPD fall asked for VGPR."""

    flc_ratio_normal: tuple[float, float] = FLC_RATIO_NORMAL
    vgpr_spd_fall_pct: float = 50.0  # resp16; older text asks for more than 90 when it is the only measure

    def __post_init__(self) -> None:
        """Both are the reader's choice: they have to be known."""
        if is_unknown(self.flc_ratio_normal) or any(is_unknown(end) for end in self.flc_ratio_normal):
            raise ClinicError(
                "The normal light chain ratio is not known. Leave it out for Freelite's 0.26 to 1.65."
            )
        if is_unknown(self.vgpr_spd_fall_pct) or not 1 < self.vgpr_spd_fall_pct <= 100:
            raise ClinicError(
                f"A fall of {self.vgpr_spd_fall_pct!r} % cannot be asked for. Write a percentage such as 50 or 90."
            )


def classify_response(
    baseline: Labs,
    now: Labs,
    *,
    flc_ratio_normal: tuple[float, float] = FLC_RATIO_NORMAL,
    vgpr_spd_fall_pct: float = 50.0,
) -> Response:
    """The IMWG 2016 category of one visit against the baseline before therapy. It says nothing of confirmation.

    baseline, now: values by test name in the clinic's units (m_protein g/dL, urine_m_protein mg/24 h, dflc and
    involved_flc mg/L, flc_ratio kappa to lambda, marrow_plasma_cells %, plasmacytoma_spd cm2; immunofixations,
    marrow_clonal_cells and new_lesion 0 or 1). kappa_flc and lambda_flc give the light chains as well. A test left out,
    or not known, was not done: what it could change stays open. Source: resp16.

    >>> classify_response({"m_protein": 4.0, "urine_m_protein": 0}, {"m_protein": 2.1, "urine_m_protein": 0}).category
    'MR'
    """
    rules = Rules(flc_ratio_normal, vgpr_spd_fall_pct)
    baseline, now = read_values(baseline, "baseline"), read_values(now, "now")
    side = involved_side(baseline)
    baseline, now = with_light_chains(baseline, side), with_light_chains(now, side)
    measurable = find_measurable(baseline)
    met = progression_criteria(baseline, now, measurable)
    if met:
        return Response(category="PD", possible=("PD",), why=f"{met[0]}.", rule=RULE)
    category, possible, why, needs = grade_visit(baseline, now, measurable, rules)
    return Response(category=category, possible=possible, why=why, needs=needs, rule=RULE)


def grade_visit(
    baseline: Labs, now: Labs, measurable: Measurable, rules: Rules
) -> tuple[str, tuple[str, ...], str, tuple[str, ...]]:
    """Category, possible categories, sentence and tests needed, without the checks (for long series)."""
    needs = _baseline_needs(baseline, measurable)
    if needs:
        return (
            "NE",
            (),
            f"not evaluable: {join_words(needs)} not measured, so that nothing can be compared.",
            needs,
        )
    levels, said, needs = _levels(baseline, now, measurable)
    if needs:
        return "NE", (), f"not evaluable: {join_words(needs)} not measured.", needs
    if not levels:
        return "NE", (), f"not evaluable: {_nothing_measurable(baseline)}.", ("a measurable baseline",)
    level, top, needs = _cap(min(levels), baseline, now, measurable, rules, said)
    if level >= 3:
        level, top, needs = grade_complete(now, measurable, rules.flc_ratio_normal, said)
    if not (measurable.m_protein or measurable.flc):  # marrow or a lesion stands for proteins never measured
        needs = tuple(dict.fromkeys((*measurable.unsure, *needs)))
    low = 0 if {"24-h urine at baseline", "serum M-protein at baseline"} & set(needs) else level
    return CATEGORIES[level], CATEGORIES[low : top + 1], f"{'; '.join(said)}.", needs


def _baseline_needs(baseline: Labs, measurable: Measurable) -> tuple[str, ...]:
    """What was never measured at baseline, and decides what can be followed at all.

    Light chains count only where no M-protein can be followed, and urine never stands for serum.
    """
    if baseline.get("m_protein") is None and (measurable.flc or measurable.urine):
        return measurable.unsure
    if measurable.flc and baseline.get("dflc") is None:
        return ("involved and uninvolved free light chain at baseline",)
    return ()


def _nothing_measurable(baseline: Labs) -> str:
    """What was measured at baseline and was too low to be followed, and what was not measured."""
    low, missing = [], []
    for name, say, unit, limit in (
        ("m_protein", "serum M", "g/dL", 1), ("urine_m_protein", "urine", "mg/24 h", 200), ("involved_flc", "FLC", "mg/L", 100),
    ):  # fmt: skip
        value = baseline.get(name)
        if value is None and name == "involved_flc":
            value = baseline.get("dflc")
        if value is None:
            missing.append(say)
        else:
            low.append(
                f"{say} {value:g} {unit}" + (f" below {limit}" if value < limit else " with a normal ratio")
            )
    words = f" ({'; '.join(low)})" if low else ""
    return f"nothing measurable was found at baseline{words}" + (
        f"; {join_words(missing)} not measured" if missing else ""
    )


def _levels(
    baseline: Labs, now: Labs, measurable: Measurable
) -> tuple[list[int], list[str], tuple[str, ...]]:
    """The level each measurable component has reached, what to say of it, and what is missing."""
    levels: list[int] = []
    said: list[str] = []
    needs: list[str] = []
    for followed, name, grade in (
        (measurable.serum, "m_protein", grade_serum),
        (measurable.urine, "urine_m_protein", grade_urine),
        (measurable.flc, "dflc", grade_flc),
        (measurable.marrow, "marrow_plasma_cells", grade_marrow),
        (measurable.lesion, "plasmacytoma_spd", grade_lesion),
    ):
        if not followed:
            continue
        value = now.get(name)
        if value is None:
            needs.append(SAY[name])
        else:
            level, words = grade(baseline[name], value)
            levels.append(level)
            said.append(words)
    if measurable.lesion and levels and not needs and len(levels) > 1 and levels[-1] >= 2:
        levels.pop()  # with another measure the lesion only has to have halved
    return levels, said, tuple(needs)


def _cap(
    level: int, baseline: Labs, now: Labs, measurable: Measurable, rules: Rules, said: list[str]
) -> tuple[int, int, tuple[str, ...]]:
    """Level, highest possible level and tests needed once urine and lesion have had their say."""
    unsure = measurable.flc and baseline.get("urine_m_protein") is None
    if level and not measurable.urine and (measurable.serum or unsure):
        level, top, needs = _cap_by_urine(level, baseline, now, said)
        if needs:
            return level, top, needs
    if (
        level >= 3
        and measurable.lesion
        and fall_pct(baseline["plasmacytoma_spd"], now["plasmacytoma_spd"]) < rules.vgpr_spd_fall_pct
    ):
        said.append(f"the plasmacytoma has not fallen by {rules.vgpr_spd_fall_pct:g} %")
        return 2, 2, ()
    return level, level, ()


def _cap_by_urine(level: int, baseline: Labs, now: Labs, said: list[str]) -> tuple[int, int, tuple[str, ...]]:
    """Urine that was low at baseline must be below 100 mg for VGPR; urine never measured leaves the answer open."""
    urine, unknown = now.get("urine_m_protein"), baseline.get("urine_m_protein") is None
    if urine is None and (unknown or level >= 3):
        said.append("urine not measured" + (", so no better than PR can be said" if level >= 3 else ""))
        top = (
            level if level < 3 else 3 if is_negative(now, "m_protein", "serum_immunofixation") is False else 5
        )
        return min(level, 2), top, (*(("24-h urine at baseline",) if unknown else ()), "24-h urine M-protein")
    if unknown and urine is not None and urine >= 200:
        said.append(f"urine M-protein {urine:g} mg/24 h without a baseline to compare")
        return min(level, 2), min(level, 2), ("24-h urine at baseline",)
    if urine is not None and urine >= 100 and level >= 3:
        said.append(f"urine M-protein {urine:g} mg/24 h is not below 100")
        return 2, 2, ()
    return level, level, ()
