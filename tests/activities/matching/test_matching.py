"""The marks of a pasted page: precision and recall over written paragraphs, and what must stay unmarked or unread."""

from pathlib import Path

import pytest
import yaml

from utils.activities.matching.figures import find_figures
from utils.activities.matching.names import find_names
from utils.activities.matching.prose import MOST_LETTERS, is_english, make_plain, split_sentences
from utils.activities.matching.reading import read_page
from utils.activities.matching.rows import all_rows, find_arms
from utils.activities.matching.verdicts import ABSENT, OLDER, OTHER, SOURCED, UNREAD, VERDICTS
from utils.activities.matching.writings import read_token, trial_writings

PARAGRAPHS = yaml.safe_load((Path(__file__).parent / "paragraphs.yaml").read_text(encoding="utf-8"))
WORDS = {"here": SOURCED, "older": OLDER, "other": OTHER, "absent": ABSENT, "unread": UNREAD}


def marks(text):
    return {mark.text: mark.verdict for mark in read_page(text).marks}


def hold(paragraph):
    """Expected pairs that were met, pairs that were expected, pairs that were given."""
    wanted = [(printed, WORDS[mark]) for printed, mark in paragraph["marks"]]
    given = [(mark.text, mark.verdict) for mark in read_page(paragraph["text"]).marks]
    left, met = list(given), []
    for pair in wanted:
        if pair in left:
            left.remove(pair)
            met.append(pair)
    return met, wanted, given


@pytest.fixture(scope="module")
def held():
    return [hold(paragraph) for paragraph in PARAGRAPHS]


def test_the_paragraphs_are_many_and_of_every_kind():
    kinds = {mark for paragraph in PARAGRAPHS for _, mark in paragraph["marks"]}
    assert len(PARAGRAPHS) >= 40
    assert kinds == set(WORDS)
    assert len({paragraph["id"] for paragraph in PARAGRAPHS}) == len(PARAGRAPHS)


@pytest.mark.parametrize("mark", [*VERDICTS, UNREAD])
def test_precision_and_recall_of_each_mark(held, mark, record_property):
    met = sum(verdict == mark for found, _, _ in held for _, verdict in found)
    wanted = sum(verdict == mark for _, expected, _ in held for _, verdict in expected)
    given = sum(verdict == mark for _, _, all_given in held for _, verdict in all_given)
    precision, recall = met / given, met / wanted
    said = f"{mark}: precision {precision:.3f} of {given}, recall {recall:.3f} of {wanted}"
    record_property("precision and recall", said)
    print(said)  # pytest -rP shows it
    assert precision >= 0.97
    assert recall >= 0.97


def test_a_swapped_arm_is_never_called_sourced(held):
    pairs = [(dict(given).get(printed), verdict) for _, wanted, given in held for printed, verdict in wanted]
    assert (SOURCED, OTHER) not in pairs
    assert (SOURCED, ABSENT) not in pairs


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("In MAIA, 61.9% of people on D-Rd were alive without progression.", "another measure"),
        ("In PERSEUS D-VRd means that 42% of people progressed.", "hazard ratio"),
        ("In the CONCEPT-X1 trial D-VRd had a PFS rate of 84.3%.", "not in the course's tables"),
        ("84.3% of readers agree.", "no trial or treatment"),
        ("In PERSEUS, 99.9% were free of progression at 48 months with D-VRd.", "84.3"),
    ],
)
def test_what_is_not_found_says_why(text, why):
    (mark,) = read_page(text).marks
    assert mark.verdict == ABSENT
    assert why in mark.note


@pytest.mark.parametrize(
    "text",
    [
        "Dans MAIA, la survie m\u00e9diane est de 61.9 mois, et 84.3% des patients sont en vie.",
        "In der Studie MAIA waren 84.3% der Patienten mit D-Rd nicht progredient.",
        "En el ensayo MAIA el 84.3% de los pacientes con D-Rd no tuvo progresi\u00f3n.",
        "\u0412 MAIA 61.9% \u0431\u043e\u043b\u044c\u043d\u044b\u0445 D-Rd \u0431\u0435\u0437 \u043f\u0440\u043e\u0433\u0440\u0435\u0441\u0441\u0438\u0440\u043e\u0432\u0430\u043d\u0438\u044f",
        "MAIA: 61.9% \u306e\u60a3\u8005\u306f\u9032\u884c\u3057\u306a\u304b\u3063\u305f\u3002 D-Rd \u7fa4\u3002",
        "In PERSEUS, 84,3 % were free of progression with D-VRd.",
        "In MAIA, sixty per cent of those given D-Rd were alive; one in three was not.",
    ],
)
def test_what_cannot_be_read_is_left_alone(text):
    assert set(marks(text).values()) == {UNREAD}


@pytest.mark.parametrize(
    "text",
    [
        "", " \n ", "84.3", "\x00\x01", "<>", "%%%", "(95% CI", "HR", "HR 0.42 (", "<b>" * 900, "1,2,3,4", "\U0001f600 84.3", "a" * 5000,
        " " * 9000, "(" * 9000, "D-VRd and " * 400, "one hundred per cent " * 300, "<script>" * 900, "[((" * 900,
    ],
)  # fmt: skip
def test_nonsense_is_borne(text):
    assert all(mark.verdict != SOURCED for mark in read_page(text).marks)


