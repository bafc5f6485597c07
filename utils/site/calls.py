"""What a cell of a notebook shows: the call in its last line, when it is one of the course's activities or questions."""

import ast
from dataclasses import dataclass, field

from utils import learning
from utils.charts.lookup import public_functions


@dataclass(frozen=True)
class Call:
    """A call with plain values: its name, and whether an activity or the learning room answers it."""

    room: str
    name: str
    args: tuple = ()
    kwargs: dict = field(default_factory=dict)

    def run(self) -> object:
        """What it gives."""
        room = __import__(f"utils.{self.room}", fromlist=[self.name])
        return getattr(room, self.name)(*self.args, **self.kwargs)


class UnreadableCall(ValueError):  # noqa: N818 - the name says it
    """A call whose arguments are computed in the notebook, so that it cannot be repeated here."""


def find_call(source: str) -> Call | None:
    """The call in the last line, or None when that is something else. Raises UnreadableCall for computed arguments."""
    body = ast.parse(source).body
    last = body[-1].value if body and isinstance(body[-1], ast.Expr) else None
    if not isinstance(last, ast.Call) or not isinstance(last.func, ast.Name):
        return None
    name = last.func.id
    room = "learning" if name in learning.__all__ else "activities" if name in offered() else ""
    if not room:
        return None
    if name == "check":  # its answer is the learner's own
        return Call(room, name, (ast.literal_eval(last.args[0]),))
    try:
        args = tuple(ast.literal_eval(value) for value in last.args)
        return Call(room, name, args, {word.arg: ast.literal_eval(word.value) for word in last.keywords})
    except ValueError as problem:
        raise UnreadableCall(
            f"the call of {name} has arguments that are computed, so no page can repeat it."
        ) from problem


def offered() -> dict[str, str]:
    """The functions of the activities' room."""
    return public_functions("utils.activities")
