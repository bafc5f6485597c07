"""What the answers of a class say: items, options, objectives, and before against after. Tables in, tables out.

Item statistics are the usual ones of classical test theory: difficulty is the share right at the first try, discrimination
the correlation of an item with the rest of its own sheet (corrected item-total correlation). Intervals of shares are Wilson's.
"""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import pandas as pd
from scipy.stats import binomtest

from utils.learning.questions import bank
from utils.learning.questions.outcomes import chosen_options
from utils.learning.questions.wording import as_text
from utils.teaching.class_report.handed_in import Learner

FEW = 10  # below this many learners a correlation says nothing
DRAWS = 2000
SURE = ("fairly", "sure")
ITEM_COLUMNS = (
    "question", "sheet", "objective", "answered", "right_pct", "low_pct", "high_pct", "discrimination", "sure_wrong",
)  # fmt: skip


def item_table(learners: Iterable[Learner]) -> pd.DataFrame:
    """One row a question that anybody answered.

    Columns: question, sheet, objective, answered (count), right_pct (first try), low_pct and high_pct (95 % interval),
    discrimination (-1 to 1; empty below ten learners or without spread), sure_wrong (count).
    """
    grid = _grid(learners)
    tells = {
        name: value for _, sheet in grid.groupby("sheet") for name, value in _discriminations(sheet).items()
    }
    answers = dict(list(grid.groupby("question")))
    rows = [
        _item(question, answers[question.id]) | {"discrimination": tells[question.id]}
        for question in _asked(answers)
    ]
    return pd.DataFrame(rows, columns=list(ITEM_COLUMNS))


def _grid(learners: Iterable[Learner]) -> pd.DataFrame:
    """One row an answer: learner (number), sheet, question, right, outcome, sure."""
    rows = [
        (place, name.split("-")[0], name, answer.right, answer.outcome, answer.sure)
        for place, learner in enumerate(learners)
        for name, answer in learner.firsts.items()
    ]
    grid = pd.DataFrame(rows, columns=["learner", "sheet", "question", "right", "outcome", "sure"])
    return grid.astype({"right": bool})


def _asked(answered: Iterable[str]) -> list[bank.Question]:
    answered = set(answered)
    return [question for name, question in bank.all_questions().items() if name in answered]


def _item(question: bank.Question, here: pd.DataFrame) -> dict:
    right, answered = int(here["right"].sum()), len(here)
    interval = binomtest(right, answered).proportion_ci(method="wilson")
    return {
        "question": question.id,
        "sheet": question.id.split("-")[0],
        "objective": question.objective,
        "answered": answered,
        "right_pct": 100 * right / answered,
        "low_pct": 100 * interval.low,
        "high_pct": 100 * interval.high,
        "sure_wrong": int((~here["right"] & here["sure"].isin(SURE)).sum()),
    }


def _discriminations(sheet: pd.DataFrame) -> dict[str, float]:
    """For each question of a sheet its correlation with the share right of the others, over learners who answered both."""
    wide = sheet.pivot(index="learner", columns="question", values="right").astype(float)
    total, count = wide.sum(axis=1), wide.notna().sum(axis=1)
    found = {}
    for name, own in wide.items():
        both = pd.DataFrame({"own": own, "rest": (total - own) / (count - 1).where(count > 1)}).dropna()
        enough = len(both) >= FEW and both["own"].nunique() > 1 and both["rest"].nunique() > 1
        found[name] = float(np.corrcoef(both["own"], both["rest"])[0, 1]) if enough else float("nan")
    return found


def option_table(learners: Iterable[Learner]) -> pd.DataFrame:
    """One row an option or usual slip that could be chosen: question, option, right, chosen (count), sure (count), share_pct, why."""
    answers = dict(list(_grid(learners).groupby("question")))
    rows = [row for question in _asked(answers) for row in _options(question, answers[question.id])]
    return pd.DataFrame(rows, columns=["question", "option", "right", "chosen", "sure", "share_pct", "why"])


