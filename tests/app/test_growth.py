"""No page grows with the tables: the same page costs the database the same, ten times as much in the tables or not."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import numpy as np
import pytest
from django.db import connection
from django.test import Client

from tests.flows.conftest import platform
from tests.flows.stories import at_desk
from xinlu.accounts.contracts import Role
from xinlu.collection.models import Submission
from xinlu.publicity.models import Publication
from xinlu.subjects.models import Identifier, Subject

__all__ = ["platform"]
pytestmark = pytest.mark.usefixtures("platform")

SMALL, LARGE = 400, 4000
BOUNDS = {
    "xinlu.subjects.listing.RANKED": 10,
    "xinlu.subjects.listing.SCANNED": 40,
    "xinlu.subjects.queries.LISTED": 4,
    "xinlu.subjects.queries.LOOKED_UP": 10,
    "xinlu.publicity.lists.COUNTED": 20,
    "xinlu.publicity.queries.COUNTED": 20,
    "xinlu.publicity.rows.FOUND": 5,
    "xinlu.portal.feeds.MAP_LIMIT": 20,
}
BIG = (
    "subjects_subject",
    "subjects_identifier",
    "subjects_name",
    "publicity_publication",
    "collection_submission",
)
PUBLIC = [
    "/search/?q={code}",
    "/search/?q=9135",
    "/search/?q=公司",
    "/search/?q=物流有",
    "/search/?q=福州市闽通达",
    "/search/?q=wlyx",
    "/search/?q=fz",
    "/subjects/{subject}/",
    "/subjects/{subject}/?item=admin-penalty",
    "/penalties/",
    "/penalties/?page=2",
    "/permits/?region=350100",
    "/permits/?region=350102",
    "/penalties/?category=罚款",
    "/penalties/?authority=鼓楼区交通运输局",
    "/penalties/?since=2024-03-01&until=2024-09-01",
    "/penalties/?q=物流",
    "/penalties/?q={code}",
    "/penalties/?q=闽交罚〔2024〕",
    "/penalties/?q=1号",
    "/publications/{publication}/",
    "/sitemap.xml",
    "/feed/penalties.xml",
    "/api/v1/subjects?q={code}",
    "/api/v1/subjects?q=公司&limit=5",
    "/api/v1/subjects?q=物流有&cursor={walking}&limit=5",
    "/api/v1/subjects/{code}",
    "/api/v1/publications?limit=5",
    "/api/v1/publications?kind=penalty&region=350100&limit=5",
    "/api/v1/publications?category=罚款&limit=5",
    "/api/v1/publications/{publication}",
]
OFFICE = [
    "/office/subjects/",
    "/office/subjects/?order=newest",
    "/office/subjects/?order=region",
    "/office/subjects/?region=350100",
    "/office/subjects/?kind=sole-trader",
    "/office/subjects/?text=物流",
    "/office/subjects/?text=公司&region=350100",
    "/office/subjects/?text={code}",
    "/office/submissions/",
    "/office/",
    "/office/clock/",
    "/office/clock/?tab=published",
    "/office/clock/?tab=late",
    "/office/clock/?tab=withheld",
    "/office/clock/?tab=withdrawn",
    "/office/clock/?tab=expired",
    "/office/clock/?tab=published&text={code}",
]


def fill(start: int, stop: int) -> None:
    from bench.search.publications import save_publications
    from bench.search.subjects import firm_lines, person_lines, save

    numbers = np.arange(start, stop)
    save(firm_lines(1, numbers))
    save(person_lines(1, numbers))
    save_publications(1, numbers, stop)


def addresses(pages: list[str]) -> list[str]:
    from xinlu.openapi.paging import cursor_of

    code = Identifier.objects.filter(scheme="uscc").order_by("pk").first()
    about = {
        "code": code.number,
        "subject": code.subject_id,
        "publication": Publication.objects.filter(state="published").order_by("pk").first().pk,
        "walking": cursor_of(10, 0, "20"),
    }
    return [page.format(**about) for page in pages]


def client_for(pages: list[str]) -> Client:
    return Client() if pages is PUBLIC else at_desk(Role.STEWARD, organisation="350000")


@contextmanager
def steps() -> Iterator[list[int]]:
    """How many steps SQLite takes, in tens."""
    taken = [0]

    def count() -> int:
        taken[0] += 1
        return 0

    connection.connection.set_progress_handler(count, 10)
    try:
        yield taken
    finally:
        connection.connection.set_progress_handler(None, 10)


def cost(client: Client, address: str) -> int:
    client.get(address)
    with steps() as taken:
        answer = client.get(address)
        assert answer.status_code == 200 and b"".join(answer), address
    return taken[0]


@pytest.fixture
def bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in BOUNDS.items():
        monkeypatch.setattr(name, value)


@pytest.mark.skipif(connection.vendor != "sqlite", reason="counts the steps of SQLite")
@pytest.mark.parametrize("pages", [PUBLIC, OFFICE], ids=["public", "office"])
def test_ten_times_the_rows_cost_a_page_no_more(bounded: None, pages: list[str]) -> None:
    client = client_for(pages)
    fill(0, SMALL)
    before = {address: cost(client, address) for address in addresses(pages)}
    fill(SMALL, LARGE)
    after = {address: cost(client, address) for address in before}
    grown = {
        address: (before[address], after[address])
        for address in before
        if after[address] > 2 * before[address] + 100
    }
    assert grown == {}


@pytest.mark.parametrize("pages", [PUBLIC, OFFICE], ids=["public", "office"])
def test_every_page_reads_its_rows_by_an_index(pages: list[str]) -> None:
    fill(0, SMALL)
    client = client_for(pages)
    read = scans_sqlite if connection.vendor == "sqlite" else scans_postgresql
    for address in addresses(pages):
        assert scans(lambda address=address: b"".join(client.get(address)), read) == [], address


def scans(work: Callable[[], object], read: Callable[[str, object], list[str]]) -> list[str]:
    """Plans that go through a whole big table, among the statements of the work."""
    asked: list[tuple[str, object]] = []

    def note(execute, sql, params, many, context):  # type: ignore[no-untyped-def]
        if sql.lstrip().startswith(("SELECT", "WITH")):
            asked.append((sql, params))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        work()
    return [found for statement in asked for found in read(*statement)]


def scans_sqlite(sql: str, params: object) -> list[str]:
    """SCAN of a table, not of one of its indexes or of what another step made."""
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN QUERY PLAN {sql}", params)
        steps = [line[3] for line in cursor.fetchall()]
    return [
        step for step in steps if step.startswith("SCAN") and step.split()[1] in BIG and "USING" not in step
    ]


def scans_postgresql(sql: str, params: object) -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute(f"EXPLAIN {sql}", params)
        steps = [line for (line,) in cursor.fetchall()]
    return [step for step in steps if "Seq Scan" in step and any(table in step for table in BIG)]


def test_the_tables_named_are_those_that_grow() -> None:
    models = (Subject, Identifier, Publication, Submission)
    assert {model._meta.db_table for model in models} <= set(BIG)
