"""The exported questions are read back as a platform would read them, and give the marks that the bank gives."""

import csv
import io
import re
import zipfile
from xml.etree import ElementTree as ET

import pytest

from utils.learning.questions import bank
from utils.teaching.export import verb
from utils.teaching.export.cards import make_cards
from utils.teaching.export.gift import write_gift
from utils.teaching.export.moodle import write_moodle
from utils.teaching.export.qti12 import write_assessment, write_qti12
from utils.teaching.export.qti21 import write_item, write_qti21

CARDS = [card for name in bank.sheet_names() for card in make_cards(bank.load_sheet(name))]
IDS = [card.id for card in CARDS]
MOODLE_SHARES = {
    100,
    90,
    80,
    75,
    70,
    60,
    50,
    40,
    30,
    25,
    20,
    10,
    5,
    0,
    83.33333,
    66.66667,
    33.33333,
    16.66667,
    14.28571,
    12.5,
    11.11111,
}
HTML = re.compile(r"</?(p|a|ul|li|em|strong)\b[^<>]*>")


@pytest.mark.parametrize("card", CARDS, ids=IDS)
def test_moodle_gives_the_whole_mark_for_the_key_and_a_share_it_knows(card):
    (made,) = ET.fromstring(write_moodle("x", [card])).findall("question")[1:]
    assert made.find("name/text").text == card.id
    shares = [float(answer.get("fraction")) for answer in made.findall("answer")]
    assert all(abs(share) in MOODLE_SHARES for share in shares)
    if card.kind in ("single", "multiple"):
        right = [share for share, choice in zip(shares, card.choices, strict=True) if choice.right]
        assert sum(right) == pytest.approx(100, abs=1e-3)
        assert all(share <= 0 for share, choice in zip(shares, card.choices, strict=True) if not choice.right)
        assert (made.find("single").text == "true") == (card.kind == "single")
        assert [a.find("feedback/text").text for a in made.findall("answer")] == [
            f"<p>{c.why}</p>" for c in card.choices
        ]
    elif card.kind == "numeric":
        first = made.find("answer")
        assert float(first.find("text").text) == pytest.approx(card.numbers[0].value)
        assert float(first.find("tolerance").text) == pytest.approx(card.numbers[0].tolerance)
        assert shares == [100, *[0] * len(card.numbers)]
    elif card.kind in ("order", "match"):
        rights = [pair.find("answer/text").text for pair in made.findall("subquestion")]
        assert rights == (
            [str(n + 1) for n in range(len(card.choices))]
            if card.kind == "order"
            else [c.plain for c in card.choices]
        )
    else:
        assert made.get("type") == "essay"
        assert card.key in made.find("graderinfo/text").text


@pytest.mark.parametrize("card", CARDS, ids=IDS)
def test_gift_holds_no_sign_that_it_would_misread(card):
    text = write_gift("x", [card]).split(f"::{card.id}::", 1)[1]
    bare = re.sub(r"\\[~=#{}:\\]", "", text)
    assert bare.count("{") == bare.count("}") == 1
    inside = bare[bare.index("{") + 1 : bare.rindex("}")]
    answers = [line for line in inside.split("\n") if line[:1] in "=~" and line]
    wanted = {"numeric": len(card.numbers) + bool(card.otherwise), "text": 0}.get(
        card.kind, len(card.choices)
    )
    assert len(answers) == wanted
    assert sum(line.startswith("=") for line in answers) == {
        "single": 1, "multiple": 0, "numeric": len(card.numbers), "text": 0,
    }.get(card.kind, len(card.choices))  # fmt: skip


def score_qti12(item, given):
    """Play the response processing of an item: `given` is response ident -> set of chosen idents, or a number."""
    ns = "{http://www.imsglobal.org/xsd/ims_qtiasiv1p2}"

    def holds(test):
        tag, ident = test.tag.removeprefix(ns), test.get("respident")
        if tag in ("conditionvar", "and"):
            return all(map(holds, test))
        if tag == "or":
            return any(map(holds, test))
        if tag == "not":
            return not holds(test[0])
        if tag == "other":
            return True
        value = given.get(ident, set())
        if tag == "varequal":
            return test.text in value if isinstance(value, set) else value == float(test.text)
        return value >= float(test.text) - 1e-9 if tag == "vargte" else value <= float(test.text) + 1e-9

    score, shown = 0.0, []
    for condition in item.iter(f"{ns}respcondition"):
        if holds(condition.find(f"{ns}conditionvar")):
            for setvar in condition.findall(f"{ns}setvar"):
                score = float(setvar.text) + (score if setvar.get("action") == "Add" else 0)
            shown += [shown_.get("linkrefid") for shown_ in condition.findall(f"{ns}displayfeedback")]
            if condition.get("continue") == "No":
                break
    return score, shown


