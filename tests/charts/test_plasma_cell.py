"""The plasma cell: every part named once, parts lit on request, first labels where their year lies."""

import pandas as pd
import pytest

from utils.charts.plasma_cell import (
    FIRST,
    LAST,
    PLACES,
    lay_out_strip,
    mark_targets,
    place_year,
    plot_plasma_cell,
)


def test_the_picture_names_what_is_lit():
    spec = plot_plasma_cell(["CD38", "BCMA"]).to_dict()
    assert spec["description"].endswith("Filled parts: CD38, BCMA.")
    assert plot_plasma_cell().to_dict()["description"].count(",") == len(PLACES)


def test_only_what_is_asked_for_is_lit():
    parts = mark_targets(["CD38"]).set_index("target")
    assert list(parts.index[parts["lit"]]) == ["CD38"]
    assert not mark_targets([])["lit"].any()


@pytest.mark.parametrize("side", ["left", "right"])
def test_names_of_one_side_keep_apart(side):
    heights = sorted(at for _, _, where, at in PLACES.values() if where == side)
    assert min(b - a for a, b in zip(heights, heights[1:], strict=False)) >= 11


def test_a_year_lies_between_its_neighbours():
    places = [place_year(year) for year in range(FIRST, LAST + 1)]
    assert places == sorted(places)
    assert (places[0], places[-1]) == (3, 97)


def test_a_drug_without_a_year_says_why():
    drugs = pd.DataFrame(
        {"short": ["one", "two"], "year": [2015, None], "words": ["", "a procedure, no label"]}
    )
    strip = lay_out_strip(drugs, 2026)
    assert list(strip["words"]) == ["one 2015", "two: a procedure, no label"]
    assert list(strip["dated"]) == [True, False]
    assert lay_out_strip(drugs.head(0), 2003)["words"].tolist() == ["no drug of this class was known yet"]
