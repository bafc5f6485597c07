// Reports to a learning platform by SCORM 1.2: the share of core questions that are right, and whether all are answered.
(() => {
  "use strict";
  const asked = JSON.parse(document.getElementById("scorm-asked").textContent);
  const begun = Date.now();
  const api = findApi(window) ?? findApi(window.opener);
  let open = false;

  // The platform's API lies in one of the windows around this one; some of them may not be looked into.
  function findApi(from) {
    let at = from;
    for (let step = 0; at && step < 20; step += 1) {
      try {
        if (at.API) return at.API;
      } catch {
        return null;
      }
      if (at.parent === at) return null;
      at = at.parent;
    }
    return null;
  }

  const call = (name, ...values) => {
    try {
      return api[name](...values);
    } catch (error) {
      console.warn(error);
      return "false";
    }
  };
  const tell = (element, value) => call("LMSSetValue", `cmi.core.${element}`, String(value));

  function report(events) {
    if (!open) return;
    const latest = {};
    for (const event of events) if (event.kind === "answer" && asked.includes(event.question)) latest[event.question] = event.right === true;
    const right = asked.filter((id) => latest[id]).length;
    tell("score.raw", Math.round((100 * right) / asked.length));
    tell("lesson_status", Object.keys(latest).length === asked.length ? "completed" : "incomplete");
    call("LMSCommit", "");
  }

  function leave() {
    if (!open) return;
    open = false;
    const seconds = Math.floor((Date.now() - begun) / 1000);
    const parts = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
    tell("session_time", parts.map((part, place) => String(part).padStart(place ? 2 : 4, "0")).join(":"));
    call("LMSFinish", "");
  }

  if (!api) {
    const note = document.createElement("p");
    note.setAttribute("role", "status");
    note.textContent = "No learning platform was found around this page: it works, and reports nothing.";
    document.getElementById("main").prepend(note);
    return;
  }
  open = String(call("LMSInitialize", "")) === "true";
  // On a computer that several people use, each has a passport of their own.
  globalThis.mcPassportOf = String(call("LMSGetValue", "cmi.core.student_id") ?? "");
  const status = String(call("LMSGetValue", "cmi.core.lesson_status") ?? "");
  tell("score.min", 0);
  tell("score.max", 100);
  if (!status || status === "not attempted") tell("lesson_status", "incomplete");
  call("LMSCommit", "");
  document.addEventListener("mc-passport", (event) => report(event.detail));
  addEventListener("pagehide", leave);
})();
