"""A policy says what to give in which situation, as plain data that can be read, printed and changed.

A policy is one of
- a list of regimen names, one a line: `["vrd_asct", "d_kd", "cilta_cel"]` (no line after the last);
- a list of rules, the first that fits wins and the last has no conditions:
  `[{"line": 1, "fitness": ["fit"], "give": "vrd_asct"}, {"refractory": ["lenalidomide"], "give": "d_kd"},
  {"give": "pd"}]`;
- a mapping {"rules": [...], "parts": {name: [...]}}: a rule may say `"use": name` in place of `"give"`, which
  puts that part's rules there, under this rule's conditions. Parts may use parts, but never in a circle.

Conditions: line (number or list), from_line, refractory (any of these drugs or classes), not_refractory (none of
them), exposed, not_exposed, fitness (list of fit, intermediate, frail), high_risk (True/False), age_from, age_under.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np

from utils.models._checks import ParameterError, require_count, require_range
from utils.models._ready import READY
from utils.models.regimens import REGIMEN_NAMES, agent_bits, regimen, suggest

FITNESS = ("fit", "intermediate", "frail")
MOST_LINES = 12
CONDITIONS = (
    "line", "from_line", "refractory", "not_refractory", "exposed", "not_exposed",
    "fitness", "high_risk", "age_from", "age_under",
)  # fmt: skip


@dataclass(frozen=True)
class Rule:
    """One situation and what to give in it; `when` holds the conditions, ready to be compared."""

    when: tuple[tuple[str, object], ...]
    code: int  # index into REGIMEN_NAMES

    def fits(self, people, line: int) -> np.ndarray | bool:
        """True where the situation holds; `people` has refractory, exposed, fitness, high_risk, age."""
        answer = True
        for key, wanted in self.when:
            answer = answer & _TESTS[key](people, line, wanted)
        return answer


@dataclass(frozen=True)
class Policy:
    """A checked policy: flat rules, first match wins, and the last line it has an answer for."""

    rules: tuple[Rule, ...]
    last_line: int = MOST_LINES

    def assign(self, people, line: int, count: int) -> np.ndarray:
        """Regimen code of each of the `count` people about to start this line."""
        codes = np.full(count, -1, dtype=np.int8)
        open_ = None
        for rule in self.rules:
            fits = rule.fits(people, line)
            if fits is False:
                continue
            if fits is True:
                codes[codes < 0] = rule.code
                break
            open_ = codes < 0 if open_ is None else open_
            codes[fits & open_] = rule.code
            open_ &= ~fits
        return codes


def check_policy(policy) -> Policy:
    """Read a policy in any of its forms. Raises ParameterError on an empty, circular or unreadable one."""
    if isinstance(policy, Policy):
        return policy
    if isinstance(policy, str):
        return _ready(policy)
    rules, parts = _split(policy)
    if all(isinstance(rule, str) for rule in rules):
        return _in_order(rules)
    flat = tuple(_flatten(rules, parts, (), ("rules",)))
    if flat[-1].when:
        raise ParameterError(
            'policy: the last rule has conditions, so some people would get nothing. End with {"give": regimen}.'
        )
    return Policy(flat)


@cache
def _ready(name: str) -> Policy:
    if name not in READY:
        raise ParameterError(f"policy {name!r} is unknown. {suggest(name, READY)}")
    return check_policy(READY[name])


def _split(policy):
    rules, parts = (
        (policy.get("rules"), policy.get("parts", {})) if isinstance(policy, Mapping) else (policy, {})
    )
    if not isinstance(rules, Sequence) or isinstance(rules, str) or not len(rules):
        raise ParameterError(
            'policy is empty or not a list of rules. Give regimen names in order, or rules like {"give": "vrd"}.'
        )
    return list(rules), dict(parts)


def _in_order(names: list[str]) -> Policy:
    require_count("lines in policy", len(names), 1, MOST_LINES, "lines")
    rules = [
        Rule((("line", frozenset({k})),), REGIMEN_NAMES.index(regimen(name).name))
        for k, name in enumerate(names, 1)
    ]
    rules.append(Rule((), rules[-1].code))
    return Policy(tuple(rules), len(names))


def _flatten(rules, parts, above, path):
    if not rules:
        raise ParameterError(f"policy: part {path[-1]!r} is empty. Give it at least one rule.")
    for rule in rules:
        when = above + _conditions(rule)
        if "use" in rule:
            yield from _flatten_part(rule["use"], parts, when, path)
        else:
            yield Rule(when, REGIMEN_NAMES.index(regimen(rule["give"]).name))


def _flatten_part(name, parts, when, path):
    if name in path:
        raise ParameterError(
            f"policy is circular: {' -> '.join((*path[1:], name))}. A part must not use itself."
        )
    if name not in parts:
        raise ParameterError(
            f"policy: part {name!r} is unknown. {suggest(str(name), parts) if parts else ''}"
        )
    yield from _flatten(parts[name], parts, when, (*path, name))


def _conditions(rule) -> tuple:
    if not isinstance(rule, Mapping) or ("give" in rule) == ("use" in rule):
        raise ParameterError(
            f'policy: {rule!r} is not a rule. It needs "give" (a regimen) or "use" (a part).'
        )
    return tuple(
        (key, _ready_condition(key, value)) for key, value in rule.items() if key not in ("give", "use")
    )


def _ready_condition(key: str, value):
    if key not in CONDITIONS:
        raise ParameterError(f"policy: condition {key!r} is unknown. {suggest(str(key), CONDITIONS)}")
    if key in ("line", "from_line"):
        lines = [value] if not isinstance(value, list | tuple | set | frozenset) else list(value)
        lines = [require_count(key, line, 1, MOST_LINES, "lines") for line in lines]
        return frozenset(lines) if key == "line" else lines[0]
    if key == "fitness":
        return _fitness_codes(value)
    if key == "high_risk":
        return bool(value)
    if key in ("age_from", "age_under"):
        return require_range(key, value, 0.0, 120.0, "years")
    return agent_bits(value)


def _fitness_codes(value) -> tuple[int, ...]:
    names = [value] if isinstance(value, str) else list(value)
    unknown = [name for name in names if name not in FITNESS]
    if unknown or not names:
        raise ParameterError(f"policy: fitness {names!r} is not known. Use {', '.join(FITNESS)}.")
    return tuple(FITNESS.index(name) for name in names)


_TESTS = {
    "line": lambda people, line, wanted: line in wanted,
    "from_line": lambda people, line, wanted: line >= wanted,
    "refractory": lambda people, line, wanted: (people.refractory & wanted) != 0,
    "not_refractory": lambda people, line, wanted: (people.refractory & wanted) == 0,
    "exposed": lambda people, line, wanted: (people.exposed & wanted) != 0,
    "not_exposed": lambda people, line, wanted: (people.exposed & wanted) == 0,
    "fitness": lambda people, line, wanted: np.array([k in wanted for k in range(len(FITNESS))]).take(
        people.fitness
    ),
    "high_risk": lambda people, line, wanted: people.high_risk == wanted,
    "age_from": lambda people, line, wanted: people.age >= wanted,
    "age_under": lambda people, line, wanted: people.age < wanted,
}
