"""The two completions and their code."""

import pytest

from utils.learning.passport.completion import completions, verify_code, write_code
from utils.learning.passport.letters import ALPHABET
from utils.learning.passport.log import new_event, write_line
from utils.learning.passport.progress import Progress
from utils.learning.passport.summary import summary_page
from utils.learning.questions import bank
from utils.teaching import verify


def answered(names, right=True, start=1):
    return [
        new_event("answer", n, question=name, right=right, answer=0) for n, name in enumerate(names, start)
    ]


EVERYTHING = [name for name in bank.all_questions() if not name.endswith("-p")]
WHOLE = answered(EVERYTHING)


def both(events):
    return {item.kind: item for item in completions(Progress.from_events(events))}


def test_finished_asks_for_the_core_of_every_notebook_and_the_last_test():
    core = [q.id for name in bank.notebook_names() for q in bank.load_sheet(name).questions if q.core]
    post = [q.id for q in bank.load_sheet("post").questions]
    assert both(answered(core + post, right=False))["finished"].complete
    assert both(answered(core))["finished"].missing == ("the test after the course",)
    assert both(answered(core[1:] + post))["finished"].missing == (
        f"core questions of notebook {core[0][:2]}",
    )
    assert len(both([])["finished"].missing) == 1 + len(bank.notebook_names())


def test_reached_asks_for_every_objective():
    assert both(WHOLE)["reached"].complete
    missing = both(answered(EVERYTHING, right=False))["reached"].missing
    assert missing == tuple(bank.objectives().values())


@pytest.mark.parametrize("kind", ["finished", "reached"])
def test_a_code_fits_its_passport_also_after_more_was_answered(kind):
    code = write_code(kind, WHOLE)
    assert verify_code(code, WHOLE)[0]
    assert verify_code(code.lower().replace("-", " "), [*WHOLE, *answered(["08-q1"], False, start=5000)])[0]
    assert "no CME credit" in verify_code(code, WHOLE)[1]


def test_every_wrong_character_and_every_changed_passport_is_noticed():
    code = write_code("finished", WHOLE)
    for place, letter in enumerate(code):
        if letter != "-":
            other = ALPHABET[(ALPHABET.find(letter) + 1) % len(ALPHABET)]
            assert not verify_code(code[:place] + other + code[place + 1 :], WHOLE)[0]
    changed = [*WHOLE[:5], WHOLE[5] | {"right": False}, *WHOLE[6:]]
    for events in (WHOLE[1:], changed, [*WHOLE, *answered(["08-q1"], start=3)], answered(EVERYTHING)):
        assert not verify_code(code, events)[0]
    for junk in ("", "F", "X-2222-2222222", "F-0O1I-LLLLLLL", "F" * 5000):
        fits, said = verify_code(junk, WHOLE)
        assert not fits
        assert len(said) < 250


def test_a_code_for_what_is_not_complete_is_not_confirmed():
    few = answered(EVERYTHING[:3])
    fits, said = verify_code(write_code("finished", few), few)
    assert not fits
    assert "missing are" in said


def test_the_summary_shows_the_code_or_what_is_still_to_come():
    page = summary_page(Progress.from_events(WHOLE), events=WHOLE)
    assert write_code("finished", WHOLE) in page
    assert write_code("reached", WHOLE) in page
    early = summary_page(Progress.from_events(WHOLE[:3]), events=WHOLE[:3])
    assert "still to come are core questions of notebook" in early
    assert "Code:" not in early


def test_the_verb_says_it_in_words(tmp_path, capsys):
    path = tmp_path / "passport.jsonl"
    path.write_bytes(b"".join(map(write_line, WHOLE)))
    assert verify.main([write_code("reached", WHOLE), str(path)]) == 0
    assert "the course was reached" in capsys.readouterr().out
    (tmp_path / "junk.jsonl").write_bytes(b"\x00\x01junk")
    assert verify.main(["F-2222-2222222", str(path)]) == 1
    assert verify.main(["F-2222-2222222", str(tmp_path / "junk.jsonl")]) == 1
    assert verify.main(["F-2222-2222222", str(tmp_path / "nowhere")]) == 1
    said = capsys.readouterr().err
    assert "do not belong together" in said
    assert "is not a passport" in said
    assert "cannot be read" in said
