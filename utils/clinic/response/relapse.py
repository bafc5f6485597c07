"""Clinical relapse (resp16) and significant biochemical relapse (bioch-rel): what turns a rise into a decision.

Neither is used for progression-free survival; both describe what the progression looks like.
"""

from __future__ import annotations

from utils.clinic.response.measurable import FLC_RATIO_NORMAL, Labs
from utils.clinic.response.progression import lesion_growth

CALCIUM_MG_DL = 11.0
HAEMOGLOBIN_FALL_G_DL = 2.0
CREATININE_RISE_MG_DL = 2.0
DOUBLING_DAYS = 61  # two months
DOUBLING_FROM_G_DL = 0.5


def clinical_features(reference: Labs, now: Labs) -> tuple[str, ...]:
    """The signs of clinical relapse at one visit, each with its numbers; attribution to myeloma is a judgement.

    reference: the best values since therapy began (highest haemoglobin, lowest creatinine, smallest lesion).
    Source: resp16.

    >>> clinical_features({"haemoglobin": 13.0}, {"haemoglobin": 11.0, "calcium": 11.0})
    ('haemoglobin fell 2 g/dL to 11',)
    """
    found = [lesion_growth(reference, now)]
    calcium = now.get("calcium")
    if calcium is not None and calcium > CALCIUM_MG_DL:
        found.append(f"calcium {calcium:g} mg/dL is above {CALCIUM_MG_DL:g}")
    found.append(_moved(reference, now, "haemoglobin", -HAEMOGLOBIN_FALL_G_DL, "fell"))
    found.append(_moved(reference, now, "creatinine", CREATININE_RISE_MG_DL, "rose"))
    if now.get("hyperviscosity"):
        found.append("hyperviscosity")
    return tuple(words for words in found if words)


def _moved(reference: Labs, now: Labs, name: str, limit: float, word: str) -> str:
    """A fall (negative limit) or rise of at least the limit, in words."""
    before, value = reference.get(name), now.get(name)
    if before is None or value is None:
        return ""
    if (value >= before) == (limit < 0):
        return ""
    change = round(value - before, 6)
    unit = "g/dL" if name == "haemoglobin" else "mg/dL"
    met = change <= limit if limit < 0 else change >= limit
    return f"{name} {word} {abs(change):g} {unit} to {value:g}" if met else ""


def doubled(before: Labs, now: Labs, days: int) -> str:
    """The M-protein has doubled within two months from 0.5 g/dL or more (bioch-rel).

    >>> doubled({"m_protein": 0.5}, {"m_protein": 1.0}, 61)
    'serum M-protein doubled in 61 days (0.5 to 1 g/dL)'
    """
    low, value = before.get("m_protein"), now.get("m_protein")
    if low is None or value is None or low < DOUBLING_FROM_G_DL or value < 2 * low or days > DOUBLING_DAYS:
        return ""
    return f"serum M-protein doubled in {days} days ({low:g} to {value:g} g/dL)"


def large_rise(nadir: Labs, now: Labs) -> str:
    """A rise which, seen on two consecutive tests, is a significant biochemical relapse (bioch-rel).

    Serum M by 1 g/dL, urine M by 500 mg/24 h, or the involved light chain by 200 mg/L or 25 %,
    whichever is greater, with an abnormal ratio.
    """
    for name, say, limit, unit in (
        ("m_protein", "serum M-protein", 1.0, "g/dL"),
        ("urine_m_protein", "urine M-protein", 500.0, "mg/24 h"),
    ):
        low, value = nadir.get(name), now.get(name)
        if low is not None and value is not None and round(value - low, 6) >= limit:
            return f"{say} is up by {round(value - low, 6):g} {unit}"
    low, value, ratio = nadir.get("involved_flc"), now.get("involved_flc"), now.get("flc_ratio")
    if low is None or value is None or ratio is None or FLC_RATIO_NORMAL[0] <= ratio <= FLC_RATIO_NORMAL[1]:
        return ""
    rise = round(value - low, 6)
    return f"involved light chain is up by {rise:g} mg/L" if rise >= max(200.0, round(low / 4, 6)) else ""
