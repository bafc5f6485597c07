"""An activity on a bare page, without JupyterLab: a few lines stand in for the kernel's model. Quick to load and to move."""

import base64
import json
import re

from utils.activities import runtime

TRAITS = ("spec", "narrow", "shell", "frames", "grid", "words", "values", "asked", "answered")
PAGE = """<!doctype html><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<body style="margin: 0; padding: 8px"><div id="host"></div>
<script>(() => {%s})()</script>
<script id="state" type="application/json">%s</script>
<script>
const revive = (_, v) => (v && typeof v === "object" && "b64" in v ? Uint8Array.from(atob(v.b64), (c) => c.charCodeAt(0)) : v);
const state = JSON.parse(document.getElementById("state").textContent, revive);
const ears = {};
const model = {
  get: (name) => state[name],
  set(name, value) {
    for (const [key, next] of Object.entries(typeof name === "string" ? { [name]: value } : name)) {
      if (state[key] === next) continue;
      state[key] = next;
      for (const heed of ears[`change:${key}`] ?? []) heed();
    }
  },
  on: (event, heed) => (ears[event] ??= []).push(heed),
  off: (event, heed) => (ears[event] = (ears[event] ?? []).filter((other) => other !== heed)),
  save_changes() {},
  send() {},
};
globalThis.answer = (text) => model.set(JSON.parse(text, revive));
globalThis["myeloma-course-%s"].render({ model, el: document.getElementById("host") });
</script>"""


def page_of(activity) -> str:
    """The page's HTML, with everything it needs inside."""
    code, ends = re.subn(r"export\s*\{[^}]*\}\s*;?\s*$", "", runtime.installed().read_text("utf-8").rstrip())
    assert ends == 1, "the runtime no longer ends in one export"
    state = message(activity, *TRAITS)
    return PAGE % (code.replace("</script", "<\\/script"), state.replace("</", "<\\/"), runtime.stamp())


def message(activity, *names: str) -> str:
    """What the kernel would send of these traits, as JSON without NaN."""
    return json.dumps({name: _plain(getattr(activity.chart, name)) for name in names}, allow_nan=False)


def _plain(value: object) -> object:
    if isinstance(value, bytes | memoryview):
        return {"b64": base64.b64encode(bytes(value)).decode()}
    if isinstance(value, dict):
        return {key: _plain(inner) for key, inner in value.items()}
    return [_plain(inner) for inner in value] if isinstance(value, list | tuple) else value
