"""One person, every system at once: what `labs_on` returns, handed to diagnosis, staging, risk and frailty."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from utils.clinic.errors import nearest
from utils.clinic.results import Stage
from utils.clinic.staging.criteria import Limits
from utils.clinic.staging.diagnosis import diagnose
from utils.clinic.staging.events import light_chains, read_known
from utils.clinic.staging.frailty import score_frailty, score_frailty_simplified
from utils.clinic.staging.risk import stage_hr2025, stage_msmart
from utils.clinic.staging.smouldering import score_20_2_20, score_smouldering
from utils.clinic.staging.staging import stage_iss, stage_r2iss, stage_riss

if TYPE_CHECKING:
    import pandas as pd

Known = Mapping[str, float | None]


@dataclass(frozen=True)
class Profile:
    """The answers of every system for one person on one day, in reading order."""

    answers: tuple[Stage, ...]

    def __getitem__(self, system: str) -> Stage:
        """The answer of one system, by its name."""
        found = {answer.system: answer for answer in self.answers}
        if system not in found:
            raise KeyError(
                f"{system!r} is not a system.{nearest(system, found)} They are: {', '.join(found)}."
            )
        return found[system]

    def table(self) -> pd.DataFrame:
        """One row a system: system, answer, settled, needs, why, rule."""
        import pandas as pd

        rows = [
            (a.system, a.answer, a.settled, ", ".join(a.needs), a.why, a.rule) for a in self.answers
        ]  # fmt: skip
        return pd.DataFrame(rows, columns=["system", "answer", "settled", "needs", "why", "rule"])

    def __str__(self) -> str:
        return "\n".join(str(answer) for answer in self.answers)

    __repr__ = __str__

    def _repr_markdown_(self) -> str:
        return "\n\n".join(answer._repr_markdown_() for answer in self.answers)


def profile_patient(known: Known, limits: Limits | None = None) -> Profile:
    """Diagnosis, ISS, R-ISS, R2-ISS, 2025 risk, mSMART, smouldering risk and frailty from the tests done.

    known: values by test name in the clinic's units, as `labs_on` gives them; a test left out or not known was not done, and
    widens the answers. limits: the local laboratory's. Raises UnknownTestError, ImpossibleValueError.

    >>> profile_patient({"b2m": 4.1, "albumin": 3.6})["ISS"].answer
    'II'
    """
    known = read_known(known)
    diagnosis = _diagnosis(known, limits)
    smouldering = _smouldering(known) if "SMM" in diagnosis.possible else ()  # the scores hold for SMM only
    return Profile((diagnosis, *_stages(known), *smouldering, *_fitness(known)))


def _diagnosis(known: Known, limits: Limits | None) -> Stage:
    ratio, involved = light_chains(known)
    mass = _flag(known, "plasmacytoma")
    return diagnose(
        bmpc_pct=known.get("marrow_plasma_cells"), m_serum_g_dl=known.get("m_protein"),
        m_urine_mg_24h=known.get("urine_m_protein"), flc_ratio=ratio, involved_flc_mg_l=involved,
        calcium_mg_dl=known.get("calcium"), creatinine_mg_dl=known.get("creatinine"),
        crcl_ml_min=known.get("creatinine_clearance"), hb_g_dl=known.get("haemoglobin"),
        lytic_lesions=known.get("lytic_lesions"), mri_focal_lesions=known.get("mri_focal_lesions"),
        plasmacytoma=mass, circulating_pc_pct=known.get("circulating_plasma_cells"), limits=limits,
    )  # fmt: skip


def _flag(known: Known, name: str) -> bool | None:
    value = known.get(name)
    return None if value is None else bool(value)


def _any(*flags: bool | None) -> bool | None:
    """True when any is; unknown when none is and one is unknown."""
    return True if True in flags else None if None in flags else False


def _translocation(known: Known) -> str | None:
    """The IGH translocation found; 'none' only when every one of the three was looked for."""
    found = {"t(4;14)": "t_4_14", "t(14;16)": "t_14_16", "t(14;20)": "t_14_20"}
    for name, test in found.items():
        if known.get(test):
            return name
    return None if None in (known.get(test) for test in found.values()) else "none"


def _stages(known: Known) -> tuple[Stage, ...]:
    """ISS and what is built on it. R-ISS and R2-ISS were derived with centres' own cut-offs: any del(17p) counts."""
    clone, ldh = known.get("del17p"), known.get("ldh")
    del17p = None if clone is None else clone > 0
    high_ldh = None if ldh is None else ldh > 1
    t_4_14, t_14_16, one_q = (_flag(known, name) for name in ("t_4_14", "t_14_16", "gain_1q"))
    iss = stage_iss(known.get("b2m"), known.get("albumin"))
    riss = stage_riss(iss, _any(del17p, t_4_14, t_14_16), high_ldh)
    lost, mutated = known.get("del_1p32"), _flag(known, "tp53_mutation")
    modern = stage_hr2025(
        del17p_pct=clone, tp53_mutation=mutated, igh=_translocation(known), gain_1q=one_q,
        del_1p32=None if lost is None else int(lost), b2m_mg_l=known.get("b2m"), creatinine_mg_dl=known.get("creatinine"),
    )  # fmt: skip
    centre = stage_msmart(
        t_4_14=t_4_14, t_14_16=t_14_16, t_14_20=_flag(known, "t_14_20"), del17p_or_tp53=_any(del17p, mutated),
        gain_1q=one_q, riss=riss,
    )  # fmt: skip
    return iss, riss, stage_r2iss(iss, del17p, high_ldh, t_4_14, one_q), modern, centre


def _smouldering(known: Known) -> tuple[Stage, ...]:
    ratio, _ = light_chains(known)
    marrow, m = known.get("marrow_plasma_cells"), known.get("m_protein")
    fish = _any(*(_flag(known, name) for name in ("t_4_14", "t_14_16", "gain_1q")))
    return score_20_2_20(marrow, m, ratio), score_smouldering(ratio, m, marrow, fish)


def _fitness(known: Known) -> tuple[Stage, ...]:
    age, charlson = known.get("age"), known.get("charlson")
    full = score_frailty(age, known.get("adl"), known.get("iadl"), charlson)
    return full, score_frailty_simplified(age, charlson, known.get("ecog"))
