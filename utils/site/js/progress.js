// What a passport says: the same reading as in a notebook (utils/learning/passport/progress.py).
function readProgress(events) {
  const answers = {};
  const predictions = {};
  const shown = {};
  let name = "";
  for (const event of mergeEvents(events)) {
    const asked = typeof event.question === "string" ? event.question : null;
    if (event.kind === "answer" && asked) (answers[asked] ??= []).push(event);
    else if (event.kind === "prediction" && asked) predictions[asked] ??= event;
    else if (event.kind === "solution" && asked) shown[asked] = event;
    else if (event.kind === "name" && typeof event.name === "string") name = event.name.slice(0, 80);
  }
  return {
    answers,
    predictions,
    name,
    // Attempts, and the answer looked up since the last fresh start.
    eventsOf(id) {
      const tries = answers[id] ?? [];
      const lookedUp = shown[id];
      return lookedUp && tries.length && lookedUp.n > tries.at(-1).n ? [...tries, lookedUp] : tries;
    },
    predictionsOf: (id) => (predictions[id] ? [predictions[id]] : []),
    firstRight: (id) => (answers[id] ? answers[id][0].right === true : null),
    latestRight: (id) => (answers[id] ? answers[id].at(-1).right === true : null),
  };
}

// How secure an objective is: "not met yet", "under way", or "secure".
function masteryOf(asked, progress) {
  const latest = asked.map((id) => progress.latestRight(id));
  const answered = latest.filter((right) => right !== null).length;
  const right = latest.filter(Boolean).length;
  const enough = right >= Math.min(2, asked.length) && right >= 0.8 * answered;
  return { answered, right, word: !answered ? "not met yet" : enough ? "secure" : "under way" };
}

// What a card can open with: the last answer that today's question can show; null when there is none.
function readEarlier(question, events) {
  const answered = events.filter((event) => event.kind !== "solution" && canShow(question, event.answer));
  if (!answered.length) return null;
  const last = answered.at(-1);
  const right = markAnswer(question, last.answer).right;
  const shown = events.some((event) => event.kind === "solution");
  return { answer: last.answer, tries: answered.length, right, done: right || shown, day: dayOf(last.at) };
}

function canShow(question, answer) {
  if (question.type === "numeric") return typeof answer === "number";
  const isPlace = (i) => Number.isInteger(i) && i >= 0 && i < question.options.length;
  if (question.type === "single") return isPlace(answer);
  if (!Array.isArray(answer) || !answer.every(isPlace)) return false;
  if (question.type === "order") return new Set(answer).size === question.options.length && answer.length === question.options.length;
  return question.type !== "match" || answer.length === question.lefts.length;
}

function dayOf(moment) {
  const day = new Date(moment);
  if (Number.isNaN(day.getTime())) return "";
  return day.toLocaleDateString(document.documentElement.lang || "en-GB", { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" });
}
