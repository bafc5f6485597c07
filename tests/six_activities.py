"""The names of the activities that the general tests hold to the same promises. One more activity is one more line."""

NAMES = (
    "mgus_explorer",
    "line_builder",
    "evidence_explorer",
    "resistance_timeline",
    "attrition_window",
    "relapse_planner",
    "drug_class_explorer",
    "burden_calendar",
    "response_classifier",
    "staging_comparer",
    "page_check",
    "night_shift",
    "order_explorer",
    "clone_river",
)
