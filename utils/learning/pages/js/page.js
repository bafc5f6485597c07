// Tells screen readers what belongs together, keeps JupyterLab's shortcuts away from the answers,
// and announces each reply. The widgets themselves are plain ipywidgets and work without this.
let count = 0;

function name(element, prefix) {
  if (!element.id) element.id = `${prefix}-${++count}`;
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

function announce(root) {
  root.querySelectorAll(".mq-question").forEach(describe);
  root.querySelectorAll(".mq-tally .widget-html-content").forEach((tally) => set(tally, "role", "status"));
}

export default {
  render({ el }) {
    el.style.display = "none";
    let observer;
    const start = requestAnimationFrame(() => {
      const root = el.closest(".mq-quiz");
      if (!root) return;
      root.addEventListener("keydown", (event) => event.stopPropagation());
      letAnswersArrive(root);
      observer = new MutationObserver(() => announce(root));
      observer.observe(root, { childList: true, subtree: true });
      announce(root);
    });
    return () => {
      cancelAnimationFrame(start);
      observer?.disconnect();
    };
  },
};
