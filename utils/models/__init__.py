"""What the course computes, with NumPy and SciPy: one module a question.

`kinetics` (how long does a remission last?), `emergence` (when is a resistant cell there?), `cohort` (what
happens to a thousand people?), `survival` (how long until the event?), `presets` (with which numbers?).
Every result is modelled: for learning, not for treatment choice.
"""

__all__ = ["cohort", "emergence", "kinetics", "presets", "survival"]
