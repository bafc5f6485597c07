"""The accessibility rules of axe-core, applied to the course's own outputs and not to JupyterLab around them."""

import importlib.util
from pathlib import Path

OUTPUT = ".jp-OutputArea-output"
GRAVE = {"serious", "critical"}


def axe_script() -> Path | None:
    """axe-core as a test dependency brings it, or None."""
    found = importlib.util.find_spec("axe_playwright_python")
    return Path(found.origin).parent / "axe.min.js" if found else None


def grave_violations(page, where: str = OUTPUT) -> list[str]:
    """What axe-core calls serious or critical inside `where`: rule, element, explanation."""
    page.evaluate(axe_script().read_text(encoding="utf-8"))
    found = page.evaluate(
        "where => axe.run({include: [[where]]}, {resultTypes: ['violations'], preload: false}).then(r => r.violations)",
        where,
    )
    return [
        f"{rule['id']}: {node['html'][:160]} - {node['failureSummary']}"
        for rule in found
        if rule["impact"] in GRAVE
        for node in rule["nodes"]
    ]
