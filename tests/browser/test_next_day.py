"""The next day: run, save, close, start the server again, open: every picture and question stands, in an unchanged file."""

import pytest

from tests.browser.lab import NOTEBOOKS, Desk, JupyterLab

EVERY = sorted(path.name for path in NOTEBOOKS.glob("*.ipynb"))
LIVE = ".jp-OutputArea-output :is(.mc-activity, .mq-quiz)"
# What a reader sees of each output: its words, and whether a picture is drawn.
SEEN = """() => [...document.querySelectorAll('.jp-OutputArea-output')]
  .filter(output => output.offsetHeight > 0)
  .map(output => ({ words: output.innerText.trim(), drawn: Boolean(output.querySelector('svg')) }))"""
BROKEN = ("model not found", "Error displaying", "Loading widget", "Error rendering")


@pytest.fixture(scope="module")
def own_lab(tmp_path_factory):
    """A JupyterLab that may be ended in the evening."""
    server = JupyterLab(tmp_path_factory.mktemp("evening"))
    yield server
    server.close()


def save(notebook):
    is_save = lambda answer: answer.request.method == "PUT" and "/api/contents/" in answer.url  # noqa: E731
    with notebook.page.expect_response(is_save) as answer:
        notebook.choose("File", "Save Notebook")
    assert answer.value.ok


def wait_for_stills(notebook):
    notebook.page.wait_for_function(
        "() => [...document.querySelectorAll('.jp-RenderedVegaCommon5')].every(still => still.querySelector('svg'))"
    )


@pytest.mark.parametrize("name", EVERY)
def test_opening_and_reading_leaves_the_file_as_it_was(open_notebook, lab, name):
    notebook = open_notebook(name)
    wait_for_stills(notebook)
    save(notebook)
    assert (lab.root / name).read_bytes() == (NOTEBOOKS / name).read_bytes()


@pytest.mark.parametrize("name", ["00_start_here.ipynb", "08_resistance_timeline.ipynb"])
def test_run_saved_and_opened_the_next_day_it_stands_whole(browser, own_lab, name):
    desk = Desk(browser, own_lab)
    with desk.sitting() as opened:
        first = opened(name)
        wait_for_stills(first)
        before = first.page.evaluate(SEEN)
        assert any(output["drawn"] for output in before)
        first.run_all()
        count = first.page.locator(LIVE).count()
        assert count >= 3
        save(first)
        assert (own_lab.root / name).read_bytes() == (NOTEBOOKS / name).read_bytes()
        first.page.reload()  # the kernel lives: so do question and picture
        first.wait_until_idle()
        first.wait_for(
            lambda: first.page.locator(LIVE).count() == count, 30, "its live parts never came back"
        )
    desk.clear()
    own_lab.restart()
    with desk.sitting() as opened:
        second = opened(name)
        wait_for_stills(second)
        after = second.page.evaluate(SEEN)
        assert after == before
        assert [output for output in after if any(word in output["words"] for word in BROKEN)] == []
        assert second.page.locator(LIVE).count() == 0
        assert second.console == []
    desk.clear()


def test_a_file_saved_by_another_jupyter_opens_whole(open_notebook, lab):
    """Elsewhere the file keeps its live names; here they are passed over and what lies beneath is shown."""
    lab.add("elsewhere.ipynb", ["from utils.learning import ask", 'ask("01-q2")'])
    view = {"version_major": 2, "version_minor": 0, "model_id": "0123456789abcdef"}
    forms = {"application/vnd.jupyter.widget-view+json": view, "text/plain": "A printed question"}
    lab.give_output("elsewhere.ipynb", 1, forms)
    page = open_notebook("elsewhere.ipynb").page
    page.locator(".jp-OutputArea-output", has_text="A printed question").wait_for()
    assert not any("model not found" in output["words"] for output in page.evaluate(SEEN))
