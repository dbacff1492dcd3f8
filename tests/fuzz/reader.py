"""A process that reads one file after the other within a cap on memory, and tells what became of each.

python -m tests.fuzz.reader CAP — reads {"path": …} a line, answers {"kind": read | refused | failed, "said": …,
"peak": MiB in use at most so far} a line.
"""

import json
import resource
import sys
import traceback
from hashlib import sha256
from pathlib import Path

from tests.factories.located import locate
from xinlu.catalog.repository import load_items
from xinlu.collection.contracts import Refused
from xinlu.collection.reading import read

ITEM = next(item for item in load_items() if item.identifier == "admin-penalty")


def outcome(path: Path) -> dict[str, str]:
    """kind, and what was said: the sentence, the traceback, or a digest of the rows."""
    try:
        located = locate(read(path, name="处罚.dat"), ITEM)
    except Refused as refusal:
        return {"kind": "refused", "said": str(refusal)}
    except BaseException:
        return {"kind": "failed", "said": traceback.format_exc()}
    return {"kind": "read", "said": sha256(repr(located.frame.rows()).encode()).hexdigest()}


def main() -> None:
    cap = int(sys.argv[1])
    resource.setrlimit(resource.RLIMIT_AS, (cap, cap))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    for line in sys.stdin:
        found = outcome(Path(json.loads(line)["path"]))
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> 10
        print(json.dumps(found | {"peak": peak}), flush=True)  # noqa: T201 - the answer


if __name__ == "__main__":
    main()
