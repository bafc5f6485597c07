"""The glossary at the foot of a notebook: each term in plain words, and on a live page for students and clinicians too."""

from html import escape

import ipywidgets as widgets

from utils.learning.pages.page import LearningPage
from utils.learning.questions.bank import UnknownQuestion


class GlossaryPage(LearningPage):
    """A folded list of terms; printed, each has its plain words.

    rows: one row a term, with `term`, `plain`, `student` and `clinician`.
    """

    def __init__(self, rows: list[dict]):
        self.rows = rows
        self.words = widgets.HTML(_fold(rows, ("plain", "student", "clinician")))
        names = ", ".join(row["term"] for row in rows)
        printed = {"text/plain": f"Glossary: {names}", "text/html": _fold(rows, ("plain",))}
        super().__init__(f"glossary-{names}", printed, [self.words])


def glossary(*terms: str) -> GlossaryPage:
    """Explain terms in plain words; each string may hold several, parted by commas.

    Raises UnknownQuestion, with the nearest, for a term that the course's glossary lacks.
    """
    from utils.evidence import table

    rows = {row["term"].lower(): row for row in table("glossary").to_dict("records")}
    asked = [term.strip() for listed in terms for term in listed.split(",") if term.strip()]
    for term in asked:
        if term.lower() not in rows:
            raise UnknownQuestion(term, list(rows), "course_data/glossary.csv")
    return GlossaryPage([rows[term.lower()] for term in asked])


def _fold(rows: list[dict], tracks: tuple[str, ...]) -> str:
    items = "".join(_explain(row, tracks) for row in rows)
    style = "style='text-align:left'"
    return f"<details><summary>Glossary: {len(rows)} words of this page</summary><dl {style}>{items}</dl></details>"


_READERS = {"student": "For students: ", "clinician": "For clinicians: "}


def _explain(row: dict, tracks: tuple[str, ...]) -> str:
    said = "".join(f"<dd>{_READERS.get(track, '')}{escape(row[track])}</dd>" for track in tracks)
    return f"<dt><b>{escape(row['term'])}</b></dt>{said}"
