// The passport's lines: the same form as in a notebook, one JSON object a line, only ever added to.
const LONGEST_LINE = 65_536;
const LINE_ID = /^[A-Za-z0-9_-]{8,64}$/;

function newEvent(kind, clock, details) {
  const id = [...crypto.getRandomValues(new Uint8Array(8))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  const at = `${new Date().toISOString().slice(0, 19)}+00:00`;
  return { v: 1, id, n: clock, at, kind, ...details };
}

// As Python writes it: sorted keys, ASCII only, a share with its decimals.
function writeLine(event) {
  const write = (value) => {
    if (Array.isArray(value)) return `[${value.map(write).join(", ")}]`;
    if (value && typeof value === "object") {
      const pairs = Object.keys(value).sort().map((key) => `${JSON.stringify(key)}: ${key === "share" && Number.isInteger(value[key]) ? `${value[key]}.0` : write(value[key])}`);
      return `{${pairs.join(", ")}}`;
    }
    return JSON.stringify(value) ?? "null";
  };
  return write(event).replace(/[\u007f-\uffff]/g, (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, "0")}`);
}

// One line into an event, or null when it is not one of ours.
function parseLine(line) {
  const text = line.replace(/^\ufeff/, "").trim();
  if (!text.startsWith("{") || text.length > LONGEST_LINE) return null;
  try {
    const event = { v: 0, n: 0, at: "", ...JSON.parse(text) };
    return isWellFormed(event) ? event : null;
  } catch {
    return null;
  }
}

function isWellFormed({ id, kind, at, n }) {
  return typeof id === "string" && LINE_ID.test(id) && typeof kind === "string" && typeof at === "string" && Number.isSafeInteger(n) && n >= 0;
}

function readLines(text) {
  const lines = text.split("\n").filter((line) => line.trim());
  const events = lines.map(parseLine).filter(Boolean);
  return { events, foreign: lines.length - events.length };
}

// Each event once, in the order it happened, whatever the order of the logs.
function mergeEvents(...logs) {
  const kept = new Map();
  for (const event of logs.flat()) {
    const rival = kept.get(event.id);
    if (!rival || writeLine(event) > writeLine(rival)) kept.set(event.id, event);
  }
  const before = (a, b) => (a < b ? -1 : a > b ? 1 : 0);
  return [...kept.values()].sort((a, b) => a.n - b.n || before(a.at, b.at) || before(a.id, b.id));
}
