"""The reading edition from a disk, with the network cut: pages whole on every width, alive without a kernel, nothing lost.

The site is built once; checks share its pages.
"""

import json
import random
import re

import pytest

from tests.browser.axe import axe_script
from utils import activities
from utils.authoring.notebook import DRAWING, find_notebooks, read_notebook
from utils.learning.passport.passports import Passport
from utils.learning.passport.progress import Progress
from utils.learning.questions import bank, feedback
from utils.learning.questions.marking import key_of, mark_answer
from utils.setup.bundler import add_bundler
from utils.site import assets, build
from utils.site.questions import question_data

PAGES = [path.stem for path in find_notebooks()]
EXTRAS = ["index", "glossary", "sources", "review", "about"]
FIRST_KB, FURTHER_KB = 450, 100


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    add_bundler()
    out = tmp_path_factory.mktemp("site")
    build.write_site(out, build.build(find_notebooks()), find_notebooks())
    return out


@pytest.fixture(scope="module")
def context(browser):
    made = browser.new_context(
        viewport={"width": 1280, "height": 900}, accept_downloads=True, bypass_csp=True
    )
    yield made
    made.close()


@pytest.fixture
def open_page(context, site):
    """Opens a page from the disk, notes what it asks for and complains of; `heard` holds both."""
    opened = []

    def open_one(name, hash="", within=context):
        page = within.new_page()
        page.heard = {"asked": [], "said": []}
        page.on("request", lambda r: page.heard["asked"].append(r.url))
        page.on("console", lambda m: page.heard["said"].append(m.text) if m.type == "error" else None)
        page.on("pageerror", lambda e: page.heard["said"].append(str(e)))
        page.goto((site / f"{name}.html").as_uri() + hash)
        opened.append(page)
        return page

    yield open_one
    for page in opened:
        page.evaluate("try { localStorage.clear() } catch {}")
        page.close()


def come_near(page):
    """Bring every activity of a page into sight, and wait until it is drawn."""
    for figure in page.locator("[data-live]").all():
        figure.evaluate("node => node.parentElement.scrollIntoView()")
        page.wait_for_selector(f"[data-place='{figure.get_attribute('data-live')}'] [data-drawn='true']")


def violations(page):
    found = page.evaluate(
        "() => axe.run(document, {resultTypes: ['violations'], preload: false}).then(r => r.violations)"
    )
    return [
        f"{rule['id']}: {node['html'][:140]}"
        for rule in found
        if rule["impact"] in ("serious", "critical")
        for node in rule["nodes"]
    ]


