"""The planner lays out what the tables name, follows Marta, and never chooses."""

import re

import pandas as pd
import pytest

from utils.activities import relapse_planner
from utils.activities.planner import ITEMS, marta_situations
from utils.activities.planner_page import QUESTIONS, write_page
from utils.clinic.errors import ClinicError
from utils.clinic.lines.situations import FAMILIES, Situation
from utils.evidence import facts, table


@pytest.fixture
def planner():
    made = relapse_planner()
    yield made
    made.close()


def page(planner):
    return planner.view.children[-1].value


def button(planner, words):
    return next(b for b in planner.view.children[0].children[1:] if b.description == words)


def test_every_pointer_of_the_options_leads_somewhere():
    options = table("options").astype(object).fillna("")
    known = {
        "settings": set(table("sequencing").setting_id),
        "facts": set(facts()),
        "approvals": set(table("approvals").approval_id),
        "items": set(FAMILIES),
    }
    for column, ids in known.items():
        used = {word for cell in options[column] for word in str(cell).split(";") if word}
        assert used <= ids, column


def test_every_option_is_named_in_the_words_of_its_settings():
    """A drug that stands in no setting's own text must not be offered for it."""
    rows = table("sequencing").set_index("setting_id")
    text = (rows["options"] + " " + rows["alternatives"]).str.lower()
    words = {"cilta_cel": "cilta-cel", "ide_cel": "ide-cel", "bvd": "bvd", "dkd": "dkd", "pvd": "pvd", "svd": "svd",
             "krd": "krd", "dvd": "dvd", "erd": "erd", "ird": "ird", "drd": "drd", "dpd": "dpd"}  # fmt: skip
    general = {"cilta_cel": "car t|another bcma", "ide_cel": "car t", "bvd": "belantamab"}
    for option in table("options").itertuples():
        for setting in option.settings.split(";"):
            if option.option_id in words:
                pattern = "|".join(filter(None, [words[option.option_id], general.get(option.option_id)]))
                assert re.search(pattern, text[setting]), (option.option_id, setting)


def test_marta_starts_at_her_first_relapse(planner):
    assert planner.values["prior_lines"] == 1
    assert planner.values["refractory"] == ["lenalidomide"]
    assert "with lenalidomide no longer working" in planner.sentence


def test_marta_walks_from_relapse_to_relapse(planner):
    lines = [now.prior_lines for now in marta_situations()]
    assert lines == [1, 2, 3]
    button(planner, "Marta, third relapse").click()
    assert planner.values["prior_lines"] == 3
    assert "anti_cd38" in planner.values["refractory"]
    assert "Triple-class or penta-refractory" in page(planner)


def test_what_has_wholly_stopped_working_is_not_named(planner):
    button(planner, "Marta, third relapse").click()
    frame = planner.answer
    named = set(frame.loc[frame["named"], "option"].str.split(":").str[0])
    assert {"PVd", "KPd weekly"}.isdisjoint(named)
    assert "SVd" in named  # bortezomib has stopped working, selinexor has not been used
    spent = (
        frame[frame["state"] != ""]
        .groupby("option")["state"]
        .agg(lambda states: set(states) == {"stopped working"})
    )
    assert not frame[frame["option"].isin(spent[spent].index)]["named"].any()


def test_an_antibody_that_stopped_working_changes_the_marks(planner):
    planner.update(refractory=["lenalidomide", "anti_cd38"])
    rows = planner.answer[planner.answer["family"] == "anti-CD38"]
    assert set(rows["state"]) == {"stopped working"}
    tec_dara = planner.answer[planner.answer["option"] == "Teclistamab with daratumumab"]
    assert not tec_dara["named"].any()


@pytest.mark.parametrize("question", QUESTIONS.items(), ids=lambda item: "-".join(item[0]))
def test_each_answer_raises_its_question(planner, question):
    (name, value), words = question
    planner.update(**{name: value})
    assert words in page(planner)


def test_opinion_stands_apart_and_every_setting_is_dated(planner):
    shown = page(planner)
    blocks = shown.count("<details>")
    assert blocks == shown.count("Opinion, or not known:") == shown.count("Evidence reviewed on ")
    assert blocks >= 4


def test_it_never_recommends(planner):
    for tempo in ("slow", "steady", "fast"):
        planner.update(tempo=tempo)
        said = (planner.sentence + page(planner)).lower()
        assert not re.search(r"\bwe recommend|\byou should|\bbest (?:option|choice)|\bpreferred\b", said)
    assert "Nothing here recommends one." in planner.chart.words["caution"]


def test_a_gap_in_the_evidence_is_said(planner):
    planner.update(prior_lines=2, given=["lenalidomide"], refractory=["lenalidomide"])
    assert planner.chart.words["caution"].startswith("no reviewed setting describes just this situation")


def test_an_own_history_is_the_first_starting_point():
    history = pd.DataFrame(
        [["2020-01-06", "2021-01-04", "DRd", 1, "first treatment", "start"]],
        columns=["start", "stop", "drugs", "planned", "reason", "event"],
    )
    made = relapse_planner(history, ["2020-12-01"])
    assert made.values["refractory"] == ["lenalidomide", "anti_cd38"]
    made.update(prior_lines=3)
    button(made, "This history").click()
    assert made.values["prior_lines"] == 1
    made.close()


@pytest.mark.parametrize(
    ("column", "value", "said"),
    [
        ("drugs", "<img src=x onerror=alert(1)>", "is not a drug"),
        ("drugs", "=cmd|calc", "is not a drug"),
        ("start", "never", "never"),
        ("start", None, "start"),
    ],
)
def test_a_history_that_cannot_be_read_is_refused_in_words(column, value, said):
    with pytest.raises(ClinicError, match=said):
        relapse_planner(table("marta_history").assign(**{column: value}), ["2021-11-22"])


def test_a_history_without_a_column_names_it():
    with pytest.raises(ClinicError, match=r"lacks the column\(s\) drugs"):
        relapse_planner(table("marta_history").drop(columns="drugs"), ["2021-11-22"])


def test_mark_up_in_a_reason_reaches_no_page():
    made = relapse_planner(table("marta_history").assign(reason="<img onerror=x>"), ["2021-11-22"])
    assert "<img" not in page(made) + made.sentence
    made.close()


def test_the_label_of_each_region_is_shown(planner):
    labels = planner.answer.drop_duplicates("option").set_index("option")["labels"]
    assert labels["Cilta-cel (CAR T cells)"] == "US, EU: 1 or more"
    assert labels["Teclistamab with daratumumab"] == "US: 1 or more; EU: not settled"


def test_every_result_on_the_page_is_linked():
    everything = Situation(
        3, frozenset({"transplant"}), frozenset(set(ITEMS.values()) - {"transplant", "carfilzomib"})
    )
    shown = write_page(everything, {})
    results = re.findall(r"<li>(.*?)</li>", shown.split("Questions to bring")[0])
    assert results
    assert all("<a href='https://" in result or "<a href='http" in result for result in results)
