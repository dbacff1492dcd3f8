"""Which names a claim's name is compared with: a table of key and name, read by whole keys.

What a look-up reads does not grow with the table: a key under which more than COMMON names are filed tells
nothing and is not followed.
"""

import json
from collections.abc import Collection, Sequence

from django.db import connection

from xinlu import bulk
from xinlu.subjects.rules.keys import keys

TABLE = "subjects_key"
COMMON = 100  # names; a key with more tells nothing: there are not many more places to be called after


def add(names: Sequence[tuple[int, str]]) -> None:
    """File saved names of organisations and shops: (id, name)."""
    filed = sorted(
        (key, pk) for pk, name in names for key in keys(name)
    )  # near each other: fewer pages touched
    bulk.insert(TABLE, ("key", "name"), filed)


def near(wanted: Collection[int]) -> dict[int, list[int]]:
    """Key → ids of the names filed under it; keys without any, or with too many, are left out."""
    filed = f"SELECT name FROM {TABLE} WHERE key = asked.value LIMIT {COMMON + 1}"
    if connection.vendor == "sqlite":
        sql = f"SELECT asked.value, (SELECT json_group_array(name) FROM ({filed})) FROM json_each(%s) asked"
        given: object = json.dumps(sorted(wanted))
    else:
        sql = f"SELECT asked.value, ARRAY({filed}) FROM unnest(%s::bigint[]) asked(value)"
        given = sorted(wanted)
    with connection.cursor() as cursor:
        cursor.execute(sql, [given])
        found = {key: json.loads(ids) if isinstance(ids, str) else ids for key, ids in cursor.fetchall()}
    return {key: ids for key, ids in found.items() if 0 < len(ids) <= COMMON}
