"""One reading of a whole data package, from any folder: what the checks look at."""

from functools import cached_property
from pathlib import Path

import pandas as pd

from utils.evidence.cells import read_columns
from utils.evidence.lookup import Fact, index_facts
from utils.evidence.paths import COURSE_DATA
from utils.evidence.schema import Resource, read_resources
from utils.evidence.tables import read_table


class Package:
    """A data package in `folder`; each table is read once, when first asked for.

    Raises CourseDataError when a file cannot be read or breaks its own rules.
    """

    def __init__(self, folder: Path = COURSE_DATA):
        self.folder = folder
        self._cells: dict[str, dict[str, list[str]]] = {}
        self._frames: dict[str, pd.DataFrame] = {}

    @cached_property
    def resources(self) -> dict[str, Resource]:
        """The tables that datapackage.json declares, by name."""
        return read_resources(self.folder)

    @cached_property
    def facts(self) -> dict[str, Fact]:
        """Every sourced number by id."""
        return index_facts((resource, self.cells(resource.name)) for resource in self.resources.values())

    def cells(self, name: str) -> dict[str, list[str]]:
        """One table as text, by column."""
        if name not in self._cells:
            self._cells[name] = read_columns(self.resources[name], self.folder)
        return self._cells[name]

    def frame(self, name: str) -> pd.DataFrame:
        """One table, typed."""
        if name not in self._frames:
            self._frames[name] = read_table(self.resources[name], self.folder)
        return self._frames[name]
