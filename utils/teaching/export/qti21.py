"""IMS QTI 2.1: one item a file, a test that holds them in order, and the manifest of the package."""

from __future__ import annotations

from html.parser import HTMLParser
from xml.etree import ElementTree as ET

from utils.teaching.export.cards import Card
from utils.teaching.export.parts import add, as_document, as_package, identify, say_number, start_manifest

QTI = "http://www.imsglobal.org/xsd/imsqti_v2p1"
PACKAGE = "http://www.imsglobal.org/xsd/imscp_v1p1"
MATCH = "http://www.imsglobal.org/question/qti_v2p1/rptemplates/match_correct"


def write_qti21(title: str, name: str, cards: list[Card]) -> bytes:
    """A zip with a file for each item, the test and the manifest."""
    items = {f"items/{identify(card.id)}.xml": write_item(card) for card in cards}
    files = {"imsmanifest.xml": _manifest(title, name, cards), f"{name}.xml": _test(title, name, cards)}
    return as_package(files | items)


def write_item(card: Card) -> str:
    """One question as an assessmentItem."""
    root = ET.Element(
        "assessmentItem",
        {
            "xmlns": QTI,
            "identifier": identify(card.id),
            "title": card.id,
            "adaptive": "false",
            "timeDependent": "false",
        },
    )
    cardinality, base, keys = _KEYS[card.kind](card)
    declared = add(
        root, "responseDeclaration", identifier="RESPONSE", cardinality=cardinality, **({"baseType": base})
    )
    if keys:
        correct = add(declared, "correctResponse")
        for key in keys:
            add(correct, "value", key)
    add(root, "outcomeDeclaration", identifier="SCORE", cardinality="single", baseType="float")
    add(root, "outcomeDeclaration", identifier="FEEDBACK", cardinality="multiple", baseType="identifier")
    body = add(root, "itemBody")
    _BODIES[card.kind](card, body)
    _process(root, card)
    _feedback(root, card)
    return as_document(root)


def _choice_body(card: Card, body: ET.Element) -> None:
    most = "1" if card.kind == "single" else "0"
    made = add(body, "choiceInteraction", responseIdentifier="RESPONSE", shuffle="true", maxChoices=most)
    put_html(add(made, "prompt"), _inline(card.stem))
    for place, choice in enumerate(card.choices):
        put_html(add(made, "simpleChoice", identifier=f"C{place}"), choice.html)


def _order_body(card: Card, body: ET.Element) -> None:
    made = add(body, "orderInteraction", responseIdentifier="RESPONSE", shuffle="true")
    put_html(add(made, "prompt"), _inline(card.stem))
    for place, choice in enumerate(card.choices):
        put_html(add(made, "simpleChoice", identifier=f"C{place}"), choice.html)


def _match_body(card: Card, body: ET.Element) -> None:
    made = add(
        body,
        "matchInteraction",
        responseIdentifier="RESPONSE",
        shuffle="true",
        maxAssociations=str(len(card.lefts)),
    )
    put_html(add(made, "prompt"), _inline(card.stem))
    lefts = add(made, "simpleMatchSet")
    for place, left in enumerate(card.lefts):
        add(lefts, "simpleAssociableChoice", left, identifier=f"L{place}", matchMax="1")
    rights = add(made, "simpleMatchSet")
    for place, choice in enumerate(card.choices):
        put_html(add(rights, "simpleAssociableChoice", identifier=f"C{place}", matchMax="1"), choice.html)


def _number_body(card: Card, body: ET.Element) -> None:
    put_html(add(body, "p"), _inline(card.stem))
    add(add(body, "p"), "textEntryInteraction", responseIdentifier="RESPONSE", expectedLength="10")


def _text_body(card: Card, body: ET.Element) -> None:
    made = add(body, "extendedTextInteraction", responseIdentifier="RESPONSE", expectedLines="8")
    put_html(add(made, "prompt"), _inline(card.stem))


def _process(root: ET.Element, card: Card) -> None:
    """Marks what can be marked; a number within its tolerance; a free answer is left to a person."""
    if card.kind == "text":
        return
    process = add(root, "responseProcessing")
    first = add(add(process, "responseCondition"), "responseIf")
    _right(first, card)
    score = add(first, "setOutcomeValue", identifier="SCORE")
    add(score, "baseValue", "1", baseType="float")
    if card.kind in ("single", "multiple"):
        for place in range(len(card.choices)):
            _when_chosen(process, card, place)
    for place, number in enumerate(card.numbers):
        if not number.right:
            condition = add(add(process, "responseCondition"), "responseIf")
            _near(condition, number.value, number.tolerance)
            _add_feedback(condition, f"S{place}")
    always = add(process, "setOutcomeValue", identifier="FEEDBACK")
    _collect(always, "AFTER")


def _right(condition: ET.Element, card: Card) -> None:
    if card.kind == "numeric":
        _near(condition, card.numbers[0].value, card.numbers[0].tolerance)
        return
    match = add(condition, "match")
    add(match, "variable", identifier="RESPONSE")
    add(match, "correct", identifier="RESPONSE")


