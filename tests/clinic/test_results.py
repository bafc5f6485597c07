import dataclasses

import pytest

from utils.clinic.results import Finding, Stage, join_words

OPEN = Stage(system="R-ISS", possible=("I", "II"), why="ISS I.", needs=("LDH",), rule="riss15")


def test_a_finding_prints_the_same_as_text_and_in_a_notebook():
    assert str(OPEN) == repr(OPEN) == "R-ISS I or II: ISS I. Still needed: LDH. [riss15]"
    assert (
        OPEN._repr_markdown_()
        == "**R-ISS I or II**  \nISS I.  \n*Still needed:* LDH  \n<small>rule: `riss15`</small>"
    )


def test_a_settled_finding_asks_for_nothing():
    done = dataclasses.replace(OPEN, possible=("I",), needs=())
    assert done.settled
    assert "needed" not in str(done) + done._repr_markdown_()
    assert done.as_dict()["possible"] == ("I",)


def test_a_finding_cannot_be_changed():
    with pytest.raises(dataclasses.FrozenInstanceError):
        OPEN.rule = "other"


def test_every_kind_of_finding_must_say_its_headline():
    with pytest.raises(TypeError, match="must say its own headline"):
        str(Finding(why="x.", rule="y"))


@pytest.mark.parametrize(
    ("words", "said"), [([], ""), (["a"], "a"), (["a", "b"], "a and b"), (("a", "b", "c"), "a, b and c")]
)
def test_lists_are_read_aloud(words, said):
    assert join_words(words) == said
