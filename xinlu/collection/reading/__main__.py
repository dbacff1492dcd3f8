"""The child process of read_apart: takes its task from standard input, lives within its limits."""

import ctypes
import json
import os
import resource
import signal
import sys
import tempfile
from pathlib import Path

from xinlu.collection.contracts import Refused
from xinlu.collection.reading import Limits, read
from xinlu.collection.reading.isolation import REASON, REFUSED, hand_over

DEATH_SIGNAL = 1  # PR_SET_PDEATHSIG
SPARE = 5  # seconds of processor time past the limit on the clock
CROWD = 2  # threads that may compute at once


def confine(limits: Limits) -> None:
    """Address space, processor time, no core files, private files; and this process dies with its parent."""
    processor = CROWD * limits.seconds + SPARE
    resource.setrlimit(resource.RLIMIT_AS, (limits.memory, limits.memory))
    resource.setrlimit(resource.RLIMIT_CPU, (processor, processor))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    os.umask(0o077)
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(DEATH_SIGNAL, signal.SIGKILL)


def main() -> int:
    task = json.loads(sys.stdin.buffer.read())
    limits, folder = Limits(**task["limits"]), Path(task["folder"])
    tempfile.tempdir = str(folder)  # what it writes goes with the folder
    confine(limits)
    if os.getppid() != task["parent"]:  # it died before the signal was asked for
        return 1
    try:
        hand_over(read(Path(task["path"]), limits=limits, name=task["name"]), folder)
    except Refused as refusal:
        (folder / REASON).write_text(str(refusal), encoding="utf-8")
        return REFUSED
    return 0


if __name__ == "__main__":
    sys.exit(main())
