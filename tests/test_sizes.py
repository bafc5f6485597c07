"""Sizes that keep the house readable: no body of a function over 40 lines, no module over 260."""

import ast
from pathlib import Path

UTILS = Path(__file__).parents[1] / "utils"
BODY, MODULE = 40, 260


def too_long(code: str, name: str) -> list[str]:
    """What is larger than allowed, with its size. A docstring is not part of a body; what is nested in a body is."""
    lines = len(code.splitlines())
    found = [f"{name}: {lines} lines"] if lines >= MODULE else []
    for node in ast.walk(ast.parse(code)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            body = node.body[1:] if ast.get_docstring(node) else node.body
            size = body[-1].end_lineno - body[0].lineno + 1 if body else 0
            found += [f"{name}: {node.name} has {size} lines"] if size >= BODY else []
    return found


def test_bodies_and_modules_stay_short():
    paths = sorted(UTILS.rglob("*.py"))
    assert len(paths) > 100
    assert [fault for path in paths for fault in too_long(path.read_text(encoding="utf-8"), str(path))] == []


def test_what_is_too_long_is_found():
    body = "\n    a = 1" * BODY
    assert too_long(f"def act():{body}", "m") == ["m: act has 40 lines"]
    assert too_long(f"class C:\n  async def act(self):\n    '''Doc.'''{body}", "m") == ["m: act has 40 lines"]
    assert too_long("a = 1\n" * MODULE, "m") == ["m: 260 lines"]
    assert too_long("def act():\n    '''" + "words\n" * 60 + "'''", "m") == []
