// When the kernel behind a page has stopped or was started anew, an answer has nobody to go to. It is kept here, in this
// tab of the browser only, the page says so in words, and after the cell has run again it is put back and handed over.
const KEPT = "myeloma-course-answers";
const PATIENCE_MS = 2500; // how long a kernel at rest may take before it counts as one that never heard of this page
// A kernel that starts is another one than made this page, and says so until a cell runs.
const LOST = ["dead", "unknown", "terminating", "restarting", "autorestarting", "starting"];
const AGAIN = "Choose Run, then Run All Cells";
const STOPPED = "Python has stopped or was started anew, so nothing could be done with this.";
const BUSY = "Python is still busy with another cell. This is taken up as soon as it is free.";

function readKept() {
  try {
    return JSON.parse(sessionStorage.getItem(KEPT)) ?? {};
  } catch {
    return {};
  }
}

function writeKept(kept) {
  try {
    sessionStorage.setItem(KEPT, JSON.stringify(kept));
  } catch {
    // No storage in this browser: the answer still stands on the page until the cell runs again.
  }
}

// A question is known by its words: they are the same before and after.
const question = (card) => card?.querySelector(".mq-stem .mq-text")?.textContent ?? "";
const inputs = (card) => [...card.querySelectorAll("input:not([type=file]), select, textarea")];
const read = (input) => (["radio", "checkbox"].includes(input.type) ? input.checked : input.value);

function put(input, value) {
  if (read(input) === value) return;
  if (["radio", "checkbox"].includes(input.type)) return input.click();
  input.value = value;
  for (const kind of ["input", "change"]) input.dispatchEvent(new Event(kind, { bubbles: true }));
}

function isGone(model, root) {
  const kernel = model.widget_manager?.kernel;
  if (root.querySelector(".jupyter-widgets-disconnected")) return true;
  return Boolean(kernel) && (LOST.includes(kernel.status) || kernel.connectionStatus === "disconnected");
}

function tell(place, words) {
  let note = place.querySelector(":scope > .mq-lost");
  if (!words) return note?.remove();
  if (!note) {
    note = document.createElement("p");
    note.className = "mq-notice mq-lost";
    note.setAttribute("role", "alert");
    place.append(note);
  }
  if (note.textContent !== words) note.textContent = words; // what is said already is not said aloud again
}

function keepAnswers({ model, root }) {
  const waiting = new Map(); // the number of a press to what has to be said when nobody hears it
  const restored = new WeakSet();
  let presses = 0;

  function keep(card, press = null) {
    const name = question(card);
    if (name) writeKept({ ...readKept(), [name]: { values: inputs(card).map(read), press } });
  }

  function forget(card) {
    const { [question(card)]: _, ...rest } = readKept();
    writeKept(rest);
  }

  function say(card, words) {
    const kept = question(card) ? `Your answer is kept. ${AGAIN}: it comes back and is handed over.` : `${AGAIN}, then press again.`;
    tell(card ?? root, words === STOPPED ? `${STOPPED} ${kept}` : words);
  }

  function onPress(event) {
    const button = event.target.closest("button, input[type=file]");
    if (!button || (button.type === "file") !== (event.type === "change")) return;
    const card = button.closest(".mq-question");
    if (card) keep(card, button.textContent);
    if (isGone(model, root)) return say(card, STOPPED);
    const number = ++presses;
    waiting.set(number, { card });
    watch(number);
    model.send({ heard: number });
  }

  // A kernel that works when first looked at may be one that only just starts, or it may stop before it is free: look again.
  function watch(number) {
    const pressed = waiting.get(number);
    pressed.patience = setTimeout(() => {
      const resting = isGone(model, root) || model.widget_manager?.kernel?.status === "idle";
      say(pressed.card, resting ? STOPPED : BUSY);
      if (!resting) watch(number);
    }, PATIENCE_MS);
  }

  function onHeard({ heard }) {
    const found = waiting.get(heard);
    if (!found) return;
    clearTimeout(found.patience);
    waiting.delete(heard);
    tell(found.card ?? root, "");
    if (found.card) forget(found.card);
  }

  function onInput(event) {
    const card = event.target.closest(".mq-question");
    if (!card || !event.isTrusted) return;
    keep(card);
    if (isGone(model, root)) say(card, STOPPED);
  }

  // What was chosen before the cell ran again stands there again; what had been pressed is pressed.
  function restore() {
    for (const card of root.querySelectorAll(".mq-question")) {
      const kept = readKept()[question(card)];
      const places = inputs(card);
      if (restored.has(card) || !places.length || isGone(model, root)) continue;
      restored.add(card);
      if (kept?.values.length !== places.length) continue;
      places.forEach((input, i) => put(input, kept.values[i]));
      [...card.querySelectorAll("button")].find((button) => button.textContent === kept.press)?.click();
    }
  }

  const listen = { click: onPress, change: onPress, input: onInput };
  for (const [kind, heed] of Object.entries(listen)) root.addEventListener(kind, heed);
  model.on("msg:custom", onHeard);
  const observer = new MutationObserver(restore);
  observer.observe(root, { childList: true, subtree: true });
  restore();
  return () => {
    observer.disconnect();
    model.off("msg:custom", onHeard);
    for (const [kind, heed] of Object.entries(listen)) root.removeEventListener(kind, heed);
    for (const { patience } of waiting.values()) clearTimeout(patience);
  };
}
