"""What the commands `evidence` and `freshness` print."""

import argparse
from datetime import date, timedelta

import pandas as pd

from utils.evidence.checks import problems
from utils.evidence.errors import CourseDataError
from utils.evidence.lookup import facts
from utils.evidence.quoted import second_reading_lines
from utils.evidence.tables import declared, table, table_names

TARGETS = {"trials": 60, "outcomes": 500, "sequencing": 19, "web_claims": 77}
KEPT_DAYS = 365


def evidence(argv: list[str]) -> int:
    """Count every table against its target and run every check; 0 when both hold."""
    argparse.ArgumentParser(prog="course.py evidence", description=evidence.__doc__).parse_args(argv)
    found = problems()
    print(*(f"- {problem}" for problem in found), sep="\n", end="\n" if found else "")
    counts = {name: _count(name) for name in table_names()}
    print(*(_count_line(name, n) for name, n in counts.items()), sep="\n")
    short = [name for name, due in TARGETS.items() if counts.get(name, 0) < due]
    print(*second_reading_lines(), sep="\n")
    print(f"below target: {', '.join(short)}" if short else "every target is met")
    print(
        f"{len(found)} problems"
        if found
        else f"every check passes; {len(facts())} numbers have an id and a source"
    )
    return int(bool(short or found))


def freshness(argv: list[str]) -> int:
    """List what was last reviewed more than 12 months ago, then what is soonest to become so."""
    parser = argparse.ArgumentParser(prog="course.py freshness", description=freshness.__doc__)
    parser.add_argument("--next", type=int, default=10, help="how many of the soonest to list (10)")
    wanted = parser.parse_args(argv)
    dated = reviewed_rows()
    stale = dated["expires"] < pd.Timestamp(date.today())
    print(f"{int(stale.sum())} of {len(dated)} dated rows were last reviewed more than 12 months ago")
    print(*map(_freshness_line, dated[stale].to_dict("records")), sep="\n", end="\n" if stale.any() else "")
    print("soonest to need another look:")
    print(*map(_freshness_line, dated[~stale].head(wanted.next).to_dict("records")), sep="\n")
    return 0


def reviewed_rows() -> pd.DataFrame:
    """Every row that carries a review date: `table`, `id`, `reviewed`, `expires` (12 months on), soonest first."""
    parts = [_dated(name) for name in table_names() if "reviewed" in declared(name).columns]
    return pd.concat(parts).sort_values(["expires", "table", "id"], ignore_index=True)


def _dated(name: str) -> pd.DataFrame:
    frame = table(name)
    expires = frame["reviewed"] + timedelta(days=KEPT_DAYS)
    return pd.DataFrame(
        {"table": name, "id": frame.iloc[:, 0].astype(str), "reviewed": frame["reviewed"], "expires": expires}
    )


def _count(name: str) -> int:
    try:
        return len(table(name))
    except CourseDataError:
        return 0


def _count_line(name: str, count: int) -> str:
    target = (
        f"  target {TARGETS[name]}: {'met' if count >= TARGETS[name] else 'NOT met'}"
        if name in TARGETS
        else ""
    )
    return f"{count:6d}  {name}{target}"


def _freshness_line(row: dict) -> str:
    return f"  {row['expires']:%Y-%m-%d}  {row['table']}: {row['id']} (reviewed {row['reviewed']:%Y-%m-%d})"
