"""Whether a number of lines opens a trial's door: one criterion of many, and only where it was read."""

from __future__ import annotations

from utils.clinic.unknown import is_unknown

MEETS, MISSES, OPEN = "meets", "misses", "not decided by the number"


def judge_entry(n: int | None, least: int | None, most: int | None, or_else: str = "") -> str:
    """Does somebody with `n` prior lines meet a trial's criterion of `least` to `most` prior lines?

    most: unknown means that there was no upper limit. or_else: another way in, which then decides when lines are too few.
    What is not known is not guessed: "not decided by the number".

    >>> judge_entry(2, 1, 3), judge_entry(4, 1, 3), judge_entry(2, 3, None, "refractory to both"), judge_entry(None, 1, 3)
    ('meets', 'misses', 'not decided by the number', 'not decided by the number')
    """
    if is_unknown(n) or is_unknown(least):
        return OPEN
    if n < least:
        return OPEN if or_else else MISSES
    return MISSES if not is_unknown(most) and n > most else MEETS
