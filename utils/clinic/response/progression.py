"""Progression of one visit against the lowest confirmed values, by IMWG 2016 (resp16)."""

from __future__ import annotations

from dataclasses import dataclass

from utils.clinic.detection import Below
from utils.clinic.errors import ClinicError
from utils.clinic.response.labs import involved_side, with_light_chains
from utils.clinic.response.measurable import RULE, SAY, VERSION, Labs, Measurable, read_values
from utils.clinic.results import Finding, join_words
from utils.clinic.unknown import is_unknown


@dataclass(frozen=True, kw_only=True, repr=False)
class Progression(Finding):
    """Has the disease progressed since the nadir? criteria: every criterion met, with its numbers.

    progressed: None when no criterion is met but a followed test is missing. escape: light chains rise alone.
    """

    progressed: bool | None
    criteria: tuple[str, ...]
    escape: bool
    version: str = VERSION

    @property
    def headline(self) -> str:
        """Progression, no progression, or open."""
        words = {True: "progressive disease", False: "no progression", None: "progression not evaluable"}
        return f"{words[self.progressed]} ({self.version})"


def find_progression(nadir: Labs, now: Labs, *, measurable: Measurable | None = None) -> Progression:
    """Progression of one visit against the lowest confirmed values. One visit alone is unconfirmed, but for lesions.

    nadir, now: values by test name (see `classify_response`), and for one lesion longest_diameter_cm and
    short_axis_cm. measurable: what could be followed at baseline; taken from the nadir when not given.
    Source: resp16.

    >>> find_progression({"m_protein": 0.0}, {"m_protein": 0.5}).progressed
    True
    """
    nadir, now = read_values(nadir, "nadir"), read_values(now, "now")
    side = involved_side(now) or involved_side(nadir)
    nadir, now = with_light_chains(nadir, side), with_light_chains(now, side)
    if not (is_unknown(measurable) or isinstance(measurable, Measurable)):
        raise ClinicError(
            "measurable is what find_measurable(baseline) returns; leave it out to take it from the nadir."
        )
    measurable = measurable if isinstance(measurable, Measurable) else Measurable(
        "m_protein" in nadir, "urine_m_protein" in nadir, "dflc" in nadir and not {"m_protein", "urine_m_protein"} & set(nadir),
        "marrow_plasma_cells" in nadir and len(nadir) == 1, "plasmacytoma_spd" in nadir,
    )  # fmt: skip
    met = progression_criteria(nadir, now, measurable)
    needs = () if met else _followed_but_missing(nadir, now, measurable)
    why = (
        f"{met[0]}."
        if met
        else "no progression criterion is met."
        if not needs
        else f"{join_words(needs)} not measured: progression can be neither seen nor excluded."
    )
    return Progression(
        progressed=True if met else None if needs else False, criteria=met, needs=needs, why=why, rule=RULE,
        escape=is_light_chain_escape(nadir, now, measurable),
    )  # fmt: skip


_ELSEWHERE = (
    "plasmacytoma_spd",
    "longest_diameter_cm",
    "circulating_plasma_cells_per_ul",
    "marrow_plasma_cells",
    "dflc",
)


def _followed_but_missing(nadir: Labs, now: Labs, measurable: Measurable) -> tuple[str, ...]:
    """The tests without which progression stays open: of what is followed, both the nadir and today's value."""
    followed = {
        "m_protein": measurable.serum,
        "urine_m_protein": measurable.urine,
        "dflc": measurable.flc,
        "marrow_plasma_cells": measurable.marrow,
        "plasmacytoma_spd": measurable.lesion and not measurable.m_protein and not measurable.flc,
    }
    if not any(followed.values()):
        seen = any(name in nadir and name in now for name in _ELSEWHERE)
        return () if seen else ("a nadir with a test that can be followed",)
    of_nadir = tuple(
        f"{SAY[name]} at its nadir" for name, yes in followed.items() if yes and nadir.get(name) is None
    )
    return of_nadir + tuple(SAY[name] for name, yes in followed.items() if yes and now.get(name) is None)


