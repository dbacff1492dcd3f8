"""The same penalties, whatever the file: the archive cannot tell one format from another."""

import json
from collections.abc import Callable, Sequence
from pathlib import Path
from xml.sax.saxutils import escape

import pytest

from tests.factories import files
from tests.factories.collection import csv_file, penalty_of_person
from tests.flows.stories import DECIDED, archived, recent, submit
from xinlu.catalog import queries as catalog
from xinlu.collection.contracts import Counts

Rows = Sequence[dict]
ROWS = (recent(1), penalty_of_person(2, CF_JDRQ=DECIDED, CF_YXQ="2027-11-18"))


def grid(rows: Rows) -> list[list[str]]:
    """Chinese headers, as clerks have them."""
    item = catalog.item("admin-penalty")
    names = list(dict.fromkeys(name for row in rows for name in row))
    header = [item.field(name).name for name in names]
    return [header, *[[row.get(name) or "" for name in names] for row in rows]]


def gb18030(rows: Rows, folder: Path) -> Path:
    return files.write(folder, "处罚.csv", files.csv_text(grid(rows)), "gb18030")


def utf16(rows: Rows, folder: Path) -> Path:
    return files.write(folder, "处罚.txt", files.csv_text(grid(rows), "\t"), "utf-16")


def titled(rows: Rows) -> list[list[str]]:
    return [
        ["福州市交通运输局行政处罚信息表"],
        ["填报单位：福州市交通运输局", "", "2026 年 11 月"],
        *grid(rows),
    ]


def xlsx(rows: Rows, folder: Path) -> Path:
    return files.xlsx(folder, {"说明": [["填表说明"], ["每行一条"]], "处罚": titled(rows)})


def xls(rows: Rows, folder: Path) -> Path:
    return files.xls(folder, {"Sheet1": titled(rows)})


def as_json(rows: Rows, folder: Path) -> Path:
    return files.write(folder, "处罚.json", json.dumps({"records": list(rows)}, ensure_ascii=False))


def ndjson(rows: Rows, folder: Path) -> Path:
    return files.write(folder, "处罚.ndjson", files.ndjson(rows))


def xml(rows: Rows, folder: Path) -> Path:
    body = "".join(
        "<row>"
        + "".join(f"<{name}>{escape(value)}</{name}>" for name, value in row.items() if value)
        + "</row>"
        for row in rows
    )
    return files.write(folder, "处罚.xml", f'<?xml version="1.0" encoding="UTF-8"?><rows>{body}</rows>')


@pytest.mark.parametrize(
    "make", [gb18030, utf16, xlsx, xls, as_json, ndjson, xml], ids=lambda make: make.__name__
)
def test_the_archive_cannot_tell_formats_apart(make: Callable, platform, tmp_path):
    first = submit(csv_file(ROWS))
    before = [archived(row, unmasked=True) for row in ROWS]
    path = make(ROWS, tmp_path)
    again = submit(path, path.name)
    assert (first.counts.new, again.counts.rejected) == (2, 0), again.reason
    assert (again.counts.new, again.counts.revised, again.counts.unchanged) == (0, 0, 2)
    assert again.root == first.root
    assert [archived(row, unmasked=True) for row in ROWS] == before
    assert Counts(rows=2, accepted=2) == Counts(rows=again.counts.rows, accepted=again.counts.accepted)
