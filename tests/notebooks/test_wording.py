"""Words that never blame, British spelling, terms used one way, links that lead somewhere."""

import re
import subprocess
import sys

import pytest

from utils.authoring.notebook import NOTEBOOKS, find_notebooks, join_source, read_notebook
from utils.evidence import glossary
from utils.evidence.paths import COURSE_DATA

BLAME = re.compile(
    r"\b(?:you|she|he|they|patients?|people|person|marta)\s+(?:has\s+|have\s+)?failed\b"
    r"|\bfailed\s+(?:the\s+)?(?:treatment|therapy|patients?)\b"
    r"|\bnon-?complian\w+|\bvictims?\b|\bsuffer(?:s|ing)?\s+from\b|\blost\s+(?:the|their|her|his)\s+battle\b",
    re.IGNORECASE,
)
AMERICAN = re.compile(
    r"\b(?:hematolog\w*|leukemi\w*|anemi\w*|tumors?|diarrhea|edema|esophag\w*|color\w*|behavior\w*|favor\w*"
    r"|center(?:s|ed)?|randomiz\w*|characteriz\w*|organiz\w*|recogniz\w*|stabiliz\w*|summariz\w*|hospitaliz\w*"
    r"|immuniz\w*|individualiz\w*|personaliz\w*|standardiz\w*|minimiz\w*|maximiz\w*|analyz\w*|catalyz\w*"
    r"|program(?!m)\b|gray|fiber|liter|labeled|labeling|modeled|modeling|counselor|neutropenic fever syndrome)\b",
    re.IGNORECASE,
)
# The left form stands for the right one in this course, so that one thing has one name.
ONE_NAME = {
    r"\bM protein\b": "M-protein",
    r"\bmultiple drug combination\b": "combination",
    r"\bstem[- ]cell transplantation\b": "stem-cell transplant",
    r"\bcar-t\b|\bCART\b": "CAR T",
    r"\bbi-?specific T[- ]cell engagers?\b": "bispecific antibody",
    r"\bdaratumamab\b|\bdaratumimab\b": "daratumumab",
}
INTERNAL_LINK = re.compile(r"\]\((?!https?://|mailto:)([^)\s]+)")


def prose_cells():
    return [
        pytest.param(path, join_source(cell), id=f"{path.stem[:2]}-{cell.id}")
        for path in find_notebooks()
        for cell in read_notebook(path).cells
        if cell.cell_type == "markdown"
    ]


def without_quotes_and_links(text):
    """What the course says in its own voice: quoted claims, addresses and titles of links left out."""
    text = re.sub(r"\]\([^()]*(?:\([^()]*\)[^()]*)*\)", "]", text)
    text = re.sub(r"^\s*>.*$|^#+\s*References[\s\S]*|`[^`]*`", "", text, flags=re.MULTILINE)
    return re.sub(r"[“\"][^”\"]*[”\"]|‘[^’]*’", "", text)


@pytest.mark.parametrize(("path", "text"), prose_cells())
def test_nobody_is_blamed(path, text):
    assert not BLAME.findall(without_quotes_and_links(text))


@pytest.mark.parametrize(("path", "text"), prose_cells())
def test_the_spelling_is_british(path, text):
    found = AMERICAN.findall(without_quotes_and_links(text))
    assert not found, f"American spelling in {path.stem}: {found}"


@pytest.mark.parametrize(("path", "text"), prose_cells())
def test_one_thing_has_one_name(path, text):
    said = without_quotes_and_links(text)
    found = {word: name for pattern, name in ONE_NAME.items() for word in re.findall(pattern, said)}
    assert not found, f"In {path.stem} write the right-hand form: {found}"


@pytest.mark.parametrize(("path", "text"), prose_cells())
def test_every_internal_link_leads_somewhere(path, text):
    for target in INTERNAL_LINK.findall(text):
        file, _, _heading = target.partition("#")
        assert not file or (NOTEBOOKS / file).resolve().exists(), target


def test_no_word_is_misspelt():
    files = [*NOTEBOOKS.glob("*.ipynb"), *COURSE_DATA.rglob("*.yaml"), COURSE_DATA / "glossary.csv"]
    command = [
        sys.executable,
        "-m",
        "codespell_lib",
        "--ignore-words-list",
        "ser,te,nd,ot,mis,fo,als,pres,cyclin,re-using",
    ]
    done = subprocess.run([*command, *map(str, files)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


def test_every_term_is_defined_once():
    terms = glossary().term.str.lower()
    assert terms.is_unique


def test_every_notebook_explains_its_terms_and_each_is_in_the_glossary():
    known = {term.lower() for term in glossary().term}
    for path in find_notebooks():
        code = [join_source(c) for c in read_notebook(path).cells if c.cell_type == "code"]
        (call,) = [source for source in code if source.startswith("glossary(")]
        terms = {
            term.strip().lower() for listed in re.findall(r'"([^"]+)"', call) for term in listed.split(",")
        }
        assert len(terms) >= 5
        assert terms <= known, f"{path.stem}: not in the glossary: {sorted(terms - known)}"
