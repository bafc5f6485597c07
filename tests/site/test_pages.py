"""Prose on a page: places to link to, links that lead to pages, tables that scroll; and one small page as a whole."""

import json
import re

import nbformat
import pytest
import yaml

from utils.authoring.notebook import find_notebooks, read_notebook
from utils.setup.bundler import add_bundler
from utils.setup.places import ROOT
from utils.setup.trouble import Trouble
from utils.site import build
from utils.site.pages import cell_html, headings, plain, read_page


def test_a_heading_is_a_place_to_link_to():
    html = cell_html("## 3 · Line after line\n\nText.")
    assert headings(html) == [("s-3-line-after-line", "3 · Line after line")]
    assert 'href="#s-3-line-after-line"' in html


def test_a_link_to_a_notebook_leads_to_its_page():
    assert 'href="07_first_relapse.html#x"' in cell_html("[07](07_first_relapse.ipynb#x)")


def test_a_wide_table_can_be_scrolled_by_keyboard():
    assert '<div class="wide" tabindex="0" role="region"' in cell_html("|a|b|\n|-|-|\n|1|2|")


def test_the_sentence_under_a_title_is_plain_words():
    first = "# 05 · What is a line?\n\n**A myeloma is *refractory* to a drug.**\n\n40 minutes (25 for the core path) · x"
    cells = [{"cell_type": "markdown", "source": first}]
    page = read_page("05_x", nbformat.from_dict({"cells": cells}))
    assert (page.lead, page.minutes) == (
        "A myeloma is refractory to a drug.",
        "40 minutes (25 for the core path)",
    )


def test_plain_words():
    assert plain("<b>1 &lt; 2</b> ") == "1 < 2"


@pytest.fixture(scope="module")
def files():
    add_bundler()
    return build.build(find_notebooks(["00"]))


def test_one_notebook_makes_a_whole_site(files):
    assert {
        "index.html",
        "glossary.html",
        "sources.html",
        "review.html",
        "about.html",
        "00_start_here.html",
    } <= set(files)


def test_every_place_has_one_name(files):
    for name, html in files.items():
        ids = re.findall(r'\sid="([^"]+)"', html) if name.endswith(".html") else []
        assert len(ids) == len(set(ids)), name


def test_nothing_is_asked_of_a_network(files):
    for name, text in files.items():
        if name.endswith(".html"):
            assert not re.findall(
                r'<(?:script|img|iframe)[^>]+src="http|<link[^>]+href="http|@import|url\(http', text
            ), name


def test_links_lead_somewhere(files):
    places = {name: set(re.findall(r'\sid="([^"]+)"', html)) for name, html in files.items()}
    for name, html in files.items():
        for target, place in re.findall(
            r'href="([a-z0-9_]+\.html)?(?:#([^"?]*))?"', html if name.endswith(".html") else ""
        ):
            if target in files or not target:
                assert not place or place in places[target or name], (name, target, place)


def test_every_data_of_a_page_is_readable_json(files):
    found = re.findall(
        r'<script type="application/json"[^>]*>(.*?)</script>', files["00_start_here.html"], re.DOTALL
    )
    assert len(found) > 3
    assert all(json.loads(text) is not None for text in found)


def test_the_road_names_page_and_minutes(files):
    notebook = read_notebook(find_notebooks(["00"])[0])
    assert re.search(r"\d+ minutes", files["index.html"])
    assert notebook.cells[0].source.splitlines()[0].removeprefix("# ") in files["index.html"]


def test_a_source_lists_the_numbers_that_rest_on_it_and_the_page_that_quotes_them(files):
    assert re.search(
        r'kyle_2006-mgus-prevalence_pct: <a href="00_start_here.html">00</a>', files["sources.html"]
    )


def test_the_same_notebook_makes_the_same_pages(files):
    assert build.build(find_notebooks(["00"])) == files


def test_pages_replace_pages_and_nothing_else(tmp_path, files):
    (tmp_path / "thesis.txt").write_text("mine")
    with pytest.raises(Trouble, match="something else"):
        build.write_site(tmp_path, files, [])
    out = tmp_path / "out"
    build.write_site(out, files, [])
    (out / "old.html").write_text("old")
    count, size = build.write_site(out, files, find_notebooks(["00"]))
    assert not (out / "old.html").exists()
    assert count == len(files) + 1
    assert size > 100_000


def test_publishing_builds_with_the_same_command():
    flow = yaml.safe_load((ROOT / ".github/workflows/pages.yml").read_text(encoding="utf-8"))
    steps = flow["jobs"]["build"]["steps"]
    assert "python course.py site" in [step.get("run") for step in steps]
    (kept,) = [step["with"]["path"] for step in steps if "upload-pages-artifact" in step.get("uses", "")]
    assert (ROOT / kept) == build.OUT
