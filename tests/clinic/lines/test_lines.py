import pytest

from tests.clinic.builders import day, given
from utils.clinic.lines.history import event
from utils.clinic.lines.lines import count_lines

VRD, AUTO, R = event("start", "VRd", 1), event("sct", "auto", 1), event("start", "R maintenance", 1)


def n(*events):
    return count_lines(events).n


@pytest.mark.parametrize(
    ("events", "expected"),
    [
        ([event("start", "Vd", 1), AUTO, event("start", "VRd consolidation", 1), R], 1),
        ([VRD, AUTO, event("sct", "auto tandem", 1), R], 1),
        ([VRD, event("drop", "V", 0), event("dose", "R 10 mg", 0)], 1),
        ([event("start", "Rd", 1), event("pause", "Rd", 0), event("start", "Rd", 0, same=True)], 1),
        ([event("start", "Rd", 1), event("add", "daratumumab", 0)], 2),
        ([VRD, event("substitute", "V->K", 0)], 2),
        ([VRD, AUTO, R, event("start", "DKd", 0), event("sct", "auto 2", 0)], 3),
        ([VRD, AUTO, R, event("start", "DKd", 0), event("start", "Pd", 0), event("start", "DKd", 0)], 4),
        (
            [
                VRD,
                AUTO,
                R,
                event("start", "DKd", 0),
                event("sct", "auto 2", 1),
                event("start", "P maintenance", 1),
            ],
            2,
        ),
        ([event("start", "DPd", 0), event("bridge", "dex", 1), event("start", "cilta-cel", 0)], 2),
        ([], 0),
    ],
)
def test_the_guideline_worked_through(events, expected):
    """The first is the letter's own example: VD, transplant, consolidation, lenalidomide maintenance."""
    assert n(*events) == expected


def test_every_event_says_which_rule_fired():
    lines = count_lines([VRD, AUTO, event("drop", "V", 0), event("start", "DKd", 0), event("add", "P", 0)])
    assert [row.line for row in lines.events] == [1, 1, 1, 2, 3]
    assert [row.new_line for row in lines.events] == [True, False, False, True, True]
    reasons = [
        "first treatment",
        "planned as part of the line",
        "does not discontinue",
        "different regimen",
        "unplanned addition",
    ]
    assert all(word in row.why for word, row in zip(reasons, lines.events, strict=True))
    assert str(lines) == "3 lines of therapy: 3 lines, opened by VRd, DKd and P. [line15]"
    assert list(lines.table().columns)[:3] == ["line", "verb", "what"]


@pytest.mark.parametrize(
    ("events", "word"),
    [
        ([VRD, event("sct", "auto", 0)], "only of more than one"),
        ([event("start", "DPd", 0), event("bridge", "dex", 1)], "trial convention"),
        ([event("start", "Rd", 0), event("start", "Rd", 0)], "trials usually count a new line"),
        ([VRD, event("radiotherapy", "spine", 0)], "radiotherapy alone"),
        ([VRD, event("start", "dexamethasone", 0)], "steroid alone"),
        ([VRD, event("drop", "V", 0), event("add", "V", 0)], "had been dropped"),
        (
            [given("Rd", "2021-01-01", "2021-01-10"), given("Kd", "2021-01-12", None)],
            "less than one complete cycle",
        ),
    ],
)
def test_a_case_on_which_the_letter_is_silent_is_called_ambiguous(events, word):
    lines = count_lines(events)
    assert word in lines.ambiguous[-1].why
    assert "ambiguous: 1 event" in lines.headline
    assert "conventions differ on" in lines.why


@pytest.mark.parametrize(
    "events",
    [
        [VRD, AUTO, R],
        [VRD, event("start", "DKd", 0)],
        [VRD, event("pause", "VRd", 0), event("start", "VRd", 0)],
    ],
)
def test_a_clear_case_is_not_called_ambiguous(events):
    assert count_lines(events).ambiguous == ()


def test_bridging_and_its_infusion_are_one_line_that_begins_with_the_bridging():
    history = [
        given("DPd", "2023-01-01", "2024-01-01"),
        given("Cy-Dex", "2024-02-01", "2024-02-20", verb="bridge"),
        given("cilta-cel", "2024-03-01", None),
    ]
    lines = count_lines(history)
    assert [row.line for row in lines.events] == [1, 2, 2]
    assert lines.starts == (day("2023-01-01"), day("2024-02-01"))


def test_an_undated_history_has_no_starting_days():
    assert count_lines([VRD, event("start", "DKd", 0)]).starts == ()


def test_a_transplant_alone_or_an_added_drug_may_open_the_first_line():
    assert n(event("sct", "auto", 1)) == 1
    assert n(event("radiotherapy", "spine", 0)) == 0
    assert count_lines([]).why == "no treatment that counts as a line is recorded"


def test_what_follows_a_transplant_unplanned_is_a_new_line_even_with_the_same_drugs():
    assert n(VRD, AUTO, event("start", "VRd", 0)) == 2
    assert n(VRD, AUTO, event("start", "VRd consolidation", 1)) == 1


def test_dropping_every_drug_and_starting_the_same_again_is_a_restart():
    assert n(event("start", "Rd", 0), event("drop", "R, dex", 0), event("start", "Rd", 0)) == 1


def test_one_event_prints_its_line_and_its_rule():
    rows = count_lines(
        [
            given("VRd", "2020-01-01", "2020-06-01"),
            event("radiotherapy", "<img onerror=x>", 0, start=day("2020-07-01")),
        ]
    )
    assert str(rows.events[0]) == "2020-01-01 line 1: VRd is the first treatment: line 1. [line15]"
    assert "<img" not in rows._repr_markdown_()


def test_several_doubtful_events_are_counted_in_the_headline():
    lines = count_lines([VRD, event("sct", "auto", 0), event("radiotherapy", "spine", 0)])
    assert lines.headline == "1 line of therapy (ambiguous: 2 events)"


BRIDGED = [event("start", "DPd", 0)]
INFUSED = [event("start", "cilta-cel", 0)]


@pytest.mark.parametrize(
    "between",
    [
        [event("bridge", "Kd", 1), event("bridge", "Cy-Dex", 1)],
        [event("bridge", "Kd", 1), event("bridge", "radiotherapy", 1), event("bridge", "Flu/Cy", 1)],
        [event("bridge", "Kd", 1), event("radiotherapy", "spine", 1), event("bridge", "Cy-Dex", 0)],
        [
            event("bridge", "Kd", 1),
            event("dose", "Kd", 0),
            event("start", "fludarabine, cyclophosphamide", 0),
        ],
        [event("start", "Flu/Cy", 0)],
        [event("start", "Flu/Cy lymphodepletion", 1)],
    ],
)
def test_all_bridges_and_lymphodepletion_before_one_infusion_are_one_line_with_it(between):
    counted = count_lines([*BRIDGED, *between, *INFUSED])
    assert counted.n == 2
    assert [row.line for row in counted.events][0] == 1
    if between[0].verb == "bridge":
        assert counted.events[1].new_line
        assert not any(row.new_line for row in counted.events[2:])


def test_lymphodepletion_without_an_infusion_is_no_line():
    counted = count_lines([*BRIDGED, event("start", "Flu/Cy", 0)])
    assert (counted.n, counted.events[-1].ambiguous) == (1, True)


def test_two_bridges_may_be_all_that_came_before_the_cells():
    counted = count_lines([event("bridge", "Kd", 1), event("bridge", "Cy-Dex", 1), *INFUSED])
    assert counted.n == 1
