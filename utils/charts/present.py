"""The last step of every chart: say what it found, about whom, from where, and how sure we may be."""

import re
import textwrap
from typing import TypeVar

import altair as alt

from utils.charts.theme import WIDTH

LABELS = ("observed", "modelled", "illustrative")
MOST = 664  # pixels of a whole picture: what an 800-pixel page has beside its prompts
NARROW = 480  # pixels of a whole picture: below this a chart may take another layout (`page < 480`)
Chart = TypeVar("Chart", bound=alt.TopLevelMixin)

# How many letters of 12 and 16 pixels fit into one pixel of width, with the theme's font.
SUBTITLE_LETTERS_PER_PIXEL = 1 / 5.6
TITLE_LETTERS_PER_PIXEL = 1 / 7.7


def present(
    chart: Chart,
    *,
    title: str,
    subtitle: str,
    source: str,
    label: str,
    description: str,
    name: str,
    width: int = WIDTH,
) -> Chart:
    """The chart with everything a reader needs to judge it, ready to be shown.

    title: the finding, as a sentence. subtitle: population, endpoint, unit.
    source: the publication or table and its date. label: "observed", "modelled" or "illustrative".
    description: what the picture shows, in words computed from its data; it is the alternative text.
    name: the view's stable name, words joined by underscores. width: the drawing's width in pixels, for line breaks.
    Raises ValueError when a part is missing or the label or name is not of this form.
    """
    _refuse_gaps(title=title, subtitle=subtitle, source=source, description=description)
    _refuse_label(label)
    _refuse_name(name)
    heading = alt.TitleParams(
        text=_lines(title, width * TITLE_LETTERS_PER_PIXEL),
        subtitle=_lines(subtitle, width * SUBTITLE_LETTERS_PER_PIXEL)
        + _lines(caption(label, source), width * SUBTITLE_LETTERS_PER_PIXEL),
    )
    # What an expression can ask for: how wide the whole picture is. The renderer lets the page answer.
    page = alt.param(name="page", value=MOST)
    return chart.add_params(page).properties(title=heading, description=description, name=name)


def caption(label: str, source: str) -> str:
    """The line under the subtitle: how the numbers came about, and from where."""
    return f"{label.capitalize()} · Source: {source}"


def read_heading(title: dict) -> tuple[str, list[str]]:
    """The finding, and the sentences under it, of a chart's title: the words before they were broken into lines."""
    lines = title["subtitle"] if isinstance(title["subtitle"], list) else [title["subtitle"]]
    begins = [
        i for i, line in enumerate(lines) if line.startswith(tuple(f"{x.capitalize()} · " for x in LABELS))
    ]
    parts = [lines[: begins[-1]], lines[begins[-1] :]] if begins else [lines]
    text = title["text"]
    return text if isinstance(text, str) else " ".join(text), [" ".join(part) for part in parts if part]


def _lines(text: str, letters: float) -> list[str]:
    return textwrap.wrap(text, int(letters), break_long_words=False)


def _refuse_gaps(**parts: str) -> None:
    missing = [part for part, text in parts.items() if not str(text).strip()]
    if missing:
        raise ValueError(
            f"The chart has no {' and no '.join(missing)}. A reader cannot judge it without: say it in one sentence."
        )


def _refuse_label(label: str) -> None:
    if label not in LABELS:
        raise ValueError(f"The label {label!r} is unknown. Choose one of: {', '.join(LABELS)}.")


def _refuse_name(name: str) -> None:
    if not re.fullmatch(r"[a-z][a-z0-9_]*", name):
        raise ValueError(
            f"The view name {name!r} is not stable. Use lower-case words joined by underscores, e.g. 'first_remission'."
        )
