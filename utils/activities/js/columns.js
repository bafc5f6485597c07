// Columns arrive as raw bytes; the chart and the table want rows.
const READERS = { number: Float64Array, code: Int32Array };

function readColumn(column) {
  const bytes = column.data;
  const whole = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength);
  const values = new READERS[column.labels ? "code" : "number"](whole);
  if (column.labels) return Array.from(values, (code) => (code < 0 ? null : column.labels[code]));
  // Vega leaves a gap at null; NaN would be drawn as zero in some marks.
  return Array.from(values, (value) => (Number.isNaN(value) ? null : value));
}

function readRows(frame) {
  const names = Object.keys(frame.columns);
  const columns = names.map((name) => readColumn(frame.columns[name]));
  return Array.from({ length: frame.rows }, (_, row) => {
    const datum = {};
    for (let c = 0; c < names.length; c += 1) datum[names[c]] = columns[c][row];
    return datum;
  });
}

// A grid holds the answer to every setting of the controls: answers[i] is where setting i begins and ends.
function readGrid(grid) {
  const rows = Object.fromEntries(Object.entries(grid.frames).map(([name, frame]) => [name, readRows(frame)]));
  const places = new Map(grid.settings.map((setting, i) => [JSON.stringify(setting), i]));
  return {
    answer(values) {
      const setting = grid.controls.map((name) => values[name]);
      const i = places.get(JSON.stringify(setting));
      if (i === undefined) return null;
      const cut = ([name, all]) => [name, all.slice(grid.bounds[name][i], grid.bounds[name][i + 1])];
      return { frames: Object.fromEntries(Object.entries(rows).map(cut)), words: grid.words[i] };
    },
  };
}
