// What the page says, in its language: English, unless the page carries the catalogue of another one.
const CATALOGUE = readData("words") ?? {};

// say("{n} of {m} questions done.", { n: 1, m: 4 })
function say(english, values = {}) {
  const text = CATALOGUE[english] ?? english;
  return text.replace(/\{(\w+)\}/g, (slot, name) => String(values[name] ?? slot));
}
