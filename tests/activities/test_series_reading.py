"""Tables as people write them: every sign between columns, every wrong cell named with its place and the way out."""

import pytest

from utils.activities.series.pasting import SeriesError, split_cells, write_table
from utils.activities.series.reading import MOST_VISITS, read_series

GOOD = "date,therapy,M-protein (g/dL),urine M-protein (mg/24 h),serum immunofixation\n"
ROWS = "2024-01-08,start,3.6,0,+\n2024-02-05,,1.7,0,+\n2024-03-04,,,,\n2024-04-08,,not done,0,neg\n"


def values_of(series):
    return [tuple(row)[1:3] for row in series.labs.itertuples(index=False)]


def test_a_plain_table_is_read_and_what_was_not_measured_left_out():
    series = read_series(GOOD + ROWS)
    assert [f"{day}" for day in series.days] == ["2024-01-08", "2024-02-05", "2024-04-08"]
    assert [f"{day}" for day in series.starts] == ["2024-01-08"]
    assert ("serum_immunofixation", "positive") in values_of(series)
    assert ("serum_immunofixation", "negative") in values_of(series)


@pytest.mark.parametrize("sign", [";", "\t"])
def test_semicolons_or_tabs_with_decimal_commas_say_the_same(sign):
    other = (GOOD + ROWS).replace(",", sign).replace("3.6", "3,6").replace("1.7", "1,7")
    assert read_series("\ufeff" + other).labs.equals(read_series(GOOD + ROWS).labs)


def test_units_stand_in_the_heading_and_are_converted_by_the_clinic():
    grams = read_series("date,M-protein (g/L),kappa (mg/dL)\n2024-01-08,36,4\n")
    assert list(grams.labs["unit"]) == ["g/L", "mg/dL"]


WRONG = [
    ("date,M-protein\n2024-01-08,3\n", "Line 1, column M-protein: M-protein has no unit", "(g/dL)"),
    ("date,M-protein (mmol/L)\n2024-01-08,3\n", "Line 1, column M-protein (mmol/L): m_protein in 'mmol/L' is not read here", "g/L"),
    ("date,M-protien (g/dL)\n2024-01-08,3\n", "Line 1, column M-protien (g/dL): 'M-protien' is not a test", "m_protein"),
    ("M-protein (g/dL)\n3\n", "there is no column date", "date, therapy"),
    ("date,M-protein (g/dL),paraprotein (g/L)\n2024-01-08,3,30\n", "the column m_protein is there twice", "Keep one"),
    (GOOD + "08.01.2024,start,3.6,0,+\n", "Line 2, column date: '08.01.2024' is not a date", "2024"),
    (GOOD + ",start,3.6,0,+\n", "Line 2, column date: this line has no date", "year-month-day"),
    (GOOD + "2024-02-05,,3.6,0,+\n2024-01-08,,1,0,+\n", "Line 3, column date: 2024-01-08 comes after 2024-02-05", "order"),
    (GOOD + "0024-02-05,,3.6,0,+\n", "Line 2, column date: 0024-02-05 lies outside", "year"),
    (GOOD + "2024-02-05,,36,0,+\n", "Line 2, column M-protein (g/dL): m_protein 36 g/dL is impossible", "36 g/L would be 3.6 g/dL"),
    (GOOD + "2024-02-05,,-1,0,+\n", "Line 2, column M-protein (g/dL): m_protein -1 g/dL is impossible", "0 to 15"),
    (GOOD + "2024-02-05,,high,0,+\n", "Line 2, column M-protein (g/dL): m_protein is 'high', not a number", "Below the laboratory"),
    (GOOD + "2024-02-05,,3.6,0,maybe\n", "Line 2, column serum immunofixation: serum_immunofixation is 'maybe'", "positive or negative"),
    (GOOD + "2024-02-05,VRd,3.6,0,+\n", "Line 2, column therapy: 'VRd' is not read", "Write start"),
    (GOOD + "2024-02-05,,3,6,0,+\n", "Line 2: has 6 cells, the headings 5", "semicolons"),
    (GOOD, "no visit has a result", "at least a date"),
    ("", "the table is empty", "Paste"),
    (GOOD + f"2024-02-05,,{'9' * 90},0,+\n", "has 90 letters", "at most 80"),
    ("date,test,value,unit\n2024-01-08,m_protein,3,g/dL\n", "one line a result", "one line a visit"),
    ("date,M-protein (g/dL)\n" + "\n".join(f"{2000 + k // 12}-{k % 12 + 1:02d}-01,1" for k in range(1000)), "1,000 visits", f"room for {MOST_VISITS}"),
    ("date,M-protein (g/dL)\n" + "\n".join(f"{2000 + k // 12}-{k % 12 + 1:02d}-01,1" for k in range(25)), "25 visits", f"room for {MOST_VISITS}"),
    ("x" * 1_000_001, "1,000,001 letters", "far fewer"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "said", "way_out"), WRONG, ids=[said[:40] for _, said, _ in WRONG])
def test_what_cannot_be_read_is_named_with_its_place_and_the_way_out(text, said, way_out):
    with pytest.raises(SeriesError) as refused:
        read_series(text)
    assert said in str(refused.value)
    assert way_out in str(refused.value)


def test_every_fault_is_named_at_once_and_many_are_counted():
    rows = "".join(f"2024-01-{day:02d},,36,0,+\n" for day in range(1, 10))
    with pytest.raises(SeriesError, match="And 3 more") as refused:
        read_series(GOOD + rows)
    assert [fault.line for fault in refused.value.faults] == list(range(2, 11))


def test_five_thousand_lines_are_refused_before_they_are_read():
    with pytest.raises(SeriesError, match="5,000 visits"):
        read_series(GOOD + "2024-02-05,,3.6,0,+\n" * 5000)


def test_a_table_survives_being_written_and_taken_apart():
    rows = [["2024-01-08", 'a "quoted", word', "=cmd"], ["2024-02-05", "<b>", ""]]
    assert split_cells(write_table(["date", "note", "x"], rows)) == [["date", "note", "x"], *rows]
