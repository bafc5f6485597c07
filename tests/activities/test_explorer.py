"""The explorer filters what it says it filters, ranks nothing, and names what differs."""

import re

import pytest

from tests.counting import course_calls
from utils.activities import evidence_explorer
from utils.activities import explorer as room
from utils.activities.controls import Settings
from utils.activities.dial import this_year
from utils.evidence import outcomes, trials

START = {"endpoint": "pfs_hr", "setting": "first treatment", "drug_class": "", "refractory": "", "period": "any",
         "parts": False, "superseded": False, "first": "", "second": "", "as_of": this_year()}  # fmt: skip


@pytest.fixture(scope="module")
def known():
    return room.gather_results()


@pytest.fixture(scope="module")
def built():
    made = evidence_explorer()
    yield made, made.values
    made.close()


@pytest.fixture
def explorer(built):
    """As it begins."""
    made, start = built
    made.update(**start)
    return made


def found(known, **changes):
    return room.find_matches(known, Settings(**{**START, **changes}))


def choose(explorer, *ids, **changes):
    """Choose the rows of these results; what the activity answers."""
    explorer.update(first=ids[0], second=ids[1], **changes)
    return explorer.sentence


def test_every_setting_offered_has_results_and_every_trial_has_a_setting(known):
    for setting in room.SETTINGS:
        assert any(len(found(known, setting=setting, endpoint=e)) for e in room.ENDPOINTS.values()), setting
    offered = {name for names in room.SETTINGS.values() for name in names}
    assert set(known["setting"]) <= offered


def test_every_wording_of_refractoriness_has_a_group(known):
    assert set(known["group"]) == set(room.REFRACTORY)
    assert {room.group_refractoriness(words) for words in trials()["refractoriness"]} <= set(room.REFRACTORY)


@pytest.mark.parametrize(
    ("words", "group"),
    [
        ("untreated", "not treated before"),
        ("lenalidomide-refractory excluded", "lenalidomide-refractory kept out"),
        ("all lenalidomide-refractory; 24 % and 22 % anti-CD38-refractory", "lenalidomide-refractory, all or most"),
        ("85 % anti-CD38-refractory, 79 % lenalidomide-refractory", "refractory to an anti-CD38 antibody"),
        ("88 % triple-class refractory, 42 % penta-refractory", "triple-class exposed or refractory"),
        ("80 % refractory to the BCMA drug they had had", "after a BCMA treatment"),
        ("lenalidomide-refractory 32 % and 36 % of the arms", "mixed, or not stated"),
        ("not stated here", "mixed, or not stated"),
    ],
)  # fmt: skip
def test_refractoriness_is_read_from_the_curators_words(words, group):
    assert room.group_refractoriness(words) == group


def test_each_filter_keeps_what_it_names(known):
    assert set(found(known, setting="maintenance")["setting"]) == {"maintenance"}
    antibody = found(known, drug_class="anti_cd38")
    assert len(antibody)
    assert antibody["drugs"].str.contains("daratumumab|isatuximab").all()
    late = found(known, period="2023 and later", setting="early relapse")
    assert late["year"].min() >= 2023
    spared = found(known, refractory="lenalidomide-refractory kept out", setting="early relapse")
    assert "POLLUX" in set(spared["trial"])
    assert "CARTITUDE-4" not in set(spared["trial"])


def test_superseded_cuts_and_parts_come_only_when_asked_for(known):
    relapse = {"setting": "early relapse", "endpoint": "os_hr"}
    assert not found(known, **relapse)["superseded"].any()
    assert "cartitude_4-cilta_cel-os_hr-cut_2023" in set(found(known, **relapse, superseded=True)["id"])
    medians = {"setting": "early relapse", "endpoint": "pfs_median_months"}
    assert not found(known, **medians)["part"].any()
    castor = found(known, **medians, parts=True).query("trial_id == 'castor' and arm_id == 'd_vd'")
    assert {16.7, 27.0, 7.8} <= set(castor["value"])


def test_at_most_fifteen_rows_whole_trials_and_how_many_there_are(explorer, known):
    explorer.update(endpoint="pfs_median_months", setting="early relapse")
    rows = explorer.answer["rows"]
    matching = found(known, endpoint="pfs_median_months", setting="early relapse")
    assert room.MOST_ROWS - 2 <= len(rows) <= room.MOST_ROWS
    assert explorer.sentence.startswith(f"{len(matching)} results match; the newest {len(rows)} are shown")
    shown = matching[matching["id"].isin(rows["id"])]
    assert set(matching[matching["trial_id"].isin(shown["trial_id"])]["id"]) == set(rows["id"])


def test_rows_stand_by_year_and_not_by_value(explorer):
    rows = explorer.answer["rows"]
    years = outcomes().set_index("id").loc[rows["id"], "trial_id"].map(trials().set_index("trial_id")["year"])
    assert list(years) == sorted(years)
    assert list(rows["at"]) != sorted(rows["at"])


