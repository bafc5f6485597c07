"""The rules clinicians apply by hand, as pure functions that say which rule fired.

Every result carries `why` (one sentence with its numbers), `rule` (id of the published source) and `needs`
(the missing tests that could change it). Nothing here reads a file, draws, or recommends.

- `count_lines(history) -> Lines`: history is a DataFrame with start, stop, drugs, planned, reason, event
  (start add drop dose pause substitute sct bridge radiotherapy); `.n .events .starts .ambiguous .table()`.
- `label_refractoriness(history, progressions, responses=None) -> Refractoriness`: `.drugs .label .state
  .classes .remaining() .table()`; `responses` from `best_responses(timeline, history)`.
- `response_timeline(labs, starts=()) -> Timeline`: labs is a DataFrame with date, test, value, unit;
  starts is `count_lines(history).starts`; `.visits .episodes .best_response .progression_date
  .progressions .relapse .table()`.

- `profile_patient(known) -> Profile`: every system at once, from `labs_on(labs, day)`; `.table()`. `rank_missing(known)`:
  which missing test would settle an open answer; `find_flips(before, after)`: what one changed result moves, and why.

Three rooms: `response/` (labs to categories), `lines/` (history to lines and labels), `staging/` (diagnosis,
stage, risk, frailty); beside them what all three need. The names below load when first used, so that importing the room costs nothing.
"""

from __future__ import annotations

from importlib import import_module

_HOME = {
    "profile_patient": "staging.profile",
    "diagnose": "staging.diagnosis",
    "compare_crab": "staging.crab",
    "Limits": "staging.criteria",
    "score_20_2_20": "staging.smouldering",
    "score_20_2_20_fish": "staging.smouldering",
    "score_smouldering": "staging.smouldering",
    "stage_iss": "staging.staging",
    "stage_riss": "staging.staging",
    "stage_r2iss": "staging.staging",
    "stage_hr2025": "staging.risk",
    "stage_msmart": "staging.risk",
    "score_frailty": "staging.frailty",
    "score_frailty_simplified": "staging.frailty",
    "list_transplant_points": "staging.frailty",
    "defining_events": "staging.events",
    "rank_missing": "staging.settling",
    "find_flips": "staging.flips",
    "read_sheet": "staging.sheet",
    "classify_response": "response.response",
    "find_progression": "response.response",
    "response_timeline": "response.response",
    "response_timelines": "response.response",
    "best_responses": "response.response",
    "assess_mrd": "response.mrd",
    "is_sustained": "response.mrd",
    "event": "lines.history",
    "count_lines": "lines.lines",
    "judge_refractory": "lines.labels",
    "label_refractory_classes": "lines.labels",
    "label_refractoriness": "lines.refractory",
    "describe_situation": "lines.situations",
    "grade_crs": "toxicity",
    "grade_icans": "toxicity",
    "labs_on": "response.labs",
    "convert": "units",
    "find_drug": "lines.drugs",
    "parse_regimen": "lines.drugs",
}

__all__ = list(_HOME)


def __getattr__(name: str) -> object:
    if name not in _HOME:
        raise AttributeError(f"utils.clinic has no {name!r}. It has: {', '.join(__all__)}.")
    return getattr(import_module(f"{__name__}.{_HOME[name]}"), name)


def __dir__() -> list[str]:
    return sorted(__all__)
