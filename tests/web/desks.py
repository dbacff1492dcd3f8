"""What the tests of the collection pages share: what a page says, what is on record, a row that waits."""

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.factories.collection import csv_file
from tests.flows.stories import ITEM, recent, submit
from xinlu.collection import queries
from xinlu.collection.contracts import QuarantineFilter
from xinlu.events.models import Event

HERE, ELSEWHERE, PROVINCE = "350100", "350200", "350000"


def text_of(response) -> str:
    assert response.status_code == 200, response.status_code
    if response.streaming:
        return b"".join(response.streaming_content).decode("utf-8-sig")
    return response.content.decode()


def acts(name: str) -> list[str]:
    """Targets of the acts of that name."""
    return list(Event.objects.filter(act=name).order_by("sequence").values_list("target_id", flat=True))


def waiting_row(**changes):
    """A row in quarantine."""
    submit(csv_file([recent(1, **changes)]))
    return queries.quarantine(QuarantineFilter()).rows[0]


def typed(client: Client, row: dict, **changes):
    said = {name: value for name, value in row.items() if value} | {"organisation": HERE} | changes
    return client.post(f"/office/entry/new/{ITEM}/", said)


def upload(client: Client, rows, filename: str = "处罚.csv", **fields):
    form = {"item": ITEM, "organisation": HERE, "mode": "incremental"} | fields
    content = rows if isinstance(rows, bytes) else csv_file(rows)
    return client.post("/office/upload/", form | {"file": SimpleUploadedFile(filename, content)})
