"""docs/rules.md, written from the registry: `.venv/bin/python -m tests.spec.rules_page`."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from xinlu.catalog.contracts import Item
from xinlu.catalog.repository import load_items
from xinlu.collection.contracts import Severity
from xinlu.collection.rules.checks import CHECKS, FILE_NOTE, FILE_NOTE_TITLE
from xinlu.collection.rules.checks.crossfield import TITLES as KINDS
from xinlu.collection.rules.steps import GENERAL_STEPS, TYPED_STEPS
from xinlu.collection.rules.wholerows import TITLES as WHOLE_ROWS

PAGE = Path(__file__).resolve().parents[2] / "docs" / "rules.md"
NAMES = {Severity.ERROR: "错误", Severity.WARNING: "提醒", Severity.NOTE: "说明"}


def rules_page(items: Iterable[Item]) -> str:
    return "\n".join([*introduction(), *cleaning(), *checks(), *own_rules(items)]) + "\n"


def introduction() -> Iterator[str]:
    yield "# 清洗与检查规则"
    yield ""
    yield "本页由登记表生成（`.venv/bin/python -m tests.spec.rules_page`），测试会核对两者一致。"
    yield "回执、标注工作簿和接口里的规则编号都在这里。例子见 `tests/spec/` 里的两张表。"
    yield ""
    yield "- 错误：该行进入待处理区，其余各行照常接收。"
    yield "- 提醒：该行已接收，请留意。"
    yield "- 说明：仅供参考。"
    yield ""


def cleaning() -> Iterator[str]:
    yield "## 清洗"
    yield ""
    yield "按下列次序进行。每一处改动都留有“行、字段、原值、新值、编号”，随记录可查。"
    yield ""
    yield "| 编号 | 做什么 |"
    yield "|---|---|"
    for step in GENERAL_STEPS:
        yield f"| `{step.id}` | {step.title} |"
    whole = list(WHOLE_ROWS.items())
    yield f"| `{whole[0][0]}` | {whole[0][1]} |"
    for step in TYPED_STEPS:
        yield f"| `{step.id}` | {step.title} |"
    yield f"| `{whole[1][0]}` | {whole[1][1]} |"
    yield ""


def checks() -> Iterator[str]:
    yield "## 检查"
    yield ""
    yield "“可放行”的错误，数据管理员核实后可以授权或放行。"
    yield ""
    yield "| 编号 | 级别 | 查什么 | 可放行 |"
    yield "|---|---|---|---|"
    for check in CHECKS:
        yield f"| `{check.id}` | {NAMES[check.severity]} | {check.title} | {'是' if check.releasable else ''} |"
    yield f"| `{FILE_NOTE}` | 说明 | {FILE_NOTE_TITLE} | |"
    yield ""


def own_rules(items: Iterable[Item]) -> Iterator[str]:
    yield "## 目录项自带的检查"
    yield ""
    yield f"写在目录里，是数据；可用的种类：{'；'.join(f'`{kind}` {title}' for kind, title in KINDS.items())}。"
    yield ""
    yield "| 目录项 | 编号 | 级别 | 提示 |"
    yield "|---|---|---|---|"
    for item in items:
        for rule in item.rules:
            yield f"| {item.name} | `{rule.id}` | {NAMES[Severity(rule.severity)]} | {rule.message} |"


if __name__ == "__main__":
    PAGE.write_text(rules_page(load_items()), encoding="utf-8")
