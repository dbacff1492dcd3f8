"""A worker told to stop does, wherever the signal meets it."""

import subprocess
import sys

HOLDING = """
import os, signal
import django
django.setup()
from xinlu.flows.worker import stop_on_signal
stop = stop_on_signal()
with stop._cond:  # as in the moments in which it waits for work
    os.kill(os.getpid(), signal.SIGTERM)
    for _ in range(1000): pass
raise SystemExit(0 if stop.wait(10) else 1)
"""


def test_a_signal_while_the_event_is_held() -> None:
    assert subprocess.run([sys.executable, "-c", HOLDING], timeout=20).returncode == 0