def _options(question: bank.Question, here: pd.DataFrame) -> list[dict]:
    if question.type == "numeric":
        told = [
            (slip.expression, slip.why, False, here["outcome"] == place)
            for place, slip in enumerate(question.slips, 1)
        ]
    elif question.type in ("single", "multiple"):
        ticked = here["outcome"].map(lambda outcome: frozenset(chosen_options(question, outcome)))
        told = [
            (
                as_text(option.text, question.given),
                option.why,
                option.right,
                ticked.map(lambda chosen, place=place: place in chosen),
            )
            for place, option in enumerate(question.options)
        ]
    else:
        return []
    return [
        {
            "question": question.id, "option": text, "right": right, "chosen": int(took.sum()),
            "sure": int((took.astype(bool) & here["sure"].isin(SURE)).sum()),
            "share_pct": 100 * float(took.mean()), "why": as_text(why, question.given),
        }
        for text, why, right, took in told
    ]  # fmt: skip


def rank_misconceptions(options: pd.DataFrame, most: int = 10) -> pd.DataFrame:
    """The wrong options most often chosen, those chosen with confidence first among equals; at most `most` rows."""
    wrong = options[~options["right"].astype(bool) & (options["chosen"] > 0)]
    return wrong.sort_values(
        ["chosen", "sure", "question"], ascending=[False, False, True], kind="stable"
    ).head(most)


def objective_table(learners: list[Learner]) -> pd.DataFrame:
    """One row an objective that anybody met: objective, text, learners, share_pct (answers right at the latest try)."""
    asked = bank.all_questions()
    rows = [
        (asked[name].objective, place, right)
        for place, learner in enumerate(learners)
        for name, right in learner.latest.items()
        if not bank.is_of_a_test(name)
    ]
    table = pd.DataFrame(rows, columns=["objective", "learner", "right"])
    summed = table.groupby("objective").agg(
        learners=("learner", "nunique"), share_pct=("right", lambda x: 100 * x.mean())
    )
    summed.insert(0, "text", [bank.objectives().get(name, "") for name in summed.index])
    return summed.reset_index().sort_values("share_pct", kind="stable")


def gain_summary(learners: list[Learner]) -> dict | None:
    """Before against after, over learners who answered at least half of each test; None when nobody did.

    before_pct, after_pct: mean shares right at the first try. gain: the normalised gain of the class, (after - before) /
    (100 - before) (Hake 1998, doi 10.1119/1.18809), with a 95 % bootstrap interval over learners; not a number when everything
    was right before. n: learners.
    """
    pairs = np.array([pair for learner in learners if (pair := _before_after(learner))])
    if not len(pairs):
        return None
    draws = np.random.default_rng(2026).integers(0, len(pairs), (DRAWS, len(pairs)))
    means = pairs[draws].mean(axis=1)
    with np.errstate(invalid="ignore", divide="ignore"):
        gains = (means[:, 1] - means[:, 0]) / (100 - means[:, 0])
        gain = np.float64(pairs[:, 1].mean() - pairs[:, 0].mean()) / np.float64(100 - pairs[:, 0].mean())
    gains = gains[np.isfinite(gains)]
    low, high = np.percentile(gains, [2.5, 97.5]) if len(gains) and len(pairs) > 1 else (np.nan, np.nan)
    before, after = pairs.mean(axis=0)
    return {
        "n": len(pairs),
        "before_pct": before,
        "after_pct": after,
        "gain": gain if np.isfinite(gain) else np.nan,
        "low": low,
        "high": high,
    }


def _before_after(learner: Learner) -> tuple[float, float] | None:
    shares = []
    for test in ("pre", "post"):
        questions = bank.load_sheet(test).questions
        given = [learner.firsts[q.id].right for q in questions if q.id in learner.firsts]
        if 2 * len(given) < len(questions):
            return None
        shares.append(100 * sum(given) / len(given))
    return tuple(shares)
