"""Four checks by Great Expectations on pandas, with the rows of all failures."""

import json
import logging
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import great_expectations as gx
import great_expectations.expectations as gxe
import pandas as pd

logging.disable(logging.WARNING)

from bench.contenders.failures import write


def main(file: str, rules: dict, out: str) -> None:
    context = gx.get_context(mode="ephemeral")
    context.variables.progress_bars = {"globally": False}
    batches = (
        context.data_sources.add_pandas("files")
        .add_dataframe_asset("file")
        .add_batch_definition_whole_dataframe("all")
    )
    suite = context.suites.add(gx.ExpectationSuite(name="four", expectations=list(expect(rules))))
    start = time.perf_counter()
    frame = pd.read_csv(file, dtype=str, keep_default_na=False, na_values=[""])
    batch = batches.get_batch(batch_parameters={"dataframe": frame})
    report = batch.validate(suite, result_format={"result_format": "COMPLETE"})
    failures = [
        (row + 2, line.expectation_config.kwargs["column"])
        for line in report.results
        for row in line.result.get("unexpected_index_list") or ()
    ]
    seconds = time.perf_counter() - start
    write(out, failures)
    print(json.dumps({"rows_per_s": len(frame) / seconds, "seconds": seconds}))


def expect(rules: dict) -> Iterator[gxe.Expectation]:
    for name in rules["required"]:
        yield gxe.ExpectColumnValuesToNotBeNull(column=name)
    yield gxe.ExpectColumnValuesToBeInSet(column="CF_XDR_LB", value_set=rules["kinds"])
    yield gxe.ExpectColumnValuesToMatchRegex(column="CF_JDRQ", regex=rules["date"])
    yield gxe.ExpectColumnValuesToMatchRegex(column="CF_XDR_SHXYM", regex=rules["code"])


if __name__ == "__main__":
    main(sys.argv[1], json.loads(Path(sys.argv[2]).read_text(encoding="utf-8")), sys.argv[3])
