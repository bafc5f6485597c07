"""A real JupyterLab and a real Chromium, cut off from every network but this machine.

`JupyterLab` is one server for the whole test session; `Notebook` is one notebook opened in one page of the browser.
Nothing here judges speed: what is awaited is an event, and `PATIENCE_S` is only when to call it a hang.
"""

import contextlib
import json
import os
import re
import secrets
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[2]
NOTEBOOKS = REPOSITORY / "notebooks"
SCREENSHOTS = REPOSITORY / "screenshots"
CHROMIUM_ARGUMENTS = [
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    # Every name and number but this machine's leads nowhere. (Answering each request from a test would do the same, but
    # switches the browser's cache off.)
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
]
PATIENCE_S = 60
LOCAL = re.compile(r"(https?|wss?)://(127\.0\.0\.1|localhost)[:/]")
CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "msedge")
CHROMIUM_PLACES = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    r"C:\Program Files\Google\Chrome\Application\chrome.exe",
    r"C:\Program Files (x86)\Microsoft\Edge\Application\msedge.exe",
)
# A fresh JupyterLab asks about news over the first page, and keeps cells off the page until they are scrolled to.
SETTINGS = {
    "@jupyterlab/apputils-extension/notification": {"fetchNews": "false", "checkForUpdates": False},
    "@jupyterlab/notebook-extension/tracker": {"windowingMode": "none"},
    "@jupyterlab/extensionmanager-extension/plugin": {"enabled": False},
    "@jupyterlab/docmanager-extension/plugin": {"autosave": False},
}


def find_chromium() -> str | None:
    """The browser on this machine, or None; the variable COURSE_CHROMIUM names another one."""
    named = os.environ.get("COURSE_CHROMIUM")
    found = [named] if named else [shutil.which(name) for name in CHROMIUM_NAMES] + list(CHROMIUM_PLACES)
    return next((path for path in found if path and Path(path).exists()), None)


def chromium_arguments() -> list[str]:
    """Quiet and without a network of its own; root may not use the sandbox."""
    return [*CHROMIUM_ARGUMENTS, *(["--no-sandbox"] if is_root() else [])]


def is_root() -> bool:
    """Whether this is the all-powerful account, as in most containers."""
    return getattr(os, "geteuid", lambda: 1)() == 0


