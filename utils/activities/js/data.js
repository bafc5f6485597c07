// The numbers behind the picture: as a table to read, and as files to keep.
const MOST_ROWS = 200;

function cellText(value) {
  if (value === null || value === undefined) return "";
  if (typeof value !== "number") return String(value);
  return String(Math.round(value * 1000) / 1000);
}

function makeTable(rows, headings, title) {
  const names = Object.keys(rows[0] ?? {}).filter((name) => headings[name] !== false);
  const head = element("tr", {}, ...names.map((name) => element("th", { scope: "col" }, headings[name] ?? name)));
  const said = (value) => (typeof value === "boolean" ? (value ? "yes" : "no") : cellText(value));
  const line = (row) => element("tr", {}, ...names.map((name) => element("td", {}, said(row[name]))));
  const more = rows.length > MOST_ROWS ? ` (the first ${MOST_ROWS} of ${rows.length} rows; the CSV file has all)` : "";
  return element(
    "div", { class: "mc-table", tabindex: "0", role: "region", "aria-label": `Data: ${title}` },
    element("table", {}, element("caption", {}, title + more), element("thead", {}, head),
      element("tbody", {}, ...rows.slice(0, MOST_ROWS).map(line))),
  );
}

function csvCell(value) {
  const text = cellText(value);
  // A spreadsheet would run a text that begins like a formula.
  const safe = typeof value === "string" && /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\n\r]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

function csvOf(rows) {
  const names = Object.keys(rows[0] ?? {});
  const lines = [names, ...rows.map((row) => names.map((name) => row[name]))];
  return new Blob([lines.map((line) => line.map(csvCell).join(",")).join("\r\n") + "\r\n"], { type: "text/csv" });
}

function keep(blob, name) {
  const link = element("a", { href: URL.createObjectURL(blob), download: name });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
