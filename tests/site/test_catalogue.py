"""The furniture's words: every one in the catalogue, every one translated with its slots, English when nothing else is kept."""

import re

import pytest
from babel.messages.pofile import read_po

from utils.authoring.notebook import find_notebooks, read_notebook
from utils.setup.trouble import Trouble
from utils.site import catalogue, words
from utils.site.pages import cell_html, read_page

SLOT = re.compile(r"\{\w+\}|%\(\w+\)s")
OTHERS = [language for language in catalogue.languages() if language != "en"]


def test_the_catalogue_holds_what_templates_and_scripts_say(tmp_path):
    catalogue.write_template(tmp_path / "site.pot")
    kept = (catalogue.LOCALE / "site.pot").read_text(encoding="utf-8")
    assert (tmp_path / "site.pot").read_text(encoding="utf-8") == kept, (
        "run utils.site.catalogue.write_template()"
    )


@pytest.mark.parametrize("language", OTHERS)
def test_every_word_is_translated_with_its_slots(language):
    kept = catalogue.words_of(language).words
    assert set(kept) == set(catalogue.gather())
    for english, other in kept.items():
        for text in other if isinstance(other, tuple) else [other]:
            assert text
            assert set(SLOT.findall(text)) == set(SLOT.findall(english)), english


@pytest.mark.parametrize("language", OTHERS)
def test_what_no_speaker_has_checked_says_so(language):
    assert (catalogue.LOCALE / f"{language}.po").read_text(encoding="utf-8").startswith("# Unreviewed")
    with (catalogue.LOCALE / f"{language}.po").open("rb") as file:
        assert len(read_po(file)) > 100


@pytest.fixture
def german():
    words.choose_language("de")
    yield
    words.choose_language("en")


def test_pages_speak_the_chosen_language(german):
    assert words.translations().gettext("Search") == "Suche"
    assert words.translations().ngettext("%(num)s number", "%(num)s numbers", 2) == "%(num)s Zahlen"
    assert '"Search": "Suche"' in words.words_for_scripts()
    assert "Link zu diesem Abschnitt" in cell_html("## Title")


def test_english_needs_no_catalogue():
    assert words.translations().gettext("Search") == "Search"
    assert words.words_for_scripts() == "{}"
    assert read_page("00_start_here", read_notebook(find_notebooks(["00"])[0])).sections


def test_a_language_that_is_not_kept_is_refused_with_those_there_are():
    with pytest.raises(Trouble, match="There are: en, de"):
        words.choose_language("xx")
