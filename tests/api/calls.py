"""Calls of the open interface as a business system makes them."""

import json
import threading
from datetime import timedelta

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from xinlu.accounts import actions
from xinlu.accounts.contracts import Permission
from xinlu.events.contracts import SYSTEM
from xinlu.flows import worker

BOTH = (Permission.SUBMIT, Permission.VIEW_SUBMISSIONS)


def token(*permissions: Permission, organisation: str = "350100") -> str:
    at = timezone.now()
    return actions.issue_token(
        organisation=organisation,
        name="执法系统",
        permissions=permissions or BOTH,
        expires_at=at + timedelta(days=30),
        by=SYSTEM,
        at=at,
    )[1]


class Caller:
    """A business system: paths under /api/v1, its token and its own headers on every call."""

    def __init__(self, secret: str = "") -> None:
        self.client = Client(raise_request_exception=False, enforce_csrf_checks=True)
        self.headers = {"Authorization": f"Bearer {secret}"} if secret else {}

    def get(self, path: str, query: dict | None = None, **headers: str):
        return self.client.get(f"/api/v1{path}", query, headers=self.headers | headers)

    def post(self, path: str, body: object, **headers: str):
        content = body if isinstance(body, str | bytes) else json.dumps(body)
        return self.client.post(
            f"/api/v1{path}", content, content_type="application/json", headers=self.headers | headers
        )

    def send_file(self, content: bytes, *, name: str = "处罚.csv", key: str = "", **form: str):
        given = {"file": SimpleUploadedFile(name, content), "item": "admin-penalty"} | form
        headers = self.headers | ({"Idempotency-Key": key} if key else {})
        return self.client.post("/api/v1/submissions", given, headers=headers)

    def send_records(self, *records: dict, item: str = "admin-penalty", key: str = "", **body):
        headers = {"Idempotency-Key": key} if key else {}
        return self.post("/records", {"item": item, "records": list(records)} | body, **headers)


def work() -> None:
    """What the worker does next door."""
    worker.work(once=True, stop=threading.Event())


def is_problem(answer, status: int) -> dict:
    """The one error shape, in Chinese, without insides; returns it."""
    assert (answer.status_code, answer["Content-Type"]) == (status, "application/problem+json"), (
        answer.content
    )
    body = answer.json()
    assert body["status"] == status
    assert body["title"] and any("\u4e00" <= letter <= "\u9fff" for letter in body["detail"]), body
    assert "Traceback" not in answer.content.decode()
    return body
