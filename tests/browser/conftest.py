"""One browser and one JupyterLab for the session; every test opens its notebook in a fresh page."""

import os

import pytest

from tests.browser import lab as machinery

sync_api = pytest.importorskip("playwright.sync_api", reason="the browser tests need playwright")


def pytest_collection_modifyitems(items):
    for item in items:
        if "tests/browser/" in item.path.as_posix():
            item.add_marker(pytest.mark.browser)


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
    server.close()


@pytest.fixture
def open_notebook(browser, lab):
    """Opens a notebook: `open_notebook("01.ipynb", width=800, theme="dark")`, or code cells: `open_notebook(cells=[...])`."""
    contexts = []

    def opened(name="scratch.ipynb", *, cells=None, width=1280, height=900, theme="light"):
        if cells is not None:
            lab.add(name, cells)
        context = browser.new_context(viewport={"width": width, "height": height}, bypass_csp=True)
        contexts.append(context)
        return machinery.Notebook(context.new_page(), lab, name, theme)

    yield opened
    for context in contexts:
        context.close()
    lab.shut_kernels()
