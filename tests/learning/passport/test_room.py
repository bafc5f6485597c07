"""The room `passport` and the call `passport()` share a name; notebooks must be able to call whichever they find."""

import subprocess
import sys

import pytest


@pytest.mark.parametrize(
    "first",
    ["", "import utils.learning.passport.log\n", "from utils.learning import progress_map\nprogress_map()\n"],
)
def test_passport_can_be_called_whatever_was_imported_before(first):
    code = first + "from utils.learning import passport\nprint(type(passport()).__name__)"
    answer = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert answer.stdout.split()[-1:] == ["PassportPage"], answer.stderr
