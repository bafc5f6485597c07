"""A sheet to print: the same words as Markdown and as one HTML page."""

from __future__ import annotations

import os
import re
import sys
import tempfile
from collections.abc import Mapping
from html import escape
from pathlib import Path

from utils.teaching.printing import PrintTrouble, count_pages, print_pdf

_ANCHOR = re.compile(
    r'<a class="anchor-link"[^>]*>.*?</a>'
)  # a pilcrow behind every heading, made for screens

LONG = 1800  # letters of a part, its marks included: more than one sheet may hold; kept whole it would leave a sheet empty
PAGE = """<!doctype html>
<html lang="en-GB"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<style>
body {{ font: 16px/1.5 Helvetica, Arial, sans-serif; color: #222; max-width: 60rem; margin: 2rem auto; padding: 0 1rem;
overflow-wrap: anywhere }}
h1, h2, h3 {{ line-height: 1.25; break-after: avoid }}
table {{ border-collapse: collapse }} th, td {{ border-bottom: 1px solid #ccc; padding: .4rem .6rem; text-align: left;
vertical-align: top }} td:nth-child(-n+2) {{ font-variant-numeric: tabular-nums; white-space: nowrap }}
code {{ font-size: .85em }} pre {{ white-space: pre-wrap }}
th {{ overflow-wrap: normal }} p:has(> strong:first-child) {{ break-after: avoid }}
tr, li, p, pre, section:not(.long) {{ break-inside: avoid }}
@media (max-width: 600px) {{ thead {{ display: none }} table, tbody, tr, td {{ display: block }} td {{ border: 0; padding: .1rem 0 }}
tr {{ border-bottom: 1px solid #ccc; padding: .5rem 0 }} }}
@media print {{ @page {{ margin: 16mm }} body {{ margin: 0; padding: 0; max-width: none; font-size: 12px }} }}
</style></head><body>{body}</body></html>
"""


def paper_files(name: str, title: str, text: str) -> dict[str, str]:
    """A Markdown text as the file `name.md` and, as a page to print, `name.html`."""
    return {f"{name}.md": text, f"{name}.html": as_page(title, text)}


def write_all(folder: Path, files: Mapping[str, str | bytes]) -> None:
    """Write all files or none: they are made in a draft beside their place and moved there when all are whole.

    files: name -> text or bytes. Raises OSError when they cannot be kept; then nothing has changed.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder) as draft:
        for name, whole in files.items():
            (Path(draft) / name).write_bytes(whole.encode("utf-8") if isinstance(whole, str) else whole)
        for name in files:
            os.replace(Path(draft) / name, folder / name)


def keep_all(folder: Path, files: Mapping[str, str | bytes], what: str) -> bool:
    """Write all files or none; False, and a sentence about `what` on the error stream, when they cannot be kept."""
    try:
        write_all(folder, files)
    except OSError as problem:
        reason = problem.strerror or problem
        print(
            f"{what} could not be written to {folder} ({reason}). Choose another folder with --out.",
            file=sys.stderr,
        )
        return False
    return True


def finish(folder: Path, name: str, html: str, what: str, to_print: str = "") -> int:
    """Keep a page, and the print of `to_print` when there is any; says where they lie, or why not: then 1.

    A page whose print fails is kept all the same.
    """
    files, trouble, pages = {f"{name}.html": html}, "", ""
    if to_print:
        try:
            files[f"{name}.pdf"] = printed = print_pdf(to_print)
            pages = f" ({count_pages(printed)} pages)"
        except PrintTrouble as problem:
            trouble = str(problem)
    if not keep_all(folder, files, what):
        return 1
    print(f"Written: {' and '.join(str(folder / name) for name in files)}{pages}.")
    if trouble:
        print(f"Without the PDF: {trouble}", file=sys.stderr)
    return int(bool(trouble))


def as_page(title: str, text: str) -> str:
    """One HTML page; each part under a second heading stays on one sheet of paper where it can."""
    from nbconvert.filters.markdown import markdown2html

    body = _ANCHOR.sub("", markdown2html(text))
    first, *parts = re.split(r"(?=<h[12])", body)
    return PAGE.format(title=escape(title), body=first + "".join(_part(part) for part in parts))


def _part(part: str) -> str:
    long = ' class="long"' if len(part) > LONG else ""
    return f"<section{long}>{part}</section>"
