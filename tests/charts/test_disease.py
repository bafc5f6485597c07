"""The line of cells, the M-protein and the findings at diagnosis say what their tables say."""

from utils.charts import plot_lineage, plot_presentation, plot_serum
from utils.evidence import table


def test_the_lineage_is_told_in_order():
    description = plot_lineage(table("lineage").sample(frac=1, random_state=1)).to_dict()["description"]
    steps = [description.index(f"Step {n}:") for n in range(1, 7)]
    assert steps == sorted(steps)
    assert "plasma cell, in the bone marrow" in description


def test_the_spike_is_read_aloud_from_the_traces():
    traces = table("serum_traces")
    both = plot_serum(traces).to_dict()["description"]
    many, one = (float(part.split("peaks at ")[1].split(" %")[0]) for part in both.split("; "))
    assert one > 2 * many
    only = plot_serum(traces[traces["pattern"] == "many antibodies"]).to_dict()["description"]
    assert "one antibody" not in only


def test_a_trace_keeps_its_colour_and_dash_alone_or_not():
    def look(chart):
        encoding = chart.to_dict()["layer"][0]["encoding"]
        return [
            dict(zip(encoding[c]["scale"]["domain"], map(str, encoding[c]["scale"]["range"]), strict=True))
            for c in ("color", "strokeDash")
        ]

    traces = table("serum_traces")
    both, alone = look(plot_serum(traces)), look(plot_serum(traces[traces["pattern"] == "one antibody"]))
    assert all(alone[i]["one antibody"] == both[i]["one antibody"] for i in range(2))


def test_findings_are_named_by_crab_and_the_commonest_are_the_title():
    presentation = table("presentation")
    chart = plot_presentation(presentation[presentation["letter"].notna()]).to_dict()
    assert "Bone, 79 %" in chart["description"]
    assert "Calcium high, 13 %" in chart["description"]
    assert "abnormal plain radiograph (79 %) and anaemia (73 %)" in " ".join(chart["title"]["text"])