@pytest.mark.parametrize("card", CARDS, ids=IDS)
def test_qti12_marks_the_key_right_and_everything_else_not(card):
    root = ET.fromstring(write_assessment("x", "x", [card]))
    ns = "{http://www.imsglobal.org/xsd/ims_qtiasiv1p2}"
    (item,) = root.iter(f"{ns}item")
    told = {feedback.get("ident") for feedback in item.iter(f"{ns}itemfeedback")}
    assert {link.get("linkrefid") for link in item.iter(f"{ns}displayfeedback")} <= told
    if card.kind in ("single", "multiple"):
        key = {f"answer{n}" for n, choice in enumerate(card.choices) if choice.right}
        assert score_qti12(item, {"response1": key})[0] == 100
        for n in range(len(card.choices)):
            other = {f"answer{n}"} if card.kind == "single" else key ^ {f"answer{n}"}
            score, shown = score_qti12(item, {"response1": other})
            assert (score == 100) == (other == key)
            assert {f"{name}_fb" for name in other} <= set(shown)
    elif card.kind == "numeric":
        number = card.numbers[0]
        assert score_qti12(item, {"response1": number.value})[0] == 100
        assert score_qti12(item, {"response1": number.value + 2 * number.tolerance + 0.01})[0] == 0
        for place, slip in enumerate(card.numbers[1:], 1):
            assert score_qti12(item, {"response1": slip.value}) == (0, ["general_fb", f"slip{place}_fb"])
    elif card.kind in ("order", "match"):
        lefts = [r.get("ident") for r in item.iter(f"{ns}response_lid")]
        key = {ident: {ident.replace("response", "answer")} for ident in lefts}
        assert score_qti12(item, key)[0] == pytest.approx(100, abs=0.1)
        assert score_qti12(item, {lefts[0]: key[lefts[0]]})[0] == pytest.approx(100 / len(lefts), abs=0.01)


def score_qti21(root, response):
    """Play the response processing of an item of QTI 2.1."""
    ns = "{http://www.imsglobal.org/xsd/imsqti_v2p1}"
    declared = root.find(f"{ns}responseDeclaration")
    key = [value.text for value in declared.iter(f"{ns}value")]
    key = (
        key[0]
        if declared.get("cardinality") == "single" and key
        else set(key)
        if declared.get("cardinality") == "multiple"
        else key
    )

    def holds(test):
        tag = test.tag.removeprefix(ns)
        if tag == "and":
            return all(map(holds, test))
        if tag == "match":
            return response == (key if test[1].tag.endswith("correct") else test[1].text)
        if tag == "member":
            return test[0].text in response
        return (
            response >= float(test[1].text) - 1e-9 if tag == "gte" else response <= float(test[1].text) + 1e-9
        )

    score, shown = 0.0, []
    for condition in root.iter(f"{ns}responseIf"):
        if holds(condition[0]):
            for outcome in condition.findall(f"{ns}setOutcomeValue"):
                if outcome.get("identifier") == "SCORE":
                    score = float(outcome[0].text)
                else:
                    shown.append(outcome[0][1].text)
    return score, shown


