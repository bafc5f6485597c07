"""Works out the key of a numeric question from the course's own tables and rules.

A question carries an expression instead of an answer, so that a corrected number corrects the key, and a
removed one breaks the build. Only arithmetic and the calls named here are understood; nothing else runs.
"""

import ast
import math
import operator
from collections.abc import Callable, Mapping
from datetime import date


class ExpressionError(ValueError):
    """An expression in the question bank that cannot be worked out."""


_OPERATORS = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
    ast.Pow: operator.pow,
    ast.USub: operator.neg,
    ast.Lt: operator.lt,
    ast.LtE: operator.le,
    ast.Gt: operator.gt,
    ast.GtE: operator.ge,
    ast.Eq: operator.eq,
    ast.NotEq: operator.ne,
    ast.In: lambda a, b: a in b,
}
_LARGEST_POWER = 100
_FUNCTIONS = {name: getattr(math, name) for name in ("log", "log2", "exp", "sqrt")}
_FUNCTIONS |= {"abs": abs, "round": round, "min": min, "max": max, "sum": sum, "len": len}


def evaluate(expression: str, given: Mapping[str, float] | None = None):
    """Work out an expression: arithmetic over `given` names, `fact(id)`, `outcome(id)` and clinic rules.

    >>> evaluate("100 * (before - now) / before", {"before": 4.0, "now": 1.0})
    75.0
    """
    try:
        tree = ast.parse(expression.strip(), mode="eval")
        return _walk(tree.body, dict(given or {}))
    except ExpressionError:
        raise
    except Exception as problem:
        raise ExpressionError(f"{expression!r} cannot be worked out: {problem}") from problem


def allowed_calls() -> list[str]:
    """Name the calls an expression may make: sums, facts of course_data and the clinic's rules."""
    from utils import clinic

    return sorted({*_FUNCTIONS, *clinic.__all__})


def _find_call(name: str) -> Callable:
    from utils import clinic

    if name in _FUNCTIONS:
        return _FUNCTIONS[name]
    if name in clinic.__all__:
        return getattr(clinic, name)
    raise ExpressionError(f"{name} is not among the calls: {', '.join(allowed_calls())}.")


def _days_between(first: str, last: str) -> int:
    return (date.fromisoformat(last) - date.fromisoformat(first)).days


def _fact_value(fact_id: str) -> float:
    from utils.evidence import fact

    return float(fact(fact_id).value)


def _walk(node: ast.AST, names: dict):
    """Work out one node; every kind of node that is not listed is refused."""
    kind = type(node).__name__
    if kind not in _NODES:
        raise ExpressionError(f"{kind} is not allowed in a question's expression; use sums and named calls.")
    return _NODES[kind](node, names)


def _call(node: ast.Call, names: dict):
    if not isinstance(node.func, ast.Name):
        raise ExpressionError(
            f"{ast.unparse(node.func)} is not a call by name; only named calls are understood."
        )
    called = _find_call(node.func.id)
    arguments = [_walk(argument, names) for argument in node.args]
    keywords = {keyword.arg: _walk(keyword.value, names) for keyword in node.keywords}
    return called(*arguments, **keywords)


def _attribute(node: ast.Attribute, names: dict):
    """Read a plain attribute of a result, such as `.lines`; `.value` of a fact is the number itself."""
    owner = _walk(node.value, names)
    if node.attr.startswith("_"):
        raise ExpressionError(f"{node.attr} is private and cannot be read in a question's expression.")
    return owner if node.attr == "value" and isinstance(owner, float) else getattr(owner, node.attr)


def _binary(node: ast.BinOp, names: dict):
    left, right = _walk(node.left, names), _walk(node.right, names)
    if isinstance(node.op, ast.Pow) and abs(right) > _LARGEST_POWER:
        raise ExpressionError(f"A power of {right} is larger than any question needs.")
    return _operator(node.op)(left, right)


def _compare(node: ast.Compare, names: dict):
    values = [_walk(part, names) for part in (node.left, *node.comparators)]
    pairs = zip(node.ops, values, values[1:], strict=False)
    return all(_operator(op)(left, right) for op, left, right in pairs)


def _operator(op: ast.AST):
    if type(op) not in _OPERATORS:
        raise ExpressionError(f"The operator {type(op).__name__} is not allowed in a question's expression.")
    return _OPERATORS[type(op)]


def _name(node: ast.Name, names: dict):
    if node.id not in names:
        raise ExpressionError(f"{node.id!r} is not given. Given are: {', '.join(names) or 'none'}.")
    return names[node.id]


def _sequence(node, names: dict):
    return [_walk(element, names) for element in node.elts]


def _mapping(node: ast.Dict, names: dict):
    if None in node.keys:
        raise ExpressionError("** is not allowed in a question's expression.")
    return {_walk(key, names): _walk(value, names) for key, value in zip(node.keys, node.values, strict=True)}


_NODES = {
    "Constant": lambda node, names: node.value,
    "Name": _name,
    "Call": _call,
    "Attribute": _attribute,
    "BinOp": _binary,
    "UnaryOp": lambda node, names: _operator(node.op)(_walk(node.operand, names)),
    "Compare": _compare,
    "BoolOp": lambda node, names: (
        all(_walk(part, names) for part in node.values)
        if isinstance(node.op, ast.And)
        else any(_walk(part, names) for part in node.values)
    ),
    "List": _sequence,
    "Tuple": _sequence,
    "Dict": _mapping,
}

_FUNCTIONS |= {"fact": _fact_value, "outcome": _fact_value, "days_between": _days_between}
