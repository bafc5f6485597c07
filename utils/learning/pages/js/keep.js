// Download and restore of the passport, and on Binder a reminder after idle minutes.
function button(text, act) {
  const made = document.createElement("button");
  made.type = "button";
  made.textContent = text;
  made.addEventListener("click", act);
  return made;
}

function save(name, text, type) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], { type }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}

// Some editors save text as UTF-16, which no UTF-8 text can be mistaken for.
async function textOf(file) {
  const bytes = new Uint8Array(await file.arrayBuffer());
  const wide = { 0xff: "utf-16le", 0xfe: "utf-16be" }[bytes[0]];
  return new TextDecoder(wide ?? "utf-8").decode(bytes);
}

function picker(model, say) {
  const label = document.createElement("label");
  const input = document.createElement("input");
  label.append("Restore a passport you downloaded: ", input);
  Object.assign(input, { type: "file", accept: ".jsonl,.json,.txt" });
  input.addEventListener("change", async () => {
    const file = input.files[0];
    if (!file) return;
    if (file.size > 4_000_000) return say("This file is larger than any passport. Is it the right one?");
    model.send({ restore: await textOf(file) });
  });
  return label;
}

function remind(minutes, download) {
  let last = Date.now();
  let banner = null;
  const wake = () => { last = Date.now(); };
  const events = ["keydown", "pointerdown", "pointermove", "wheel"];
  events.forEach((event) => document.addEventListener(event, wake, true));
  const clear = () => { banner?.remove(); banner = null; };
  const show = () => {
    banner = document.createElement("div");
    banner.className = "mq-remind";
    banner.setAttribute("role", "alert");
    banner.append("You have been away for a while. This Binder session ends when nobody uses it, and what it holds is lost. ");
    banner.append(button("Download my passport", () => { download(); clear(); }), " ", button("Not now", clear));
    document.body.append(banner);
  };
  const timer = setInterval(() => {
    const idle = Date.now() - last >= minutes * 60_000;
    if (idle && !banner) show();
  }, Math.min(15_000, minutes * 20_000));
  return () => {
    clearInterval(timer);
    clear();
    events.forEach((event) => document.removeEventListener(event, wake, true));
  };
}

export default {
  render({ model, el }) {
    const { offer = [], idle_minutes: minutes = 0 } = model.get("state");
    const said = document.createElement("p");
    said.setAttribute("role", "status");
    const say = (text) => { said.textContent = text; };
    const ask = (what) => model.send({ ask: what });
    const row = document.createElement("div");
    row.className = "mq-keep";
    if (offer.includes("passport")) row.append(button("Download my passport", () => ask("passport")));
    if (offer.includes("summary")) row.append(button("Download a summary to print", () => ask("summary")));
    if (offer.includes("calendar")) row.append(button("Put questions for later into my calendar", () => ask("calendar")));
    if (offer.includes("restore")) row.append(picker(model, say));
    el.append(row, said);
    const answer = (message) => {
      if (message.name) save(message.name, message.file, message.type);
      if (message.said) say(message.said);
    };
    model.on("msg:custom", answer);
    let stop = () => {};
    if (minutes && !window.mqReminding) {
      window.mqReminding = true;
      const end = remind(minutes, () => ask("passport"));
      stop = () => { end(); window.mqReminding = false; };
    }
    return () => { model.off("msg:custom", answer); stop(); };
  },
};
