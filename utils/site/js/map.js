// The map of the course as it fills.
const SIGNS = { "not met yet": "○", "under way": "◐", "secure": "●" };

function openMap(place, rows, store) {
  const box = element("div", { class: "mq-quiz" });
  place.replaceChildren(box);
  const draw = () => box.replaceChildren(...drawMap(rows, readProgress(store.events())));
  store.listen(draw);
  draw();
}

function drawMap(rows, progress) {
  const empty = Object.keys(progress.answers).length ? null : element("p", {}, say("Nothing is answered yet. The map fills as you answer the questions of the pages."));
  const items = rows.map((row) => {
    if (!row.file) return element("li", {}, say("{title} (coming)", { title: row.title }));
    const goals = row.goals.map((goal) => element("li", {}, sayGoal(goal, progress)));
    return element("li", {}, element("a", { href: row.file }, row.title), goals.length ? element("ul", {}, ...goals) : say(": how the course works"));
  });
  const lead = element("p", {}, element("b", {}, say("The course, page by page.")), ` ${say("You can ...")}`);
  return [empty, lead, element("ul", { class: "mq-map" }, ...items)].filter(Boolean);
}

function sayGoal({ text, asked }, progress) {
  const { answered, right, word } = masteryOf(asked, progress);
  if (!answered) return `${SIGNS[word]} ${text}`;
  return `${SIGNS[word]} ${text}: ${say(word)} (${say("{right} of {answered} asked right", { right, answered })})`;
}
