// One question at a time. Keys: arrows right and left go on and back, R shows the answer, T starts and stops the clock, H the keys.
(() => {
  const { title, seconds, questions } = JSON.parse(document.getElementById("questions").textContent);
  const room = document.getElementById("room");
  const hands = questions.map((q) => q.options.map(() => ""));
  const shown = new Set();
  let at = 0;
  let clock = null; // { ends, left }: running when `ends` is set
  let helped = false;

  const make = (tag, properties = {}, ...children) => {
    const node = Object.assign(document.createElement(tag), properties);
    node.append(...children);
    return node;
  };
  const votes = (question) => ["single", "multiple"].includes(question.kind);
  const number = (text) => (/^\d{1,4}$/.test(text.trim()) ? Number(text) : 0);

  const header = () => make("header", {}, make("h1", { textContent: title }),
    make("span", { textContent: `${at + 1} of ${questions.length}` }),
    make("span", { className: "clock", id: "clock", ariaLabel: "Time left" }));

  const option = (question, place) => {
    const { html, why, right } = question.options[place];
    const open = shown.has(at);
    const item = make("li", { className: open && right ? "right" : "" });
    const words = make("span", { innerHTML: html });
    item.append(make("span", { className: "letter", textContent: open && votes(question) ? (right ? "✓" : "✗") : String.fromCharCode(65 + place) }), words);
    if (votes(question)) item.append(count(place, words.textContent));
    if (open && votes(question)) item.append(bar(question, place));
    if (open) item.append(make("p", { className: "why", innerHTML: why }));
    return item;
  };

  const count = (place, words) => {
    const box = make("input", { type: "text", inputMode: "numeric", maxLength: 4, value: hands[at][place], ariaLabel: `Hands for: ${words}` });
    box.addEventListener("input", () => {
      box.value = box.value.replace(/\D/g, "");
      hands[at][place] = box.value;
    });
    return make("label", { className: "hands" }, make("span", { textContent: "hands" }), box);
  };

  const bar = (question, place) => {
    const all = hands[at].map(number);
    const total = question.kind === "single" ? all.reduce((sum, n) => sum + n, 0) : Math.max(...all);
    const share = total ? (100 * all[place]) / total : 0;
    const inner = make("div", { className: "bar" });
    inner.style.width = `${share}%`;
    return make("div", { className: "rail", role: "img", ariaLabel: `${all[place]} hands` }, inner);
  };

  const answer = (question) => {
    const key = votes(question) ? "" : `<p><strong>${question.key.replace(/[&<>]/g, (c) => `&#${c.charCodeAt(0)};`)}</strong></p>`;
    return make("div", { className: "after", innerHTML: key + question.after });
  };

  const footer = () => {
    const act = (words, run) => {
      const button = make("button", { type: "button", textContent: words });
      button.addEventListener("click", run);
      return button;
    };
    const keys = "→ next, ← back, R answer, T clock, Tab and figures for raised hands, H hides this line";
    return make("footer", {}, act("← Back", () => go(-1)), act(shown.has(at) ? "Hide the answer" : "Show the answer", reveal),
      act(clock?.ends ? "Stop the clock" : "Start the clock", tick), act("Next →", () => go(1)), make("span", { textContent: helped ? "" : keys }));
  };

  const draw = () => {
    const question = questions[at];
    const list = make("ol", { className: "options" });
    list.append(...question.options.map((_, place) => option(question, place)));
    const parts = [header(), make("div", { className: "stem", innerHTML: question.stem }), make("p", { className: "how", textContent: question.how })];
    if (question.lefts.length) parts.push(make("p", { className: "lefts", textContent: question.lefts.join("  ·  ") }));
    if (question.kind !== "text" || shown.has(at)) parts.push(list);
    if (shown.has(at)) parts.push(answer(question));
    room.replaceChildren(...parts, footer());
    tell();
  };

  const go = (step) => {
    at = Math.min(questions.length - 1, Math.max(0, at + step));
    clock = null;
    draw();
    window.scrollTo(0, 0);
  };
  const reveal = () => {
    shown.has(at) ? shown.delete(at) : shown.add(at);
    clock = null;
    draw();
  };
  const left = () => (clock?.ends ? Math.max(0, Math.ceil((clock.ends - Date.now()) / 1000)) : clock ? clock.left : seconds);
  const tick = () => {
    clock = clock?.ends ? { left: left() } : { ends: Date.now() + 1000 * left() };
    draw();
  };
  const tell = () => {
    const place = document.getElementById("clock");
    const time = left();
    place.textContent = `${Math.floor(time / 60)}:${String(time % 60).padStart(2, "0")}`;
    place.classList.toggle("over", Boolean(clock?.ends) && time === 0);
  };
  setInterval(() => clock?.ends && tell(), 250);

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const typing = event.target.tagName === "INPUT";
    const run = { ArrowRight: () => go(1), PageDown: () => go(1), ArrowLeft: () => go(-1), PageUp: () => go(-1), r: reveal, t: tick,
      h: () => { helped = !helped; draw(); } }[event.key.length === 1 ? event.key.toLowerCase() : event.key];
    if (typing && event.key === "Enter") return reveal();
    if (!run || (typing && event.key.startsWith("Arrow"))) return;
    event.preventDefault();
    run();
  });
  draw();
})();
