"""Speed against peers, as ratios in one run: `python benchmarks/run.py [models|start|widgets]`, one JSON object a line."""

import importlib
import json
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))


def main(wanted: list[str]) -> int:
    """Run the benchmarks named, or all there are; print each result as soon as it is known."""
    there = [name for name in ("models", "start", "widgets") if (HERE / f"{name}.py").exists()]
    unknown = [name for name in wanted if name not in there]
    if unknown:
        print(f"There is no benchmark {unknown[0]!r}. Choose from: {', '.join(there)}.", file=sys.stderr)
        return 2
    for name in wanted or there:
        for result in importlib.import_module(f"benchmarks.{name}").results():
            print(json.dumps(result), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
