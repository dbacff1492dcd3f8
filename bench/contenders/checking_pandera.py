"""Four checks by pandera on pandas, all failures collected."""

import json
import sys
import time
from pathlib import Path

import pandas as pd
import pandera.pandas as pa

from bench.contenders.failures import write
from bench.contenders.schemas import schema_of


def main(file: str, rules: dict, out: str) -> None:
    start = time.perf_counter()
    frame = pd.read_csv(file, dtype=str, keep_default_na=False, na_values=[""])
    failures = []
    try:
        schema_of(pa, rules).validate(frame, lazy=True)
    except pa.errors.SchemaErrors as error:
        cases = error.failure_cases
        failures = [(int(row) + 2, field) for row, field in zip(cases["index"], cases["column"], strict=True)]
    seconds = time.perf_counter() - start
    write(out, failures)
    print(json.dumps({"rows_per_s": len(frame) / seconds, "seconds": seconds}))


if __name__ == "__main__":
    main(sys.argv[1], json.loads(Path(sys.argv[2]).read_text(encoding="utf-8")), sys.argv[3])
