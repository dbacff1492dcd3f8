"""xinlu code, workday, region: exit codes 0 / 1 / 2, JSON shapes, masking, administrator overrides."""

import json
from types import SimpleNamespace

import pytest
from click.testing import CliRunner, Result
from django.db import DatabaseError, OperationalError, connection

from xinlu.catalog.contracts import CalendarOverrides
from xinlu.flows.commands import xinlu
from xinlu.flows.commands.workday import load_calendar

PERSON = "350102199001010016"
CODE = "91350128MA2XY0Q1XR"
SHAPE = {"input", "valid", "kind", "personal", "reason"}


def run(*words: str) -> Result:
    return CliRunner().invoke(xinlu, words)


@pytest.fixture
def overrides(monkeypatch: pytest.MonkeyPatch) -> SimpleNamespace:
    """What the platform's calendar holds; a stand-in for its table."""
    held = SimpleNamespace(answer=CalendarOverrides())
    monkeypatch.setattr(connection, "ensure_connection", lambda: None)
    monkeypatch.setattr("xinlu.catalog.queries.calendar_overrides", lambda: held.answer, raising=False)
    return held


def test_code_json() -> None:
    result = run("code", CODE, PERSON, "--json")
    assert result.exit_code == 0
    code, person = json.loads(result.stdout)
    assert set(code) == SHAPE
    assert code == {"input": CODE, "valid": True, "kind": "uscc", "personal": False, "reason": ""}
    assert (person["input"], person["kind"], person["personal"]) == (PERSON, "resident-id", True)


@pytest.mark.django_db
def test_code_exits_1_when_one_is_invalid() -> None:
    result = run("code", CODE, CODE[:-1] + "U", "--json")
    assert result.exit_code == 1
    assert [found["valid"] for found in json.loads(result.stdout)] == [True, False]


def test_code_text_masks_personal_numbers() -> None:
    result = run("code", CODE, PERSON, "13800138000")
    assert result.exit_code == 1
    assert PERSON not in result.output
    assert "13800138000" not in result.output
    assert "350102********0016  有效  居民身份证号  个人信息" in result.output
    assert f"{CODE}  有效  统一社会信用代码\n" in result.output


@pytest.mark.parametrize(("day", "due"), [("2017-10-09", "2017-10-18"), ("2017年9月29日", "2017-10-16")])
def test_workday_add(overrides: SimpleNamespace, day: str, due: str) -> None:
    result = run("workday", day, "--add", "7", "--json")
    assert result.exit_code == 0
    assert [line["result"] for line in json.loads(result.stdout)] == [due]


def test_workday_add_nothing_gives_the_day_itself(overrides: SimpleNamespace) -> None:
    result = run("workday", "2017-10-01", "2017-10-09", "--add", "0", "--json")
    assert [line["result"] for line in json.loads(result.stdout)] == ["2017-10-01", "2017-10-09"]


def test_workday_without_add(overrides: SimpleNamespace) -> None:
    result = run("workday", "2017-09-30", "2017-10-02", "--json")
    assert json.loads(result.stdout) == [
        {"date": "2017-09-30", "result": "working"},
        {"date": "2017-10-02", "result": "free"},
    ]
    assert "2017-10-02  非工作日" in run("workday", "2017-10-02").output


def test_workday_marks_the_coming_year(overrides: SimpleNamespace) -> None:
    result = run("workday", "2026-12-31", "--add", "1", "--json")
    assert json.loads(result.stdout) == [{"date": "2026-12-31", "result": "2027-01-04", "estimated": True}]
    assert "推算" in run("workday", "2027-03-01").output


def test_workday_follows_the_administrator(overrides: SimpleNamespace) -> None:
    overrides.answer = CalendarOverrides({"2027-01-02": True}, frozenset({2027}))
    result = run("workday", "2026-12-31", "--add", "1", "--json")
    assert json.loads(result.stdout) == [{"date": "2026-12-31", "result": "2027-01-02"}]


@pytest.mark.parametrize(
    ("day", "words"), [("明天", "不是能识别的日期"), ("2031-01-05", "无法判断是否工作日")]
)
def test_workday_exits_2_with_a_sentence(overrides: SimpleNamespace, day: str, words: str) -> None:
    result = run("workday", "2026-01-05", day, "--json")
    assert result.exit_code == 2
    assert words in result.stderr
    assert result.stdout == ""


def test_workday_before_the_platform_is_prepared(monkeypatch: pytest.MonkeyPatch) -> None:
    def no_table() -> None:
        raise OperationalError("no such table")

    monkeypatch.setattr(connection, "ensure_connection", lambda: None)
    monkeypatch.setattr("xinlu.catalog.queries.calendar_overrides", no_table, raising=False)
    result = run("workday", "2026-01-05", "--json")
    assert (result.exit_code, result.stderr) == (0, "")


def test_workday_says_so_when_the_database_is_away(monkeypatch: pytest.MonkeyPatch) -> None:
    def away() -> None:
        raise DatabaseError("refused")

    monkeypatch.setattr(connection, "ensure_connection", away)
    result = run("workday", "2026-01-05", "--json")
    assert result.exit_code == 0
    assert json.loads(result.stdout) == [{"date": "2026-01-05", "result": "working"}]
    assert "未计入" in result.stderr


@pytest.mark.django_db
def test_calendar_of_a_real_platform() -> None:
    assert load_calendar().certain_through >= 2026


def test_region_json() -> None:
    result = run("region", "350182", "--on", "2016-06-01", "--json")
    assert result.exit_code == 0
    assert json.loads(result.stdout) == {
        "code": "350182",
        "name": "长乐市",
        "city": "350100",
        "from": "1994-01-01",
        "until": "2017-12-31",
    }


def test_region_today() -> None:
    pingtan = json.loads(run("region", "350128", "--json").stdout)
    assert (pingtan["city"], pingtan["until"]) == ("350128", None)
    assert json.loads(run("region", "350000", "--json").stdout)["city"] is None
    assert "所属设区市 厦门市" in run("region", "350203").output


@pytest.mark.parametrize(
    ("words", "exit_code", "sentence"),
    [
        (["350182", "--on", "2018-01-01"], 1, "1994 年至 2017 年"),
        (["350199"], 1, "没有区划代码 350199"),
        (["350100", "--on", "6月1日"], 2, "不是能识别的日期"),
        ([" "], 2, "请给出区划代码"),
    ],
)
def test_region_refuses(words: list[str], exit_code: int, sentence: str) -> None:
    result = run("region", *words)
    assert (result.exit_code, result.stdout) == (exit_code, "")
    assert sentence in result.stderr


def test_region_tells_machines_that_there_is_none() -> None:
    result = run("region", "350182", "--on", "2018-01-01", "--json")
    told = json.loads(result.stdout)
    assert (result.exit_code, result.stderr, told["code"], told["name"]) == (1, "", "350182", None)
    assert "1994 年至 2017 年" in told["finding"]
