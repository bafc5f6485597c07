import pytest

from utils.learning.questions.bank import all_questions, sheet_names
from utils.learning.questions.marking import key_of
from utils.teaching import key


def test_the_whole_key_is_written_in_both_forms(tmp_path, capsys):
    assert key.main(["--out", str(tmp_path)]) == 0
    text = (tmp_path / "answer_key.md").read_text(encoding="utf-8")
    page = (tmp_path / "answer_key.html").read_text(encoding="utf-8")
    for name in sheet_names():
        assert f"# Answer key {name} · " in text
    for question in all_questions().values():
        assert f"## {question.id} (" in text
        assert question.id in page
    assert "{{" not in text
    assert "Keep both away from learners" in capsys.readouterr().out


def test_one_notebook_can_be_printed(capsys):
    assert key.main(["08", "--print"]) == 0
    said = capsys.readouterr().out
    assert "## Exercise 08-2" in said
    assert "01-q1" not in said


@pytest.mark.parametrize("question", all_questions().values(), ids=list(all_questions()))
def test_every_answer_and_every_reason_is_in_it(question):
    said = key.write_answer(question)
    if question.type == "single":
        assert said.count("**✓**") == 1
        assert f"**✓** {question.options[key_of(question)].text[:12]}" in said
    assert said.count("\n- ") + said.count(". **") >= len(question.options)
    assert "Sources: " in said


def test_an_unknown_notebook_and_an_unwritable_folder_are_said(tmp_path, capsys):
    assert key.main(["77"]) == 1
    (tmp_path / "file").write_text("")
    assert key.main(["08", "--out", str(tmp_path / "file" / "x")]) == 1
    said = capsys.readouterr().err
    assert "'77' is not in" in said
    assert "Choose another folder" in said


def test_each_key_has_its_own_file_and_a_number_may_be_typed_without_its_nought(tmp_path):
    assert key.main(["8", "--out", str(tmp_path)]) == 0
    assert key.main(["--out", str(tmp_path)]) == 0
    assert key.main(["1", "post", "--out", str(tmp_path)]) == 0
    names = {path.name for path in tmp_path.glob("*.md")}
    assert names == {"answer_key_08.md", "answer_key.md", "answer_key_01_post.md"}
    assert (
        (tmp_path / "answer_key_08.md")
        .read_text(encoding="utf-8")
        .startswith("# Answer key 08 · How long does")
    )


def test_sources_are_citations():
    said = key.write_answer(all_questions()["08-p"])
    assert "pharos_2018" not in said
    assert "Verelst SGR et al." in said
