"""One module a table, found by its name: its docstring says in Chinese what is measured, and

    def run(scale: float) -> dict[str, dict[str, float]]

gives {contender: {metric: value}}. Contenders: xinlu, pandera, great_expectations, frictionless, pandera_polars,
polars_scan, bare_insert, splink, nomenklatura, datasette, starlette. Metrics: rows_per_s, requests_per_s, p99_ms,
seconds, cpu_seconds, peak_mb, found, missed, invented, top1, wrong, and others that the docstring explains; each may
have a <metric>_spread, highest less lowest of the runs, which is printed but not in the last line.
`bench.measuring.compare` does that for commands.
"""
