"""Words by their boxes: for every setting at the ends of every control, wide and narrow, no word lies on another, leaves
the picture, ends in dots or is too small to read; and the hero's bars are as long as its remissions."""

import itertools
import math
import random
from functools import partial

import pytest

from tests.browser.standin import message, page_of
from tests.six_activities import NAMES
from utils import activities
from utils.activities import runtime
from utils.activities.controls import Checkbox, Choices, Range, Select, Steps

# What a card has: on a laptop, on a projector beside the file list, on a phone, and on a phone inside JupyterLab, whose side bars take the rest.
WIDTHS = {"wide": 760, "middle": 634, "narrow": 390, "narrowest": 292}
# What JupyterLab leaves of a window for the page: beside its list of files, projected, narrow, on a phone, enlarged twice.
PAGES = {"1280 x 800": (866, 679), "1024 x 768": (634, 613), "800 x 700": (634, 545), "390 x 844": (292, 690),
         "1280 x 800 at 200 %": (538, 279)}  # fmt: skip
LEAST_SEEN = 0.3  # of the page's height, that is picture while a control is moved, unless all of it is less
ALL = 60  # settings of one activity are all looked at; of more, a choice (see `extremes`)
MOST, BY_CHANCE = 120, 20
TRIES = 12
BETWEEN = ("middle", "narrow")  # the same two drawings as at the widest and the narrowest, stretched
SETTLE_MS = 60
LOOKS = 50  # before what is seen counts as a fault

pytestmark = pytest.mark.skipif(not runtime.is_current(), reason="the charts' runtime is not built")
each = pytest.mark.parametrize("activity", NAMES, indirect=True)


def ends_of(control) -> list:
    """The values at which words are most likely to collide."""
    match control:
        case Select():
            return control.settings
        case Steps():
            return [1, 2, 5, 0]
        case Range():
            return [control.settings[0], control.value, control.settings[-1]]
        case Checkbox():
            return [False, True]
        case Choices():
            every = [value for _, value in control.as_dict()["options"]]
            return [[], list(control.value), every]
    return [control.value]


def extremes(activity) -> list[dict]:
    """Combinations of the ends of all controls.

    Where they are too many: both corners, as few as show every pair of ends of two controls, and some by chance.
    """
    ends = {control.name: ends_of(control) for control in activity._controls}
    every = math.prod(map(len, ends.values()))
    if every <= ALL:
        return [pick(ends, number) for number in range(every)]
    chance = random.Random(8)
    chosen = [0, every - 1, *chance.sample(range(every), BY_CHANCE)]
    return [*(pick(ends, number) for number in chosen), *every_pair(ends, chance)]


def every_pair(ends: dict[str, list], chance: random.Random) -> list[dict]:
    """Settings that show each end of a control together with each end of every other one; at most `MOST`."""
    places = {name: range(len(values)) for name, values in ends.items()}
    unseen = [
        {one: a, other: b}
        for one, other in itertools.combinations(places, 2)
        for a, b in itertools.product(places[one], places[other])
    ]
    chosen = []
    while unseen and len(chosen) < MOST:
        tried = [
            {name: chance.choice(place) for name, place in places.items()} | unseen[0] for _ in range(TRIES)
        ]
        chosen.append(max(tried, key=lambda setting: sum(pair.items() <= setting.items() for pair in unseen)))
        unseen = [pair for pair in unseen if not pair.items() <= chosen[-1].items()]
    return [{name: ends[name][place] for name, place in setting.items()} for setting in chosen]


def pick(ends: dict[str, list], number: int) -> dict:
    """The combination of that number, without making all the others."""
    made = {}
    for name, values in ends.items():
        number, place = divmod(number, len(values))
        made[name] = values[place]
    return made


@pytest.fixture(scope="module")
def activity(request):
    made = getattr(activities, request.param)()
    yield made
    made.close()


@pytest.fixture(scope="module")
def page(browser, activity):
    """The activity on a page of its own, for all tests."""
    context = browser.new_context(viewport={"width": WIDTHS["wide"], "height": 800})
    shown = context.new_page()
    shown.set_content(page_of(activity))
    shown.wait_for_selector(".mc-activity[data-drawn='true']")
    yield shown
    context.close()


@pytest.fixture
def at_width(page):
    """Gives the page one of `WIDTHS`, and waits until the drawing is the one for it."""

    def give(name):
        page.set_viewport_size({"width": WIDTHS[name], "height": 800})
        page.evaluate(REST)

    yield give
    give("wide")