def free_port() -> int:
    """A port nobody listens on at this moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class JupyterLab:
    """One server on a copy of the notebooks, so that running them never changes the checkout."""

    def __init__(self, home: Path) -> None:
        self.home, self.port, self.token = home, free_port(), secrets.token_hex(16)
        self.root = home / "notebooks"
        self.address = f"http://127.0.0.1:{self.port}"
        self.page_loads = 0
        shutil.copytree(NOTEBOOKS, self.root)
        self.log = (home / "server.log").open("w", encoding="utf-8")
        self._write_settings()
        self._start()

    def add(self, name: str, cells: list[str]) -> str:
        """Put a notebook of code cells beside the course's own; its name."""
        return self.add_content(name, notebook_of(cells))

    def add_content(self, name: str, content: dict) -> str:
        """Put a whole notebook beside the course's own; its name."""
        (self.root / name).write_text(json.dumps(content), encoding="utf-8")
        return name

    def ask(self, path: str, method: str = "GET") -> object:
        """One request to the server's own interface."""
        request = urllib.request.Request(f"{self.address}/{path}", method=method)
        request.add_header("Authorization", f"token {self.token}")
        with urllib.request.urlopen(request, timeout=PATIENCE_S) as answer:
            return json.loads(answer.read() or "null")

    def shut_kernels(self, *names: str) -> None:
        """End every kernel, or only those of the notebooks named, so that the next notebook starts alone."""
        for session in self.ask("api/sessions"):
            if names and session["path"] not in names:
                continue
            with contextlib.suppress(urllib.error.HTTPError):  # gone by itself meanwhile
                self.ask(f"api/sessions/{session['id']}", "DELETE")

    def kernels_started(self) -> int:
        """How many kernels this server has started, restarts included, as it wrote down itself."""
        told = (self.home / "server.log").read_text(encoding="utf-8", errors="replace")
        return len(re.findall(r"Kernel (?:started|restarted): ", told))

    def give_output(self, name: str, number: int, forms: dict) -> None:
        """Write an output into a notebook's file, as another Jupyter may have saved it."""
        content = json.loads((self.root / name).read_text(encoding="utf-8"))
        output = {"output_type": "display_data", "data": forms, "metadata": {}}
        content["cells"][number]["outputs"] = [output]
        (self.root / name).write_text(json.dumps(content), encoding="utf-8")

    def restart(self) -> None:
        """End the server with all its kernels, as in the evening, and start it again, as the next day."""
        self._end()
        self._start()

    def close(self) -> None:
        """End the server and what it started."""
        self._end()
        self.log.close()

    def _start(self) -> None:
        self.process = subprocess.Popen(
            self._command(), env=self._environment(), stdout=self.log, stderr=self.log
        )
        self._wait_until_up()

    def _end(self) -> None:
        self.process.terminate()
        try:
            self.process.wait(20)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()

    def _command(self) -> list[str]:
        as_root = ["--allow-root"] if is_root() else []
        options = {
            "ServerApp.ip": "127.0.0.1",
            "ServerApp.port": self.port,
            "ServerApp.port_retries": 0,
            "ServerApp.root_dir": self.root,
            "IdentityProvider.token": self.token,
            "LabApp.expose_app_in_browser": True,
        }
        arguments = [f"--{name}={value}" for name, value in options.items()]
        return [sys.executable, "-m", "jupyterlab", "--no-browser", *as_root, *arguments]

    def _environment(self) -> dict[str, str]:
        own = {
            "JUPYTER_CONFIG_DIR": "config",
            "JUPYTER_DATA_DIR": "data",
            "JUPYTER_RUNTIME_DIR": "runtime",
            "JUPYTERLAB_SETTINGS_DIR": "settings",
            "JUPYTERLAB_WORKSPACES_DIR": "workspaces",
            "IPYTHONDIR": "ipython",
            "COURSE_PASSPORT": "passport.jsonl",
        }
        places = {name: str(self.home / folder) for name, folder in own.items()}
        return {**os.environ, **places, "PYTHONPATH": str(REPOSITORY)}

    def _write_settings(self) -> None:
        for plugin, values in SETTINGS.items():
            place = self.home / "settings" / f"{plugin}.jupyterlab-settings"
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_text(json.dumps(values), encoding="utf-8")

    def _wait_until_up(self, seconds: int = PATIENCE_S) -> None:
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            try:
                self.ask("api/status")
            except OSError:
                if self.process.poll() is not None:
                    break
                time.sleep(0.2)
            else:
                return
        raise RuntimeError(
            f"JupyterLab did not start. Its log: {(self.home / 'server.log').read_text()[-2000:]}"
        )


def notebook_of(cells: list[str]) -> dict:
    """A notebook that holds these code cells."""
    made = [
        {
            "cell_type": "code",
            "id": f"c{i}",
            "metadata": {},
            "source": s,
            "outputs": [],
            "execution_count": None,
        }
        for i, s in enumerate(cells)
    ]
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    return {"cells": made, "metadata": {"kernelspec": kernel}, "nbformat": 4, "nbformat_minor": 5}


