"""One therapy's visits in order: what is confirmed, where the nadir lies, when progression began."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date

from utils.clinic.response.categories import RANK, Rules, grade_visit
from utils.clinic.response.labs import Visit
from utils.clinic.response.measurable import RULE, Measurable, find_measurable
from utils.clinic.response.progression import is_light_chain_escape, lesion_growth, progression_criteria
from utils.clinic.response.relapse import clinical_features, doubled, large_rise

_BLOOD = ("m_protein", "urine_m_protein", "dflc", "involved_flc", "circulating_plasma_cells_per_ul")
# resp16: no second look needed
_NO_REPEAT = ("marrow_plasma_cells", "marrow_clonal_cells", "plasmacytoma_spd")


@dataclass(frozen=True)
class VisitResult:
    """One visit. best: best confirmed response so far; nadir: lowest confirmed serum M-protein before it."""

    date: date
    episode: int
    category: str
    confirmed: bool
    best: str
    settled: bool
    m_protein_g_dl: float | None
    nadir_g_dl: float | None
    relapse: str
    flags: str
    why: str
    needs: tuple[str, ...] = ()
    rule: str = RULE

    def __str__(self) -> str:
        sure = "" if self.confirmed or self.category in ("NE", "baseline") else ", unconfirmed"
        return f"{self.date} {self.category}{sure}: {self.why} [{self.rule}]"

    @classmethod
    def untreated(cls, visit: Visit) -> VisitResult:
        """A visit before therapy: the baseline."""
        m = visit.values.get("m_protein")
        return cls(
            visit.date, 0, "baseline", False, "", True, m, None, "", "", "before therapy: the baseline."
        )


@dataclass(frozen=True)
class Episode:
    """One therapy from its baseline to the next: best confirmed response, nadir, progression and its kind."""

    number: int
    start: date
    best: str
    nadir_g_dl: float | None
    progression_date: date | None
    relapse: str
    clinical_date: date | None
    why: str
    needs: tuple[str, ...] = ()
    rule: str = RULE

    def __str__(self) -> str:
        return f"Therapy {self.number}: {self.why} [{self.rule}]"


@dataclass
class Memory:
    """What the series has shown so far."""

    baseline: dict[str, float]
    measurable: Measurable
    nadir: dict[str, float]
    previous: dict[str, float]
    previous_date: date
    kept: dict[str, float] = field(default_factory=dict)
    best_blood: dict[str, float] = field(default_factory=dict)
    last_rank: int | None = None
    best: int = 0
    any_response: bool = False
    was_complete: bool = False
    rising: str = ""
    progressed: date | None = None
    pending: date | None = None
    by_lesion: set[date] = field(default_factory=set)


def assess_episode(
    number: int, began: date, baseline: dict[str, float], visits: list[Visit], rules: Rules
) -> tuple[list[VisitResult], Episode]:
    """Every visit of one therapy, and its summary."""
    results, memory = follow_episode(number, began, baseline, visits, rules)
    return results, _summarise(number, began, memory, results)


def follow_episode(
    number: int, began: date, baseline: dict[str, float], visits: list[Visit], rules: Rules
) -> tuple[list[VisitResult], Memory]:
    """Every visit of one therapy, and what is remembered after the last of them."""
    nadir, previous, best = dict(baseline), dict(baseline), dict(baseline)
    memory = Memory(baseline, find_measurable(baseline), nadir, previous, began, best_blood=best)
    results = []
    for visit in visits:
        results.append(_assess(number, visit, memory, rules))
        _remember(visit, memory)
    return [_name_unconfirmed(row) for row in _confirm(results, memory.by_lesion)], memory


def _assess(number: int, visit: Visit, memory: Memory, rules: Rules) -> VisitResult:
    now = {**memory.kept, **visit.values}
    met = progression_criteria(memory.nadir, now, memory.measurable)
    features = clinical_features(memory.best_blood, visit.values)
    if met:
        category, why, needs = "PD", f"{met[0]}.", ()
    elif memory.progressed:
        category, needs = "NE", ("the start of the next therapy",)
        why = f"not evaluable: progression was confirmed on {memory.progressed}; a new therapy needs a new baseline."
    else:
        category, _, why, needs = grade_visit(memory.baseline, now, memory.measurable, rules)
    flags = _flags(visit, now, category, memory)
    _track(visit, category, memory)
    if features and category != "PD":
        flags.append(f"possible clinical relapse, if due to myeloma: {'; '.join(features)}")
    relapse = ("clinical" if features else "biochemical") if category == "PD" else ""
    if relapse == "clinical":
        why = f"{why.rstrip('.')}; clinical relapse: {'; '.join(features)}."
    return VisitResult(
        visit.date, number, category, False, _best_name(memory, category), not needs, visit.values.get("m_protein"),
        memory.nadir.get("m_protein"), relapse, "; ".join(flags), why, needs,
    )  # fmt: skip


def _flags(visit: Visit, now: dict[str, float], category: str, memory: Memory) -> list[str]:
    """What a reader should notice beside the category."""
    flags = []
    if is_light_chain_escape(memory.nadir, now, memory.measurable):
        flags.append("light-chain escape: free light chains rise while the M-protein does not")
    if memory.was_complete and category in RANK and RANK[category] < RANK["CR"]:
        flags.append("relapse from CR (for disease-free survival only)")
    sudden = doubled(memory.previous, visit.values, (visit.date - memory.previous_date).days)
    rise = large_rise(memory.nadir, visit.values)
    if sudden or (rise and memory.rising):
        flags.append(f"significant biochemical relapse: {sudden or rise}")
    memory.rising = rise
    return flags


def _track(visit: Visit, category: str, memory: Memory) -> None:
    """Confirmation looking back: two consecutive evaluable visits settle a response or a progression."""
    if category == "PD":
        if lesion_growth(memory.nadir, visit.values):
            memory.by_lesion.add(visit.date)
        sure = memory.pending is not None or visit.date in memory.by_lesion
        memory.pending = memory.pending or visit.date
        memory.progressed = memory.progressed or (memory.pending if sure else None)
        memory.last_rank = -1
    elif category in RANK:
        rank = RANK[category]
        if memory.last_rank is not None:
            memory.best = max(memory.best, min(rank, memory.last_rank))
        memory.was_complete = rank >= RANK["CR"]
        memory.any_response, memory.last_rank, memory.pending = True, rank, None


def _best_name(memory: Memory, category: str) -> str:
    if memory.best:
        return next(name for name, rank in RANK.items() if rank == memory.best)
    return "SD" if memory.any_response else "PD" if category == "PD" else "NE"


def _remember(visit: Visit, memory: Memory) -> None:
    """Lower the nadir to what two consecutive tests have shown; marrow and imaging need no second."""
    for name in _BLOOD:
        value = visit.values.get(name)
        if value is None:
            continue
        before = memory.previous.get(name)
        shown = value if before is None else max(before, value)
        if before is not None or name not in memory.nadir:
            memory.nadir[name] = min(memory.nadir.get(name, shown), shown)
        memory.previous[name] = value
    for name in _NO_REPEAT:
        if name in visit.values:
            memory.kept[name] = visit.values[name]
            memory.nadir[name] = min(memory.nadir.get(name, visit.values[name]), visit.values[name])
            memory.best_blood[name] = memory.nadir[name]
    for name, better in (("haemoglobin", max), ("creatinine", min)):
        if name in visit.values:
            memory.best_blood[name] = better(
                memory.best_blood.get(name, visit.values[name]), visit.values[name]
            )
    if "m_protein" in visit.values:
        memory.previous_date = visit.date


def _confirm(results: list[VisitResult], by_lesion: set[date]) -> list[VisitResult]:
    """Mark each category that a neighbouring evaluable visit equals or betters; SD and lesions need no second look."""
    places = [
        place for place, result in enumerate(results) if result.category in RANK or result.category == "PD"
    ]
    confirmed = set()
    for order, place in enumerate(places):
        result = results[place]
        neighbours = [results[places[near]] for near in (order - 1, order + 1) if 0 <= near < len(places)]
        if result.date in by_lesion or _holds(result, neighbours):
            confirmed.add(place)
    return [
        replace(result, confirmed=True) if place in confirmed else result
        for place, result in enumerate(results)
    ]


SEEN_ONCE = "seen once, without a second test that confirms it: not yet a progression by the criteria, and where a new therapy began first conventions differ"


def _name_unconfirmed(row: VisitResult) -> VisitResult:
    """A progression that no second test confirmed is named as such, whatever followed."""
    if row.category != "PD" or row.confirmed:
        return row
    return replace(row, flags="; ".join(part for part in (row.flags, f"progression {SEEN_ONCE}") if part))


def _holds(result: VisitResult, neighbours: list[VisitResult]) -> bool:
    if result.category == "PD":
        return any(near.category == "PD" for near in neighbours)
    return result.category == "SD" or any(
        RANK.get(near.category, -1) >= RANK[result.category] for near in neighbours
    )


def _summarise(number: int, began: date, memory: Memory, results: list[VisitResult]) -> Episode:
    progressive = [
        row for row in results if memory.progressed and row.category == "PD" and row.date >= memory.progressed
    ]
    first = progressive[0] if progressive else None
    clinical = next((row.date for row in progressive if row.relapse == "clinical"), None)
    best = results[-1].best if results else "NE"
    # Only what no later visit contradicted: a rise that came and went is not the end of this therapy.
    judged = [row for row in results if row.category == "PD" or row.category in RANK]
    once = judged[-1] if judged and judged[-1].category == "PD" and not memory.progressed else None
    needs = () if memory.baseline else ("a baseline visit",)
    if not memory.baseline:
        why = f"no baseline within the days before {began}: nothing can be compared."
    elif first:
        why = f"progression on {first.date} ({first.relapse}): {first.why}"
    elif once:
        needs = ("a second test that confirms the progression",)
        why = f"best confirmed response {best}; progression on {once.date} {SEEN_ONCE}. {once.why}"
    else:
        seen = f"{len(results)} visit{'' if len(results) == 1 else 's'}"
        why = f"best confirmed response {best}; no confirmed progression in {seen} since {began}."
    return Episode(
        number, began, best, memory.nadir.get("m_protein"), memory.progressed, first.relapse if first else "", clinical,
        why, needs,
    )  # fmt: skip
