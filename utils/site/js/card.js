// One question as a card: stem, control, how sure, a reply in words; it opens as the passport left it.
const SURENESS = { guess: "a guess", fairly: "fairly sure", sure: "sure" };

// settings: { store, page, marked, noted, onAnswer }
function makeCard(q, settings, earlier = []) {
  return q.type === "text" ? makeTextCard(q, settings, earlier) : makeMarkedCard(q, settings, earlier);
}

function frameOf(q, ...children) {
  const stem = element("div", { class: "mq-text", id: nextId("mq-stem"), html: q.stem });
  const reply = element("div", { class: "mq-reply", role: "status", "aria-live": "polite" });
  const node = element("div", { class: "mq-question", id: q.id, role: "group", "aria-labelledby": stem.id },
    element("p", { class: "mq-label" }, q.label), stem, element("p", { class: "mq-how" }, q.how), ...children, reply);
  return { node, reply };
}

// What every card does with the passport: attempts count until the question is closed.
function makeRecorder(q, settings, card) {
  return (answer, mark, sureness) => {
    if (card.done) return;
    card.tries += 1;
    const kind = q.id.endsWith("-p") && !settings.marked ? "prediction" : "answer";
    const share = Math.round(mark.share * 1000) / 1000;
    settings.store.record(kind, { question: q.id, answer, right: mark.right, share, confidence: sureness, attempt: card.tries, page: settings.page });
  };
}

function makeSpeaker(reply, settings, card) {
  return (html) => {
    const notice = settings.store.notice;
    reply.innerHTML = html;
    if (notice) reply.append(element("p", { class: "mq-notice" }, notice));
    settings.onAnswer?.(card);
  };
}

function makeMarkedCard(q, settings, earlier) {
  const card = { question: q, tries: 0, done: false };
  const act = settings.marked ? say("Check") : say("Note it");
  let control = makeControl(q);
  const hold = element("div", {}, control.node);
  const solution = button(say("Show the answer"), showSolution, { hidden: true });
  const again = button(say("Start this question afresh"), startAfresh, { hidden: true });
  const hint = settings.marked && q.hint ? button(say("Hint"), () => tell(q.hint)) : null;
  const sures = Object.entries(SURENESS).map(([name, words]) => button(`${act}: ${say(words)}`, () => submit(name)));
  const row = element("div", { class: "mq-row" }, element("span", { class: "mq-sure" }, say("How sure are you?")), ...sures, hint, solution, again);
  const { node, reply } = frameOf(q, hold, row);
  const record = makeRecorder(q, settings, card);
  const tell = makeSpeaker(reply, settings, card);

  function submit(sureness) {
    const answer = control.read();
    if (answer === null) return tell(sayMissing(q.missing));
    const mark = markAnswer(q, answer);
    if (!settings.marked) return note(answer, mark, sureness);
    record(answer, mark, sureness);
    card.done ||= mark.right;
    if (mark.right) return tell(sayRight(q, mark, sureness));
    solution.hidden = card.tries < 2;
    return tell(sayNotYet(q, mark, sureness, card.tries >= 2));
  }

  function note(answer, mark, sureness) {
    const first = !card.done;
    record(answer, mark, sureness);
    card.done = true;
    tell(sayNoted(first ? settings.noted : say(KEPT)));
  }

  function showSolution() {
    card.done = true;
    settings.store.record("solution", { question: q.id, page: settings.page });
    tell(saySolution(q));
  }

  function startAfresh() {
    Object.assign(card, { tries: 0, done: false });
    control = makeControl(q);
    hold.replaceChildren(control.node);
    solution.hidden = again.hidden = true;
    tell("");
  }

  function openAsLeft(found) {
    control.write(found.answer);
    Object.assign(card, { tries: found.tries, done: found.done || !settings.marked });
    if (!settings.marked) return (reply.innerHTML = sayNoted(say(KEPT)));
    again.hidden = false;
    solution.hidden = found.tries < 2 || found.done;
    return (reply.innerHTML = sayEarlier(q, found));
  }

  const found = readEarlier(q, earlier);
  if (found) openAsLeft(found);
  return Object.assign(card, { node });
}