@pytest.mark.parametrize("name", [*PAGES, *EXTRAS])
def test_a_page_is_whole_from_a_disk_wide_and_narrow_light_and_dark(open_page, name):
    page = open_page(name)
    come_near(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= 1280
    page.evaluate(axe_script().read_text(encoding="utf-8"))
    assert violations(page) == []
    page.set_viewport_size({"width": 390, "height": 844})
    page.click(".theme")
    come_near(page)
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    assert violations(page) == []
    assert [url for url in page.heard["asked"] if not url.startswith(("file:", "data:", "blob:"))] == []
    assert page.heard["said"] == []


@pytest.mark.parametrize("name", PAGES)
def test_every_saved_picture_stands_on_its_page(site, name):
    html = (site / f"{name}.html").read_text(encoding="utf-8")
    cells = read_notebook(find_notebooks([name])[0]).cells
    saved = sum(DRAWING in output.get("data", {}) for cell in cells for output in cell.get("outputs", []))
    assert html.count('<figure class="still') == saved


def test_a_page_weighs_little(site):
    import gzip

    def packed(*files):
        return sum(len(gzip.compress((site / file).read_bytes(), 9)) for file in files) / 1000

    shared = packed("assets/site.css", "assets/site.js", "assets/livechart.js")
    for name in PAGES:
        assert packed(f"{name}.html") <= FURTHER_KB, name
        assert packed(f"{name}.html") + shared <= FIRST_KB, name


def test_without_javascript_pictures_words_and_questions_stand(browser, site):
    plain = browser.new_context(java_script_enabled=False, viewport={"width": 390, "height": 844})
    page = plain.new_page()
    page.goto((site / "10_salvage_therapy.html").as_uri())  # the last page need not have a picture
    assert page.locator("figure.still:visible").count() == page.locator("figure.still").count() > 0
    assert page.locator(".drawing.narrow svg:visible").count() > 0
    assert "Choose one." in page.inner_text(".printed >> nth=0")
    assert page.locator("button:visible").count() == 0
    plain.close()


# --- activities ------------------------------------------------------------------------------------------------


def settings_of(activity, how_many):
    dice = random.Random(7)
    grid = activity.preset_grid()
    if grid:
        chosen = dice.sample(range(len(grid["settings"])), min(how_many, len(grid["settings"])))
        return [dict(zip(grid["controls"], grid["settings"][i], strict=True)) for i in chosen]
    return [{c["name"]: dice.choice(c.get("values") or [o[1] for o in c["options"]]) for c in activity.chart.shell["controls"]}
            for _ in range(how_many)]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "page", "cell"),
    [("mgus_explorer", "01", "show-explorer"), ("resistance_timeline", "08", "show-timeline"), ("evidence_explorer", "06", "show-explorer")],
)  # fmt: skip
def test_a_page_says_what_python_says(open_page, name, page, cell):
    activity = getattr(activities, name)()
    stem = next(stem for stem in PAGES if stem.startswith(page))
    opened = open_page(stem)
    come_near(opened)
    for values in settings_of(activity, 4):
        opened.evaluate(
            "hash => { location.hash = hash }",
            f"{cell}?" + "&".join(f"{k}={json.dumps(v)}" for k, v in values.items()),
        )
        activity.update(**values)
        opened.wait_for_function(
            "([cell, said]) => document.querySelector(`[data-place='${cell}'] .mc-sentence`).textContent === said",
            arg=[cell, activity.sentence],
        )
    activity.close()


def test_the_data_of_a_chart_that_computes_by_itself_are_those_shown(open_page):
    stem = next(stem for stem in PAGES if stem.startswith("08"))
    page = open_page(stem, "#show-timeline?lines=2&resistant_pct=0.01")
    place = page.locator("[data-place='show-timeline']")
    place.locator("[data-drawn='true']").wait_for()
    place.get_by_role("button", name="Show the data").click()
    sentence = place.locator(".mc-sentence").inner_text()
    months = [round(float(row.split("\t")[-1])) for row in place.locator("tbody tr").all_inner_texts()]
    assert len(months) == 2
    assert f"last {months[0]} and {months[1]} months" in sentence


def test_a_control_moves_by_keyboard_and_what_cannot_answer_is_grey(open_page):
    stem = next(stem for stem in PAGES if stem.startswith("07"))
    page = open_page(stem)
    come_near(page)
    place = page.locator(".live-place").first
    assert "need Python" in place.locator(".mc-resting").inner_text()
    assert place.locator(".mc-fixed input:enabled, .mc-fixed select:enabled").count() == 0
    before = place.locator(".mc-sentence").inner_text()
    place.get_by_label("Start from").focus()
    page.keyboard.press("End")
    page.wait_for_function(
        "before => document.querySelector('.live-place .mc-sentence').textContent !== before", arg=before
    )
    assert "Questions to bring" in place.locator(".mc-page").inner_text()


def test_a_missing_state_leaves_still_and_words(open_page):
    stem = next(stem for stem in PAGES if stem.startswith("01"))
    page = open_page(stem)
    page.evaluate("() => document.querySelectorAll('[id^=state-]').forEach(n => { n.textContent = 'junk' })")
    page.locator("[data-live]").first.scroll_into_view_if_needed()
    assert page.locator("[data-live] .drawing svg:visible").count() == 1
    assert page.heard["said"] == []


# --- questions ---------------------------------------------------------------------------------------------------

EXPOSE = "\nglobalThis.parts = { markAnswer, sayRight, sayNotYet, saySolution, sayEarlier, readLines, openStore, chooseRecall, readProgress };\n})();\n"


