"""No test asserts seconds that a slower machine can miss: what is awaited is an event, what is held is counted.

A limit that only tells a hang from a wait is welcome if it is generous. Speed is judged in `benchmarks/`, as a ratio.
"""

import ast
from pathlib import Path

import pytest

TESTS = Path(__file__).parent
HANG_S = 30  # shorter waits have failed on slow machines
STOPWATCHES = {"perf_counter", "process_time", "thread_time", "perf_counter_ns", "process_time_ns", "timeit"}
IN_SECONDS, IN_MS = {"run", "wait", "communicate", "check_output", "check_call", "urlopen", "join"}, 1000


def faults(code: str) -> list[str]:
    """Each place where a test measures time, or waits for less than a hang takes, with its line."""
    tree = ast.parse(code)
    tried = {
        id(node)
        for block in ast.walk(tree)
        if isinstance(block, ast.Try)
        for part in block.body
        for node in ast.walk(part)
    }
    found = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and "performance.now" in node.value:
            found.append(f"line {node.lineno}: a stopwatch in the page")
        elif isinstance(node, ast.Attribute | ast.Name | ast.alias) and _name(node) in STOPWATCHES:
            found.append(f"line {node.lineno}: {_name(node)} is a stopwatch")
        elif isinstance(node, ast.BinOp) and _elapsed(node):
            found.append(f"line {node.lineno}: measures how long something took")
        elif isinstance(node, ast.Call) and id(node) not in tried:
            found += [
                f"line {node.lineno}: waits only {ast.unparse(w.value)}"
                for w in node.keywords
                if _short(node, w)
            ]
    return found


def _name(node) -> str:
    return getattr(node, "attr", None) or getattr(node, "id", None) or getattr(node, "name", "")


def _elapsed(sum_: ast.BinOp) -> bool:
    """Whether this is the difference of two readings of a clock."""
    names = {_name(part) for part in ast.walk(sum_)}
    return isinstance(sum_.op, ast.Sub) and not names.isdisjoint({"monotonic", "monotonic_ns", "time_ns"})


def _short(call: ast.Call, word: ast.keyword) -> bool:
    """Whether `timeout=` (milliseconds in the browser's own waits) or `seconds=` is a number that a slow machine misses."""
    if not isinstance(word.value, ast.Constant) or not isinstance(word.value.value, int | float):
        return False
    unit = 1 if word.arg == "seconds" or _name(call.func) in IN_SECONDS else IN_MS
    return word.arg in ("timeout", "seconds") and 0 < word.value.value < HANG_S * unit


@pytest.mark.parametrize("path", sorted(TESTS.rglob("*.py")), ids=lambda path: str(path.relative_to(TESTS)))
def test_no_test_is_a_race_against_the_clock(path):
    if path == Path(__file__):
        return
    assert faults(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    "code",
    [
        "begin = time.process_time()",
        "from time import perf_counter",
        "assert time.monotonic() - began < 5",
        "page.get_by_text('x').wait_for(timeout=5000)",
        "first.wait(timeout=5)",
        "says(page, 'x', seconds=1)",
        "FAST = 'const start = performance.now();'",
    ],
)
def test_every_kind_of_race_is_found(code):
    assert len(faults(code)) == 1


@pytest.mark.parametrize(
    "code",
    [
        "deadline = time.monotonic() + PATIENCE_S",
        "assert time.monotonic() < deadline, 'it hangs'",
        "first.wait(timeout=60)",
        "page.wait_for_selector('.x', timeout=60_000)",
        "try:\n    page.wait_for_function(BEGAN, timeout=2500)\nexcept TimeoutError:\n    again()",
    ],
)
def test_a_generous_limit_is_welcome(code):
    assert faults(code) == []
