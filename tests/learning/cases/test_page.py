"""A case as a learner uses it: deciding, going on and back, three ways, three seats, and what the passport keeps."""

import ipywidgets as widgets
import pytest

from utils.learning import case
from utils.learning.cases.kept import finished, read_kept
from utils.learning.cases.loading import case_names, load_case
from utils.learning.cases.wording import say_gamebook
from utils.learning.passport.passports import open_passport
from utils.learning.passport.progress import Progress


def decide(page, choice_id, sure="sure"):
    place = [choice.id for choice in page.fork.choices].index(choice_id)
    page.control.write(place)
    page.commit(sure)


def text_of(widget):
    """Everything that a widget shows."""
    own = str(getattr(widget, "value", "") or "") if isinstance(widget, widgets.HTML) else ""
    return own + "".join(text_of(child) for child in getattr(widget, "children", ()))


@pytest.mark.parametrize("name", case_names())
def test_every_choice_of_a_case_can_be_made_and_answers(name):
    page = case(name)
    seen, board = set(), load_case(name)
    while wanted := [f.id for f in board.forks.values() if {(f.id, c.id) for c in f.choices} - seen]:
        page.start_afresh()
        while page.fork is not None:
            fork = page.fork
            left = [c for c in fork.choices if (fork.id, c.id) not in seen]
            toward = [c for c in fork.choices if c.next in wanted] or list(fork.choices)
            choice = (left or toward)[0]
            decide(page, choice.id)
            seen.add((fork.id, choice.id))
            assert "mq-verdict" in page.reply.value
            assert "Every choice, and why" in page.reply.value
            page.go_on()
        assert "Where evidence ended" in text_of(page.stage)
    assert len(seen) == sum(len(fork.choices) for fork in board.forks.values())


def test_nothing_goes_on_before_a_decision():
    page = case("T8")
    page.go_on()
    assert "Decide first" in page.reply.value
    page.commit("sure")
    assert "Choose one of the answers first" in page.reply.value
    assert page.taken == []
    assert open_passport().events() == []


def test_a_decision_shows_its_consequence_on_the_timeline_and_can_be_taken_back():
    page = case("T8")
    decide(page, "three_one")
    assert "not supported here" in page.reply.value.lower()
    assert "worth a second look" in page.reply.value
    assert "Decided: Cytokine release 3" in page.past.value
    page.go_on()
    assert page.fork.id == "act"
    page.go_back()
    assert page.fork.id == "grade"
    assert "Decided" not in page.past.value
    decide(page, "two_one", "fairly")
    page.commit("sure")
    assert "This decision is made" in page.reply.value
    page.go_back()
    assert page.fork.id == "grade"
    assert not page.committed
    events = open_passport().events()
    assert [event["choice"] for event in events] == ["three_one", "two_one"]


def test_committing_first_keeps_the_reasons_for_the_end():
    page = case("T8")
    page.way.value = "commit"
    for name in ("one_one", "home", "four", "past"):
        decide(page, name)
        assert "mq-verdict" not in page.reply.value
        assert "reasons come at the end" in page.reply.value
        page.go_on()
    told = text_of(page.stage)
    assert told.count("Every choice, and why") == 4
    assert "Not supported here" in told
    assert "Where judgement began" in told


def test_a_board_can_be_read_first_and_keeps_nothing():
    page = case("T4")
    page.way.value = "worked"
    told = text_of(page.stage)
    assert told.count("The board decided:") == 4
    assert "holds (" in told
    assert page.row.layout.display == "none"
    assert open_passport().events() == []
    page.way.value = "reasons"
    assert page.fork.id == "words"
    assert page.row.layout.display != "none"


def test_two_voices_come_from_the_seats_not_taken():
    page = case("T6")
    page.way.value = "worked"
    assert "The nurse or pharmacist says" in text_of(page.stage)
    assert "The haematologist says" not in text_of(page.stage)
    page.seat.value = "patient"
    assert "The haematologist says" in text_of(page.stage)
    assert "The patient says" not in text_of(page.stage)
    assert "written by the course" in text_of(page.stage)
    assert "In the seat of the patient" in page.seat_words.value


def test_a_case_opens_as_it_was_left():
    page = case("T6")
    decide(page, "rays_only")
    page.go_on()
    decide(page, "chemo")
    again = case("T6")
    assert again.taken == ["rays_only", "chemo"]
    assert again.fork.id == "numbers"
    decide(again, "ask_first")
    again.go_on()
    assert case("T6").fork is None
    assert finished(load_case("T6"), open_passport().events())
    again.start_afresh()
    assert again.fork.id == "now"


def test_the_first_choice_is_remembered_beside_the_last():
    page = case("T8")
    decide(page, "one_one")
    page.go_back()
    for name in ("two_one", "both", "three", "signs"):
        decide(page, name)
        page.go_on()
    assert "Your first choice had been: Cytokine release 1" in text_of(page.stage)


def test_passports_are_merged_and_strange_ones_read_on():
    mine = open_passport()
    mine.record("decision", decision="07-next", choice="trial")  # as the course wrote before there were cases
    mine.record("decision", decision="T8-grade", choice="a choice of another edition")
    mine.record("decision", decision="T8-nowhere", choice="two_one")
    mine.record("decision", decision="T8-grade", choice=7)
    mine.record("decision", decision="T8-grade", choice="two_one", confidence=3)
    page = case("T8")
    assert page.taken == ["two_one"]
    decide(page, "both")
    kept = read_kept(load_case("T8"), mine.events())
    assert kept.way == ("two_one", "both")
    assert kept.first["grade"] == "two_one"
    assert Progress.of(mine).decisions["07-next"] == "trial"
    mine.restore(mine.export())
    assert read_kept(load_case("T8"), mine.events()) == kept


def test_the_saved_form_gives_nothing_away_and_never_depends_on_the_passport():
    before = case("T4")._repr_mimebundle_()
    decide(case("T4"), "len_only")
    after = case("T4")._repr_mimebundle_()
    for form in ("text/plain", "text/html"):
        assert before[form] == after[form]
        assert "acceptable" not in before[form]
        assert "Dina asks which is better" not in before[form]
    assert "run this cell" in before["text/plain"]


def test_working_through_a_case_leaks_no_widgets():
    page = case("T8")

    def walk():
        page.start_afresh()
        for name in ("two_one", "both", "three", "signs"):
            decide(page, name)
            page.go_on()
        page.start_afresh()

    walk()
    count = len(widgets.widget._instances)
    walk()
    assert len(widgets.widget._instances) == count
    case("T8")
    count = len(widgets.widget._instances)
    case("T8")
    assert len(widgets.widget._instances) == count


@pytest.mark.parametrize("name", case_names())
def test_the_page_to_turn_leads_on_from_every_choice(name):
    board, html = load_case(name), say_gamebook(load_case(name))
    for place in (*board.forks, *board.endings):
        assert f'id="{name}-{place}"' in html
        assert place == board.first.id or f'href="#{name}-{place}"' in html
    assert html.count("<details") == html.count("</details>")
    assert "{{" not in html
