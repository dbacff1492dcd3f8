"""Every verb of `xinlu`: its help, its exit codes, its JSON, and one Chinese sentence for what goes wrong."""

import json
from datetime import timedelta

import click
import pytest
from click.testing import CliRunner, Result
from django.utils import timezone

from tests.factories import accounts
from tests.factories.collection import csv_file
from tests.flows.conftest import platform  # noqa: F401
from tests.flows.stories import ITEM, archived, recent, submit
from xinlu.accounts import queries as accounts_queries
from xinlu.accounts.rules.seeds import synthetic_uscc
from xinlu.catalog import actions as catalog_actions
from xinlu.catalog.models import Item
from xinlu.collection import queries
from xinlu.collection.contracts import Mode, SubmissionFilter
from xinlu.events.contracts import SYSTEM
from xinlu.events.models import Event
from xinlu.flows.actions import jobs
from xinlu.flows.commands import VERBS, xinlu
from xinlu.flows.commands.sentences import CHINESE
from xinlu.flows.commands.token import PERMISSIONS

PASSWORD = "Minjiang-2026-xl"
VERBS_OF_GROUPS = [
    ("org", "list"),
    ("org", "add"),
    ("org", "rename"),
    ("org", "end"),
    ("org", "uscc"),
    ("org", "verify"),
    ("user", "add"),
    ("user", "list"),
    ("token", "issue"),
    ("token", "list"),
    ("token", "revoke"),
    ("keys", "rotate"),
    ("submission", "list"),
    ("submission", "show"),
    ("submission", "confirm"),
    ("submission", "refuse"),
]


def run(*words: str, given: str | None = None) -> Result:
    return CliRunner().invoke(xinlu, words, input=given)


def said(result: Result, exit_code: int = 0) -> str:
    assert result.exit_code == exit_code, result.output
    return result.stdout


def refused(result: Result) -> str:
    """Nothing on stdout, one Chinese line on stderr, exit code 2."""
    assert (result.exit_code, result.stdout) == (2, ""), result.output
    line = result.stderr.strip()
    assert "\n" not in line and CHINESE.search(line), line
    return line


@pytest.mark.parametrize("words", [*[(verb,) for verb in VERBS], *VERBS_OF_GROUPS], ids=" ".join)
def test_every_verb_explains_itself_in_chinese(words: tuple[str, ...]) -> None:
    text = said(run(*words, "--help"))
    assert CHINESE.search(text)
    assert said(run(*words, "-h")) == text


def test_the_list_of_verbs_is_whole() -> None:
    text = said(run("--help"))
    assert all(verb in text and line in text for verb, line in VERBS.items())


@pytest.mark.parametrize("verb", VERBS)
def test_every_option_says_what_it_is_for(verb: str) -> None:
    command = xinlu.get_command(click.Context(xinlu), verb)
    found = list(getattr(command, "commands", {verb: command}).values())
    texts = [
        one.help
        for each in found
        for one in each.params
        if isinstance(one, click.Option) and not one.show_default
    ]
    assert all(text and CHINESE.search(text) for text in texts)


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("nonsense", "没有“nonsense”这个命令"),
        ("user nonsense", "没有“nonsense”这个命令"),
        ("collect", "缺少 FILE"),
        ("collect a.csv --org 350100", "缺少 --item"),
        ("collect a.csv --item", "选项 --item 后面要有值。用法见 xinlu collect --help"),
        ("collect a.csv --item x --org y --mode z", "可填 incremental、full"),
        ("acts --nonsense", "没有 --nonsense 这个选项"),
        ("serve --port eighty", "--port 的值不对，须为 1 到 65535 的整数"),
        ("serve --port 99999", "--port 的值不对，须为 1 到 65535 的整数"),
        ("serve --workers 0", "--workers 的值不对"),
        ("subject 顺达 --limit 0", "--limit 的值不对，须为 1 到 100000 的整数"),
        ("subject 顺达 --limit -1", "--limit 的值不对"),
        ("sample --months 0", "--months 的值不对"),
        ("token issue --org 350100 --name x --days 99999999999", "--days 的值不对，须为 1 到 731 的整数"),
        ("token revoke 99999999999999999999", "NUMBER 的值不对"),
        ("workday 2026-01-05 --add -1", "--add 的值不对，须为 0 以上的整数"),
        ("token issue --org 350100 --name x --may unmask", "--may 的值不对"),
        ("workday", "缺少 DATE"),
        ("acts --json=1", "选项 --json 不带值。用法见 xinlu acts --help"),
        ("collect {a} {b} --item x --org y", "多出了 {b}"),
        ("generate --out x --people many", "--people 的值不对，须为整数"),
        ("generate --out x --faults many", "--faults 的值不对，须为数"),
        ("user list more", "多出了 more。用法见 xinlu user list --help"),
        ("sample --enterprises 1", "--enterprises 的值不对，须为 20 到"),
    ],
)
def test_a_wrong_line_is_explained_in_chinese(line: str, words: str) -> None:
    sentence = refused(run(*line.split()))
    assert words in sentence and "--help" in sentence


