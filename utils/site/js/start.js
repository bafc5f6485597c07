// Everything comes alive here, each part by itself: if one fails, what was printed stays, and the others go on.
const FORMS = {
  questions: (place, data, store) => (data.kind === "recall" ? openRecall : openSheet)(place, data, store),
  passport: openKeep,
  map: openMap,
};

function openLearning(store) {
  for (const place of all(".learning")) {
    const data = readData(`asked-${place.dataset.cell}`);
    if (data) attempt(() => FORMS[place.dataset.form](place, data, store));
  }
}

function attempt(act) {
  try {
    const done = act();
    done?.catch?.((error) => console.error(error));
  } catch (error) {
    console.error(error);
  }
}

attempt(wireLook);
attempt(wireSearch);
attempt(mountActivities);
attempt(() => openLearning(openStore()));
attempt(followAddress);
addEventListener("hashchange", () => attempt(followAddress));
