"""Where a series stands after its last visit: its word, the next deeper one, progression, and what each would take."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from utils.clinic.dates import known_dates
from utils.clinic.response.categories import CATEGORIES, RANK, Rules
from utils.clinic.response.complete import is_negative
from utils.clinic.response.labs import read_labs, read_light_chains
from utils.clinic.response.limits import (
    Arms,
    followed_test,
    progression_arms,
    response_limits,
    value_of,
    write_at_least,
    write_at_most,
)
from utils.clinic.response.measurable import FLC_RATIO_NORMAL, RULE, SAY, Labs, Measurable
from utils.clinic.response.response import BASELINE_DAYS, cut_episodes
from utils.clinic.response.series import Memory, VisitResult, follow_episode
from utils.clinic.results import Finding, join_words


@dataclass(frozen=True, kw_only=True, repr=False)
class Standing(Finding):
    """The word of the last visit, and what would change it.

    followed: the test that is followed (empty: none can be); baseline, lowest: its values, the lowest confirmed.
    limits: word -> highest value of that test which reaches it. arms: where progression begins, None when unknown.
    deeper, worse: each a sentence, what the next word and what progression would take.
    """

    word: str
    confirmed: bool
    followed: str
    baseline: float | None
    lowest: float | None
    limits: dict[str, float]
    arms: Arms | None
    deeper: str
    worse: str

    @property
    def headline(self) -> str:
        """The word, and whether a second visit has confirmed it."""
        return self.word if self.confirmed or self.word not in RANK else f"{self.word}, seen once"


def judge_standing(labs: Any, starts: Iterable[Any] = ()) -> Standing:
    """Where a laboratory series stands after its last visit, and what the next words would take.

    labs, starts: as for `response_timeline`, whose last visit this explains. Source: resp16.

    >>> import pandas as pd
    >>> rows = [(day, test, value, unit) for day, m in (("2020-01-01", 40), ("2020-02-01", 18))
    ...         for test, value, unit in [("m_protein", m, "g/L"), ("urine_m_protein", 0, "mg/24 h")]]
    >>> judge_standing(pd.DataFrame(rows, columns=["date", "test", "value", "unit"])).deeper
    'VGPR needs serum M-protein of 0.4 g/dL or less (now 1.8 g/dL).'
    """
    visits = read_light_chains(read_labs(labs))
    *_, (baseline, members, began) = cut_episodes(visits, known_dates(starts, "starts"), BASELINE_DAYS)
    results, memory = follow_episode(0, began, baseline, members, Rules())
    last = results[-1] if results else VisitResult.untreated(visits[-1])
    test = followed_test(memory.measurable) or ("m_protein" if "m_protein" in memory.nadir else "")
    lowest = memory.nadir.get(test)
    arms = None if lowest is None else progression_arms(test, lowest)
    before = baseline.get(test)
    known = bool(followed_test(memory.measurable)) and before is not None
    now = {**memory.kept, **(members[-1].values if members else baseline)}
    return Standing(
        why=last.why, rule=RULE, needs=last.needs, word=last.category, confirmed=last.confirmed, followed=test,
        baseline=before, lowest=lowest, limits=response_limits(test, before) if known else {}, arms=arms,
        deeper=_deeper(last, memory, now), worse=_worse(last, memory, test, arms),
    )  # fmt: skip


def _deeper(last: VisitResult, memory: Memory, now: Labs) -> str:
    """What the next deeper word would take."""
    if last.category == "baseline":
        return "The first visit after treatment began gives the first word."
    if memory.progressed:
        return "A new treatment would begin from a new baseline."
    if last.category == "PD":
        return ""
    if last.category not in RANK:
        return f"A word needs: {join_words(last.needs)}." if last.needs else ""
    if last.category == "sCR":
        return "There is no deeper word; MRD is measured beside it."
    word, asked = next_word(last.category, memory.baseline, now, memory.measurable)
    asked = asked or last.needs
    return f"{word} needs {', and '.join(asked)}." if asked else ""


def next_word(word: str, baseline: Labs, now: Labs, measurable: Measurable) -> tuple[str, tuple[str, ...]]:
    """The next deeper word, and what is still asked for it."""
    if word in ("VGPR", "CR"):
        return CATEGORIES[RANK[word] + 1], _asked_complete(word, now, measurable)
    level = RANK[word] + 1
    if level == 1 and not measurable.m_protein:
        level = 2  # resp16 has no minimal response by light chains, marrow or lesion
    if level == 3 and followed_test(measurable) == "marrow_plasma_cells":
        return CATEGORIES[level], (
            "a protein that can be followed: the marrow alone gives no word beyond PR",
        )
    return CATEGORIES[level], tuple(_asked_falls(level, baseline, now, measurable))


def _asked_falls(level: int, baseline: Labs, now: Labs, measurable: Measurable) -> Iterable[str]:
    """Each measured component that has not fallen far enough for this level."""
    for test, followed in (
        ("m_protein", measurable.serum), ("urine_m_protein", measurable.urine), ("dflc", measurable.flc),
        ("marrow_plasma_cells", measurable.marrow),
    ):  # fmt: skip
        if not followed:
            continue
        limit = response_limits(test, baseline[test]).get(CATEGORIES[level])
        value = now.get(test)
        below = test == "urine_m_protein" and limit in (100.0, 200.0)
        if limit is not None and (value is None or (value >= limit if below else value > limit)):
            amount = f"below {limit:g} mg/24 h" if below else f"of {write_at_most(test, limit)} or less"
            yield f"{SAY[test]} {amount} (now {value_of(now, test)})"
    urine = now.get("urine_m_protein")
    if level == 3 and not measurable.urine and measurable.serum and (urine is None or urine >= 100):
        yield f"24-h urine M-protein below 100 mg/24 h (now {value_of(now, 'urine_m_protein')})"
    if measurable.lesion:
        before, size = baseline["plasmacytoma_spd"], now.get("plasmacytoma_spd")
        if size is None or size > before / 2:
            yield "the plasmacytoma halved"


def _asked_complete(word: str, now: Labs, measurable: Measurable) -> tuple[str, ...]:
    """Each condition of a complete, or of a stringent complete, response that is not met or not known."""
    low, high = FLC_RATIO_NORMAL
    ratio = now.get("flc_ratio")
    normal = ratio is not None and low <= ratio <= high
    asked = []
    if word == "VGPR":
        bands = [
            where
            for where, protein in (("serum", "m_protein"), ("urine", "urine_m_protein"))
            if not is_negative(now, protein, f"{where}_immunofixation")
        ]
        if bands:
            asked.append(f"no band on immunofixation of {' and '.join(bands)}")
        marrow = now.get("marrow_plasma_cells")
        if marrow is None or marrow >= 5:
            asked.append(f"plasma cells in the marrow below 5 % (now {value_of(now, 'marrow_plasma_cells')})")
        if measurable.lesion and now.get("plasmacytoma_spd") != 0:
            asked.append("the plasmacytoma gone")
        if measurable.flc and not normal:
            asked.append("a normal ratio of the light chains")
        return tuple(asked)
    if not normal:
        asked.append(f"a ratio of the light chains between {low:g} and {high:g}")
    if now.get("marrow_clonal_cells") != 0:
        asked.append("no clonal cells in a marrow biopsy")
    return tuple(asked)


def _worse(last: VisitResult, memory: Memory, test: str, arms: Arms | None) -> str:
    """What progression would take, or what would confirm it."""
    if memory.progressed:
        return f"Progression is confirmed and counts from {memory.progressed.day} {memory.progressed:%B %Y}."
    if not arms:
        return ""
    sign = "more than" if arms.beyond and arms.both == arms.by_amount else "at least"
    figure = f"{sign} {write_at_least(test, arms.both)}"
    if last.category == "PD":
        return f"Progression is confirmed if the next visit shows it again ({figure})."
    return f"Progression (PD) would be {figure}, on two visits in a row."