@pytest.mark.parametrize("card", CARDS, ids=IDS)
def test_qti21_marks_the_key_right_and_everything_else_not(card):
    root = ET.fromstring(write_item(card))
    ns = "{http://www.imsglobal.org/xsd/imsqti_v2p1}"
    order = [child.tag.removeprefix(ns) for child in root]
    wanted = ["responseDeclaration", "outcomeDeclaration", "itemBody", "responseProcessing", "modalFeedback"]
    assert sorted(order, key=wanted.index) == order
    told = {feedback.get("identifier") for feedback in root.iter(f"{ns}modalFeedback")}
    chosen = range(len(card.choices))
    if card.kind == "single":
        for n in chosen:
            assert score_qti21(root, f"C{n}") == (float(card.choices[n].right), [f"C{n}"])
            assert f"C{n}" in told
    elif card.kind == "multiple":
        key = {f"C{n}" for n in chosen if card.choices[n].right}
        assert score_qti21(root, key)[0] == 1
        assert all(score_qti21(root, key ^ {f"C{n}"})[0] == 0 for n in chosen)
    elif card.kind == "numeric":
        assert score_qti21(root, card.numbers[0].value)[0] == 1
        assert score_qti21(root, card.numbers[0].value + 2 * card.numbers[0].tolerance + 0.01)[0] == 0
        for place, slip in enumerate(card.numbers[1:], 1):
            assert score_qti21(root, slip.value) == (0, [f"S{place}"])
    elif card.kind == "order":
        assert score_qti21(root, [f"C{n}" for n in chosen])[0] == 1
        assert score_qti21(root, [f"C{n}" for n in reversed(chosen)])[0] == 0
    elif card.kind == "match":
        assert score_qti21(root, {f"L{n} C{n}" for n in range(len(card.lefts))})[0] == 1
    text = "".join(root.itertext())
    assert not HTML.search(text)  # words arrive as elements, not as signs
    assert all(choice.plain in " ".join(text.split()) or "  " in choice.plain for choice in card.choices)


@pytest.mark.parametrize("write", [write_qti12, write_qti21])
def test_a_package_names_every_file_it_holds_and_is_the_same_each_time(write):
    cards = make_cards(bank.load_sheet("08"))
    whole = write('A "title" & <more>', "myeloma_08", cards)
    assert whole == write('A "title" & <more>', "myeloma_08", cards)
    with zipfile.ZipFile(io.BytesIO(whole)) as package:
        names = set(package.namelist())
        manifest = ET.fromstring(package.read("imsmanifest.xml"))
        named = {file.get("href") for file in manifest.iter() if file.tag.endswith("}file")}
        assert named == names - {"imsmanifest.xml"}
        resources = {r.get("identifier") for r in manifest.iter() if r.tag.endswith("}resource")}
        assert {d.get("identifierref") for d in manifest.iter() if d.tag.endswith("}dependency")} <= resources
        idents = [
            item.get("ident")
            for name in named
            for item in ET.fromstring(package.read(name)).iter()
            if item.tag.endswith("}item")
        ]
        assert len(idents) == len(set(idents))


@pytest.mark.parametrize("form", [name for name, form in verb.FORMS.items() if not form.whole])
def test_every_form_is_written_and_no_slot_is_left_open(form, tmp_path, capsys):
    assert verb.main(["8", "post", "--to", form, "--out", str(tmp_path)]) == 0
    files = sorted(path.name for path in tmp_path.iterdir())
    assert files == [f"08.{verb.FORMS[form].ending}", f"post.{verb.FORMS[form].ending}"]
    whole = (tmp_path / files[0]).read_bytes()
    if form.startswith("qti"):
        with zipfile.ZipFile(io.BytesIO(whole)) as package:
            whole = b"".join(map(package.read, package.namelist()))
    assert b"{{" not in whole
    assert "keep them from learners" in capsys.readouterr().out


def test_flashcards_are_rows_of_three_and_hold_the_glossary(tmp_path):
    verb.main(["08", "--to", "anki", "--out", str(tmp_path)])
    lines = (tmp_path / "08.anki.txt").read_text(encoding="utf-8").splitlines()
    rows = list(csv.reader([line for line in lines if not line.startswith("#")], delimiter="\t"))
    assert {len(row) for row in rows} == {3}
    assert sum("glossary" in row[2] for row in rows) > 20
    assert len(rows) - sum("glossary" in row[2] for row in rows) == len(bank.load_sheet("08").questions)


def test_unknown_notebooks_forms_and_folders_are_said_and_nothing_is_half_written(
    tmp_path, capsys, monkeypatch
):
    assert verb.main(["77", "--to", "gift"]) == 1
    assert "'77' is not in" in capsys.readouterr().err
    (tmp_path / "file").write_text("")
    assert verb.main(["08", "--to", "gift", "--out", str(tmp_path / "file" / "x")]) == 1
    assert "Choose another folder" in capsys.readouterr().err
    with pytest.raises(SystemExit):
        verb.main(["08", "--to", "word"])

    def full(path, data):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("pathlib.Path.write_bytes", full)
    assert verb.main(["08", "--to", "gift", "--out", str(tmp_path / "full")]) == 1
    assert "No space left" in capsys.readouterr().err
    assert list((tmp_path / "full").iterdir()) == []
