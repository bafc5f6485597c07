"""What a cell of code shows on a page: words and tables as they were saved, pictures as stills, questions as forms."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from html import escape

from utils.activities.activity import Activity
from utils.authoring.notebook import DRAWING, join_source
from utils.site.calls import Call, UnreadableCall, find_call
from utils.site.live import as_json, page_state
from utils.site.stills import Still, draw_still
from utils.site.trouble import PageTrouble

REFRESH = "Run: python3 course.py refresh {}"
_CORNER = re.compile(r"<th></th>")
_STYLE = re.compile(r"<style scoped>.*?</style>", re.DOTALL)


@dataclass
class Shown:
    """What the cells of one page show. blocks: cell id -> parts to be set by the template, in order."""

    notebook: str
    blocks: dict[str, list[dict]] = field(default_factory=dict)
    states: dict[str, str] = field(default_factory=dict)

    def add(self, cell: Mapping) -> None:
        """Take in one cell of code. Raises PageTrouble for what was not saved, is stale, or cannot be repeated."""
        if cell["execution_count"] is None:
            raise self._trouble(cell, "it was not run before it was saved.")
        try:
            call = find_call(join_source(cell))
        except UnreadableCall as problem:
            raise PageTrouble(
                self.notebook, cell["id"], str(problem), "Write them out in the call."
            ) from problem
        parts = [part for output in cell["outputs"] for part in self._parts(cell, output, call)]
        self.blocks[cell["id"]] = parts

    def _parts(self, cell: Mapping, output: Mapping, call: Call | None) -> list[dict]:
        if output["output_type"] == "error":
            raise self._trouble(cell, "it ended in an error.")
        if output["output_type"] == "stream":
            return [{"kind": "text", "text": "".join(output["text"])}]
        data, answers = output["data"], call and output["output_type"] == "execute_result"
        if answers and call.room == "learning":
            return [self._learning(cell, data, call)]
        if DRAWING in data:
            return [self._picture(cell, data[DRAWING], call if answers else None)]
        return [_words(data)]

    def _learning(self, cell: Mapping, data: Mapping, call: Call) -> dict:
        from utils.site.asked import learning_part

        part = learning_part(call)
        saved = "".join(data.get("text/html", ""))
        if part.pop("printed", saved) != saved:
            raise self._trouble(cell, "its saved questions are not those of today.")
        return {"kind": "learning", "printed": saved, "html": saved, **part}

    def _picture(self, cell: Mapping, saved: Mapping, call: Call | None) -> dict:
        name = f"p{self.notebook}-{cell['id']}"
        if not call:
            return {"kind": "still", "still": draw_still(saved, name)}
        activity = call.run()
        try:
            return self._moving(cell, saved, activity, name)
        finally:
            activity.close()

    def _moving(self, cell: Mapping, saved: Mapping, activity: Activity, name: str) -> dict:
        if json.loads(json.dumps(activity.chart._still)) != json.loads(json.dumps(saved)):
            raise self._trouble(cell, "its saved picture is not the one of today.")
        state = page_state(activity)
        if state:
            self.states[cell["id"]] = as_json(state)
        chart = activity.chart
        narrow = {**saved, **chart.narrow, "datasets": saved.get("datasets", {})} if chart.narrow else None
        still = draw_still(saved, name, narrow)
        return {"kind": "live", "still": still, "title": activity.title, "moves": bool(state)}

    def _trouble(self, cell: Mapping, what: str) -> PageTrouble:
        return PageTrouble(self.notebook, cell["id"], what, REFRESH.format(self.notebook))


def _words(data: Mapping) -> dict:
    if "text/html" in data:
        return {"kind": "html", "html": tidy_table("".join(data["text/html"]))}
    if "text/markdown" in data:
        return {"kind": "markdown", "text": "".join(data["text/markdown"])}
    return {"kind": "text", "text": "".join(data.get("text/plain", ""))}


def tidy_table(html: str) -> str:
    """A saved table without the empty heading in its corner, which screen readers would announce."""
    return _CORNER.sub("<td></td>", _STYLE.sub("", html))


def caption_of(still: Still) -> str:
    """The words of a picture, for the index of the search."""
    return escape(" ".join([still.title, *still.below]))
