"""Clone river: solid only where somebody sampled, and a removed sample changes only what is hatched."""

import pandas as pd
import pytest

from utils.activities import clone_river
from utils.activities.river import LEFT_OUT
from utils.activities.rivers.courses import ALL, COURSES, ORDERS, PERSON, SHARES, read_river
from utils.activities.rivers.layout import HALF, THIN, lay_river, say_few, thin_parts
from utils.activities.rivers.words import RUNGS
from utils.charts.river import PALETTE
from utils.evidence import table

OUT = [n for n in LEFT_OUT.values() if n]
each = pytest.mark.parametrize("name", COURSES)


@pytest.fixture(scope="module")
def river():
    made = clone_river()
    yield made
    made.close()


def when_sampled(name, without=0):
    rows = read_river(name).samples
    return rows[rows["sample"] != without].groupby("sample")["month"].first()


@each
@pytest.mark.parametrize("left_out", LEFT_OUT.values())
@pytest.mark.parametrize("log", [False, True])
def test_nothing_is_solid_outside_a_sample(name, left_out, log):
    solid = lay_river(name, left_out, log, False)["solid"]
    months = when_sampled(name, left_out)
    assert len(solid)
    for bar in solid.itertuples():
        assert min(abs(months - (bar.begin + bar.end) / 2)) < 0.01
        assert bar.end - bar.begin == pytest.approx(2 * HALF, abs=0.02)


@each
@pytest.mark.parametrize("left_out", OUT)
@pytest.mark.parametrize("log", [False, True])
def test_a_sample_that_is_left_out_changes_only_hatched_parts(name, left_out, log):
    whole, less = lay_river(name, 0, log, True), lay_river(name, left_out, log, True)
    for part in ("tests", "limits", "therapy", "threads", "truth"):
        pd.testing.assert_frame_equal(whole[part], less[part])
    taken = when_sampled(name).get(left_out)
    stays = whole["solid"]
    if taken is not None:
        stays = stays[abs((stays["begin"] + stays["end"]) / 2 - taken) > 0.01]
    pd.testing.assert_frame_equal(stays.reset_index(drop=True), less["solid"].reset_index(drop=True))


@each
@pytest.mark.parametrize("left_out", OUT)
def test_the_guess_changes_only_between_the_neighbours_of_the_sample_left_out(name, left_out):
    keys = ["clone", "month"]
    whole, less = (lay_river(name, n, True, False)["hatched"].set_index(keys) for n in (0, left_out))
    months = when_sampled(name)
    if left_out not in months:
        pd.testing.assert_frame_equal(whole, less)
        return
    before, after = months[left_out - 1], months.get(left_out + 1, float("inf"))
    joined = whole.join(less.add_suffix("_less"), how="left")
    moved = joined[~((joined["low"] == joined["low_less"]) & (joined["high"] == joined["high_less"]))]
    when = moved.index.get_level_values("month")
    assert len(when)
    assert ((when > before) & (when < after)).all()


@pytest.mark.parametrize("name", ORDERS)
def test_a_clone_under_one_in_a_hundred_is_a_thread_with_its_count(name):
    shown = read_river(name)
    tables = lay_river(name, 0, True, False)
    thin = thin_parts(shown)
    assert (thin["share"] < THIN).all()
    assert set(thin["clone"]) == set(tables["threads"]["clone"])
    words = tables["words"].query("kind == 'thread'")["wide"]
    assert len(words) == thin["clone"].nunique()
    assert any("resists all three: 1 in 330,000 at the start" in said for said in words)


@each
def test_every_colour_that_is_drawn_is_one_the_chart_knows(name):
    tables = lay_river(name, 0, True, False)
    for part in ("hatched", "solid", "therapy"):
        assert set(tables[part]["colour"]) <= set(PALETTE)


def test_no_colour_rests_on_a_scale_that_the_page_would_drop(river):
    """A scale of null is lost on the way to the page, and the colours of a default would stand there."""
    encodings = [layer.get("encoding", {}) for layer in river.chart.spec["layer"]]
    coloured = [e[c] for e in encodings for c in ("fill", "stroke", "color") if "field" in e.get(c, {})]
    assert len(coloured) >= 4
    assert all(channel["scale"]["range"] == PALETTE for channel in coloured)


def test_a_thread_stops_where_the_clone_is_in_the_river():
    threads = lay_river(COURSES[0], 0, True, False)["threads"]
    assert (threads.groupby("run")["month"].diff().dropna() < 1.5).all()
    assert threads.query("clone == 'PI'")["run"].nunique() == 2


def test_a_share_is_said_as_a_count():
    assert [say_few(s) for s in (3e-6, 1e-5, 3e-4, 0.0099)] == [
        "1 in 330,000",
        "1 in 100,000",
        "1 in 3,300",
        "1 in 100",
    ]


@pytest.mark.parametrize("name", ORDERS)
def test_the_clone_that_resists_all_is_the_last(name):
    end = read_river(name).truth.query("month == month.max()").set_index("clone")["share"]
    assert end[ALL] > 0.9
    assert sum(SHARES.values()) == pytest.approx(1)


def test_the_published_person_is_drawn_from_the_table_alone():
    person = read_river(PERSON)
    rows = table("clone_samples").query("course_id == 'smm_t414'").dropna(subset=["value"])
    with_it = person.samples[person.samples["clone"] == "with del(13)"]
    assert list(with_it["month"]) == list(rows["month"].astype(float))
    assert list(100 * with_it["share"]) == pytest.approx(list(rows["value"]))
    tables = lay_river(PERSON, 0, True, True)
    assert tables["tests"].empty
    assert tables["truth"].empty
    # What is only bounded is not solid: under 20 % with the deletion, so over 80 % without it.
    first = tables["solid"].query("begin < 1")
    assert list(first["clone"]) == ["without del(13)"]
    assert (first["low"] - first["high"]).iloc[0] == pytest.approx(0.8 * 104, abs=0.2)


def test_the_sentence_says_what_the_guess_hides(river):
    river.update(course=COURSES[0], left_out=2)
    assert river.error is None
    assert "the guess now says" in river.sentence
    assert "the sample had counted 74 %" in river.sentence
    river.update(course=PERSON, left_out=4)
    assert "There is no sample 4" in river.sentence
    river.update(course=COURSES[0], left_out=0)


@each
def test_the_ladder_names_the_rung_and_the_source_of_every_mechanism(river, name):
    river.update(course=name)
    page = river.view.children[-1].value
    assert page.count("<li>") == page.count("href=") > 2
    assert page.count(f"of {len(RUNGS)}") == page.count("<li>")
    river.update(course=COURSES[0])


def test_without_a_kernel_every_order_and_every_sample_answers(river):
    grid = river.preset_grid()
    assert len(grid["settings"]) == len(COURSES) * len(LEFT_OUT)
    assert all(words["sentence"] and not words.get("error") for words in grid["words"])
