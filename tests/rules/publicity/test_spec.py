"""The table that credit officers read (tests/spec/publicity.yaml), line by line."""

from pathlib import Path

import pytest
import yaml

from tests.factories.publicity import KINDS, make_facts
from xinlu.kernel.workdays import Workdays
from xinlu.publicity.contracts import Severity
from xinlu.publicity.rulebook import book
from xinlu.publicity.rules.decision import Decider

TABLE = yaml.safe_load(
    (Path(__file__).resolve().parents[2] / "spec" / "publicity.yaml").read_text(encoding="utf-8")
)
SEVERITIES = {"轻微": Severity.LIGHT, "一般": Severity.GENERAL, "严重": Severity.SERIOUS}


@pytest.mark.parametrize("line", TABLE, ids=lambda line: line["例子"])
def test_publicity_spec(line):
    kinds = ";".join(str(KINDS.index(kind)) for kind in line["处罚种类"].split("、"))
    given = {name: str(line[name]) for name in ("依据", "文书", "公示截止期") if name in line}
    (found,) = Decider(book(), Workdays()).decide_all([make_facts(on=line["决定日期"], 种类=kinds, **given)])
    assert found.show == (line["公示"] == "是")
    assert found.severity == SEVERITIES[line["程度"]]
    for name, value in (
        ("可申请修复", found.repairable_on),
        ("公示截止", found.ends_on),
        ("应公示", found.due.on),
    ):
        assert line.get(name, value) == value, name
