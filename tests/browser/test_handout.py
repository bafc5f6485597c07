"""The handout printed: two pages of A4, nothing cut, letters that can be read on paper."""

import pytest

from utils.authoring.notebook import find_notebooks, read_notebook
from utils.setup.bundler import add_bundler
from utils.teaching.handout.sheet import make_handout, write_handout
from utils.teaching.printing import count_pages, print_pdf
from utils.teaching.sessions import read_session

SMALLEST = 7  # pixels, which are 5 points on paper
SHEETS = """() => [...document.querySelectorAll('.sheet')].map((sheet) => ({
  over: Math.max(sheet.scrollHeight - sheet.clientHeight, sheet.scrollWidth - sheet.clientWidth),
  letters: Math.min(99, ...[...sheet.querySelectorAll('svg')].flatMap((svg) => [...svg.querySelectorAll('text')]
    .filter((text) => text.textContent.trim())
    .map((text) => parseFloat(getComputedStyle(text).fontSize) * svg.getScreenCTM().a))),
}))"""


@pytest.mark.parametrize(
    "number", ["00", "05", "08"]
)  # without an activity; with the tallest pictures; the usual
def test_a_handout_is_two_whole_pages(browser, number):
    add_bundler()
    (path,) = find_notebooks([number])
    html = write_handout(make_handout(number, read_notebook(path), read_session(number)))
    page = browser.new_page(viewport={"width": 860, "height": 1200})
    page.emulate_media(media="print")
    page.set_content(html)
    sheets = page.evaluate(SHEETS)
    assert [sheet["over"] for sheet in sheets] == [0, 0]
    assert min(sheet["letters"] for sheet in sheets) >= SMALLEST
    assert count_pages(page.pdf(prefer_css_page_size=True)) == 2
    page.close()


def test_the_installed_browser_prints_a_page_by_itself(browser):
    pages = "<style>@page { size: A4 } p { break-after: page }</style><p>one<p>two<p>three</p>four"
    assert count_pages(print_pdf(pages)) == 4
