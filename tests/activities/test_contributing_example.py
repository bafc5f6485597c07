"""The activity that CONTRIBUTING.md shows works exactly as it is printed there."""

import importlib.util
import re
import sys
from pathlib import Path

import pytest

from utils.charts.renderer import WHERE_LIVE

PAGE = Path(__file__).resolve().parents[2] / "CONTRIBUTING.md"
SECTION = re.compile(r"^## Add an activity$.*?^```python\n(.*?)^```$", re.M | re.S)


@pytest.fixture(scope="module")
def depth(tmp_path_factory):
    file = tmp_path_factory.mktemp("seventh") / "depth.py"
    file.write_text(SECTION.search(PAGE.read_text(encoding="utf-8"))[1], encoding="utf-8")
    spec = importlib.util.spec_from_file_location("printed_depth", file)
    sys.modules[spec.name] = module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    yield module
    del sys.modules[spec.name]


def test_it_is_one_short_file(depth):
    assert len(Path(depth.__file__).read_text(encoding="utf-8").splitlines()) < 80


def test_its_control_moves_sentence_and_table(depth):
    activity = depth.depth_explorer()
    before, lowest = activity.sentence, activity.answer["m_protein_g_l"].min()
    activity.update(resistant_pct=0.1)
    assert activity.error is None
    assert activity.sentence != before
    assert activity.sentence.startswith("With 0.1 % resistant cells")
    assert activity.answer["m_protein_g_l"].min() < lowest
    activity.close()


def test_a_deeper_remission_lasts_longer_by_about_what_the_law_says(depth):
    activity = depth.depth_explorer()
    grid = activity.chart.grid
    months = [int(re.search(r"lasts (\d+) months", words["sentence"])[1]) for words in grid["words"]]
    assert [setting[0] for setting in grid["settings"]] == [0.01, 0.1, 1, 10]
    assert months == sorted(months, reverse=True)
    assert months[0] > 2 * months[-1]
    activity.close()


def test_the_browser_can_answer_by_itself_and_a_viewer_without_a_kernel_sees_a_chart(depth):
    activity = depth.depth_explorer()
    forms, _ = activity._repr_mimebundle_()
    assert activity.chart.shell["answers"] == "grid"
    assert forms["text/plain"] == f"{activity.sentence}\n{WHERE_LIVE}"
    assert forms["application/vnd.vegalite.v5+json"]["mark"]["type"] == "line"
    activity.close()
