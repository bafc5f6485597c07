"""What a case must keep to, checked by machine: branches, facts, sources, labels on its day, and the clinic's own rules."""

from __future__ import annotations

import re
from collections.abc import Iterator

from utils.evidence import as_of, sources
from utils.evidence.lookup import find_fact
from utils.learning.cases.case_file import SEATS, VERDICTS, Case, Choice, Fork, Given
from utils.learning.cases.labels import labels_of, unmet
from utils.learning.questions.expressions import ExpressionError, evaluate
from utils.learning.questions.wording import fact_ids

# A share, a median or a ratio typed into a text instead of filled in from course_data.
TYPED_RESULT = re.compile(r"\d+(?:\.\d+)? ?(?:%|per cent)|(?:ratio|HR)[^.]{0,20} \d\.\d")
MADE_UP = re.compile(
    r"\d+ % plasma cells|over \d+ %"
)  # the fictional person's own marrow; limits of definitions


class CaseError(ValueError):
    """A case that does not hold; the message lists every fault by fork and choice, with what would mend it."""


def refuse_faults(case: Case) -> None:
    """Raise CaseError when a case has faults."""
    found = faults(case)
    if found:
        raise CaseError("\n".join(f"{case.id}: {fault}" for fault in found))


def faults(case: Case) -> list[str]:
    """Every fault of a case; branches first, since the rest is judged along them."""
    broken = list(_branches(case))
    return broken or [*_endless(case), *_parts(case), *_texts(case), *_treatments(case), *_rules(case)]


def _branches(case: Case) -> Iterator[str]:
    places = {*case.forks, *case.endings}
    for fork in case.forks.values():
        if fork.id in case.endings:
            yield f"{fork.id} is a fork and an ending: rename one."
        for choice in fork.choices:
            if choice.next not in places:
                yield (
                    f"missing branch: choice {choice.id!r} of fork {fork.id!r} leads to {choice.next!r}, which is neither a "
                    f"fork nor an ending. There are: {', '.join(sorted(places))}."
                )


def _endless(case: Case) -> Iterator[str]:
    """A circle, a fork without choices, or a part that nobody can reach."""
    reached, open_ = set(), []

    def visit(name: str) -> Iterator[str]:
        if name in open_:
            yield f"circle: {' -> '.join([*open_[open_.index(name) :], name])}; a way through a case must end."
            return
        if name in reached:
            return
        reached.add(name)
        if name in case.forks:
            open_.append(name)
            for choice in case.forks[name].choices:
                yield from visit(choice.next)
            open_.pop()

    yield from visit(case.first.id)
    for name in {*case.forks, *case.endings} - reached:
        yield f"{name!r} is never reached: lead a choice there, or take it out."


def _parts(case: Case) -> Iterator[str]:
    known = set(sources()["source_id"])
    for name, words in (("seats", case.seats), ("voices", case.voices)):
        if set(words) != set(SEATS):
            yield f"{name} must be those of {', '.join(SEATS)}; there are {', '.join(words)}."
    for fork in case.forks.values():
        names = [choice.id for choice in fork.choices]
        if len(names) < 2 or len(set(names)) < len(names):
            yield f"dead end: fork {fork.id!r} needs two choices or more, each with its own id; it has {names}."
        if all(choice.verdict != "acceptable" for choice in fork.choices):
            yield f"fork {fork.id!r} has no acceptable choice."
        for choice in fork.choices:
            if choice.verdict not in VERDICTS:
                yield f"{fork.id}, {choice.id}: {choice.verdict!r} is no verdict; there are {', '.join(VERDICTS)}."
            if not choice.sources or set(choice.sources) - known:
                lost = sorted(set(choice.sources) - known) or "none"
                yield f"{fork.id}, {choice.id}: needs sources of course_data/sources.csv; not there: {lost}."


def _texts(case: Case) -> Iterator[str]:
    """Facts that exist, and no result typed by hand."""
    for place, text in all_texts(case):
        lost = [name for name in fact_ids(text) if find_fact(name) is None]
        if lost:
            yield f"{place}: no fact is called {', '.join(lost)}."
        typed = TYPED_RESULT.search(MADE_UP.sub("", re.sub(r"\{\{[^}]*\}\}", "", text)))
        if typed:
            yield f"{place}: {typed[0]!r} is typed; fill it in from course_data with {{{{fact:ID}}}}."


def all_texts(case: Case) -> Iterator[tuple[str, str]]:
    """Every text of a case, with where it stands."""
    yield from (("person", case.person), ("evidence", case.evidence), ("judgement", case.judgement))
    for name, words in (("seats", case.seats), ("voices", case.voices), ("endings", case.endings)):
        yield from ((f"{name}, {key}", text) for key, text in words.items())
    for fork in case.forks.values():
        yield from ((fork.id, text) for text in (fork.scene, fork.asks))
        for choice in fork.choices:
            texts = (choice.says, choice.why, choice.then, *(given.without for given in choice.gives))
            yield from ((f"{fork.id}, {choice.id}", text) for text in texts)


def _treatments(case: Case) -> Iterator[str]:
    for fork in case.forks.values():
        for choice in fork.choices:
            for given in choice.gives:
                for fault in _treatment(case, fork, choice, given):
                    yield f"{fork.id}, {choice.id}, {given.name}: {fault}"


def _treatment(case: Case, fork: Fork, choice: Choice, given: Given) -> Iterator[str]:
    """Every drug was known on that day; a label that is named holds; where none is named, none does."""
    unknown = set(given.drugs) - set(as_of(case.day)["drugs"]["drug_id"])
    if unknown:
        yield f"{', '.join(sorted(unknown))} was not known in {case.day}."
    rows = labels_of(given, case.agency, case.day).set_index("approval_id", drop=False)
    if given.label:
        if given.label not in rows.index:
            yield f"{given.label} is no label of these drugs in force in {case.country} in {case.day}."
        else:
            (row,) = rows.loc[[given.label]].itertuples()
            yield from (f"{given.label} asks for {need}." for need in unmet(row, fork.stands))
        return
    holding = [row.approval_id for row in rows.itertuples() if not unmet(row, fork.stands)]
    if holding:
        yield f"a label does hold: name {holding[0]}."
    if not given.without:
        yield "say the label it rests on, or why it is discussed without one."
    if choice.verdict == "acceptable" and not given.basis:
        yield "acceptable without a label needs a basis, the source of a guideline or consensus."


def _rules(case: Case) -> Iterator[str]:
    """What the case says of stage, lines and grades is what the course's own rules say."""
    for fork in case.forks.values():
        for expression in fork.holds:
            try:
                holds = evaluate(expression) is True
            except ExpressionError as problem:
                yield f"{fork.id}: {problem}"
                continue
            if not holds:
                yield f"{fork.id}: {expression} does not hold by the course's rules."
