"""LiveChart: one picture that stays on the page while controls move it.

The browser compiles the chart once and is then only fed: signals for closed forms, columns as bytes for the rest.
Its saved output has three forms: the live widget, the first state as a still chart, and the sentence in words.
"""

import json
import re
from collections.abc import Mapping, Sequence

import altair as alt
import anywidget
import pandas as pd
import traitlets
from IPython.display import display

from utils.activities import runtime
from utils.activities.columns import encode, named, separate
from utils.activities.controls import Control, accept_all
from utils.charts.fit import fit_page
from utils.charts.forms import join_forms
from utils.charts.renderer import MIME, WHERE_LIVE, as_version_5, fit_metadata
from utils.charts.rows import course_rows

VIEW = "application/vnd.jupyter.widget-view+json"
MISSING = (
    "The moving parts of this picture are not built yet, so it stands still. "
    f"Close the course and run: {runtime.BUILD_COMMAND}"
)

# Each chart carries only these lines; the drawing code comes once per page, in whatever order the two arrive.
CHART_LINES = """
const slot = (globalThis["myeloma-course-%s"] ??= {});
const late = "The moving parts of this picture did not arrive. Run this cell again; if that does not help, reload the page.";
async function arrival(el) {
  if (slot.render) return;
  const patience = setTimeout(() => el.append(late), 15000);
  await new Promise((tell) => (slot.arrive ??= []).push(tell));
  clearTimeout(patience);
  el.replaceChildren();
}
export default {
  async render(context) {
    await arrival(context.el);
    return slot.render(context);
  },
};
"""


class Runtime(anywidget.AnyWidget):
    """Brings the drawing code to the page, once for all charts of a notebook. It shows nothing itself."""

    _shared = None

    @classmethod
    def share(cls) -> bool:
        """Send it, unless this kernel has already; False when it is not built."""
        code = runtime.script()
        if code is None:
            return False
        if cls._shared is None or cls._shared.comm is None:
            cls._esm = code
            cls._shared = cls()
        return True


class LiveChart(anywidget.AnyWidget):
    """A chart whose data and signals change without being drawn anew.

    chart: any Altair chart. frames: the table (or tables by name) it draws and that may be fed later; hand the very
    same object to `alt.Chart`. controls: see `utils.activities.controls`; a control named like a parameter of the
    chart moves that parameter in the browser. sentence: what the picture shows, in words. narrow: the same picture
    for a narrow card, when this one does not become narrower by itself. still: the same picture for a saved page, when
    it is not simply the one or the other of these, as wide as the page is. frame: what the saved picture has besides
    (title, name).
    """

    spec = traitlets.Dict().tag(sync=True)
    narrow = traitlets.Dict().tag(sync=True)
    shell = traitlets.Dict().tag(sync=True)
    frames = traitlets.Dict().tag(sync=True)
    grid = traitlets.Dict().tag(sync=True)
    words = traitlets.Dict().tag(sync=True)
    # The browser already shows what it sends: no echo, it would only cost time.
    values = traitlets.Dict().tag(sync=True, echo_update=False)
    asked = traitlets.Int().tag(sync=True, echo_update=False)
    answered = traitlets.Int().tag(sync=True)

    def __init__(
        self,
        chart: alt.TopLevelMixin,
        frames: pd.DataFrame | Mapping[str, pd.DataFrame] | None = None,
        *,
        controls: Sequence[Control] = (),
        sentence: str,
        name: str,
        narrow: alt.TopLevelMixin | None = None,
        still: alt.TopLevelMixin | None = None,
        shell: Mapping | None = None,
        frame: Mapping | None = None,
        grid: Mapping | None = None,
    ) -> None:
        tables = named(frames) if frames is not None else {}
        spec, rows = separate(chart, tables)
        self.fed = sorted(rows)
        start = accept_all(controls, {})
        look = {"bare": True, "answers": "chart", "title": name, "headings": {}, **(shell or {})}
        self._esm = CHART_LINES % runtime.stamp()
        slim = separate(narrow, tables)[0] if narrow else {}
        saved, own = separate(still, tables) if still else (join_forms(spec, slim) if slim else spec, rows)
        said = {"datasets": _drawn(own, saved), "description": sentence}
        self._still = as_version_5(fit_page({**saved, **(frame or {}), **said}))
        super().__init__(
            spec=spec,
            narrow=slim,
            shell={**look, "name": name, "controls": [c.as_dict() for c in controls], "start": start},
            frames={key: encode(table) for key, table in tables.items()},
            grid=dict(grid or {}),
            words={"sentence": sentence},
            values=start,
        )

    def feed(self, frames: pd.DataFrame | Mapping[str, pd.DataFrame], words: Mapping | None = None) -> None:
        """Show other rows, and say what they mean, in one message."""
        with self.hold_sync():
            self.frames = {key: encode(table) for key, table in named(frames).items()}
            if words is not None:
                self.words = dict(words)
            self.answered = self.asked

    def still_at(
        self,
        frames: pd.DataFrame | Mapping[str, pd.DataFrame],
        sentence: str,
        moved: Mapping[str, object],
        narrow: bool,
    ) -> dict:
        """The live picture, standing still with these rows, without its title.

        moved: what the chart's own parameters, named like the controls, become. narrow: for a narrow place.
        """
        spec = {**self.spec, **(self.narrow if narrow else {})}
        rows = {
            name: course_rows(table)["values"] for name, table in named(frames).items() if name in self.fed
        }
        params = [
            {**p, "value": moved[p["name"]]} if p["name"] in moved else p for p in spec.get("params", [])
        ]
        said = {
            "datasets": _drawn(rows, spec),
            "description": sentence,
            **({"params": params} if params else {}),
        }
        return as_version_5(fit_page({**spec, **said}))

    def close(self) -> None:
        """Take it off the page and out of memory, its layout included."""
        layout = self.layout
        super().close()
        layout.close()

    def __repr__(self) -> str:
        return f"LiveChart({self.shell['name']!r})"

    def _repr_mimebundle_(self, **_kwargs: object) -> tuple[dict, dict]:
        return bundle(self, self)


def bundle(chart: LiveChart, view: anywidget.AnyWidget) -> tuple[dict, dict]:
    """The three forms of a chart's output, and how the still one fits its page.

    view: the widget to show, the chart itself or a box around it.
    """
    forms = {MIME: chart._still, "text/plain": f"{chart._still['description']}\n{WHERE_LIVE}"}
    if Runtime.share():
        forms[VIEW] = {"version_major": 2, "version_minor": 0, "model_id": view.model_id}
    else:
        display({"text/plain": MISSING, "text/markdown": f"*{MISSING}*"}, raw=True)
    return forms, fit_metadata()


def _drawn(rows: Mapping[str, list[dict]], spec: Mapping) -> dict[str, list[dict]]:
    """The rows with the columns that the drawing names: a saved page carries nothing else."""
    named = set(re.findall(r"\w+", json.dumps(spec)))
    return {
        table: [{name: value for name, value in row.items() if name in named} for row in lines]
        for table, lines in rows.items()
    }
