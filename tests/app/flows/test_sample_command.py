"""`xinlu sample`: what it needs, and that a load that could not begin leaves no trace."""

import json

import pytest
from click.testing import CliRunner, Result

from tests.factories.collection import csv_file
from tests.flows.stories import recent, submit
from xinlu.flows.commands import xinlu
from xinlu.flows.sample import loading
from xinlu.flows.sample.marker import read_marker


@pytest.fixture(autouse=True)
def _home(province, settings, tmp_path):
    settings.HOME, settings.NOTICE = tmp_path, tmp_path / "notice.txt"


def sample(*words: str) -> Result:
    return CliRunner().invoke(xinlu, ["sample", *words])


def refused(*words: str) -> str:
    result = sample(*words)
    assert (result.exit_code, result.stdout) == (2, ""), result.output
    assert read_marker() is None
    return result.stderr


def test_days_and_months_must_be_had(monkeypatch):
    assert "将来" in refused("--on", "2130-01-01")
    assert "那时还没有这些机构" in refused("--on", "1950-01-01")
    assert "--months" in refused("--on", "2020-01-02", "--months", "24")
    assert "不是能识别的日期" in refused("--on", "昨天")


def test_a_plan_that_cannot_be_made_leaves_no_mark(monkeypatch):
    def stumble(*_):
        raise KeyError("巡游出租汽车")

    monkeypatch.setattr(loading, "make_plan", stumble)
    assert sample().exit_code == 3
    assert read_marker() is None


def test_a_platform_with_reports_is_left_alone():
    submit(csv_file([recent(1)]))
    assert "已有别的报送" in refused("--enterprises", "20")


def test_the_smallest_is_loaded_and_told(monkeypatch):
    monkeypatch.setattr(loading, "take", lambda *_: None)
    smallest = (
        "--enterprises",
        "20",
        "--people",
        "1",
        "--months",
        "1",
        "--decisions",
        "1",
        "--on",
        "2026-11-20",
    )
    told = json.loads(sample(*smallest, "--json").stdout)
    assert (told["on"], told["submissions"]) == ("2026-11-20", 0)
    assert read_marker().done
