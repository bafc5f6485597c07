"""Classes, agents, regimens and decisions of agencies agree with each other."""

import pytest

from utils.evidence import table


def split(cell: object) -> list[str]:
    return [part for part in str(cell).split(";") if part] if isinstance(cell, str) else []


@pytest.fixture(scope="module")
def drugs():
    return table("drugs").set_index("drug_id")


def test_legend_order_has_no_gap_or_tie():
    assert sorted(table("classes")["order"]) == list(range(1, len(table("classes")) + 1))


def test_every_class_has_a_member(drugs):
    assert set(table("classes")["class_id"]) == set(drugs["class_id"])


def test_members_in_tidy_form_are_the_members_of_the_regimen():
    tidy = table("regimen_drugs").sort_values("order").groupby("regimen_id")["drug_id"].agg(list)
    regimens = table("regimens").set_index("regimen_id")["members"]
    assert tidy.to_dict() == {regimen: split(members) for regimen, members in regimens.items()}


@pytest.mark.parametrize(
    ("kind", "size"), [("single agent", 1), ("doublet", 2), ("triplet", 3), ("quadruplet", 4)]
)
def test_kind_counts_the_members(kind, size):
    members = table("regimens").query("kind == @kind")["members"]
    assert {len(split(m)) for m in members} == {size}


@pytest.mark.parametrize(
    ("name", "members"),
    [
        ("D-VRd", {"daratumumab", "bortezomib", "lenalidomide", "dexamethasone"}),
        ("VMP", {"bortezomib", "melphalan", "prednisone"}),
        ("KPd", {"carfilzomib", "pomalidomide", "dexamethasone"}),
        ("BVd", {"belantamab_mafodotin", "bortezomib", "dexamethasone"}),
        ("Tec-Dara", {"teclistamab", "daratumumab"}),
        ("cilta-cel", {"ciltacabtagene_autoleucel"}),
    ],
)
def test_letters_mean_what_a_clinician_expects(name, members):
    row = table("regimens").set_index("name").loc[name]
    assert set(split(row["members"])) == members


def test_no_spelling_belongs_to_two_regimens():
    owner = {}
    for row in table("regimens").itertuples():
        for spelling in [row.name, *split(row.synonyms)]:
            assert owner.setdefault(spelling.lower(), row.regimen_id) == row.regimen_id


def test_no_name_brand_or_abbreviation_belongs_to_two_agents(drugs):
    owner = {}
    for drug_id, row in drugs.iterrows():
        for spelling in {
            row["name"].lower(),
            *(s.lower() for s in split(row["brand_names"]) + split(row["synonyms"])),
        }:
            assert owner.setdefault(spelling, drug_id) == drug_id


def test_first_year_is_the_year_of_the_earliest_decision(drugs):
    decisions = table("approvals").query("agency == 'FDA'").dropna(subset=["date", "drugs"])
    decisions = decisions[~decisions["pathway"].isin(["label change", "application"])]
    for drug_id, first in drugs["first_fda_year"].dropna().items():
        years = [row.date.year for row in decisions.itertuples() if split(row.drugs)[0] == drug_id]
        assert years, drug_id
        assert min(years) == first, drug_id


def test_what_is_unsettled_says_so_in_both_tables(drugs):
    unsettled = table("approvals").query("status == 'unsettled'")
    named = {split(d)[0] for d in unsettled["drugs"]}
    assert set(drugs.query("label_status == 'unsettled'").index) <= named
    assert unsettled["note"].str.contains("found").all()
    assert unsettled["reviewed"].notna().all()


def test_withdrawn_agents_have_a_withdrawn_decision(drugs):
    gone = {split(d)[0] for d in table("approvals").query("status == 'withdrawn'")["drugs"]}
    assert set(drugs.query("label_status == 'withdrawn'").index) <= gone


def test_a_date_comes_with_its_precision():
    approvals = table("approvals")
    assert (approvals["date"].isna() == approvals["date_precision"].isna()).all()
    rough = approvals[approvals["date_precision"].isin(["month", "year"])]
    assert (rough["date"].dt.day == 1).all()


def test_venetoclax_is_not_called_approved(drugs):
    assert drugs.loc["venetoclax", "label_status"] == "not approved"
    assert not any("venetoclax" in split(d) for d in table("approvals")["drugs"])


@pytest.mark.parametrize("plan", table("plans").dropna(subset=["regimen_id"])["plan_id"])
def test_a_plan_gives_the_drugs_of_its_regimen_and_no_other(plan):
    members = table("regimens").set_index("regimen_id")["members"]
    given = table("schedules").query("plan_id == @plan")["drug_id"]
    assert set(given) == set(split(members[table("plans").set_index("plan_id").loc[plan, "regimen_id"]]))


def test_a_day_that_the_course_has_placed_says_so():
    placed = table("schedules").query("not day_read")
    assert len(placed)
    assert placed["note"].notna().all()


def test_a_stretch_of_cycles_follows_on_the_one_before():
    stretches = table("schedules").query("first_day == 1 and cycle_days < 365").sort_values("from_cycle")
    for _, rows in stretches.groupby(["plan_id", "what"]):
        ends = [0, *rows["to_cycle"].dropna().astype(int)]
        assert list(rows["from_cycle"]) == [end + 1 for end in ends[: len(rows)]]
