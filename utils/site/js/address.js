// Addresses: #section, #question, #cell?lines=5&new_target=3 for the settings of an activity.
function addressOf(cell, values) {
  const parts = Object.entries(values).map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(JSON.stringify(value))}`);
  return `#${cell}?${parts.join("&")}`;
}

function readAddress(hash) {
  const [place, asked = ""] = hash.replace(/^#/, "").split("?");
  const values = {};
  for (const part of asked.split("&").filter(Boolean)) {
    const [name, value] = part.split("=").map(decodeURIComponent);
    try {
      values[name] = JSON.parse(value);
    } catch {
      values[name] = value;
    }
  }
  return { place: decodeURIComponent(place), values };
}

async function followAddress() {
  const { place, values } = readAddress(location.hash);
  if (!place) return;
  const target = document.getElementById(place);
  if (!target) return missing(place);
  for (let fold = target.closest("details"); fold; fold = fold.parentElement?.closest("details")) fold.open = true;
  if (Object.keys(values).length) await moveTo(place, values);
  target.scrollIntoView();
}

// Only settings that the activity offers are taken up; anything else in an address is passed over.
async function moveTo(cell, asked) {
  const model = await mount(cell);
  if (!model) return;
  const known = Object.fromEntries(model.get("shell").controls.filter((control) => !control.fixed).map((control) => [control.name, control]));
  const fits = ([name, value]) => name in known && isOffered(known[name], value);
  model.set("values", { ...model.get("values"), ...Object.fromEntries(Object.entries(asked).filter(fits)) });
}

function isOffered(control, value) {
  if (control.kind === "range") return control.values.includes(value);
  if (control.kind === "select") return control.options.some(([, option]) => option === value);
  return control.kind === "checkbox" && typeof value === "boolean";
}

function missing(place) {
  const words = say("The address names “{place}”, which is not on this page any more. Search, or use the list of sections.", { place });
  document.getElementById("main").prepend(element("p", { class: "notice", role: "status" }, words));
}
