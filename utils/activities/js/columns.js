// Columns arrive as raw bytes; the chart and the table want rows.
const READERS = { number: Float64Array, code: Int32Array };

function readColumn(column) {
  const bytes = column.data;
  const whole = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength);
  return new READERS[column.labels ? "code" : "number"](whole);
}

// Vega leaves a gap at null; NaN would be drawn as zero in some marks.
function readRows(frame) {
  const names = Object.keys(frame.columns);
  const labels = names.map((name) => frame.columns[name].labels);
  const columns = names.map((name) => readColumn(frame.columns[name]));
  const rows = new Array(frame.rows);
  for (let row = 0; row < rows.length; row += 1) {
    const datum = {};
    for (let c = 0; c < names.length; c += 1) {
      const value = columns[c][row];
      if (labels[c]) datum[names[c]] = value < 0 ? null : labels[c][value];
      else datum[names[c]] = Number.isNaN(value) ? null : value;
    }
    rows[row] = datum;
  }
  return rows;
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
