"""The direction of imports: data -> evidence -> clinic, models -> charts -> activities, learning -> notebooks.

Apart stands `setup` (the standard library and nothing of the course); on top `authoring`, `site` and `teaching`, in that
order (slides and handouts are made of the pages' parts), which no notebook imports. No room and no module is part of a circle.
"""

import ast
import graphlib
import json
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
UTILS = ROOT / "utils"
BELOW = {
    "evidence": set(),
    "clinic": set(),
    "models": {"evidence"},
    "charts": {"evidence", "clinic", "models"},
    "activities": {"evidence", "clinic", "models", "charts"},
    "learning": {"evidence", "clinic", "models", "charts", "activities"},
}
NOTEBOOK_ROOMS = tuple(BELOW)
BELOW |= {
    "setup": set(),
    "authoring": {*NOTEBOOK_ROOMS, "setup"},
    "site": {*NOTEBOOK_ROOMS, "setup", "authoring"},
    "teaching": {*NOTEBOOK_ROOMS, "setup", "authoring", "site"},
}
ROOMS = [room for room in BELOW if (UTILS / room).is_dir()]
WIDGETS = {"ipywidgets", "anywidget", "traitlets", "IPython"}
PACKAGES = {
    "evidence": {"pandas"},
    "clinic": {"pandas", "numpy"},
    "models": {"pandas", "numpy", "scipy"},
    "charts": {"pandas", "numpy", "altair"},
    "activities": {"pandas", "numpy", "altair", "vl_convert"} | WIDGETS,
    "learning": {"pandas", "numpy", "altair", "yaml"} | WIDGETS,
    "setup": set(),
    "authoring": {"pandas", "numpy", "scipy", "yaml", "nbformat", "nbclient"},
    "teaching": {"pandas", "numpy", "scipy", "altair", "yaml", "nbformat", "nbconvert"},
    "site": {"pandas", "numpy", "altair", "yaml", "nbformat", "nbconvert", "jinja2", "traitlets"}
    | {"pygments", "vl_convert", "babel"},
}
FILES = {"pathlib", "os", "io", "shutil", "tempfile", "csv", "sqlite3"}
READERS = {
    "open",
    "read_csv",
    "read_json",
    "read_excel",
    "read_parquet",
    "read_table",
    "read_text",
    "read_bytes",
}
PURE = ("clinic", "models")


def imported(code: str, module: str) -> list[str]:
    """Full names of all that a module imports, relative ones resolved; `module` is its dotted name."""
    names = []
    for node in ast.walk(ast.parse(code)):
        if isinstance(node, ast.Import):
            names += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            parent = ".".join(module.split(".")[: -node.level]) if node.level else ""
            base = ".".join(part for part in (parent, node.module or "") if part)
            names += [f"{base}.{alias.name}" for alias in node.names]
    return names


def faults(room: str, code: str, module: str = "") -> list[str]:
    """What a module of a room imports and must not, each with its reason."""
    found = []
    for name in imported(code, module or f"utils.{room}.module"):
        top, _, rest = name.partition(".")
        other = rest.split(".")[0]
        if top == "utils" and other != room and other not in BELOW[room]:
            found.append(
                f"{room} imports {name}: only {sorted(BELOW[room]) or 'nothing'} of the other rooms is below it"
            )
        if top != "utils" and top not in PACKAGES[room] | sys.stdlib_module_names:
            found.append(
                f"{room} imports {top}: only {sorted(PACKAGES[room])} and the standard library belong there"
            )
        if room in PURE and top in FILES:
            found.append(f"{room} imports {top}: it is pure and reads no files")
    return found


def opens_files(code: str) -> bool:
    """True when code calls `open` or a pandas reader."""
    calls = [node.func for node in ast.walk(ast.parse(code)) if isinstance(node, ast.Call)]
    names = [getattr(call, "id", getattr(call, "attr", "")) for call in calls]
    return not READERS.isdisjoint(names)


def modules(room: str) -> list[Path]:
    return sorted((UTILS / room).rglob("*.py"))


@pytest.mark.parametrize("room", ROOMS)
def test_a_room_imports_only_what_is_below_it(room):
    assert modules(room)
    found = []
    for path in modules(room):
        name = ".".join(path.relative_to(ROOT).with_suffix("").parts)
        found += faults(room, path.read_text(encoding="utf-8"), name)
    assert found == []


