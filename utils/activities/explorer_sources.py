"""What stands under the explorer: its rows again, each with a link to its source."""

from functools import lru_cache
from html import escape

import pandas as pd

from utils.evidence import address


def write_sources(rows: pd.DataFrame) -> str:
    """The rows again, each with a link to its source, for everybody who does not point with a mouse."""
    items = "".join(
        f"<li><b>{row.letter}</b> {escape(row.label)}: {_link(row.id, row.shown)}. {escape(row.source)}</li>"
        for row in rows.itertuples()
    )
    return (
        "<details class='myeloma-explorer' style='line-height: 1.45; max-width: 44rem'>"
        f"<summary>The sources of these {len(rows)} rows</summary><ul>{items}</ul></details>"
    )


@lru_cache(maxsize=1024)
def _link(fact_id: str, words: str) -> str:
    place = escape(address(fact_id), quote=True)
    return f"<a href='{place}' target='_blank' rel='noopener' style='text-decoration: underline'>{escape(words)}</a>"
