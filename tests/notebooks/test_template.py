"""Every notebook has the parts that a reader and a teacher look for, in their order."""

import itertools
import json
import re

import pytest
import textstat
from pyphen import Pyphen

from tests.drugs_named import drugs_named
from utils.activities.series.presets import example_names
from utils.authoring.links import find_links
from utils.authoring.notebook import find_notebooks, join_source, read_notebook
from utils.evidence import RED_FLAGS, table, warnings
from utils.evidence.paths import COURSE_DATA
from utils.evidence.red_flags import NOTEBOOKS as RED_FLAG_NOTEBOOKS

ORIENTATION = "00"  # it teaches how to read; the counts do not bind it
HEAD = r"^[>#*_ ]*"  # a part may be headed in bold, as a heading or as a quotation
PARTS = {
    "title": r"\A# {number} · \S.*\n\s*\S.{20,}",
    "minutes": r"\b\d+ minutes",
    "plain words": HEAD + "In plain words",
    "by the end": HEAD + "By the end you can",
    "imports": r"^from utils\.",
    "Marta": HEAD + r"(?:\d+ · )?Marta\b",
    "limits": HEAD + "Limits",
    "back to Marta": HEAD + "Back to Marta",
    "questions to ask": HEAD + "Questions to ask your doctor",
    "key points": HEAD + "Key points",
    "references": HEAD + "References",
    "evidence date": r"Evidence reviewed:? [A-Z][a-z]+ \d{4}",
    "next": r"\bNext:",
    "disclaimer": r"For learning, not for treatment decisions\.[*_]*\s*\Z",
}
OPTIONAL_IN_ORIENTATION = {"limits", "references"}
# What the learner does, as calls in code cells; the order is that of the page, save within the last group.
BEFORE_TEACHING = {"prediction": r'^predict\("{number}"\)'}
WHILE_TEACHING = {
    "first exercise": r'^exercise\("{number}-1"\)',
    "first check": r'^check\("{number}-1", answer\)',
    "second exercise": r'^exercise\("{number}-2"\)',
    "second check": r'^check\("{number}-2", answer\)',
}
AFTER_TEACHING = {
    "quiz": r'^quiz\("{number}"\)',
    "reflect": r'^reflect\("{number}"\)',
    "progress map": r"^progress_map\(\)",
}
IN_ORIENTATION = {"pre-test": r"^pretest\(\)", "map": r"^progress_map\(\)", "passport": r"^passport\(\)"}
SYLLABLES = Pyphen(lang="en_GB")


@pytest.fixture(params=find_notebooks(), ids=lambda path: path.stem, scope="module")
def path(request):
    return request.param


@pytest.fixture(scope="module")
def cells(path):
    return [(cell, join_source(cell)) for cell in read_notebook(path).cells]


def words_alone(text):
    """The text as a reader hears it: the words of links, without marks."""
    for link in reversed(find_links(text)):
        text = text[: link.start] + link.text + text[link.end :]
    return re.sub(r"[*_`#|>]|^\s*[-\d]+[.)]?\s", " ", text, flags=re.MULTILINE)


def reading_grade(text):
    """The school year a text asks for: the higher of the automated readability index and Flesch-Kincaid.

    British hyphenation stands in for the syllables; textstat would fetch a dictionary from a network.
    """
    words = re.findall(r"[A-Za-z'’-]+", text)
    syllables = sum(len(SYLLABLES.positions(word.lower())) + 1 for word in words)
    sentences = len(re.findall(r"[.!?](?=\s|$)", text))
    flesch_kincaid = 0.39 * len(words) / sentences + 11.8 * syllables / len(words) - 15.59
    return max(flesch_kincaid, textstat.automated_readability_index(text))


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("Your blood is made in your bones. It has many cells. They do much work.", -5, 4),
        ("Immunomodulatory compounds precipitate ubiquitination of transcription factors, whereupon "
         "proteasomal degradation indirectly interrupts proliferation of malignant plasmacytoid populations.", 16, 99),
    ],
)  # fmt: skip
def test_the_reading_grade_tells_plain_from_learned(text, low, high):
    assert low <= reading_grade(text) <= high


def test_every_part_is_there_and_in_order(path, cells):
    texts = [text for _, text in cells]
    places = {}
    for part, pattern in PARTS.items():
        if path.stem[:2] == ORIENTATION and part in OPTIONAL_IN_ORIENTATION:
            continue
        pattern = pattern.replace("{number}", path.stem[:2])
        found = [i for i, text in enumerate(texts) if re.search(pattern, text, re.MULTILINE)]
        assert found, f"{path.stem} has no part {part!r}"
        places[part] = found[-1] if part == "disclaimer" else found[0]
    assert places["title"] == 0
    assert places["disclaimer"] == len(texts) - 1
    order = [places[part] for part in PARTS if part in places]
    assert order == sorted(order), places


def find_calls(path, cells, calls):
    """Where each of these calls stands, by the name of the part; every one must be there once."""
    code = [(i, text) for i, (cell, text) in enumerate(cells) if cell.cell_type == "code"]
    places = {}
    for part, pattern in calls.items():
        pattern = pattern.replace("{number}", path.stem[:2])
        found = [i for i, text in code if re.search(pattern, text, re.MULTILINE)]
        assert len(found) == 1, f"{path.stem} should have one {part!r} ({pattern}); it has {len(found)}"
        places[part] = found[0]
    return places


