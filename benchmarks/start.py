"""What a kernel works before the first picture, and for each answer: `python benchmarks/run.py start`.

In a fresh Python: importing altair and pandas (the peer), then building each activity for the first time, then reading
every table of the course from disk. `ours` and `peer` are processor seconds, the middle one of several fresh
Pythons; `ratio` = peer / ours. Each answer to a moved control is held against building the same chart with Altair
anew, which is what `interact` does.
"""

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from statistics import median

from benchmarks.models import against
from tests.six_activities import NAMES

ROOT = Path(__file__).resolve().parents[1]
RUNS = 3
MEASURE = """
import json, sys, time
took = {}
def timed(name, work):
    begun = time.process_time()
    made = work()
    took[name] = time.process_time() - begun
    return made
def libraries():
    import altair, pandas
timed("libraries", libraries)
from utils import activities
from utils.activities.activity import Activity
from utils.evidence.tables import _kept, table, table_names
draw, build = {}, Activity.__init__
def remember(self, *, name, chart, **more):
    draw[name] = chart
    build(self, name=name, chart=chart, **more)
Activity.__init__ = remember
for name in sys.argv[1:]:
    make = getattr(activities, name)
    made = timed(name, make)
    timed(f"bundle {name}", made._repr_mimebundle_)
    timed(f"warm answer {name}", made._respond)
    timed(f"answer {name}", made._respond)
    timed(f"chart {name}", lambda: draw[name](made.answer).to_dict())
def read_all():
    _kept.cache_clear()
    for name in table_names():
        table(name)
timed("tables", read_all)
print(json.dumps(took))
"""


def results() -> Iterator[dict]:
    """One line an activity, one for the tables, and one for each activity's answers."""
    runs = [_fresh_python() for _ in range(RUNS)]
    took = {name: median(run[name] for run in runs) for name in runs[0]}
    peer = took["libraries"]
    for name in NAMES:
        ours = took[name] + took[f"bundle {name}"]
        yield against(f"start_{name}, against importing altair and pandas", ours, peer)
    yield against("start_all_tables, against importing altair and pandas", took["tables"], peer)
    for name in NAMES:
        words = f"answer_{name}, against building its chart anew as interact_altair does"
        yield against(words, took[f"answer {name}"], took[f"chart {name}"])


def _fresh_python() -> dict[str, float]:
    words = [sys.executable, "-c", MEASURE, *NAMES]
    done = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, check=True)
    return json.loads(done.stdout.splitlines()[-1])
