"""零报告: filed once, or refused with a sentence."""

import pytest

from tests.flows.stories import ITEM
from tests.web.desks import ELSEWHERE, HERE, text_of
from xinlu.collection import queries
from xinlu.collection.contracts import SubmissionFilter

pytestmark = pytest.mark.usefixtures("platform")


def test_a_zero_report_is_filed_once(clerk) -> None:
    form = {"item": ITEM, "organisation": HERE, "period": "2026-10"}
    assert 'value="2026-10"' in text_of(clerk.get("/office/zero/"))
    assert "零报告 2026-10" in text_of(clerk.post("/office/zero/", form, follow=True))
    clerk.post("/office/zero/", form)
    filed = queries.submissions(SubmissionFilter(zero_reports=True))
    assert filed.total == 1
    assert "零报告 2026-10" in text_of(clerk.get(f"/office/submissions/{filed.rows[0].id}/"))


@pytest.mark.parametrize(
    "wrong", [{"period": "2027-01"}, {"period": "上个月"}, {"organisation": ELSEWHERE}, {"item": ""}]
)
def test_a_zero_report_that_cannot_be(clerk, wrong) -> None:
    form = {"item": ITEM, "organisation": HERE, "period": "2026-10"} | wrong
    assert clerk.post("/office/zero/", form).status_code == 422
    assert not queries.submissions(SubmissionFilter()).total
