// Puts one activity on the page and keeps it in step: sentence, picture, controls, table, files.
const QUIET_MS = 150; // how long the hand must rest before the kernel hears of a change the browser has answered
const PATIENCE_MS = 2500; // how long a kernel may take before the learner is told why nothing moves

function openActivity({ model, el }) {
  const shell = model.get("shell");
  const awaited = () => shell.answers === "kernel" && model.get("asked") !== model.get("answered") && !isLost(model);
  const words = makeWords(awaited);
  const host = element("div", { class: "mc-picture" });
  let grid = shell.answers === "grid" ? readGrid(model.get("grid")) : null;
  let values = { ...model.get("values") };
  let frames = readFrames();
  let picture = null;
  let quiet = null;
  let patience = null;
  let body = null;
  let undrawable = null;
  let alt = "";
  let drawings = 0; // under way
  const table = element("div", { class: "mc-data", hidden: true });
  const sheet = element("div", { class: "mc-page" });

  function readFrames() {
    return Object.fromEntries(Object.entries(model.get("frames")).map(([name, frame]) => [name, readRows(frame)]));
  }

  function speak({ sentence, caution, error, offers, aloud = "", page, stand }) {
    if (!picture?.speaks && sentence !== undefined) words.say(sentence, aloud);
    alt = altOf(shell, aloud);
    picture?.describe(alt);
    words.warn(caution);
    words.fail(error ?? undrawable);
    body?.classList.toggle("mc-stale", Boolean(error));
    if (offers) values = { ...values, ...controls.offer(offers, values) };
    if (stand) controls.set(stand);
    if (page !== undefined) sheet.innerHTML = page; // written by the course itself, when its pages were made
  }

  function show(next) {
    frames = { ...frames, ...next };
    if (!table.hidden) fillTable();
    follow(picture?.setFrames(next));
  }

  // `data-settled`: picture and sentence answer to the controls as they stand; nothing is on its way.
  async function follow(drawing) {
    drawings += 1;
    tellSettled();
    await Promise.resolve(drawing).catch(() => undefined);
    drawings -= 1;
    tellSettled();
  }

  function tellSettled() {
    if (body) body.dataset.settled = String(drawings === 0 && "drawn" in body.dataset && !awaited());
  }

  const rows = () => picture?.rows() ?? Object.values(frames)[0] ?? [];

  function fillTable() {
    table.replaceChildren(makeTable(rows(), shell.headings, shell.title));
  }

  function change(name, value) {
    words.moving();
    const led = shell.lead?.[name]?.[value]; // a starting point takes other controls with it
    if (led) controls.set(led);
    move({ [name]: value, ...led });
    clearTimeout(quiet);
    if (shell.answers === "kernel") ask();
    else quiet = setTimeout(ask, QUIET_MS);
  }

  // What the browser can answer by itself is answered now, whatever the kernel is doing.
  function move(changes) {
    values = { ...values, ...changes };
    follow(picture?.setValues(changes)?.then(() => table.hidden || fillTable()));
    const known = grid?.answer(values);
    if (!known) return;
    show(known.frames);
    speak(known.words);
  }

  function ask() {
    clearTimeout(quiet);
    model.set({ values, asked: model.get("asked") + 1 });
    model.save_changes();
    tellSettled();
    if (shell.answers === "kernel") expectAnswer();
  }

  function expectAnswer() {
    clearTimeout(patience);
    if (isLost(model)) words.note(STOPPED);
    else patience = setTimeout(lookAgain, PATIENCE_MS);
  }

  // A kernel that works when first looked at may be one that only just starts, or it may stop before it is free.
  function lookAgain() {
    const silent = isSilent(model);
    words.note(silent ? STOPPED : SLOW);
    if (!silent) patience = setTimeout(lookAgain, PATIENCE_MS);
  }

  function reset() {
    controls.set(shell.start);
    move(shell.start);
    ask();
  }

  const controls = makeControls(shell.controls, values, change);
  // A chart that computes by itself and does not know its table (`rows`) leaves that to Python.
  const untold = shell.answers === "chart" && !model.widget_manager && !model.get("spec").params?.some(({ name }) => name === "rows");
  body = layOut(shell, { controls, host, words, table, reset, fillTable, save, untold, sheet });
  el.append(body);
  words.watchKeys(body);
  const room = watchRoom(body, words.forgetRoom);
  speak(model.get("words"));

  async function save(kind) {
    if (kind === "csv") return keep(csvOf(rows()), `${shell.name}.csv`);
    if (picture) keep(await picture.save(kind), `${shell.name}.${kind}`);
    return undefined;
  }

  const listen = {
    "change:grid": () => {
      grid = grid && readGrid(model.get("grid"));
      move({});
    },
    "change:frames": () => grid || show(readFrames()),
    "change:words": () => grid || speak(model.get("words")),
    "change:answered": () => {
      clearTimeout(patience);
      words.note("");
      tellSettled();
    },
    "change:values": () => {
      // Another view of the same activity, or a cell, has moved a control.
      const next = model.get("values");
      if (JSON.stringify(next) === JSON.stringify(values)) return;
      controls.set(next);
      move(next);
    },
  };
  for (const [event, heed] of Object.entries(listen)) model.on(event, heed);

  const atFirst = frames;
  const specs = { wide: model.get("spec"), narrow: model.get("narrow") };
  openPicture(host, specs, { now: () => ({ frames, values }), tell: words.say, alt: () => alt })
    .then((drawn) => {
      picture = drawn;
      if (frames !== atFirst) picture.setFrames(frames); // somebody was quicker than the drawing
      return picture.setValues(values);
    })
    .catch((error) => {
      undrawable = {
        words: "This picture could not be drawn. The sentence above and the data below still hold.",
        detail: String(error?.stack ?? error),
      };
      words.fail(undrawable);
    })
    .finally(() => {
      body.dataset.drawn = String(undrawable === null);
      tellSettled();
    });

  return () => {
    clearTimeout(quiet);
    clearTimeout(patience);
    for (const [event, heed] of Object.entries(listen)) model.off(event, heed);
    room.disconnect();
    words.close();
    picture?.close();
  };
}

