"""The account of acts as an auditor reads it: in Chinese, with what was acted on and the way there."""

import ast
from pathlib import Path

import pytest
from django.test import Client
from django.utils import timezone

from tests.factories.archive import firm, kept, penalty, personal_penalty, someone
from tests.factories.collection import csv_file
from tests.factories.subjects import PERSON_NUMBER, STEWARD
from tests.flows.conftest import platform  # noqa: F401
from tests.flows.stories import at_desk, recent, submit
from xinlu.accounts.contracts import Role
from xinlu.archive import actions
from xinlu.events import queries as events_queries
from xinlu.events.models import Event
from xinlu.office.acts_words import KINDS, WORDS

pytestmark = pytest.mark.usefixtures("platform")
PACKAGE = Path(__file__).resolve().parents[2] / "xinlu"


@pytest.fixture
def auditor() -> Client:
    return at_desk(Role.AUDITOR, organisation="350000")


def text_of(response) -> str:
    assert response.status_code == 200, response.status_code
    if response.streaming:
        return b"".join(response.streaming_content).decode("utf-8-sig")
    return response.content.decode()


def act(name: str) -> Event:
    return Event.objects.filter(act=name).latest("sequence")


def test_the_list_says_to_which_record_and_leads_there(auditor) -> None:
    (id,) = kept([penalty(firm(), "闽榕交罚〔2026〕7号")])
    actions.withdraw(id, reason="复议撤销", by=STEWARD, at=timezone.now())
    page = text_of(auditor.get("/office/acts/", {"act": "record.withdrawn"}))
    for said in ("信用记录", "闽榕交罚〔2026〕7号", "福州市交通运输局", "复议撤销", f"/office/records/{id}/"):
        assert said in page
    assert "CreditRecord" not in page


def test_a_submission_is_told_in_words(auditor) -> None:
    done = submit(csv_file([recent(1)]))
    page = text_of(auditor.get(f"/office/acts/{act('submission.received').sequence}/"))
    for said in ("行政处罚", "网页上传", "增量", "处罚.csv", f"/office/submissions/{done.id}/"):
        assert said in page
    assert not any(word in page for word in (">channel<", ">mode<", "incremental", "upload<"))
    counts = text_of(auditor.get(f"/office/acts/{act('submission.concluded').sequence}/"))
    assert "行数 1，接收 1，新增 1" in counts and "Merkle 根" in counts


def test_a_person_stays_masked_on_the_account(auditor) -> None:
    who = someone()
    kept([personal_penalty(who)])
    actions.subject_unmasked(who, by=STEWARD, at=timezone.now(), purpose="核对身份")
    listed = text_of(auditor.get("/office/acts/", {"act": "subject.unmasked"}))
    shown = text_of(auditor.get(f"/office/acts/{act('subject.unmasked').sequence}/"))
    for page in (listed, shown):
        assert "核对身份" in page and "陈小明" not in page and PERSON_NUMBER not in page


def test_acts_of_one_thing_are_named(auditor) -> None:
    done = submit(csv_file([recent(1)]))
    page = auditor.get("/office/acts/", {"target_kind": "Submission", "target_id": done.id})
    assert "只列出与报送“处罚.csv”有关的操作" in text_of(page) and page.context["page"].total == 2
    for kind in (*KINDS, "Gone"):
        for id in ("x", "9" * 30, "*", "../x"):
            asked = {"target_kind": kind, "target_id": id}
            assert auditor.get("/office/acts/", asked).status_code == 200, asked


def test_a_thing_without_an_act_that_the_reader_may_see_is_not_named() -> None:
    done = submit(csv_file([recent(1)]))
    elsewhere = at_desk(Role.AUDITOR, organisation="350200", name="厦门审计")
    page = text_of(elsewhere.get("/office/acts/", {"target_kind": "Submission", "target_id": done.id}))
    assert "处罚.csv" not in page and "没有符合条件" in page


def test_the_account_is_checked_when_asked_to_only(auditor, monkeypatch) -> None:
    checked = []
    monkeypatch.setattr(events_queries, "verify_chain", lambda key: checked.append(key) or [])
    auditor.get("/office/acts/?verify=1")
    assert not checked
    assert "校验通过" in text_of(auditor.post("/office/acts/?order=oldest")) and len(checked) == 1


def test_a_thing_that_the_reader_may_not_open_has_no_link(auditor) -> None:
    page = text_of(auditor.get("/office/acts/", {"act": "user.created"}))
    assert "林晓（user" in page and "/office/users/" not in page


def test_acts_are_sorted_as_asked(auditor) -> None:
    submit(csv_file([recent(1)]))
    newest, oldest, units = (
        [event.sequence for event, *_ in auditor.get("/office/acts/", {"order": order}).context["rows"]]
        for order in ("newest", "oldest", "organisation")
    )
    assert newest == newest[::-1][::-1] and newest[0] > newest[-1] and oldest[0] < oldest[-1]
    assert sorted(units) == sorted(oldest) != units
    text = text_of(auditor.get("/office/acts.csv", {"order": "oldest"}))
    assert text.splitlines()[1].startswith("1,") and "目录项：行政处罚" in text


def test_an_export_is_itself_an_act(auditor) -> None:
    text_of(auditor.get("/office/acts.csv", {"actor": "信路", "act": "user.created", "odd": "x"}))
    event = act("list.exported")
    assert (event.target_kind, event.target_id) == ("list", "acts")
    assert event.data == {"count": 1, "act": "user.created", "actor": "（已填写）"}
    page = text_of(auditor.get(f"/office/acts/{event.sequence}/"))
    for said in ("导出清单", "操作留痕", "新建用户", "（已填写）"):
        assert said in page


def literals(keyword: str) -> set[str]:
    """First arguments of Target(…), or keys of what is called `data`, wherever acts are recorded."""
    found: set[str] = set()
    for path in PACKAGE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if keyword == "Target" and isinstance(node, ast.Call) and ast.unparse(node.func) == "Target":
                found |= strings(node.args[:1])
            elif (
                keyword == "data"
                and "actions" in path.as_posix()
                and isinstance(told := data_of(node), ast.Dict)
            ):
                found |= strings(told.keys)
    return found


def data_of(node: ast.AST) -> ast.expr | None:
    if isinstance(node, ast.keyword) and node.arg == "data":
        return node.value
    named = isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "data"
    return node.value if named else None  # type: ignore[union-attr]


def strings(nodes) -> set[str]:
    return {node.value for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, str)}


def test_every_kind_and_every_word_of_an_act_has_a_chinese_name() -> None:
    assert len(literals("Target")) > 10 and len(literals("data")) > 20
    assert literals("Target") - KINDS.keys() == set()
    assert literals("data") - WORDS.keys() == set()
