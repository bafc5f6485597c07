// On a phone, or when the page is enlarged four times, the list of files leaves the notebook a strip two letters wide.
// So a narrow page starts with the list put away, and puts it away again once a file was chosen from it.
// Tables that do not fit there are laid out by `tables.js`.
// A JupyterLab extension in the form Lab loads as it stands: nothing is bundled and nothing is installed.
const NARROW = "(max-width: 760px)";
const HERE = document.currentScript.src;

function activate(app) {
  const page = globalThis.matchMedia(NARROW);
  const { shell } = app;
  const putAway = () => {
    if (!page.matches) return;
    shell.collapseLeft();
    shell.collapseRight();
  };
  import(new URL("tables.js", HERE)).then(({ stackTables }) => stackTables(page));
  app.restored.then(() => {
    putAway();
    page.addEventListener("change", putAway);
    // A document that comes to the front; a list that is opened by hand stays.
    shell.currentChanged?.connect((_, { newValue }) => newValue && putAway());
  });
}

(globalThis._JUPYTERLAB ??= {})["myeloma-course"] = {
  init() {},
  get: async () => () => ({ __esModule: true, default: { id: "myeloma-course:narrow", autoStart: true, activate } }),
};
