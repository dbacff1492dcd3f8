"""The reading process, and how long the lane may take."""

import json
import os
import select
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

ROOT = Path(__file__).resolve().parents[2]
SECONDS = int(os.environ.get("XINLU_FUZZ_SECONDS", "20"))  # for each test of the lane
CAP = 2 << 30  # bytes of address space; the libraries alone take one of the two GiB
PATIENCE = 30  # seconds for one file
PEAK = 500  # MiB, when a small text is read: the platform does that in its own process

# as many examples as the time may hold; each asks whether there is time left
bounded = settings(
    max_examples=20 * SECONDS,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    print_blob=True,
)


class Reader:
    """Asks the process, and starts another when one has died."""

    def __init__(self, folder: Path) -> None:
        self._path, self._process = folder / "file", None

    def __call__(self, content: bytes) -> dict[str, Any]:
        """What became of the file; kind died when the process did, late when it had to be ended."""
        self._path.write_bytes(content)
        process = self._running()
        process.stdin.write(json.dumps({"path": str(self._path)}) + "\n")
        process.stdin.flush()
        if not select.select([process.stdout], [], [], PATIENCE)[0]:
            self.end()
            return {"kind": "late", "said": f"longer than {PATIENCE} s"}
        line = process.stdout.readline()
        if not line:
            self.end()
            return {"kind": "died", "said": f"exit code {process.returncode}"}
        return json.loads(line)

    def _running(self) -> subprocess.Popen:
        self._process = self._process or subprocess.Popen(
            [sys.executable, "-m", "tests.fuzz.reader", str(CAP)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            cwd=ROOT,
            env=os.environ | {"POLARS_MAX_THREADS": "2"},
        )
        return self._process

    def end(self) -> None:
        if self._process:
            self._process.kill()
            self._process.communicate()
            self._process = None


@pytest.fixture(scope="module")
def reader(tmp_path_factory) -> Iterator[Reader]:
    asked = Reader(tmp_path_factory.mktemp("fuzz"))
    yield asked
    asked.end()


@pytest.fixture
def time_left() -> Callable[[], bool]:
    end = time.monotonic() + SECONDS
    return lambda: time.monotonic() < end
