"""A notebook that cannot become a page stops the building: by its name, its cell, and with the way out."""

import pytest

from utils.charts.renderer import MIME
from utils.site.shown import Shown, tidy_table
from utils.site.trouble import PageTrouble


def cell(source, outputs=(), count=1):
    return {"id": "a-cell", "source": source, "outputs": list(outputs), "execution_count": count}


def result(**data):
    return {
        "output_type": "execute_result",
        "data": {key.replace("_", "/"): value for key, value in data.items()},
    }


@pytest.mark.parametrize(
    ("made", "said"),
    [
        (cell("1", count=None), "it was not run"),
        (cell("1", [{"output_type": "error"}]), "ended in an error"),
        (cell('quiz("08")', [result(text_html="<p>old</p>")]), "saved questions are not those of today"),
        (cell("mgus_explorer()", [{"output_type": "execute_result", "data": {MIME: {"mark": "bar"}}}]), "saved picture is not the one of today"),
    ],
)  # fmt: skip
def test_what_is_stale_or_unfinished_is_named(made, said):
    with pytest.raises(PageTrouble, match=f"08, cell a-cell: .*{said}.*course.py refresh 08"):
        Shown("08").add(made)


def test_a_call_that_cannot_be_repeated_is_named():
    with pytest.raises(PageTrouble, match="08, cell a-cell: .*relapse_planner.*Write them out"):
        Shown("08").add(cell("relapse_planner(mine)"))


def test_words_tables_and_markdown_go_through():
    shown = Shown("08")
    shown.add(
        cell(
            "x",
            [
                {"output_type": "stream", "text": "said"},
                result(text_html="<table></table>"),
                result(text_plain="1"),
            ],
        )
    )
    assert [part["kind"] for part in shown.blocks["a-cell"]] == ["text", "html", "text"]


def test_an_empty_corner_is_no_heading():
    assert tidy_table("<style scoped>x</style><table><th></th><th>a</th>") == "<table><td></td><th>a</th>"
