"""The tables as they stood on a day: nothing appears before it was known, and today nothing is gone."""

from datetime import date

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from utils.evidence import as_of, table, table_names
from utils.evidence.past import UnreadableDay, last_day

DATED = ("sources", "approvals", "outcomes", "trials", "arms", "drugs", "options", "safety", "milestones")


def ids(frame: pd.DataFrame) -> set:
    return set(map(tuple, frame.iloc[:, :2].astype(str).to_numpy()))


@pytest.mark.parametrize("name", table_names())
def test_today_every_table_is_whole(name):
    pd.testing.assert_frame_equal(as_of()[name], table(name))
    assert as_of().later(name).empty


@pytest.mark.parametrize("name", DATED)
def test_what_was_known_stays_known(name):
    years = [as_of(year) for year in range(2003, date.today().year)]
    known = [ids(table(name)) - ids(past.later(name)) for past in years]
    assert all(early <= late for early, late in zip(known, known[1:], strict=False))
    assert len(known[0]) < len(known[-1])


@pytest.mark.parametrize("name", DATED)
def test_rows_are_either_known_or_later(name):
    past = as_of("2021-06")
    assert len(past.later(name)) + len(past[name]) <= len(table(name))
    assert ids(past[name]).isdisjoint(ids(past.later(name)))


def test_a_label_is_not_there_a_month_earlier():
    assert "approval-fda-talquetamab-2023" not in set(as_of("2023-07")["approvals"]["approval_id"])
    assert "approval-fda-talquetamab-2023" not in set(as_of("2023-08-08")["approvals"]["approval_id"])
    assert "approval-fda-talquetamab-2023" in set(as_of("2023-08-09")["approvals"]["approval_id"])


def test_a_day_known_only_by_month_or_year_counts_from_its_end():
    def known(day):
        return set(as_of(day)["approvals"]["approval_id"])

    assert "approval-fda-ide_cel-2021" not in known("2021-03-30")
    assert "approval-fda-ide_cel-2021" in known("2021-03")
    assert "approval-fda-carfilzomib-2012" not in known("2012-11")
    assert "approval-fda-carfilzomib-2012" in known("2012")


def test_an_earlier_cut_stands_until_the_later_one_is_known():
    def shown(day):
        rows = as_of(day)["outcomes"]
        return set(rows["id"][rows["id"].str.startswith("cartitude_4-cilta_cel-pfs_hr")])

    assert shown("2024") == {"cartitude_4-cilta_cel-pfs_hr-cut_2023"}
    assert "cartitude_4-cilta_cel-pfs_hr" in ids_of_today()
    assert "cartitude_4-cilta_cel-pfs_hr-cut_2023" not in shown("2026-10")


def ids_of_today() -> set:
    return set(table("outcomes")["id"])


def test_an_option_needs_its_label_and_its_drugs():
    def options(day):
        return set(as_of(day)["options"]["option_id"])

    assert {"watch", "trial", "supportive"} <= options(2003)
    assert "kpd" not in options(2012)
    assert "kpd" in options(2013)
    assert "tal_dara" not in options("2026-05")


@pytest.mark.parametrize(
    "text", ["21", "2021-13", "2021-02-30", "June 2021", "", "2021-6", "1800", "2021-06-15T10"]
)
def test_what_is_no_day_is_refused_in_words(text):
    with pytest.raises(UnreadableDay, match="no day: write a year"):
        as_of(text)


def test_a_day_to_come_is_refused():
    with pytest.raises(UnreadableDay, match="has not come yet"):
        as_of(f"{date.today().year + 1}")


@given(st.dates(date(2003, 1, 1), date(2026, 11, 27)))
def test_a_day_is_read_in_every_form(day):
    assert last_day(day) == last_day(day.isoformat()) == last_day(pd.Timestamp(day)) == day
    assert last_day(day.year) == date(day.year, 12, 31)