def _near(condition: ET.Element, value: float, tolerance: float) -> None:
    both = add(condition, "and")
    for name, limit in (("gte", value - tolerance), ("lte", value + tolerance)):
        test = add(both, name)
        add(test, "variable", identifier="RESPONSE")
        add(test, "baseValue", say_number(limit), baseType="float")


def _when_chosen(process: ET.Element, card: Card, place: int) -> None:
    condition = add(add(process, "responseCondition"), "responseIf")
    if card.kind == "single":
        test = add(condition, "match")
        add(test, "variable", identifier="RESPONSE")
        add(test, "baseValue", f"C{place}", baseType="identifier")
    else:
        test = add(condition, "member")
        add(test, "baseValue", f"C{place}", baseType="identifier")
        add(test, "variable", identifier="RESPONSE")
    _add_feedback(condition, f"C{place}")


def _add_feedback(condition: ET.Element, name: str) -> None:
    _collect(add(condition, "setOutcomeValue", identifier="FEEDBACK"), name)


def _collect(outcome: ET.Element, name: str) -> None:
    several = add(outcome, "multiple")
    add(several, "variable", identifier="FEEDBACK")
    add(several, "baseValue", name, baseType="identifier")


def _feedback(root: ET.Element, card: Card) -> None:
    told = {f"S{place}": number.why for place, number in enumerate(card.numbers) if not number.right}
    if card.kind in ("single", "multiple"):
        told |= {f"C{place}": f"{choice.html}: {choice.why}" for place, choice in enumerate(card.choices)}
    reasons = "".join(f"<li>{choice.html}: {choice.why}</li>" for choice in card.choices)
    told["AFTER"] = (
        card.after if card.kind in ("single", "multiple", "numeric") else f"<ul>{reasons}</ul>{card.after}"
    )
    for name, words in told.items():
        made = add(root, "modalFeedback", outcomeIdentifier="FEEDBACK", identifier=name, showHide="show")
        put_html(made, words)


def _test(title: str, name: str, cards: list[Card]) -> str:
    root = ET.Element("assessmentTest", {"xmlns": QTI, "identifier": name, "title": title})
    part = add(root, "testPart", identifier="part1", navigationMode="nonlinear", submissionMode="individual")
    section = add(part, "assessmentSection", identifier="section1", title=title, visible="true")
    for card in cards:
        add(section, "assessmentItemRef", identifier=identify(card.id), href=f"items/{identify(card.id)}.xml")
    return as_document(root)


def _manifest(title: str, name: str, cards: list[Card]) -> str:
    root, resources = start_manifest(PACKAGE, name, "IMS Content", "1.1")
    test = add(resources, "resource", identifier=name, type="imsqti_test_xmlv2p1", href=f"{name}.xml")
    add(test, "file", href=f"{name}.xml")
    for card in cards:
        add(test, "dependency", identifierref=identify(card.id))
    for card in cards:
        href = f"items/{identify(card.id)}.xml"
        add(
            add(resources, "resource", identifier=identify(card.id), type="imsqti_item_xmlv2p1", href=href),
            "file",
            href=href,
        )
    return as_document(root)


class _Tree(HTMLParser):
    """Puts well-formed HTML of the course into an element, as elements."""

    def __init__(self, root: ET.Element):
        super().__init__(convert_charrefs=True)
        self.open = [root]

    def handle_starttag(self, tag, attrs):
        kept = {name: value or "" for name, value in attrs if name in ("href", "class")}
        self.open.append(ET.SubElement(self.open[-1], tag, kept))

    def handle_endtag(self, tag):
        if len(self.open) > 1 and self.open[-1].tag == tag:
            self.open.pop()

    def handle_data(self, data):
        top = self.open[-1]
        if len(top):
            top[-1].tail = (top[-1].tail or "") + data
        else:
            top.text = (top.text or "") + data


def put_html(element: ET.Element, words: str) -> None:
    """Put a piece of the course's HTML into an element."""
    parser = _Tree(element)
    parser.feed(words)
    parser.close()


def _inline(words: str) -> str:
    """A stem without its paragraph: a prompt may hold only what stands in a line."""
    return words.removeprefix("<p>").removesuffix("</p>")


_KEYS = {
    "single": lambda card: ("single", "identifier", [f"C{i}" for i, c in enumerate(card.choices) if c.right]),
    "multiple": lambda card: (
        "multiple",
        "identifier",
        [f"C{i}" for i, c in enumerate(card.choices) if c.right],
    ),
    "numeric": lambda card: ("single", "float", [say_number(card.numbers[0].value)]),
    "order": lambda card: ("ordered", "identifier", [f"C{i}" for i in range(len(card.choices))]),
    "match": lambda card: ("multiple", "directedPair", [f"L{i} C{i}" for i in range(len(card.lefts))]),
    "text": lambda card: ("single", "string", []),
}
_BODIES = {
    "single": _choice_body,
    "multiple": _choice_body,
    "numeric": _number_body,
    "order": _order_body,
    "match": _match_body,
    "text": _text_body,
}
