// The look of an activity: the page's own colours, light or dark, around a white drawing. The sentence and the picture
// come first; the controls stand beside them on a wide card, and on a narrow one at the foot of what can be seen.
// The controls in one column beside the picture.
const ASIDE = `
  .mc-panel { top: 6px; bottom: auto; align-self: start; margin: 0; max-height: calc(var(--mc-room, 700px) - 12px); }
  .mc-controls { flex-direction: column; flex-wrap: nowrap; align-items: stretch; }
  .mc-control { flex: none; max-width: none; }
  .mc-choices { grid-template-columns: minmax(0, 1fr); }
`;

const STYLE = `
.mc-activity {
  --mc-ink: var(--jp-content-font-color1, #222);
  --mc-line: var(--jp-border-color1, #bdbdbd);
  --mc-ground: var(--jp-layout-color1, #fff);
  --mc-raised: var(--jp-layout-color2, #f0f0f0);
  --mc-accent: #0072b2;
  --mc-focus: #0072b2;
  --mc-touch: 32px;
  container-type: inline-size;
  box-sizing: border-box;
  max-width: 1080px;
  margin: 4px 0;
  padding: 12px 16px 10px;
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
/* What is kept in sight must not be shut in by boxes that do not scroll. */
:is(.jp-OutputArea, .jp-OutputArea-child, .jp-OutputArea-output, .jp-Cell-outputWrapper, .jp-Cell, .widget-box, .jupyter-widgets):has(.mc-activity) { overflow: visible; min-width: 0; }
.mc-head { display: flex; flex-wrap: wrap; align-items: baseline; gap: 2px 12px; margin-bottom: 4px; }
.mc-title { font-size: 17px; font-weight: 600; }
.mc-label { padding: 0 8px; border: 1px solid currentColor; border-radius: 10px; font-size: 12px; line-height: 18px; }
.mc-label.mc-modelled { border-style: dashed; }
.mc-label.mc-illustrative { border-style: dotted; }
.mc-subtitle { margin: 6px 0; font-size: 13px; }
.mc-stage { display: grid; grid-template-columns: minmax(0, 1fr); }
.mc-view { min-width: 0; }
.mc-sentence { margin: 0; padding: 4px 0 6px; font-size: 15px; background: var(--mc-ground); position: sticky; top: 0; z-index: 2; }
.mc-sentence.mc-much { position: static; }
.mc-live { position: absolute; width: 1px; height: 1px; margin: -1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.mc-panel {
  position: sticky; bottom: 0; z-index: 3;
  max-height: min(calc(var(--mc-room, 700px) * 0.4), 300px); overflow-y: auto; overscroll-behavior: auto;
  margin: 6px -8px 8px; padding: 8px; border-radius: 6px; background: var(--mc-raised); box-shadow: 0 0 0 1px var(--mc-line);
}
.mc-controls { display: flex; flex-wrap: wrap; gap: 8px 16px; align-items: end; }
.mc-control { flex: 1 1 calc(var(--mc-letters, 20) * 0.52em); min-width: min(100%, 110px); max-width: 440px; margin: 0; padding: 0; border: 0; }
.mc-control-top { line-height: 1.25; }
.mc-value { margin-left: 6px; font-weight: 600; font-variant-numeric: tabular-nums; white-space: nowrap; }
.mc-select .mc-control-top { margin-bottom: 3px; }
.mc-range input {
  display: block; width: 100%; height: var(--mc-touch); margin: -3px 0 -7px; position: relative;
  accent-color: var(--mc-accent); cursor: pointer; touch-action: pan-y;
}
.mc-ends { display: flex; justify-content: space-between; font-size: 12px; line-height: 1.2; opacity: 0.85; pointer-events: none; }
.mc-pick { display: grid; align-items: center; }
.mc-pick > * { grid-area: 1 / 1; }
.mc-chosen { padding: 2px 28px 2px 10px; line-height: 1.2; pointer-events: none; }
.mc-select .mc-pick select { appearance: none; min-height: var(--mc-touch); height: 100%; color: transparent; }
.mc-pick::after {
  content: ""; grid-area: 1 / 1; justify-self: end; width: 8px; height: 8px; margin: 0 11px 4px; pointer-events: none;
  border: solid var(--mc-ink); border-width: 0 2px 2px 0; transform: rotate(45deg);
}
.mc-pick option { background: var(--mc-ground); color: var(--mc-ink); }
.mc-select select, .mc-text input {
  width: 100%; max-width: 100%; min-width: 0; height: var(--mc-touch); padding: 2px 6px; border: 1px solid var(--mc-ink); border-radius: 4px;
  background: var(--mc-ground); color: var(--mc-ink); font: inherit;
}
.mc-checkbox label, .mc-choices label { display: flex; gap: 8px; align-items: center; min-height: var(--mc-touch); cursor: pointer; }
.mc-choices legend { padding: 0; font-weight: 600; }
.mc-choices { display: grid; flex-basis: 100%; max-width: none; grid-template-columns: repeat(auto-fill, minmax(165px, 1fr)); gap: 0 14px; }
.mc-checkbox input, .mc-choices input { width: 18px; height: 18px; margin: 0; flex: none; accent-color: var(--mc-accent); }
.mc-hint { font-size: 12px; }
.mc-fixed { opacity: 0.75; font-style: italic; }
.mc-resting { margin: 4px 0; font-size: 13px; font-style: italic; }
.mc-page { overflow-x: auto; }
.mc-more > .mc-controls { margin-top: 8px; }
.mc-activity summary { display: list-item; min-height: var(--mc-touch); padding: 5px 0; cursor: pointer; font-weight: 600; }
.mc-activity .mc-picture { display: block; max-width: 100%; overflow-x: auto; border-radius: 4px; background: #fff; line-height: 0; }
.mc-picture svg { max-width: 100%; height: auto; }
[data-jp-theme-light="false"] .mc-activity .mc-picture { filter: brightness(0.88); }
[data-jp-theme-light="false"] .mc-activity .mc-picture > svg { filter: none; }
.mc-stale .mc-picture { opacity: 0.35; }
.mc-caution { margin: 8px 0; padding: 6px 10px; border-left: 4px solid #d55e00; background: var(--mc-raised); }
.mc-notice { margin: 6px 0; font-style: italic; }
.mc-trouble { margin: 6px 0; padding: 8px 10px; border: 1px solid #d55e00; border-left-width: 4px; border-radius: 4px; }
.mc-trouble p { margin: 0; }
.mc-trouble pre { overflow: auto; max-height: 260px; margin: 6px 0 0; font-size: 12px; }
.mc-prompts p { margin: 0 0 4px; min-height: 2.9em; }
.mc-buttons { display: flex; flex-wrap: wrap; gap: 6px; margin: 8px 0 6px; }
.mc-activity button {
  min-height: var(--mc-touch); padding: 2px 12px; border: 1px solid var(--mc-line); border-radius: 4px;
  background: var(--mc-ground); color: var(--mc-ink); font: inherit; font-size: 13px; cursor: pointer;
}
.mc-controls > button { align-self: end; }
.mc-foot { display: flex; flex-wrap: wrap; justify-content: space-between; align-items: start; gap: 4px 12px; margin-top: 6px; }
.mc-more[open] { flex-basis: 100%; }
.mc-activity button:hover { background: var(--mc-raised); }
.mc-activity :is(input, select, button, summary, a, [tabindex]):focus-visible { outline: 2px solid var(--mc-focus); outline-offset: 2px; }
/* A slider's field is as high as a finger and reaches under the words around it: the ring stands around all of it. */
.mc-activity .mc-range:has(input:focus-visible) { outline: 2px solid var(--mc-focus); outline-offset: 3px; border-radius: 2px; }
.mc-activity .mc-range input:focus-visible { outline: none; }
.mc-activity :is(input, select, button, summary) { scroll-margin: 64px 0; }
.mc-table { overflow: auto; max-height: 320px; margin: 6px 0; border: 1px solid var(--mc-line); border-radius: 4px; }
.mc-table table { width: 100%; border-collapse: collapse; font-size: 13px; font-variant-numeric: tabular-nums; }
.mc-table caption { padding: 6px 8px; text-align: left; caption-side: top; color: inherit; }
.mc-table th, .mc-table td { padding: 3px 10px; text-align: right; border-top: 1px solid var(--mc-line); white-space: nowrap; }
.mc-table th { position: sticky; top: 0; background: var(--mc-raised); font-weight: 600; }
.mc-table :is(th, td):first-child { text-align: left; }
.mc-source { margin: 4px 0 0; font-size: 12px; }
.mc-source a { color: inherit; text-decoration: underline; }
@media (pointer: coarse) { .mc-activity { --mc-touch: 44px; } }
@media (max-width: 480px) { .mc-activity { padding: 8px 6px; } .mc-activity .mc-panel { margin: 6px -2px 8px; padding: 6px; } }
@container (max-width: 700px) { .mc-control-top { font-size: 13px; } }
@container (max-width: 480px) {
  .mc-title { font-size: 16px; }
  .mc-sentence { font-size: 14px; line-height: 1.35; }
  .mc-controls { gap: 6px 14px; }
  .mc-range { flex-basis: calc(50% - 7px); max-width: none; }
  .mc-ends { display: none; }
  .mc-range input { margin: -8px 0; }
  /* The label stands inside the field, so that the field has the whole width. */
  .mc-select { position: relative; flex-basis: 170px; max-width: none; }
  .mc-select .mc-control-top { position: absolute; z-index: 1; top: 3px; left: 11px; margin: 0; font-size: 12px; pointer-events: none; }
  .mc-select .mc-pick select { min-height: max(46px, var(--mc-touch)); }
  .mc-chosen { padding: 19px 28px 4px 10px; font-size: 13px; }
  .mc-choices { grid-template-columns: repeat(auto-fill, minmax(140px, 1fr)); font-size: 13px; }
}
@container (min-width: 868px) {
  .mc-stage { grid-template-columns: minmax(0, 1fr) 288px; gap: 0 18px; }
  ${ASIDE}
}
/* A page that is low, as when it is enlarged, has no room for controls under the picture. */
.mc-low .mc-stage { grid-template-columns: minmax(0, 1fr) clamp(150px, 34%, 288px); gap: 0 12px; }
.mc-low :is(.mc-sentence, .mc-control-top, .mc-chosen) { font-size: 13px; line-height: 1.3; }
.mc-low .mc-title { font-size: 15px; line-height: 1.3; }
.mc-low :is(input, select, button, summary) { scroll-margin: 8px 0; }
.mc-low {
  ${ASIDE}
}
/* There a long sentence stands over both. */
.mc-low .mc-view:has(.mc-much) { display: contents; }
.mc-low :is(.mc-much, .mc-notice, .mc-trouble) { grid-column: 1 / -1; }
/* And one of a few lines has room for one thing at a time. */
.mc-tiny :is(.mc-sentence, .mc-panel) { position: static; max-height: none; }
@media (forced-colors: active) { .mc-label { border: 1px solid; } .mc-chosen { visibility: hidden; } }
@media (prefers-reduced-motion: no-preference) { .mc-picture { transition: opacity 120ms; } }
`;
