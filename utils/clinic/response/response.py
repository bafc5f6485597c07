"""A dated lab series in; for every visit the IMWG 2016 category, confirmed or not, nadir, progression and why out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import TYPE_CHECKING, Any

from utils.clinic.dates import known_dates
from utils.clinic.errors import LabsError
from utils.clinic.response.categories import RANK, Response, Rules, classify_response
from utils.clinic.response.labs import Visit, read_labs, read_light_chains
from utils.clinic.response.measurable import FLC_RATIO_NORMAL, RULE, VERSION, Measurable, find_measurable
from utils.clinic.response.progression import Progression, find_progression
from utils.clinic.response.series import Episode, VisitResult, assess_episode
from utils.clinic.results import Finding
from utils.clinic.unknown import is_unknown

if TYPE_CHECKING:
    import pandas as pd

__all__ = [
    "Measurable", "Progression", "Response", "Timeline", "VisitResult", "best_responses", "classify_response",
    "find_measurable", "find_progression", "response_timeline", "response_timelines",
]  # fmt: skip

BASELINE_DAYS = 60  # how long before treatment its baseline may have been measured


@dataclass(frozen=True, kw_only=True, repr=False)
class Timeline(Finding):
    """A whole course of disease, visit by visit.

    visits: one VisitResult a visit. episodes: one Episode a therapy (a new therapy has a new baseline).
    The properties best_response, nadir_g_dl, progression_date and relapse speak of the latest episode.
    """

    visits: tuple[VisitResult, ...]
    episodes: tuple[Episode, ...]
    version: str = VERSION

    def __len__(self) -> int:
        return len(self.visits)

    def __iter__(self) -> Iterator[VisitResult]:
        return iter(self.visits)

    @property
    def headline(self) -> str:
        """Best confirmed response and progression of the latest episode."""
        tail = f"progression {self.progression_date}" if self.progression_date else "no confirmed progression"
        return f"Best response {self.best_response}, {tail} ({self.version})"

    @property
    def best_response(self) -> str:
        """Best confirmed response of the latest episode; SD when none was confirmed."""
        return self.episodes[-1].best

    @property
    def nadir_g_dl(self) -> float | None:
        """Lowest confirmed serum M-protein of the latest episode, g/dL."""
        return self.episodes[-1].nadir_g_dl

    @property
    def progression_date(self) -> date | None:
        """First of the two consecutive visits that confirm progression in the latest episode."""
        return self.episodes[-1].progression_date

    @property
    def relapse(self) -> str:
        """'biochemical' or 'clinical' at the progression of the latest episode; empty without one."""
        return self.episodes[-1].relapse

    @property
    def progressions(self) -> tuple[date, ...]:
        """Every confirmed progression, as `label_refractoriness` wants them."""
        return tuple(episode.progression_date for episode in self.episodes if episode.progression_date)

    @cached_property
    def _table(self) -> pd.DataFrame:
        import pandas as pd

        names = list(VisitResult.__dataclass_fields__)
        frame = pd.DataFrame(
            [[getattr(visit, name) for name in names] for visit in self.visits], columns=names
        )
        return frame.assign(date=pd.to_datetime(frame["date"]))

    def table(self) -> pd.DataFrame:
        """One row a visit: the fields of VisitResult (date, episode, category, confirmed, best, ...)."""
        return self._table.copy()


def response_timeline(
    labs: Any,
    starts: Iterable[Any] = (),
    *,
    flc_ratio_normal: tuple[float, float] = FLC_RATIO_NORMAL,
    vgpr_spd_fall_pct: float = 50.0,
    baseline_days: int = BASELINE_DAYS,
) -> Timeline:
    """Every visit classified by IMWG 2016: category, confirmation, best response, nadir, progression, relapse.

    labs: DataFrame with the columns date, test, value, unit, dates ascending. starts: the day each line of
    therapy began (`count_lines(history).starts`); each has its own baseline, the latest values at most
    `baseline_days` before it. Without starts the first visit is the baseline.
    A category is confirmed when a neighbouring assessment is at least as good; progression is dated to the
    first of two consecutive visits (a new lesion needs no second). Marrow and imaging carry forward, as they
    need no repeat. Raises LabsError, UnitError, ImpossibleValueError. Source: resp16.

    >>> import pandas as pd
    >>> days = ["2020-01-01", "2020-02-01", "2020-03-01"]
    >>> rows = [(day, test, value, unit) for day, m in zip(days, (40, 18, 17))
    ...         for test, value, unit in [("m_protein", m, "g/L"), ("urine_m_protein", 0, "mg/24 h")]]
    >>> timeline = response_timeline(pd.DataFrame(rows, columns=["date", "test", "value", "unit"]))
    >>> [(visit.category, visit.confirmed) for visit in timeline], timeline.best_response
    ([('baseline', False), ('PR', True), ('PR', True)], 'PR')
    """
    return _timeline(read_labs(labs), starts, Rules(flc_ratio_normal, vgpr_spd_fall_pct), baseline_days)


def _timeline(visits: tuple[Visit, ...], starts: Iterable[Any], rules: Rules, baseline_days: int) -> Timeline:
    days = known_dates(starts, "starts")
    if is_unknown(baseline_days) or isinstance(baseline_days, (str, bool)):
        raise LabsError(
            "baseline_days is not known. Write how many days before therapy a baseline may lie, such as 60."
        )
    visits = read_light_chains(visits)
    results: list[VisitResult] = []
    episodes: list[Episode] = []
    for number, (baseline, members, began) in enumerate(cut_episodes(visits, days, baseline_days), 1):
        rows, episode = assess_episode(number, began, baseline, members, rules)
        results.extend(rows)
        episodes.append(episode)
    before = [visit for visit in visits if visit.date <= (days[0] if days else visits[0].date)]
    results = [VisitResult.untreated(visit) for visit in before] + results
    last = episodes[-1]
    return Timeline(
        visits=tuple(results), episodes=tuple(episodes), why=last.why, needs=last.needs, rule=RULE
    )


def cut_episodes(
    visits: tuple[Visit, ...], days: list[date], baseline_days: int
) -> Iterator[tuple[dict[str, float], list[Visit], date]]:
    """Baseline values, visits and first day of each therapy."""
    if not days:
        yield visits[0].values, list(visits[1:]), visits[0].date
        return
    for place, began in enumerate(days):
        ends = days[place + 1] if place + 1 < len(days) else date.max
        baseline: dict[str, float] = {}
        for visit in visits:
            if began - timedelta(days=baseline_days) <= visit.date <= began:
                baseline |= visit.values
        yield baseline, [visit for visit in visits if began < visit.date <= ends], began


def response_timelines(labs: pd.DataFrame, by: str = "patient", **options: Any) -> dict[Any, Timeline]:
    """`response_timeline` for every patient of a long table; `by` names the column that tells them apart."""
    if not hasattr(labs, "columns") or is_unknown(by) or by not in labs.columns:
        raise LabsError(f"The labs have no column {by!r} that tells patients apart. Name it with `by`.")
    if labs[by].map(is_unknown).any():
        row = list(labs[by].map(is_unknown)).index(True) + 1
        raise LabsError(
            f"labs row {row}: whose result it is is not known. Fill in {by!r}, or take the row out."
        )
    groups = labs.groupby(by, sort=False)
    return {name: response_timeline(group, **options) for name, group in groups}


def best_responses(timeline: Timeline, history: Any) -> dict[date, str]:
    """Best category seen between the start of each regimen and the next: what `label_refractoriness` wants.

    Bridging and single visits count as they are; a regimen without an assessment is left out.
    """
    from utils.clinic.lines.history import read_history

    if not isinstance(timeline, Timeline):
        raise LabsError("The timeline is what response_timeline(labs, starts) returns.")
    starts = [event.start for event in read_history(history) if event.verb == "start" and event.start]
    found: dict[date, str] = {}
    for began, ends in zip(starts, [*starts, date.max][1:], strict=True):
        seen = [visit.category for visit in timeline if began < visit.date <= ends and visit.category in RANK]
        if seen:
            found[began] = max(seen, key=RANK.__getitem__)
    return found
