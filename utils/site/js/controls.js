// What a learner touches to answer: native inputs. Each has a node, read() in the form that is marked, and write().
function makeControl(q) {
  return CONTROLS[q.type](q);
}

const NUMBER = /[-+]?\d+(?:[.,]\d+)?(?:e[-+]?\d+)?/;

function readNumber(text) {
  const found = text.replaceAll("\u2212", "-").match(NUMBER);
  return found ? Number(found[0].replace(",", ".")) : null;
}

function pick(kind, name, text) {
  const input = element("input", { type: kind, name });
  return { input, node: element("label", { class: "mq-pick" }, input, element("span", {}, text)) };
}

function makeChoice(q) {
  const name = nextId("mq-choice");
  const made = q.order.map((i) => ({ i, ...pick("radio", name, q.options[i]) }));
  return {
    node: element("div", { class: "mq-control" }, ...made.map(({ node }) => node)),
    read: () => made.find(({ input }) => input.checked)?.i ?? null,
    write: (answer) => made.forEach(({ i, input }) => (input.checked = i === answer)),
  };
}

function makeTicks(q) {
  const made = q.order.map((i) => ({ i, ...pick("checkbox", nextId("mq-tick"), q.options[i]) }));
  return {
    node: element("div", { class: "mq-control" }, ...made.map(({ node }) => node)),
    read() {
      const ticked = made.filter(({ input }) => input.checked).map(({ i }) => i).sort((a, b) => a - b);
      return ticked.length ? ticked : null;
    },
    write: (answer) => made.forEach(({ i, input }) => (input.checked = answer.includes(i))),
  };
}

function makeNumber(q) {
  const input = element("input", { type: "text", inputmode: "decimal", autocomplete: "off", placeholder: say("a number") });
  const words = q.unit ? say("Your answer ({unit})", { unit: q.unit }) : say("Your answer");
  return {
    node: element("div", { class: "mq-control" }, element("label", { class: "mq-typed" }, element("span", {}, words), input)),
    read: () => readNumber(input.value),
    write: (answer) => (input.value = String(answer)),
  };
}

// A list for each row: -1 while nothing is chosen.
function makeMenus(rows, choices) {
  const made = rows.map((text) => {
    const options = [[say("choose …"), -1], ...choices].map(([words, value]) => element("option", { value }, words));
    const input = element("select", {}, ...options);
    return { input, node: element("label", { class: "mq-menu" }, element("span", {}, text), input) };
  });
  return {
    node: element("div", { class: "mq-control" }, ...made.map(({ node }) => node)),
    values: () => made.map(({ input }) => Number(input.value)),
    set: (values) => made.forEach(({ input }, row) => (input.value = String(values[row]))),
  };
}

function makePlaces(q) {
  const menus = makeMenus(q.order.map((i) => q.options[i]), q.order.map((_, place) => [String(place + 1), place + 1]));
  return {
    node: menus.node,
    read() {
      const placed = menus.values();
      if (placed.includes(-1) || new Set(placed).size < placed.length) return null;
      return placed.map((place, row) => [place, q.order[row]]).sort(([a], [b]) => a - b).map(([, i]) => i);
    },
    write: (answer) => menus.set(q.order.map((i) => answer.indexOf(i) + 1)),
  };
}

function makePartners(q) {
  const menus = makeMenus(q.lefts, q.order.map((i) => [q.options[i], i]));
  return {
    node: menus.node,
    read: () => (menus.values().includes(-1) ? null : menus.values()),
    write: (answer) => menus.set(answer),
  };
}

function makeWordsField() {
  const input = element("textarea", { rows: 4 });
  return {
    node: element("div", { class: "mq-control" }, element("label", { class: "mq-typed mq-long" }, element("span", {}, say("Your answer")), input)),
    read: () => input.value.trim() || null,
    write() {}, // the passport keeps which points were made, never anybody's own words
  };
}

const CONTROLS = { single: makeChoice, multiple: makeTicks, numeric: makeNumber, order: makePlaces, match: makePartners, text: makeWordsField };
