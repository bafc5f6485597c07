"""The SCORM unit inside a small learning platform: it begins, reports score and completion, keeps people apart, and ends."""

import io
import re
import zipfile
from xml.etree import ElementTree as ET

import pytest

from utils.learning.questions import bank
from utils.learning.questions.marking import key_of
from utils.learning.questions.shuffling import shown_order
from utils.setup.bundler import add_bundler
from utils.teaching.export.cards import make_cards
from utils.teaching.export.scorm import ADL, PACKAGE, write_scorm

HOST = "http://platform.test"
PEOPLE = ("ann", "ben", "cat")
KINDS = {"html": "text/html", "css": "text/css", "js": "text/javascript"}
PLATFORM = """<!doctype html><title>platform</title><link rel="icon" href="data:,"><script>
window.told = []; window.kept = { "cmi.core.student_id": "PERSON", "cmi.core.lesson_status": "not attempted" };
window.API = {
  LMSInitialize: (...a) => (told.push(["begin", ...a]), "true"), LMSFinish: (...a) => (told.push(["end", ...a]), "true"),
  LMSGetValue: (name) => kept[name] ?? "", LMSSetValue: (name, value) => ((kept[name] = value), "true"),
  LMSCommit: () => "true", LMSGetLastError: () => "0", LMSGetErrorString: () => "", LMSGetDiagnostic: () => "",
};</script><iframe id="unit" src="unit/index.html" width="1000" height="700"></iframe>"""


@pytest.fixture(scope="module")
def package():
    add_bundler()
    whole = write_scorm("Plasma cells", "myeloma_01", make_cards(bank.load_sheet("01")))
    with zipfile.ZipFile(io.BytesIO(whole)) as files:
        return {name: files.read(name) for name in files.namelist()}


@pytest.fixture
def platform(browser, package):
    """Opens the unit for a person, in a frame of the platform, as platforms do."""
    context = browser.new_context()
    strange = []

    def answer(route):
        path = route.request.url.removeprefix(f"{HOST}/people/").split("#")[0]
        name = path.removeprefix("unit/")
        if name in package:
            kind = KINDS.get(name.rpartition(".")[2], "text/plain")
            route.fulfill(body=package[name], content_type=f"{kind}; charset=utf-8")
        elif path in PEOPLE:
            route.fulfill(body=PLATFORM.replace("PERSON", path), content_type="text/html")
        else:
            strange.append(route.request.url)
            route.abort()

    context.route("**/*", answer)

    def open_for(person):
        page = context.new_page()
        page.goto(f"{HOST}/people/{person}")
        return page, page.frame_locator("#unit")

    yield open_for
    context.close()
    assert strange == []


def answer_card(unit, question, right):
    card = unit.locator(f".mq-question[id='{question.id}']").last
    key = key_of(question)
    card.locator("input").nth(0).wait_for(state="attached")
    boxes = card.locator("input[type=radio], input[type=checkbox]")
    places = shown_order(question)
    wanted = [key] if question.type == "single" else list(key)
    if not right:
        wanted = [next(place for place in range(len(question.options)) if place not in wanted)]
    for place in wanted:
        boxes.nth(places.index(place)).check()
    card.get_by_role("button", name="Check: sure", exact=True).click()


def test_a_unit_reports_what_was_answered_and_keeps_people_apart(platform):
    core = [q for q in bank.load_sheet("01").questions if q.core]
    question = next(q for q in core if q.type in ("single", "multiple"))
    page, unit = platform("ann")
    unit.locator(f".mq-question[id='{question.id}']").last.wait_for()
    assert page.evaluate("told") == [["begin", ""]]
    assert page.evaluate("kept['cmi.core.lesson_status']") == "incomplete"
    answer_card(unit, question, right=True)
    page.wait_for_function("kept['cmi.core.score.raw'] !== undefined")
    assert page.evaluate("kept['cmi.core.score.raw']") == str(round(100 / len(core)))
    assert page.evaluate("kept['cmi.core.lesson_status']") == "incomplete"
    page.evaluate("document.getElementById('unit').src = 'about:blank'")
    page.wait_for_function("told.some(([what]) => what === 'end')")
    assert page.evaluate("/^\\d{4}:\\d\\d:\\d\\d$/.test(kept['cmi.core.session_time'])")
    other, unit = platform("ben")
    unit.locator(f".mq-question[id='{question.id}']").last.wait_for()
    kept = other.frames[1].evaluate("Object.keys(localStorage)")
    assert "mc-passport-ann" in kept
    assert "mc-passport-ben" not in kept


def test_all_core_questions_answered_is_completed(platform):
    core = [q.id for q in bank.load_sheet("01").questions if q.core]
    page, unit = platform("cat")
    unit.locator(f".mq-question[id='{core[0]}']").last.wait_for()
    events = [{"kind": "answer", "question": name, "right": place > 0} for place, name in enumerate(core)]
    page.frames[1].evaluate(
        "events => document.dispatchEvent(new CustomEvent('mc-passport', { detail: events }))", events
    )
    assert page.evaluate("kept['cmi.core.lesson_status']") == "completed"
    assert page.evaluate("kept['cmi.core.score.raw']") == str(round(100 * (len(core) - 1) / len(core)))


def test_outside_a_platform_it_says_so_and_works(browser, package, tmp_path):
    for name, text in package.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(text)
    page = browser.new_page()
    wrong = []
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.goto((tmp_path / "index.html").as_uri())
    page.get_by_text("No learning platform was found").wait_for()
    page.locator(".mq-question").first.wait_for()
    assert wrong == []
    page.close()


def test_the_manifest_names_one_unit_and_every_file(package):
    root = ET.fromstring(package["imsmanifest.xml"].decode())
    assert root.find(f"{{{PACKAGE}}}metadata/{{{PACKAGE}}}schemaversion").text == "1.2"
    (unit,) = root.iter(f"{{{PACKAGE}}}resource")
    assert unit.get(f"{{{ADL}}}scormtype") == "sco"
    assert unit.get("href") == "index.html"
    assert {file.get("href") for file in unit} == set(package) - {"imsmanifest.xml"}
    listed = root.find(f"{{{PACKAGE}}}organizations")
    (organization,) = listed
    assert listed.get("default") == organization.get("identifier")
    (item,) = organization.iter(f"{{{PACKAGE}}}item")
    assert item.get("identifierref") == unit.get("identifier")


def test_the_page_has_no_inner_frame_and_leads_nowhere_that_is_not_there(package):
    page = package["index.html"].decode()
    assert not re.search(r"<(?:iframe|frame|object|embed)\b", page)
    assert not re.search(r'(?:src|href)="https?://[^"]*\.(?:js|css)', page)
    inside = {
        href.split("#")[0] for href in re.findall(r'(?:src|href)="(?!https?:|data:|#|mailto:)([^"]+)"', page)
    }
    assert inside <= set(package)
    away = re.findall(r'<a (?![^>]*target="_blank")[^>]*href="(?!https?:|#|data:)([^"]+)"', page)
    assert away == []