@pytest.mark.parametrize("room", PURE)
def test_pure_rooms_open_no_files(room):
    assert [path.name for path in modules(room) if opens_files(path.read_text(encoding="utf-8"))] == []


def test_the_launcher_hands_over_to_setup_and_nothing_else():
    names = imported((ROOT / "course.py").read_text(encoding="utf-8"), "course")
    assert {name.split(".")[1] for name in names if name.startswith("utils.")} == {"setup"}


@pytest.mark.parametrize("path", sorted((ROOT / "notebooks").glob("*.ipynb")), ids=lambda path: path.stem)
def test_notebooks_import_only_what_learners_need(path):
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    code = "\n".join("".join(cell["source"]) for cell in cells if cell["cell_type"] == "code")
    rooms = {name.split(".")[1] for name in imported(code, "notebook") if name.startswith("utils.")}
    assert rooms <= set(NOTEBOOK_ROOMS)


def dotted(path: Path) -> str:
    """Name by which a file of `utils` is imported."""
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def arrows(codes: dict[str, str]) -> dict[str, set[str]]:
    """Which modules each module imports; a name taken from a package counts for the module that it is."""
    found = {}
    for name, code in codes.items():
        whole = {
            full if full in codes else full.rpartition(".")[0] for full in imported(code, f"{name}.module")
        }
        found[name] = (whole & set(codes)) - {name}
    return found


def circle(codes: dict[str, str]) -> list[str]:
    """The modules of the first circle of imports, or an empty list."""
    try:
        tuple(graphlib.TopologicalSorter(arrows(codes)).static_order())
    except graphlib.CycleError as error:
        return error.args[1]
    return []


def test_no_modules_import_each_other_in_a_circle():
    codes = {dotted(path): path.read_text(encoding="utf-8") for path in UTILS.rglob("*.py")}
    assert len(codes) > 100
    assert circle(codes) == []


def test_a_circle_is_found():
    lazy = "def show():\n    from utils.a import keep"
    assert (
        circle({"utils.a.keep": "from utils.a import maps", "utils.a.maps": "from utils.b import two"}) == []
    )
    assert circle({"utils.a.keep": "from utils.a.maps import draw", "utils.a.maps": lazy}) != []


def test_no_room_imports_a_room_above_it_in_two_steps():
    assert list(graphlib.TopologicalSorter(BELOW).static_order())


def test_a_chart_that_imports_a_widget_is_caught():
    assert faults("charts", "import altair as alt\nimport pandas as pd") == []
    (fault,) = faults("charts", "import altair as alt\nimport ipywidgets as widgets")
    assert fault.startswith("charts imports ipywidgets")


@pytest.mark.parametrize(
    ("room", "code"),
    [
        ("charts", "from anywidget import AnyWidget"),
        ("charts", "def plot():\n    from IPython.display import display"),
        ("charts", "from utils.activities.live import LiveChart"),
        ("charts", "from ..activities import live"),
        ("evidence", "import numpy"),
        ("evidence", "from utils.models import kinetics"),
        ("clinic", "from utils.evidence import table"),
        ("clinic", "from utils.models.survival import median"),
        ("models", "from pathlib import Path"),
        ("models", "import utils.clinic.response.response"),
        ("activities", "import scipy.stats"),
        ("activities", "from utils.learning import quiz"),
        ("learning", "from utils.teaching import key"),
        ("learning", "from utils import teaching"),
    ],
)
def test_every_import_against_the_direction_is_caught(room, code):
    assert len(faults(room, code)) == 1


def test_reading_a_file_is_seen():
    assert opens_files("import pandas as pd\npd.read_csv('a')")
    assert opens_files("with open('a') as file: pass")
    assert not opens_files("opened = reading(1)")


def test_every_room_says_in_words_what_it_is():
    rooms = [path for path in UTILS.iterdir() if (path / "__init__.py").exists()]
    assert {path.name for path in rooms} == set(ROOMS)
    for room in rooms:
        assert ast.get_docstring(ast.parse((room / "__init__.py").read_text(encoding="utf-8")))
