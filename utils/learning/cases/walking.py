"""Ways through a case, and where one of them stands."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pandas as pd

from utils.learning.cases.case_file import VERDICTS, Case, Choice, Fork
from utils.learning.cases.loading import case_names, load_case


def every_way(case: Case, start: str | None = None) -> Iterator[tuple[Choice, ...]]:
    """Every way through a case from its first fork (or `start`) to an ending, as the choices made."""
    fork = case.forks[start] if start else case.first
    for choice in fork.choices:
        if choice.next in case.endings:
            yield (choice,)
        else:
            yield from ((choice, *rest) for rest in every_way(case, choice.next))


def follow(case: Case, taken: Sequence[str]) -> list[tuple[Fork, Choice]]:
    """The steps that ids of choices make from the first fork on; it stops where an id does not fit."""
    steps, place = [], case.first.id
    for name in taken:
        fork = case.forks.get(place)
        choice = fork.choice(name) if fork else None
        if choice is None:
            break
        steps.append((fork, choice))
        place = choice.next
    return steps


def worked_way(case: Case) -> list[tuple[Fork, Choice]]:
    """The way of a board that takes the first acceptable choice at each fork."""
    taken, place = [], case.first.id
    while place in case.forks:
        choice = next(c for c in case.forks[place].choices if c.verdict == "acceptable")
        taken.append(choice.id)
        place = choice.next
    return follow(case, taken)


def case_choices() -> pd.DataFrame:
    """Every choice of every case, one row each: case, decision, choice, verdict, says; verdict in words."""
    rows = [
        (case.id, fork.id, fork.asks, choice.id, VERDICTS[choice.verdict], choice.says)
        for case in map(load_case, case_names())
        for fork in case.forks.values()
        for choice in fork.choices
    ]
    return pd.DataFrame(rows, columns=["case", "decision", "asks", "choice", "verdict", "says"])
