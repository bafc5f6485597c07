"""What course_data/datapackage.json promises about every column: type, unit, allowed values, keys."""

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from utils.evidence.errors import CourseDataError
from utils.evidence.paths import COURSE_DATA

FACT_COLUMNS = ("id", "value", "unit", "source_id")


@dataclass(frozen=True)
class Field:
    """One column: its type, its unit in words, and what its cells may hold."""

    name: str
    type: str = "string"
    unit: str = ""
    description: str = ""
    required: bool = False
    unique: bool = False
    enum: tuple[str, ...] = ()
    ordered: bool = False
    minimum: float | None = None
    maximum: float | None = None
    pattern: str = ""


@dataclass(frozen=True)
class ForeignKey:
    """Columns whose values, taken together, must stand in columns of another table."""

    columns: tuple[str, ...]
    table: str
    targets: tuple[str, ...]


@dataclass(frozen=True)
class Resource:
    """One table: its file, columns, keys, and the epistemic label of its numbers (observed, modelled ...)."""

    name: str
    path: str
    title: str
    fields: tuple[Field, ...]
    primary_key: tuple[str, ...]
    foreign_keys: tuple[ForeignKey, ...]
    label: str = ""

    @property
    def columns(self) -> list[str]:
        """Column names, in the order of the file."""
        return [field.name for field in self.fields]

    @property
    def holds_facts(self) -> bool:
        """True when each row is one sourced number: it has `id`, `value`, `unit` and `source_id`."""
        return set(FACT_COLUMNS) <= set(self.columns)


@cache
def resources() -> dict[str, Resource]:
    """Every table that course_data declares, by name."""
    return read_resources(COURSE_DATA)


def read_resources(folder: Path) -> dict[str, Resource]:
    """The same, from any folder; raises CourseDataError when datapackage.json is missing or is not JSON."""
    try:
        package = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    except (OSError, ValueError) as problem:
        raise CourseDataError(
            "datapackage.json", None, None, str(problem), "a readable JSON file", "restore it with git"
        ) from problem
    return {item["name"]: _resource(item) for item in package["resources"]}


def _resource(item: dict) -> Resource:
    schema = item["schema"]
    return Resource(
        name=item["name"],
        path=item["path"],
        title=item.get("title", item["name"]),
        fields=tuple(_field(field) for field in schema["fields"]),
        primary_key=_names(schema.get("primaryKey", ())),
        foreign_keys=tuple(_foreign_key(key) for key in schema.get("foreignKeys", ())),
        label=item.get("label", ""),
    )


def _field(item: dict) -> Field:
    rules = item.get("constraints", {})
    return Field(
        name=item["name"],
        type=item.get("type", "string"),
        unit=item.get("unit", ""),
        description=item.get("description", ""),
        required=rules.get("required", False),
        unique=rules.get("unique", False),
        enum=tuple(str(choice) for choice in rules.get("enum", ())),
        ordered=item.get("ordered", False),
        minimum=_number(rules.get("minimum")),
        maximum=_number(rules.get("maximum")),
        pattern=rules.get("pattern", ""),
    )


def _foreign_key(item: dict) -> ForeignKey:
    there = item["reference"]
    return ForeignKey(_names(item["fields"]), there["resource"], _names(there["fields"]))


def _names(value: str | list[str] | tuple[str, ...]) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else tuple(value)


def _number(value: object) -> float | None:
    return float(value) if isinstance(value, int | float) else None
