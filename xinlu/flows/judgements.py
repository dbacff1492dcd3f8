"""Judgements of identity: records move to whoever they belong to and the public sees it, or nothing happens."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.db import transaction

from xinlu.archive import actions as archive
from xinlu.events.contracts import SYSTEM
from xinlu.publicity import actions as publicity


def published(act: Callable[..., Any]) -> Callable[..., Any]:
    """The same act of the archive, followed by publicity in its transaction."""

    @transaction.atomic
    def judged(*said: Any, at: datetime, **word: Any) -> Any:
        outcome = act(*said, at=at, **word)
        publicity.follow(by=SYSTEM, at=at)
        return outcome

    return judged


judge_case = published(archive.judge_case)
merge_subjects = published(archive.merge_subjects)
split_subject = published(archive.split_subject)
undo_judgement = published(archive.undo_judgement)
