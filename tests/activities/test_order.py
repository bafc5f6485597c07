"""The order explorer: people are counted as published, what is not known is not drawn, groups that differ say so."""

import pytest

from utils.activities import order_explorer
from utils.activities.orders.series import (
    ANY,
    BEFORE,
    BISPECIFIC,
    CAR_T,
    MIXED,
    NEXT,
    OTHER,
    SAME,
    SERIES,
    TALQUETAMAB,
    find_series,
)
from utils.charts.people_rows import ACROSS, LINES, ROWS
from utils.evidence import table


@pytest.fixture(scope="module")
def made():
    activity = order_explorer()
    yield activity
    activity.close()


def test_every_series_is_a_fact_with_a_source_that_was_seen():
    facts, sources = table("outcomes").set_index("id"), table("sources").set_index("source_id")
    for series in SERIES:
        assert facts.loc[series.fact, "endpoint"] == "orr_pct"
        assert sources.loc[facts.loc[series.fact, "source_id"], "confirmation"] in ("seen", "confirmed")


@pytest.mark.parametrize(
    ("before", "name", "people", "responded"),
    [(MIXED, "teclistamab, US consortium", 193, 94), (MIXED, "cilta-cel, CARTITUDE-2 cohort C", 20, 12),
     (MIXED, "elranatamab, MagnetisMM-1", 13, 7), (CAR_T, "talquetamab, MonumenTAL-1", 36, 26),
     (BISPECIFIC, "talquetamab, MonumenTAL-1", 18, 8), (TALQUETAMAB, "BCMA CAR T cells, 20 centres", 119, 105)],
)  # fmt: skip
def test_people_are_drawn_as_they_were_counted(made, before, name, people, responded):
    made.update(before=before, aims_at=ANY)
    series, dots = made.answer["series"], made.answer["people"]
    mine = dots[dots["place"] == series.loc[series["name"] == name, "place"].iloc[0]]
    assert (len(mine), int(mine["responded"].sum())) == (people, responded)
    assert mine[["column", "line"]].drop_duplicates().shape[0] == people


def test_no_person_is_drawn_where_the_number_was_not_said(made):
    made.update(before=CAR_T, aims_at=SAME)
    series, dots = made.answer["series"], made.answer["people"]
    unknown = series[~series["known"]]
    assert len(unknown) == 3
    assert not dots["place"].isin(unknown["place"]).any()
    assert unknown["says"].str.contains("people not said").all()


def test_every_setting_fits_the_picture_and_more_than_one_group_is_warned_of(made):
    for before in BEFORE:
        for aims_at in NEXT:
            made.update(before=before, aims_at=aims_at)
            assert made.error is None
            rows = find_series(before, aims_at)
            assert len(rows) <= ROWS
            assert not (rows["people"].dropna() > ACROSS * LINES).any()
            caution = made.chart.words["caution"]
            assert ("these groups differ" in caution) == (len(rows) > 1)
            assert bool(caution) == bool(len(rows))


def test_a_gap_is_called_a_gap(made):
    made.update(before=TALQUETAMAB, aims_at=OTHER)
    assert "no published series was found" in made.sentence
    assert made.answer["people"].empty
