"""The named loaders are held to their tables in test_tables; here, that none is missing and none is left over."""

from utils import evidence
from utils.evidence import loaders, table_names

NAMED = {name for name in dir(loaders) if not name.startswith("_") and name not in ("pd", "table")}


def test_every_loader_names_a_table_and_notebooks_can_reach_it():
    assert set(table_names()) >= NAMED
    assert set(evidence.__all__) >= NAMED


def test_earlier_cuts_can_be_left_out():
    latest = evidence.outcomes(superseded=False)
    assert "cartitude_4-cilta_cel-os_hr" in set(latest["id"])
    assert "cartitude_4-cilta_cel-os_hr-cut_2023" not in set(latest["id"])
    assert len(latest) < len(evidence.outcomes())