def test_a_million_letters_are_read_up_to_a_limit_that_is_said():
    page = "MAIA: median PFS was 61.9 months with D-Rd and 34.4 months with Rd.\n\n"
    reading = read_page(page * (1_000_000 // len(page)))
    assert reading.given > 990_000
    assert len(reading.text) == MOST_LETTERS
    assert len(reading.marks) == 200
    assert reading.dropped > 0


def test_scripts_and_markup_are_blanked_letter_for_letter():
    text = "<p>MAIA<script>var pfs='61.9 months'</script> &ndash; PFS&nbsp;61.9&nbsp;months</p>"
    plain = make_plain(text)
    assert len(plain) == len(text)
    assert "script" not in plain
    assert "var" not in plain
    assert [mark.text for mark in read_page(text + " with D-Rd").marks] == ["61.9&nbsp;months"]


@pytest.mark.parametrize(
    ("written", "drugs"),
    [
        ("D-VRd", "daratumumab bortezomib lenalidomide dexamethasone"),
        ("DaraVRd", "daratumumab bortezomib lenalidomide dexamethasone"),
        ("dara-RVd", "daratumumab bortezomib lenalidomide dexamethasone"),
        ("isatuximab-VRd", "isatuximab bortezomib lenalidomide dexamethasone"),
        ("DVRD", "daratumumab bortezomib lenalidomide dexamethasone"),
        ("Kd56", "carfilzomib dexamethasone"),
        ("KRd12", "carfilzomib lenalidomide dexamethasone"),
        ("Tec-Dara", "teclistamab daratumumab"),
        ("D-R", "daratumumab lenalidomide"),
        ("progression", ""),
        ("SD", ""),
        ("PR", ""),
        ("follow-up", ""),
    ],
)
def test_a_regimen_is_read_in_every_writing(written, drugs):
    assert read_token(written) == frozenset(drugs.split())


@pytest.mark.parametrize(
    ("written", "trial"),
    [
        ("DREAMM 7", "dreamm_7"), ("DREAMM7", "dreamm_7"), ("Cartitude-4", "cartitude_4"), ("CARTITUDE 4", "cartitude_4"), ("S0777", "s0777"),
        ("NCT03710603", "perseus"), ("Perseus", "perseus"), ("ARROW", "arrow"), ("KarMMa-3", "karmma_3"), ("NIMBUS", "mm_003"),
        ("the Boston trial", "boston"), ("TOURMALINE MM1", "tourmaline_mm1"), ("ICARIA", "icaria"), ("E1A11", "endurance"),
    ],
)  # fmt: skip
def test_a_trial_is_read_in_every_writing(written, trial):
    found = [name for name in find_names(make_plain(f"We read {written} today.")) if name.what == "trial"]
    assert [name.trials[0] for name in found] == [trial]


@pytest.mark.parametrize(
    "text", ["my first line", "we are in Boston", "high endurance", "by determination", "a storm", "relapse"]
)
def test_everyday_words_are_no_trials(text):
    assert [name for name in find_names(text) if name.what == "trial"] == []


@pytest.mark.parametrize(
    "text",
    ["lenalidomide-refractory people", "after bortezomib", "refractory to daratumumab", "prior carfilzomib"],
)
def test_what_was_given_before_is_no_arm(text):
    assert [name for name in find_names(text) if name.drugs] == []


def test_arms_are_told_apart_by_what_they_give():
    def arm(trial, text):
        return find_arms(trial, next(name for name in find_names(text) if name.what == "treatment"))

    assert arm("maia", "D-Rd") == {"d_rd"}
    assert arm("maia", "Rd") == {"rd"}
    assert arm("maia", "dexamethasone") is None
    assert arm("determination", "RVd plus transplant") == {"rvd_asct"}
    assert arm("determination", "RVd") == {"rvd_alone"}
    assert arm("cartitude_4", "DPd") == {"standard"}
    assert arm("cartitude_4", "CAR T") == {"cilta_cel"}
    assert arm("maia", "D-VRd") == frozenset()
    assert arm("pollux", "the control group") == {"rd"}


def test_every_trial_is_reached_by_a_writing_or_by_its_treatment():
    reached = {trial for trials in trial_writings().values() for trial in trials}
    assert {row.trial for row in all_rows() if row.old} <= reached


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("84.3 % v 67.7 %", ["percent", "percent"]), ("84.3 vs 67.7%", ["percent", "percent"]), ("84.3 per cent", ["percent"]),
        ("61.9 mo", ["months"]), ("HR 0.42 (95 % CI 0.30 to 0.59)", ["ratio", "interval"]), ("HR=.42", ["ratio"]), ("HR 42%", ["percent"]),
        ("p < 0.001", []), ("16 mg/kg", []), ("grade 3 or 4", []), ("10-5", []), ("2024", []), ("NCT03710603", []), ("DREAMM-7", []),
        ("13.3 months v 4.4 with", ["months", "months"]), ("1,234 people", []), ("84,3 %", ["unread"]), ("sixty per cent", ["unread"]),
    ],
)  # fmt: skip
def test_numbers_carry_their_unit(text, kinds):
    assert [figure.kind for figure in find_figures(make_plain(text))] == kinds


def test_sentences_end_where_they_end():
    text = "PFS was 61.9 months vs. 34.4. In POLLUX (Dr. X) it was less.\n- a point\n\nA heading"
    said = [text[a:b].strip() for a, b in split_sentences(text)]
    assert len(said) == 4
    assert said[0].endswith("34.4.")


def test_short_notes_without_small_words_are_english():
    assert is_english("PERSEUS: D-VRd 84.3% VRd 67.7%")
    assert not is_english("der die das und mit bei")
