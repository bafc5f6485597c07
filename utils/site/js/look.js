// Light and dark, printing, and what only works on the web or with a script.
const THEME = "mc-theme";
const systemDark = matchMedia("(prefers-color-scheme: dark)");

const isDark = () => (document.documentElement.dataset.theme ?? (systemDark.matches ? "dark" : "light")) === "dark";

function wireLook() {
  const onWeb = location.protocol.startsWith("http");
  if (!onWeb) all("[data-web-only]").forEach((part) => part.remove());
  all(".print").forEach((press) => press.addEventListener("click", () => print()));
  const theme = document.querySelector(".theme");
  const tell = () => {
    theme.textContent = isDark() ? say("Light") : say("Dark");
    theme.setAttribute("aria-label", isDark() ? say("Light colours") : say("Dark colours"));
    // The activities take their accents from the same mark as in JupyterLab.
    document.body.dataset.jpThemeLight = String(!isDark());
  };
  theme.addEventListener("click", () => {
    document.documentElement.dataset.theme = isDark() ? "light" : "dark";
    try {
      localStorage.setItem(THEME, document.documentElement.dataset.theme);
    } catch {
      // Nothing can be kept here: the choice holds for this page.
    }
    tell();
  });
  systemDark.addEventListener("change", tell);
  tell();
  foldContents();
  closeMenus();
  openForPaper();
}

function foldContents() {
  const inside = document.querySelector(".inside > details");
  if (inside && matchMedia("(max-width: 1100px)").matches) inside.open = false;
}

function closeMenus() {
  const menu = document.querySelector(".menu");
  document.addEventListener("click", (event) => menu.contains(event.target) || menu.removeAttribute("open"));
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !menu.open) return;
    menu.open = false;
    menu.querySelector("summary").focus();
  });
}

// Paper cannot be unfolded: what explains is opened, code and keys stay folded.
function openForPaper() {
  let opened = [];
  addEventListener("beforeprint", () => {
    opened = all("main details:not([open]):not(.code):not(.task details)");
    opened.forEach((fold) => (fold.open = true));
  });
  addEventListener("afterprint", () => opened.forEach((fold) => (fold.open = false)));
}
