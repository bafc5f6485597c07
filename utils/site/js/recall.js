// Which earlier questions return: what was missed, then what was unsure, then what is longest ago (as spacing.py does).
const HOW_MANY = 3;
const SITTING_MS = 3 * 3600 * 1000;

function chooseRecall(notebook, progress, questions, page) {
  const asked = questions.filter((question) => question.notebook < notebook && question.type !== "text");
  const here = asked.filter(({ id }) => justAnswered(progress, id, page).length);
  here.sort((a, b) => justAnswered(progress, a.id, page)[0].n - justAnswered(progress, b.id, page)[0].n);
  const rest = asked.filter((question) => !here.includes(question) && !justAnswered(progress, question.id).length);
  rest.sort((a, b) => compareLists(urgencyOf(a, progress), urgencyOf(b, progress)));
  const chosen = [];
  for (const question of [...here, ...rest]) {
    if (chosen.every(({ objective }) => objective !== question.objective)) chosen.push(question);
  }
  return chosen.slice(0, HOW_MANY);
}

function justAnswered(progress, id, page = null) {
  const recent = progress.eventsOf(id).filter(({ at }) => {
    const ago = Date.now() - new Date(at).getTime();
    return ago >= 0 && ago < SITTING_MS;
  });
  return recent.filter((event) => page === null || event.page === page);
}

function urgencyOf(question, progress) {
  const notCore = Number(!question.core);
  const last = (progress.answers[question.id] ?? []).at(-1);
  const notebook = -Number(question.notebook);
  if (!last) return [2, notCore, 0, notebook, question.id];
  const rank = last.right !== true ? 0 : last.confidence === "guess" ? 1 : 3;
  return [rank, notCore, last.n, notebook, question.id];
}

function compareLists(a, b) {
  const place = a.findIndex((value, i) => value !== b[i]);
  return place < 0 ? 0 : a[place] < b[place] ? -1 : 1;
}
