"""What is drawn, not measured, says so and comes from its script."""

import importlib.util

from utils.evidence import table
from utils.evidence.paths import COURSE_DATA


def test_the_serum_traces_come_from_their_script():
    spec = importlib.util.spec_from_file_location("serum_traces", COURSE_DATA / "derive" / "serum_traces.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    made = module.make_traces().to_csv(index=False, lineterminator="\n")
    assert made == (COURSE_DATA / "serum_traces.csv").read_text("utf-8")


def test_one_antibody_is_a_spike_and_leaves_fewer_of_the_others():
    gamma = table("serum_traces").query("fraction == 'gamma'").set_index(["pattern", "place"])["protein"]
    many, one = gamma["many antibodies"], gamma["one antibody"]
    assert one.max() > 2 * many.max()
    assert (one > many.max() / 2).sum() < (many > many.max() / 2).sum()
    assert one[88:].lt(many[88:]).all()


def test_the_lineage_is_in_order_and_sourced():
    lineage = table("lineage")
    assert lineage["step"].tolist() == list(range(1, 7))
    assert lineage["cell"].iloc[-2:].tolist() == ["plasma cell", "clone"]


def test_the_findings_at_diagnosis_cover_crab():
    presentation = table("presentation")
    assert presentation["letter"].dropna().tolist() == list("CRAB")
    assert presentation.query("unit == '%'")["value"].between(0, 100).all()
