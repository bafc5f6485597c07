from utils.learning.pages.page import SCRIPTS, LearningPage, close_page, helper_class, live_words


def test_the_bundle_is_the_live_view_beside_the_printed_page():
    shown = LearningPage("a-page", {"text/plain": "words", "text/html": "<p>words</p>"}, [live_words("x")])
    bundle = shown._repr_mimebundle_()
    assert bundle["text/plain"] == repr(shown) == "words"
    assert "application/vnd.jupyter.widget-view+json" in bundle


def test_a_closed_page_closes_everything_in_it():
    words = live_words("x")
    LearningPage("another", {"text/plain": "", "text/html": ""}, [words])
    close_page("another")
    assert words.comm is None
    close_page("never shown")


def test_the_helpers_ask_nothing_of_any_network():
    for name in ("page", "keep"):
        assert helper_class(name) is helper_class(name)
        assert "http" not in (SCRIPTS / f"{name}.js").read_text(encoding="utf-8")
