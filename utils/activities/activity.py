"""The shell of every activity: an author declares what moves, what is computed and how it is said; the rest is here."""

import traceback
from collections.abc import Callable, Mapping, Sequence

import altair as alt
import ipywidgets
import pandas as pd

from utils.activities.columns import Frames
from utils.activities.controls import Control, Offered, Settings, accept_all
from utils.activities.live import LiveChart, bundle
from utils.activities.presets import Starts, draw_starts, make_grid, pick_alone
from utils.activities.release import adopt
from utils.charts.present import LABELS, present

Tables = pd.DataFrame | Frames
ANSWERS = ("kernel", "grid", "chart")


class Activity:
    """An interactive picture, declared. See `utils.activities` for a complete example.

    name: stable, words joined by underscores. title: what it is about. label: "observed", "modelled", "illustrative".
    controls: from `utils.activities.controls`.
    compute: `(controls) -> DataFrame` (or a dictionary of DataFrames); pure, under 20 ms; maths comes from models.
    chart: `(frame) -> alt.Chart`, called once with the first answer; give the very same frame to `alt.Chart`.
    narrow: the same for cards narrower than about 560 pixels, when the wide form does not become narrower by itself.
    still: the same for the saved page, when showing there whichever of the two fits does not do.
    describe: `(controls, frame) -> str`, the sentence that reads the result aloud; it is the text alternative.
    source, address: what to cite, and where to open it.
    answers: who answers when a control moves. "kernel": Python computes and streams columns. "grid": every answer is
    computed once and the browser scrubs it, also while the kernel is busy. "chart": the chart's own parameters, named
    like the controls, compute; a parameter named `sentence` speaks for `describe`.
    aloud: `(controls, frame) -> str`, what only those need who do not see the picture (names of rows, say): part of its
    alternative text, and spoken after the sentence when it changes.
    caution: `(controls, frame) -> str`, shown in a box after the picture when not empty. prompts: "What to try", one at
    a time; controls beyond the fourth wait under "more". headings: column ->
    heading in the data table (None hides it). inputs: what compute needs beyond the controls (`controls.history`),
    changed by `update`. above, below: ipywidgets around the picture. subtitle: population, endpoint, unit.
    page: `(controls, frame) -> str`, HTML that stands under it all. starts: words on a button -> what it sets.
    alone: names of the controls that stay alive where no kernel answers ("kernel" only; see `preset_grid`).
    """

    error: BaseException | None = None

    def __init__(
        self,
        *,
        name: str,
        title: str,
        label: str,
        compute: Callable[[Settings], Tables],
        chart: Callable[[Tables], alt.TopLevelMixin],
        narrow: Callable[[Tables], alt.TopLevelMixin] | None = None,
        still: Callable[[Tables], alt.TopLevelMixin] | None = None,
        describe: Callable[[Settings, Tables], str],
        source: str,
        address: str = "",
        subtitle: str = "",
        controls: Sequence[Control] = (),
        answers: str = "kernel",
        aloud: Callable[[Settings, Tables], str] | None = None,
        caution: Callable[[Settings, Tables], str] | None = None,
        prompts: Sequence[str] = (),
        headings: Mapping[str, str | None] | None = None,
        inputs: Mapping[str, object] | None = None,
        above: Sequence[ipywidgets.Widget] = (),
        below: Sequence[ipywidgets.Widget] = (),
        page: Callable[[Settings, Tables], str] | None = None,
        starts: Starts | None = None,
        alone: Sequence[str] = (),
    ) -> None:
        _refuse_unknown("label", label, LABELS)
        _refuse_unknown("answers", answers, ANSWERS)
        self.name, self.title, self.label, self.source = name, title, label, source
        self.subtitle = subtitle or title
        self.controls = self._controls = controls
        self._compute, self._describe = compute, describe
        self._caution, self._aloud = caution, aloud
        self._page, self._sheet, self.starts = page, ipywidgets.HTML() if page else None, dict(starts or {})
        self.alone = pick_alone(name, controls, alone, self.starts)
        self._inputs = dict(inputs or {})
        start = self._settings({})
        self.answer = compute(start)
        drawing, sentence = chart(self.answer), describe(start, self.answer)
        shell = {"bare": False, "answers": answers, "title": title, "label": label, "subtitle": subtitle}
        shell |= {"source": source, "address": address, "prompts": list(prompts)}
        shell |= {"headings": _say_headings(headings or {})}
        self.chart = LiveChart(
            drawing,
            self.answer,
            controls=controls,
            sentence=sentence,
            name=name,
            **{form: draw(self.answer) for form, draw in (("narrow", narrow), ("still", still)) if draw},
            frame=self._frame(drawing, sentence),
            grid=self._grid() if answers == "grid" else None,
            shell=shell,
        )
        self._refuse_still_life(answers)
        self.chart.words = self._words(start, self.answer)
        self.chart.observe(self._on_asked, "asked")
        self._turn_page(start, self.answer)
        self.view = self._around(above, below)
        adopt(self)

    @property
    def values(self) -> dict[str, object]:
        """Where the controls stand."""
        return dict(self.chart.values)

    @property
    def sentence(self) -> str:
        """What the activity says now."""
        return self.chart.words.get("sentence", "")

    def update(self, **changes: object) -> None:
        """Move controls or change inputs from Python, and answer. An error is shown to the learner, not raised."""
        moved = {name: changes.pop(name) for name in [c.name for c in self._controls] if name in changes}
        self._refuse_strangers(changes)
        self._inputs.update(changes)
        self.chart.values = accept_all(self._controls, {**self.chart.values, **moved})
        if changes and self.chart.grid:
            self.chart.grid = self._grid()
        self._respond()

    def preset_grid(self) -> dict:
        """The answers it gives without a kernel: all of a grid, those to `alone` of a kernel one, else empty.

        The same form as `chart.grid`. Each answer's words also hold `page`, and `stand`, what its starting point sets.
        """
        if self.chart.grid or not self.alone:
            return self.chart.grid
        return make_grid(self.name, self.alone, self._reply_whole, self.starts)

    def still_at(self, values: Mapping[str, object], narrow: bool = False) -> tuple[dict, dict[str, object]]:
        """A still and its words (sentence, caution) with controls elsewhere, for paper; the live picture stays."""
        moved = accept_all(self._controls, values)
        answer, words = self._reply(moved)
        return self.chart.still_at(answer, words["sentence"], moved, narrow), words

    def close(self) -> None:
        """Let go of every widget."""
        self.chart.unobserve_all()
        for widget in dict.fromkeys([*_all_inside(self.view), self.chart]):
            _close_whole(widget)

    def __repr__(self) -> str:
        return f"Activity({self.name!r})"

    def _repr_mimebundle_(self, **_kwargs: object) -> tuple[dict, dict]:
        return bundle(self.chart, self.view)

    def _on_asked(self, _change: object) -> None:
        self._respond()

    def _respond(self) -> None:
        try:
            settings = self._settings(self.chart.values)
            answer = self._compute(settings)
            words = self._words(settings, answer)
            self._turn_page(settings, answer)
        except (
            Exception
        ) as error:  # whatever it is, the learner must read it: widget callbacks hide exceptions
            self.error = error
            self.chart.feed({}, {**self.chart.words, "error": _in_words(error)})
        else:
            self.error, self.answer = None, answer
            self.chart.feed(answer, words)

    def _settings(self, values: Mapping[str, object]) -> Settings:
        return Settings(**accept_all(self._controls, values), **self._inputs)

    def _words(self, settings: Settings, answer: Tables) -> dict[str, object]:
        caution = self._caution(settings, answer) if self._caution else ""
        offers = {c.name: c.options(settings, answer) for c in self._controls if isinstance(c, Offered)}
        said = {"sentence": self._describe(settings, answer), "caution": caution or ""}
        aloud = {"aloud": self._aloud(settings, answer)} if self._aloud else {}
        return said | aloud | ({"offers": offers} if offers else {})

    def _frame(self, drawing: alt.TopLevelMixin, sentence: str) -> dict:
        """Title, label and source around the saved picture, which the page shows outside the live one."""
        if drawing._get("title") is not alt.Undefined:
            return {}
        parts = {"title": self.title, "subtitle": self.subtitle, "source": self.source, "label": self.label}
        around = present(alt.LayerChart(layer=[]), **parts, description=sentence, name=self.name)
        return {"title": around.title.to_dict(), "name": self.name}

    def _reply(self, values: Mapping[str, object]) -> tuple[Tables, dict[str, object]]:
        settings = self._settings(values)
        answer = self._compute(settings)
        return answer, self._words(settings, answer)

    def _reply_whole(self, values: Mapping[str, object]) -> tuple[Tables, dict[str, object]]:
        answer, words = self._reply(values)
        page = {"page": self._page(self._settings(values), answer)} if self._page else {}
        return answer, words | page

    def _turn_page(self, settings: Settings, answer: Tables) -> None:
        if self._page:
            self._sheet.value = self._page(settings, answer)

    def _grid(self) -> dict:
        return make_grid(self.name, self._controls, self._reply)

    def _around(
        self, above: Sequence[ipywidgets.Widget], below: Sequence[ipywidgets.Widget]
    ) -> ipywidgets.Widget:
        above = [*draw_starts(self.starts, self.update), *above]
        below = [*below, *([self._sheet] if self._sheet else [])]
        return ipywidgets.VBox([*above, self.chart, *below]) if above or below else self.chart

    def _refuse_still_life(self, answers: str) -> None:
        if answers != "chart" and not self.chart.fed:
            raise ValueError(
                f"{self.name}: the chart draws none of the tables that compute returned, so nothing could move. "
                "Hand the very same table to alt.Chart, unfiltered; filter with transform_filter."
            )

    def _refuse_strangers(self, changes: Mapping[str, object]) -> None:
        strangers = [name for name in changes if name not in self._inputs]
        if strangers:
            known = [*(c.name for c in self._controls), *self._inputs]
            raise ValueError(f"{self.name} has no {', '.join(strangers)}. It has: {', '.join(known)}.")


