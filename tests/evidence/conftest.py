"""A copy of the heart of course_data that a test may spoil, and a hand to spoil it with."""

import csv
import json
import shutil
from pathlib import Path

import pytest

from utils.evidence.paths import COURSE_DATA

COPIED = (
    "sources",
    "trials",
    "arms",
    "outcomes",
    "endpoints",
    "attrition",
    "natural_history",
    "second_readings",
    "changes",
)


class Copy:
    """A private copy of the data package."""

    def __init__(self, folder: Path):
        self.folder = folder

    def path(self, name: str) -> Path:
        return self.folder / f"{name}.csv"

    def rows(self, name: str) -> list[dict[str, str]]:
        with self.path(name).open(encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file))

    def rewrite(self, name: str, rows: list[dict[str, str]]) -> None:
        with self.path(name).open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
            writer.writeheader()
            writer.writerows(rows)

    def change(self, name: str, number: int, **cells: str) -> int:
        """Overwrite cells of the data row `number` (0-based); returns its row as a spreadsheet counts."""
        rows = self.rows(name)
        rows[number].update(cells)
        self.rewrite(name, rows)
        return number + 2

    def find(self, name: str, **cells: str) -> int:
        """The 0-based number of the first row that has these cells."""
        return next(i for i, row in enumerate(self.rows(name)) if cells.items() <= row.items())

    def edit_text(self, name: str, change) -> None:
        path = self.path(name)
        path.write_bytes(change(path.read_bytes()))


@pytest.fixture
def copy(tmp_path):
    package = json.loads((COURSE_DATA / "datapackage.json").read_text(encoding="utf-8"))
    package["resources"] = [r for r in package["resources"] if r["name"] in COPIED]
    (tmp_path / "datapackage.json").write_text(json.dumps(package), encoding="utf-8")
    for name in COPIED:
        shutil.copy(COURSE_DATA / f"{name}.csv", tmp_path)
    return Copy(tmp_path)
