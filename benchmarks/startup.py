"""What set-up's last two steps gain: the slow import that it removes, and the websocket's delay.

    python benchmarks/startup.py [import|server|websocket]

Run it with a prepared Python (`.venv-test/bin/python`). Each line is a JSON object: `name`, `ours` and `peer` in
seconds (medians), `ratio` = peer / ours. The peer is the same environment without that step.
"""

import asyncio
import json
import os
import resource
import secrets
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
import uuid
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from utils.setup import installer
from utils.setup.places import ROOT, running_environment
from utils.setup.prepare import SLOW
from utils.setup.settings import SERVER

ECHO = """
from comm import get_comm_manager
def opened(comm, message):
    comm.on_msg(lambda heard: comm.send(heard["content"]["data"]))
get_comm_manager().register_target("echo", opened)
"""


def report(name: str, ours: list[float], peer: list[float]) -> None:
    ours, peer = statistics.median(ours), statistics.median(peer)
    print(
        json.dumps(
            {"name": name, "ours": round(ours, 4), "peer": round(peer, 4), "ratio": round(peer / ours, 2)}
        ),
        flush=True,
    )


def slow_packages(folder: Path) -> dict[str, str]:
    """Variables under which Python finds the removed packages again (their locked versions, hash-checked)."""
    lock = (ROOT / "requirements.txt").read_text(encoding="utf-8")
    blocks = [block for block in lock.split("\n") if not block.startswith("#")]
    wanted, keep = [], False
    for line in blocks:
        keep = line.split("==")[0] in SLOW if not line.startswith(" ") else keep
        wanted += [line] if keep else []
    (folder / "slow.txt").write_text("\n".join(wanted), encoding="utf-8")
    installer.install(running_environment(), folder / "slow.txt", target=folder / "slow")
    return {**os.environ, "PYTHONPATH": str(folder / "slow")}


def cpu_of_import(variables: dict[str, str]) -> float:
    """CPU seconds of `import altair` in a fresh Python."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([sys.executable, "-c", "import altair"], env=variables, check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def measure_import(runs: int = 5) -> None:
    with tempfile.TemporaryDirectory() as folder:
        peer = slow_packages(Path(folder))
        cpu_of_import(peer), cpu_of_import(dict(os.environ))
        pairs = [(cpu_of_import(dict(os.environ)), cpu_of_import(peer)) for _ in range(runs)]
    report("import altair (CPU): without / with rfc3987-syntax", *map(list, zip(*pairs, strict=True)))


class Server:
    """A JupyterLab on loopback, with or without the course's server settings."""

    def __init__(self, folder: Path, config: str = "", variables: dict[str, str] | None = None) -> None:
        self.token = secrets.token_hex(16)
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        (folder / "jupyter_server_config.py").write_text(config, encoding="utf-8")
        own = {
            "JUPYTER_TOKEN": self.token,
            "JUPYTER_CONFIG_DIR": str(folder),
            "JUPYTER_CONFIG_PATH": str(folder),
        }
        words = [
            "--no-browser",
            "--allow-root",
            f"--ServerApp.port={self.port}",
            f"--ServerApp.root_dir={folder}",
        ]
        # A config file that is named replaces the environment's own, so that the peer is really without it.
        self.begin = time.monotonic()
        self.process = subprocess.Popen(
            [sys.executable, "-m", "jupyterlab", *words, f"--config={folder / 'jupyter_server_config.py'}"],
            env={**(variables or os.environ), **own}, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip

    def wait(self) -> float:
        """Seconds until it answers."""
        while True:
            try:
                self.ask("api/status")
                return time.monotonic() - self.begin
            except OSError:
                time.sleep(0.05)

    def ask(self, path: str, body: bytes | None = None) -> dict:
        address = f"http://127.0.0.1:{self.port}/{path}?token={self.token}"
        with urllib.request.urlopen(urllib.request.Request(address, data=body), timeout=20) as answer:
            return json.loads(answer.read() or "null")

    def __enter__(self) -> "Server":
        return self

    def __exit__(self, *_: object) -> None:
        self.process.terminate()
        self.process.wait(20)


def seconds_until_up(variables: dict[str, str] | None = None) -> float:
    with tempfile.TemporaryDirectory() as folder, Server(Path(folder), variables=variables) as server:
        return server.wait()


def measure_server(runs: int = 3) -> None:
    with tempfile.TemporaryDirectory() as folder:
        peer = slow_packages(Path(folder))
        seconds_until_up(), seconds_until_up(peer)
        pairs = [(seconds_until_up(), seconds_until_up(peer)) for _ in range(runs)]
    report("JupyterLab up: without / with rfc3987-syntax", *map(list, zip(*pairs, strict=True)))


def message(kind: str, content: dict) -> tuple[str, str]:
    """A Jupyter message for the shell channel, and its id."""
    identity = uuid.uuid4().hex
    header = {"msg_id": identity, "msg_type": kind, "session": "bench", "username": "", "version": "5.3"}
    whole = {
        "header": header,
        "parent_header": {},
        "metadata": {},
        "content": content,
        "channel": "shell",
        "buffers": [],
    }
    return json.dumps(whole), identity


async def heard(socket_, kind: str, parent: str) -> None:
    """Read on until the awaited answer comes."""
    while True:
        answer = json.loads(await socket_.read_message())
        if answer["msg_type"] == kind and answer["parent_header"].get("msg_id") == parent:
            return


async def round_trips(server: Server, count: int) -> list[float]:
    """Seconds from sending a widget message to hearing its echo."""
    from tornado.websocket import websocket_connect

    kernel = server.ask("api/kernels", b"{}")["id"]
    address = (
        f"ws://127.0.0.1:{server.port}/api/kernels/{kernel}/channels?token={server.token}&session_id=bench"
    )
    socket_ = await websocket_connect(address)
    words, identity = message(
        "execute_request", {"code": ECHO, "silent": False, "store_history": False, "allow_stdin": False}
    )
    await socket_.write_message(words)
    await heard(socket_, "execute_reply", identity)
    await socket_.write_message(
        message("comm_open", {"comm_id": "echo", "target_name": "echo", "data": {}})[0]
    )
    times = []
    for number in range(count):
        words, identity = message("comm_msg", {"comm_id": "echo", "data": {"n": number}})
        begin = time.perf_counter()
        await socket_.write_message(words)
        await heard(socket_, "comm_msg", identity)
        times.append(time.perf_counter() - begin)
        await asyncio.sleep(0.03)
    socket_.close()
    return times[5:]


def echo_times(config: str, count: int = 65) -> list[float]:
    with tempfile.TemporaryDirectory() as folder, Server(Path(folder), config) as server:
        server.wait()
        return asyncio.run(round_trips(server, count))


def measure_websocket() -> None:
    slow_again = SERVER.replace("set_nodelay(True)", "set_nodelay(False)")
    report(
        "widget message and echo: without / with the websocket's delay",
        echo_times(SERVER),
        echo_times(slow_again),
    )


MEASURES = {"import": measure_import, "server": measure_server, "websocket": measure_websocket}

if __name__ == "__main__":
    for name in sys.argv[1:] or MEASURES:
        MEASURES[name]()
