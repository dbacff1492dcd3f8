"""Four checks by pandera on Polars, all failures collected."""

import json
import sys
import time
from pathlib import Path

import pandera.polars as pa
import polars as pl

from bench.contenders.failures import write
from bench.contenders.schemas import schema_of


def main(file: str, rules: dict, out: str) -> None:
    start = time.perf_counter()
    frame = pl.read_csv(file, infer_schema=False)
    failures = []
    try:
        schema_of(pa, rules).validate(frame, lazy=True)
    except pa.errors.SchemaErrors as error:
        cases = error.failure_cases
        failures = [(row + 2, field) for row, field in cases.select("index", "column").rows()]
    seconds = time.perf_counter() - start
    write(out, failures)
    print(json.dumps({"rows_per_s": frame.height / seconds, "seconds": seconds}))


if __name__ == "__main__":
    main(sys.argv[1], json.loads(Path(sys.argv[2]).read_text(encoding="utf-8")), sys.argv[3])
