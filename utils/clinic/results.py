"""What every rule hands back: the answer, one sentence of why, and the source of the rule."""

from __future__ import annotations

from dataclasses import dataclass, fields
from html import escape


@dataclass(frozen=True, kw_only=True, repr=False)
class Finding:
    """The answer of one clinical rule.

    why: one sentence with the numbers that decided. rule: id of the published source.
    needs: the tests that would settle an open answer; empty when nothing is open.
    """

    why: str
    rule: str
    needs: tuple[str, ...] = ()

    @property
    def settled(self) -> bool:
        """True when no missing test could change the answer."""
        return not self.needs

    @property
    def headline(self) -> str:
        """The answer in a few words; each kind of finding has its own."""
        raise TypeError(f"{type(self).__name__} must say its own headline")

    def as_dict(self) -> dict[str, object]:
        """Every field by name: one row of a table."""
        return {field.name: getattr(self, field.name) for field in fields(self)}

    @property
    def sentence(self) -> str:
        """The answer and why, for a page whose words name the source."""
        still = f" Still needed: {', '.join(self.needs)}." if self.needs else ""
        return f"{self.headline}: {self.why}{still}"

    def __str__(self) -> str:
        return f"{self.sentence} [{self.rule}]"

    __repr__ = __str__

    def _repr_markdown_(self) -> str:
        # A name from an uploaded file is shown as text, never run.
        still = f"  \n*Still needed:* {', '.join(self.needs)}" if self.needs else ""
        return f"**{escape(self.headline, quote=False)}**  \n{escape(self.why, quote=False)}{escape(still, quote=False)}  \n<small>rule: `{self.rule}`</small>"


@dataclass(frozen=True, kw_only=True, repr=False)
class Stage(Finding):
    """An answer from a closed list: `possible` holds one entry, or several while tests are missing."""

    system: str
    possible: tuple[str, ...]

    @property
    def answer(self) -> str:
        """The one answer, or the possible ones joined by 'or'."""
        return " or ".join(self.possible)

    @property
    def headline(self) -> str:
        """System and answer."""
        return f"{self.system} {self.answer}"


def join_words(words: tuple[str, ...] | list[str], last: str = "and") -> str:
    """'a, b and c': a list as it is read aloud.

    >>> join_words(["bortezomib", "lenalidomide", "daratumumab"])
    'bortezomib, lenalidomide and daratumumab'
    """
    words = list(words)
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {last} {words[-1]}"
