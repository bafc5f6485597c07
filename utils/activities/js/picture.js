const NARROW_CARD = 560; // pixels of picture, below which a chart's narrow form is drawn, when it has one (or `usermeta.least`)

// The picture of a chart, in the form that fits its width: another form is drawn when the width asks for it.
// specs: { wide, narrow }, narrow may be empty. now(): the rows and values to draw; tell(text): what the chart says.
async function openPicture(host, specs, { now, tell, alt }) {
  const hasNarrow = Object.keys(specs.narrow ?? {}).length > 0;
  const least = specs.wide.usermeta?.least ?? NARROW_CARD;
  const wanted = () => (hasNarrow && host.clientWidth > 0 && host.clientWidth < least ? "narrow" : "wide");
  let form = wanted();
  let drawn = await draw();
  let speaks = drawn.onSentence(tell);
  let closed = false;

  async function draw() {
    const made = await drawPicture(host, specs[form], now().frames);
    host.dataset.form = form;
    made.describe(alt());
    await made.setValues(now().values);
    return made;
  }

  const watch = new ResizeObserver(async () => {
    const next = wanted();
    if (next === form || closed) return;
    form = next;
    drawn.close();
    const made = await draw();
    if (closed) return made.close();
    drawn = made;
    drawn.setFrames(now().frames);
    speaks = drawn.onSentence(tell);
    return undefined;
  });
  if (hasNarrow) watch.observe(host);
  return {
    get speaks() {
      return speaks;
    },
    // The table that a chart which computes by itself knows to be true now; null when it knows none.
    rows: () => drawn.rows(),
    setValues: (values) => drawn.setValues(values),
    setFrames: (frames) => drawn.setFrames(frames),
    describe: (text) => drawn.describe(text),
    save: (kind) => drawn.save(kind),
    close() {
      closed = true;
      watch.disconnect();
      drawn.close();
    },
  };
}

// One Vega view: compiled once, then only fed.
async function drawPicture(host, spec, frames) {
  const datasets = Object.fromEntries(Object.entries(frames).map(([name, rows]) => [name, rows.slice()]));
  // No style of vega-embed's own: a page takes only the first, and the still charts bring one that fits narrow pages.
  const options = { mode: "vega-lite", actions: false, renderer: "svg", ast: false, defaultStyle: false, ...spec.usermeta?.embedOptions };
  const { view, finalize } = await vegaEmbed(host, { ...spec, datasets }, options);
  const fit = fitWidth(host, view, spec);
  let running = null;
  let waiting = false;

  // Latest only: while the view redraws, any number of changes become one more redraw. It ends with the last of them.
  function redraw() {
    waiting = true;
    running ??= drawAll().finally(() => {
      running = null;
    });
    return running;
  }

  async function drawAll() {
    while (waiting) {
      waiting = false;
      await view.runAsync();
    }
  }

  const known = (look) => {
    try {
      look();
      return true;
    } catch {
      return false;
    }
  };
  const signals = new Map();
  const hasSignal = (name) => {
    if (!signals.has(name)) signals.set(name, known(() => view.signal(name)));
    return signals.get(name);
  };
  const fed = Object.keys(datasets).filter((name) => known(() => view.data(name)));

  return {
    view,
    rows: () => (hasSignal("rows") ? view.signal("rows") : null),
    setValues(values) {
      const moved = Object.keys(values).filter((name) => hasSignal(name));
      for (const name of moved) view.signal(name, values[name]);
      return moved.length ? redraw() : undefined;
    },
    setFrames(next) {
      const drawn = Object.keys(next).filter((name) => fed.includes(name));
      for (const name of drawn) feed(view, name, next[name], fit.forget);
      return drawn.length ? redraw() : undefined;
    },
    describe(text) {
      const drawn = host.querySelector("svg, canvas");
      if (drawn && drawn.getAttribute("aria-label") !== text) drawn.setAttribute("aria-label", text);
    },
    onSentence(tell) {
      if (!hasSignal("sentence")) return false;
      view.addSignalListener("sentence", (_, text) => tell(text));
      tell(view.signal("sentence"));
      return true;
    },
    async save(kind) {
      return kind === "svg" ? new Blob([await view.toSVG()], { type: "image/svg+xml" }) : pngOf(view);
    },
    close() {
      fit.disconnect();
      finalize();
    },
  };
}

// As many rows as before are the same rows with other values: Vega then moves its marks instead of making new ones.
function feed(view, name, rows, fitAnew) {
  const old = view.data(name);
  // Other rows may need another margin; with as many as before it holds still.
  if (!rows.length || old.length !== rows.length) {
    fitAnew();
    return view.data(name, rows).resize();
  }
  const changes = view.changeset();
  for (const field of Object.keys(rows[0])) {
    if (rows.every((row, i) => row[field] === old[i][field])) continue;
    let next = 0;
    changes.modify(() => true, field, () => rows[next++][field]);
  }
  return view.change(name, changes);
}

const NARROWEST = 180;
const SMALLEST = 0.85; // of its drawn size: below this the letters are hard to read, and the picture scrolls instead

// A single view is drawn narrower where the page is, so that its letters keep their size; the rest is scaled by CSS
// as far as its letters allow. What scrolls can be scrolled by keyboard.
function fitWidth(host, view, spec) {
  const single = ["hconcat", "vconcat", "concat", "facet", "repeat", "spec"].every((key) => !(key in spec));
  const authored = single ? view.width() : 0;
  let room = 0;
  let most = authored;
  const watch = new ResizeObserver(() => {
    const svg = host.querySelector("svg");
    if (!svg || !host.clientWidth) return;
    // Words that a wider drawing adds may need so much margin that it must be narrower, where it has no such words: at one
    // width of the page it never grows again, or the two would take turns for ever.
    if (host.clientWidth !== room) most = authored;
    room = host.clientWidth;
    const drawn = svg.viewBox.baseVal.width;
    const around = drawn - view.width();
    const width = Math.round(Math.min(most, Math.max(NARROWEST, room - around - 1)));
    most = width;
    if (authored && Math.abs(width - view.width()) > 1) view.width(width).runAsync();
    svg.style.minWidth = `${Math.round(SMALLEST * (authored ? around + width : drawn))}px`;
    if (host.scrollWidth > host.clientWidth + 1) host.tabIndex = 0;
    else host.removeAttribute("tabindex");
  });
  watch.observe(host);
  return {
    // Other rows are fitted afresh.
    forget: () => (most = authored),
    disconnect: () => watch.disconnect(),
  };
}

async function pngOf(view) {
  const canvas = await view.toCanvas(2);
  return new Promise((done) => canvas.toBlob(done, "image/png"));
}
