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

- `profile_patient(known) -> Profile`: every system at once, from `labs_on(labs, day)`; `.table()`.

The names below load when first used, so that importing the room costs nothing.
"""

from __future__ import annotations

from importlib import import_module

_HOME = {
    "profile_patient": "profile", "diagnose": "diagnosis", "Limits": "criteria",
    "score_20_2_20": "smouldering", "score_20_2_20_fish": "smouldering", "score_smouldering": "smouldering",
    "stage_iss": "staging", "stage_riss": "staging", "stage_r2iss": "staging",
    "stage_hr2025": "risk", "stage_msmart": "risk",
    "score_frailty": "frailty", "score_frailty_simplified": "frailty", "list_transplant_points": "frailty",
    "classify_response": "response", "find_progression": "response",
    "response_timeline": "response", "response_timelines": "response", "best_responses": "response",
    "assess_mrd": "mrd", "is_sustained": "mrd",
    "event": "history", "count_lines": "lines",
    "judge_refractory": "labels", "label_refractory_classes": "labels", "label_refractoriness": "refractory",
    "grade_crs": "toxicity", "grade_icans": "toxicity",
    "labs_on": "labs", "convert": "units", "find_drug": "drugs", "parse_regimen": "drugs",
}  # fmt: skip

__all__ = list(_HOME)


def __getattr__(name: str) -> object:
    if name not in _HOME:
        raise AttributeError(f"utils.clinic has no {name!r}. It has: {', '.join(__all__)}.")
    return getattr(import_module(f"{__name__}.{_HOME[name]}"), name)


def __dir__() -> list[str]:
    return sorted(__all__)
