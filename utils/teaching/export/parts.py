"""Small helps that the XML forms share: elements with text, a whole document, a package that is the same byte for byte."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from xml.etree import ElementTree as ET

# Characters that XML 1.0 does not allow anywhere.
_FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_EPOCH = (2026, 1, 1, 0, 0, 0)


def add(parent: ET.Element, tag: str, text: str | None = None, **attributes: str) -> ET.Element:
    """Add an element with text and attributes, and give it back; a trailing underscore of a name is dropped (`class_`)."""
    child = ET.SubElement(parent, tag, {name.rstrip("_"): str(value) for name, value in attributes.items()})
    if text is not None:
        child.text = _FORBIDDEN.sub("", text)
    return child


def as_document(root: ET.Element) -> str:
    """An element as a whole document, indented, with its declaration."""
    ET.indent(root, " ")
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ET.tostring(root, encoding="unicode") + "\n"


def as_package(files: dict[str, str]) -> bytes:
    """A zip of texts whose bytes depend on nothing but the texts: no clock, no order of a folder."""
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as package:
        for name, text in files.items():
            package.writestr(zipfile.ZipInfo(name, _EPOCH), text.encode("utf-8"), zipfile.ZIP_DEFLATED)
    return whole.getvalue()


def start_manifest(package: str, name: str, schema: str, version: str) -> tuple[ET.Element, ET.Element]:
    """A manifest of a content package, and the element that its resources go into."""
    root = ET.Element("manifest", {"xmlns": package, "identifier": f"manifest_{name}"})
    about = add(root, "metadata")
    add(about, "schema", schema)
    add(about, "schemaversion", version)
    add(root, "organizations")
    return root, add(root, "resources")


def identify(question: str) -> str:
    """A question's id in a form that XML allows.

    >>> identify("08-q4")
    'q_08_q4'
    """
    return f"q_{question.replace('-', '_')}"


def for_kinds(choice: Callable, numeric: Callable, pairs: Callable, essay: Callable) -> dict[str, Callable]:
    """Which function writes a question, by its kind; the two with one answer a row are written alike."""
    kinds = ("single", "multiple", "numeric", "order", "match", "text")
    return dict(zip(kinds, (choice, choice, numeric, pairs, pairs, essay), strict=True))


def say_number(value: float) -> str:
    """A number in its shortest form that loses nothing an answer could miss.

    >>> say_number(81.0), say_number(0.30000000000000004)
    ('81', '0.3')
    """
    return f"{value:.10g}"
