// Where the passport lies on a page: this browser's storage, or, when that is blocked or full, this visit only.
const KEY = globalThis.mcPassportOf ? `mc-passport-${globalThis.mcPassportOf}` : "mc-passport"; // inside a learning platform, one for each person
const BLOCKED = "This browser keeps nothing for this page (a private window, or storage is blocked): your answers are kept for this visit only. Download the passport before you leave.";
const FULL = "The storage of this browser is full: your last answer is kept for this visit only. Nothing recorded earlier is lost. Download the passport to be safe.";

function openStore(storage = findStorage()) {
  let pending = []; // what could not be written
  let notice = storage ? "" : BLOCKED;
  const ears = new Set();

  function readKept() {
    try {
      return storage?.getItem(KEY) ?? "";
    } catch {
      return "";
    }
  }

  const events = () => mergeEvents(readLines(readKept()).events, pending);

  // What another tab has written meanwhile is read again before each write.
  function flush() {
    if (storage && pending.length) {
      try {
        const kept = readKept();
        const lines = pending.map((event) => `${writeLine(event)}\n`).join("");
        storage.setItem(KEY, kept && !kept.endsWith("\n") ? `${kept}\n${lines}` : kept + lines);
        pending = [];
        notice = "";
      } catch {
        notice = FULL;
      }
    }
    ears.forEach((heed) => heed());
    document.dispatchEvent(new CustomEvent("mc-passport", { detail: events() }));
  }

  globalThis.addEventListener("storage", ({ key }) => (key === KEY || key === null) && ears.forEach((heed) => heed()));
  return {
    events,
    get notice() {
      return notice && say(notice);
    },
    listen: (heed) => ears.add(heed),
    record(kind, details) {
      const clock = 1 + events().reduce((most, { n }) => Math.max(most, n), 0);
      pending.push(newEvent(kind, clock, details));
      flush();
    },
    exportText: () => events().map((event) => `${writeLine(event)}\n`).join(""),
    restore(text) {
      const { events: found, foreign } = readLines(text);
      const known = new Set(events().map(({ id }) => id));
      const fresh = mergeEvents(found).filter(({ id }) => !known.has(id));
      pending.push(...fresh);
      flush();
      return sayRestored(mergeEvents(found).length, fresh.length, foreign);
    },
    erase() {
      pending = [];
      try {
        storage?.removeItem(KEY);
      } catch {
        // Nothing was kept here.
      }
      flush();
      return say("Your passport is deleted. Copies you downloaded are yours to delete.");
    },
  };
}

function findStorage() {
  try {
    localStorage.setItem("mc-try", "1");
    localStorage.removeItem("mc-try");
    return localStorage;
  } catch {
    return null;
  }
}

function sayRestored(found, fresh, foreign) {
  if (!found) return say("No progress was found in this file. Is it a passport.jsonl that you downloaded here or in Jupyter?");
  const said = say("Restored {fresh} new of {found} recorded events.", { fresh, found });
  return foreign ? `${said} ${say("{foreign} lines were not part of a passport and were left out.", { foreign })}` : said;
}
