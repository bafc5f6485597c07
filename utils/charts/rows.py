"""What a chart stores of its table: rows rounded to what a reader can see, the same on every machine."""

import altair as alt
import numpy as np
import pandas as pd

FIGURES = 6  # significant figures; the seventh differs between processors and never shows
MOST_ROWS = 5000


def course_rows(data: object) -> object:
    """The rows of a table as a chart stores them: numbers rounded to six significant figures."""
    if isinstance(data, pd.DataFrame):
        data = round_figures(data)
    return alt.to_values(alt.limit_rows(data, max_rows=MOST_ROWS))


def round_figures(frame: pd.DataFrame) -> pd.DataFrame:
    """The same table, its decimal numbers rounded to six significant figures."""
    decimals = frame.select_dtypes("floating").columns
    return frame.assign(**{str(name): _rounded(frame[name]) for name in decimals})


def _rounded(column: pd.Series) -> pd.Series:
    values = column.to_numpy(dtype=float, na_value=np.nan)
    # Through text, so that 0.1 is stored as 0.1 and not as its nearest neighbour.
    return pd.Series([float(f"{value:.{FIGURES}g}") for value in values], column.index)


def enable_rows() -> None:
    """Store the rows of every chart of this session in this form."""
    alt.data_transformers.register("course", course_rows)
    alt.data_transformers.enable("course")
    # Hashed dataset names would change in saved notebooks whenever a row does.
    alt.data_transformers.consolidate_datasets = False
