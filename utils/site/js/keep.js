// Looking after the passport: download, restore, delete; where it lies and how much is in it.
const LARGEST = 4_000_000;

function openKeep(place, data, store) {
  const words = element("p", { role: "status" });
  const about = data.about ? [element("p", {}, element("strong", {}, say("Your passport"))), element("p", {}, data.about)] : [];
  const update = (said = "") => {
    const count = say("Your passport lies in this browser. Entries: {n}.", { n: store.events().length });
    words.textContent = [said, count, apartWarning(), store.notice].filter(Boolean).join(" ");
  };
  const download = button(say("Download my passport"), () => saveFile("passport.jsonl", store.exportText(), "application/x-ndjson"));
  const erase = button(say("Delete my passport"), () => {
    if (!erase.dataset.sure) {
      erase.dataset.sure = "yes";
      erase.textContent = say("Really delete everything? Press again");
      return;
    }
    delete erase.dataset.sure;
    erase.textContent = say("Delete my passport");
    update(store.erase());
  });
  place.replaceChildren(element("div", { class: "mq-quiz mq-keep" }, ...about, words, element("div", { class: "mq-row" }, download, picker(store, update), erase)));
  store.listen(() => update());
  update();
}

function picker(store, update) {
  const input = element("input", { type: "file", accept: ".jsonl,.json,.txt" });
  input.addEventListener("change", async () => {
    const file = input.files[0];
    if (!file) return;
    if (file.size > LARGEST) return update(say("This file is larger than any passport. Is it the right one?"));
    update(store.restore(await textOf(file)));
    input.value = "";
  });
  return element("label", { class: "mq-file" }, element("span", {}, say("Restore a passport you downloaded:")), " ", input);
}

// Some editors save text as UTF-16, which no UTF-8 text can be mistaken for.
async function textOf(file) {
  const bytes = new Uint8Array(await file.arrayBuffer());
  const wide = { 0xff: "utf-16le", 0xfe: "utf-16be" }[bytes[0]];
  return new TextDecoder(wide ?? "utf-8").decode(bytes);
}

function apartWarning() {
  const apart = location.protocol === "file:" && navigator.userAgent.includes("Firefox");
  return apart ? say("Opened from a disk, Firefox keeps the passport of each page apart: download it here and restore it there, or open the course on the web.") : "";
}
