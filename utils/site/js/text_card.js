// A free-text question: the learner writes, compares with a model answer and ticks the points made.
function makeTextCard(q, settings, earlier) {
  const card = { question: q, tries: 0, done: false };
  const words = makeWordsField();
  let points = makeTicks(q);
  const ticks = element("div", {}, points.node);
  const again = button(say("Start this question afresh"), startAfresh, { hidden: true });
  const row = element("div", { class: "mq-row" }, button(say("Compare with a model answer"), compare), again);
  const made = element("div", { class: "mq-points", hidden: true }, ticks, button(say("Save the points I made"), savePoints));
  const { node, reply } = frameOf(q, words.node, row);
  node.append(made);
  const record = makeRecorder(q, settings, card);
  const tell = makeSpeaker(reply, settings, card);

  function compare() {
    if (words.read() === null) return tell(sayMissing(q.missing));
    made.hidden = false;
    return tell(q.model);
  }

  function savePoints() {
    const ticked = points.read() ?? [];
    record(ticked, markAnswer(q, ticked), "own");
    card.done = true;
    tell(q.model + sayPoints(q, ticked) + q.reasons + q.after);
  }

  function startAfresh() {
    Object.assign(card, { tries: 0, done: false });
    points = makeTicks(q);
    ticks.replaceChildren(points.node);
    made.hidden = again.hidden = true;
    tell("");
  }

  const found = readEarlier(q, earlier);
  if (found) {
    points.write(found.answer);
    Object.assign(card, { tries: found.tries, done: true });
    again.hidden = false;
    reply.innerHTML = `${sayPoints(q, found.answer)}<p>${say("Your own words are not kept.")}</p>${q.reasons}${q.after}`;
  }
  return Object.assign(card, { node });
}
