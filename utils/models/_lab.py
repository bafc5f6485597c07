"""Virtual trials and registries: every target, read from simulations as its source counted it."""

from __future__ import annotations

from functools import cached_property

import numpy as np
import pandas as pd
from scipy import stats

from utils.models.cohort import simulate
from utils.models.presets import Preset
from utils.models.survival import hazard_ratio, kaplan_meier, median_survival
from utils.models.targets import HELD_OUT, Arm, Target, find_arm, targets

# Eras of the 1,297 people in Barcelona, as shares of the ready policies (180 + 291 + half of 306, and so on).
BARCELONA = (("years_before_2005", 0.48), ("years_2005_2015", 0.32), ("years_2015_2023", 0.20))
BARCELONA_CUT = (36.0, 260.0)  # months: median follow-up 134 (72-208)
LATE_LINES = ["vrd_asct", "d_vd", "pd", "kd", "selinexor_d", "cyclo_d", "cyclo_d", "cyclo_d"]


class Lab:
    """Runs each simulation once for one set of presets, and reads the targets from it.

    presets: name to `Preset`. n: people per arm or registry; the same seed for all, so that changes in a
    parameter show and luck does not.
    """

    def __init__(self, presets: dict[str, Preset], n: int = 4000, seed: int = 20) -> None:
        self.presets, self.n, self.seed = presets, n, seed
        self._kept: dict = {}

    def read(self, target: Target) -> float:
        """The simulated counterpart of a target."""
        return float(getattr(self, target.measure)(*target.args))

    def arm(self, name: str, *, on: bool = False) -> pd.DataFrame:
        """Rows of the people who start the arm's regimen, at its mix of lines; `on` treats them after it fails, too."""
        key = (name, on)
        if key not in self._kept:
            arm = find_arm(name)
            parts = [self._arm_at(arm, line, share, arm.afterwards if on else ()) for line, share in arm.mix]
            self._kept[key] = pd.concat(parts, ignore_index=True)
        return self._kept[key]

    def _arm_at(self, arm: Arm, line: int, share: float, afterwards) -> pd.DataFrame:
        policy = [*arm.history[: line - 1], arm.give, *afterwards]
        base = self.presets["trial"].changed(**dict(arm.people))
        wanted = max(200, round(self.n * share))
        rows = self._run(policy, base, n=min(20_000, round(wanted * 2.2 ** (line - 1))))
        rows = rows[rows["line"] == line]
        return rows.iloc[:wanted]

    def _run(self, policy, base: Preset, n: int | None = None, **options) -> pd.DataFrame:
        return simulate(policy, n or self.n, self.seed, preset=base, progress=False, **options)

    def arm_median(self, name: str) -> float:
        """Median months to progression or death."""
        return float(np.median(self.arm(name)["months"]))

    def arm_free_at(self, name: str, month: float) -> float:
        """Per cent without progression at this month."""
        return 100 * float((self.arm(name)["months"] > month).mean())

    def arm_ratio(self, treated: str, control: str, cut: float) -> float:
        """Hazard ratio of progression or death, seen up to the trial's median follow-up."""
        months = [self.arm(name)["months"].to_numpy() for name in (treated, control)]
        return _ratio(*months, cut)

    def arm_survival_ratio(self, treated: str, control: str, cut: float) -> float:
        """Hazard ratio of death when each arm then receives its own `afterwards`."""
        return _ratio(self._alive(treated), self._alive(control), cut)

    def arm_survival_at(self, name: str, month: float) -> float:
        """Per cent alive at this month."""
        return 100 * float((self._alive(name) > month).mean())

    def arm_survival_median(self, name: str) -> float:
        """Median months to death."""
        return float(np.median(self._alive(name)))

    def _alive(self, name: str) -> np.ndarray:
        rows = self.arm(name, on=True)
        return (rows["survival_months"] - rows["start_month"]).to_numpy()

    @cached_property
    def barcelona(self) -> pd.DataFrame:
        """Four decades of one hospital, with its data cut."""
        base = self.presets["real_world"]
        return self._mixture([(policy, base, share) for policy, share in BARCELONA], follow_up=BARCELONA_CUT)

    def _mixture(self, shares, **options) -> pd.DataFrame:
        parts, first = [], 0
        for policy, base, share in shares:
            count = round(2 * self.n * share)
            rows = self._run(policy, base, n=count, **options)
            parts.append(rows.assign(person=rows["person"] + first))
            first += count
        return pd.concat(parts, ignore_index=True)

    def barcelona_duration(self, line: int) -> float:
        """Median months from the line's start to the next line or death."""
        rows = self.barcelona[self.barcelona["line"] == line]
        following = self.barcelona[self.barcelona["line"] == line + 1].set_index("person")["start_month"]
        start_next = rows["person"].map(following)
        until = start_next.fillna(rows["survival_months"]) - rows["start_month"]
        seen = start_next.notna() | rows["died"]
        return median_survival(kaplan_meier(until, seen))

    def barcelona_reached(self, line: int) -> float:
        """Per cent of everyone who started this line before the data cut."""
        return _share_reaching(self.barcelona, line)

    @cached_property
    def sweden(self) -> pd.DataFrame:
        """No transplant, diagnoses 2000 to 2011: mostly before the new drugs."""
        old, new = self.presets["era_before_2005"], self.presets["era_2005_2015"]
        thal = [
            {"line": 1, "give": "mp"},
            {"not_exposed": ["thalidomide"], "give": "td"},
            {"give": "cyclo_d"},
        ]
        bort = [
            {"line": 1, "give": "vmp"},
            {"not_exposed": ["lenalidomide"], "give": "rd"},
            {"not_refractory": ["bortezomib"], "give": "vd"},
            {"give": "cyclo_d"},
        ]
        return self._mixture([(thal, old, 0.7), (bort, new, 0.3)], follow_up=(12.0, 130.0))

    def sweden_ratio(self, line: int) -> float:
        """Hazard ratio of progression or death: line 2 against 1, or (line 3) each later line against the last."""
        if line == 2:
            return self._line_ratio(self.sweden, 2)
        return float(np.exp(np.mean([np.log(self._line_ratio(self.sweden, k)) for k in (3, 4, 5)])))

    def sweden_months(self, line: int) -> float:
        """Median months to progression or death on this line."""
        rows = self.sweden[self.sweden["line"] == line]
        return median_survival(kaplan_meier(rows["months"], rows["event"] != "ongoing at the cut"))

    @staticmethod
    def _line_ratio(rows: pd.DataFrame, line: int) -> float:
        two = rows[rows["line"].isin([line - 1, line])]
        return hazard_ratio(two["months"], two["event"] != "ongoing at the cut", two["line"] == line)[0]

    @cached_property
    def canada(self) -> pd.DataFrame:
        """A registry of 2007 to 2020: with and without transplant at line 1, told apart by the first regimen."""
        base = self.presets["era_2005_2015"]
        newer = self.presets["era_2015_2023"]
        shares = [("years_2005_2015", base, 0.6), ("years_2015_2023", newer, 0.4)]
        return self._mixture(shares, follow_up=(12.0, 150.0))

    def canada_attrition(self, group: str, line: int) -> float:
        """Per cent of those whose line ended in progression or death who never started another.

        group: "asct" or "non_asct".
        """
        first = self.canada[self.canada["line"] == 1]
        chosen = first[first["regimen"].astype(str).str.endswith("_asct") == (group == "asct")]["person"]
        rows = self.canada[(self.canada["line"] == line) & self.canada["person"].isin(chosen)]
        ended = rows[(rows["event"] != "ongoing at the cut") & (rows["next"] != "data cut")]
        return 100 * float((ended["next"] != "next line").mean())

    @cached_property
    def pharos(self) -> pd.DataFrame:
        """The Netherlands, 2008 to 2013: routine care, followed for a short time."""
        old, new = self.presets["era_before_2005"], self.presets["era_2005_2015"]
        mixed = [("years_before_2005", old, 0.3), ("years_2005_2015", new, 0.7)]
        return self._mixture(mixed, follow_up=(12.0, 84.0))

    def pharos_started(self, line: int) -> float:
        """Per cent of line-1 starters who had started this line by the data cut."""
        return _share_reaching(self.pharos, line)

    @cached_property
    def kumar_2017(self) -> pd.DataFrame:
        """Three lines with a proteasome inhibitor and an IMiD, diagnosed 2006 to 2014."""
        policy = ["vcd_asct", "rd", "vd", "pd", "cyclo_d", "cyclo_d", "cyclo_d"]
        return self._run(policy, self.presets["era_2005_2015"], n=2 * self.n)

    def survival_from(self, where: str, line: int) -> float:
        """Median months from the start of this line to death."""
        rows = getattr(self, where)
        rows = rows[rows["line"] == line]
        return median_survival(kaplan_meier(rows["survival_months"] - rows["start_month"], rows["died"]))

    @cached_property
    def locommotion(self) -> pd.DataFrame:
        """Triple-class exposed after four prior lines, then whatever the clinic has left."""
        rows = self._run(LATE_LINES, self.presets["era_2015_2023"], n=4 * self.n)
        return rows[rows["line"] == 5]

    def locommotion_months(self) -> float:
        """Median months to progression or death."""
        return float(np.median(self.locommotion["months"]))

    def locommotion_survival(self) -> float:
        """Median months to death."""
        return float(np.median(self.locommotion["survival_months"] - self.locommotion["start_month"]))

    def era_remission(self, era: str) -> float:
        """Median months of the first remission in this era's routine care."""
        rows = self._era(era)
        return float(np.median(rows[rows["line"] == 1]["months"]))

    def _era(self, era: str) -> pd.DataFrame:
        if era not in self._kept:
            self._kept[era] = self._run(era.replace("era_", "years_"), self.presets[era])
        return self._kept[era]

    def over_80_attrition(self) -> float:
        """Per cent of people above 80 whose line 1 failed and who never start line 2."""
        rows = self.barcelona[(self.barcelona["line"] == 1) & (self.barcelona["age_years"] > 80)]
        failed = rows[(rows["event"] == "progressed") & (rows["next"] != "data cut")]
        return 100 * float((failed["next"] != "next line").mean())

    def deeper_lasts_longer(self) -> float:
        """1 when median months rise with the depth of response at each of the first three lines."""
        rows = self.barcelona[self.barcelona["line"] <= 3]
        medians = rows.groupby(["line", rows["response"].cat.codes])["months"].median().unstack()
        return float((np.diff(medians.to_numpy(), axis=1) > 0).all())

    def signs_hold(self) -> float:
        """1 when every simulated hazard ratio lies on the published side of 1."""
        return float(all((self.read(t) < 1) == (t.published < 1) for t in increments()))

    def added_class_order(self) -> float:
        """1 when each added class lengthens the first remission in the published order."""
        medians = [self.arm_median(name) for name in ("s0777_rd", "s0777_vrd", "cepheus_d_vrd")]
        same_people = (
            self.arm_median("maia_rd") < self.arm_median("maia_d_rd") < self.arm_median("imroz_isa_vrd")
        )
        return float(np.all(np.diff(medians) > 0) and same_people)

    def trial_rank(self) -> float:
        """Spearman correlation between published and simulated hazard ratios of progression."""
        pairs = [(t.published, self.read(t)) for t in increments() if t.measure == "arm_ratio"]
        return float(stats.spearmanr(*zip(*pairs, strict=True)).statistic)


def increments() -> list[Target]:
    """The held-out comparisons of two arms."""
    return [t for t in targets() if t.kind == HELD_OUT and t.measure in ("arm_ratio", "arm_survival_ratio")]


def _ratio(treated: np.ndarray, control: np.ndarray, cut: float) -> float:
    months = np.concatenate([treated, control])
    group = np.repeat([True, False], [treated.size, control.size])
    return hazard_ratio(np.minimum(months, cut), months <= cut, group)[0]


def _share_reaching(rows: pd.DataFrame, line: int) -> float:
    return 100 * float((rows["line"] == line).sum() / (rows["line"] == 1).sum())
