"""Opens JupyterLab on the first notebook: finds a port, waits until it answers, says where it is."""

import http.client
import os
import secrets
import signal
import socket
import subprocess
import sys
import tempfile
import time
import webbrowser
from pathlib import Path

from utils.setup.places import FIRST_NOTEBOOK, NOTEBOOKS, ROOT, Environment, running_environment, writable
from utils.setup.prepare import ensure, is_ready, prepare
from utils.setup.trouble import Trouble
from utils.setup.verbs import refuse_unknown

PORTS = range(8888, 8988)
PATIENCE_S = 90


def main(argv: list[str]) -> int:
    """`open [--here] [--no-browser] [--port N]`: open the course and stay until Ctrl-C."""
    refuse_unknown(argv, ("--here", "--no-browser", "--port"))
    begin = time.monotonic()
    environment = running_environment() if "--here" in argv else ensure("learner")
    if environment.here and not is_ready(environment):
        prepare(environment)
    if not writable(NOTEBOOKS):
        print(
            "This folder is read-only: everything runs, but to keep changes use File > Save Notebook As or Download."
        )
    lab, port, token = start(environment, first_port(argv))
    address = f"http://localhost:{port}/lab/tree/{FIRST_NOTEBOOK}?token={token}"
    print(f"The course is open ({time.monotonic() - begin:.1f} s): {address}")
    print("Ctrl-C here closes it.", flush=True)
    show(address, argv)
    return stay(lab)


def first_port(argv: list[str]) -> int:
    """Where to begin looking for a free port."""
    if "--port" not in argv:
        return PORTS.start
    try:
        return int(argv[argv.index("--port") + 1])
    except (IndexError, ValueError):
        raise Trouble("--port needs a number, for example --port 8890.") from None


def free_ports(begin: int):
    """Ports nobody listens on, in order."""
    for port in range(begin, begin + len(PORTS)):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) != 0:
                yield port


def start(environment: Environment, begin: int) -> tuple[subprocess.Popen, int, str]:
    """Start JupyterLab on the first port that it gets; returns the process, the port and its secret token."""
    token = secrets.token_urlsafe(24)
    for port in free_ports(begin):
        if port != begin:
            print(f"Port {begin} is taken; using {port}.")
        log = log_file(environment)
        with log.open("wb") as out:
            lab = subprocess.Popen(
                command(environment, port),
                cwd=ROOT,
                env=surroundings(environment, token),
                stdout=out,
                stderr=out,
            )
        if answers(lab, port, token):
            return lab, port, token
        words = log.read_text(encoding="utf-8", errors="replace")
        if "already in use" not in words and "not available" not in words:
            lines = [line for line in words.splitlines() if line.strip()] or ["it said nothing"]
            raise Trouble(f"JupyterLab did not start: {lines[-1].strip()} All it said is in {log}.")
    raise Trouble(f"No port between {begin} and {begin + len(PORTS)} is free: name one with --port.")


def log_file(environment: Environment) -> Path:
    """Where JupyterLab's own messages go."""
    folder = environment.share if writable(environment.share) else Path(tempfile.mkdtemp())
    return folder / "jupyterlab.log"


def command(environment: Environment, port: int) -> list[str]:
    """The command that starts JupyterLab on the notebooks."""
    root = ["--allow-root"] if is_root() else []
    if root:
        print("You are the administrator (root): the course starts anyway; an ordinary account is safer.")
    return [
        str(environment.python), "-m", "jupyterlab", "--no-browser", f"--ServerApp.port={port}",
        "--ServerApp.port_retries=0", "--ServerApp.ip=127.0.0.1", f"--ServerApp.root_dir={NOTEBOOKS}", *root,
    ]  # fmt: skip


def surroundings(environment: Environment, token: str) -> dict[str, str]:
    """Environment variables for Lab: the token stays off the command line; open tabs are remembered per course."""
    clean = {name: value for name, value in os.environ.items() if name not in ("PYTHONPATH", "PYTHONHOME")}
    tabs = environment.share / "workspaces"
    return clean | {"JUPYTER_TOKEN": token, "JUPYTERLAB_WORKSPACES_DIR": str(tabs)}


def is_root() -> bool:
    """True for the administrator of a Unix system."""
    return hasattr(os, "geteuid") and os.geteuid() == 0


def answers(lab: subprocess.Popen, port: int, token: str) -> bool:
    """Wait until our own JupyterLab answers; False when it has ended."""
    deadline = time.monotonic() + PATIENCE_S
    while lab.poll() is None and time.monotonic() < deadline:
        if knows_token(port, token):
            return True
        time.sleep(0.1)
    if lab.poll() is None:
        lab.terminate()
        raise Trouble(f"JupyterLab did not answer within {PATIENCE_S} s: run the same command again.")
    return False


def knows_token(port: int, token: str) -> bool:
    """Only the server that was given the token accepts it."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        connection.request("GET", f"/api/status?token={token}")
        return connection.getresponse().status == 200
    except OSError:
        return False
    finally:
        connection.close()


def has_display() -> bool:
    """True where a browser window can open."""
    if sys.platform in ("win32", "darwin") or os.environ.get("BROWSER"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def show(address: str, argv: list[str]) -> None:
    """Open the person's browser, or say that the address is theirs to open."""
    if "--no-browser" in argv:
        return
    if not (has_display() and webbrowser.open(address)):
        print("No browser could be opened from here: copy the address above into one.", flush=True)


def stay(lab: subprocess.Popen) -> int:
    """Wait until JupyterLab ends or the person stops it."""
    signal.signal(
        signal.SIGTERM, signal.default_int_handler
    )  # being ended by the system closes JupyterLab too
    try:
        return lab.wait()
    except KeyboardInterrupt:
        lab.terminate()
        try:
            lab.wait(timeout=10)
        except subprocess.TimeoutExpired:
            lab.kill()
        print("\nClosed. Your progress is kept.")
        return 0
