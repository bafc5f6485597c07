"""A thousand virtual people, line after line, under one order of treatments or another.

Each line is `kinetics` with a resistant fraction that depends on the regimen's potency, on what the disease has
already met, and on luck. Between lines some people get no further treatment; other causes of death go on all
the while; a data cut (`follow_up`) hides what has not happened yet, and is kept apart from true attrition.
A teaching model, not for treatment choice: `presets` says which numbers are published and which are estimates.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pandas as pd

from utils.models import _engine
from utils.models._checks import ParameterError, require_count, require_range, require_seed
from utils.models._model import Model, build_model
from utils.models._summary import summarise
from utils.models.policies import FITNESS, MOST_LINES, check_policy
from utils.models.presets import draw_presets
from utils.models.presets import preset as find_preset
from utils.models.regimens import REGIMEN_NAMES

__all__ = ["compare", "simulate", "summarise", "with_uncertainty"]

BYTES_PER_PERSON = 170.0  # measured at the peak: three rows of 31 bytes a person, and one working copy
WORDS = {
    "regimen": pd.CategoricalDtype(list(REGIMEN_NAMES)),
    "event": pd.CategoricalDtype(list(_engine.EVENTS)),
    "response": pd.CategoricalDtype(list(_engine.RESPONSES), ordered=True),
    "next": pd.CategoricalDtype(list(_engine.NEXT)),
    "fitness": pd.CategoricalDtype(list(FITNESS), ordered=True),
}
MOST_PEOPLE = 20_000_000
SHOW_PROGRESS_FROM = 1_000_000


def simulate(
    policy,
    n: int,
    seed: int,
    *,
    preset="real_world",
    follow_up=None,
    drift: bool = True,
    max_lines: int = 8,
    threads: int = 1,
    chunk_size: int = 65_536,
    progress: bool | Callable[[int, int], None] | None = None,
) -> pd.DataFrame:
    """What happens to n people treated by this policy: one row per person and line of therapy.

    policy: regimen names in order, rules, or the name of a ready policy (see `policies`). seed: the same seed
    gives the same people, with the same luck, under any policy. preset: a name, `Preset`, changes to real_world
    or rows of the presets table. follow_up: months from line 1 to the data cut, or (least, most) for staggered
    entry; None follows everyone to death. drift: whether lines make disease less sensitive to unused drugs
    too; it presumes that later use works less, and False turns that assumption off. max_lines: 1 to 12.
    threads, chunk_size (people at a time) change speed and memory, never the answer. progress: True or False for a
    bar on standard error (default: from a million people), or a function of (people done, people in all).

    Columns: person, line, regimen, start_month, months (to progression, death or cut), event (progressed, died,
    ongoing at the cut), response, next (next line, no further line, died, data cut), stopped_early, refractory
    (agents before this line, a bit mask for `regimens.name_agents`), age_years, fitness, high_risk, survival_months
    (from line 1 to death or cut), died. Raises ParameterError.
    """
    n, seed = _check_size(n), require_seed(seed)
    model = _build(policy, preset, follow_up, drift, max_lines)
    require_count("threads", threads, 1, 64, "threads")
    require_count("chunk_size", chunk_size, 1, MOST_PEOPLE, "people")
    parts = list(_chunks(model, n, seed, threads, chunk_size, _reporter(progress, n)))
    return _table(parts)


def with_uncertainty(
    policy,
    n: int,
    seed: int,
    *,
    preset="real_world",
    draws: int = 40,
    repeats: int = 10,
    measure=summarise,
    **options,
) -> pd.DataFrame:
    """A cohort's summary with two intervals kept apart: what chance does, and what we do not know.

    noise_low, noise_high: where 95 % of cohorts of n people would fall, the parameters being exactly right
    (from `repeats` fresh seeds). parameters_low, parameters_high: the middle 95 % over `draws` parameter sets
    between the presets' limits, everyone's luck being the same. measure: a function of the rows to a table
    with a column `value` (default `summarise`). Further options go to `simulate`. Raises ParameterError.
    """
    require_count("draws", draws, 2, 10_000, "parameter draws")
    require_count("repeats", repeats, 2, 10_000, "repeats")
    base, policy = find_preset(preset), check_policy(policy)
    keys = ["measure", "line"]
    centre = measure(simulate(policy, n, seed, preset=base, **options))
    keys = [key for key in keys if key in centre]
    again = [measure(simulate(policy, n, seed + 1 + k, preset=base, **options)) for k in range(repeats)]
    drawn = [
        measure(simulate(policy, n, seed, preset=one, **options)) for one in draw_presets(base, draws, seed)
    ]
    centre = centre.merge(_noise(centre, again, keys), on=keys, how="left")
    return centre.merge(_spread(drawn, keys), on=keys, how="left")


def compare(policies: dict, n: int, seed: int, **options) -> pd.DataFrame:
    """The same people under each policy: the rows of `simulate` for all, with a first column `policy`."""
    if not policies:
        raise ParameterError("policies is empty. Give at least one name and policy.")
    tables = {name: simulate(policy, n, seed, **options) for name, policy in policies.items()}
    return pd.concat(tables, names=["policy"]).reset_index(level="policy").reset_index(drop=True)


def _check_size(n) -> int:
    count = require_count("n", n, 1, 10**18, "people")
    if count > MOST_PEOPLE:
        gib = count * BYTES_PER_PERSON / 2**30
        raise ParameterError(
            f"n = {count:,} people would need about {gib:,.0f} GiB of memory. n counts people, 1 to {MOST_PEOPLE:,}; "
            "a hundred thousand already settle every median to within 1 %."
        )
    return count


def _build(policy, preset, follow_up, drift, max_lines) -> Model:
    require_count("max_lines", max_lines, 1, MOST_LINES, "lines")
    if not isinstance(drift, bool | np.bool_):
        raise ParameterError(
            f"drift = {drift!r} must be True or False (the size is the parameter drift_per_line)."
        )
    return build_model(
        find_preset(preset), check_policy(policy), _check_cut(follow_up), bool(drift), max_lines
    )


def _check_cut(follow_up) -> tuple[float, float] | None:
    if follow_up is None:
        return None
    pair = follow_up if isinstance(follow_up, tuple | list) else (follow_up, follow_up)
    if len(pair) != 2 or not pair[0] <= pair[1]:
        raise ParameterError(f"follow_up = {follow_up!r} must be months, or (least, most) months.")
    low, high = (require_range("follow_up", x, 0.0, 1200.0, "months", open_low=True) for x in pair)
    return low, high


def _chunks(model, n: int, seed: int, threads: int, chunk_size: int, report) -> Iterator[dict]:
    blocks = [(start // _engine.BLOCK, min(_engine.BLOCK, n - start)) for start in range(0, n, _engine.BLOCK)]
    per_chunk = max(1, chunk_size // _engine.BLOCK)
    with ThreadPoolExecutor(threads) if threads > 1 else _Here() as pool:
        for at in range(0, len(blocks), per_chunk * threads):
            some = blocks[at : at + per_chunk * threads]
            yield from pool.map(lambda b: _engine.simulate_block(model, seed, *b), some)
            report(min(n, (at + len(some)) * _engine.BLOCK))


class _Here:
    """Runs in this thread, with the two methods of a pool that are needed."""

    def __enter__(self):
        return self

    def __exit__(self, *_) -> None:
        return None

    map = staticmethod(map)


def _reporter(progress, n: int) -> Callable[[int], None]:
    if callable(progress):
        return lambda done: progress(done, n)
    if progress is False or (progress is None and n < SHOW_PROGRESS_FROM):
        return lambda done: None
    return lambda done: _draw_bar(done, n)


def _draw_bar(done: int, n: int) -> None:
    filled = round(30 * done / n)
    bar = "#" * filled + "." * (30 - filled)
    sys.stderr.write(f"\r[{bar}] {done:,} of {n:,} people" + ("\n" if done >= n else ""))
    sys.stderr.flush()


def _table(parts: list[dict]) -> pd.DataFrame:
    """Join the blocks column by column; small integers and shared categories keep a row at 31 bytes."""

    def joined(key: str, column: int | slice | None = None, dtype=None) -> np.ndarray:
        values = np.concatenate([part[key] if column is None else part[key][:, column] for part in parts])
        return values if dtype is None else values.view(dtype).ravel()

    def words(column: int, kind: str, key: str = "small") -> pd.Categorical:
        return pd.Categorical.from_codes(joined(key, column), dtype=WORDS[kind], validate=False)

    columns = {
        "person": joined("person"),
        "line": joined("small", 0),
        "regimen": words(1, "regimen"),
        "start_month": joined("times", 0),
        "months": joined("times", 1),
        "event": words(2, "event"),
        "response": words(3, "response"),
        "next": words(4, "next"),
        "stopped_early": joined("small", 5, bool),
        "refractory": joined("small", slice(6, 8), np.int16),
        "age_years": joined("own", 0),
        "fitness": words(0, "fitness", "flags"),
        "high_risk": joined("flags", 1, bool),
        "survival_months": joined("own", 1),
        "died": joined("flags", 2, bool),
    }
    return pd.DataFrame(columns, copy=False)


def _noise(centre: pd.DataFrame, again: list[pd.DataFrame], keys: list[str]) -> pd.DataFrame:
    spread = pd.concat(again).groupby(keys)["value"].agg(_steady_sd).reset_index(name="sd")
    both = centre.merge(spread, on=keys, how="left")
    sd = both["sd"].fillna(0.0)
    return both[keys].assign(noise_low=both["value"] - 1.96 * sd, noise_high=both["value"] + 1.96 * sd)


def _steady_sd(values: pd.Series) -> float:
    finite = values[np.isfinite(values)]
    return float(finite.std(ddof=1)) if len(finite) > 1 else 0.0


def _spread(drawn: list[pd.DataFrame], keys: list[str]) -> pd.DataFrame:
    groups = pd.concat(drawn).groupby(keys)["value"]
    low = groups.quantile(0.025, interpolation="lower").rename("parameters_low")
    return pd.concat(
        [low, groups.quantile(0.975, interpolation="higher").rename("parameters_high")], axis=1
    ).reset_index()
