"""What the night shift says: the sheet in one go, what the rule says folded away, and the debrief with both timelines."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from utils.activities.ward.key import CALLS, ROUNDS, Key, find_key
from utils.activities.ward.nights import Night, clock, find_night
from utils.evidence import address, cite
from utils.models.ward import FULL, HOURS, Signs

PRESSURE = (
    "without help",
    "and fluids hold it",
    "held by norepinephrine",
    "held by norepinephrine and epinephrine",
)
OXYGEN = (
    "in room air",
    "on {flow} L/min by nasal cannula",
    "on a mask with {flow} L/min",
    "on a BiPAP machine",
)
AWAKE = (
    "Alert",
    "Sleepy, awakens unprompted",
    "Awakens to voice",
    "Awakens only to touch",
    "Cannot be roused",
)
SEIZURE = {3: "A short seizure, over by itself", 4: "A seizure for more than five minutes"}
SCAN = {3: "Scan: local swelling of the brain", 4: "Scan: swelling of the whole brain"}
PARTS = {  # of the ICE test: in words when right, and when not
    "orientation": ("knows {} of 4 of year, month, city and hospital",),
    "naming": ("names {} of 3 things",),
    "command": ("follows a command", "does not follow a command"),
    "writing": ("writes a clear sentence", "does not write a clear sentence"),
    "attention": ("counts back from 100", "cannot count back from 100"),
}


def read_sheet(signs: Signs, name: str) -> str:
    """Everything on the sheet at this hour; nothing of it is judged."""
    said = [
        f"{name.split(':')[0]}, hour {signs.hour} of {HOURS}, {clock(signs.hour)}.",
        f"{signs.temperature:.1f} °C, pulse {signs.pulse}.",
        f"Blood pressure {signs.systolic}/{signs.diastolic} {PRESSURE[signs.pressure]}{' and vasopressin' * signs.vasopressin}.",
        f"Oxygen {signs.saturation} % {OXYGEN[signs.oxygen].format(flow=signs.flow)}.",
        f"{AWAKE[signs.consciousness]}.",
        _read_ice(signs),
        *(f"{words}." for words in (SEIZURE.get(signs.seizure), SCAN.get(signs.icp)) if words),
        "Cannot lift the right arm and leg." if signs.motor else "",
        "Medicine against fever was given, and the release is not over." if signs.treated else "",
        f"The doctors write: {signs.explained} explains fever, pressure and oxygen."
        if signs.explained
        else "",
        "The doctors write: a sleeping tablet explains the drowsiness." if signs.sedated else "",
        f"New: {signs.alarm}." if signs.alarm else "",
        f"Remarks: {'; '.join(signs.notes)}." if signs.notes else "",
    ]
    return " ".join(part for part in said if part)


def _read_ice(signs: Signs) -> str:
    if signs.consciousness == 4:
        return "The ICE test cannot be done."
    if signs.ice == sum(FULL.values()):
        return "ICE test: everything right."
    points = dict(zip(FULL, signs.answers, strict=True))
    said = [
        words[0].format(points[part]) if FULL[part] > 1 else words[1 - points[part]]
        for part, words in PARTS.items()
    ]
    return f"ICE test: {', '.join(said)}."


def write_answer(name: str, seed: int, hour: int) -> str:
    """The answer at this hour, folded; at the end the debrief."""
    night = find_night(name, seed)
    end = _debrief(name, seed, night) if hour == HOURS else ""
    key = find_key(name, seed, hour)
    return (
        f"<div style='line-height:1.45;max-width:44rem'><p>The day shift says: {escape(night.told)}</p><details><summary>Decide first, then open: what the rule says now</summary>"
        f"<ul>{''.join(f'<li>{line}</li>' for line in say_key(key))}</ul></details>{end}</div>"
    )


def say_key(key: Key) -> list[str]:
    """Both grades with the row that decided, whom to ring, when to look again."""
    return [
        *(f"<b>{grade.system} {grade.grade}</b>: {escape(grade.item)}" for grade in (key.crs, key.icans)),
        f"Ring: {say_call(key)}",
        f"Look again: {key.next_check}",
    ]


def say_call(key: Key) -> str:
    """Whom to ring, and what for when it is no grade."""
    return escape(CALLS[key.call] + (f" ({key.why_call})" if key.why_call else ""))


def _debrief(name: str, seed: int, night: Night) -> str:
    """The reference timeline in words, each change once, and what the night was for."""
    rows, before = "", None
    for hour in ROUNDS:
        key = find_key(name, seed, hour)
        now = (key.crs.grade, key.icans.grade, key.call, key.crs.item, key.icans.item)
        if now != before:
            item = key.crs.item if key.crs.grade >= key.icans.grade else key.icans.item
            rows += f"<tr><td>{hour}</td><td>{now[0]}</td><td>{now[1]}</td><td>{escape(key.why_call or item)}</td></tr>"
        before = now
    link = f"<a href='{escape(address(night.source), quote=True)}' target='_blank' rel='noopener'>{escape(cite(night.source))}</a>"
    head = "".join(
        f"<th scope='col' style='text-align:left;padding-right:8px'>{words}</th>"
        for words in ("Hour", "CRS", "ICANS", "What decided")
    )
    return (
        f"<p><b>The shift is over.</b> {escape(night.moral)} ({link})</p>"
        f"<table><caption style='text-align:left'>The reference, where it changed</caption><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"
    )


def write_reply(key: Key, crs: tuple[int, str], icans: tuple[int, str], rang: bool) -> str:
    """Your grades beside the rule's, the row that decided, whom to ring and when to look again."""
    rows = "".join(
        f"<tr><th scope='row' style='text-align:left'>{grade.system}</th><td>{yours[0]}</td><td>{grade.grade}</td>"
        f"<td style='text-align:left'>{escape(grade.item)}{'' if yours[0] == grade.grade else '; yours: ' + escape(yours[1])}</td></tr>"
        for grade, yours in ((key.crs, crs), (key.icans, icans))
    )
    right = (key.crs.grade, key.icans.grade) == (crs[0], icans[0])
    told = (
        ""
        if rang == bool(key.call)
        else (" You did not ring." if key.call else " You rang: never wrong when unsure.")
    )
    return (
        f"<div role='status' style='line-height:1.4;border-left:4px solid {'#009e73' if right else '#d55e00'};padding-left:8px'>"
        f"<b>{'Both grades as the rule has them.' if right else 'Not as the rule has it.'}</b>{told}"
        f"<table><thead><tr><th></th><th>You</th><th>Rule</th><th style='text-align:left'>The row that decided</th></tr></thead><tbody>{rows}</tbody></table>"
        f"Ring: {say_call(key)}.<br>Look again: {escape(key.next_check)}.</div>"
    )


def say_score(committed: Sequence[dict]) -> str:
    """How many of the checks were as the rule has them, and how often a call was missed."""
    right = sum(row["right"] for row in committed)
    missed = sum(row["missed"] for row in committed)
    said = f"{right} of {len(committed)} checks graded as the rule has them"
    return (
        f"{said}; {missed} {'call' if missed == 1 else 'calls'} not made."
        if missed
        else f"{said}; no call missed."
    )
