"""Beside a harm of any grade stands how often it was severe; beside time gained stands what is known of survival."""

import re

import pytest

from utils.authoring.notebook import find_notebooks, join_source, read_notebook
from utils.evidence import table

QUOTED = re.compile(r"\(([a-z0-9][a-z0-9_.\-]+)\)\"\)")
SEVERE = {"3 or 4", "3 or higher", "fatal", "serious"}


def severe_siblings(rows):
    """Id of a figure of any grade -> ids of the severe figures for the same harm in the same people."""
    same = ["trial_id", "arm_id", "harm"]
    severe = rows[rows["grade"].isin(SEVERE)]
    pairs = rows[rows["grade"] == "any"].merge(severe, on=same, suffixes=("", "_severe"))
    return pairs.groupby("id")["id_severe"].agg(set).to_dict()


def survival_of(rows):
    """Trial -> ids of its results for survival, early cuts and parts of the people left out."""
    alive = rows[rows["endpoint"].str.startswith("os_") & ~rows["id"].str.contains("-cut_")]
    return alive.groupby("trial_id")["id"].agg(set).to_dict()


def one_sided(quoted, severe, survival, results):
    """What a text quotes of one side only: harms without the severe ones, hazards of progression without survival."""
    harms = {name for name in quoted if name in severe and not severe[name] & quoted}
    gains = results[results["id"].isin(quoted) & (results["endpoint"] == "pfs_hr")]
    silent = {
        row.id
        for row in gains.itertuples()
        if row.trial_id in survival and not survival[row.trial_id] & quoted
    }
    return sorted(harms | silent)


@pytest.fixture(scope="module")
def known():
    results = table("outcomes")
    return severe_siblings(table("safety")), survival_of(results), results


@pytest.mark.parametrize("path", find_notebooks(), ids=lambda path: path.stem)
def test_a_notebook_quotes_both_sides(path, known):
    cells = [join_source(cell) for cell in read_notebook(path).cells if cell.cell_type == "markdown"]
    assert one_sided(set(QUOTED.findall("\n".join(cells))), *known) == []


@pytest.mark.parametrize(
    ("quoted", "missing"),
    [
        ({"cilta_cel_us-cilta_cel-crs_any_pct"}, ["cilta_cel_us-cilta_cel-crs_any_pct"]),
        ({"cilta_cel_us-cilta_cel-crs_any_pct", "cilta_cel_us-cilta_cel-crs_g3plus_pct"}, []),
        ({"dreamm_3-belantamab_mafodotin-pfs_hr"}, ["dreamm_3-belantamab_mafodotin-pfs_hr"]),
        ({"dreamm_3-belantamab_mafodotin-pfs_hr", "dreamm_3-belantamab_mafodotin-os_hr"}, []),
        ({"boston-svd-pfs_hr"}, []),  # nothing about survival is in the table
    ],
)
def test_one_side_alone_is_found(known, quoted, missing):
    assert one_sided(quoted, *known) == missing
