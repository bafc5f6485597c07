// Stands in for a kernel's model: holds what an activity starts from, and tells its listeners what changed.
function revive(_key, value) {
  if (!value || typeof value !== "object" || !("b64" in value)) return value;
  return Uint8Array.from(atob(value.b64), (letter) => letter.charCodeAt(0));
}

function makeModel(state) {
  const ears = {};
  return {
    get: (name) => state[name],
    set(name, value) {
      for (const [key, next] of Object.entries(typeof name === "string" ? { [name]: value } : name)) {
        if (state[key] === next) continue;
        state[key] = next;
        for (const heed of [...(ears[`change:${key}`] ?? [])]) heed();
      }
    },
    on: (event, heed) => (ears[event] ??= []).push(heed),
    off: (event, heed) => (ears[event] = (ears[event] ?? []).filter((other) => other !== heed)),
    save_changes() {},
    send() {},
  };
}
