"""Checks of notebook 09: what a sample misses, and which mechanisms were seen in people."""

from utils.evidence import resistance
from utils.learning.checks.findings import checks, found, is_near, missing_columns, read_number, say_number
from utils.models.samples import chance_seen

SHARE = 1 / 100
MODELS = ["cell models", "animal model"]


@checks("09-1")
def check_missed_clone(answer):
    """Chance that a clone of one cell in a hundred is missed."""
    number = read_number(answer)
    if number is None:
        return found("no_number")
    missed = 1 - chance_seen(SHARE)
    if is_near(number, missed):
        return found("right", percent=f"{100 * missed:.0f} %")
    if is_near(number, chance_seen(SHARE)):
        return found("seen_not_missed", number=say_number(number))
    if is_near(number, 100 * missed):
        return found("per_cent", number=say_number(number))
    if is_near(number, 1 - chance_seen(SHARE, least=1)):
        return found("one_cell")
    return found("other", number=say_number(number))


@checks("09-2")
def check_seen_in_people(answer):
    """Mechanisms against proteasome inhibitors that were seen in people."""
    problem = missing_columns(answer, ["mechanism", "evidence"])
    if problem:
        return problem
    rows, said = resistance(), sorted(map(str, answer["mechanism"]))
    mine, people = rows["class_id"] == "proteasome_inhibitor", ~rows["evidence"].isin(MODELS)
    usual = {
        "right": mine & people,
        "models_too": mine,
        "all_classes": people,
        "cohort_only": mine & (rows["evidence"] == "patient cohort"),
    }
    for name, chosen in usual.items():
        if said == sorted(rows.loc[chosen.fillna(False), "mechanism"]):
            return found(name, n=len(said))
    return found("other", n=len(said))
