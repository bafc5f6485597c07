// Labelled native inputs: they work by keyboard, by touch and with a screen reader because the browser makes them.
function element(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === undefined || value === null || value === false) continue;
    if (name.startsWith("on")) made.addEventListener(name.slice(2), value);
    else made.setAttribute(name, value === true ? "" : value);
  }
  made.append(...children.filter((child) => child !== null && child !== undefined));
  return made;
}

const MOST_LETTERS = 30; // of a choice: a longer one is broken into lines

// How many letters stand in a control's widest line, of which its share of a row is made; a label may take two lines.
const widest = (control, options) => Math.min(MOST_LETTERS, Math.max(...options.map((text) => text.length), control.label.length / 2 + 2));
const shareOf = (letters) => `--mc-letters: ${Math.ceil(letters)}`;

// Counted by the page, not by this script: two notebooks open side by side have each their own copy of it.
function nextId() {
  globalThis.mcControlsMade = (globalThis.mcControlsMade ?? 0) + 1;
  return `mc-control-${globalThis.mcControlsMade}`;
}

// The slider counts places in a list of values: nothing is lost between 0.1 + 0.2 here and there in Python.
function makeRange(control, value, tell) {
  const id = nextId();
  // No <output>: that is a live region, and the slider already speaks its own value.
  const shown = element("span", { class: "mc-value", "aria-hidden": "true" });
  const input = element("input", { id, type: "range", min: 0, max: control.values.length - 1, step: 1 });
  const show = () => {
    const words = control.shown[Number(input.value)];
    shown.textContent = words;
    input.setAttribute("aria-valuetext", words);
  };
  input.addEventListener("input", () => {
    show();
    tell(control.values[Number(input.value)]);
  });
  const set = (next) => {
    input.value = Math.max(0, control.values.indexOf(next));
    show();
  };
  set(value);
  undoSwipes(input, () => {
    show();
    tell(control.values[Number(input.value)]);
  });
  const top = element("div", { class: "mc-control-top" }, element("label", { for: id }, control.label), shown);
  const ends = [element("span"), element("span")];
  const scale = element("div", { class: "mc-ends", "aria-hidden": "true" }, ...ends);
  const nameEnds = () => ends.forEach((end, i) => (end.textContent = control.shown.at(-i)));
  nameEnds();
  // The stops may follow the answer; where the chosen one is gone the slider stands at its end.
  const offer = (next, chosen) => {
    control = { ...control, values: next.map(([, value]) => value), shown: next.map(([text]) => text) };
    input.max = next.length - 1;
    nameEnds();
    const place = control.values.indexOf(chosen);
    input.value = place < 0 ? next.length - 1 : place;
    show();
    return control.values[Number(input.value)];
  };
  const letters = (control.label.length + Math.max(...control.shown.map((text) => text.length))) / 2;
  const node = element("div", { class: "mc-control mc-range", style: shareOf(letters) }, top, input, scale, hint(control, input));
  return { node, set, offer };
}

// A finger that begins to scroll on a slider has moved it before the browser knows; then the slider goes back.
function undoSwipes(input, tellAgain) {
  let before = null;
  input.addEventListener("pointerdown", (e) => (before = e.pointerType === "touch" ? input.value : null));
  input.addEventListener("pointerup", () => (before = null));
  input.addEventListener("pointercancel", () => {
    if (before === null || before === input.value) return;
    input.value = before;
    tellAgain();
  });
}

function makeSelect(control, value, tell) {
  const id = nextId();
  const input = element("select", { id });
  // A closed list shows one line and cuts it; what is chosen is written over it, in as many lines as it needs.
  const chosen = element("span", { class: "mc-chosen", "aria-hidden": "true" });
  let options = [];
  const show = () => {
    chosen.textContent = options[Number(input.value)][0];
  };
  const set = (next) => {
    input.value = String(Math.max(0, options.findIndex(([, option]) => option === next)));
    show();
  };
  // What can be chosen may change with the answer; a choice that is not offered any more falls back to the first.
  const offer = (next, wanted) => {
    if (JSON.stringify(next) !== JSON.stringify(options)) {
      options = next;
      input.replaceChildren(...options.map(([text], i) => element("option", { value: i }, text)));
    }
    set(wanted);
    return options[Number(input.value)][1];
  };
  input.addEventListener("change", () => {
    show();
    tell(options[Number(input.value)][1]);
  });
  offer(control.options, value);
  const top = element("div", { class: "mc-control-top" }, element("label", { for: id }, control.label));
  const texts = control.options.map(([text]) => text);
  const letters = texts.length > 1 ? widest(control, texts) : MOST_LETTERS; // of a single one, others will be offered
  const pick = element("div", { class: "mc-pick" }, input, chosen);
  const node = element("div", { class: "mc-control mc-select", style: shareOf(letters + 4) }, top, pick, hint(control, input));
  return { node, set, offer };
}

