from utils.learning.passport.keeping import keeper, make_keeper, passport
from utils.learning.passport.passports import open_passport


class Sent:
    """Stands in for the browser's end of the helper."""

    def __init__(self, helper, monkeypatch):
        self.said = []
        monkeypatch.setattr(type(helper), "send", lambda _, content: self.said.append(content))
        self.tell = lambda message: helper._msg_callbacks(helper, message, [])


def test_only_binder_gets_a_keeper_beside_every_page(monkeypatch):
    assert keeper() == []
    monkeypatch.setenv("BINDER_LAUNCH_HOST", "https://mybinder.org/")
    (helper,) = keeper()
    assert helper.state == {"offer": ["passport", "restore"], "idle_minutes": 8}


def test_the_browser_gets_the_passport_and_the_summary(monkeypatch):
    mine = open_passport()
    mine.record("answer", question="01-q1", right=True)
    helper = make_keeper(mine, ["passport"])
    browser = Sent(helper, monkeypatch)
    browser.tell({"ask": "passport"})
    browser.tell({"ask": "summary"})
    browser.tell({"ask": "something else"})
    assert [message["name"] for message in browser.said] == ["passport.jsonl", "my-course-summary.html"]
    assert browser.said[0]["file"] == mine.export()


def test_a_restored_file_is_merged_and_answered_in_words(monkeypatch):
    shown = passport()
    browser = Sent(shown.helper, monkeypatch)
    browser.tell({"restore": "rubbish"})
    browser.tell(
        {"restore": '{"v": 1, "id": "elsewhere", "n": 1, "at": "", "kind": "answer", "question": "01-q1"}'}
    )
    assert "No progress was found" in browser.said[0]["said"]
    assert browser.said[1]["said"] == "Restored 1 new of 1 recorded events."
    assert "Entries: 1." in shown.words.value


def test_the_page_says_where_the_file_is_but_its_saved_form_does_not(passport_file):
    shown = passport()
    assert str(passport_file) in shown.words.value
    assert str(passport_file) not in repr(shown) + shown.printed["text/html"]


def test_a_name_is_saved_only_on_request_and_shown_as_text():
    shown = passport()
    assert open_passport().events() == []
    shown.name.value = "  <b>Ada</b> "
    shown.save_name.click()
    assert open_passport().events()[-1]["name"] == "<b>Ada</b>"
    assert "<b>" not in shown.words.value


def test_deleting_asks_twice(passport_file):
    open_passport().record("answer", question="01-q1")
    shown = passport()
    shown.delete.click()
    assert passport_file.exists()
    assert "Press again" in shown.delete.description
    shown.delete.click()
    assert not passport_file.exists()
    assert "deleted" in shown.words.value
