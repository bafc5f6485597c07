"""Slider to repaint in a real JupyterLab in Chromium: from the key press to the last change of the picture.

Each contender's notebook is run, its slider moved fifty times by the keyboard, each move timed inside the page: from
the key event to the last change of the picture, once nothing has changed for a while.
Three repeats, contenders taking turns; the middle repeat counts. The slider's own readout does not count.
"""

import importlib.util
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from statistics import median, quantiles

from benchmarks.contenders import COMMON, CONTENDERS

POINTS = (200, 5000)
REPEATS, MOVES = 3, 50
QUIET_MS = 150  # the picture has rested when nothing changed for so long
SLIDER = ".jp-OutputArea-output input[type=range], .jp-OutputArea-output .noUi-handle"

TIMER = """() => {
  const output = document.querySelectorAll('.jp-Cell')[1].querySelector('.jp-Cell-outputWrapper');
  const own = (node) => (node.nodeType === 1 ? node : node.parentElement)?.closest('.widget-slider, .mc-control, .mc-notice');
  let last = 0;
  const changed = () => { last = performance.now(); };
  new MutationObserver((records) => {
    if (records.some((record) => !own(record.target))) changed();
  }).observe(output, { subtree: true, childList: true, attributes: true, characterData: true });
  output.addEventListener('load', changed, true);
  const canvas = CanvasRenderingContext2D.prototype;
  for (const name of ['clearRect', 'stroke', 'fill', 'fillText', 'drawImage']) {
    const old = canvas[name];
    canvas[name] = function (...given) { if (output.contains(this.canvas)) changed(); return old.apply(this, given); };
  }
  const rest = (ms) => new Promise((done) => setTimeout(done, ms));
  let pressed = 0;
  document.addEventListener('keydown', () => { pressed = performance.now(); last = 0; }, true);
  globalThis.timeOfMove = async (quiet) => {
    while (!last || performance.now() - last < quiet) {
      if (performance.now() - pressed > 8000) return null;
      await rest(10);
    }
    return last - pressed;
  };
}"""


def results() -> Iterator[dict]:
    """One result for each peer and number of points; a peer that is not installed is skipped."""
    missing = {name: need for name, (need, _) in CONTENDERS.items() if importlib.util.find_spec(need) is None}
    for points in POINTS:
        timed = measure([name for name in CONTENDERS if name not in missing], points)
        for peer in CONTENDERS:
            if peer.startswith("ours"):
                continue
            yield compare(f"widgets_{points}_{peer}", "ours", peer, timed, missing)
        yield compare(f"widgets_{points}_in_chart_bqplot", "ours_in_chart", "bqplot", timed, missing)


def compare(name: str, ours: str, peer: str, timed: dict, missing: dict) -> dict:
    """The result as printed: seconds (medians), 95th percentiles beside them, and how many times faster ours is."""
    if peer in missing:
        return {"name": name, "skipped": f"{missing[peer]} is not installed"}
    (mine, mine_95), (other, other_95) = timed[ours], timed[peer]
    return {
        "name": name,
        "ours": round(mine, 4),
        "peer": round(other, 4),
        "ratio": round(other / mine, 2),
        "ours_p95": round(mine_95, 4),
        "peer_p95": round(other_95, 4),
        "ratio_p95": round(other_95 / mine_95, 2),
    }


def measure(names: list[str], points: int) -> dict[str, tuple[float, float]]:
    """Seconds a move, median and 95th percentile, for each contender: the middle one of the repeats."""
    from playwright.sync_api import sync_playwright

    from tests.browser import lab as machinery
    from utils.activities import runtime

    if not runtime.is_current():  # else our picture would stand still, and have no slider
        runtime.build()
    runs: dict[str, list[tuple[float, float]]] = {name: [] for name in names}
    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as home:
        browser = playwright.chromium.launch(
            executable_path=machinery.find_chromium(), args=machinery.chromium_arguments()
        )
        lab = machinery.JupyterLab(Path(home))
        try:
            for repeat in range(REPEATS):
                for name in names:
                    print(f"{points} points, repeat {repeat + 1}, {name}", file=sys.stderr, flush=True)
                    runs[name].append(time_moves(browser, lab, name, points))
        finally:
            lab.close()
            browser.close()
    return {name: sorted(run)[len(run) // 2] for name, run in runs.items()}


def time_moves(browser, lab, name: str, points: int) -> tuple[float, float]:
    """Open the contender's notebook, move its slider, and read the page's clock."""
    from tests.browser.lab import Notebook

    lab.add(f"{name}.ipynb", [COMMON.format(points=points), CONTENDERS[name][1]])
    context = browser.new_context(viewport={"width": 1280, "height": 1000}, bypass_csp=True)
    page = context.new_page()
    notebook = Notebook(page, lab, f"{name}.ipynb")
    page.route(
        "**/cdn.jsdelivr.net/**", lambda route: route.fulfill(body=cdn(), content_type="text/javascript")
    )
    notebook.run_all()
    page.wait_for_selector(SLIDER)
    page.wait_for_timeout(1000)
    page.evaluate(TIMER)
    page.locator(SLIDER).first.focus()
    times = [time_one(page) for _ in range(MOVES + 5)][5:]
    context.close()
    lab.shut_kernels()
    return median(times) / 1000, quantiles(times, n=20)[-1] / 1000


def time_one(page) -> float:
    """One press of a key, until the picture has rested."""
    page.keyboard.press("ArrowRight")
    took = page.evaluate("quiet => timeOfMove(quiet)", QUIET_MS)
    if took is None:
        raise RuntimeError("the slider moved and the picture did not")
    return took


_cdn: list[str] = []


def cdn() -> str:
    """What Altair's default renderer fetches from the network, answered from this machine."""
    if not _cdn:
        import vl_convert

        names = "globalThis.vega = vega; globalThis.vegaLite = vegaLite; globalThis.vegaEmbed = vegaEmbed;"
        _cdn.append(vl_convert.javascript_bundle(names))
    return _cdn[0]
