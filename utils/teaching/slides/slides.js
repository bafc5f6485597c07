// The deck: reveal.js does the slides; activities come alive on the slide that is shown, on a stand-in for the kernel.
const printing = /print-pdf/i.test(location.search);

function wake(slide) {
  const place = slide?.querySelector(".live");
  const kept = slide?.querySelector("script.state");
  if (printing || !place || !kept || slide.classList.contains("alive")) return;
  slide.classList.add("alive");
  try {
    const model = makeModel(JSON.parse(kept.textContent, revive));
    globalThis[`myeloma-course-${STAMP}`].render({ model, el: place });
  } catch (error) {
    slide.classList.remove("alive"); // the still and its sentence stay
    console.error(error);
  }
}

// A clicker sends PageUp and PageDown, which a control would take for itself; Escape gives the keys back to the deck.
function keepGoing(event) {
  const inside = event.target.closest?.(".live");
  if (!inside) return;
  if (event.key === "PageDown" || event.key === "PageUp") {
    event.preventDefault();
    event.stopPropagation();
    event.target.blur();
    event.key === "PageDown" ? Reveal.next() : Reveal.prev();
  } else if (event.key === "Escape") {
    event.stopPropagation();
    event.target.blur();
  }
}

document.addEventListener("keydown", keepGoing, true);
Reveal.initialize({
  width: WIDTH, height: HEIGHT, margin: 0, minScale: 0.2, maxScale: 4, center: false, hash: true, history: false,
  controls: false, progress: true, slideNumber: "c", transition: "none", disableLayout: false, display: "flex",
  pdfSeparateFragments: false, pdfMaxPagesPerSlide: 1, plugins: [RevealNotes],
});
Reveal.on("ready", (event) => wake(event.currentSlide));
Reveal.on("slidechanged", (event) => wake(event.currentSlide));
