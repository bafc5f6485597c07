"""Where a staging rule turns on one test: the cut-offs of each ruler, so that a value can be seen beside them.

They repeat, for drawing and for explaining, what the rules of this room ask; a test holds each of them against its rule.
"""

from __future__ import annotations

from dataclasses import dataclass

DIAGNOSIS, SMOULDERING, ISS, R2ISS, RISS = "Diagnosis", "20-2-20", "ISS", "R2-ISS", "R-ISS"
HR2025, FRAILTY, SIMPLE = "IMS/IMWG 2025", "IMWG frailty", "Simplified frailty"


@dataclass(frozen=True)
class Cutoff:
    """One turning point of one test, in the clinic's unit.

    system: the rule that turns here. words: what lies on the worse side. worse: "above" or "below" the value.
    included: whether the value itself is on the worse side.
    """

    test: str
    value: float
    system: str
    words: str
    worse: str = "above"
    included: bool = True

    def holds(self, value: float) -> bool:
        """Does this value lie on the worse side?

        >>> Cutoff("albumin", 3.5, ISS, "no stage I", "below", False).holds(3.5)
        False
        """
        if value == self.value:
            return self.included
        return value > self.value if self.worse == "above" else value < self.value


# Sources beside the rules: imwg-dx14, flc-note, smm-mayo18, iss05, riss15, r2iss22, hr25, frail15, frail20.
CUTOFFS = (
    Cutoff("marrow_plasma_cells", 10, DIAGNOSIS, "more than MGUS"),
    Cutoff("marrow_plasma_cells", 20, SMOULDERING, "one factor", included=False),
    Cutoff("marrow_plasma_cells", 60, DIAGNOSIS, "myeloma by itself (S)"),
    Cutoff("m_protein", 2, SMOULDERING, "one factor", included=False),
    Cutoff("m_protein", 3, DIAGNOSIS, "more than MGUS"),
    Cutoff("flc_ratio", 20, SMOULDERING, "one factor", included=False),
    Cutoff("flc_ratio", 100, DIAGNOSIS, "a defining event (Li), with 100 mg/L or more of the chain"),
    Cutoff("haemoglobin", 10, DIAGNOSIS, "a defining event (A)", "below", False),
    Cutoff("calcium", 11, DIAGNOSIS, "a defining event (C)", included=False),
    Cutoff("creatinine", 1.2, HR2025, "a high beta-2-microglobulin is no longer counted"),
    Cutoff("creatinine", 2, DIAGNOSIS, "a defining event (R)", included=False),
    Cutoff("b2m", 3.5, ISS, "no stage I"),
    Cutoff("b2m", 5.5, ISS, "stage III"),
    Cutoff("b2m", 5.5, HR2025, "high risk, with creatinine below 1.2 mg/dL"),
    Cutoff("albumin", 3.5, ISS, "no stage I", "below", False),
    Cutoff("ldh", 1, RISS, "no stage I, and stage III with ISS III", included=False),
    Cutoff("ldh", 1, R2ISS, "1 point", included=False),
    Cutoff("del17p", 0, RISS, "a high-risk change, in any share of cells", included=False),
    Cutoff("del17p", 0, R2ISS, "1 point, in any share of cells", included=False),
    Cutoff("del17p", 20, HR2025, "high risk", included=False),
    Cutoff("age", 76, FRAILTY, "1 point"),
    Cutoff("age", 81, FRAILTY, "2 points"),
    Cutoff("age", 76, SIMPLE, "1 point"),
    Cutoff("age", 81, SIMPLE, "2 points"),
    Cutoff("adl", 4, FRAILTY, "1 point", "below"),
    Cutoff("iadl", 5, FRAILTY, "1 point", "below"),
    Cutoff("charlson", 2, FRAILTY, "1 point"),
    Cutoff("charlson", 2, SIMPLE, "1 point"),
    Cutoff("ecog", 1, SIMPLE, "1 point"),
    Cutoff("ecog", 2, SIMPLE, "2 points"),
)  # fmt: skip


def cutoffs_of(test: str) -> tuple[Cutoff, ...]:
    """Every cut-off on the ruler of one test, the lowest first.

    >>> [cutoff.value for cutoff in cutoffs_of("albumin")]
    [3.5]
    """
    return tuple(sorted((c for c in CUTOFFS if c.test == test), key=lambda c: c.value))


def crossed(test: str, before: float, after: float) -> tuple[Cutoff, ...]:
    """The cut-offs that lie between two values of one test.

    >>> [(c.system, c.value) for c in crossed("b2m", 4.1, 5.5)]
    [('ISS', 5.5), ('IMS/IMWG 2025', 5.5)]
    """
    return tuple(c for c in cutoffs_of(test) if c.holds(before) != c.holds(after))
