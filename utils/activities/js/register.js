// A notebook takes arrow keys and letters as its own shortcuts; inside a chart they belong to the chart. Combinations
// (save, fold the list) pass, except those that edit the text somebody is writing.
function keepOwnKeys(event) {
  const combined = event.ctrlKey || event.metaKey || event.altKey;
  const edits = /^[acvxyz]$/i.test(event.key) && event.target.matches?.("input[type=text], textarea");
  if (!combined || edits) event.stopPropagation();
}

// The script registers itself once on the page; every chart of every notebook finds it there.
function render({ model, el }) {
  const inner = element("div", {});
  for (const event of ["keydown", "keyup", "keypress"]) inner.addEventListener(event, keepOwnKeys);
  // Lab must not treat a press on a control as a selection of the cell behind it.
  el.append(inner);
  if (!document.getElementById("mc-style-__STAMP__")) {
    document.head.append(element("style", { id: "mc-style-__STAMP__" }, STYLE));
  }
  const close = openActivity({ model, el: inner });
  return () => {
    close();
    inner.remove();
  };
}

const slot = (globalThis["myeloma-course-__STAMP__"] ??= {});
slot.render = render;
slot.arrive?.forEach((tell) => tell());
slot.arrive = [];

export default {};
