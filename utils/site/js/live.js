// Activities come alive when they come near: until then, and if anything fails, still and words stay where they are.
const NEAR = "800px";
const models = new Map(); // cell -> model
let runtime = null;

function mountActivities() {
  const watch = new IntersectionObserver(
    (entries) => entries.filter((entry) => entry.isIntersecting).forEach(({ target }) => mount(target.dataset.live)),
    { rootMargin: NEAR },
  );
  all("[data-live]").forEach((figure) => watch.observe(figure));
}

async function mount(cell) {
  if (models.has(cell)) return models.get(cell);
  const state = readData(`state-${cell}`, revive);
  if (!state) return null;
  const model = makeModel(state);
  models.set(cell, model);
  try {
    await (runtime ??= loadScript("livechart"));
    show(cell, model);
  } catch {
    models.delete(cell);
    place(cell)?.replaceChildren(element("p", { class: "rest" }, say("The moving parts of this picture did not arrive; it stands in its first state.")));
  }
  return model;
}

const place = (cell) => document.querySelector(`[data-place="${cell}"]`);

function show(cell, model) {
  const el = place(cell);
  const still = document.getElementById(`live-of-${cell}`);
  const inner = element("div", { class: "live" });
  el.replaceChildren(inner);
  globalThis[`myeloma-course-${STAMP}`].render({ model, el: inner });
  still.classList.add("replaced");
  el.append(linkButton(cell, model));
}

// The settings of an activity in the address, so that what somebody found can be handed on.
function linkButton(cell, model) {
  const told = element("span", { role: "status" });
  const copy = button(say("Link to these settings"), async () => {
    history.replaceState(null, "", addressOf(cell, model.get("values")));
    try {
      await navigator.clipboard.writeText(location.href);
      told.textContent = say("Copied: the address leads to what you see.");
    } catch {
      told.textContent = say("The address at the top now leads to what you see.");
    }
  });
  return element("p", { class: "live-link" }, copy, " ", told);
}
