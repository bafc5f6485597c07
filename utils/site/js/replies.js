// What a card says back: word for word what utils/learning/questions/feedback.py says; a test compares them.
const verdict = (kind, words, more = "") => `<p class="mq-verdict${kind}"><strong>${words}</strong>${more}</p>`;

const KEPT = "Your first answer counts; it is kept.";
const sayNoted = (words) => verdict("", say("Noted."), ` ${words}`);
const sayMissing = (words) => verdict("", say("Not marked yet."), ` ${words}`);
const saySolution = (q) => q.solution + q.reasons + q.after;

function sayRight(q, mark, sureness) {
  const lucky = `<p>${say("You were not sure, and you were right: read why, so that next time you know.")}</p>`;
  const told = mark.remarks.length === q.options.length;
  return verdict(" mq-right", say("✓ Right.")) + listRemarks(mark) + (sureness === "guess" ? lucky : "") + (told ? "" : q.reasons) + q.after;
}

function sayNotYet(q, mark, sureness, last) {
  const share = mark.share > 0 && mark.share < 1 ? ` ${sayShare(q, mark.share)}` : "";
  const sure = sureness === "sure" ? ` ${say("You felt sure, so this one is worth a second look.")}` : "";
  const nudge = last ? say("Ask for the answer, or try once more.") : say("Have another try.");
  return `${verdict(" mq-off", say("✗ Not quite."), share + sure)}${listRemarks(mark)}${q.hint}<p>${nudge}</p>`;
}

function sayShare(q, share) {
  if (q.type === "order") return share >= 0.5 ? say("Most of the order is right.") : say("Some of the order is right.");
  const count = q.lefts.length || q.options.length;
  const right = Math.round(share * count);
  if (q.lefts.length) return say("{right} of the {count} pairs fit.", { right, count });
  return say("{right} of the {count} answers are judged rightly, ticked or left open.", { right, count });
}

function sayEarlier(q, { right, done, day }) {
  const when = day ? say(" on {day}", { day }) : say(" before");
  if (right) return verdict(" mq-right", say("✓ Answered{when}: right.", { when })) + q.reasons + q.after;
  if (done) return verdict("", say("Answered{when}, then looked up.", { when })) + saySolution(q);
  return verdict(" mq-off", say("✗ Answered{when}: not quite.", { when }), ` ${say("Have another try.")}`);
}

function sayPoints(q, made) {
  return verdict("", say("{made} of {all} points made and saved.", { made: made.length, all: q.options.length }));
}

function listRemarks(mark) {
  const items = mark.remarks.filter(([, text]) => text).map(([good, text]) => `<li>${good ? "✓" : "✗"} ${text}</li>`);
  return items.length ? `<ul class="mq-remarks">${items.join("")}</ul>` : "";
}
