"""Scripts and looks beside the pages: small files joined into one each, the charts' runtime as a plain script."""

import re
from pathlib import Path

from utils.activities import runtime
from utils.setup.trouble import Trouble
from utils.site.live import as_json

HERE = Path(__file__).parent
SCRIPTS = (
    "dom", "words", "standin", "live", "address", "look", "search",
    "log", "store", "progress", "recall", "marking", "replies", "controls", "card", "text_card", "sheet", "keep", "map", "start",
)  # fmt: skip
STYLES = ("page", "parts", "learning", "paper")
EARLY = "document.documentElement.classList.add('js');try{var t=localStorage.getItem('mc-theme');if(t)document.documentElement.dataset.theme=t}catch(e){}"


def site_script() -> str:
    """All of the pages' own script, closed off from the page; it knows under which name the charts' runtime registers."""
    code = "\n".join((HERE / "js" / f"{name}.js").read_text(encoding="utf-8") for name in SCRIPTS)
    return f'(() => {{\n"use strict";\nconst STAMP = "{runtime.stamp()}";\n{code}\n}})();\n'


def site_style() -> str:
    """All of the pages' looks, with those of the code's colours."""
    from pygments.formatters import HtmlFormatter

    colours = HtmlFormatter(style="default").get_style_defs(".highlight")
    own = "\n".join((HERE / "css" / f"{name}.css").read_text(encoding="utf-8") for name in STYLES)
    return f"{own}\n{colours}\n"


def live_script() -> str:
    """The charts' runtime as a classic script: a page opened from a disk may load no module. Trouble when it is not built."""
    code = runtime.script()
    if code is None:
        raise Trouble(f"The charts' runtime is not built: run {runtime.BUILD_COMMAND}, then this again.")
    bare, ends = re.subn(r"export\s*\{[^}]*\}\s*;?\s*$", "", code.rstrip())
    if ends != 1:
        raise Trouble(
            "The charts' runtime does not end in one export: utils/site/assets.py has to learn its new form."
        )
    return f"(() => {{{bare}\n}})();\n"


def asset_files(search: str, questions: list[dict]) -> dict[str, str]:
    """File -> text of everything in the folder `assets`."""
    return {
        "assets/site.css": site_style(),
        "assets/site.js": site_script(),
        "assets/livechart.js": live_script(),
        "assets/search.js": search,
        "assets/questions.js": f"window.mcQuestions={as_json(questions)};\n",
    }