def test_tokens_may_be_given_what_accounts_allows() -> None:
    from xinlu.accounts.rules.roles import TOKEN_PERMISSIONS

    assert set(PERMISSIONS) == set(TOKEN_PERMISSIONS)


@pytest.mark.django_db
def test_before_init_one_sentence_says_what_to_do(monkeypatch) -> None:
    from django.db import OperationalError

    def gone(*_, **__):
        raise OperationalError("no such table: catalog_item")

    monkeypatch.setattr("xinlu.catalog.queries.items", gone)
    assert "请先运行 xinlu init" in refused(run("catalog"))


def test_a_fault_of_ours_is_no_traceback_but_a_private_file(monkeypatch, settings, tmp_path) -> None:
    settings.HOME = tmp_path

    def stumble(*_, **__):
        raise KeyError("identifier")

    monkeypatch.setattr("xinlu.catalog.queries.items", stumble)
    result = run("catalog")
    assert (result.exit_code, result.stdout) == (3, "")
    assert "errors.log" in result.stderr and "Traceback" not in result.stderr
    log = tmp_path / "errors.log"
    assert "KeyError" in log.read_text() and log.stat().st_mode & 0o777 == 0o600


@pytest.mark.django_db
def test_init_tells_what_was_published_and_what_was_held_back() -> None:
    first = said(run("init"))
    assert "发布目录项" in first and "admin-penalty" in first and "没有用文件覆盖" not in first
    assert json.loads(said(run("init", "--json"))) == {"published": [], "held_back": []}
    catalog_actions.start_draft("admin-penalty", by=SYSTEM, at=timezone.now())
    Item.objects.update(seeded="")  # as if every file had changed
    again = json.loads(said(run("init", "--json")))
    assert again["held_back"] == ["admin-penalty"] and "admin-permit" in again["published"]
    assert "没有用文件覆盖：admin-penalty" in said(run("init"))


@pytest.mark.django_db
def test_init_twice_changes_nothing() -> None:
    assert "平台已就绪" in said(run("init"))
    events = Event.objects.count()
    organisations, items = (
        accounts_queries.organisations(timezone.localdate()),
        said(run("catalog", "--json")),
    )
    assert organisations and json.loads(items)
    said(run("init"))
    assert accounts_queries.organisations(timezone.localdate()) == organisations
    assert (Event.objects.count(), said(run("catalog", "--json"))) == (events, items)


def add_user(
    *more: str, name: str = "linxiao", role: str = "clerk", org: str = "350100", given: str | None = None
) -> Result:
    return run("user", "add", name, "--org", org, "--role", role, *more, given=given)


def test_a_user_is_added_with_a_role_and_must_change_the_password(province) -> None:
    assert "已建立用户 linxiao" in said(add_user("--password", PASSWORD))
    user = accounts_queries.user_named("linxiao")
    assert user.must_change_password and [grant.role for grant in user.grants] == ["clerk"]
    assert json.loads(said(run("user", "list", "--json"))) == [
        {"username": "linxiao", "name": "linxiao", "organisation": "350100"}
    ]
    assert "linxiao" in said(run("user", "list"))
    asked = add_user(name="chenchen", given=f"{PASSWORD}\n{PASSWORD}\n")
    assert said(asked) and "再输一次密码" in asked.stderr and PASSWORD not in asked.output


def test_what_is_wrong_with_a_user_leaves_none_behind(province) -> None:
    said(add_user("--password", PASSWORD))
    assert "已被使用" in refused(add_user("--password", PASSWORD))
    assert "密码" in refused(add_user("--password", "123", name="short"))
    assert refused(add_user("--password", PASSWORD, name="nowhere", org="999999"))
    assert "可填 clerk" in refused(add_user("--password", PASSWORD, name="king", role="king"))
    assert len(json.loads(said(run("user", "list", "--json")))) == 1


def test_all_users_are_listed_not_the_first_page(province) -> None:
    for _ in range(52):
        accounts.make_user()
    assert len(json.loads(said(run("user", "list", "--json")))) == 52


