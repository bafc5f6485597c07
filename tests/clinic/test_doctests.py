import doctest
import importlib
import pkgutil

import pytest

import utils.clinic

MODULES = [
    info.name for info in pkgutil.walk_packages(utils.clinic.__path__, "utils.clinic.") if not info.ispkg
]
WITHOUT_EXAMPLES = {
    "errors",
    "exposure",
    "history",
    "series",
    "levels",
    "conventions",
    "criteria",
    "agents",
    "regimens",
    "complete",
}  # no public rule of their own


@pytest.mark.parametrize("name", MODULES)
def test_the_examples_in_the_docstrings_run(name):
    module = importlib.import_module(name)
    result = doctest.testmod(module, optionflags=doctest.IGNORE_EXCEPTION_DETAIL)
    assert result.failed == 0
    assert result.attempted or name.rsplit(".", 1)[-1] in WITHOUT_EXAMPLES


def test_every_public_name_loads_and_is_documented():
    for name in utils.clinic.__all__:
        assert getattr(utils.clinic, name).__doc__


def test_an_unknown_name_is_answered_with_the_known_ones():
    with pytest.raises(AttributeError, match="count_lines"):
        utils.clinic.count_line  # noqa: B018 (the access itself is what is tested)


def test_importing_the_room_loads_neither_pandas_nor_numpy():
    import subprocess
    import sys

    code = "import sys, utils.clinic, utils.clinic.response.response, utils.clinic.lines.lines; print('pandas' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
