"""IMS QTI 1.2 in a content package, as Canvas (Classic Quizzes) and many others import it.

Each item says its kind in the metadata field `question_type`, the words that Canvas uses in its own exports.
"""

from __future__ import annotations

from xml.etree import ElementTree as ET

from utils.teaching.export.cards import Card
from utils.teaching.export.moodle import sides
from utils.teaching.export.parts import (
    add,
    as_document,
    as_package,
    for_kinds,
    identify,
    say_number,
    start_manifest,
)

QTI = "http://www.imsglobal.org/xsd/ims_qtiasiv1p2"
PACKAGE = "http://www.imsglobal.org/xsd/imsccv1p1/imscp_v1p1"
KINDS = {
    "single": "multiple_choice_question",
    "multiple": "multiple_answers_question",
    "numeric": "numerical_question",
    "order": "matching_question",
    "match": "matching_question",
    "text": "essay_question",
}


def write_qti12(title: str, name: str, cards: list[Card]) -> bytes:
    """A zip with the assessment and its manifest; `name` is the identifier of the assessment, letters and figures."""
    return as_package(
        {
            "imsmanifest.xml": _manifest(title, name),
            f"{name}/{name}.xml": write_assessment(title, name, cards),
        }
    )


def write_assessment(title: str, name: str, cards: list[Card]) -> str:
    """The assessment as one document."""
    root = ET.Element("questestinterop", {"xmlns": QTI})
    test = add(root, "assessment", ident=name, title=title)
    section = add(test, "section", ident="root_section")
    for card in cards:
        _item(section, card)
    return as_document(root)


def _manifest(title: str, name: str) -> str:
    root, resources = start_manifest(PACKAGE, name, "IMS Content", "1.1.3")
    resource = add(resources, "resource", identifier=name, type="imsqti_xmlv1p2", href=f"{name}/{name}.xml")
    add(resource, "file", href=f"{name}/{name}.xml")
    return as_document(root)


def _item(section: ET.Element, card: Card) -> None:
    item = add(section, "item", ident=identify(card.id), title=card.id)
    fields = add(add(item, "itemmetadata"), "qtimetadata")
    for label, entry in (("question_type", KINDS[card.kind]), ("points_possible", "1")):
        field = add(fields, "qtimetadatafield")
        add(field, "fieldlabel", label)
        add(field, "fieldentry", entry)
    shown = add(item, "presentation")
    _html(add(shown, "material"), card.stem)
    process = add(item, "resprocessing")
    score = add(process, "outcomes")
    add(score, "decvar", maxvalue="100", minvalue="0", varname="SCORE", vartype="Decimal")
    told = _WRITERS[card.kind](card, shown, process)
    for place, words in {"general_fb": card.after, **told}.items():
        feedback = add(item, "itemfeedback", ident=place)
        _html(add(add(feedback, "flow_mat"), "material"), words)


def _choice(card: Card, shown: ET.Element, process: ET.Element) -> dict[str, str]:
    one = card.kind == "single"
    response = add(shown, "response_lid", ident="response1", rcardinality="Single" if one else "Multiple")
    listed = add(response, "render_choice")
    for place, choice in enumerate(card.choices):
        label = add(listed, "response_label", ident=f"answer{place}")
        _html(add(label, "material"), choice.html)
    _general(process)
    for place in range(len(card.choices)):
        condition = add(process, "respcondition", continue_="Yes")
        add(add(condition, "conditionvar"), "varequal", f"answer{place}", respident="response1")
        _display(condition, f"answer{place}_fb")
    right = add(process, "respcondition", continue_="No")
    wanted = add(right, "conditionvar")
    holder = wanted if one else add(wanted, "and")
    for place, choice in enumerate(card.choices):
        if choice.right or not one:
            parent = holder if choice.right else add(holder, "not")
            add(parent, "varequal", f"answer{place}", respident="response1")
    _score(right)
    return {f"answer{place}_fb": choice.why for place, choice in enumerate(card.choices)}


def _numeric(card: Card, shown: ET.Element, process: ET.Element) -> dict[str, str]:
    response = add(shown, "response_str", ident="response1", rcardinality="Single")
    add(add(response, "render_fib", fibtype="Decimal"), "response_label", ident="answer1")
    _general(process)
    for place, number in enumerate(card.numbers):
        condition = add(process, "respcondition", continue_="No")
        wanted = add(condition, "conditionvar")
        either = add(wanted, "or")
        add(either, "varequal", say_number(number.value), respident="response1")
        both = add(either, "and")
        add(both, "vargte", say_number(number.value - number.tolerance), respident="response1")
        add(both, "varlte", say_number(number.value + number.tolerance), respident="response1")
        if number.right:
            _score(condition)
        else:
            _display(condition, f"slip{place}_fb")
    told = {f"slip{place}_fb": number.why for place, number in enumerate(card.numbers) if not number.right}
    if not card.otherwise:
        return told
    other = add(process, "respcondition", continue_="Yes")
    add(add(other, "conditionvar"), "other")
    _display(other, "general_incorrect_fb")
    return told | {"general_incorrect_fb": card.otherwise}


def _pairs(card: Card, shown: ET.Element, process: ET.Element) -> dict[str, str]:
    """A matching: each left side has its own response, and its share of the mark."""
    both = sides(card)
    lefts = [(place, left) for place, (left, _) in enumerate(both) if left]
    for place, left in lefts:
        response = add(shown, "response_lid", ident=f"response{place}")
        _html(add(response, "material"), left)
        listed = add(response, "render_choice")
        for other, (_, right) in enumerate(both):
            add(add(add(listed, "response_label", ident=f"answer{other}"), "material"), "mattext", right)
    _general(process)
    for place, _ in lefts:
        condition = add(process, "respcondition")
        add(add(condition, "conditionvar"), "varequal", f"answer{place}", respident=f"response{place}")
        add(condition, "setvar", f"{100 / len(lefts):.2f}", varname="SCORE", action="Add")
    reasons = "".join(f"<li>{choice.html}: {choice.why}</li>" for choice in card.choices)
    return {"general_fb": f"<ul>{reasons}</ul>{card.after}"}


def _essay(card: Card, shown: ET.Element, process: ET.Element) -> dict[str, str]:
    response = add(shown, "response_str", ident="response1", rcardinality="Single")
    add(add(response, "render_fib"), "response_label", ident="answer1", rshuffle="No")
    condition = add(process, "respcondition", continue_="No")
    add(add(condition, "conditionvar"), "other")
    _display(condition, "general_fb")
    points = "".join(f"<li>{choice.html}: {choice.why}</li>" for choice in card.choices)
    return {"general_fb": f"<p>{card.key}</p><ul>{points}</ul>{card.after}"}


def _general(process: ET.Element) -> None:
    condition = add(process, "respcondition", continue_="Yes")
    add(add(condition, "conditionvar"), "other")
    _display(condition, "general_fb")


def _display(condition: ET.Element, place: str) -> None:
    add(condition, "displayfeedback", feedbacktype="Response", linkrefid=place)


def _score(condition: ET.Element) -> None:
    score = add(condition, "setvar", "100", varname="SCORE", action="Set")
    feedback = condition.find("displayfeedback")
    if feedback is not None:  # the specification wants what is set before what is shown
        condition.remove(score)
        condition.insert(1, score)


def _html(material: ET.Element, words: str) -> None:
    add(material, "mattext", words, texttype="text/html")


_WRITERS = for_kinds(_choice, _numeric, _pairs, _essay)