@pytest.fixture(scope="module")
def bench(context):
    """A bare page that holds the pages' own script, with its parts in reach."""
    page = context.new_page()
    page.set_content("<main id=main></main>")
    page.evaluate(assets.site_script().removesuffix("})();\n") + EXPOSE)
    yield page
    page.close()


def answers_to(question):
    """Right and wrong answers, each in the form that both engines mark."""
    many, key = len(question.options), key_of(question)
    dice = random.Random(question.id)
    if question.type == "single":
        return list(range(many))
    if question.type == "numeric":
        return [key, key + question.tolerance, key + 3 * question.tolerance + 1, -key, 0, key * 10, key / 100]
    if question.type in ("multiple", "text"):
        return [
            key,
            [0],
            list(range(many)),
            [many - 1],
            *[sorted(dice.sample(range(many), dice.randint(1, many))) for _ in range(3)],
        ]
    partners = len(question.lefts) or many
    tried = [dice.sample(range(many), partners) for _ in range(5)]
    return [key, *tried, *([[0] * partners] if question.lefts else [])]


TABLE = [(question, answer) for question in bank.all_questions().values() for answer in answers_to(question)]


def test_both_engines_mark_alike_and_say_the_same(bench):
    script = """rows => rows.map(([q, answer, sureness, last]) => {
        const mark = parts.markAnswer(q, answer);
        const reply = mark.right ? parts.sayRight(q, mark, sureness) : parts.sayNotYet(q, mark, sureness, last);
        return { right: mark.right, share: mark.share, reply, solution: parts.saySolution(q) };
    })"""
    rows = [
        [question_data(q), answer, ("guess", "fairly", "sure")[i % 3], bool(i % 2)]
        for i, (q, answer) in enumerate(TABLE)
    ]
    assert len(rows) > 300
    for (question, answer), row, found in zip(TABLE, rows, bench.evaluate(script, rows), strict=True):
        mark = mark_answer(question, answer)
        assert (found["right"], found["share"]) == (mark.right, pytest.approx(mark.share)), (
            question.id,
            answer,
        )
        words = (
            feedback.say_right(question, mark, row[2])
            if mark.right
            else feedback.say_not_yet(question, mark, row[2], row[3])
        )
        assert found["reply"] == words, (question.id, answer)
        assert found["solution"] == feedback.say_solution(question), question.id


def test_both_engines_choose_the_same_questions_to_look_back(bench, monkeypatch):
    from utils.learning.passport import spacing

    asked = [q for name in bank.notebook_names() for q in bank.load_sheet(name).questions]
    data = [question_data(q) for q in asked]
    for seed in range(6):
        dice = random.Random(seed)
        events = [
            {"v": 1, "id": f"event-{seed}-{i:03}", "n": i, "at": "2026-01-01T10:00:00+00:00", "kind": "answer", "question": q.id,
             "answer": 0, "right": dice.random() < 0.6, "confidence": dice.choice(["guess", "sure"])}
            for i, q in enumerate(dice.sample(asked, 12 * seed), start=1)
        ]  # fmt: skip
        script = "([book, events, all]) => parts.chooseRecall(book, parts.readProgress(events), all, 'recall-' + book).map(q => q.id)"
        book = bank.notebook_names()[-1]
        chosen = spacing.choose_recall(book, Progress.from_events(events), page=f"recall-{book}")
        assert bench.evaluate(script, [book, events, data]) == [q.id for q in chosen]


def answer_first(page, place, sureness="sure"):
    card = page.locator(f"{place} .mq-question").first
    card.locator("input[type=radio]").first.check()
    card.get_by_role("button", name=re.compile(f": {sureness}$")).click()
    return card


