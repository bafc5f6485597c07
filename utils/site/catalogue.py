"""The catalogue of the pages' own words: gathered from templates, scripts and code, kept as one file a language.

`locale/site.pot` holds them in English; `locale/de.po` is what a translator writes. Read with Babel, which JupyterLab brings.
"""

import json
import re
from collections.abc import Mapping
from functools import cache
from gettext import NullTranslations
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.pofile import read_po, write_po
from jinja2.ext import babel_extract

HERE = Path(__file__).parent
LOCALE = HERE / "locale"
_SAID = re.compile(r'\bsay\("((?:[^"\\]|\\.)*)"')
_COMMENT = re.compile(r"^\s*//.*$", re.MULTILINE)
# Words that a script says through a name and not as they stand.
_NAMED = re.compile(r"^(?:const (?:BLOCKED|FULL|KEPT) = |const (?:SURENESS|SIGNS) = )(.*);$", re.MULTILINE)
_QUOTED = re.compile(r'"((?:[^"\\]|\\.)*[a-z](?:[^"\\]|\\.)*)"')


class Words(NullTranslations):
    """The words of one language; what it lacks stays English."""

    def __init__(self, words: Mapping[str, str | tuple]):
        super().__init__()
        self.words = words

    def gettext(self, message: str) -> str:
        """The message in this language."""
        found = self.words.get(message)
        return found if isinstance(found, str) and found else message

    def ngettext(self, one: str, many: str, count: int) -> str:
        """The message for a count; languages with more than two forms are still to come."""
        found = self.words.get(one)
        forms = found if isinstance(found, tuple) and all(found) else (one, many)
        return forms[0] if count == 1 else forms[1]


@cache
def words_of(language: str) -> Words:
    """The catalogue of a language; English needs none. Raises FileNotFoundError for one that is not kept."""
    if language == "en":
        return Words({})
    with (LOCALE / f"{language}.po").open("rb") as file:
        kept = read_po(file)
    return Words({_key(message.id): message.string for message in kept if message.id})


def languages() -> list[str]:
    """English, and every language that has a catalogue."""
    return ["en", *sorted(path.stem for path in LOCALE.glob("*.po"))]


def gather() -> dict[str, str]:
    """Every message of the furniture, and the plural form of those that count."""
    found: dict[str, str] = {}
    for path in sorted((HERE / "templates").rglob("*.j2")):
        with path.open("rb") as file:
            for _, _, message, _ in babel_extract(file, ("_", "ngettext"), [], {"newstyle_gettext": "true"}):
                parts = message if isinstance(message, tuple) else (message,)
                found[parts[0]] = parts[1] or "" if len(parts) > 1 else ""
    for path in sorted(HERE.glob("*.py")):
        with path.open("rb") as file:
            found |= {
                str(message): ""
                for _, message, _, _ in extract("python", file, {"say": None, "gettext": None})
            }
    for path in sorted((HERE / "js").glob("*.js")):
        code = _COMMENT.sub("", path.read_text(encoding="utf-8"))
        texts = [
            *_SAID.findall(code),
            *(text for line in _NAMED.findall(code) for text in _QUOTED.findall(line)),
        ]
        found |= {json.loads(f'"{text}"'): "" for text in texts}
    return found


def write_template(path: Path = LOCALE / "site.pot") -> None:
    """Write what a translator begins from."""
    catalog = Catalog(fuzzy=False)
    for message, plural in sorted(gather().items()):
        catalog.add((message, plural) if plural else message)
    with path.open("wb") as file:
        write_po(file, catalog, omit_header=True, width=0)


def _key(message: str | tuple) -> str:
    return message[0] if isinstance(message, tuple) else message