def _rise(nadir: Labs, now: Labs, name: str) -> tuple[float, float, float] | None:
    """Nadir, rise and rise in percent (infinite from zero: then the absolute rise decides); None without a rise."""
    low, value = nadir.get(name), now.get(name)
    if low is None or value is None or value <= low or isinstance(value, Below):
        return None  # less than a limit is no rise that anybody has measured
    low = float(low)
    rise = round(value - low, 6)
    return low, rise, round(rise / low * 100, 6) if low > 0 else float("inf")


def progression_criteria(nadir: Labs, now: Labs, measurable: Measurable) -> tuple[str, ...]:
    """The sentence of every progression criterion that is met."""
    met = [_serum_rise(nadir, now), _urine_rise(nadir, now)]
    if not measurable.m_protein:
        # Light chains count only where no M-protein can be followed: serum never measured leaves that open.
        if "serum M-protein at baseline" not in measurable.unsure:
            met.append(_flc_rise(nadir, now))
        if not measurable.flc:
            met += [_marrow_rise(nadir, now), _circulating_rise(nadir, now)]
    met += [lesion_growth(nadir, now), _diameter_rise(nadir, now)]
    return tuple(words for words in met if words)


def _serum_rise(nadir: Labs, now: Labs) -> str:
    rise = _rise(nadir, now, "m_protein")
    if rise and ((rise[2] >= 25 and rise[1] >= 0.5) or (rise[0] >= 5 and rise[1] >= 1)):
        return f"serum M-protein rose {rise[1]:g} g/dL{_percent(rise)} from its nadir of {rise[0]:g}"
    return ""


def _percent(rise: tuple[float, float, float]) -> str:
    if rise[2] == float("inf"):
        return ""
    return f" ({rise[2]:,.0f} %)" if rise[2] >= 1000 else f" ({rise[2]:.3g} %)"


def _urine_rise(nadir: Labs, now: Labs) -> str:
    rise = _rise(nadir, now, "urine_m_protein")
    if rise and rise[2] >= 25 and rise[1] >= 200:
        return f"urine M-protein rose {rise[1]:g} mg/24 h{_percent(rise)} from its nadir of {rise[0]:g}"
    return ""


def _flc_rise(nadir: Labs, now: Labs) -> str:
    rise = _rise(nadir, now, "dflc")
    if rise and rise[2] >= 25 and rise[1] > 100:
        return f"involved minus uninvolved light chain rose {rise[1]:g} mg/L{_percent(rise)} from its nadir of {rise[0]:g}"
    return ""


def is_light_chain_escape(nadir: Labs, now: Labs, measurable: Measurable) -> bool:
    """Light chains rise as for progression while the M-protein that is followed does not: a flag, not a category."""
    return (
        measurable.m_protein
        and bool(_flc_rise(nadir, now))
        and not (_serum_rise(nadir, now) or _urine_rise(nadir, now))
    )


def _marrow_rise(nadir: Labs, now: Labs) -> str:
    rise = _rise(nadir, now, "marrow_plasma_cells")
    if rise and rise[2] >= 25 and rise[1] >= 10:
        return (
            f"marrow plasma cells rose {rise[1]:g} points{_percent(rise)} from their nadir of {rise[0]:g} %"
        )
    return ""


def _circulating_rise(nadir: Labs, now: Labs) -> str:
    rise = _rise(nadir, now, "circulating_plasma_cells_per_ul")
    if rise and rise[2] >= 50 and now["circulating_plasma_cells_per_ul"] >= 200:
        return f"circulating plasma cells rose{_percent(rise)} to {now['circulating_plasma_cells_per_ul']:g} per uL"
    return ""


def lesion_growth(nadir: Labs, now: Labs) -> str:
    """A new lesion, or known ones grown by half: no repeat is needed to confirm it."""
    if now.get("new_lesion"):
        return "a new lesion is seen"
    rise = _rise(nadir, now, "plasmacytoma_spd")
    if rise and rise[2] >= 50:
        return f"plasmacytoma size rose{_percent(rise)} from its nadir of {rise[0]:g} cm2"
    return ""


def _diameter_rise(nadir: Labs, now: Labs) -> str:
    rise = _rise(nadir, now, "longest_diameter_cm")
    if rise and rise[2] >= 50 and (now.get("short_axis_cm") or 0) > 1:
        return f"a lesion over 1 cm in short axis grew{_percent(rise)} in its longest diameter"
    return ""