def test_nothing_that_matches_is_said_and_drawn_as_nothing(explorer):
    explorer.update(refractory="after a BCMA treatment")
    assert explorer.error is None
    assert len(explorer.answer["rows"]) == 0
    assert explorer.sentence.startswith("No result in the course's tables matches")


def test_two_trials_are_answered_with_their_results_and_what_differs(explorer):
    said = choose(explorer, "perseus-d_vrd-pfs_hr", "maia-d_rd-pfs_hr")
    assert said.startswith(
        "PERSEUS 2024, 0.42 (0.30 to 0.59), and MAIA 2019, 0.55 (0.45 to 0.67): never compared in one"
    )
    for aspect in (
        "setting: ",
        "who could enter: ",
        "compared with: VRd + ASCT + R against Rd",
        "follow-up (months): ",
    ):
        assert aspect in said.replace("Follow", "follow")
    assert list(explorer.answer["rows"].query("chosen")["id"]) == ["maia-d_rd-pfs_hr", "perseus-d_vrd-pfs_hr"]
    assert "not a ranking" in explorer.chart.words["caution"], "the answer is no caution"


def test_a_difference_in_level_is_part_of_the_answer(explorer):
    said = choose(explorer, "imroz-isa_vrd-pfs_hr", "cepheus-d_vrd-pfs_hr")
    assert "evel of the interval (%): 98.5 against 95" in said


def test_two_arms_of_one_randomised_trial_are_named(explorer):
    said = choose(explorer, "maia-d_rd-mrd_neg_pct", "maia-rd-mrd_neg_pct", endpoint="mrd_neg_pct")
    assert "two arms of one randomised trial; chance decided" in said


def test_one_row_twice_or_one_alone_asks_for_a_second(explorer):
    for first, second in (("maia-d_rd-pfs_hr", ""), ("maia-d_rd-pfs_hr", "maia-d_rd-pfs_hr")):
        explorer.update(first=first, second=second)
        assert explorer.sentence.endswith("Choose a second row to see what differs.")


def test_only_rows_of_the_picture_are_offered_by_the_names_of_their_trials(explorer):
    for setting in ("first treatment", "maintenance"):
        explorer.update(setting=setting)
        rows = explorer.answer["rows"]
        offered = explorer.chart.words["offers"]["first"]
        assert offered[0] == ("nothing", "")
        assert [words for words, _ in offered[1:]] == [
            f"{row.letter} {row.label}" for row in rows.itertuples()
        ]
        assert [id for _, id in offered[1:]] == rows["id"].tolist()


def test_a_chosen_row_that_a_filter_takes_away_counts_no_more(explorer):
    explorer.update(first="maia-d_rd-pfs_hr", second="perseus-d_vrd-pfs_hr", setting="maintenance")
    assert explorer.error is None
    assert "never compared" not in explorer.sentence


def test_every_preset_answers(known):
    for endpoint in room.ENDPOINTS.values():
        for setting in room.SETTINGS:
            asked = Settings(**{**START, "endpoint": endpoint, "setting": setting})
            assert room.describe_results(known, asked, room.show_results(known, asked)), (endpoint, setting)


def test_the_list_links_the_source_of_every_row(explorer):
    sources, harms = explorer.view.children[-1].value.split("</details>")[:2]
    assert sources.count("<li>") == sources.count("<a href='http") == len(explorer.answer["rows"])
    assert "<b>lenalidomide</b>: BOXED unborn child" in harms
    explorer.update(setting="maintenance")
    assert "TOURMALINE-MM3" in explorer.view.children[-1].value


def test_markup_in_a_name_is_shown_as_text(explorer):
    rows = explorer.answer["rows"].head(1).assign(label="<img src=x onerror=alert(1)>")
    assert "<img" not in room.write_sources(rows)


def test_it_never_ranks_or_recommends(explorer):
    for setting in room.SETTINGS:
        explorer.update(setting=setting)
        said = explorer.sentence + explorer.chart.words["caution"]
        assert not re.search(r"\bbest\b|\bbetter\b|\bshould\b|\bwinner\b", said)


def test_an_answer_takes_a_few_steps_for_each_result_shown(known):
    """Its seconds are judged by benchmarks/start.py."""
    settings = Settings(
        **{**START, "endpoint": "pfs_median_months", "setting": "early relapse", "parts": True}
    )
    shown = room.show_results(known, settings)
    steps = course_calls(lambda: room.show_results(known, settings))
    assert steps < 10 * sum(len(frame) for frame in shown.values())


def test_two_copies_do_not_disturb_each_other(explorer):
    other = evidence_explorer("orr_pct", "early relapse")
    other.update(drug_class="car_t")
    assert explorer.values["drug_class"] == ""
    assert set(other.answer["rows"]["id"].str.split("-").str[0]) == {"cartitude_4"}
    other.close()
