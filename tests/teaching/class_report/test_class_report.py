"""A class that hands in passports and codes: what is read, what is left out by name, and what the figures give back."""

import json
import math
import random

import numpy as np
import pytest

from tests.learning.passport.test_class_code import some_progress
from utils.learning.passport.class_code import coded_questions, write_code
from utils.learning.passport.log import new_event, write_line
from utils.learning.passport.progress import Progress
from utils.learning.questions import bank
from utils.learning.questions.marking import key_of, mark_answer
from utils.teaching.class_report import measures, verb
from utils.teaching.class_report.handed_in import LARGEST, read_class

ALL = list(bank.all_questions().values())


def wrong_answer(question):
    """An answer that is not right, in the form of the question."""
    if question.type == "single":
        return next(place for place, option in enumerate(question.options) if not option.right)
    if question.type in ("multiple", "text"):
        return []
    if question.type == "numeric":
        return key_of(question) + 1000
    return list(reversed(range(len(question.options))))[: len(question.lefts) or None]


def answered(question, right, n=1, sure="sure"):
    answer = key_of(question) if right else wrong_answer(question)
    verdict = mark_answer(question, answer).right
    assert verdict == right
    return new_event("answer", n, question=question.id, answer=answer, right=verdict, confidence=sure)


def passport_bytes(events):
    return b"".join(write_line(event) for event in events)


def simulate(questions, people, seed=5):
    """A class after the Rasch model: the chance to be right is logistic in ability less difficulty."""
    chance = np.random.default_rng(seed)
    ability = chance.normal(0, 1, people)
    hardness = np.linspace(-1.5, 1.5, len(questions))
    right = chance.random((people, len(questions))) < 1 / (1 + np.exp(hardness - ability[:, None]))
    logs = [
        [answered(q, bool(ok), n) for n, (q, ok) in enumerate(zip(questions, row, strict=True))]
        for row in right
    ]
    expected = [float(np.mean(1 / (1 + np.exp(h - ability)))) for h in hardness]
    return [Progress.from_events(events) for events in logs], right, expected


def test_a_class_of_200_gives_back_its_difficulties_from_codes_alone(tmp_path):
    questions = coded_questions("08")
    class_, right, expected = simulate(questions, 200)
    (tmp_path / "codes.txt").write_text(
        "\n".join(write_code("08", progress) for progress in class_), encoding="utf-8"
    )
    handed_in = read_class([tmp_path])
    assert len(handed_in.learners) + len(handed_in.left_out) == 200  # two equal codes in 200 would be one
    items = measures.item_table(handed_in.learners).set_index("question")
    for place, question in enumerate(questions):
        share = items.loc[question.id, "right_pct"] / 100
        error = math.sqrt(expected[place] * (1 - expected[place]) / 200)
        assert abs(share - expected[place]) < 3.5 * error
        assert abs(share - right[:, place].mean()) < 0.011
        assert items.loc[question.id, "low_pct"] <= 100 * share <= items.loc[question.id, "high_pct"]
    assert items["discrimination"].min() > 0  # ability is one thing here, so every item tells


def test_a_question_that_tells_nobody_apart_is_seen_by_its_discrimination():
    questions = coded_questions("08")
    class_, right, _ = simulate(questions, 300, seed=9)
    coin = random.Random(4)
    events = [
        [
            answered(q, bool(ok) if q.id != "08-q3" else coin.random() < 0.5, n)
            for n, (q, ok) in enumerate(zip(questions, row, strict=True))
        ]
        for row in right
    ]
    from utils.teaching.class_report.handed_in import read_learner

    learners = [read_learner(Progress.from_events(log), f"a{n}") for n, log in enumerate(events)]
    items = measures.item_table(learners).set_index("question")
    assert (
        abs(items.loc["08-q3", "discrimination"]) < 0.15 < items.drop("08-q3")["discrimination"].min() + 0.1
    )


def test_the_normalised_gain_is_hakes():
    from utils.teaching.class_report.handed_in import read_learner

    before, after = bank.load_sheet("pre").questions, bank.load_sheet("post").questions
    logs = [
        [answered(q, place < 3, place) for place, q in enumerate(before)]
        + [answered(q, place < 9, 50 + place) for place, q in enumerate(after)]
        for _ in range(20)
    ]
    learners = [read_learner(Progress.from_events(log), "x") for log in logs]
    gain = measures.gain_summary(learners)
    assert gain["n"] == 20
    assert gain["gain"] == pytest.approx((75 - 25) / (100 - 25))
    assert gain["low"] == pytest.approx(gain["gain"])  # everybody alike: no spread
    assert measures.gain_summary([read_learner(Progress.from_events(logs[0][:5]), "x")]) is None
    perfect = [answered(q, True, n) for n, q in enumerate([*before, *after])]
    assert math.isnan(measures.gain_summary([read_learner(Progress.from_events(perfect), "x")])["gain"])


