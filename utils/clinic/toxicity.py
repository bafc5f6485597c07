"""CRS and ICANS by the ASTCT consensus (astct19), with the item that decided the grade."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from utils.clinic.errors import ClinicError
from utils.clinic.results import Finding
from utils.clinic.staging.possible import explore
from utils.clinic.unknown import known_all

HYPOTENSION = (
    "none",
    "fluids, no vasopressor",
    "one vasopressor",
    "several vasopressors (vasopressin not counted)",
)
HYPOXIA = ("none", "low-flow oxygen, 6 L/min or less", "high-flow oxygen or mask", "positive pressure")
CONSCIOUSNESS = ("alert", "awakens by itself", "awakens to voice", "awakens to touch", "cannot be roused")
_ITEMS = {"seizure": (0, 3, 4), "motor": (0, 4), "icp": (0, 3, 4)}


@dataclass(frozen=True, kw_only=True, repr=False)
class Grade(Finding):
    """A grade, or every grade still possible; `item` is what decided it."""

    system: str
    possible: tuple[int, ...]
    item: str

    @property
    def grade(self) -> int | None:
        """The grade; None while tests are missing."""
        return self.possible[0] if len(self.possible) == 1 else None

    @property
    def headline(self) -> str:
        """System and grade."""
        return f"{self.system} grade {' or '.join(str(grade) for grade in self.possible)}"


def grade_crs(
    fever: bool | None, hypotension: int | None, hypoxia: int | None, *, treated: bool = False
) -> Grade:
    """Cytokine release syndrome: fever of 38.0 C or above, then the worse of blood pressure and oxygen.

    hypotension: 0 none, 1 without a vasopressor, 2 one (with or without vasopressin), 3 several;
    hypoxia: 0 none, 1 low flow, 2 high flow or mask, 3 positive pressure.
    treated: fever is no longer asked for after antipyretic or anticytokine therapy. What is not known keeps every
    grade open that it could still bring.
    None of it counts when another cause explains it. Source: astct19.

    >>> print(grade_crs(True, 2, 1))
    CRS grade 3: decided by blood pressure (one vasopressor). [astct19]
    """
    fever, hypotension, hypoxia, treated = known_all(fever, hypotension, hypoxia, treated)
    _check("fever", fever, (0, 1))
    _check("treated", treated, (0, 1))
    _check("hypotension", hypotension, (0, 1, 2, 3))
    _check("hypoxia", hypoxia, (0, 1, 2, 3))
    counted = True if treated or fever else None if None in (fever, treated) else False
    given = {"fever": counted, "blood pressure": hypotension, "oxygen": hypoxia}
    choices = {"fever": (False, True), "blood pressure": (0, 1, 2, 3), "oxygen": (0, 1, 2, 3)}
    grades, needs = explore(_crs, given, choices)
    item = _crs_item(given, bool(fever))
    return Grade(
        system="CRS",
        possible=tuple(sorted(grades)),
        item=item,
        why=_decided(item),
        needs=needs,
        rule="astct19",
    )


def _crs(**items: Any) -> int:
    worst = max(items["blood pressure"], items["oxygen"])
    return worst + 1 if items["fever"] else 0


def _crs_item(given: dict[str, Any], fever: bool) -> str:
    """What decided; a sign that is not known is named, never taken as normal."""
    if not given["fever"]:
        return "no fever: not CRS by definition" if given["fever"] is False else "fever not known"
    pressure, oxygen = given["blood pressure"] or 0, given["oxygen"] or 0
    open_ = [name for name in ("blood pressure", "oxygen") if given[name] is None]
    tail = f"; {' and '.join(open_)} not known" if open_ else ""
    if pressure >= oxygen and pressure:
        return f"blood pressure ({HYPOTENSION[int(pressure)]}){tail}"
    if oxygen:
        return f"oxygen ({HYPOXIA[int(oxygen)]}){tail}"
    if open_:
        return f"{'fever' if fever else 'fever treated'}{tail}"
    return "fever alone" if fever else "fever treated, blood pressure and oxygen normal"


def grade_icans(
    ice: int | None,
    *,
    consciousness: int | None = 0,
    seizure: int | None = 0,
    motor: int | None = 0,
    icp: int | None = 0,
) -> Grade:
    """Neurotoxicity (ICANS): the worst item not explained by another cause.

    ice: 0-10; consciousness: 0 alert, 1 awakens by itself, 2 to voice, 3 to touch, 4 cannot be roused;
    seizure (0, 3 brief, 4 prolonged), motor (0, 4 deep focal weakness), icp (0, 3 focal, 4 diffuse oedema) are
    grades of their item. None: not known. An ICE of 0 is grade 3, and 4 when the person cannot be roused.
    Source: astct19.

    >>> grade_icans(8).grade, grade_icans(0, consciousness=4).item
    (1, 'consciousness (cannot be roused)')
    """
    ice, consciousness, seizure, motor, icp = known_all(ice, consciousness, seizure, motor, icp)
    _check("ice", ice, tuple(range(11)))
    _check("consciousness", consciousness, (0, 1, 2, 3, 4))
    given = {"ICE score": ice, "consciousness": consciousness, "seizure": seizure, "motor": motor, "icp": icp}
    for name, allowed in _ITEMS.items():
        _check(name, given[name], allowed)
    choices = {"ICE score": (10, 8, 4, 1), "consciousness": (0, 1, 2, 3, 4), **_ITEMS}
    grades, needs = explore(_icans, given, choices)
    item = _icans_item(given)
    return Grade(
        system="ICANS",
        possible=tuple(sorted(grades)),
        item=item,
        why=_decided(item),
        needs=needs,
        rule="astct19",
    )


def _grade_ice(ice: int) -> int:
    return (ice < 10) + (ice < 7) + (ice < 3)


def _icans(**items: Any) -> int:
    return max(
        _grade_ice(items["ICE score"]),
        *(items[name] for name in ("consciousness", "seizure", "motor", "icp")),
    )


def _icans_item(given: dict[str, int | None]) -> str:
    words = {
        "consciousness": lambda value: f"consciousness ({CONSCIOUSNESS[value]})",
        "seizure": lambda value: (
            f"seizure ({'rapidly resolving' if value == 3 else 'prolonged or repeated'})"
        ),
        "motor": lambda value: "deep focal weakness",
        "icp": lambda value: f"{'focal' if value == 3 else 'diffuse'} cerebral oedema",
        "ICE score": lambda value: f"ICE score {value}",
    }
    grades = {
        name: _grade_ice(value) if name == "ICE score" else value
        for name, value in given.items()
        if value is not None
    }
    worst = max(words, key=lambda name: grades.get(name, -1))
    return words[worst](given[worst]) if grades.get(worst) else "every known item normal"


def _decided(item: str) -> str:
    return (
        f"decided by {item}."
        if "(" in item or "score" in item or "oedema" in item or "weakness" in item
        else f"{item}."
    )


def _check(name: str, value: int | None, allowed: tuple[int, ...]) -> None:
    if value is not None and value not in allowed:
        raise ClinicError(
            f"{name} {value!r} is not a step of the scale. Use {allowed[0]} to {allowed[-1]}: {', '.join(map(str, allowed))}."
        )
