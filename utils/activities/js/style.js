// The look of an activity: JupyterLab's own colours, light or dark, around a white drawing.
const STYLE = `
.mc-activity {
  --mc-ink: var(--jp-content-font-color1, #222);
  --mc-line: var(--jp-border-color1, #bdbdbd);
  --mc-ground: var(--jp-layout-color1, #fff);
  --mc-raised: var(--jp-layout-color2, #f0f0f0);
  --mc-accent: #0072b2;
  --mc-focus: #0072b2;
  box-sizing: border-box;
  max-width: 730px;
  margin: 4px 0;
  padding: 14px 16px 10px;
  border: 1px solid var(--mc-line);
  border-radius: 8px;
  background: var(--mc-ground);
  color: var(--mc-ink);
  font: 14px/1.45 system-ui, -apple-system, "Segoe UI", Helvetica, Arial, sans-serif;
}
body[data-jp-theme-light="false"] .mc-activity { --mc-accent: #56b4e9; --mc-focus: #56b4e9; }
.mc-activity.mc-bare { padding: 0; border: 0; }
.mc-activity [hidden] { display: none !important; }
.mc-activity *, .mc-activity *::before { box-sizing: border-box; }
.mc-head { display: flex; flex-wrap: wrap; align-items: baseline; gap: 4px 12px; margin-bottom: 8px; }
.mc-title { font-size: 17px; font-weight: 600; }
.mc-label { padding: 0 8px; border: 1px solid currentColor; border-radius: 10px; font-size: 12px; line-height: 18px; }
.mc-label.mc-modelled { border-style: dashed; }
.mc-label.mc-illustrative { border-style: dotted; }
.mc-subtitle { margin: -4px 0 8px; }
.mc-prompts { margin: 0 0 10px; }
.mc-prompts summary { cursor: pointer; font-weight: 600; }
.mc-prompts ul { margin: 4px 0 0; padding-left: 20px; }
.mc-prompts li { margin: 2px 0; }
.mc-controls {
  display: grid;
  grid-template-columns: repeat(auto-fill, minmax(210px, 1fr));
  gap: 10px 24px;
  align-items: start;
  margin: 0 0 12px;
  padding: 10px 12px;
  border-radius: 6px;
  background: var(--mc-raised);
}
.mc-controls:has(> .mc-select:only-child) { grid-template-columns: minmax(0, 460px); }
.mc-control { min-width: 0; margin: 0; padding: 0; border: 0; }
.mc-control-top { display: flex; justify-content: space-between; gap: 8px; }
.mc-value { font-weight: 600; font-variant-numeric: tabular-nums; white-space: nowrap; }
.mc-range input { display: block; width: 100%; height: 24px; margin: 0; accent-color: var(--mc-accent); cursor: pointer; }
.mc-ends { display: flex; justify-content: space-between; font-size: 12px; opacity: 0.85; }
.mc-select select, .mc-text input {
  width: 100%; height: 30px; padding: 2px 6px; border: 1px solid var(--mc-ink); border-radius: 4px;
  background: var(--mc-ground); color: var(--mc-ink); font: inherit;
}
.mc-checkbox label, .mc-choices label { display: flex; gap: 8px; align-items: baseline; min-height: 24px; cursor: pointer; }
.mc-choices legend { padding: 0; font-weight: 600; }
.mc-checkbox input, .mc-choices input { width: 16px; height: 16px; margin: 0; flex: none; transform: translateY(2px); accent-color: var(--mc-accent); }
.mc-hint { font-size: 12px; }
.mc-activity .mc-picture { display: block; max-width: 100%; overflow-x: auto; border-radius: 4px; background: #fff; line-height: 0; }
.mc-picture svg { max-width: 100%; height: auto; }
.mc-stale .mc-picture { opacity: 0.35; }
.mc-sentence { margin: 10px 0 6px; font-size: 15px; }
.mc-caution { margin: 8px 0; padding: 6px 10px; border-left: 4px solid #d55e00; background: var(--mc-raised); }
.mc-notice { margin: 6px 0; font-style: italic; }
.mc-trouble { margin: 8px 0; padding: 8px 10px; border: 1px solid #d55e00; border-left-width: 4px; border-radius: 4px; }
.mc-trouble p { margin: 0; }
.mc-trouble pre { overflow: auto; max-height: 260px; margin: 6px 0 0; font-size: 12px; }
.mc-buttons { display: flex; flex-wrap: wrap; gap: 6px; margin: 10px 0 6px; }
.mc-buttons button {
  min-height: 28px; padding: 2px 10px; border: 1px solid var(--mc-line); border-radius: 4px;
  background: var(--mc-ground); color: var(--mc-ink); font: inherit; font-size: 13px; cursor: pointer;
}
.mc-buttons button:hover { background: var(--mc-raised); }
.mc-activity :is(input, select, button, summary, a, [tabindex]):focus-visible { outline: 2px solid var(--mc-focus); outline-offset: 2px; }
.mc-table { overflow: auto; max-height: 320px; margin: 6px 0; border: 1px solid var(--mc-line); border-radius: 4px; }
.mc-table table { width: 100%; border-collapse: collapse; font-size: 13px; font-variant-numeric: tabular-nums; }
.mc-table caption { padding: 6px 8px; text-align: left; caption-side: top; color: inherit; }
.mc-table th, .mc-table td { padding: 3px 10px; text-align: right; border-top: 1px solid var(--mc-line); white-space: nowrap; }
.mc-table th { position: sticky; top: 0; background: var(--mc-raised); font-weight: 600; }
.mc-table :is(th, td):first-child { text-align: left; }
.mc-source { margin: 4px 0 0; font-size: 12px; }
.mc-source a { color: inherit; text-decoration: underline; }
@media (forced-colors: active) { .mc-label { border: 1px solid; } }
@media (prefers-reduced-motion: no-preference) { .mc-picture { transition: opacity 120ms; } }
`;