def hostile_folder(folder):
    ana = [answered(q, n % 3 > 0, n) for n, q in enumerate(ALL[:20])] + [
        new_event("name", 99, name="=HYPERLINK(1)<script>alert(1)</script>")
    ]
    (folder / "quillfile.jsonl").write_bytes(passport_bytes(ana))
    (folder / "quillfile old.jsonl").write_bytes(passport_bytes(ana[:7]))
    (folder / "quillfile renamed.TXT").write_bytes(passport_bytes(ana))
    (folder / "empty.jsonl").write_bytes(b"")
    (folder / "picture.jsonl").write_bytes(b"\x89PNG\0\0" + bytes(range(256)) * 50)
    (folder / "json.jsonl").write_text(json.dumps({"a": [1] * 1000}))
    (folder / "vexwindow.jsonl").write_bytes(
        "﻿".encode() + passport_bytes([answered(ALL[0], False)]).replace(b"\n", b"\r\n")
    )
    (folder / "large.jsonl").write_bytes(b"x" * (LARGEST + 1))
    (folder / "link.jsonl").symlink_to(folder / "quillfile.jsonl")
    (folder / "deep").mkdir()
    code = write_code("08", some_progress(coded_questions("08"), random.Random(8)))
    mistyped = code[:-1] + ("3" if code.endswith("2") else "2")
    (folder / "deep" / "codes.csv").write_text(
        f"Bowindeed: {code}\nBowindeed: {code}\n{mistyped}\nnot a code\n\n", encoding="utf-8"
    )
    return folder


def test_every_file_is_read_or_named(tmp_path):
    handed_in = read_class([hostile_folder(tmp_path)])
    assert sorted(learner.who for learner in handed_in.learners) == [
        "=HYPERLINK(1)<script>alert(1)</script>",
        "Bowindeed",
        "vexwindow",
    ]
    reasons = dict(handed_in.left_out)
    assert "same passport" in reasons["quillfile.jsonl"] + reasons.get("quillfile renamed.TXT", "")
    assert "older copy" in reasons["quillfile old.jsonl"]
    assert "is empty" in reasons["empty.jsonl"]
    assert "neither" in reasons["picture.jsonl"]
    assert "neither" in reasons["json.jsonl"]
    assert "larger than any passport" in reasons["large.jsonl"]
    assert "link" in reasons["link.jsonl"]
    assert "same code as codes.csv, line 1" in reasons["codes.csv, line 2"]
    assert "mistyped" in reasons["codes.csv, line 3"]


def test_the_report_is_written_whole_and_nothing_in_it_runs(tmp_path, capsys):
    folder = hostile_folder(tmp_path / "in" if (tmp_path / "in").mkdir() is None else tmp_path)
    assert verb.main([str(folder), "--out", str(tmp_path / "out")]) == 0
    page = (tmp_path / "out" / "report.html").read_text(encoding="utf-8")
    assert "<script>" not in page
    assert "To teach again, in ten minutes" in page
    assert "Answering the first test helps by itself" in page
    learners = (tmp_path / "out" / "learners.csv").read_text(encoding="utf-8")
    assert "'=HYPERLINK" in learners
    assert {path.name for path in (tmp_path / "out").iterdir()} == {
        "report.html", "items.csv", "options.csv", "misconceptions.csv", "objectives.csv", "learners.csv", "left_out.csv",
    }  # fmt: skip
    assert "3 learners" in capsys.readouterr().out


def test_anonymous_names_neither_people_nor_files(tmp_path):
    (tmp_path / "in").mkdir()
    folder = hostile_folder(tmp_path / "in")
    assert verb.main([str(folder), "--anonymous", "--out", str(tmp_path / "out")]) == 0
    for path in (tmp_path / "out").iterdir():
        said = path.read_text(encoding="utf-8")
        for name in ("HYPERLINK", "quillfile", "Bowindeed", "vexwindow", "codes.csv"):
            assert name not in said, (path.name, name)
    assert "learner 1" in (tmp_path / "out" / "learners.csv").read_text(encoding="utf-8")


def test_nothing_to_read_and_nowhere_to_write_are_said(tmp_path, capsys):
    assert verb.main([str(tmp_path / "nowhere")]) == 1
    (tmp_path / "in").mkdir()
    assert verb.main([str(tmp_path / "in")]) == 1
    (tmp_path / "in" / "a.jsonl").write_bytes(passport_bytes([answered(ALL[0], True)]))
    (tmp_path / "file").write_text("")
    assert verb.main([str(tmp_path / "in"), "--out", str(tmp_path / "file" / "x")]) == 1
    said = capsys.readouterr().err
    assert "is not there" in said
    assert "No passport and no class code was found" in said
    assert "Choose another folder" in said


def test_two_passports_that_share_a_part_are_both_counted_and_said(tmp_path):
    shared = [answered(ALL[0], True, 1)]
    for name in ("one", "two"):
        (tmp_path / f"{name}.jsonl").write_bytes(passport_bytes([*shared, answered(ALL[1], True, 2)]))
    handed_in = read_class([tmp_path])
    assert len(handed_in.learners) == 2
    assert "shares 1 of 2 entries" in handed_in.remarks[0][1]
