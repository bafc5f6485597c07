"""Checks of notebook 01: rates and shares on the way from MGUS to myeloma."""

from utils.evidence import fact, table
from utils.learning.checks.findings import checks, found, is_near, missing_columns, read_number, say_number

GROUPS = ["lt_0_5", "0_5_to_1_5", "ge_1_5"]


@checks("01-1")
def check_rates(answer):
    """Rates of progression by M-protein, lowest first."""
    problem = missing_columns(answer, ["group", "value"])
    if problem:
        return problem
    groups = list(answer["group"])
    if "all" in groups:
        return found("all_kept")
    if set(groups) != set(GROUPS) or len(groups) != len(GROUPS):
        return found("other_groups", groups=", ".join(map(str, groups)), rows=len(groups))
    rates = table("mgus_rates").query("measure == 'rate'").set_index("group")["value"]
    if not all(is_near(value, rates[group]) for group, value in zip(groups, answer["value"], strict=True)):
        return found("other_measure", value=say_number(answer["value"].max()))
    return found("right") if groups == GROUPS else found("not_ordered", first=groups[0])


@checks("01-2")
def check_free_of_progression(answer):
    """Share still free of progression after ten years of smouldering myeloma."""
    number = read_number(answer)
    if number is None:
        return found("not_a_number")
    early = fact("kyle_2007-smm-progression_pct_per_year-years_1_to_5").value / 100
    late = fact("kyle_2007-smm-progression_pct_per_year-years_6_to_10").value / 100
    free = (1 - early) ** 5 * (1 - late) ** 5
    known = {
        100 * free: "right",
        free: "as_fraction",
        100 * (1 - free): "progressed",
        100 * (1 - 5 * early - 5 * late): "added",
        100 * (1 - early) ** 10: "one_rate",
        100 * (1 - early) ** 5: "five_years",
    }
    close = {key: name for key, name in known.items() if abs(number - key) <= (0.01 if key < 1 else 0.6)}
    return found(
        close[min(close, key=lambda key: abs(key - number))] if close else "other",
        number=say_number(number),
    )