def test_the_learner_predicts_tries_and_looks_back(path, cells):
    if path.stem[:2] == ORIENTATION:
        places = find_calls(path, cells, IN_ORIENTATION)
        assert places["pre-test"] < places["map"]
        return
    marta, limits = (
        next(i for i, (_, text) in enumerate(cells) if re.search(PARTS[part], text, re.MULTILINE))
        for part in ("Marta", "limits")
    )
    (prediction,) = find_calls(path, cells, BEFORE_TEACHING).values()
    tried = list(find_calls(path, cells, WHILE_TEACHING).values())
    looked_back = find_calls(path, cells, AFTER_TEACHING).values()
    assert marta < prediction < tried[0]
    assert tried == sorted(tried)
    assert tried[-1] < limits < min(looked_back)


def test_the_plain_words_are_few_and_plain(cells):
    (box,) = [text for _, text in cells if re.match(PARTS["plain words"], text)]
    box = words_alone(re.sub(PARTS["plain words"] + r"[*_.:]*", "", box)).strip()
    assert len(box.split()) <= 120
    assert reading_grade(box) <= 8


def test_length_and_balance(path, cells):
    if path.stem[:2] == ORIENTATION:
        pytest.skip("an orientation: the counts do not bind it")
    prose = [words_alone(text) for cell, text in cells if cell.cell_type == "markdown"]
    words = sum(len(re.findall(r"[A-Za-z0-9][\w'’.-]*", text)) for text in prose)
    assert 1500 <= words <= 3000
    assert 30 <= len(cells) <= 45
    assert len(prose) / (len(cells) - len(prose)) <= 2


def test_key_points_are_three(cells):
    after = next(text for _, text in cells if re.search(PARTS["key points"], text, re.MULTILINE))
    lines = (
        re.split(PARTS["key points"] + ".*\n", after, maxsplit=1, flags=re.MULTILINE)[1].strip().splitlines()
    )
    points = list(itertools.takewhile(lambda line: re.match(r"\s*(\d\.|[-*])\s|\s", line), lines))
    assert len([point for point in points if re.match(r"(\d\.|[-*])\s", point)]) == 3


def test_a_core_path_is_marked(cells):
    tagged = [cell for cell, _ in cells if "essential" in cell.metadata.get("tags", [])]
    assert len(cells) / 3 <= len(tagged) <= len(cells)


def test_the_red_flags_stand_word_for_word_where_they_must(path, cells):
    prose = "\n\n".join(text for cell, text in cells if cell.cell_type == "markdown")
    assert prose.count(RED_FLAGS) == (path.stem[:2] in RED_FLAG_NOTEBOOKS)
    assert "emergency number now" not in prose.replace(RED_FLAGS, "")  # a second wording would go its own way


RECALLED = re.compile(r"^(?:recall|pretest|posttest)\(", re.MULTILINE)  # questions of other pages


def shown_by(path, cells):
    """What tables, pictures and own questions show; an orientation presents no treatment, recalled questions have their own page."""
    if path.stem[:2] == ORIENTATION:
        return ""
    shown = [
        output.get("data", {})
        for cell, text in cells
        if cell.cell_type == "code" and not RECALLED.search(text) and "warnings_box" not in text
        for output in cell.outputs
    ]
    return "\n".join(json.dumps(forms, ensure_ascii=False) for forms in shown)


def asked_by(number):
    """The questions and exercises of a notebook as they are written, whatever of them is on show today."""
    files = [COURSE_DATA / kind / f"{number}.yaml" for kind in ("questions", "exercises")]
    return "\n".join(file.read_text(encoding="utf-8") for file in files if file.exists())


# What an activity lets a person choose; the explorer of trials says the warnings of its rows itself.
OFFERED = {
    "relapse_planner": "\n".join(table("options")["name"]),
    "response_classifier": "\n".join([*example_names(), *table("marta_history")["drugs"].dropna()]),
}


def test_the_drugs_presented_have_the_warnings_of_their_labels(path, cells):
    prose = "\n\n".join(text for cell, text in cells if cell.cell_type == "markdown")
    code = "\n".join(text for cell, text in cells if cell.cell_type == "code")
    prose = prose.replace(RED_FLAGS, "")
    number = path.stem[:2]
    planned = "\n".join(table("options")["name"]) if "relapse_planner" in code else ""
    said = (
        prose,
        shown_by(path, cells),
        asked_by(number),
        planned,
    )  # apart: a list of references ends a text
    named = set().union(*map(drugs_named, said))
    boxes = re.findall(r'^warnings_box\("(\d\d)"\)', code, re.MULTILINE)
    assert boxes == ([number] if named else [])
    rows = warnings()
    shown = set(rows[rows["notebooks"].fillna("").str.contains(number)]["drug_id"])
    assert named <= shown, f"mark these for notebook {number} in warnings.csv: {sorted(named - shown)}"
