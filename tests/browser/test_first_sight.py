"""What a person sees first: on a narrow page the notebook, on a wide one the list of files beside it."""

import pytest

FIRST = "00_start_here.ipynb"
# Of every table: whether a cell leaves the page, has no heading beside it, or breaks after nearly every word.
CELLS = """() => [...document.querySelectorAll('.jp-RenderedMarkdown table, .jp-RenderedHTML table')].map(table => {
  const page = table.parentElement.getBoundingClientRect();
  const lines = cell => {
    const range = document.createRange();
    range.selectNodeContents(cell);
    return new Set([...range.getClientRects()].map(line => Math.round(line.top))).size;
  };
  const cells = [...table.querySelectorAll('tbody :is(th, td)')].filter(cell => cell.textContent.trim());
  return {
    stacked: table.classList.contains('mc-stacked'),
    roles: [...table.querySelectorAll('tr')].every(row => row.getAttribute('role') === 'row'),
    cut: cells.filter(cell => cell.getBoundingClientRect().right > page.right + 1).length,
    nameless: cells.filter(cell => !cell.dataset.head && table.tHead.innerText.trim() && cell.cellIndex > 0).length,
    thin: cells.map(cell => [cell.textContent.trim().split(/\\s+/).length, lines(cell)])
      .filter(([words, lines]) => words > 3 && lines > words - 2).length,
  };
})"""
STACKED = """() => {
  const tables = [...document.querySelectorAll('.jp-RenderedMarkdown table, .jp-RenderedHTML table')];
  return tables.length >= 3 && tables.every(table => table.classList.contains('mc-stacked'));
}"""
PHONE, ENLARGED_FOUR_TIMES = (390, 844), (320, 200)


@pytest.mark.parametrize(("width", "height"), [PHONE, ENLARGED_FOUR_TIMES])
def test_a_narrow_page_shows_the_notebook_and_its_list_opens_by_hand(open_notebook, width, height):
    notebook = open_notebook(FIRST, width=width, height=height)
    page = notebook.page
    files = page.locator("#jp-left-stack")
    files.wait_for(state="hidden")
    assert page.locator(".jp-NotebookPanel").bounding_box()["width"] > 0.7 * width
    page.wait_for_function(STACKED)
    tables = page.evaluate(CELLS)
    assert tables == [{"stacked": True, "roles": True, "cut": 0, "nameless": 0, "thin": 0}] * len(tables)
    assert notebook.console == []
    if (width, height) == PHONE:
        page.locator(".jp-SideBar.jp-mod-left li").first.click()
        files.wait_for(state="visible")
        page.locator(".jp-DirListing-item", has_text="01_plasma").dblclick()
        page.locator(".jp-NotebookPanel:visible h1", has_text="From plasma").wait_for()
        files.wait_for(state="hidden")


def test_a_wide_page_keeps_the_list_until_it_becomes_narrow(open_notebook):
    page = open_notebook(FIRST, height=800, fresh=True).page
    files = page.locator("#jp-left-stack")
    files.wait_for(state="visible")
    assert page.locator(".mc-stacked").count() == 0
    page.set_viewport_size(
        {"width": 800, "height": 800}
    )  # the list stays, and leaves the page as wide as a phone is
    page.wait_for_function(STACKED)
    assert files.is_visible()
    page.set_viewport_size({"width": 390, "height": 800})
    files.wait_for(state="hidden")
