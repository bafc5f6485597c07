"""Two results side by side: what differs between their people and trials besides the drugs."""

from functools import lru_cache

import pandas as pd

from utils.charts.trials import PEOPLE
from utils.evidence import compare
from utils.evidence.comparison import Comparison


def compare_rows(pair: pd.DataFrame) -> str:
    """Two rows, each with its number, and what differs between their people and trials besides the drugs.

    pair: two rows of the picture by fact id, columns label and shown.
    """
    found = _compare(*pair.index)
    names = [f"{row.label.split(':')[0]}, {row.shown}" for row in pair.itertuples()]
    lead = f"{names[0]}, and {names[1]}: "
    if not found.differences:
        return lead + "two arms of one randomised trial; chance decided who was in which."
    differences = "; ".join(
        f"{d.aspect}: {PEOPLE.get(d.a, d.a)} against {PEOPLE.get(d.b, d.b)}" for d in found.differences
    )
    many = len(found.differences)
    also = "one thing differs" if many == 1 else f"{many} things differ"
    if found.randomised:
        return f"{lead}one randomised trial, but {also}. {_capital(differences)}."
    return f"{lead}never compared in one randomised trial, and {also}. {_capital(differences)}."


def _capital(words: str) -> str:
    return words[0].upper() + words[1:]


@lru_cache(maxsize=256)
def _compare(first: str, second: str) -> Comparison:
    return compare(first, second)
