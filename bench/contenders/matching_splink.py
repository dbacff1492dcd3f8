"""The rows linked to the register by splink on DuckDB: settings, training and prediction as its tutorial goes.

    python -m bench.contenders.matching_splink REGISTER.parquet ROWS.parquet OUT.parquet

Both have unique_id, name (one spelling, no marks), bare (without place and legal form), word (without the trade too),
form (its kind, or 分 for a branch), city, legal_person, code; what is not known is null.
"""

import json
import sys
import time

import duckdb
import splink.comparison_library as cl
from splink import DuckDBAPI, Linker, SettingsCreator, block_on

LINK = 0.95  # match probability from which on two are linked; below it a person would be asked
ROUGH = "substr(name, 1, 4)"
RULES = [
    block_on("code"),
    block_on("bare"),
    block_on("word", "city"),
    block_on("legal_person", "city"),
    block_on(ROUGH, "legal_person"),
]


def main(register: str, rows: str, out: str) -> None:
    con = duckdb.connect()
    start = time.perf_counter()
    predicted = predict(con, register, rows)
    con.execute(f"COPY ({best(predicted, rows)}) TO '{out}' (FORMAT parquet)")
    seconds = time.perf_counter() - start
    count = con.execute("SELECT count(*) FROM read_parquet(?)", [rows]).fetchone()[0]
    print(json.dumps({"rows_per_s": count / seconds, "seconds": seconds}))


def predict(con: duckdb.DuckDBPyConnection, register: str, rows: str) -> str:
    """Name of the table of pairs."""
    api = DuckDBAPI(con)
    sides = [
        api.register(con.read_parquet(file), dataset_display_name=name)
        for name, file in (("a_register", register), ("b_rows", rows))
    ]
    linker = Linker(sides, settings(), log_level="WARNING")
    train(linker)
    return linker.inference.predict(threshold_match_probability=0.001).physical_name


def settings() -> SettingsCreator:
    return SettingsCreator(
        link_type="link_only",
        comparisons=[
            cl.JaroWinklerAtThresholds("name", [0.95, 0.88, 0.75]),
            cl.LevenshteinAtThresholds("bare", [1, 2]).configure(term_frequency_adjustments=True),
            cl.ExactMatch("form"),
            cl.ExactMatch("city"),
            cl.ExactMatch("legal_person").configure(term_frequency_adjustments=True),
            cl.ExactMatch("code"),
        ],
        blocking_rules_to_generate_predictions=RULES,
    )


def train(linker: Linker) -> None:
    training = linker.training
    sure = [block_on("code"), block_on("name", "city")]
    training.estimate_probability_two_random_records_match(sure, recall=0.8)
    training.estimate_u_using_random_sampling(max_pairs=2e6, seed=1)
    for rule in (block_on("code"), block_on("bare", "city"), block_on("legal_person", "city")):
        training.estimate_parameters_using_expectation_maximisation(rule)


def best(predicted: str, rows: str) -> str:
    """row, linked, first, queued: by the likeliest of each row."""
    pairs = f"""
        SELECT unique_id_r AS row, arg_max(unique_id_l, match_weight) AS number, max(match_probability) AS chance
        FROM {predicted} GROUP BY unique_id_r"""
    return f"""
        SELECT unique_id AS row,
            CASE WHEN chance >= {LINK} THEN number ELSE -1 END AS linked,
            CASE WHEN chance < {LINK} THEN number ELSE -1 END AS first,
            coalesce(chance < {LINK}, false) AS queued
        FROM read_parquet('{rows}') LEFT JOIN ({pairs}) ON unique_id = row"""


if __name__ == "__main__":
    main(*sys.argv[1:])