def test_a_passport_goes_from_the_page_to_jupyter_and_back(open_page, tmp_path):
    stem = next(stem for stem in PAGES if stem.startswith("01"))
    page = open_page(stem)
    card = answer_first(page, "[data-cell='predict']")
    assert "Noted." in card.inner_text()
    answer_first(page, "[data-cell='quiz']")
    kept = page.evaluate("localStorage.getItem('mc-passport')")
    passport = Passport(tmp_path / "passport.jsonl")
    assert passport.restore(kept) == "Restored 2 new of 2 recorded events."
    assert passport.export() == kept
    passport.record(
        "answer",
        question="01-q2",
        answer=0,
        right=True,
        share=1.0,
        confidence="sure",
        attempt=1,
        page="quiz-01",
    )
    page = open_page("index")
    with page.expect_file_chooser() as chooser:
        page.get_by_label("Restore a passport you downloaded:").click()
    chooser.value.set_files(
        {"name": "passport.jsonl", "mimeType": "text/plain", "buffer": passport.export().encode()}
    )
    page.get_by_text("Restored 1 new of 3 recorded events.").wait_for()
    assert page.evaluate("localStorage.getItem('mc-passport')") == passport.export()
    assert "asked right" in page.inner_text(".mq-map")
    page.get_by_role("button", name="Delete my passport").click()
    page.get_by_role("button", name="Really delete everything?").click()
    assert page.evaluate("localStorage.getItem('mc-passport')") is None


def test_an_answer_returns_when_the_page_is_opened_again_and_the_prediction_beside_it(open_page):
    stem = next(stem for stem in PAGES if stem.startswith("08"))
    page = open_page(stem)
    answer_first(page, "[data-cell='predict']")
    answer_first(page, "[data-cell='quiz']")
    page.reload()
    assert "Answered on" in page.locator("[data-cell='quiz'] .mq-question").first.inner_text()
    assert "At the start you said:" in page.inner_text("[data-cell='reflect']")


@pytest.mark.parametrize(
    ("text", "said"),
    [("", "No progress was found"), ("{]\n\x00junk\n" * 50, "No progress was found"), ('{"id": 3}\n[1, 2]\n', "No progress was found")],
)  # fmt: skip
def test_junk_restores_nothing_and_says_so(bench, text, said):
    assert bench.evaluate("text => parts.openStore(null).restore(text)", text).startswith(said)


def test_blocked_and_full_storage_are_said_and_lose_nothing(bench):
    script = """full => {
        const kept = {};
        const storage = full ? { getItem: (k) => kept[k] ?? null, setItem() { throw new Error('full') } } : null;
        const store = parts.openStore(storage);
        store.record('answer', { question: '01-q1', answer: 0, right: true });
        return [store.events().length, store.notice];
    }"""
    assert bench.evaluate(script, False)[0] == 1
    assert "this visit only" in bench.evaluate(script, False)[1]
    count, notice = bench.evaluate(script, True)
    assert count == 1
    assert "is full" in notice


def test_two_tabs_lose_nothing(open_page):
    stem = next(stem for stem in PAGES if stem.startswith("01"))
    first, second = open_page(stem), open_page(stem)
    answer_first(first, "[data-cell='predict']")
    answer_first(second, "[data-cell='quiz']")
    lines = first.evaluate("localStorage.getItem('mc-passport')").splitlines()
    assert {json.loads(line)["kind"] for line in lines} == {"prediction", "answer"}


# --- finding one's way ---------------------------------------------------------------------------------------------


def test_search_finds_a_passage_on_another_page(open_page):
    page = open_page("index")
    page.get_by_label("Search").fill("attrition window")
    link = page.locator("#found li a").first
    link.wait_for()
    assert "08" in link.get_attribute("href")
    page.get_by_label("Search").fill("xyzzy")
    page.get_by_text("Nothing found.").wait_for()


def test_an_address_leads_to_a_question_beyond_the_core_ones(open_page):
    stem = next(stem for stem in PAGES if stem.startswith("08"))
    last = bank.load_sheet("08").questions[-1].id
    page = open_page(stem, f"#{last}")
    assert page.locator(f"[id='{last}']").is_visible()


def test_an_address_that_is_gone_is_said(open_page):
    page = open_page("about", "#no-such-place")
    assert "no-such-place" in page.inner_text("#main .notice")


def test_a_page_prints_as_paper(open_page):
    stem = next(stem for stem in PAGES if stem.startswith("08"))
    page = open_page(stem)
    pdf = page.pdf(format="A4")
    count = len(re.findall(rb"/Type\s*/Page[^s]", pdf))
    assert 14 <= count <= 30
