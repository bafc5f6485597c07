"""The words of the pages' furniture, in the language that is asked for; what is not translated stays English."""

import json

from utils.setup.trouble import Trouble
from utils.site.catalogue import Words, languages, words_of

CHOSEN = {"language": "en"}


def choose_language(language: str) -> None:
    """Use this language from now on. Trouble, naming those there are, for one without a catalogue."""
    if language not in languages():
        raise Trouble(f"There is no catalogue for {language!r}. There are: {', '.join(languages())}.")
    CHOSEN["language"] = language


def translations() -> Words:
    """The catalogue of the chosen language."""
    return words_of(CHOSEN["language"])


def words_for_scripts() -> str:
    """What the scripts say, as JSON: English to the chosen language; empty for English."""
    plain = {key: value for key, value in translations().words.items() if isinstance(value, str)}
    return json.dumps(plain, ensure_ascii=False).replace("</", "<\\/")
