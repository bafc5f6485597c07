"""Errors as a learner should meet them: the line of the cell, the error in its own words, the nearest column.

JupyterLab shows every line of pandas that an error passed through, thirty in red for one mistyped name. Set-up names
this module to the kernels of the course's environment; `%xmode Context` in a cell brings the long form back.
"""

import difflib
import re
import traceback


def load_ipython_extension(shell) -> None:
    """Called by IPython when a kernel starts."""
    shell.set_custom_exc((Exception,), show_short)


def show_short(shell, kind, error, trace, tb_offset=None) -> list[str]:
    """Show an error in a few lines; the long form when the learner has asked for it with `%xmode`."""
    lines = [
        *blamed_line(trace),
        *named_shortly(traceback.format_exception_only(kind, error)),
        *nearest_column(error, trace),
    ]
    lines = [line.rstrip("\n") for line in lines]
    if shell.InteractiveTB.mode != "Minimal":
        lines = shell.InteractiveTB.structured_traceback(kind, error, trace, tb_offset=tb_offset)
    shell._showtraceback(kind, error, lines)
    return lines


def blamed_line(trace) -> list[str]:
    """The last line of a cell that the error passed through, with an arrow."""
    cells = [
        frame
        for frame in traceback.extract_tb(trace)
        if re.search(r"ipykernel_|<ipython-input", frame.filename)
    ]
    return [f"----> {cells[-1].lineno} {cells[-1].line}"] if cells else []


def named_shortly(lines: list[str]) -> list[str]:
    """The error by its own name, without the modules it comes from."""
    return [re.sub(r"^(?:\w+\.)+(\w+:)", r"\1", line, count=1) for line in lines]


def nearest_column(error: Exception, trace) -> list[str]:
    """For a name that a table does not have: the one nearest to it, and all there are."""
    wanted = _wanted(error)
    columns = _columns(trace) if wanted else []
    if not columns:
        return []
    near = difflib.get_close_matches(wanted, columns, n=1, cutoff=0.4)
    hint = f" Closest: {near[0]!r}." if near else ""
    return [f"There is no column {wanted!r} in this table.{hint} The columns: {', '.join(columns)}."]


def _wanted(error: Exception) -> str | None:
    """The column asked for as `table["name"]`, `table.name` or `table.query("name == 1")`; None for any other error."""
    quoted = re.findall(r"'([^']+)'", str(error))
    if isinstance(error, AttributeError) and quoted[:1] == ["DataFrame"]:
        return quoted[-1]
    asked = isinstance(error, KeyError) or type(error).__name__ == "UndefinedVariableError"
    return quoted[0] if asked and quoted else None


def _columns(trace) -> list[str]:
    """Names of the columns of the first table on the error's way."""
    for frame, _ in traceback.walk_tb(trace):
        names = getattr(frame.f_locals.get("self"), "columns", None)
        if names is not None:
            return [str(name) for name in names]
    return []
