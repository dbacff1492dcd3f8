"""All cleaning and all checks, on the way that collection.actions.examining goes, without its database."""

import json
import secrets
import sys
import time
from datetime import date
from pathlib import Path

from xinlu.catalog.repository import load_items
from xinlu.collection.contracts import Surroundings
from xinlu.collection.examination import look_through, settle_through
from xinlu.collection.reading import Limits, read_safely, survey
from xinlu.kernel.sealing import Keyring

LIMITS = Limits(text_bytes=80 << 30, rows=100_000_000, cells=4_000_000_000, seconds=3_600, memory=20 << 30)


def main(file: Path, out: Path) -> None:
    item = next(item for item in load_items() if item.identifier == "admin-penalty")
    secrets_of = Keyring({"k1": secrets.token_bytes(64)}, "k1", secrets.token_bytes(32)).index_secret
    around = Surroundings(today=date(2026, 11, 20))
    start = time.perf_counter()
    found = survey(read_safely(file, limits=LIMITS, room=out.parent), item)
    read = time.perf_counter()
    as_sent = item.for_headers([*found.columns.values(), *found.unknown])
    looked = look_through(found, as_sent, around, secrets_of, room=out.parent)
    with out.open("w") as sink:
        sink.write("row,rule,field\n")
        for examined in settle_through(looked, as_sent, around):
            lines = examined.findings.select("_row", "rule", "field")
            lines.write_csv(sink, include_header=False)
    end = time.perf_counter()
    print(f"读 {read - start:.2f} 秒，清洗与检查 {end - read:.2f} 秒")
    print(json.dumps({"rows_per_s": looked.rows / (end - start), "seconds": end - start}))


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[3]))
