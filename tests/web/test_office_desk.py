"""工作台 of collection: what waits is counted, and what is another city's is out of sight."""

import pytest

from tests.factories.collection import (
    csv_file,
)
from tests.flows.stories import at_desk, recent, submit
from tests.web.desks import ELSEWHERE, HERE, text_of, typed, waiting_row
from xinlu.accounts.contracts import Role
from xinlu.collection import queries
from xinlu.collection.contracts import QuarantineFilter

pytestmark = pytest.mark.usefixtures("platform")


def test_the_desk_shows_what_waits_and_leads_there(clerk) -> None:
    waiting_row(CF_WSH="")
    typed(at_desk(Role.CLERK), recent(3))
    page = clerk.get("/office/")
    counts = {tile.title: tile.count for tile in page.context["tiles"]}
    assert (counts["待处理的退回行"], counts["待您复核的录入"]) == (1, 1)
    for tile in page.context["tiles"]:
        assert clerk.get(tile.url).status_code == 200
    assert "处罚.csv" in page.content.decode()
    nobody = at_desk()
    assert "没有需要您处理的事项" in text_of(nobody.get("/office/"))


def test_another_citys_things_are_out_of_sight_and_out_of_reach() -> None:
    done = submit(csv_file([recent(1), recent(2, CF_WSH="")]))
    row = queries.quarantine(QuarantineFilter()).rows[0]
    entry = typed(at_desk(Role.CLERK), recent(3)).url
    stranger = at_desk(Role.CLERK, Role.STEWARD, organisation=ELSEWHERE)
    shown = f"/office/submissions/{done.id}/"
    kinds = ("original", "marked.xlsx", "failed.xlsx", "findings.csv", "receipt.json", "receipt.pdf")
    closed = [
        shown,
        f"{shown}progress/",
        *(f"{shown}{kind}/" for kind in kinds),
        f"/office/quarantine/{row.id}/",
        entry,
    ]
    assert [stranger.get(address).status_code for address in closed] == [403] * len(closed)
    posted = [
        (f"{shown}confirm/", {}),
        (f"/office/quarantine/{row.id}/", {"step": "dismiss", "reason": "不要"}),
    ]
    posted += [(entry, {"verdict": "confirm"}), (entry, {"verdict": "return", "reason": "不要"})]
    assert [stranger.post(*one).status_code for one in posted] == [403] * len(posted)
    for address in (
        "/office/submissions/",
        "/office/submissions/export.csv",
        "/office/quarantine/",
        "/office/entry/",
        "/office/",
    ):
        for asked in ({}, {"organisation": HERE}, {"state": "all"}):
            page = text_of(stranger.get(address, asked))
            assert done.id not in page and "处罚.csv" not in page and entry not in page
            assert f"/office/quarantine/{row.id}/" not in page


def test_what_does_not_exist_is_not_found(clerk) -> None:
    for address in (
        "submissions/20260101-000000000000/",
        "submissions/x/progress/",
        "submissions/x/original/",
    ):
        assert clerk.get(f"/office/{address}").status_code == 404
    assert clerk.post("/office/submissions/x/confirm/").status_code == 404
    assert clerk.get("/office/entry/999999/").status_code == 404
