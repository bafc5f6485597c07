"""Two rulers on one history: what differs is said and marked, and doors are judged by the number alone."""

import pandas as pd
import pytest

from utils.activities.histories import split_rows
from utils.activities.line_layout import lay_out_history
from utils.activities.line_page import STYLE
from utils.activities.line_presets import EXAMPLES, example_rows
from utils.activities.rulers import count_both, count_unread, judge_doors, say_difference, write_rulers
from utils.clinic import count_lines
from utils.clinic.lines.claims import ClaimsLines
from utils.evidence import table

# guideline, claims, is a bracket marked, a part of the sentence
BOTH = {
    "Everything planned": (1, 1, False, "would count 1 as well."),
    "A pause, then": (1, 1, False, "as well"),
    "A pause of six months": (1, 2, True, "the same drugs after more than 90 days without a bill."),
    "Four drugs": (1, 2, True, "(daratumumab and lenalidomide) is not called maintenance."),
    "A drug added in the second month": (2, 1, True, "begins none: an early addition does not begin a line."),
    "A bridge with": (2, 3, True, "CAR T cells after anything but cyclophosphamide or fludarabine."),
    "A second transplant": (3, 2, True, "begins none: a transplant belongs to what surrounds it."),
    "One drug exchanged": (2, 2, False, "as well."),
}


def both(start):
    rows = example_rows(next(name for name in EXAMPLES if name.startswith(start)))
    treated = split_rows(rows)[0]
    return rows, count_lines(treated), count_both(treated)


@pytest.mark.parametrize("start", BOTH)
def test_both_counts_and_where_they_part(start):
    rows, counted, claims = both(start)
    guideline, other, marked, said = BOTH[start]
    assert (counted.n, claims.n) == (guideline, other)
    assert said in say_difference(counted, claims)
    assert lay_out_history(rows)["claims"]["differs"].any() == marked


def test_doors_follow_the_number_under_each_ruler():
    doors = judge_doors(1, 2).set_index("trial")
    assert list(doors.loc["ICARIA-MM", ["guideline", "claims", "differs"]]) == ["misses", "meets", True]
    assert list(doors.loc["CANDOR", ["guideline", "claims", "differs"]]) == ["meets", "meets", False]
    assert doors.loc["CARTITUDE-1", "guideline"] == "not decided by the number"
    assert set(judge_doors(5, 5).query("trial == 'CARTITUDE-4'")["guideline"]) == {"misses"}


def test_a_criterion_that_was_not_read_is_counted_and_not_guessed():
    asked = set(table("entry_lines")["trial_id"])
    assert len(judge_doors(1, 1)) == len(asked)
    assert count_unread() > 10
    assert "castor" not in asked


def test_drugs_that_the_list_does_not_name_are_said():
    claims = ClaimsLines((), ("panobinostat",))
    assert "not seen here: panobinostat." in write_rulers(count_lines([]), claims)
    assert "data-differs" in write_rulers(*both("A pause of six months")[1:])
    assert STYLE.count('content:"≠ ') == 2
    assert STYLE.replace("\n", "").isprintable()


def test_words_of_trials_and_read_criteria_agree():
    read = table("entry_lines").merge(table("trials")[["trial_id", "eligibility"]], on="trial_id")
    spans = read["eligibility"].str.extract(r"(\d)-(\d) prior lines")
    known = spans[0].notna()
    assert known.sum() >= 5
    assert list(read.loc[known, "least"]) == [int(least) for least in spans.loc[known, 0]]
    assert list(read.loc[known, "most"]) == [int(most) for most in spans.loc[known, 1]]
    assert pd.isna(read.loc[~known, "most"]).all()
