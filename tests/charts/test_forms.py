"""Both forms of a picture in one saved drawing."""

from utils import activities
from utils.charts.forms import join_forms
from utils.charts.present import NARROW

WIDE = {"layer": [{"mark": "bar"}], "height": 300, "config": {"a": 1}}
SLIM = {"layer": [{"mark": "text", "transform": [{"filter": "datum.first"}]}], "height": 500}


def test_each_form_is_shown_on_the_pages_it_fits():
    joined = join_forms(WIDE, SLIM)
    assert [layer["transform"] for layer in joined["layer"]] == [
        [{"filter": f"page >= {NARROW}"}],
        [{"filter": f"page < {NARROW}"}, {"filter": "datum.first"}],
    ]
    assert joined["params"] == [{"name": "height", "update": f"page < {NARROW} ? 500 : 300"}]
    assert joined["config"] == WIDE["config"]


def test_what_the_wide_form_needs_decides():
    joined = join_forms({**WIDE, "usermeta": {"least": 656}}, SLIM)
    assert joined["layer"][0]["transform"] == [{"filter": "page >= 656"}]


def test_stepped_rows_take_the_step_that_suits_both():
    joined = join_forms({**WIDE, "height": {"step": 40}}, {**SLIM, "height": {"step": 54}})
    assert joined["height"] == {"step": 54}
    assert "params" not in joined


def test_a_saved_activity_holds_both_forms():
    planner = activities.relapse_planner()
    saved = planner.chart._still
    filters = [str(layer["transform"][0]["filter"]) for layer in saved["layer"]]
    assert {words.split()[1] for words in filters} == {"<", ">="}
    planner.close()
