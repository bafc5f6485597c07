// Search over all pages: the index comes as a script when somebody begins to type, so that it works from a disk too.
const MOST_FOUND = 12;
const AROUND = 70; // letters of a passage on each side of what was found

function wireSearch() {
  const field = document.getElementById("search");
  const found = document.getElementById("found");
  let loading = null;
  const load = () => (loading ??= globalThis.mcSearch ? Promise.resolve() : loadScript("search"));
  field.addEventListener("focus", load);
  field.addEventListener("input", async () => {
    await load();
    showFound(found, findPassages(globalThis.mcSearch ?? [], field.value), field.value);
  });
  field.addEventListener("keydown", (event) => {
    if (event.key === "Escape") {
      field.value = "";
      found.hidden = true;
    }
    if (event.key === "ArrowDown") found.querySelector("a")?.focus();
  });
  document.addEventListener("click", (event) => {
    if (!event.target.closest(".search")) found.hidden = true;
  });
}

function findPassages(rows, asked) {
  const words = asked.toLowerCase().split(/\s+/).filter((word) => word.length > 1);
  if (!words.length) return [];
  const scored = rows.map((row) => [scoreOf(row, words), row]).filter(([score]) => score > 0);
  return scored.sort(([a], [b]) => b - a).slice(0, MOST_FOUND).map(([, row]) => row);
}

// Every word must be there; a hit in title or heading counts more than one in the text.
function scoreOf([, title, heading, text], words) {
  let score = 0;
  for (const word of words) {
    const hits = [title, heading, text].map((part) => part.toLowerCase().includes(word));
    if (!hits.some(Boolean)) return 0;
    score += 4 * hits[0] + 3 * hits[1] + hits[2];
  }
  return score;
}

function excerptOf(text, asked) {
  const word = asked.toLowerCase().split(/\s+/).find((one) => one.length > 1 && text.toLowerCase().includes(one));
  if (!word) return [text.slice(0, 2 * AROUND)];
  const at = text.toLowerCase().indexOf(word);
  const start = Math.max(0, at - AROUND);
  return [`${start ? "…" : ""}${text.slice(start, at)}`, element("mark", {}, text.slice(at, at + word.length)), `${text.slice(at + word.length, at + word.length + AROUND)}…`];
}

function showFound(found, rows, asked) {
  const items = rows.map(([address, title, heading, text]) =>
    element("li", {}, element("a", { href: address }, element("strong", {}, title === heading ? title : `${title}: ${heading}`), element("span", {}, ...excerptOf(text, asked)))));
  const none = asked.trim().length > 1 ? say("Nothing found. Try one word, or a shorter one.") : "";
  const count = rows.length ? say("{n} passages", { n: rows.length === MOST_FOUND ? `${MOST_FOUND}+` : rows.length }) : none;
  found.replaceChildren(element("p", { role: "status" }, count), element("ul", {}, ...items));
  found.hidden = !asked.trim();
}
