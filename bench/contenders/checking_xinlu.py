"""All cleaning and all checks, on the way that collection.actions.examining goes, without its database."""

import json
import secrets
import sys
import time
from datetime import date
from pathlib import Path

import polars as pl

from xinlu.catalog.repository import load_items
from xinlu.collection.contracts import Surroundings
from xinlu.collection.reading import Limits, locate, read_safely
from xinlu.collection.rules.intake import Examined, examine_rows
from xinlu.kernel.sealing import Keyring

LIMITS = Limits(bytes=8 << 30, rows=50_000_000, cells=2_000_000_000, seconds=3_600, memory=20 << 30)


def main(file: Path, out: Path) -> None:
    item = next(item for item in load_items() if item.identifier == "admin-penalty")
    index = Keyring({"k1": secrets.token_bytes(64)}, "k1", secrets.token_bytes(32)).index
    start = time.perf_counter()
    located = locate(read_safely(file, limits=LIMITS), item)
    read = time.perf_counter()
    as_sent = item.for_headers([*located.columns.values(), *located.unknown])
    examined = examine_rows(as_sent, located.frame, Surroundings(today=date(2026, 11, 20)), index)
    end = time.perf_counter()
    rows = write(examined, out)
    print(f"读 {read - start:.2f} 秒，清洗与检查 {end - read:.2f} 秒")
    print(json.dumps({"rows_per_s": rows / (end - start), "seconds": end - start}))


def write(examined: Examined, out: Path) -> int:
    examined.findings.select(pl.col("_row").alias("row"), "rule", "field").write_csv(out)
    return examined.accepted.height + examined.rejected.height


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[3]))
