"""The page as it was read, in HTML: the text with its marks, each of which opens its row; names known here; what was not read."""

from functools import lru_cache
from html import escape

from utils.activities.matching.reading import Reading
from utils.activities.matching.rows import EVERYBODY
from utils.activities.matching.verdicts import ABSENT, OLDER, OTHER, SOURCED, UNREAD, Mark
from utils.evidence import address, cite, fact, table, trial

SHORT = {SOURCED: "here", OLDER: "older", OTHER: "other", ABSENT: "not found", UNREAD: "not read"}
EDGE = {
    SOURCED: "3px solid #0072B2", OLDER: "3px dashed #D55E00", OTHER: "5px double #CC79A7", ABSENT: "3px dotted #808080",
    UNREAD: "1px dotted #808080",
}  # fmt: skip
BOX = (
    "border:1px solid #8888;padding:4px 10px;margin:4px 0;border-radius:4px;font-size:14px;white-space:normal"
)
MOST_SHOWN = 6000  # letters of the text shown around its marks


def write_page(reading: Reading) -> str:
    """The text with its marks, then the names; all of the pasted text is text, never HTML."""
    return (
        "<div class='myeloma-page-check' style='line-height:1.7;max-width:44rem'>"
        f"<p style='margin:8px 0 2px'><b>The text, with its marks.</b> Each mark opens its row.</p>"
        f"<div style='white-space:pre-wrap;overflow-wrap:anywhere'>{_mark_text(reading)}</div>{_write_names(reading)}</div>"
    )


def _mark_text(reading: Reading) -> str:
    """The letters between marks escaped, each mark a disclosure in its place."""
    parts, place = [], 0
    for mark in reading.marks:
        if mark.start < place or mark.start > MOST_SHOWN:
            continue
        parts += [escape(reading.text[place : mark.start]), _write_mark(mark)]
        place = mark.end
    rest = reading.text[place:MOST_SHOWN] if place < MOST_SHOWN else ""
    more = (
        "<p><i>The rest of the text is not shown here; its numbers are in the data table.</i></p>"
        if len(reading.text) > MOST_SHOWN
        else ""
    )
    return "".join(parts) + escape(rest) + more


def _write_mark(mark: Mark) -> str:
    shown = f"<span style='border-bottom:{EDGE[mark.verdict]};font-weight:600'>{escape(mark.text)}</span>"
    tag = f"<span style='font-size:12px'> [{SHORT[mark.verdict]}]</span>"
    inside = "".join(write_row(fact_id) for fact_id in mark.ids[:3]) + (
        _later(mark) if mark.verdict == OLDER else ""
    )
    said = f"<div><b>{escape(mark.verdict[0].upper() + mark.verdict[1:])}</b>: {escape(mark.note)}.</div>"
    return (
        # Not `inline`: what a closed one holds would still break the line.
        f"<details style='display:inline-block;vertical-align:top;max-width:100%'><summary style='display:inline;cursor:pointer' title='{escape(mark.verdict)}'>{shown}{tag}</summary>"
        f"<div style='{BOX}'>{said}{inside}</div></details>"
    )


def _later(mark: Mark) -> str:
    """The row that took the place of an older one."""
    newer = mark.ids[0].rsplit("-cut_", 1)[0]
    return (
        f"<div><b>Later:</b></div>{write_row(newer)}" if newer != mark.ids[0] and newer in known_ids() else ""
    )


@lru_cache(maxsize=1)
def known_ids() -> frozenset[str]:
    """Ids of all results and harms."""
    return frozenset(table("outcomes")["id"]) | frozenset(table("safety")["id"])


@lru_cache(maxsize=512)
def write_row(fact_id: str) -> str:
    """A row in words: trial, arm, measure, value with its interval, in whom, how long followed, source."""
    found = fact(fact_id)
    row = found.row
    regimens = table("arms").set_index(["trial_id", "arm_id"])["regimen"]
    who = f"{trial(row['trial_id'])['name']}, {regimens[row['trial_id'], row['arm_id']]}"
    who += f" against {regimens[row['trial_id'], row['comparison']]}" if row.get("comparison") else ""
    unit = "hazard ratio" if found.unit == "ratio" else found.unit
    value = f"{found.shown} {unit}" if found.shown else "not reached"
    low, high = row.get("ci_low"), row.get("ci_high")
    interval = f" ({low} to {high}; {row['ci_level']} % CI)" if low and high else ""
    people = row.get("population", "")
    apart = "" if people in ("", *EVERYBODY) else f", {people.replace('_', ' ')}"
    followed = f"; median follow-up {row['follow_up_months']} months" if row.get("follow_up_months") else ""
    link = f"<a href='{escape(address(fact_id), quote=True)}' target='_blank' rel='noopener' style='text-decoration:underline'>{escape(cite(found.source_id))}</a>"
    return f"<div>{escape(who + apart)}: {escape(say_measure(row))}: <b>{escape(value)}</b>{interval}{followed}. Source: {link}</div>"


def say_measure(row: dict[str, str]) -> str:
    """What a row measures, in the words of the endpoint list; a harm with its grade."""
    if "harm" in row:
        grade = "" if row["grade"] in ("any", "fatal", "serious") else f", grade {row['grade']}"
        return f"{row['harm']}{grade}"
    meanings = table("endpoints").set_index("endpoint")["meaning"]
    return meanings.get(row["endpoint"], row["endpoint"].replace("_", " "))


def _write_names(reading: Reading) -> str:
    """Trials and drugs of the text that stand in the tables, each opening what they are."""
    trials = dict.fromkeys(name.trials[0] for name in reading.names if name.trials)
    drugs = dict.fromkeys(drug for name in reading.names for drug in sorted(name.drugs))
    items = [*map(_write_trial, trials), *map(_write_drug, drugs)]
    listed = " ".join(filter(None, items)) or "none"
    return f"<p style='margin:10px 0 2px'><b>Names that the tables know:</b> {listed}</p>"


def _open(name: str, words: str) -> str:
    return (
        f"<details style='display:inline-block;vertical-align:top;margin-right:10px;max-width:100%'><summary style='cursor:pointer'>{escape(name)}</summary>"
        f"<div style='{BOX}'>{escape(words)}</div></details>"
    )


@lru_cache(maxsize=512)
def _write_trial(trial_id: str) -> str:
    row = trial(trial_id)
    said = f"{row['setting']}; {row['line']}; compared with {row['control'] or 'nothing'}; results published from {row['year']}."
    return _open(row["name"], f"{row['name']}: {said}")


@lru_cache(maxsize=512)
def _write_drug(drug_id: str) -> str:
    """What a drug is; empty for what the list of drugs does not hold."""
    rows = table("drugs").set_index("drug_id")
    if drug_id not in rows.index:
        return ""
    row = rows.loc[drug_id]
    kind = table("classes").set_index("class_id")["name"].get(row["class_id"], "")
    brands = (
        f"; sold as {row['brand_names'].replace(';', ', ')}" if isinstance(row["brand_names"], str) else ""
    )
    return _open(row["name"], f"{row['name']}: {kind}{brands}.")
