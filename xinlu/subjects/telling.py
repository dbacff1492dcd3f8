"""How a search tells subjects: name, code and former names of a page of them in one look-up."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from django.db import connection

from xinlu.kernel.sealing import PREFIX
from xinlu.subjects.contracts import Found, Kind, Scheme
from xinlu.subjects.rules.showing import show

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
# Names that nobody saw on a day come first, which databases do not agree about.
OLDEST = "n.last IS NOT NULL, n.last, n.first IS NOT NULL, n.first, n.name"


def told(ids: Sequence[str]) -> list[Found]:
    """Legal subjects that stand for themselves, in the order given; unknown ones are left out."""
    if not ids:
        return []
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT r.id, r.kind, r.name, r.region, r.legal_person, ({CODE}), n.name FROM {NAMES} "
            f"WHERE r.id IN ({', '.join(['%s'] * len(ids))}) ORDER BY r.id, {OLDEST}",
            ids,
        )
        found = {each.id: each for each in _found(cursor.fetchall())}
    return [found[id] for id in ids if id in found]


def _found(rows: Sequence[tuple]) -> Iterator[Found]:
    """Rows: one a name, those of one subject together."""
    for (id, kind, name, region, owner, code), some in groupby(rows, key=lambda row: row[:6]):
        former = dict.fromkeys(row[6] for row in some if row[6] != name)
        names = [show(each, kind, owner) for each in (name, *former)]
        yield Found(id, Kind(kind), names[0], region, code or "", tuple(names[1:]))
