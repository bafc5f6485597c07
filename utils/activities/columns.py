"""Tables on their way to the browser: each column as raw bytes, and the chart's drawing apart from its data."""

from collections.abc import Mapping

import altair as alt
import numpy as np
import pandas as pd

from utils.charts.lighten import drop_nulls
from utils.charts.rows import course_rows

Frames = Mapping[str, pd.DataFrame]
MAIN = "answer"  # the name of the only table, when an activity computes one


def named(tables: pd.DataFrame | Frames) -> dict[str, pd.DataFrame]:
    """One table or several, as a dictionary by name."""
    return {MAIN: tables} if isinstance(tables, pd.DataFrame) else dict(tables)


def encode(frame: pd.DataFrame) -> dict:
    """A table as bytes: numbers and dates as doubles, words and flags as codes with their labels."""
    columns = {str(name): _encode_column(frame[name]) for name in frame.columns}
    return {"rows": len(frame), "columns": columns}


def _encode_column(column: pd.Series) -> dict:
    if pd.api.types.is_datetime64_any_dtype(column):
        moments = column.dt.tz_localize(None).to_numpy("datetime64[ms]")
        numbers = np.where(np.isnat(moments), np.nan, moments.astype("int64").astype(float))
        return {"data": numbers.tobytes()}
    if pd.api.types.is_numeric_dtype(column) and not pd.api.types.is_bool_dtype(column):
        return {"data": column.to_numpy(dtype="float64", na_value=np.nan).tobytes()}
    codes, labels = pd.factorize(column.astype(object))
    plain = [label if isinstance(label, bool) else str(label) for label in labels.tolist()]
    return {"data": codes.astype("int32").tobytes(), "labels": plain}


def separate(chart: alt.TopLevelMixin, frames: Frames) -> tuple[dict, dict[str, list[dict]]]:
    """The chart's drawing with named, empty data, and the rows of those names.

    Tables handed unchanged to `alt.Chart` become named data that can be fed later; any other table stays in the
    drawing.
    """
    drawn = {}

    def name_or_rows(data: object) -> dict:
        for name, frame in frames.items():
            if data is frame:
                drawn[name] = course_rows(frame)["values"]
                return {"name": name}
        return course_rows(data)

    alt.data_transformers.register("course_live", name_or_rows)
    with alt.data_transformers.enable("course_live"):
        spec = chart.to_dict()
    return drop_nulls(spec), drawn
