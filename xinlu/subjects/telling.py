"""How a search tells subjects: name, code and former names of a page of them in one look-up."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from django.db import connection

from xinlu.kernel.sealing import PREFIX
from xinlu.subjects.contracts import Found, Kind, Scheme

# A sealed code is a person's.
CODE = f"""
    SELECT i.number FROM subjects_subject k JOIN subjects_identifier i ON i.subject_id = k.id
    WHERE k.root_id = r.id AND i.scheme = '{Scheme.USCC}' AND substr(i.number, 1, {len(PREFIX)}) <> '{PREFIX}'
    ORDER BY i.since DESC, i.id DESC LIMIT 1
"""
NAMES = """
    subjects_subject r JOIN subjects_subject m ON m.root_id = r.id
    JOIN subjects_name n ON n.subject_id = m.id AND NOT n.doubtful
"""


def told(ids: Sequence[str]) -> list[Found]:
    """Legal subjects that stand for themselves, in the order given; unknown ones are left out."""
    if not ids:
        return []
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT r.id, r.kind, r.name, r.region, ({CODE}), n.name FROM {NAMES} "
            f"WHERE r.id IN ({', '.join(['%s'] * len(ids))}) ORDER BY r.id, n.last, n.first, n.name",
            ids,
        )
        found = {each.id: each for each in _found(cursor.fetchall())}
    return [found[id] for id in ids if id in found]


def _found(rows: Sequence[tuple]) -> Iterator[Found]:
    """Rows: one a name, those of one subject together."""
    for (id, kind, name, region, code), some in groupby(rows, key=lambda row: row[:5]):
        former = tuple(dict.fromkeys(row[5] for row in some if row[5] != name))
        yield Found(id, Kind(kind), name, region, code or "", former)
