"""SCORM 1.2: the page of a notebook as one unit of a learning platform, which reports what was answered and how it went.

Made of the reading edition: one `index.html` without inner frames, scripts and looks beside it, nothing from a network.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from pathlib import Path

from utils.authoring.notebook import find_notebooks
from utils.site.build import build
from utils.teaching.export.cards import Card
from utils.teaching.export.parts import add, as_document, as_package, start_manifest

PACKAGE = "http://www.imsproject.org/xsd/imscp_rootv1p1p2"
ADL = "http://www.adlnet.org/xsd/adlcp_rootv1p2"
SCRIPT = Path(__file__).parent / "scorm.js"
SCRIPTS = '<script src="assets/site.js"></script>'
_OTHER = re.compile(
    r'<a (?:rel="(?:next|prev)" )?href="(?:\d\d_[a-z0-9_]+\.html|notebooks/)[^"]*"[^>]*>(.*?)</a>', re.DOTALL
)
_BESIDE = re.compile(r'<a href="((?:glossary|sources|review|about)\.html[^"]*)"')


def write_scorm(title: str, name: str, cards: Sequence[Card]) -> bytes:
    """The package of a notebook; `name` ends in its number, `cards` are its questions, of which the core ones count.

    Raises NotebookError for what is no notebook, PageTrouble for one that cannot become a page.
    """
    (path,) = find_notebooks([name.rpartition("_")[2]])
    files = build([path])
    page = files.pop(f"{path.stem}.html")
    files = {file: text for file, text in files.items() if file != "index.html"}
    asked = [card.id for card in cards if card.core] or [card.id for card in cards]
    files |= {"index.html": make_unit(page, asked), "assets/scorm.js": SCRIPT.read_text(encoding="utf-8")}
    return as_package({"imsmanifest.xml": _manifest(title, name, files), **files})


def make_unit(page: str, asked: Sequence[str]) -> str:
    """The page as the one that the platform opens: it reports, and what leads out of it opens beside or is words only."""
    counted = json.dumps(list(asked))
    own = f'<script type="application/json" id="scorm-asked">{counted}</script><script src="assets/scorm.js"></script>'
    alone = _OTHER.sub(r"\1", page).replace('href="index.html"', 'href="#main"')
    beside = _BESIDE.sub(r'<a target="_blank" rel="noopener" href="\1"', alone)
    return beside.replace(SCRIPTS, own + SCRIPTS)


def _manifest(title: str, name: str, files: Mapping[str, str]) -> str:
    root, resources = start_manifest(PACKAGE, name, "ADL SCORM", "1.2")
    root.set("xmlns:adlcp", ADL)
    root.set("version", "1.0")
    listed = root.find("organizations")
    listed.set("default", "course")
    organization = add(listed, "organization", identifier="course")
    add(organization, "title", title)
    item = add(organization, "item", identifier="unit", identifierref="page")
    add(item, "title", title)
    unit = add(resources, "resource", identifier="page", type="webcontent", href="index.html")
    unit.set("adlcp:scormtype", "sco")
    for file in files:
        add(unit, "file", href=file)
    return as_document(root)
