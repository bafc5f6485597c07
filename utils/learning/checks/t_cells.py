"""Checks of notebook 11: grades of four sheets, and people behind shares."""

from utils.clinic import grade_crs
from utils.evidence import arms, outcomes
from utils.learning.checks.findings import checks, found, is_near, missing_columns

SHEETS = ((True, 0, 0), (True, 1, 2), (False, 2, 0), (True, 2, 1))
STUDIES = ["cartitude_2c", "majestec_1c", "teclistamab_us"]


@checks("11-1")
def check_sheets(answer):
    """The grade of CRS of each of the four sheets."""
    problem = missing_columns(answer, ["crs"])
    if problem:
        return problem
    given = list(answer["crs"])
    if len(given) != len(SHEETS):
        return found("other_rows", rows=len(given))
    right = [grade_crs(*sheet).grade for sheet in SHEETS]
    if given == right:
        return found("right")
    if given == [pressure + oxygen + 1 for _, pressure, oxygen in SHEETS]:
        return found("added")
    if given == [max(pressure, oxygen) + 1 for _, pressure, oxygen in SHEETS]:
        return found("without_fever")
    return found(
        "other", sheet=next(k for k, (a, b) in enumerate(zip(given, right, strict=True), 1) if a != b)
    )


@checks("11-2")
def check_people(answer):
    """How many people responded in each group of three studies."""
    problem = missing_columns(answer, ["trial_id", "arm_id", "n", "responded"])
    if problem:
        return problem
    rows = (
        outcomes()
        .query("endpoint == 'orr_pct' and trial_id in @STUDIES")
        .merge(arms(), on=["trial_id", "arm_id"])
    )
    right = {(row.trial_id, row.arm_id): (row.value, row.value * row.n / 100) for row in rows.itertuples()}
    given = list(zip(answer["trial_id"], answer["arm_id"], answer["responded"], strict=True))
    groups = [group[:2] for group in given]
    if len(groups) > len(set(groups)):
        return found("mixed_arms", rows=len(given))
    if set(groups) != set(right):
        return found("other_rows", rows=len(given))
    people = {group: value for *group_, value in given for group in [tuple(group_)]}
    if all(is_near(people[group], share) for group, (share, _) in right.items()):
        return found("shares")
    if any(float(value) != round(float(value)) for value in people.values()):
        return found("not_whole")
    if all(people[group] == round(exact) for group, (_, exact) in right.items()):
        return found("right")
    wrong = next(group for group, (_, exact) in right.items() if people[group] != round(exact))
    return found("other", study=wrong[0])