def test_a_token_is_shown_once_and_dies_when_revoked(province) -> None:
    issued = run("token", "issue", "--org", "350100", "--name", "县执法系统")
    secret = said(issued).strip()
    number = issued.stderr.split()[1]
    assert secret.startswith("xinlu_") and secret not in issued.stderr
    assert accounts_queries.principal_of_token(secret, at=timezone.now())
    assert "已吊销" in said(run("token", "revoke", number))
    assert accounts_queries.principal_of_token(secret, at=timezone.now()) is None
    assert "已吊销" in refused(run("token", "revoke", number))
    assert refused(run("token", "issue", "--org", "999999", "--name", "x"))


def test_tokens_are_listed_and_told_in_json(province) -> None:
    made = json.loads(said(run("token", "issue", "--org", "350100", "--name", "县执法系统", "--json")))
    assert accounts_queries.principal_of_token(made["secret"], at=timezone.now())
    (row,) = json.loads(said(run("token", "list", "--json")))
    assert (row["id"], row["organisation"], row["revoked_at"]) == (made["id"], "350100", None)
    assert row["permissions"] == ["submit", "view-submissions"] and made["secret"] not in str(row)
    assert "有效" in said(run("token", "list"))
    gone = json.loads(said(run("token", "revoke", str(made["id"]), "--json")))
    assert gone["id"] == made["id"] and gone["revoked_at"]
    assert "已吊销" in said(run("token", "list"))


def test_an_organisation_is_kept_up_from_the_command_line(province) -> None:
    word = ("--basis", "厦委编〔2026〕8号")
    code = ("--uscc", synthetic_uscc("350200", 7))
    line = ("org", "add", "350200-port", "--name", "厦门港口局", "--kind", "city", "--parent", "350200")
    assert "已增设" in said(run(*line, *code, "--since", "2019-01-01", *word))
    assert "已被使用" in refused(
        run(*line, "--uscc", synthetic_uscc("350200", 8), "--since", "2019-01-01", *word)
    )
    said(run("org", "rename", "350200-port", "--name", "厦门港口管理局", "--since", "2020-01-01", *word))
    said(run("org", "end", "350200-port", "--until", "2025-12-31", *word))
    assert "继续存续" in said(run("org", "end", "350200-port", *word))
    said(run("org", "uscc", "350200-port", synthetic_uscc("350200", 9), *word))
    said(run("org", "verify", "350000-port", *word))
    (then,) = [
        one
        for one in json.loads(said(run("org", "list", "--on", "2019-06-01", "--json")))
        if one["code"] == "350200-port"
    ]
    assert (then["name"], then["parent"], then["verified"]) == ("厦门港口局", "350200", True)
    listed = said(run("org", "list"))
    assert (
        "350200-port\t厦门港口管理局\n" in listed
        and "350000-highway\t福建省公路事业发展中心\t待核实" in listed
    )
    assert "没有机构" in refused(run("org", "verify", "359999", *word))
    assert "不是能识别的日期" in refused(run("org", "list", "--on", "昨天"))


def test_zero(province) -> None:
    words = ("zero", "--item", ITEM, "--org", "350100", "--period", "2026-01")
    receipt = json.loads(said(run(*words, "--json")))
    assert (receipt["status"], receipt["rows"]) == ("concluded", 0)
    assert receipt["submission"] in said(run(*words))
    assert queries.submissions(SubmissionFilter(zero_reports=True)).total == 1
    assert "还没有开始" in refused(run(*words[:-1], "2099-01"))
    assert refused(run("zero", "--item", "nothing", "--org", "350100", "--period", "2026-01"))
    assert refused(run("zero", "--item", ITEM, "--org", "999999", "--period", "2026-01"))


def held(count: int = 20) -> str:
    """A full report that shrank, waiting for a word; all that it is about is in."""
    submit(csv_file([recent(number) for number in range(60)]), mode=Mode.FULL)
    return submit(csv_file([recent(number) for number in range(count)]), mode=Mode.FULL).id


