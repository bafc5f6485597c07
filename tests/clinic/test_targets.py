"""Which targets the tables name, and which classes share one."""

import pytest

from utils.clinic.targets import PATTERNS, find_targets, list_targets, share_target
from utils.evidence import table


@pytest.mark.parametrize(
    ("words", "targets"),
    [
        ("20S proteasome beta5 (PSMB5)", ["proteasome"]),
        ("GPRC5D x CD3", ["GPRC5D", "T cell"]),
        ("CD38 (another epitope)", ["CD38"]),
        ("DNA in the field", ["DNA"]),
        ("CD380", []),
        ("not read in a source yet", []),
        (None, []),
    ],
)
def test_targets_in_the_words_of_the_tables(words, targets):
    assert find_targets(words) == targets


@pytest.mark.parametrize(
    ("class_id", "shared"),
    [
        ("imid", {"cereblon": {"celmod"}}),
        ("car_t", {"BCMA": {"adc", "bispecific"}}),
        ("bispecific", {"BCMA": {"adc", "car_t"}}),
        ("proteasome_inhibitor", {}),
        ("anti_cd38", {}),
        ("alkylator", {}),  # no cell can lose its DNA
    ],
)
def test_classes_that_share_a_target(class_id, shared):
    found = share_target(table("drugs"), class_id)
    assert {target: set(others) for target, others in found.items()} == shared


def test_the_tool_of_a_bispecific_is_no_shared_target():
    assert "T cell" in list_targets(table("drugs"))["bispecific"]
    assert "T cell" not in share_target(table("drugs"), "bispecific")


def test_every_target_is_somebodys():
    assert {t for targets in list_targets(table("drugs")).values() for t in targets} == set(PATTERNS)
