// On a phone, or beside the list of files, a table of several columns becomes one word wide. Where it does not fit as it is, each row stands as a
// block of its own, and each value beside its heading. Nothing is hidden and nothing is cut.
const TABLES = ".jp-RenderedMarkdown table, .jp-RenderedHTML table";
const ROOM = 560; // pixels of page: with less, also in a wide window, tables are laid out as on a phone
const STYLE = `
.jp-RenderedHTMLCommon .mc-one-line { max-width: none; width: max-content; }
.jp-RenderedHTMLCommon .mc-one-line :is(th, td) { white-space: nowrap !important; max-width: none; }
.mc-stacked, .mc-stacked tbody, .mc-stacked tr, .mc-stacked :is(th, td) { display: block; width: auto; max-width: none; }
.mc-stacked thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
.mc-stacked tbody tr { padding: 6px 0; border-top: 1px solid var(--jp-border-color1, #9994); background: none !important; }
.jp-RenderedHTMLCommon .mc-stacked tbody tr > :is(th, td) { padding: 1px 0; text-align: left !important; white-space: normal; overflow-wrap: anywhere; }
.mc-stacked tbody tr > :first-child { font-weight: 600; }
.mc-stacked [data-head]::before { content: attr(data-head) ": "; color: var(--jp-ui-font-color2, #555); font-weight: 400; }
.mc-stacked :is(th, td):empty { display: none !important; }
`;
const ROLES = { TABLE: "table", THEAD: "rowgroup", TBODY: "rowgroup", TR: "row", TH: "columnheader", TD: "cell" };

/** The heading of each column: the words of all rows of the head, from above to below. */
export function headings(table) {
  const rows = [...(table.tHead?.rows ?? [])].map(row => [...row.cells].map(cell => cell.textContent.trim()));
  const wide = Math.max(0, ...rows.map(row => row.length));
  return Array.from({ length: wide }, (_, i) => rows.map(row => row[i] ?? "").filter(Boolean).join(" "));
}

/** Say beside each value what its column says above it; a table that is laid out as blocks must say that it is a table. */
function label(table) {
  const names = headings(table);
  for (const part of [table, ...table.querySelectorAll("thead, tbody, tr, th, td")]) {
    const head = part.closest("thead");
    part.setAttribute("role", part.tagName === "TH" && !head ? "rowheader" : ROLES[part.tagName]);
    if (!head && part.cellIndex !== undefined && names[part.cellIndex]) part.dataset.head = names[part.cellIndex];
  }
}

/** Whether a line of its cells would be wider than the page: then its words would have to break one by one. */
function isTooWide(table) {
  table.classList.remove("mc-stacked");
  table.classList.add("mc-one-line");
  const room = table.parentElement.getBoundingClientRect().width;
  const wide = table.getBoundingClientRect().width > room + 1 || table.scrollWidth > room + 1;
  table.classList.remove("mc-one-line");
  return wide;
}

function arrange(page, watch) {
  for (const table of document.querySelectorAll(TABLES)) {
    if (!table.tHead || table.closest(".jupyter-widgets")) continue;
    watch.observe(table.parentElement);
    const room = table.parentElement.clientWidth;
    const stacked = (page.matches || (room > 0 && room < ROOM)) && isTooWide(table);
    if (stacked && !table.dataset.labelled) {
      label(table);
      table.dataset.labelled = "yes";
    }
    table.classList.toggle("mc-stacked", stacked);
  }
}

/** Keep to this as pages are opened, cells run and windows change. */
export function stackTables(page) {
  const style = document.createElement("style");
  style.textContent = STYLE;
  document.head.append(style);
  let waiting = 0;
  const soon = () => {
    waiting ||= requestAnimationFrame(() => {
      waiting = 0;
      arrange(page, watch);
    });
  };
  const watch = new ResizeObserver(soon); // the list of files takes room without a change of the window
  new MutationObserver(soon).observe(document.body, { childList: true, subtree: true });
  page.addEventListener("change", soon);
  globalThis.addEventListener("resize", soon);
  soon();
}
