// Everything said in words: the sentence under the chart, cautions, and what went wrong.
function setText(node, text) {
  // Writing the same text again would make a screen reader say it again.
  if (node.textContent === (text ?? "")) return;
  node.textContent = text ?? "";
  node.hidden = !text;
}

function makeWords() {
  const sentence = element("p", { class: "mc-sentence", role: "status", "aria-live": "polite" });
  const caution = element("p", { class: "mc-caution", role: "note", hidden: true });
  const trouble = element("div", { class: "mc-trouble", role: "alert", hidden: true });
  const notice = element("p", { class: "mc-notice", role: "status", hidden: true });
  return {
    sentence,
    caution,
    trouble,
    notice,
    say(text) {
      setText(sentence, text);
    },
    warn(text) {
      setText(caution, text ? `Caution: ${text}` : "");
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
  };
}
