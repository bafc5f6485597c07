"""Checks of notebook 08: one regimen with three answers, and a chart that starts at zero."""

from utils.evidence import outcomes
from utils.learning.checks.findings import checks, found, missing_columns

POPULATIONS = ["prior_lines_1", "itt", "len_refractory"]


@checks("08-1")
def check_castor(answer):
    """DVd in CASTOR: median time without progression by what the disease had met, longest first."""
    problem = missing_columns(answer, ["population", "value"])
    if problem:
        return problem
    populations = list(answer["population"])
    if "arm_id" in answer.columns and set(answer["arm_id"]) != {"d_vd"}:
        return found("both_arms")
    if len(populations) != len(set(populations)):
        return found("both_arms")
    absent = [name for name in POPULATIONS if name not in populations]
    if absent:
        return found("population_missing", name=absent[0])
    if len(populations) > len(POPULATIONS):
        return found("other_populations", name=next(p for p in populations if p not in POPULATIONS))
    rows = outcomes().query("trial_id == 'castor' and arm_id == 'd_vd' and endpoint == 'pfs_median_months'")
    medians = rows.set_index("population")["value"]
    if [float(value) for value in answer["value"]] == [medians[name] for name in POPULATIONS]:
        return found("right")
    return found(
        "not_ordered" if set(answer["value"]) == {medians[p] for p in POPULATIONS} else "other_values"
    )


@checks("08-2")
def check_share_chart(answer):
    """A bar chart of the share of people who began each line, from zero."""
    spec = answer.to_dict() if hasattr(answer, "to_dict") and hasattr(answer, "mark") else None
    if spec is None:
        return found("not_a_chart")
    mark = spec["mark"] if isinstance(spec["mark"], str) else spec["mark"].get("type")
    encoding = spec.get("encoding", {})
    fields = {channel: encoding.get(channel, {}).get("field") for channel in ("x", "y")}
    if set(fields.values()) != {"line", "share"}:
        return found("other_columns", x=fields["x"], y=fields["y"])
    if mark in ("line", "area"):
        return found("joined", mark=mark)
    if mark != "bar":
        return found("other_mark", mark=mark)
    measured = encoding["x" if fields["x"] == "share" else "y"]
    scale = measured.get("scale") or {}
    if scale.get("zero") is False or (scale.get("domain") or [0])[0] != 0:
        return found("not_from_zero")
    return found("right")
