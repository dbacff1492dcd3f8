"""Runs a command and says what it needed: `python watching.py command…` adds a last line of JSON.

A process of its own, and small: the peak of a child counts what its parent held when it was forked.
"""

import json
import resource
import subprocess
import sys


def main(command: list[str]) -> int:
    status = subprocess.run(command).returncode
    used = resource.getrusage(resource.RUSAGE_CHILDREN)  # of the largest process, and the time of all
    print(json.dumps({"peak_mb": used.ru_maxrss / 1024, "cpu_seconds": used.ru_utime + used.ru_stime}))
    return status


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
