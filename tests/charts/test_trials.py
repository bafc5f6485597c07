"""Pictures of trial results: everything that a reader needs stands in the row, and no trial is joined to another."""

import math

import pandas as pd
import pytest

from utils.charts import plot_trials, plot_two_speeds
from utils.charts.trial_marks import LINES, NARROW_LINES, draw_results
from utils.charts.trials import PEOPLE, collect_results, find_title, lay_out, most_months, shorten_label
from utils.evidence import outcomes

RESULTS = outcomes().set_index("id", drop=False)


def collected(*ids):
    return collect_results(RESULTS.loc[list(ids)])


def layers(spec):
    return [inner for layer in spec.get("layer", []) for inner in [layer, *layers(layer)]]


def test_a_row_names_trial_year_people_treatment_and_control():
    (label,) = collected("castor-d_vd-pfs_hr-len_refractory")["label"]
    assert label == "CASTOR 2020, lenalidomide-refractory: D-Vd against Vd"
    (cut,) = collected("s0777-vrd-pfs_median_months-cut_2015")["label"]
    assert "cut of 2015" in cut


def test_values_stand_as_their_source_prints_them():
    (row,) = collected("imroz-isa_vrd-pfs_hr").itertuples()
    assert row.shown == "0.60 (0.41 to 0.88; 98.5 % interval)"
    assert row.brief == "0.60", "a level without its interval would mislead"


def test_levels_of_95_are_not_written_and_all_others_are():
    known = collect_results(outcomes()[outcomes()["ci_low"].notna()])
    usual = known["ci_level"] == 95
    assert not known.loc[usual, "shown"].str.contains("interval").any()
    assert known.loc[~usual, "shown"].str.contains("% interval").all()
    assert (~usual).sum() >= 3


def test_what_is_not_reached_is_an_open_arrow_without_a_point():
    known = collected("cepheus-d_vrd-pfs_median_months", "cepheus-vrd-pfs_median_months")
    rows = lay_out(known, 72)["rows"].set_index("label")
    waiting, reached = rows.loc["CEPHEUS 2025: D-VRd"], rows.loc["CEPHEUS 2025: VRd"]
    assert waiting["arrow"]
    assert math.isnan(waiting["at"])
    assert waiting["shown"] == "not reached"
    assert not reached["arrow"]
    arrows = [layer for layer in layers(draw_results(lay_out(known, 72)).to_dict())
              if layer.get("mark", {}).get("shape") == "triangle-right"]  # fmt: skip
    assert [arrow["mark"]["filled"] for arrow in arrows] == [False]


def test_an_interval_without_an_upper_end_runs_to_the_edge():
    (row,) = lay_out(collected("alcyone-d_vmp-os_median_months"), 96)["rows"].itertuples()
    assert row.high == 1
    assert row.arrow
    assert row.shown == "83.0 (72.5 to not reached)"


def test_half_and_double_lie_equally_far_from_one():
    ratios = pd.DataFrame({"value": [0.5, 1, 2]})
    known = collected("perseus-d_vrd-pfs_hr")
    at = [lay_out(known.assign(value=value), 0)["rows"]["at"].iloc[0] for value in ratios["value"]]
    assert at[1] - at[0] == pytest.approx(at[2] - at[1])


def test_every_value_of_the_tables_finds_a_place_between_the_edges():
    known = collect_results(outcomes().query("unit in ['ratio', 'months', '%']"))
    for unit, part in known.groupby("unit", observed=True):
        rows = lay_out(part, most_months(part) if unit == "months" else 100)["rows"]
        assert rows["at"].dropna().between(0, 1).all()
        inside = part["value"].between(0.1, 4) if unit == "ratio" else part["value"].notna()
        assert inside.sum() >= 0.97 * part["value"].notna().sum()


def test_comparisons_are_open_and_stand_after_what_was_tested():
    rows = lay_out(collected("maia-rd-pfs_median_months", "maia-d_rd-pfs_median_months"), 72)["rows"]
    assert list(rows["comparator"]) == [False, True]


def test_no_line_joins_two_results():
    spec = plot_trials(RESULTS.loc[["perseus-d_vrd-pfs_hr", "maia-d_rd-pfs_hr"]]).to_dict()
    kinds = {layer["mark"]["type"] for layer in layers(spec) if "mark" in layer}
    assert kinds == {"rule", "text", "point", "rect"}
    assert "not a ranking" in " ".join(spec["title"]["subtitle"])


def test_the_uncertainty_can_be_left_out_and_comes_back():
    def bars(**look):
        spec = plot_trials(RESULTS.loc[["perseus-d_vrd-pfs_hr"]], **look).to_dict()
        return [
            layer
            for layer in layers(spec)
            if layer.get("mark", {}).get("yOffset") and "x2" in layer["encoding"]
        ]

    assert not bars(intervals=False)
    assert len(bars()) == 1


def test_a_narrow_picture_shows_the_number_alone():
    tables = lay_out(collected("perseus-d_vrd-pfs_hr"), 0, narrow=True)
    fields = {
        layer["encoding"]["text"]["field"]
        for layer in layers(draw_results(tables, narrow=True).to_dict())
        if "field" in layer.get("encoding", {}).get("text", {})
    }
    assert "brief" in fields
    assert "shown" not in fields