function makeCheckbox(control, value, tell) {
  const input = element("input", { type: "checkbox" });
  input.addEventListener("change", () => tell(input.checked));
  const set = (next) => {
    input.checked = Boolean(next);
  };
  set(value);
  const label = element("label", {}, input, element("span", {}, control.label));
  return { node: element("div", { class: "mc-control mc-checkbox" }, label, hint(control, input)), set };
}

function makeChoices(control, value, tell) {
  const boxes = control.options.map(([text, option]) => {
    const input = element("input", { type: "checkbox" });
    input.addEventListener("change", () => tell(control.options.filter((_, i) => boxes[i].input.checked).map(([, o]) => o)));
    return { input, option, label: element("label", {}, input, element("span", {}, text)) };
  });
  const set = (next) => boxes.forEach((box) => (box.input.checked = next.includes(box.option)));
  set(value);
  const legend = element("legend", {}, control.label);
  const node = element("fieldset", { class: "mc-control mc-choices" }, legend, ...boxes.map((box) => box.label));
  return { node, set };
}

function makeText(control, value, tell) {
  const id = nextId();
  const input = element("input", { id, type: "text", maxlength: 200, autocomplete: "off" });
  input.addEventListener("change", () => tell(input.value));
  const set = (next) => {
    input.value = next;
  };
  set(value);
  const top = element("div", { class: "mc-control-top" }, element("label", { for: id }, control.label));
  return { node: element("div", { class: "mc-control mc-text" }, top, input, hint(control, input)), set };
}

function hint(control, input) {
  if (!control.hint) return null;
  const id = `${nextId()}-hint`;
  input.setAttribute("aria-describedby", id);
  return element("div", { class: "mc-hint", id }, control.hint);
}

const MAKERS = { range: makeRange, select: makeSelect, checkbox: makeCheckbox, choices: makeChoices, text: makeText };

// A control that cannot answer here is grey, and cannot be reached.
function rest(node) {
  node.classList.add("mc-fixed");
  for (const input of node.querySelectorAll("input, select")) input.disabled = true;
}

const MOST_OPEN = 4; // controls that stand open at the start; the rest wait under "more"

function makeControls(controls, values, tell) {
  const made = controls.map((control) => [
    control.name,
    MAKERS[control.kind](control, values[control.name], (value) => tell(control.name, value)),
  ]);
  const nodes = made.map(([, { node }]) => node);
  const fixed = controls.filter((control) => control.fixed).length; // they stand last, and wait for Python
  nodes.slice(nodes.length - fixed).forEach(rest);
  const alive = controls.length - fixed;
  const first = alive > MOST_OPEN + 1 ? MOST_OPEN : alive; // "more" for a single one saves nothing
  const box = (some) => element("div", { class: "mc-controls" }, ...some);
  const others = nodes.slice(first);
  const words = first === alive ? `With Python (${fixed})` : `More to move (${others.length})`;
  const more = others.length ? element("details", { class: "mc-more" }, element("summary", {}, words), box(others)) : null;
  return {
    nodes: made.length ? [box(nodes.slice(0, first)), more] : [],
    set(next) {
      for (const [name, { set }] of made) if (name in next) set(next[name]);
    },
    // Name -> what can be chosen now; the values that had to change.
    offer(offers, now) {
      const fallen = {};
      for (const [name, { offer }] of made) {
        if (!offer || !(name in offers)) continue;
        const value = offer(offers[name], now[name]);
        if (value !== now[name]) fallen[name] = value;
      }
      return fallen;
    },
  };
}
