"""What several stories share: people at their desks, business systems, the worker, and the public looking on."""

import contextlib
import threading
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.contrib.auth import get_user_model
from django.test import Client
from django.utils import timezone

from tests.factories import accounts
from tests.factories.collection import CLERK, penalty
from xinlu.accounts import actions as accounts_actions
from xinlu.accounts.contracts import Permission, Role
from xinlu.archive import queries as archive
from xinlu.archive.contracts import Record, Unknown
from xinlu.catalog import queries as catalog
from xinlu.collection import queries as collection
from xinlu.collection.contracts import Channel, Mode, Submission
from xinlu.events.contracts import SYSTEM
from xinlu.flows import intake, worker
from xinlu.publicity import queries as publicity

NOW = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)  # ten o'clock in Fuzhou
TODAY = date(2026, 11, 23)
DECIDED, DUE = "2026-11-18", date(2026, 11, 27)  # seven working days later; no holiday between
ORGANISATION = "350100"
ITEM = "admin-penalty"


def recent(number: int = 1, **changes) -> dict:
    """A sound penalty whose clock still runs."""
    return penalty(number, CF_JDRQ=DECIDED, CF_YXQ="2027-11-18") | changes


def submit(content: bytes | Path, filename: str = "处罚.csv", **details) -> Submission:
    """Received and worked off. details: arguments of collection.actions.receive."""
    said = {
        "item": ITEM,
        "organisation": ORGANISATION,
        "mode": Mode.INCREMENTAL,
        "channel": Channel.UPLOAD,
        "filename": filename,
        "content": content,
        "by": CLERK,
        "at": timezone.now(),
    }
    return worked(intake.submit(**(said | details)).id)


def worked(submission: str) -> Submission:
    """The worker next door does what waits; returns how the submission stands then."""
    work()
    return collection.submission(submission)


def work() -> None:
    worker.work(once=True, stop=threading.Event())


def at_desk(*roles: Role, organisation: str = ORGANISATION, name: str = "林晓") -> Client:
    """Somebody signed in."""
    user = accounts.make_user(*roles, organisation=organisation, name=name)
    client = Client()
    who = get_user_model().objects.get(pk=user)
    client.force_login(who, backend=settings.AUTHENTICATION_BACKENDS[-1])
    return client


def api_token(organisation: str = ORGANISATION) -> dict[str, str]:
    """The headers of a business system."""
    secret = accounts_actions.issue_token(
        organisation=organisation,
        name="执法系统",
        permissions=(Permission.SUBMIT, Permission.VIEW_SUBMISSIONS),
        expires_at=timezone.now() + timedelta(days=30),
        by=SYSTEM,
        at=timezone.now(),
    )[1]
    return {"Authorization": f"Bearer {secret}"}


def archived(row: dict, item: str = ITEM, *, unmasked: bool = False) -> Record | None:
    """The record that this row became, wherever it stands."""
    said = {name: value for name, value in row.items() if value}
    with contextlib.suppress(Unknown):
        return archive.find(item, collection.natural_key(catalog.item(item), said), unmasked=unmasked)
    return None


@dataclass(frozen=True)
class Shown:
    """What an anonymous visitor can see of a record: its place on every public surface."""

    listed: bool
    detail: bool
    found: bool
    exported: bool
    fed: bool

    @classmethod
    def of(cls, row: dict) -> "Shown":
        """found: by the search for its subject's name."""
        public, number = Client(), row["CF_WSH"]
        publication = publicity.of_record(archived(row).id, on=TODAY)
        titles = [each.title for each in public.get("/penalties/", {"q": number}).context["page"].rows]
        return cls(
            listed=number in titles,
            detail=public.get(f"/publications/{publication.id}/").status_code == 200,
            found=row["CF_XDR_MC"] in results_of(public.get("/search/", {"q": row["CF_XDR_MC"]})),
            exported=number in text_of(public.get("/penalties.csv")),
            fed=number in text_of(public.get("/feed/penalties.xml")),
        )


EVERYWHERE = Shown(True, True, True, True, True)


def text_of(answer) -> str:
    return (b"".join(answer.streaming_content) if answer.streaming else answer.content).decode()


def results_of(answer) -> list[str]:
    return ["".join(part for part, _ in hit.parts) for hit in answer.context["hits"]]