def _in_words(error: BaseException) -> dict[str, str]:
    # What the clinic or the course refuses is written for learners; anything else is a fault of ours.
    said = str(error) if isinstance(error, ValueError) else f"This could not be computed: {error}"
    return {
        "words": f"{said} The picture still shows the last answer; change a control or press Reset.",
        "detail": "".join(traceback.format_exception(error)),
    }


def _say_headings(headings: Mapping[str, str | None]) -> dict[str, str | bool]:
    """What the browser reads: `False` hides a column, for a null would be lost on the way from a kernel in the browser."""
    return {column: words or False for column, words in headings.items()}


def _refuse_unknown(what: str, value: str, known: Sequence[str]) -> None:
    if value not in known:
        raise ValueError(f"The {what} {value!r} is unknown. Choose one of: {', '.join(known)}.")


def _all_inside(widget: ipywidgets.Widget) -> list[ipywidgets.Widget]:
    inner = [found for child in getattr(widget, "children", ()) for found in _all_inside(child)]
    return [widget, *inner]


def _close_whole(widget: ipywidgets.Widget) -> None:
    """Close a widget with its layout and style, which ipywidgets leaves open."""
    parts = [getattr(widget, part, None) for part in ("layout", "style")]
    widget.close()
    for part in parts:
        if isinstance(part, ipywidgets.Widget):
            part.close()
