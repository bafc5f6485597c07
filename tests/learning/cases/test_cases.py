"""The eight cases: form, every way walked, labels on their day, facts, and what a broken file is told."""

import json
import re
from collections import Counter
from dataclasses import replace

import pytest
import yaml
from jsonschema import Draft202012Validator

from tests.drugs_named import drugs_named
from utils.evidence import table, warnings
from utils.learning.cases.case_file import VERDICTS, Given, Stands, read_case
from utils.learning.cases.checking import CaseError, all_texts, faults, refuse_faults
from utils.learning.cases.labels import labels_of, read_needs, unmet
from utils.learning.cases.loading import CASES, case_names, load_case
from utils.learning.cases.walking import case_choices, every_way, follow, worked_way
from utils.learning.questions.bank import UnknownQuestion
from utils.learning.questions.shuffling import shown_order
from utils.learning.questions.wording import as_html

NAMES = [f"T{number}" for number in range(1, 9)]
SCHEMA = json.loads((CASES / "schema.json").read_text(encoding="utf-8"))
TEXT = (CASES / "T8.yaml").read_text(encoding="utf-8")
FORKS = [(case, fork) for case in map(load_case, NAMES) for fork in case.forks.values()]


def broken(old, new, count=1):
    """Case T8 with one piece of its file exchanged."""
    assert TEXT.count(old) >= count
    return faults(read_case(TEXT.replace(old, new, count)))


def test_there_are_eight_cases():
    assert case_names() == NAMES
    assert load_case("t4").id == "T4"


@pytest.mark.parametrize("name", NAMES)
def test_every_file_keeps_to_the_schema(name):
    raw = yaml.safe_load((CASES / f"{name}.yaml").read_text(encoding="utf-8"))
    assert [f"{list(e.path)}: {e.message[:200]}" for e in Draft202012Validator(SCHEMA).iter_errors(raw)] == []


@pytest.mark.parametrize("name", NAMES)
def test_every_way_through_a_case_is_walked_and_ends(name):
    case = load_case(name)
    ways = list(every_way(case))
    assert len(ways) >= 24
    pressed = Counter()
    for way in ways:
        steps = follow(case, [choice.id for choice in way])
        assert [choice for _, choice in steps] == list(way)
        assert steps[-1][1].next in case.endings
        assert 3 <= len(way) <= 6
        pressed.update((fork.id, choice.id) for fork, choice in steps)
    assert set(pressed) == {(fork.id, choice.id) for fork in case.forks.values() for choice in fork.choices}
    assert {way[-1].next for way in ways} == set(case.endings)
    assert all(choice.verdict == "acceptable" for _, choice in worked_way(case))


@pytest.mark.parametrize("name", NAMES)
def test_every_choice_has_a_reason_sources_and_a_consequence(name):
    case = load_case(name)
    for place, text in all_texts(case):
        assert as_html(text).count("<a ") == text.count("{{fact:"), place
    for fork in case.forks.values():
        assert {choice.verdict for choice in fork.choices} - {"acceptable"}
        for choice in fork.choices:
            assert choice.verdict in VERDICTS
            assert choice.sources
            assert choice.when
            assert min(len(choice.why), len(choice.then)) > 20


def test_several_forks_have_more_than_one_acceptable_choice_and_many_a_conditional_one():
    verdicts = [Counter(choice.verdict for choice in fork.choices) for _, fork in FORKS]
    assert sum(counted["acceptable"] > 1 for counted in verdicts) >= 4
    assert sum(counted["conditional"] > 0 for counted in verdicts) >= 12


def test_who_knows_how_tests_are_written_does_no_better_than_chance():
    """The longest, the shortest, each place in the list: none of them finds the acceptable choices."""
    chance = [sum(c.verdict == "acceptable" for c in f.choices) / len(f.choices) for _, f in FORKS]
    limit = sum(chance) + 2 * sum(share * (1 - share) for share in chance) ** 0.5
    guesses = {
        "longest": lambda case, fork: max(fork.choices, key=lambda c: len(c.says)),
        "shortest": lambda case, fork: min(fork.choices, key=lambda c: len(c.says)),
        **{
            f"place {n}": lambda case, fork, n=n: fork.choices[shown_order(case.question(fork))[n]]
            for n in (0, 1)
        },
    }
    for name, guess in guesses.items():
        assert sum(guess(*place).verdict == "acceptable" for place in FORKS) <= limit, name


def test_nobody_is_blamed_or_told_what_to_do():
    told = " ".join(text for name in NAMES for _, text in all_texts(load_case(name)))
    assert not re.search(
        r"\b(non-complian|failed (the )?treatment|patient failed|should take|we recommend)", told, re.I
    )


def test_the_choices_as_a_table():
    rows = case_choices()
    assert set(rows["case"]) == set(NAMES)
    assert set(rows["verdict"]) == set(VERDICTS.values())
    assert not rows.duplicated(["case", "decision", "choice"]).any()


# What a broken file is told.


def test_a_missing_branch_is_named():
    (fault,) = broken("next: door", "next: dor")
    assert "missing branch" in fault
    assert "'three'" in fault
    assert "'dor'" in fault
    assert "door" in fault


