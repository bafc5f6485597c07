// Tells screen readers what belongs together, keeps JupyterLab's shortcuts away from the answers,
// and announces each reply. The widgets themselves are plain ipywidgets and work without this.

// Each page of cards runs its own copy of this file, so the count is kept where all copies see it: an id that two
// cards share would name one question's answers after another's.
function name(element, prefix) {
  if (!element.id) {
    window.mqNamed = (window.mqNamed ?? 0) + 1;
    element.id = `${prefix}-${window.mqNamed}`;
  }
  return element.id;
}

function set(element, attribute, value) {
  if (element && element.getAttribute(attribute) !== value) element.setAttribute(attribute, value);
}

function describe(card) {
  const stem = card.querySelector(".mq-stem .mq-text");
  if (!stem) return;
  const id = name(stem, "mq-stem");
  set(card, "role", "group");
  set(card, "aria-labelledby", id);
  const radios = card.querySelector(".widget-radio-box");
  set(radios, "role", "radiogroup");
  set(radios, "aria-labelledby", id);
  const reply = card.querySelector(".mq-reply .widget-html-content");
  set(reply, "role", "status");
  set(reply, "aria-live", "polite");
  set(reply, "aria-atomic", "true");
}

// A changed answer is still on its way to the kernel while an earlier change of it is being confirmed;
// a button pressed in that moment would overtake it. So a quick press waits until the answer has arrived.
const SETTLE_MS = 600;

function letAnswersArrive(root) {
  let changed = 0;
  const note = () => { changed = performance.now(); };
  root.addEventListener("input", note, true);
  root.addEventListener("change", note, true);
  root.addEventListener("click", (event) => {
    const button = event.target.closest(".mq-question button");
    const wait = changed + SETTLE_MS - performance.now();
    if (!button || wait <= 0) return;
    event.stopImmediatePropagation();
    event.preventDefault();
    setTimeout(() => button.click(), wait);
  }, true);
}

// Single letters and arrows belong to the answer; Ctrl and Cmd combinations (save, fold the side bar) belong to the
// page, but for those with which one edits what one has typed. AltGr is how many keyboards type a character.
const EDITING = new Set(["a", "c", "v", "x", "y", "z"]);

function keepKeys(event) {
  const combined = (event.ctrlKey || event.metaKey) && !event.getModifierState("AltGraph");
  const typing = event.target.matches("textarea, input[type=text]");
  if (!combined || (typing && EDITING.has(event.key.toLowerCase()))) event.stopPropagation();
}

// A link to another notebook opens in place, as links in the text do: JupyterLab's own link to any notebook of the
// same folder says where that folder lies. Without one the plain address stands.
function openInPlace(root) {
  const known = root.closest(".jp-Notebook")?.querySelector('a[data-commandlinker-args*=".ipynb"]');
  if (!known) return;
  const { path } = JSON.parse(known.dataset.commandlinkerArgs);
  const folder = path.slice(0, path.lastIndexOf("/") + 1);
  root.querySelectorAll("a[href$='.ipynb']").forEach((link) => {
    set(link, "data-commandlinker-command", "docmanager:open");
    set(link, "data-commandlinker-args", JSON.stringify({ path: folder + link.getAttribute("href") }));
  });
}

function announce(root) {
  root.querySelectorAll(".mq-question").forEach(describe);
  openInPlace(root);
  root.querySelectorAll(".mq-tally .widget-html-content").forEach((tally) => set(tally, "role", "status"));
}

export default {
  render({ model, el }) {
    el.style.display = "none";
    let observer;
    let stopKeeping;
    const start = requestAnimationFrame(() => {
      const root = el.closest(".mq-quiz");
      if (!root) return;
      root.addEventListener("keydown", keepKeys);
      letAnswersArrive(root);
      stopKeeping = keepAnswers({ model, root });
      observer = new MutationObserver(() => announce(root));
      observer.observe(root, { childList: true, subtree: true });
      announce(root);
    });
    return () => {
      cancelAnimationFrame(start);
      observer?.disconnect();
      stopKeeping?.();
    };
  },
};
