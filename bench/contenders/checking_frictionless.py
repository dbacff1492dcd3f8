"""The catalogue's own Table Schema by frictionless, all errors on."""

import json
import os
import sys
import time
from pathlib import Path

from frictionless import Detector, Resource, Schema, validate

from bench.contenders.failures import write


def main(file: str, schema: dict, out: str) -> None:
    start = time.perf_counter()
    folder, name = os.path.split(file)  # absolute paths count as unsafe
    schema_sync, told = Detector(schema_sync=True), Schema.from_descriptor(schema)
    resource = Resource(path=name, basepath=folder, schema=told, detector=schema_sync, encoding="utf-8-sig")
    report = validate(resource, limit_errors=1_000_000_000)
    failures = report.flatten(["rowNumber", "fieldName"])
    rows = report.tasks[0].stats["rows"]
    seconds = time.perf_counter() - start
    write(out, [(row, field) for row, field in failures if row])
    print(json.dumps({"rows_per_s": rows / seconds, "seconds": seconds}))


if __name__ == "__main__":
    main(sys.argv[1], json.loads(Path(sys.argv[2]).read_text(encoding="utf-8")), sys.argv[3])