class Notebook:
    """One notebook in one page: run it, move its controls, look at what is drawn."""

    ACTIVITY = ".jp-OutputArea-output .mc-activity"
    STILL = ".jp-OutputArea-output .vega-embed"

    def __init__(self, page, lab: JupyterLab, name: str, theme: str = "light") -> None:
        self.page, self.lab, self.name = page, lab, name
        self.console, self.outside, self.dialogs = [], [], []
        self._listeners = {
            "console": self._hear,
            "pageerror": lambda error: self.console.append(f"uncaught: {error}"),
            "request": self._note_request,
            "websocket": self._note_address,
        }
        for event, listener in self._listeners.items():
            page.on(event, listener)
        page.set_default_timeout(1000 * PATIENCE_S)
        self._open()
        self.wait_until_idle()
        if self.page.evaluate(IS_LIGHT) != (theme == "light"):
            self.choose_theme(f"JupyterLab {theme.capitalize()}")

    def _open(self) -> None:
        """Open it in the JupyterLab that the page shows already, alone; in an empty page, load JupyterLab with it."""
        if self.page.url.startswith(f"{self.lab.address}/lab"):
            self.page.evaluate(CLOSE_ALL)
            self.page.evaluate(OPEN, self.name)
        else:
            self.page.goto(f"{self.lab.address}/lab/tree/{self.name}?token={self.lab.token}&reset")

    def leave(self) -> None:
        """Hear no more of the page, close the notebook unsaved and end its kernel."""
        for event, listener in self._listeners.items():
            self.page.remove_listener(event, listener)
        with contextlib.suppress(Exception):  # the page may be gone, or may never have come
            self.page.evaluate(CLOSE_ALL)
        self.lab.shut_kernels(self.name)

    def wait_until_idle(self, seconds: float = PATIENCE_S) -> None:
        """Wait until the kernel is connected and has nothing to do; what `keep_busy` began is let go."""
        self.let_go()
        self.wait_for(self._is_idle, seconds, "its kernel never came to rest")

    def run_all(self, seconds: float = 2 * PATIENCE_S) -> None:
        """Run every cell and wait for the last one. A request that JupyterLab lost is repeated."""
        self.page.evaluate(FORGET_PROMPTS)  # saved numbers would look like cells that ran
        for _ in range(6):
            self.choose("Run", "Run All Cells")
            if self._has_begun():
                break
        else:
            raise AssertionError(f"{self.name} never began to run. {self.dialogs}")
        self.wait_for(lambda: self.page.evaluate(ALL_CELLS_RAN), seconds, "its cells never came to an end")
        self.wait_until_idle()
        self.wait_for(
            lambda: self.page.evaluate(ALL_PICTURES_DRAWN), seconds, "its pictures were never drawn"
        )

    def run_cell(self, number: int, times: int = 1) -> None:
        """Run the code cell of that number, from 0, as often as told, each time to its end.

        By JupyterLab's own command: a click would have to hit a page that still grows.
        """
        for _ in range(times):
            self.page.evaluate(RUN_CELL, number)
            self.page.wait_for_function("() => globalThis.cellRan")

    def wait_for(self, done, seconds: float, otherwise: str) -> None:
        """Wait until `done()`; answer what JupyterLab asks meanwhile. Raises AssertionError with what was seen."""
        deadline = time.monotonic() + seconds
        while not done():
            self.dismiss_dialogs()
            if time.monotonic() > deadline:
                place = self._screenshot_of_trouble()
                raise AssertionError(f"{self.name}: {otherwise}. See {place}. {self.dialogs} {self.console}")
            self.page.wait_for_timeout(100)

    def _is_idle(self) -> bool:
        """Whether page and server agree: the page also shows a kernel as idle before there is one."""
        session = next((s for s in self.lab.ask("api/sessions") if s["path"] == self.name), None)
        if (
            not session
            or session["kernel"]["execution_state"] != "idle"
            or not session["kernel"]["connections"]
        ):
            return False
        return self.page.locator(IDLE).count() > 0

    def save(self) -> None:
        """Save it by the menu, and wait until the server has it."""
        is_save = lambda answer: answer.request.method == "PUT" and "/api/contents/" in answer.url  # noqa: E731
        with self.page.expect_response(is_save) as answer:
            self.choose("File", "Save Notebook")
        assert answer.value.ok, f"{self.name} was not saved"

    def choose(self, menu: str, entry: str) -> None:
        """Choose an entry of one of JupyterLab's menus."""
        self.dismiss_dialogs()
        self.page.locator(".lm-MenuBar-itemLabel", has_text=re.compile(f"^{menu}$")).click()
        label = self.page.locator(".lm-Menu-itemLabel", has_text=re.compile(f"^{re.escape(entry)}$"))
        label.first.click()

    def dismiss_dialogs(self) -> None:
        """Close what JupyterLab asks on its own account, and remember what it was."""
        for _ in range(5):
            dialog = self.page.locator("dialog.jp-Dialog").first
            if not dialog.count():
                return
            self.dialogs.append(dialog.inner_text())
            dialog.locator("button.jp-Dialog-button").last.click()
            self.page.wait_for_timeout(300)
        raise AssertionError(f"{self.name}: JupyterLab keeps asking: {self.dialogs}")

    def choose_theme(self, theme: str) -> None:
        """Switch JupyterLab to "JupyterLab Light" or "JupyterLab Dark"."""
        self.choose("Settings", "Theme")
        self.page.locator(".lm-Menu-itemLabel", has_text=re.compile(f"^{theme}$")).first.click()
        light = str(theme.endswith("Light")).lower()
        self.page.wait_for_selector(f'body[data-jp-theme-light="{light}"]', state="attached")

    def assert_no_errors(self) -> None:
        """No cell failed, nothing went wrong in the browser, nobody reached for the network, no activity complains."""
        failed = self.page.locator('.jp-OutputArea-output[data-mime-type="application/vnd.jupyter.error"]')
        assert failed.all_inner_texts() == [], f"{self.name}: a cell failed"
        complaints = self.page.locator(".mc-trouble:not([hidden]), .mc-notice:not([hidden])")
        notice = self.page.locator(".mc-notice:not([hidden])", has_text="Still computing")
        self.wait_for(lambda: notice.count() == 0, PATIENCE_S, "an activity computes and computes")
        assert complaints.all_inner_texts() == [], f"{self.name}: an activity complains"
        assert self.console == [], f"{self.name}: errors in the browser: {self.console}"
        assert self.outside == [], f"{self.name}: asked the network: {self.outside}"

    def outputs(self, kind: str = ".vega-embed") -> list:
        """Every picture on the page: still charts and live ones alike."""
        return self.page.locator(f".jp-OutputArea-output {kind}").all()

    def drawn_marks(self, output) -> int:
        """How many marks of a picture have a size on the page; axes, legends and titles do not count."""
        return output.evaluate(COUNT_MARKS)

    def drawing(self, output) -> str:
        """What is drawn, as text that changes whenever the picture does."""
        return output.locator("svg").first.evaluate("svg => svg.outerHTML")

    def activity(self, number: int = 0):
        """The activity (or live chart) of that number on the page, from 0."""
        return self.page.locator(self.ACTIVITY).nth(number)

    def sentence(self, activity=None) -> str:
        """What the activity says."""
        return (activity or self.activity()).locator(".mc-sentence").inner_text()

    def move_control(self, label: str, key: str = "ArrowRight", times: int = 1, within=None) -> None:
        """Put the keyboard on a labelled control and press a key there, as often as told."""
        control = (within or self.page).get_by_label(label, exact=True).first
        control.evaluate(
            "e => e.closest('details:not([open])')?.setAttribute('open', '')"
        )  # it may wait under "more"
        control.focus()
        for _ in range(times):
            self.page.keyboard.press(key)

    def settle(self, before, look=None, seconds: float = PATIENCE_S):
        """Wait until the sentence, or what `look()` gives, is another one; what it then is."""
        look = look or self.sentence
        deadline = time.monotonic() + seconds
        while (now := look()) == before:
            assert time.monotonic() < deadline, f"still: {before}"
            self.page.wait_for_timeout(30)
        return now

    def follows(self, before, look=None):
        """As `settle`, and the kernel is done with what it began: the form follows the sentence."""
        now = self.settle(before, look)
        self.page.locator(IDLE).wait_for(state="attached")  # a narrow page hides it
        return now

    def settled(self, activity=None) -> None:
        """Wait until picture and sentence answer to the controls as they stand: the activity says so itself."""
        (activity or self.activity()).evaluate(AWAIT, ["settled", PATIENCE_S])

    def all_said(self, activity=None) -> None:
        """Wait until a screen reader has been told all there is to tell."""
        self.settled(activity)
        (activity or self.activity()).locator(".mc-live").evaluate(AWAIT, ["rests", PATIENCE_S])

    def says(self, sentence: str, activity=None, seconds: float = PATIENCE_S) -> None:
        """Wait until the activity says this."""
        deadline = time.monotonic() + seconds
        while (now := self.sentence(activity)) != sentence:
            assert time.monotonic() < deadline, f"it says {now!r}, not {sentence!r}"
            self.page.wait_for_timeout(20)

    def keep_busy(self, number: int, seconds: int = PATIENCE_S):
        """Let the code cell of that number, from 0, work until `let_go`; the cell, once it runs.

        The notebook has imported `time`. `seconds` is when it ends by itself, however many the test asks for: a test that
        looks at a busy kernel should not have to be quicker than a sleep.
        """
        cell = self.page.locator(".jp-CodeCell").nth(number)
        cell.locator(".cm-content").click()
        self.page.keyboard.press("Control+a")
        self._busy.touch()
        self.page.keyboard.insert_text(BUSY.format(file=str(self._busy), steps=20 * max(seconds, PATIENCE_S)))
        self.page.keyboard.press("Control+Enter")
        self.page.wait_for_function(
            "n => document.querySelectorAll('.jp-InputPrompt')[n].textContent.includes('*')", arg=number
        )
        return cell

    def let_go(self) -> None:
        """End the work that `keep_busy` began."""
        self._busy.unlink(missing_ok=True)

    @property
    def _busy(self) -> Path:
        return self.lab.home / f"busy-{self.name}"

    def screenshot(self, name: str, what=None) -> Path:
        """A picture of the page, or of one part of it, for a person to look at: where `COURSE_SCREENSHOTS` is set."""
        place = SCREENSHOTS / f"{name}.png"
        if os.environ.get("COURSE_SCREENSHOTS"):
            SCREENSHOTS.mkdir(exist_ok=True)
            (what or self.page).screenshot(path=str(place))
        return place

    def _screenshot_of_trouble(self) -> Path:
        SCREENSHOTS.mkdir(exist_ok=True)
        place = SCREENSHOTS / f"stuck-{self.name}.png"
        self.page.screenshot(path=str(place))
        return place

    def keep_pictures(self, prefix: str) -> None:
        """A screenshot of every activity and every chart, as `screenshot`."""
        pictures = self.page.locator(f"{self.ACTIVITY}, {self.STILL}:not(.mc-picture)").all()
        for number, picture in enumerate(pictures, 1):
            self.screenshot(f"{prefix}-picture-{number:02}", picture)

    def _has_begun(self) -> bool:
        try:
            self.page.wait_for_function(SOME_CELL_BEGAN, timeout=10_000)
        except (
            Exception
        ):  # playwright's own TimeoutError; importing playwright here would forbid reading this file
            return False
        return True

    def _hear(self, message) -> None:
        if message.type == "error" and not any(known in message.text for known in LAB_NOISE):
            self.console.append(f"{message.text} ({message.location.get('url', '')})")

    def _note_request(self, request) -> None:
        anew = request.is_navigation_request() and not request.redirected_from
        self.lab.page_loads += anew and request.frame.parent_frame is None
        self._note_address(request)

    def _note_address(self, asked) -> None:
        """Keep the address of a request or a socket that leads away from this machine."""
        if re.match(r"(https?|wss?):", asked.url) and not LOCAL.match(asked.url):
            self.outside.append(asked.url)