def test_every_label_of_the_tables_fits_its_lines_whole():
    known = collect_results(outcomes().query("unit in ['ratio', 'months', '%']"))
    for unit, part in known.groupby("unit", observed=True):
        rows = lay_out(part, most_months(part) if unit == "months" else 100, narrow=True, indent=18)["rows"]
        for lines in (LINES, NARROW_LINES):
            whole = rows[list(lines)].agg(" ".join, axis=1).str.split().str.join(" ")
            wanted = rows["label"] if lines == LINES else rows["label"].map(shorten_label)
            assert whole.tolist() == wanted.str.split().str.join(" ").tolist()


@pytest.mark.parametrize(
    ("ids", "title"),
    [
        (["perseus-d_vrd-pfs_hr"], "The interval lies wholly below 1"),
        (["tourmaline_mm3-ixazomib-os_hr"], "The interval does not lie wholly below 1"),
        (["perseus-d_vrd-pfs_hr", "maia-d_rd-pfs_hr"], "All 2 intervals lie wholly below 1"),
        (["perseus-d_vrd-pfs_hr", "tourmaline_mm3-ixazomib-os_hr"], "1 of 2 intervals lie wholly below 1"),
        (["alcyone-d_vmp-pfs_hr"], "A hazard ratio of 0.42: a point left of 1"),
        (["determination-rvd_asct-pfs_median_months", "determination-rvd_alone-pfs_median_months",
          "ifm_2009-rvd_asct-pfs_median_months", "ifm_2009-rvd_alone-pfs_median_months"],
         "Within each trial, 14 to 21.3 months longer with the treatment tested"),
        (["perseus-d_vrd-mrd_neg_pct", "perseus-vrd-mrd_neg_pct"],
         "Within each trial, 27.7 more in 100 with the treatment tested"),
        (["maia-d_rd-pfs_median_months", "cepheus-d_vrd-pfs_median_months", "cepheus-vrd-pfs_median_months"],
         "From 52.6 to 61.9 months, and 1 not reached"),
        (["perseus-d_vrd-mrd_neg_pct"], "75.2 in 100"),
    ],
)  # fmt: skip
def test_the_title_is_the_finding(ids, title):
    assert find_title(collected(*ids)) == title


def test_a_point_alone_says_where_it_stands():
    assert find_title(collected("determination-rvd_alone-pfs_hr"), intervals=False).endswith("right of 1")


def test_the_description_reads_every_row():
    description = plot_trials(RESULTS.loc[["perseus-d_vrd-pfs_hr", "maia-d_rd-pfs_hr"]]).to_dict()[
        "description"
    ]
    assert "PERSEUS 2024: D-VRd + ASCT + D-R against VRd + ASCT + R: 0.42 (0.30 to 0.59)" in description
    assert "MAIA 2019" in description


def test_counted_people_have_words():
    assert set(outcomes()["population"][outcomes()["population"].isin(["itt", "treated", "infused"])]) <= set(
        PEOPLE
    )
    assert collected("castor-d_vd-pfs_hr")["people"].tolist() == ["everybody randomised"]


def test_speed_is_computed_from_the_comparison_alone():
    seen = RESULTS.loc[["perseus-vrd-pfs_pct_at_48", "perseus-d_vrd-pfs_pct_at_48"]]
    spec = plot_two_speeds(RESULTS.loc["perseus-d_vrd-pfs_hr"], seen).to_dict()
    assert spec["title"]["text"] == ["At 0.42 times the rate, 85 in 100 stay free instead of 68"]
    assert f"gives {100 * 0.677**0.42:.1f} in 100 for D-VRd, and the trial saw 84.3" in spec["description"]
    assert spec["title"]["subtitle"][-1].startswith("Modelled")


def test_speed_does_not_depend_on_the_order_of_the_rows():
    seen = RESULTS.loc[["perseus-vrd-pfs_pct_at_48", "perseus-d_vrd-pfs_pct_at_48"]]
    ratio = RESULTS.loc["perseus-d_vrd-pfs_hr"]
    assert plot_two_speeds(ratio, seen).to_dict() == plot_two_speeds(ratio, seen.iloc[::-1]).to_dict()


def test_a_saved_still_keeps_whole_names_for_the_page_to_break():
    spec = plot_trials(RESULTS.loc[["perseus-d_vrd-pfs_hr", "maia-d_rd-pfs_hr"]]).to_dict()
    (table,) = [layer["data"]["values"] for layer in layers(spec) if "label" in str(layer.get("data"))]
    assert [row["label"] for row in table] == [
        "MAIA 2019: D-Rd against Rd",
        "PERSEUS 2024: D-VRd + ASCT + D-R against VRd + ASCT + R",
    ]
    assert not {*LINES, *NARROW_LINES} & set(table[0]), "lines broken beforehand fit one width only"
    assert "page < 480" in str([param for param in spec["params"] if param["name"] == "height"])
