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

let controlsMade = 0;

// The slider counts places in a list of values: nothing is lost between 0.1 + 0.2 here and there in Python.
function makeRange(control, value, tell) {
  const id = `mc-control-${(controlsMade += 1)}`;
  const shown = element("output", { for: id, class: "mc-value" });
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
  const top = element("div", { class: "mc-control-top" }, element("label", { for: id }, control.label), shown);
  const ends = [control.shown[0], control.shown.at(-1)].map((end) => element("span", {}, end));
  const scale = element("div", { class: "mc-ends", "aria-hidden": "true" }, ...ends);
  return { node: element("div", { class: "mc-control mc-range" }, top, input, scale, hint(control, input)), set };
}

function makeSelect(control, value, tell) {
  const id = `mc-control-${(controlsMade += 1)}`;
  const choices = control.options.map(([text], i) => element("option", { value: i }, text));
  const input = element("select", { id }, ...choices);
  input.addEventListener("change", () => tell(control.options[Number(input.value)][1]));
  const set = (next) => {
    input.value = String(control.options.findIndex(([, option]) => option === next));
  };
  set(value);
  const top = element("div", { class: "mc-control-top" }, element("label", { for: id }, control.label));
  return { node: element("div", { class: "mc-control mc-select" }, top, input, hint(control, input)), set };
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
  const id = `mc-control-${(controlsMade += 1)}`;
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
  const id = `mc-hint-${(controlsMade += 1)}`;
  input.setAttribute("aria-describedby", id);
  return element("div", { class: "mc-hint", id }, control.hint);
}

const MAKERS = { range: makeRange, select: makeSelect, checkbox: makeCheckbox, choices: makeChoices, text: makeText };

function makeControls(controls, values, tell) {
  const made = controls.map((control) => [
    control.name,
    MAKERS[control.kind](control, values[control.name], (value) => tell(control.name, value)),
  ]);
  return {
    node: made.length ? element("div", { class: "mc-controls" }, ...made.map(([, { node }]) => node)) : null,
    set(next) {
      for (const [name, { set }] of made) if (name in next) set(next[name]);
    },
  };
}