class Desk:
    """The pages in which notebooks are opened: one that is used again and again, others for what must stand alone."""

    USUAL_WIDTH = 1280

    def __init__(self, browser, lab: JupyterLab) -> None:
        self.browser, self.lab = browser, lab
        self._context = None  # one for all pages: they share what the browser has cached
        self._usual = None  # the page that is used again
        self._taken = False
        self._kept = None  # a sitting that lasts until the next one begins

    def keep_open(self):
        """As `sitting`, but what it opens stays until another sitting begins, or `put_away`."""
        kept = contextlib.ExitStack()
        opened = kept.enter_context(self.sitting())
        self._kept = kept
        return opened

    def put_away(self) -> None:
        """End the sitting that was kept."""
        if self._kept:
            self._kept.close()
        self._kept = None

    @contextlib.contextmanager
    def sitting(self):
        """A function that opens notebooks; they and their kernels end when the sitting does."""
        self.put_away()
        notebooks, own = [], []

        def opened(
            name="scratch.ipynb", *, cells=None, width=1280, height=900, theme="light", fresh=False
        ) -> Notebook:
            if cells is not None:
                self.lab.add(name, cells)
            usual = width == self.USUAL_WIDTH and theme == "light" and not fresh and not self._taken
            page = self._usual_page(height) if usual else self._new_page(width, height)
            if not usual:
                own.append(page)
            notebooks.append(Notebook(page, self.lab, name, theme))
            return notebooks[-1]

        before = self._taken
        try:
            yield opened
        finally:
            for notebook in notebooks:
                notebook.leave()
            for page in own:
                page.close()
            self._taken = before

    def clear(self) -> None:
        """Put everything away: the next notebook gets a new page of a new context."""
        if self._context:
            self._context.close()
        self._context = self._usual = None

    def _usual_page(self, height: int):
        self._taken = True
        self._usual = self._usual or self._new_page(self.USUAL_WIDTH, height)
        self._usual.set_viewport_size({"width": self.USUAL_WIDTH, "height": height})
        return self._usual

    def _new_page(self, width: int, height: int):
        self._context = self._context or self.browser.new_context(bypass_csp=True)
        page = self._context.new_page()
        page.set_viewport_size({"width": width, "height": height})
        return page


