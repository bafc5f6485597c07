// Everything said in words: the sentence beside the picture, what a screen reader hears, cautions, what went wrong.
const REST_MS = 600; // how long the hand must rest before a change is spoken
const HELD_MS = 3000; // a key that is down does not rest, however slowly its steps come; its release may go elsewhere, though

function setText(node, text) {
  if (node.textContent === (text ?? "")) return;
  node.textContent = text ?? "";
  node.hidden = !text;
}

// What a listener has not heard yet: the sentences that are new, in their order.
function newsIn(text, heard) {
  const sentences = text.split(/(?<=[.!?])\s+(?=[A-Z0-9“])/);
  const known = new Set(heard.split(/(?<=[.!?])\s+(?=[A-Z0-9“])/));
  const news = sentences.filter((sentence) => !known.has(sentence));
  return (news.length ? news : sentences).join(" ");
}

// The live region is apart from what is shown: shown at once, spoken after rest, the latest only, nothing twice.
// waiting(): whether an answer is still on its way; what it says would be spoken over the present one.
function makeVoice(waiting) {
  const live = element("p", { class: "mc-live", role: "status", "aria-live": "polite", "aria-atomic": "true" });
  let heard = null;
  let latest = "";
  let rest = null;
  const down = new Set(); // keys
  const pause = () => {
    clearTimeout(rest);
    live.dataset.rests = "false";
    rest = setTimeout(() => {
      if (waiting()) return pause();
      if (latest !== heard) live.textContent = newsIn(latest, heard);
      heard = latest;
      live.dataset.rests = "true"; // all is said
      return undefined;
    }, down.size ? HELD_MS : REST_MS);
  };
  return {
    live,
    pause,
    // Hear which keys of the controls inside `node` are held down: held keys are one announcement.
    watchKeys(node) {
      node.addEventListener("keydown", (e) => {
        down.add(e.key);
        if (e.repeat) pause();
      });
      node.addEventListener("keyup", (e) => down.delete(e.key) && pause());
      node.addEventListener("focusout", () => down.clear());
    },
    hear(text) {
      latest = text;
      if (heard === null) heard = text; // what stands there from the beginning is read, not announced
      pause();
    },
    close: () => clearTimeout(rest),
  };
}

const MOST_SAID = 0.36; // of the page's height that the sentence may take and still stay in sight

// A text that grows and shrinks while a control moves keeps the room it once needed, so that nothing jumps.
function keepRoom(node) {
  const room = Math.max(node.offsetHeight, Number.parseFloat(node.style.minHeight) || 0);
  if (room) node.style.minHeight = `${room}px`;
}

function makeWords(waiting) {
  const sentence = element("p", { class: "mc-sentence" });
  const caution = element("p", { class: "mc-caution", role: "note", hidden: true });
  const trouble = element("div", { class: "mc-trouble", role: "alert", hidden: true });
  const notice = element("p", { class: "mc-notice", role: "status", hidden: true });
  const voice = makeVoice(waiting);
  // So much text would hide the picture while the page scrolls; then it stays where it is.
  const keepInSight = () => {
    const room = Number.parseFloat(getComputedStyle(sentence).getPropertyValue("--mc-room")) || globalThis.innerHeight;
    sentence.classList.remove("mc-much"); // it may stand wider with it
    sentence.classList.toggle("mc-much", sentence.offsetHeight > MOST_SAID * room);
  };
  return {
    sentence,
    caution,
    trouble,
    notice,
    live: voice.live,
    close: voice.close,
    moving: voice.pause,
    watchKeys: voice.watchKeys,
    // aloud: what those hear who do not see the picture, beyond the sentence.
    say(text, aloud = "") {
      setText(sentence, text);
      keepRoom(sentence);
      keepInSight();
      voice.hear(`${text ?? ""} ${aloud}`.trim());
    },
    warn(text) {
      setText(caution, text ? `Caution: ${text}` : "");
      keepRoom(caution);
    },
    note(text) {
      setText(notice, text);
    },
    fail(problem) {
      if (!problem && trouble.hidden) return undefined;
      trouble.hidden = !problem;
      if (!problem) return trouble.replaceChildren();
      const detail = problem.detail && element(
        "details", {}, element("summary", {}, "Details for developers"), element("pre", { tabindex: "0" }, problem.detail),
      );
      return trouble.replaceChildren(element("p", {}, problem.words), ...(detail ? [detail] : []));
    },
    forgetRoom() {
      for (const node of [sentence, caution]) node.style.minHeight = "";
      keepInSight();
    },
  };
}
