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
  const stem = card.querySelector(".mc-stem .mc-text");
  if (!stem) return;
  const id = name(stem, "mc-stem");
  set(card, "role", "group");
  set(card, "aria-labelledby", id);
  const radios = card.querySelector(".widget-radio-box");
  set(radios, "role", "radiogroup");
  set(radios, "aria-labelledby", id);
  const reply = card.querySelector(".mc-reply .widget-html-content");
  set(reply, "role", "status");
  set(reply, "aria-live", "polite");
  set(reply, "aria-atomic", "true");
}

function announce(root) {
  root.querySelectorAll(".mc-question").forEach(describe);
  root.querySelectorAll(".mc-tally .widget-html-content").forEach((tally) => set(tally, "role", "status"));
}

export default {
  render({ el }) {
    el.style.display = "none";
    let observer;
    const start = requestAnimationFrame(() => {
      const root = el.closest(".mc-quiz");
      if (!root) return;
      root.addEventListener("keydown", (event) => event.stopPropagation());
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