@contextlib.contextmanager
def opened_once(browser, lab: JupyterLab, name: str, cells: list[str], height: int):
    """A notebook of these cells in a page of its own, run once for all tests of a module."""
    desk = Desk(browser, lab)
    with desk.sitting() as opened:
        notebook = opened(name, cells=cells, height=height)
        notebook.run_all()
        yield notebook
    desk.clear()


# What JupyterLab itself says on every page, before any cell of ours runs.
LAB_NOISE = ()

CLOSE_ALL = """() => {
  for (const widget of [...jupyterapp.shell.widgets('main')]) widget.dispose();
  sessionStorage.clear(); // answers kept for a lost kernel are of one notebook only
}"""
OPEN = "path => { jupyterapp.commands.execute('docmanager:open', { path }); }"
IS_LIGHT = "() => document.body.dataset.jpThemeLight === 'true'"
FORGET_PROMPTS = """() => jupyterapp.shell.currentWidget.content.widgets
  .forEach(cell => { if (cell.model.type === 'code') cell.model.executionCount = null; })"""
RUN_CELL = """number => {
  const notebook = jupyterapp.shell.currentWidget.content;
  const cell = notebook.widgets.filter(cell => cell.model.type === 'code')[number];
  notebook.activeCellIndex = notebook.widgets.indexOf(cell);
  globalThis.cellRan = false;
  jupyterapp.commands.execute('notebook:run-cell').then(() => { globalThis.cellRan = true; });
}"""
BUSY = "for _ in range({steps}): __import__('os').path.exists({file!r}) and time.sleep(0.05)"