const STOPPED =
  "The kernel behind this picture has stopped or was started anew. Choose Run, then Run All Cells, to bring the picture back.";
const SLOW = "Still computing. If nothing changes, the kernel is busy with another cell or has stopped.";
// A kernel that starts is another one than made this page, and says so until a cell runs.
const LOST = ["dead", "unknown", "terminating", "restarting", "autorestarting", "starting"];

function isLost(model) {
  const manager = model.widget_manager;
  if (!manager || !("kernel" in manager)) return false; // nobody to ask
  return !manager.kernel || LOST.includes(manager.kernel.status) || manager.kernel.connectionStatus === "disconnected";
}

// A kernel at rest that has not answered is a new one, which never heard of this picture.
const isSilent = (model) => isLost(model) || model.widget_manager?.kernel?.status === "idle";

// What the picture is, in words that do not repeat the sentence beside it.
function altOf(shell, aloud) {
  if (shell.bare) return `Chart: ${shell.title}.`;
  return `Picture: ${shell.subtitle.replace(/\.$/, "")}. The sentence before it says what it shows now. ${aloud}`.trim();
}

const LOW = 440; // pixels of page: with less, the controls stand beside the picture
const TINY = 200; // with less, nothing is kept in sight: it would cover all the rest
const BESIDE = 440; // pixels of card that picture and controls need side by side

// How much of the page can be seen at once: the controls may cover a part of that, never more.
function watchRoom(body, widthChanged) {
  let width = 0;
  const watch = new ResizeObserver(() => {
    const scroller = scrollerOf(body);
    const height = scroller ? scroller.clientHeight : globalThis.innerHeight;
    body.style.setProperty("--mc-room", `${height}px`);
    body.classList.toggle("mc-low", height < LOW && height >= TINY && body.clientWidth >= BESIDE);
    body.classList.toggle("mc-tiny", height < TINY);
    if (body.clientWidth === width) return;
    width = body.clientWidth;
    widthChanged();
  });
  watch.observe(body);
  watch.observe(document.documentElement);
  return watch;
}

function scrollerOf(node) {
  for (let at = node.parentElement; at && at !== document.body; at = at.parentElement) {
    if (at.scrollHeight > at.clientHeight + 1 && /auto|scroll/.test(getComputedStyle(at).overflowY)) return at;
  }
  return null;
}

function layOut(shell, { controls, host, words, table, reset, fillTable, save, untold, sheet }) {
  const view = element("div", { class: "mc-view" }, words.sentence, words.notice, words.trouble, host, words.live);
  const button = (text, act) => element("button", { type: "button", onclick: act }, text);
  const [first, more] = controls.nodes;
  const again = first && !shell.bare ? button("Reset", reset) : null;
  if (again && !more) first.append(again); // beside the last control, where a row of its own would cost room
  const panel = first ? element("div", { class: "mc-panel" }, first, more ? element("div", { class: "mc-foot" }, more, again) : null) : null;
  const stage = element("div", { class: "mc-stage" }, view, panel);
  if (shell.bare) return element("div", { class: "mc-activity mc-bare" }, stage, words.caution);
  const toggle = button("Show the data", () => {
    table.hidden = !table.hidden;
    toggle.setAttribute("aria-expanded", String(!table.hidden));
    toggle.textContent = table.hidden ? "Show the data" : "Hide the data";
    if (!table.hidden) fillTable();
  });
  toggle.setAttribute("aria-expanded", "false");
  const buttons = element("div", { class: "mc-buttons" }, untold ? null : toggle,
    button("Save as SVG", () => save("svg")), button("Save as PNG", () => save("png")),
    untold ? null : button("Save data (CSV)", () => save("csv")));
  const head = element("div", { class: "mc-head" },
    element("div", { class: "mc-title", role: "heading", "aria-level": "3" }, shell.title),
    element("span", { class: `mc-label mc-${shell.label}` }, shell.label));
  const subtitle = shell.subtitle ? element("p", { class: "mc-subtitle" }, shell.subtitle) : null;
  const source = shell.source && element("p", { class: "mc-source" }, "Source: ",
    shell.address ? element("a", { href: shell.address, target: "_blank", rel: "noopener" }, shell.source) : shell.source);
  return element("div", { class: "mc-activity", role: "group", "aria-label": shell.title },
    head, stage, shell.resting ? element("p", { class: "mc-resting" }, shell.resting) : null, subtitle, words.caution,
    makePrompts(shell.prompts), buttons, table, source, sheet);
}

// Folded, so that the picture comes first; then one at a time.
function makePrompts(prompts) {
  if (!prompts.length) return null;
  let at = 0;
  const text = element("p", { "aria-live": "polite" });
  const show = () => {
    text.textContent = prompts.length > 1 ? `${at + 1} of ${prompts.length}: ${prompts[at]}` : prompts[at];
  };
  const next = element("button", { type: "button", onclick: () => {
    at = (at + 1) % prompts.length;
    show();
  } }, "Next");
  show();
  return element("details", { class: "mc-prompts" }, element("summary", {}, "What to try"), text, prompts.length > 1 ? next : null);
}
