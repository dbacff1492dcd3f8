"""A business system at the other end of the line: hands in files over HTTP, and tries again until it is told."""

import http.client
import json
import subprocess
import time
from pathlib import Path
from typing import Any

from tests.faults.stage import Platform, done, wait_for, xinlu

BOUNDARY = "xinlu-fault"
PIECE = 1 << 16


def token(platform: Platform, organisation: str = "350100") -> str:
    """The secret of a new token that may hand in and look on."""
    said = done(platform, "token", "issue", "--org", organisation, "--name", "执法系统", "--json")
    return json.loads(said)["secret"]


def serve(platform: Platform, port: int) -> subprocess.Popen:
    """The web process, once it answers."""
    web = xinlu(platform, "serve", "--port", str(port), "--workers", "1")
    wait_for(lambda: is_up(port) or web.poll() is not None, seconds=60)
    assert web.poll() is None
    return web


def is_up(port: int) -> bool:
    try:
        return get(port, "/api/v1/openapi.json")[0] < 500
    except OSError:
        return False


def get(port: int, path: str, secret: str = "") -> tuple[int, bytes]:
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    try:
        line.request("GET", path, headers={"Authorization": f"Bearer {secret}"} if secret else {})
        answer = line.getresponse()
        return answer.status, answer.read()
    finally:
        line.close()


def body_of(file: Path, fields: dict[str, str]) -> bytes:
    parts = [
        f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'
        for name, value in fields.items()
    ]
    head = f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="file"; filename="{file.name}"\r\n'
    start = "".join(parts) + head + "Content-Type: text/csv\r\n\r\n"
    return start.encode() + file.read_bytes() + f"\r\n--{BOUNDARY}--\r\n".encode()


def post(port: int, secret: str, file: Path, *, key: str = "", pause: float = 0) -> tuple[int, Any]:
    """(status, answer) of one attempt. pause: seconds between pieces of 64 KiB. Raises OSError, HTTPException."""
    body = body_of(file, {"item": "admin-penalty", "mode": "incremental"})
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    try:
        line.putrequest("POST", "/api/v1/submissions")
        line.putheader("Authorization", f"Bearer {secret}")
        line.putheader("Content-Type", f"multipart/form-data; boundary={BOUNDARY}")
        line.putheader("Content-Length", str(len(body)))
        if key:
            line.putheader("Idempotency-Key", key)
        line.endheaders()
        for start in range(0, len(body), PIECE):
            line.send(body[start : start + PIECE])
            time.sleep(pause)
        answer = line.getresponse()
        return answer.status, json.loads(answer.read() or b"null")
    finally:
        line.close()


def hand_in(port: int, secret: str, file: Path, *, key: str = "", pause: float = 0) -> str:
    """The submission's number, however often it takes."""
    while True:
        try:
            status, answer = post(port, secret, file, key=key, pause=pause)
        except (OSError, http.client.HTTPException, ValueError):
            status, answer = 0, None
        if status == 202:
            return answer["submission"]
        assert status in (0, 500, 503), (status, answer)
        time.sleep(0.2)
