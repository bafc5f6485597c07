"""Words with `code` in them, for a page and for a terminal."""

import re
from html import escape

_CODE = re.compile(r"`([^`]+)`")


def code_html(text: str) -> str:
    """Write a text for a page, with what stands between backquotes as code."""
    return _CODE.sub(r"<code>\1</code>", escape(text, quote=False))


def code_text(text: str) -> str:
    """Write a text for a terminal; backquotes stay, they read well there."""
    return text