def test_a_held_submission_is_seen_and_confirmed(platform) -> None:  # noqa: F811
    waiting = held()
    (row,) = json.loads(said(run("submission", "list", "--status", "held", "--json"), exit_code=1))
    assert (row["submission"], row["status"], row["rows"]) == (waiting, "held", 20) and row["received_at"]
    assert waiting in said(run("submission", "list", "--org", "350100"), exit_code=1)
    assert f"xinlu submission confirm {waiting}" in said(run("submission", "show", waiting), exit_code=1)
    receipt = json.loads(said(run("submission", "confirm", waiting, "--json")))
    assert (receipt["status"], receipt["accepted"]) == ("concluded", 20)
    assert archived(recent(30)).withdrawn and not archived(recent(3)).withdrawn
    assert "不在等待确认的状态" in refused(run("submission", "confirm", waiting))
    assert len(json.loads(said(run("submission", "list", "--item", ITEM, "--json")))) == 2
    assert json.loads(said(run("submission", "list", "--org", "350200", "--json"))) == []


def test_a_held_submission_is_refused(platform) -> None:  # noqa: F811
    waiting = held()
    assert "请写明理由" in refused(run("submission", "refuse", waiting, "--reason", " "))
    assert waiting in said(run("submission", "refuse", waiting, "--reason", "导出不完整"))
    assert "导出不完整" in said(run("submission", "show", waiting), exit_code=2)
    assert not archived(recent(30)).withdrawn
    again = json.loads(said(run("submission", "refuse", waiting, "--reason", "再退", "--json")))
    assert (again["status"], again["reason"]) == ("refused", "导出不完整")
    assert "核对编号" in refused(run("submission", "show", "20260101-000000000000"))


def test_withdraw(platform) -> None:  # noqa: F811
    submit(csv_file([recent(1)]))
    record = archived(recent(1)).id
    assert "已撤回" in said(run("withdraw", record, "--reason", "复议撤销，电话13800138000"))
    assert archived(recent(1)).withdrawn and archived(recent(1)).reason == "复议撤销，电话138******00"
    assert refused(run("withdraw", record, "--reason", "再撤一次"))
    assert refused(run("withdraw", "R0", "--reason", "没有"))


def test_clock(platform) -> None:  # noqa: F811
    submit(csv_file([recent(1)]))
    (row,) = json.loads(said(run("clock", "--json")))
    assert (row["region"], row["item"], row["on_time"], row["overdue"]) == ("350100", ITEM, 1, 0)
    assert "按时 1" in said(run("clock"))
    assert json.loads(said(run("clock", "--until", "2026-01-31", "--json"))) == []
    submit(csv_file([recent(2, CF_JDRQ="2026-10-09", CF_WSH="")]))
    assert "超期 1" in said(run("clock"), exit_code=1)
    assert "不是能识别的日期" in refused(run("clock", "--since", "上周"))
    assert "请对调" in refused(run("clock", "--since", "2026-10-01", "--until", "2026-09-30"))


def test_acts_tell_a_break(province) -> None:
    assert json.loads(said(run("acts", "--json"))) == {"intact": True, "breaks": []}
    assert "完整" in said(run("acts"))
    broken = Event.objects.order_by("sequence").first()
    Event.objects.filter(pk=broken.pk).update(summary="改过")
    found = json.loads(said(run("acts", "--json"), exit_code=1))
    assert not found["intact"] and found["breaks"][0]["sequence"] == broken.sequence
    assert CHINESE.search(found["breaks"][0]["reason"])
    assert f"第 {broken.sequence} 条" in said(run("acts"), exit_code=1)


def test_jobs(province) -> None:
    assert json.loads(said(run("jobs", "--json"))) == []
    at = timezone.now()
    jobs.enqueue("intake", "20260101-000000000000", at=at)
    for again in range(jobs.ATTEMPTS):
        at += timedelta(hours=1 + again)
        jobs.fail(jobs.claim("w", at=at), at=at, error="OperationalError")
    (row,) = json.loads(said(run("jobs", "--json"), exit_code=1))
    assert (row["state"], row["error"]) == ("failed", "OperationalError")
    retried = run("jobs", "--retry")
    assert "重新排队 1 项" in retried.stderr and "waiting" in said(retried)


def test_catalog_and_subject(platform) -> None:  # noqa: F811
    assert {"identifier", "name", "version"} == set(json.loads(said(run("catalog", "--json")))[0])
    assert (
        "CF_WSH" in said(run("catalog", ITEM)) and json.loads(said(run("catalog", ITEM, "--json")))["fields"]
    )
    assert "nothing" in refused(run("catalog", "nothing"))
    submit(csv_file([recent(1)]))
    found = json.loads(said(run("subject", "顺达", "--json")))
    assert found["total"] == 1 and "福州顺达" in said(run("subject", "顺达"))
    assert json.loads(said(run("subject", "没有这家", "--json"), exit_code=1))["total"] == 0
