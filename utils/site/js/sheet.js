// A page of cards: quiz, prediction and its return, looking back, the tests before and after.
function openSheet(place, sheet, store) {
  const progress = readProgress(store.events());
  const knows = sheet.kind === "predict" ? progress.predictionsOf : progress.eventsOf;
  const cards = [];
  const tally = element("p", { class: "mq-tally", role: "status" });
  const gain = element("div", { class: "mq-gain" });
  const stack = element("div", { class: "mq-stack" });
  const settings = { store, page: sheet.key, marked: sheet.marked, noted: sheet.noted, onAnswer: count };

  function count() {
    const done = cards.filter((card) => card.done).length;
    tally.textContent = cards.length > 1 ? say("{done} of {all} questions done.", { done, all: cards.length }) : "";
    if (sheet.pairs && cards.every((card) => card.tries || card.done)) gain.innerHTML = sayGain(sheet, readProgress(store.events()));
  }

  function add(questions) {
    for (const q of questions) cards.push(makeCard(q, settings, recallOnly(sheet, progress, q) ?? knows(q.id)));
    stack.append(...cards.slice(-questions.length).map(({ node }) => node));
    count();
  }

  const wanted = readAddress(location.hash).place;
  const beyond = sheet.questions.slice(sheet.core).some((q) => q.id === wanted || knows(q.id).length);
  const core = beyond ? sheet.questions.length : sheet.core;
  const rest = sheet.questions.slice(core);
  const more = rest.length ? button(say("Show {n} more questions", { n: rest.length }), () => {
    more.remove();
    add(rest);
  }) : null;
  const before = sheet.kind === "reflect" ? sayPrediction(sheet.questions[0], progress) : null;
  const head = [element("p", {}, element("strong", {}, sheet.title)), sheet.note ? element("p", {}, sheet.note) : null];
  place.replaceChildren(element("div", { class: "mq-quiz" }, ...head.filter(Boolean), before, stack, more, tally, gain));
  add(sheet.questions.slice(0, core));
  if (["posttest", "delayedtest"].includes(sheet.kind)) foldTest(stack, cards, sayWait(sheet, progress));
}

// A question that looks back shows only what was answered on this very page in this sitting.
function recallOnly(sheet, progress, q) {
  return sheet.kind === "recall" ? justAnswered(progress, q.id, sheet.key) : null;
}

// With a passport, what was missed or is longest ago returns; the usual three otherwise.
async function openRecall(place, sheet, store) {
  const progress = readProgress(store.events());
  if (!Object.keys(progress.answers).length || !sheet.questions.length) return openSheet(place, sheet, store);
  try {
    await loadScript("questions");
  } catch {
    return openSheet(place, sheet, store);
  }
  const chosen = chooseRecall(sheet.key.split("-")[1], progress, globalThis.mcQuestions, sheet.key);
  const questions = chosen.map((q, i) => ({ ...q, label: `${q.id} · ${say("Question {n} of {all}", { n: i + 1, all: chosen.length })}` }));
  const note = chosen.length ? sheet.note : say("You have just answered what there is to look back on: read on.");
  return openSheet(place, { ...sheet, note, questions, core: questions.length }, store);
}

// From when the delayed test is open: thirty days after the last first answer of the test after the course; "" when it is.
function sayWait(sheet, progress) {
  if (sheet.kind !== "delayedtest") return "";
  const firsts = sheet.pairs.map(({ after }) => progress.answers[after]?.[0]);
  if (!firsts.every(Boolean)) return say("It opens thirty days after you have taken the test after the course.");
  const last = Math.max(...firsts.map(({ at }) => Date.parse(`${at}`.slice(0, 10)) || 0));
  const opens = new Date(last + 30 * 86400000);
  if (opens <= new Date()) return "";
  return say("It opens on {day}, thirty days after your last test. Until then there is nothing to do.", { day: dayOf(opens.toISOString()) });
}

function foldTest(stack, cards, wait) {
  if (cards.some(({ tries }) => tries)) return;
  stack.hidden = true;
  if (wait) {
    stack.before(element("p", {}, wait));
    return;
  }
  const begin = button(say("Begin the test"), () => {
    stack.hidden = false;
    begin.remove();
    stack.querySelector("input, select, textarea, button")?.focus();
  });
  stack.before(begin);
}

function sayPrediction(q, progress) {
  const answer = progress.predictions[q.id]?.answer;
  if (answer === undefined) return element("p", {}, say("You have not recorded a prediction for this one; that is fine. Answer it now."));
  const known = q.type === "single" ? q.names[answer] : typeof answer === "number" ? `${answer} ${q.unit}`.trim() : undefined;
  const words = known ?? say("an answer that this version of the course cannot read");
  return element("p", { html: say("At the start you said: {answer}", { answer: `<strong>${words}</strong>` }) });
}

function sayGain(sheet, progress) {
  if (sheet.kind === "pretest") {
    const right = sheet.pairs.filter(({ before }) => progress.firstRight(before) === true).length;
    return `<p>${say("{right} of {all} at the start. That is your own baseline; nobody else sees it, and which ones stays open until the test after the course.", { right: `<strong>${right}`, all: `${sheet.pairs.length}</strong>` })}</p>`;
  }
  const goals = [...new Set(sheet.pairs.map(({ goal }) => goal))];
  const counted = (pairs, when) => {
    const taken = pairs.map((pair) => progress.firstRight(pair[when])).filter((right) => right !== null);
    return taken.length ? String(taken.filter(Boolean).length) : say("not taken");
  };
  const taken = sheet.pairs.some(({ later }) => progress.firstRight(later) !== null);
  const whens = taken ? ["before", "after", "later"] : ["before", "after"];
  const cells = (pairs) => whens.map((when) => `<td>${counted(pairs, when)}</td>`).join("");
  const row = (words, pairs) => `<tr><th scope="row">${words}</th>${cells(pairs)}</tr>`;
  const rows = goals.map((goal) => row(escapeHtml(goal), sheet.pairs.filter((pair) => pair.goal === goal)));
  const heads = [say("You can …"), say("Before"), say("After"), say("30 days later")].slice(0, 1 + whens.length);
  const head = heads.map((words) => `<th scope="col">${words}</th>`).join("");
  const caution = say("Answering the first test helps by itself: a part of any gain comes from having met its questions before, with or without what was read in between.");
  return `<table><caption>${say("Your own gain: right at the first try")}</caption><thead><tr>${head}</tr></thead><tbody>${rows.join("")}</tbody><tfoot>${row(say("All"), sheet.pairs)}</tfoot></table><p>${caution}</p>`;
}

const escapeHtml = (text) => element("span", {}, text).innerHTML;
