"""Those who answer, each as it is meant to be run, started and stopped by us."""

import os
import socket
import subprocess
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from bench.environments import OURS, ROOT, python_of

PATIENCE = 60  # seconds to start
DATASETTE = {"suggest_facets": 0, "allow_facet": 0, "num_sql_threads": 2, "cache_size_kb": 65536}


@dataclass(frozen=True)
class Server:
    """command: without the port; {port} stands for it. up: an address that answers when it is ready."""

    command: tuple[str, ...]
    up: str
    around: dict[str, str] = field(default_factory=dict)


def xinlu(home: Path) -> Server:
    """As `xinlu serve` does by itself, but for the limit of calls a minute."""
    command = (str(OURS.parent / "xinlu"), "serve", "--port", "{port}")
    return Server(command, "/robots.txt", {"XINLU_HOME": str(home), "XINLU_API_RATES": ""})


def datasette(database: Path) -> Server:
    """Immutable, with its rows counted beforehand, without facets; it has one process."""
    program, counted = python_of("datasette").parent / "datasette", database.with_suffix(".json")
    if not counted.exists():
        subprocess.run([program, "inspect", database, f"--inspect-file={counted}"], check=True)
    settings = [word for name, value in DATASETTE.items() for word in ("--setting", name, str(value))]
    told = ("serve", "-i", str(database), "--inspect-file", str(counted), "-p", "{port}")
    return Server((str(program), *told, *settings), "/-/versions.json")


def starlette(database: Path) -> Server:
    """Two processes, as ours."""
    told = ("-m", "uvicorn", "bench.contenders.search_starlette:app", "--port", "{port}", "--workers", "2")
    quiet = ("--no-access-log", "--log-level", "warning")
    around = {"BENCH_DATABASE": str(database), "PYTHONPATH": str(ROOT)}
    return Server((str(python_of("starlette")), *told, *quiet), "/subjects?q=913", around)


@contextmanager
def running(server: Server) -> Iterator[tuple[str, int]]:
    """Its address and the number of its process."""
    port = free_port()
    words = [word.replace("{port}", str(port)) for word in server.command]
    process = subprocess.Popen(words, env=os.environ | server.around, stdout=subprocess.DEVNULL)
    address = f"http://127.0.0.1:{port}"
    try:
        wait_until_up(address + server.up, process)
        yield address, process.pid
    finally:
        process.terminate()
        process.wait(30)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_until_up(address: str, process: subprocess.Popen) -> None:
    started = time.monotonic()
    while time.monotonic() - started < PATIENCE and process.poll() is None:
        try:
            urllib.request.urlopen(address, timeout=5).read()
            return
        except OSError:
            time.sleep(0.2)
    raise RuntimeError(f"{address} 没有应答")


def peak_mb(process: int) -> float:
    """Of the process and all below it, each at its peak, together."""
    return sum(peak_kb(each) for each in family(process)) / 1024


def family(process: int) -> Iterator[int]:
    yield process
    children = Path(f"/proc/{process}/task/{process}/children").read_text().split()
    for child in children:
        yield from family(int(child))


def peak_kb(process: int) -> int:
    lines = Path(f"/proc/{process}/status").read_text().splitlines()
    return next((int(line.split()[1]) for line in lines if line.startswith("VmHWM")), 0)


def cpu_seconds(process: int) -> float:
    """Used so far by the process and all below it."""
    fields = [Path(f"/proc/{each}/stat").read_text().rpartition(")")[2].split() for each in family(process)]
    return sum(int(each[11]) + int(each[12]) for each in fields) / os.sysconf("SC_CLK_TCK")
