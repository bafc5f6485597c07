"""What the evidence says when something is missing or malformed, and how to mend it."""

from collections.abc import Iterable
from difflib import get_close_matches


class CourseDataError(ValueError):
    """A file of course_data cannot be trusted as it stands.

    Attributes: `file` (name inside course_data), `row` (as a spreadsheet counts, header = 1, or None),
    `column` (or None), `seen` (what stands there), `expected`, `mend` (the next step).
    """

    def __init__(self, file: str, row: int | None, column: str | None, seen: str, expected: str, mend: str):
        self.file, self.row, self.column = file, row, column
        self.seen, self.expected, self.mend = seen, expected, mend
        super().__init__(f"{self.place}: {seen}. Expected {expected}. To mend: {mend}.")

    @property
    def place(self) -> str:
        """The file, row and column, as a reader would look for them."""
        parts = [f"course_data/{self.file}"]
        parts += [f"row {self.row}"] if self.row else []
        parts += [f"column '{self.column}'"] if self.column else []
        return ", ".join(parts)


class UnknownName(LookupError):  # noqa: N818 - the name is what a learner reads first
    """A name that the evidence does not know; the message offers the nearest ones that it does."""

    def __init__(self, name: str, known: Iterable[str], where: str, see: str):
        self.name, self.nearest = name, nearest(name, known)
        closest = f" Closest: {', '.join(map(repr, self.nearest))}." if self.nearest else ""
        super().__init__(f"{name!r} is not in {where}.{closest} See them all with {see}.")


class UnknownTable(UnknownName):
    """No table of this name in course_data/datapackage.json."""


class UnknownTrial(UnknownName):
    """No trial or cohort of this id."""


class UnknownFact(UnknownName):
    """No row with this id in any fact table."""


class UnknownSource(UnknownName):
    """No source of this id."""


def nearest(name: str, known: Iterable[str], n: int = 3) -> list[str]:
    """The known names closest to `name`, best first; at most `n`.

    >>> nearest("maya", ["maia", "pollux", "castor"])
    ['maia']
    """
    return get_close_matches(str(name).lower(), list(known), n=n, cutoff=0.5)
