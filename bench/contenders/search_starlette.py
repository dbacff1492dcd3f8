"""The least that answers: a route, one statement over xinlu's own file, and orjson. BENCH_DATABASE: the file."""

import os
import sqlite3

import orjson
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

FACE = "s.id, s.kind, s.name, s.region, i.number"
BY_CODE = f"""
    SELECT {FACE} FROM subjects_identifier i JOIN subjects_subject s ON s.id = i.subject_id WHERE i.number = ?
"""
BY_PART = f"""
    SELECT {FACE} FROM subjects_search CROSS JOIN subjects_name n ON n.id = subjects_search.rowid
    CROSS JOIN subjects_subject s ON s.id = n.subject_id JOIN subjects_identifier i ON i.subject_id = s.id
    WHERE subjects_search MATCH ? AND instr(n.folded, ?) LIMIT 20
"""
KEYS = ("id", "kind", "name", "region", "code")
database = sqlite3.connect(f"file:{os.environ['BENCH_DATABASE']}?mode=ro&immutable=1", uri=True)


async def look_up(request: Request) -> Response:
    text = request.query_params["q"]
    if len(text) == 18 and text.isascii():
        rows = database.execute(BY_CODE, [text])
    else:
        size = min(3, len(text))
        runs = " ".join(f'"{text[at : at + size]}"' for at in range(len(text) - size + 1))
        rows = database.execute(BY_PART, [runs, text])
    found = [dict(zip(KEYS, row, strict=True)) for row in rows.fetchall()]
    return Response(orjson.dumps({"items": found}), media_type="application/json")


app = Starlette(routes=[Route("/subjects", look_up)])