def test_an_unknown_table_is_answered_with_the_nearest():
    with pytest.raises(LookupError, match="'approvals'"):
        as_of(2020)["aprovals"]


FIRST_LABELS = (
    ("approval-fda-talquetamab-2023", "2023-07", "2023-08"),
    ("approval-fda-teclistamab-2022", "2022-09", "2022-10"),
    ("approval-fda-cilta_cel-2024", "2024-03", "2024-04"),
    ("approval-fda-ide_cel-2021", "2021-02", "2021-03"),
    ("approval-fda-dpd-2021", "2021-06", "2021-07"),
    ("approval-fda-bvd-2025", "2025-09", "2025-10"),
    ("approval-ec-bvd-2025", "2025-06", "2025-07"),
    ("approval-fda-tec_dara-2026", "2026-02", "2026-03"),
    ("approval-fda-isatuximab-2020", "2020-02", "2020-03"),
    ("approval-ec-d_vrd-2025", "2025-03", "2025-04"),
    ("approval-fda-selinexor-2020", "2020-11", "2020-12"),
    ("approval-fda-iberdomide-2026", "2026-07", "2026-08"),
    ("approval-fda-elranatamab-2023", "2023-07", "2023-08"),
    ("approval-fda-bortezomib-2003", "2003-04", "2003-05"),
)
FIRST_OPTIONS = (
    ("krd", "2015-06", "2015-07"),
    ("erd", "2015-10", "2015-11"),
    ("kd", "2015-12", "2016-01"),
    ("drd", "2016-10", "2016-11"),
    ("dvd", "2016-10", "2016-11"),
    ("dpd", "2017-05", "2017-06"),
    ("isa_pd", "2020-02", "2020-03"),
    ("dkd", "2020-07", "2020-08"),
    ("svd", "2020-11", "2020-12"),
    ("ide_cel", "2021-02", "2021-03"),
    ("isa_kd", "2021-02", "2021-03"),
    ("cilta_cel", "2022-01", "2022-02"),
    ("bcma_bispecific", "2022-07", "2022-08"),
    ("talquetamab", "2023-07", "2023-08"),
    ("bvd", "2025-06", "2025-07"),
    ("tec_dara", "2026-02", "2026-03"),
    ("iber_dd", "2026-07", "2026-08"),
)


@pytest.mark.parametrize(("label", "before", "month"), FIRST_LABELS)
def test_a_known_label_appears_in_its_month_and_not_before(label, before, month):
    assert label not in set(as_of(before)["approvals"]["approval_id"])
    assert label in set(as_of(month)["approvals"]["approval_id"])


def test_these_labels_rest_on_sources_that_were_seen_and_give_the_month_at_least():
    approvals = table("approvals").set_index("approval_id").loc[[label for label, *_ in FIRST_LABELS]]
    seen = table("sources").set_index("source_id")["confirmation"]
    assert set(approvals["source_id"].map(seen)) <= {"seen", "confirmed"}
    assert set(approvals["date_precision"]) <= {"day", "month"}


@pytest.mark.parametrize(("option", "before", "month"), FIRST_OPTIONS)
def test_an_option_appears_with_its_first_label_and_not_before(option, before, month):
    assert option not in set(as_of(before)["options"]["option_id"])
    assert option in set(as_of(month)["options"]["option_id"])


@pytest.mark.parametrize(
    "drug",
    ["melphalan", "dexamethasone", "autologous_stem_cell_transplant", "radiotherapy_local", "vincristine"],
)
def test_what_is_older_than_modern_labels_was_always_known(drug):
    assert drug in set(as_of(2003)["drugs"]["drug_id"])


@pytest.mark.parametrize(
    "drug", ["mezigdomide", "anitocabtagene_autoleucel", "denosumab", "ciltacabtagene_autoleucel"]
)
def test_a_drug_without_a_date_or_with_a_later_one_was_not_known_then(drug):
    assert drug not in set(as_of(2003)["drugs"]["drug_id"])
    assert drug in set(as_of()["drugs"]["drug_id"])
