"""Workbooks of large submissions: asked for on a page, made by the worker."""

from datetime import datetime
from enum import StrEnum

from xinlu.collection import actions, queries
from xinlu.flows.actions import jobs

JOB = "workbook"


class State(StrEnum):
    READY = "ready"
    MAKING = "making"
    FAILED = "failed"


def ask(submission: str, kind: str, *, at: datetime, again: bool = False) -> State:
    """Whether it can be had; if not, the worker is asked for it, after a failure only when asked again."""
    if queries.is_at_hand(submission, kind):
        return State.READY
    key = f"{kind}:{submission}"
    if not again and jobs.has_failed(JOB, key):
        return State.FAILED
    if jobs.is_settled(JOB, key):
        jobs.enqueue(JOB, key, at=at)
    return State.MAKING


def make(key: str) -> None:
    kind, _, submission = key.partition(":")
    actions.keep_workbook(submission, kind)
