import importlib.util
from pathlib import Path

from utils.clinic.response.response import response_timeline

FILE = Path(__file__).parents[2] / "benchmarks" / "clinic.py"
spec = importlib.util.spec_from_file_location("clinic_benchmark", FILE)
benchmark = importlib.util.module_from_spec(spec)
spec.loader.exec_module(benchmark)


def test_the_series_it_times_responds_and_relapses():
    timeline = response_timeline(benchmark.make_labs(40))
    assert (len(timeline), timeline.best_response) == (40, "VGPR")
    assert timeline.progression_date


def test_the_growth_is_a_slope_of_logarithms():
    assert round(benchmark.exponent([100, 200, 400], [1, 2, 4]), 6) == 1
    assert round(benchmark.exponent([100, 1000], [1, 100]), 6) == 2


def test_both_measurements_run():
    assert benchmark.measure_one(10, 1) > 0
    assert benchmark.measure_file(2, 5) > 0
