// Marks an answer: the same verdict, share and remarks as utils/learning/questions/marking.py; every word comes from there.
function markAnswer(question, answer) {
  return MARKERS[question.type](question, answer);
}

const close = (answer, key, tolerance) => Math.abs(answer - key) <= tolerance + 1e-9;

const MARKERS = {
  single(q, chosen) {
    const right = q.rights[chosen];
    return { right, share: Number(right), remarks: [[right, q.whys[chosen]]] };
  },

  multiple(q, ticked) {
    const agree = q.rights.map((right, i) => ticked.includes(i) === right);
    const remarks = q.rights.map((right, i) => [right, `${q.names[i]}: ${q.whys[i]}`]).filter((_, i) => ticked.includes(i));
    if (q.rights.some((right, i) => right && !ticked.includes(i))) remarks.push([false, say("Something that belongs here is not ticked yet.")]);
    return { right: agree.every(Boolean), share: agree.filter(Boolean).length / agree.length, remarks };
  },

  numeric(q, number) {
    if (close(number, q.key, q.tolerance)) return { right: true, share: 1, remarks: [] };
    const slip = q.slips.find(({ value }) => close(number, value, q.tolerance));
    return { right: false, share: 0, remarks: [[false, slip ? slip.why : q.otherwise]] };
  },

  order(q, steps) {
    const places = q.options.map((_, i) => i);
    const pairs = places.flatMap((i) => places.slice(i + 1).map((j) => [i, j]));
    const kept = pairs.filter(([i, j]) => steps.indexOf(i) < steps.indexOf(j)).length / pairs.length;
    const first = places.find((place) => steps[place] !== place);
    if (first === undefined) return { right: true, share: 1, remarks: q.names.map((name, i) => [true, `${name}: ${q.whys[i]}`]) };
    const where = say("Look at place {n} first. You put “{name}” there: {why}", { n: first + 1, name: q.names[steps[first]], why: q.whys[steps[first]] });
    return { right: false, share: kept, remarks: [[false, where]] };
  },

  match(q, partners) {
    const remarks = partners.map((chosen, place) => {
      const belongs = chosen === place || chosen >= q.lefts.length;
      const about = belongs ? q.whys[chosen] : say("these two do not belong together; look again at what each one does.");
      return [chosen === place, `${q.left_names[place]} – ${q.names[chosen]}: ${about}`];
    });
    const fits = remarks.filter(([fit]) => fit).length;
    return { right: fits === partners.length, share: fits / partners.length, remarks };
  },

  // The learner compares with the model answer and ticks the points that were made.
  text(q, made) {
    const share = new Set(made).size / q.options.length;
    return { right: share === 1, share, remarks: q.names.map((name, i) => [made.includes(i), `${name}: ${q.whys[i]}`]) };
  },
};
