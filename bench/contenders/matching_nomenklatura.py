"""The rows matched with the register by nomenklatura: its blocking index finds candidates, logic-v2 scores them.

    python -m bench.contenders.matching_nomenklatura REGISTER.parquet ROWS.parquet OUT.parquet

Its entities are companies with a name and its parts set apart as another name, the code, and the city as address; it
has no place for a legal person.
"""

import json
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import duckdb
from followthemoney import Dataset, StatementEntity
from nomenklatura.blocker.index import Index
from nomenklatura.matching.logic_v2.model import LogicV2
from nomenklatura.matching.types import ScoringConfig
from nomenklatura.resolver import Linker
from nomenklatura.store.memory import MemoryStore

LINK = LogicV2.config_threshold if hasattr(LogicV2, "config_threshold") else 0.7  # as it suggests
CANDIDATES = 10  # scored for each row, the best of the index

DATASET = Dataset.make({"name": "bench", "title": "bench"})
COLUMNS = "unique_id, name, word, bare, city, code"


def main(register: str, rows: str, out: str) -> None:
    start = time.perf_counter()
    known = {each.id: each for each in entities(register, "r")}
    asked = {each.id: each for each in entities(rows, "q")}
    with tempfile.TemporaryDirectory() as folder:
        answers = dict(match(Path(folder), known, asked))
    seconds = time.perf_counter() - start
    write([(int(id[2:]), *answers.get(id, (-1, -1, False))) for id in asked], out)
    print(json.dumps({"rows_per_s": len(asked) / seconds, "seconds": seconds}))


def entities(file: str, side: str) -> Iterator[StatementEntity]:
    rows = duckdb.sql(f"SELECT {COLUMNS} FROM read_parquet('{file}')").fetchall()
    for number, name, word, bare, city, code in rows:
        spaced = f"{name[: name.find(word)]} {word} {bare[len(word) :]}" if word and word in name else name
        told = {"name": [name], "alias": [spaced], "address": [city], "uscCode": [code], "country": ["cn"]}
        properties = {key: [text for text in texts if text] for key, texts in told.items()}
        data = {"id": f"{side}-{number}", "schema": "Company", "properties": properties}
        yield StatementEntity.from_data(DATASET, data)


def match(folder: Path, known: dict, asked: dict) -> Iterator[tuple[str, tuple[int, int, bool]]]:
    store = MemoryStore(DATASET, Linker({}))
    with store.writer() as writer:
        for each in known.values():
            writer.add_entity(each)
    index = Index(store.view(DATASET), folder, {"max_candidates": CANDIDATES})
    index.build()
    config = ScoringConfig.defaults()
    for id, found in index.match_entities(asked.values()):
        scored = [
            (LogicV2.compare(asked[id.id], known[other.id], config).score, points, other.id)
            for other, points in found
        ]
        best, _, number = max(scored, default=(0.0, 0.0, "r--1"))
        linked = int(number[2:]) if best >= LINK else -1
        yield id.id, (linked, -1 if linked >= 0 else int(number[2:]), linked < 0 and bool(scored))


def write(answers: list[tuple[int, int, int, bool]], out: str) -> None:
    con = duckdb.connect()
    con.execute('CREATE TABLE told ("row" BIGINT, linked BIGINT, first BIGINT, queued BOOLEAN)')
    con.executemany("INSERT INTO told VALUES (?, ?, ?, ?)", answers)
    con.execute(f"COPY told TO '{out}' (FORMAT parquet)")


if __name__ == "__main__":
    main(*sys.argv[1:])