def test_a_case_that_does_not_hold_is_refused_by_its_name():
    case = read_case(TEXT.replace("next: door", "next: dor", 1))
    with pytest.raises(CaseError, match="T8: missing branch"):
        refuse_faults(case)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("next: night", "next: grade", "circle: grade -> act -> grade"),
        ("verdict: acceptable", "verdict: fine", "'fine' is no verdict"),
        ("sources: [astct19]", "sources: [astct20]", "astct20"),
        ("sources: [astct19]", "sources: []", "needs sources"),
        ("{{fact:cilta_cel_us-cilta_cel-delayed_neurotoxicity_any_pct}}", "{{fact:cilta_cel_us-none}}", "no fact is called"),
        ("{{fact:cilta_cel_us-cilta_cel-delayed_neurotoxicity_any_pct}}", "10 %", "'10 %' is typed"),
        ("grade_crs(True, 1, 1).grade == 2", "grade_crs(True, 1, 1).grade == 3", "does not hold by the course's rules"),
        ("grade_crs(True, 1, 1).grade == 2", "open('x')", "open is not among the calls"),
        ("  home: ", "  nowhere: 'Never reached, but written.'\n  home: ", "'nowhere' is never reached"),
        ("  nurse: ", "  carer: ", "must be those of"),
    ],
)  # fmt: skip
def test_a_fault_is_told_in_words(old, new, said):
    assert said in "\n".join(broken(old, new))


def test_a_fork_with_one_choice_is_a_dead_end():
    case = load_case("T8")
    fork = replace(case.forks["door"], choices=case.forks["door"].choices[:1])
    found = faults(replace(case, forks={**case.forks, "door": fork}))
    assert "dead end: fork 'door'" in found[0]


def test_an_unknown_case_names_the_nearest():
    with pytest.raises(UnknownQuestion, match="Closest: 'T9'|Closest: 'T1'|There are: T1, T2"):
        load_case("T9")


# Labels.

DINA = load_case("T4").first.stands
EMIL = load_case("T5").first.stands
CILTA = Given("cilta-cel", ("ciltacabtagene_autoleucel",))
BVD = Given("BVd", ("belantamab_mafodotin", "bortezomib", "dexamethasone"))


def holding(given, stands, agency="FDA", day="2026-11"):
    return [row.approval_id for row in labels_of(given, agency, day).itertuples() if not unmet(row, stands)]


def test_a_label_is_read_for_the_person_the_day_and_the_country():
    assert holding(CILTA, DINA) == ["approval-fda-cilta_cel-2024"]
    assert holding(CILTA, EMIL) == []  # no proteasome inhibitor yet
    assert holding(CILTA, DINA, day="2024-03") == []  # four lines were asked for until April 2024
    assert holding(BVD, DINA) == []  # two lines in the United States
    assert holding(BVD, DINA, agency="EC") == ["approval-ec-bvd-2025"]
    assert holding(BVD, DINA, agency="EC", day="2025-06") == []
    panobinostat = Given("panobinostat", ("panobinostat", "bortezomib", "dexamethasone"))
    assert holding(panobinostat, DINA) == []  # withdrawn


def test_what_a_label_asks_for_is_said_in_words():
    (row,) = labels_of(CILTA, "EC", "2026-11").itertuples()
    assert unmet(row, EMIL) == ["a proteasome inhibitor before"]
    assert "there was one" in unmet(next(labels_of(BVD, "FDA", "2026-11").itertuples()), EMIL)[0]
    new = Given("D-VRd", ("daratumumab", "bortezomib", "lenalidomide", "dexamethasone"))
    (row,) = labels_of(new, "EC", "2026-11").itertuples()
    assert unmet(row, Stands(transplant=True)) == unmet(row, Stands(transplant=False)) == []
    assert unmet(row, Stands(smouldering=True)) == ["myeloma that needs treatment"]
    assert "no treatment before" in unmet(row, DINA)[0]


@pytest.mark.parametrize("label", list(table("approvals").itertuples()), ids=lambda row: row.approval_id)
def test_every_indication_of_the_table_is_understood(label):
    """Each condition that the words of an indication name is one that the reading finds."""
    needs, words = read_needs(label), str(label.indication)
    named = {"IMiD": "imid", "PI": "proteasome_inhibitor", "anti-CD38 antibody": "anti_cd38"}
    for word, name in named.items():
        if re.search(rf"including .*\b{word}\b", words):
            assert name in needs.had, words
    assert (needs.transplant is False) == (
        "ineligible for transplant" in words or words.endswith(", not for transplant")
    )
    assert needs.smouldering == ("smouldering" in words)
    assert needs.lines[0] <= needs.lines[1]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"label": "approval-fda-cilta_cel-2022"}, "asks for at least 4 earlier lines"),
        ({"label": "approval-ec-cilta_cel-2024"}, "is no label of these drugs in force in the United States"),
        ({"label": ""}, "a label does hold: name approval-fda-cilta_cel-2024"),
        ({"label": "", "drugs": ("anitocabtagene_autoleucel",)}, "say the label it rests on"),
        ({"label": "", "drugs": ("anitocabtagene_autoleucel",), "without": "In trials."}, "needs a basis"),
        ({"drugs": ("a_drug_of_2030",)}, "was not known in 2026-11"),
    ],
)  # fmt: skip
def test_a_treatment_without_its_label_is_found(change, said):
    case = load_case("T4")
    fork = case.forks["choose"]
    choices = [
        replace(c, gives=tuple(replace(g, **change) for g in c.gives)) if c.id == "cilta" else c
        for c in fork.choices
    ]
    found = faults(replace(case, forks={**case.forks, "choose": replace(fork, choices=tuple(choices))}))
    assert said in "\n".join(found)


def test_every_drug_that_a_case_names_has_its_warnings_in_the_notebook():
    rows = warnings()
    shown = set(
        rows[rows["notebooks"].fillna("").str.split(";").map(lambda listed: "14" in listed)]["drug_id"]
    )
    said = " ".join(text for name in NAMES for _, text in all_texts(load_case(name)))
    given = {d for _, f in FORKS for c in f.choices for g in c.gives for d in g.drugs}
    assert drugs_named(said) | given <= shown
