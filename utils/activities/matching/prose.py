"""A pasted text made plain without moving a letter: markup blanked, signs of one kind, sentences, and whether it is English."""

import re

MOST_LETTERS = 30_000  # about 12 printed pages
LONGEST_SENTENCE = 1500
HIDDEN = re.compile(r"<!--.*?(?:-->|\Z)|<(script|style|template|noscript)\b.*?(?:</\1\s*>|\Z)", re.I | re.S)
TAG = re.compile(r"</?[A-Za-z][^<>]{0,2000}>")
ENTITIES = {
    "&nbsp;": " ", "&thinsp;": " ", "&ensp;": " ", "&#160;": " ", "&#xa0;": " ", "&ndash;": "-", "&#8211;": "-",
    "&#x2013;": "-", "&mdash;": ",", "&#8212;": ",", "&minus;": "-", "&middot;": ".", "&#183;": ".", "&percnt;": "%",
    "&#37;": "%", "&lt;": "<", "&gt;": ">", "&le;": "<", "&ge;": ">", "&plus;": "+", "&amp;": "&", "&reg;": " ", "&trade;": " ",
}  # fmt: skip
ENTITY = re.compile("|".join(map(re.escape, ENTITIES)), re.I)
SIGNS = dict.fromkeys(
    map(ord, "\u00a0\u2002\u2003\u2005\u2007\u2008\u2009\u200a\u202f\u3000\t\r\f\v\u200b\u00ad\ufeff®™©*_`"),
    " ",
)
SIGNS |= dict.fromkeys(map(ord, "\u2010\u2011\u2012\u2013\u2212\ufe63\uff0d"), "-") | dict.fromkeys(
    map(ord, "\u2014\u2015"), ","
)
SIGNS |= dict.fromkeys(map(ord, "\u00b7\u2219\u22c5\uff0e"), ".")
SIGNS |= {ord("\uff05"): "%", ord("\u066a"): "%", ord("\ufe6a"): "%", ord("\u2019"): "'", ord("\u00d7"): "x"}
DIGITS = {ord(c): str(k % 10) for k, c in enumerate("０１２３４５６７８９")}
SHORT = re.compile(r"(?:\b(?:vs|v|e\.g|i\.e|al|dr|approx|no|mo|mos|fig|ref|resp|ca|incl|st|p)|\d)\.$", re.I)
BREAK = re.compile(
    r"[.!?](?=[\s\"')\]]{1,9}[A-Z0-9(\[\"'])|[.!?:]?[ ]{0,9}\n(?=[ ]{0,9}(?:\n|[-•‣*|]|\d{1,3}[.)] ))|[.!?][ ]{0,9}\n"
)
ENGLISH = "the of and with in was were for to than that is are had have not after at by from compared versus median patients this"
FOREIGN = (
    "der die das und mit bei nach eine ein wurde wurden nicht von im den dem als für auf ist sind war waren betrug "
    "le la les des une un avec chez était et dans pour par est sont été sur aux au du "
    "el los las con una fue del por en para que se de pacientes mediana al "
    "il lo gli della nel è stata con dei uma com não foi os dos da em het een van met voor niet bij"
)
WORD = re.compile(r"[^\W\d_]+")


def make_plain(text: str) -> str:
    """The same text, letter for letter in its place, without markup and with one sign of each kind."""
    plain = HIDDEN.sub(lambda found: " " * len(found[0]), text)
    plain = TAG.sub(_blank_tag, plain)
    plain = ENTITY.sub(lambda found: ENTITIES[found[0].lower()].ljust(len(found[0])), plain)
    return plain.translate(SIGNS | DIGITS)


def _blank_tag(found: re.Match) -> str:
    """A block ends a sentence, an inline mark does not."""
    block = re.match(r"</?(?:p|div|li|ul|ol|tr|h[1-6]|br|section|article|table)\b", found[0], re.I)
    return ("\n\n" if block and len(found[0]) > 2 else " ").ljust(len(found[0]))


def split_sentences(plain: str) -> list[tuple[int, int]]:
    """Where each sentence begins and ends."""
    spans, start = [], 0
    for found in BREAK.finditer(plain):
        end = found.end()
        if "\n" not in found[0] and SHORT.search(plain[max(0, end - 8) : end]) and not _closes(plain, end):
            continue
        spans.append((start, end))
        start = end
    spans.append((start, len(plain)))
    cut = [
        (at, min(at + LONGEST_SENTENCE, end))
        for begin, end in spans
        for at in range(begin, end, LONGEST_SENTENCE)
    ]
    return [span for span in cut if plain[span[0] : span[1]].strip()]


def _closes(plain: str, end: int) -> bool:
    """A figure followed by a full stop, a space and a capital closes a sentence; an abbreviation does not."""
    return bool(re.search(r"\d\.$", plain[max(0, end - 4) : end]))


def is_english(plain: str) -> bool:
    """False when more small words of other languages stand there than English ones, or mostly other letters."""
    words = [word.lower() for word in WORD.findall(plain[:20_000])]
    letters = "".join(words)
    if letters and sum(letter > "\u024f" for letter in letters) > 0.2 * len(letters):
        return False
    english, foreign = (sum(word in known.split() for word in words) for known in (ENGLISH, FOREIGN))
    return foreign < 2 or foreign <= english
