"""Evidence links: a quoted number in prose is a link to its source, and its title ends with the fact id."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Protocol

from utils.evidence.corrections import LoggedValue, logged_values

MARKDOWN_LINK = re.compile(
    r'\[(?P<text>[^\]]*)\]\((?P<address>(?:[^()\s]|\([^()\s]*\))*)(?:\s+"(?P<title>[^"]*)")?\s*\)'
)
_FACT_ID = re.compile(r"\((?P<id>[a-z0-9_.-]+)\)\s*$")
_NUMBER = re.compile(r"[-−]?\d[\d,\u202f\u2009]*(?:\.\d+)?")


@dataclass(frozen=True)
class Link:
    """One Markdown link: its words, where it leads, its title, and the fact it quotes (or None)."""

    text: str
    address: str
    title: str
    start: int
    end: int

    @property
    def fact_id(self) -> str | None:
        """The fact id in the parentheses that end the title."""
        found = _FACT_ID.search(self.title)
        return found["id"] if found else None

    def __str__(self) -> str:
        title = f' "{self.title}"' if self.title else ""
        return f"[{self.text}]({self.address}{title})"


class QuotableFact(Protocol):
    """What a link needs to know of a fact: `shown` is the value as its source prints it, empty if not reached."""

    shown: str
    source_id: str


@dataclass(frozen=True)
class FactBook:
    """The facts that prose may quote, by id, where each source is read, and the numbers that were corrected."""

    facts: Mapping[str, QuotableFact]
    address: Callable[[str], str]
    logged: Mapping[str, LoggedValue] = field(default_factory=dict)

    @classmethod
    def from_course_data(cls) -> FactBook:
        """All fact tables of course_data."""
        from utils import evidence

        return cls(evidence.facts(), evidence.address, logged_values())

    def value(self, fact_id: str) -> str:
        """The stored value as prose writes it: 84.3, 10,789, −2; `not reached` when there is none."""
        return show_value(self.facts[fact_id].shown)

    def logs(self, fact_id: str, notebook: str) -> bool:
        """Whether the log of changes ends in the stored value of this fact and names the notebook that printed another."""
        last = self.logged.get(fact_id)
        return last is not None and last.now == self.facts[fact_id].shown and notebook in last.notebooks

    def address_of(self, fact_id: str) -> str:
        """Where the source of this fact is read."""
        return self.address(self.facts[fact_id].source_id)


def find_links(text: str) -> list[Link]:
    """Every Markdown link in a text, in order."""
    return [
        Link(m["text"], m["address"], m["title"] or "", m.start(), m.end())
        for m in MARKDOWN_LINK.finditer(text)
    ]


def read_number(text: str) -> float | None:
    """The number a text begins with (`10,789 person-years` -> 10789.0), or None."""
    found = _NUMBER.match(text.strip(" *_<>≤≥~"))
    if not found:
        return None
    return float(re.sub(r"[,\u202f\u2009]", "", found[0]).replace("−", "-"))


def show_value(stored: str) -> str:
    """A stored value as prose writes it: 84.3, 10,789, −2; `not reached` for an empty one."""
    if not re.fullmatch(r"-?\d+(\.\d+)?", stored):
        return stored or "not reached"
    whole, dot, rest = stored.lstrip("-").partition(".")
    grouped = f"{int(whole):,}"
    return ("−" if stored.startswith("-") else "") + grouped + dot + rest


def begins_with_value(text: str, shown: str) -> bool:
    """Whether a link's words begin with the stored value (84.30 is 84.3; 10,789 is 10789)."""
    number = read_number(shown)
    if number is None:
        return text.strip(" *_").lower().startswith(shown.lower())
    return read_number(text) == number


def stale_values(text: str, book: FactBook) -> list[Link]:
    """The links whose words do not begin with the value that the tables hold now."""
    return [
        link
        for link in find_links(text)
        if link.fact_id in book.facts and not begins_with_value(link.text, book.value(link.fact_id))
    ]


def mend_links(text: str, book: FactBook) -> tuple[str, list[str]]:
    """The text with stale values and addresses rewritten from the tables, and what was changed, in words."""
    changes: list[str] = []
    for link in reversed(find_links(text)):
        mended = _mend(link, book)
        if mended != str(link):
            text = text[: link.start] + mended + text[link.end :]
            changes.insert(0, f"{link.fact_id}: {link} -> {mended}")
    return text, changes


def _mend(link: Link, book: FactBook) -> str:
    if link.fact_id not in book.facts:
        return str(link)
    shown = book.value(link.fact_id)
    words = link.text if begins_with_value(link.text, shown) else _with_value(link.text, shown)
    return f'[{words}]({book.address_of(link.fact_id)} "{link.title}")'


def _with_value(words: str, shown: str) -> str:
    if _NUMBER.search(words):
        return words[: len(words) - len(words.lstrip(" *_"))] + _NUMBER.sub(
            shown, words.lstrip(" *_"), count=1
        )
    return f"{shown} {words}"
