"""The core path is marked where a reader sees it, its tags are true, and its minutes follow from one rule."""

import re

import pytest

from utils.authoring import pace
from utils.authoring.notebook import find_notebooks, join_source, read_notebook

# Calls that say themselves that they may be passed over: exercises, looking back, and what stands beside the path.
SAYS_SO = r"(exercise|check|recall|progress_map|passport|posttest|glossary)\("


@pytest.fixture(params=find_notebooks(), ids=lambda path: path.stem, scope="module")
def notebook(request):
    return read_notebook(request.param)


def tags_of(cell):
    return set(cell.metadata.get("tags", [])) & {"essential", "optional"}


def test_the_title_says_the_minutes_that_the_rule_counts(notebook):
    everything, core = pace.measure(notebook)
    title = join_source(notebook.cells[0])
    assert f"{everything} minutes ({core} for the core path)" in title
    assert title.endswith("the core path leaves out what says *(optional)*")


def test_there_is_a_core_path_that_fits_a_short_session(notebook):
    everything, core = pace.measure(notebook)
    assert 20 <= core <= 30
    assert core < everything <= 50


def test_every_tag_says_what_the_page_shows(notebook):
    core = {}
    for stretch in pace.read_stretches(notebook):
        if stretch.minutes or stretch.cell not in core:
            core[stretch.cell] = core.get(stretch.cell, False) or stretch.core
    for cell in notebook.cells:
        assert tags_of(cell) == {"essential" if core[cell.id] else "optional"}, cell.id


def test_what_is_off_the_path_says_so_on_the_page(notebook):
    optional = False
    for cell in notebook.cells:
        source = join_source(cell)
        for heading in re.findall(r"^## .*$", source, re.MULTILINE) if cell.cell_type == "markdown" else []:
            optional = heading.endswith(pace.MARK)
        if "optional" in tags_of(cell) and not optional:
            assert cell.cell_type == "code", cell.id
            assert re.search(SAYS_SO, source), cell.id


def test_the_answer_begins_with_the_lines_that_the_task_shows(notebook):
    from utils.learning.exercises import all_exercises

    sources = [join_source(cell) for cell in notebook.cells if cell.cell_type == "code"]
    for source in sources:
        for name in re.findall(r'^check\("([\d-]+)", answer\)', source, re.MULTILINE):
            assert source == f'{all_exercises()[name].stub.rstrip()}\ncheck("{name}", answer)'
