"""The named tables of the course. Each docstring is the dataset's card: what a row is, where it comes from, its traps.

Every loader returns a fresh DataFrame, typed as course_data/datapackage.json declares, missing kept missing,
and raises CourseDataError (file, row, column, how to mend) when its file is malformed.
"""

import pandas as pd

from utils.evidence.tables import table


def trials() -> pd.DataFrame:
    """Trials and cohorts behind the course; one row each.

    Key `trial_id`. `setting` and `line` say who was treated, `refractoriness`, `eligibility` and `population`
    what they had had before, `control` what the trial compared with, `era` when treatment was of its time.
    Trap: two trials in the same setting may still have met different people; see `compare`.
    """
    return table("trials")


def arms() -> pd.DataFrame:
    """Treatment arms (or strata of a cohort); one row each, key `arm_id`, belonging to `trial_id`.

    `n` counts people in the analysis named by `n_denominator`: everyone randomised (itt), only those who
    received the cells (infused), only those treated, only those whose response could be judged (evaluable).
    """
    return table("arms")


def outcomes(superseded: bool = True) -> pd.DataFrame:
    """Results; one row per arm, endpoint, population and data cut, key `id`.

    `value` in `unit`, interval `ci_low`-`ci_high` at `ci_level` per cent (not always 95), missing when
    `not_reached`. A hazard ratio names the comparator's arm in `comparison`; below 1 favours `arm_id`.
    `follow_up_months` is the median follow-up of that cut, `locator` says what of the source was read.
    Traps: an earlier cut that a later row supersedes ends in `-cut_YYYY`; superseded=False leaves those out.
    `population` tells whom a row counts (itt, infused, a subgroup ...). Medians of different trials are not
    on one scale: see `compare`.
    """
    rows = table("outcomes")
    return rows if superseded else rows[~rows["id"].str.contains("-cut_")].reset_index(drop=True)


def endpoints() -> pd.DataFrame:
    """The closed list of endpoints: what each measures, its unit, and whether higher or lower is better.

    A landmark carries its month in place of `N`: `pfs_pct_at_48` is an instance of `pfs_pct_at_N`.
    """
    return table("endpoints")


def sources() -> pd.DataFrame:
    """Publications, labels, registries and pages; one row each, key `source_id`.

    `confirmation`: seen (a page carrying the statement was read), confirmed (looked up a second time),
    recalled (bibliographic details only: no number rests on it). `reviewed` is the day it was last read.
    """
    return table("sources")


def second_readings() -> pd.DataFrame:
    """Results that were found in a second source too; one row each, key `id` (a result of `outcomes`).

    `value` is as `second_source_id` prints it. Trap: `note` says when the second page is a copy of the first abstract
    or reports the same congress talk; such a reading secures that the number was copied rightly, not that it is true.
    """
    return table("second_readings")


def changes() -> pd.DataFrame:
    """What the course corrected; one row a correction, key `change_id`, of the cell `table` / `id` / `column`.

    `before` and `now` are what stood and what stands there; `column` "meaning" says that the number stayed and that it had
    been explained wrongly. `notebooks` are those that had printed it. Trap: it begins on 28 November 2026; what was mended
    while the course was being written is not in it.
    """
    return table("changes")


def drugs() -> pd.DataFrame:
    """Drugs used against myeloma; one row each: class, target, route, what it is known to do."""
    return table("drugs")


def classes() -> pd.DataFrame:
    """Drug classes; one row each: target, mechanism in words, typical toxicity."""
    return table("classes")


def regimens() -> pd.DataFrame:
    """Regimens and the drugs they are made of."""
    return table("regimens")


def approvals() -> pd.DataFrame:
    """Decisions of medicines agencies: agency, date, indication, status. What is pending says so, with its date."""
    return table("approvals")


def resistance() -> pd.DataFrame:
    """Mechanisms of resistance by drug class, with level, strength of evidence and frequency with its denominator."""
    return table("resistance")


def staging_outcomes() -> pd.DataFrame:
    """Survival by stage or risk group in each staging system's own cohort; a group of one system is not that of another."""
    return table("staging_outcomes")


def natural_history() -> pd.DataFrame:
    """What happens to groups of people over time without regard to one trial: progression, survival by era and line."""
    return table("natural_history")


def attrition() -> pd.DataFrame:
    """How many people go on from one line of therapy to the next.

    Trap: the word has several incompatible meanings; `definition` says which one a row uses.
    """
    return table("attrition")


def safety() -> pd.DataFrame:
    """Harms: how often, how severe, in whom, in which trial."""
    return table("safety")


def warnings() -> pd.DataFrame:
    """What labels warn of, in plain words: one row a warning, key `warning_id`, about `drug_id`.

    `boxed`: it stands in the label's boxed warning, the strongest there is in the United States; `fatal`: deaths are named.
    `signs` are what a person can notice. `notebooks` says which notebooks present the drug.
    Traps: a `subject` of "no boxed warning" or "no label" is a statement about the label, not a harm. The rows are not the
    whole label, and labels of other countries differ: `agency`.
    """
    return table("warnings")


def supportive() -> pd.DataFrame:
    """Supportive care: infection, bone, kidney, thrombosis, hepatitis B, vaccines, palliation, each with its source."""
    return table("supportive")


def sequencing() -> pd.DataFrame:
    """Settings in the course of the disease: the question, the options studied or approved, evidence apart from opinion."""
    return table("sequencing")


def misconceptions() -> pd.DataFrame:
    """What people often believe about myeloma treatment, and what the evidence says."""
    return table("misconceptions")


def web_claims() -> pd.DataFrame:
    """Claims of three health-web articles, judged against the evidence."""
    return table("web_claims")


def web_errors() -> pd.DataFrame:
    """Errors of unit, sign or attribution found on real web pages."""
    return table("web_errors")


def glossary() -> pd.DataFrame:
    """Terms of the course in three wordings, one row a term: plain, student, clinician."""
    return table("glossary")