IDLE = '.jp-Notebook-ExecutionIndicator[data-status="idle"]'

# Until a mark of an element (`data-settled`, `data-rests`) is true.
AWAIT = """(element, [mark, seconds]) => new Promise((done, fail) => {
  const end = (tell, said) => { watch.disconnect(); clearTimeout(hang); tell(said); };
  const look = () => element.dataset[mark] === 'true' && end(done);
  const watch = new MutationObserver(look);
  const hang = setTimeout(() => end(fail, new Error(`not ${mark}: ${element.innerText}`)), 1000 * seconds);
  watch.observe(element, { attributes: true });
  look();
})"""

SOME_CELL_BEGAN = """() => [...document.querySelectorAll('.jp-CodeCell .jp-InputPrompt')]
  .some(prompt => /\\[(\\*|\\d+)\\]/.test(prompt.textContent))"""

ALL_CELLS_RAN = """() => {
  const cells = [...document.querySelectorAll('.jp-CodeCell')].filter(cell => cell.querySelector('.cm-content')?.innerText.trim());
  const failed = document.querySelector('[data-mime-type="application/vnd.jupyter.error"]');
  return failed || cells.every(cell => /\\[\\d+\\]/.test(cell.querySelector('.jp-InputPrompt').textContent));
}"""

ALL_PICTURES_DRAWN = """() => {
  const live = [...document.querySelectorAll('.jp-OutputArea-output .mc-activity')];
  const still = [...document.querySelectorAll('.jp-OutputArea-output .jp-RenderedVegaCommon5')];
  const waiting = [...document.querySelectorAll('[data-mime-type="application/vnd.jupyter.widget-view+json"]')]
    .filter(output => !output.querySelector('.jupyter-widgets'));
  return waiting.length === 0 && live.every(a => a.dataset.drawn)
    && still.every(s => s.querySelector('svg, canvas'));
}"""

COUNT_MARKS = """output => [...output.querySelectorAll('.role-mark > path, .role-mark > text, .role-mark > line, .role-mark > image')]
  .filter(mark => { const box = mark.getBoundingClientRect(); return box.width > 0 || box.height > 0; }).length"""
