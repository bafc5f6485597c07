"""One browser, one JupyterLab and one page for a whole process; every test gets its notebook with a kernel of its own.

JupyterLab takes several seconds to load, so a notebook is opened in the page where it stands already, with nothing of
the notebook before. A page of its own gets what is narrow or dark, what asks for it (`fresh=True`), and whatever comes after a
test that failed.
"""

import os

import pytest

from tests.browser import lab as machinery
from tests.browser.pair import Pair, cells_of
from tests.six_activities import NAMES

sync_api = pytest.importorskip("playwright.sync_api", reason="the browser tests need playwright")

FAILED = pytest.StashKey[bool]()
DIVIDED = ("test_notebooks.py",)  # by the notebook that the first parameter names
ALONE = ("test_boxes.py",)  # names activities, but shows each on a page of its own
WHOLE = ("test_site.py",)  # names activities, but builds the pages once for all
COUNTS = {"page loads": 0, "kernels": 0}


def pytest_collection_modifyitems(items):
    for item in items:
        if "tests/browser/" in item.path.as_posix():
            item.add_marker(pytest.mark.browser)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config, log):
    """Which tests stay on one worker: what looks at the same opened notebook (see `shared_by`).

    xdist's own groups are marks, and pytest 9.2 passes over them without a word.
    """
    from xdist.scheduler import LoadScopeScheduling

    class ByNotebook(LoadScopeScheduling):
        def _split_scope(self, nodeid):
            return shared_by(nodeid)

    return ByNotebook(config, log)


def shared_by(nodeid: str) -> str:
    """The activity that a test names, whatever its file; else its file, divided by notebook where `DIVIDED` says so.

    `ALONE` and `WHOLE` name what is opened or made for one file only.
    """
    file, _, test = nodeid.partition("::")
    words = test.partition("[")[2].rstrip("]").split("-")
    activity = next((word for word in words if word in NAMES), None)
    name = file.rpartition("/")[2]
    if name in WHOLE:
        return file
    if name in ALONE:
        return f"{file}[{activity}]"
    return activity or (f"{file}[{words[0]}]" if name in DIVIDED else file)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item):
    report = yield
    item.stash[FAILED] = item.stash.get(FAILED, False) or report.failed
    return report


def pytest_sessionfinish(session):
    if hasattr(session.config, "workeroutput"):
        session.config.workeroutput["browser"] = COUNTS


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node):
    for what, count in getattr(node, "workeroutput", {}).get("browser", {}).items():
        COUNTS[what] += count


def pytest_terminal_summary(terminalreporter):
    terminalreporter.write_line("browser: " + ", ".join(f"{count} {what}" for what, count in COUNTS.items()))


@pytest.fixture(scope="session")
def browser():
    """Chromium or Chrome of this machine."""
    path = machinery.find_chromium()
    if path is None:
        message = "no Chromium or Chrome found; set COURSE_CHROMIUM to its path"
        pytest.fail(message) if os.environ.get("CI") == "true" else pytest.skip(message)
    with sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=machinery.chromium_arguments())
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def lab(tmp_path_factory):
    """A JupyterLab on a copy of the notebooks."""
    server = machinery.JupyterLab(tmp_path_factory.mktemp("lab"))
    yield server
    COUNTS["page loads"] += server.page_loads
    COUNTS["kernels"] += server.kernels_started()
    server.close()


@pytest.fixture(scope="session")
def desk(browser, lab):
    """Where the notebooks of all tests are opened."""
    desk = machinery.Desk(browser, lab)
    yield desk
    desk.put_away()
    desk.clear()


@pytest.fixture
def open_notebook(request, desk):
    """Opens a notebook: `open_notebook("01.ipynb", width=800, theme="dark")`, or code cells: `open_notebook(cells=[...])`.

    `fresh=True` loads JupyterLab anew for it.
    """
    with desk.sitting() as opened:
        yield opened
        if request.node.stash.get(FAILED, False):
            desk.clear()


@pytest.fixture(scope="session")
def pair(request, desk):
    """Two copies of the activity that the test names (`request.param`), opened and run once for the tests of all files."""
    name = request.param
    notebook = desk.keep_open()(f"{name}.ipynb", cells=cells_of(name), height=2400)
    notebook.run_all()
    made = Pair(notebook, name)
    yield made
    made.model.close()
