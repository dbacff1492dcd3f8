"""What a datasette user would make of the same subjects: one table, an index on the code, full text by trigrams.

python -m bench.search.peer XINLU.sqlite3 PEER.sqlite3
"""

import sqlite3
import sys

MAKE = """
CREATE TABLE subjects (id TEXT PRIMARY KEY, code TEXT, name TEXT, kind TEXT, region TEXT);
INSERT INTO subjects
    SELECT s.id, i.number, s.name, s.kind, s.region
    FROM xinlu.subjects_subject s JOIN xinlu.subjects_identifier i ON i.subject_id = s.id
    WHERE s.kind <> 'person';
CREATE INDEX subjects_code ON subjects (code);
CREATE VIRTUAL TABLE subjects_fts USING fts5(name, content="subjects", tokenize="trigram");
INSERT INTO subjects_fts (rowid, name) SELECT rowid, name FROM subjects;
INSERT INTO subjects_fts (subjects_fts) VALUES ('optimize');
ANALYZE;
VACUUM;
"""


def main(source: str, target: str) -> None:
    with sqlite3.connect(target) as database:
        database.execute("ATTACH ? AS xinlu", [source])
        database.executescript(MAKE)


if __name__ == "__main__":
    main(*sys.argv[1:])
