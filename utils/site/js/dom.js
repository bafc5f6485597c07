// Small helpers for making and finding parts of the page.
function element(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === undefined || value === null || value === false) continue;
    if (name.startsWith("on")) made.addEventListener(name.slice(2), value);
    else if (name === "html") made.innerHTML = value; // only what the course itself has written
    else made.setAttribute(name, value === true ? "" : value);
  }
  made.append(...children.filter((child) => child !== null && child !== undefined));
  return made;
}

const button = (text, act, more = {}) => element("button", { type: "button", onclick: act, ...more }, text);
const all = (selector, where = document) => [...where.querySelectorAll(selector)];

let named = 0;
const nextId = (prefix) => `${prefix}-${(named += 1)}`;

// What a page carries as data; null when it is missing or cannot be read, so that what is printed stays.
function readData(id, reviver) {
  try {
    return JSON.parse(document.getElementById(id)?.textContent ?? "null", reviver);
  } catch {
    return null;
  }
}

function loadScript(name) {
  return new Promise((done, failed) => {
    document.head.append(element("script", { src: `assets/${name}.js`, onload: done, onerror: failed }));
  });
}

function saveFile(name, text, type) {
  const link = element("a", { href: URL.createObjectURL(new Blob([text], { type })), download: name });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
