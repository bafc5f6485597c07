"""The page under the line builder: every event and every drug with the rule that fired, then the second ruler."""

from __future__ import annotations

import pandas as pd

from utils.activities.histories import say_event
from utils.activities.rulers import write_cells, write_head, write_rulers
from utils.clinic.lines.claims import ClaimsLines
from utils.clinic.lines.lines import Lines
from utils.clinic.lines.refractory import Refractoriness

MARKED = " aria-current='true'"
# Where a table has no room for its columns, each row is a block and each value stands beside its heading.
STYLE = """<style>
.myeloma-rules{max-width:730px;line-height:1.4;container-type:inline-size}.myeloma-rules table{width:100%;border-collapse:collapse;font-size:13px;margin:8px 0}
.myeloma-rules caption{text-align:left;font-weight:600;padding:4px 0}.myeloma-rules p{font-size:13px;margin:4px 0 12px}
.myeloma-rules :is(th,td){text-align:left;vertical-align:top;padding:3px 8px 3px 0;border-top:1px solid #9994}.myeloma-rules [aria-current] td{font-weight:600}
.myeloma-rules [data-differs] td{box-shadow:inset 0 0 0 99px #e69f0022}.myeloma-rules [data-differs] td:first-child::before{content:"≠ "}
.myeloma-rules summary{cursor:pointer;min-height:32px;padding:5px 0;font-weight:600}
.myeloma-rules [data-day]{white-space:nowrap}.myeloma-rules a{color:inherit}.myeloma-rules td:first-child{min-width:6.5em}
@container (max-width:560px){.myeloma-rules :is(table,tbody,tr,td,caption){display:block}.myeloma-rules thead{position:absolute;clip-path:inset(50%);height:1px;width:1px;overflow:hidden}
.myeloma-rules tr{border-top:1px solid #9996;padding:4px 0}.myeloma-rules td{border:0;padding:1px 0}.myeloma-rules td[data-head]::before{content:attr(data-head) ": ";font-weight:400;opacity:.75}
.myeloma-rules [data-differs] td:first-child::before{content:"≠ " attr(data-head) ": "}}
</style>"""


def write_rules(events: pd.DataFrame, status: Refractoriness, counted: Lines, claims: ClaimsLines) -> str:
    """Everything as HTML; whatever the learner wrote is shown as text."""
    return f"<div class='myeloma-rules'>{STYLE}{_write_events(events)}{_write_drugs(status)}{write_rulers(counted, claims)}</div>"


def _write_events(events: pd.DataFrame) -> str:
    heads = ("Event", "From", "What", "Line", "Rule")
    rows = ""
    for row in events.itertuples():
        line = f"{row.line}{' · new' if row.opens else ''}{' · unsure' if row.unsure else ''}"
        values = (row.number, row.start, say_event(row._asdict()), line, row.why)
        rows += f"<tr{MARKED if row.chosen else ''}>{write_cells(heads, values)}</tr>"
    return f"<table><caption>Every event and the rule that fired</caption>{write_head(*heads)}<tbody>{rows}</tbody></table>"


def _write_drugs(status: Refractoriness) -> str:
    heads = ("Drug", "Status", "Rule")
    rows = "".join(f"<tr>{write_cells(heads, (row.drug, row.status, row.why))}</tr>" for row in status.drugs)
    return f"<table><caption>Every drug by the 60-day rule</caption>{write_head(*heads)}<tbody>{rows}</tbody></table>"
