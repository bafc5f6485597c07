"""Prose cut for a screen: each idea of a cell with its title and the sentences that carry it, always whole ones."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from math import ceil

from utils.authoring.links import MARKDOWN_LINK

ENOUGH, MOST = (
    26,
    55,
)  # words of prose on one slide: a sentence is added until there are enough, never beyond most
ITEM = 34  # words up to which an item of a list stays whole
LINE, LINES = 54, 11  # letters a line and lines a slide, at the size of a list

_FOLDED = re.compile(r"<details>.*?</details>", re.DOTALL)
_NOT_SHOWN = re.compile(
    r"^\*Exercise:\*.*$|\*\*Next:\*\*.*$", re.MULTILINE
)  # work for a computer; the way on
_HEADING = re.compile(r"#+ (?:\d+ · )?(.+?)(?: \(optional\))?$")
_LEAD = re.compile(
    r"(?:\*\*([^*]{3,90}?)([.:?!]?)\*\*|\*([^*]{3,60}?[^*.:?!])([:?!]?)\*$)(.?)\s*", re.MULTILINE
)
_ITEM = re.compile(r"^(?:[-*] |\d+\. )", re.MULTILINE)
_SENTENCE = re.compile(r".+?[.?!][\"”’*)\]]*(?=\s+[\"“‘*(\[]*[A-Z0-9\x00]|$)|.+$", re.DOTALL)
_AS_OF = re.compile(r"\*As of [^*]+\*")


@dataclass(frozen=True)
class Idea:
    """One idea, in Markdown. table: as it stands; whole: all that the cell says of it.

    items: of a list, ordered or not; first: the number of the first of them, when the list goes on from a slide before.
    """

    title: str
    text: str = ""
    items: tuple[str, ...] = ()
    ordered: bool = False
    table: str = ""
    whole: str = ""
    warning: bool = False
    first: int = 1


@dataclass
class _Chunk:
    title: str
    paragraphs: list[str] = field(default_factory=list)
    items: list[str] = field(default_factory=list)
    tables: list[str] = field(default_factory=list)
    ordered: bool = False
    warning: bool = False
    whole: list[str] = field(default_factory=list)


def read_ideas(source: str, heading: str) -> Iterator[Idea]:
    """The ideas of a cell of prose, in its order. heading: what it stands under, the title of what has none of its own."""
    for chunk in _read_chunks(source, heading):
        if chunk.paragraphs or chunk.items or chunk.tables:
            yield from _cut(chunk)


def _read_chunks(source: str, heading: str) -> list[_Chunk]:
    chunks = [_Chunk(heading)]
    for block in re.split(r"\n\s*\n", _NOT_SHOWN.sub("", _FOLDED.sub("", source)).strip()):
        block, quoted = re.sub(r"^> ?", "", block, flags=re.MULTILINE), block.startswith(">")
        title, rest = _read_lead(block)
        if title or (chunks[-1].items and not _ITEM.match(rest)):  # what follows a list is an idea of its own
            chunks.append(_Chunk(title or chunks[-1].title))
        chunks[-1].warning |= quoted
        _put(chunks[-1], rest)
    return chunks


def _read_lead(block: str) -> tuple[str, str]:
    """A title that a block begins with, and the rest of it; no title when its first bold words belong to a sentence."""
    first, _, below = block.partition("\n")
    if found := _HEADING.fullmatch(first.strip()):
        return found[1], below
    found = _LEAD.match(block)
    if not found:
        return "", block
    bold, stop, slanted, after, behind = found.groups()
    rest = block[found.end() :] if behind in ".: \n" else block[found.end() - len(behind) :]
    opens = not rest or rest.lstrip('[*“"(')[:1].isupper() or rest.lstrip()[:1] in "-1"
    if not opens or (bold and rest and not (stop or behind in ".:")):
        return "", block
    title = bold or slanted
    return title + (stop or after or "").strip(".:"), rest


def _put(chunk: _Chunk, block: str) -> None:
    if not block.strip():
        return
    chunk.whole.append(block)
    if block.startswith("|"):
        chunk.tables.append(block)
        return
    begins = _ITEM.search(block)
    prose = block[: begins.start()] if begins else block
    if prose.strip():
        chunk.paragraphs.append(" ".join(prose.split()))
    if begins:
        chunk.ordered |= begins[0][0].isdigit()
        chunk.items += [
            " ".join(item.split()) for item in _ITEM.split(block[begins.start() :]) if item.strip()
        ]


def _cut(chunk: _Chunk) -> Iterator[Idea]:
    whole = "\n\n".join(chunk.whole)
    prose = " ".join(chunk.paragraphs)
    dated = _AS_OF.search(prose)
    text = prose if chunk.warning else pick(prose)
    if dated and dated[0] not in text:
        text = f"{text} {dated[0]}"
    base = Idea(chunk.title, text, ordered=chunk.ordered, whole=whole, warning=chunk.warning)
    if chunk.items:
        yield from _page_items(base, chunk.items)
    elif text:
        yield base
    for table in chunk.tables:
        yield replace(base, text="", table=table)


def _page_items(base: Idea, items: list[str]) -> Iterator[Idea]:
    """A list over as many slides as it needs; nothing of it is dropped."""
    room, page = LINES - lines_of(base.text), []
    for item in map(shorten, items):
        if page and lines_of(item) > room:
            yield replace(base, items=tuple(page))
            base, page, room = replace(base, text="", first=base.first + len(page)), [], LINES
        page.append(item)
        room -= lines_of(item)
    yield replace(base, items=tuple(page))


def lines_of(markdown: str) -> int:
    """Lines that a piece takes on a slide, at most."""
    return ceil(len(MARKDOWN_LINK.sub(lambda link: link["text"], markdown)) / LINE)


def pick(prose: str) -> str:
    """The first sentences of a paragraph: enough to carry the idea.

    >>> pick("One short sentence. " + "Another one that goes on for many words. " * 9)
    'One short sentence. Another one that goes on for many words. Another one that goes on for many words. Another one that goes on for many words.'
    """
    taken: list[str] = []
    for sentence in split_sentences(prose):
        longer = " ".join([*taken, sentence])
        if taken and (count(" ".join(taken)) >= ENOUGH or count(longer) > MOST):
            break
        taken.append(sentence)
    text = " ".join(taken)
    return text if text.count("*") % 2 == 0 else prose


def shorten(item: str) -> str:
    """An item of a list, whole when it is short; else its first words in bold or italics and one sentence more."""
    if count(item) <= ITEM:
        return item
    sentences = split_sentences(item)
    lead = 2 if sentences[0].startswith("*") and count(sentences[0]) < 9 else 1
    text = " ".join(sentences[:lead])
    return text if text.count("*") % 2 == 0 else item


def split_sentences(prose: str) -> list[str]:
    """The sentences of a paragraph; a stop inside a link ends none.

    >>> split_sentences('In [MAIA](https://a.b "MAIA. Rd (x)") it was so. Then *it was not.* What now?')
    ['In [MAIA](https://a.b "MAIA. Rd (x)") it was so.', 'Then *it was not.*', 'What now?']
    """
    links: list[str] = []

    def keep(link: re.Match) -> str:
        links.append(link[0])
        return f"\x00{len(links) - 1}\x01"

    hidden = MARKDOWN_LINK.sub(keep, prose)
    found = [part[0].strip() for part in _SENTENCE.finditer(hidden) if part[0].strip()]
    return [re.sub(r"\x00(\d+)\x01", lambda slot: links[int(slot[1])], part) for part in found]


def count(markdown: str) -> int:
    """Words as they are read."""
    return len(MARKDOWN_LINK.sub(lambda link: link["text"], markdown).split())
