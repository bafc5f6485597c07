"""A deck as one file: reveal.js, the course's looks and, when an activity moves in it, the charts' runtime, all inside."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from html import escape
from pathlib import Path

from utils.activities import runtime
from utils.site import assets
from utils.teaching.slides.slide import Slide, write_inline

HERE = Path(__file__).parent
STANDIN = Path(assets.__file__).parent / "js" / "standin.js"
WIDTH, HEIGHT = 1024, 768


def write_deck(title: str, slides: Sequence[Slide], reveal: Path) -> str:
    """The whole file. reveal: the folder of reveal.js. Raises Trouble when an activity moves and the runtime is not built."""
    moving = any(slide.state for slide in slides)
    styles = [
        _read(reveal / "dist" / "reset.css"),
        _read(reveal / "dist" / "reveal.css"),
        _read(HERE / "slides.css"),
    ]
    scripts = [_read(reveal / "dist" / "reveal.js"), _read(reveal / "plugin" / "notes" / "notes.js")]
    scripts += [assets.live_script()] if moving else []
    own = f'const STAMP = "{runtime.stamp()}", WIDTH = {WIDTH}, HEIGHT = {HEIGHT};\n{_read(STANDIN)}\n{_read(HERE / "slides.js")}'
    scripts.append(f"(() => {{\n{own}\n}})();")
    body = "\n".join(_section(slide, place) for place, slide in enumerate(slides))
    return (
        '<!doctype html><html lang="en-GB"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{escape(title)}: slides</title>{''.join(f'<style>{style}</style>' for style in styles)}</head>"
        f'<body data-jp-theme-light="true"><div class="reveal"><div class="slides">\n{body}\n</div></div>\n'
        f"{''.join(f'<script>{_guard(script)}</script>' for script in scripts)}</body></html>\n"
    )


def write_print(title: str, slides: Sequence[Slide]) -> str:
    """The same slides as pages to print, one each, without a script: pictures stand still."""
    body = "\n".join(
        _section(replace(slide, state="", notes=""), place) for place, slide in enumerate(slides)
    )
    style = f"@page {{ size: {WIDTH}px {HEIGHT}px; margin: 0 }} body {{ margin: 0 }} section {{ break-after: page; overflow: hidden }} section:last-child {{ break-after: auto }}"
    return (
        f'<!doctype html><html lang="en-GB"><head><meta charset="utf-8"><title>{escape(title)}: slides</title>'
        f"<style>{_read(HERE / 'slides.css')}{style}</style></head>"
        f'<body><div class="reveal"><div class="slides">\n{body}\n</div></div></body></html>\n'
    )


def _section(slide: Slide, place: int) -> str:
    heading = "h1" if slide.kind == "title" else "h2"
    timing = f' data-timing="{slide.seconds}"' if slide.seconds else ""
    state = f'<script type="application/json" class="state">{slide.state}</script>' if slide.state else ""
    live = f'<div class="live" data-place="{slide.place}"></div>{state}' if slide.state else ""
    notes = f'<aside class="notes">{slide.notes}</aside>' if slide.notes else ""
    moving = " moves" if slide.state else ""
    return (
        f'<section id="s{place + 1}" class="{slide.kind}{moving}"{timing}><{heading}>{write_inline(slide.title)}</{heading}>'
        f'<div class="body">{slide.body}</div>{live}{notes}</section>'
    )


def _guard(script: str) -> str:
    """A script that may stand in a page: nothing in it ends the page's own."""
    return re.sub(r"</(script)", r"<\\/\1", script, flags=re.IGNORECASE).replace("<!--", "<\\!--")


def _read(path: Path) -> str:
    return path.read_text(encoding="utf-8")
