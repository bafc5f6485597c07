"""Months without progression, one mark an arm: named from the tables, never joined."""

import pytest

from utils.charts import plot_first_remissions, plot_later_remissions
from utils.charts.medians import KINDS, name_marks, shorten_regimen
from utils.evidence import outcomes

FIRST = ["maia-rd-pfs_median_months", "maia-d_rd-pfs_median_months", "perseus-d_vrd-pfs_pct_at_48"]


def rows(*ids):
    table = outcomes()
    return table[table["id"].isin(ids)]


def marks(spec):
    return [layer["mark"]["type"] for layer in spec["layer"]]


def test_a_mark_has_its_arm_its_months_and_whether_the_median_is_known():
    named = name_marks(rows(*FIRST)).set_index("arm")
    assert named.loc["D-Rd, MAIA 2019", "months"] == 61.9
    assert named.loc["D-Rd, MAIA 2019", "kind"] == KINDS[0]
    still = named.loc["D-VRd + transplant, PERSEUS 2024"]
    assert (still["months"], still["kind"], still["words"]) == (48, KINDS[1], "84.3 % free at 48")


def test_marks_keep_their_own_population_whatever_the_order():
    ids = [f"castor-d_vd-pfs_median_months{part}" for part in ("", "-prior_lines_1", "-len_refractory")]
    named = name_marks(rows(*ids).sample(frac=1, random_state=1)).set_index("population")["months"]
    assert named.to_dict() == {"itt": 16.7, "prior_lines_1": 27.0, "len_refractory": 7.8}


@pytest.mark.parametrize(
    ("regimen", "label"),
    [
        ("RVd alone + R to progression", "RVd"),
        ("Rd continuous", "Rd"),
        ("standard regimens (DPd/DVd)", "standard regimens"),
    ],
)
def test_regimens_are_shortened(regimen, label):
    assert shorten_regimen(regimen) == label


def test_first_remissions_are_marks_that_nothing_joins():
    spec = plot_first_remissions(rows(*FIRST)).to_dict()
    assert " ".join(spec["title"]["text"]) == (
        "First remissions in trials: medians of 34.4 to 61.9 months, 1 not known yet"
    )
    assert "line" not in marks(spec)
    assert "not a ranking" in " ".join(spec["title"]["subtitle"])
    assert "D-Rd, MAIA 2019: 61.9 months" in spec["description"]


def test_t_cell_therapies_are_told_apart_from_what_was_usual():
    late = rows("karmma_3-standard-pfs_median_months", "karmma_3-ide_cel-pfs_median_months")
    spec = plot_later_remissions(late, t_cell=["ide_cel"]).to_dict()
    assert "KarMMa-3: a median of 13.8 months with ide-cel, 4.4 with standard" in " ".join(
        spec["title"]["text"]
    )