def show(page, activity, setting) -> None:
    """Move to this setting as the kernel would."""
    activity.update(**setting)
    assert activity.error is None, setting
    page.evaluate("text => globalThis.answer(text)", message(activity, "values", "frames", "words"))
    page.locator(".mc-activity[data-settled='true']").wait_for()


def settled(page, look=None) -> list[str]:
    """The faults that stay: a slow machine is still drawing when the first look is taken."""
    for _ in range(LOOKS):
        found = look() if look else page.evaluate(FAULTS)
        if not found:
            break
        page.wait_for_timeout(SETTLE_MS)
    return found


@each
@pytest.mark.parametrize("width", WIDTHS)
def test_no_word_is_hidden_cut_or_small_at_the_ends_of_all_controls(page, activity, at_width, width):
    at_width(width)
    for setting in extremes(activity)[:: 3 if width in BETWEEN else 1]:
        show(page, activity, setting)
        assert settled(page) == [], setting


@each
@pytest.mark.parametrize("width", WIDTHS)
def test_nothing_is_wider_than_the_page(page, at_width, width):
    at_width(width)
    assert page.evaluate("() => document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    assert page.evaluate(BEYOND) <= 0, "the picture is cut at its card's edge"


@each
def test_the_picture_comes_to_rest_at_every_width(page):
    """Drawn anew for a width, it must not ask for another one, and that for the first, for ever."""
    try:
        assert page.evaluate(RESTLESS, list(range(340, 901, 20))) == []
    finally:
        page.evaluate("() => { document.body.style.width = ''; }")


@each
def test_picture_sentence_and_the_control_that_is_moved_are_in_one_view(page, activity, at_width):
    show(page, activity, {control.name: control.value for control in activity._controls})
    open_all = "open => document.querySelectorAll('.mc-more').forEach(more => { more.open = open; })"
    page.evaluate(open_all, True)
    assert page.locator(".mc-panel :is(input, select)").count()
    for size, (width, height) in PAGES.items():
        page.set_viewport_size({"width": width, "height": height})
        assert settled(page, partial(page.evaluate, HIDDEN, LEAST_SEEN)) == [], size
    page.evaluate(open_all, False)


@each
def test_no_drawing_holds_a_null(activity):
    assert nulls(activity.chart.spec) == nulls(activity.chart.narrow) == []


def nulls(part, place="") -> list[str]:
    """Where a drawing holds a null; some kernels drop it on the way, and a hidden axis appears."""
    if part is None:
        return [place]
    inner = part.items() if isinstance(part, dict) else enumerate(part) if isinstance(part, list) else ()
    return [
        found
        for key, value in inner
        if key not in ("values", "datasets")
        for found in nulls(value, f"{place}/{key}")
    ]


@pytest.mark.parametrize("activity", ["resistance_timeline"], indirect=True)
def test_the_heros_bars_are_as_long_as_its_remissions(page, activity):
    drawn, months = [], []
    # The second begins far below the axis: its fall is drawn all the same.
    for pct in (0.1, 0.001):
        show(
            page,
            activity,
            {control.name: control.value for control in activity._controls} | {"resistant_pct": pct},
        )
        drawn.append(page.evaluate(LONGEST_BAR))
        assert page.evaluate(CURVE_BEGINS) < 2
        months.append(float(activity.answer["remission_months"].iloc[0]))
    assert months[1] > 1.8 * months[0]
    assert drawn[1] / drawn[0] == pytest.approx(months[1] / months[0], rel=0.02)


FAULTS = """() => {
  const svg = document.querySelector('.mc-picture svg');
  const frame = svg.getBoundingClientRect();
  const scale = frame.width / svg.viewBox.baseVal.width;
  const found = [];
  const boxes = [];
  for (const text of svg.querySelectorAll('text')) {
    const words = text.textContent.trim();
    const box = text.getBoundingClientRect();
    if (!words || !box.width || getComputedStyle(text).opacity === '0') continue;
    const size = parseFloat(getComputedStyle(text).fontSize) * scale;
    if (size < 9.9) found.push(`small (${size.toFixed(1)}): ${words}`);
    if (/\\u2026$|\\.\\.\\.$/.test(words)) found.push(`cut: ${words}`);
    const out = Math.max(frame.left - box.left, box.right - frame.right, frame.top - box.top, box.bottom - frame.bottom);
    if (out > 1.5) found.push(`outside by ${out.toFixed(0)}: ${words}`);
    const matrix = text.getScreenCTM();
    const angle = Math.round((Math.atan2(matrix.b, matrix.a) * 180) / Math.PI);
    const twin = boxes.some((b) => b.words === words && Math.abs(b.box.left - box.left) < 2 && Math.abs(b.box.top - box.top) < 2);
    if (!twin) boxes.push({ words, box, angle, size, x: matrix.e, y: matrix.f });
  }
  const slanted = (b) => b.angle % 90 !== 0;
  for (let i = 0; i < boxes.length; i += 1) {
    for (let j = 0; j < i; j += 1) {
      const [a, b] = [boxes[i], boxes[j]];
      if (slanted(a) && slanted(b)) {
        const turn = (a.angle * Math.PI) / 180;
        const apart = Math.abs((b.x - a.x) * Math.sin(turn) - (b.y - a.y) * Math.cos(turn));
        if (apart < 0.95 * Math.min(a.size, b.size)) found.push(`touching heads: ${a.words} | ${b.words}`);
        continue;
      }
      const wide = Math.min(a.box.right, b.box.right) - Math.max(a.box.left, b.box.left);
      const high = Math.min(a.box.bottom, b.box.bottom) - Math.max(a.box.top, b.box.top);
      if (wide > 1.5 && high > 3.5) found.push(`on each other (${wide.toFixed(0)} x ${high.toFixed(0)}): ${a.words} | ${b.words}`);
    }
  }
  for (const mark of svg.querySelectorAll('.role-mark path, .role-mark line')) {
    if (mark.closest('[clip-path]')) continue;
    const box = mark.getBoundingClientRect();
    const out = Math.max(frame.left - box.left, box.right - frame.right, frame.top - box.top, box.bottom - frame.bottom);
    if ((box.width || box.height) && out > 2) found.push(`a mark outside by ${out.toFixed(0)}`);
  }
  return found;
}"""

# What of sentence, picture and control is not seen while the keyboard is on a control; each control in turn.
HIDDEN = """least => [...document.querySelectorAll('.mc-panel :is(input, select)')].flatMap(control => {
  scrollTo(0, 0);
  control.focus();
  const activity = control.closest('.mc-activity');
  const box = part => activity.querySelector(part).getBoundingClientRect();
  const [sentence, picture, panel] = ['.mc-sentence', '.mc-picture', '.mc-panel'].map(box);
  const moved = control.getBoundingClientRect();
  const floor = panel.left >= picture.right - 1 ? innerHeight : Math.min(innerHeight, panel.top);
  const seen = Math.min(picture.bottom, floor) - Math.max(picture.top, sentence.bottom, 0);
  const found = [];
  if (sentence.top < -1 || sentence.bottom > floor + 1) found.push('the sentence is hidden');
  if (moved.top < Math.max(0, panel.top) - 1 || moved.bottom > Math.min(innerHeight, panel.bottom) + 1) found.push('the control is hidden');
  if (seen < Math.min(picture.height, least * innerHeight) - 1) found.push(`only ${seen.toFixed(0)} pixels of the picture are seen`);
  return found.map(fault => `${control.labels[0].innerText}: ${fault}`);
})"""

BEYOND = """() => {
  const [picture, card] = ['.mc-picture svg', '.mc-picture'].map(part => document.querySelector(part).getBoundingClientRect());
  return Math.round(picture.right - card.right);
}"""

LONGEST_BAR = """() => Math.max(...[...document.querySelectorAll('.mark-rect.role-mark path')]
  .map((bar) => bar.getBoundingClientRect()).filter((box) => box.height > 8 && box.height < 20).map((box) => box.width))"""

# Pixels from the left end of the months to where the thick curve begins.
CURVE_BEGINS = """() => {
  const left = (parts) => Math.min(...parts.map((part) => part.getBoundingClientRect().left));
  const curve = [...document.querySelectorAll('.mark-line.role-mark path')].filter((path) => path.getAttribute('stroke-width') === '2.6');
  return left(curve) - left([...document.querySelectorAll('.role-axis-domain line')].filter((line) => line.getBoundingClientRect().width > 0));
}"""

# Whether the drawing has kept its size for four frames, within 40.
REST = """async () => {
  const size = () => {
    const { width, height } = document.querySelector('.mc-picture svg').getBoundingClientRect();
    return `${width} x ${height}`;
  };
  let quiet = 0, before = size();
  for (let frames = 0; frames < 40 && quiet < 4; frames += 1) {
    await new Promise(requestAnimationFrame);
    quiet = size() === before ? quiet + 1 : 0;
    before = size();
  }
  return quiet === 4;
}"""
# The widths of the page at which it has not.
RESTLESS = """async widths => {
  const restless = [];
  for (const width of widths) {
    document.body.style.width = `${width}px`;
    if (!await rests()) restless.push(width);
  }
  return restless;
}""".replace("rests()", f"({REST})()")
