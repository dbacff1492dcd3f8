"""## 检查 checking

一份行政处罚 CSV（规模 1 为 100 万行，2 % 的行埋有差错），从读文件到逐行逐格的问题清单。
xinlu 做全部清洗和该目录项的全部检查，与归集时走同一段代码；其余各家只做四项：必填、主体类别的代码表、决定日期、
统一社会信用代码的形状，直接对原文做（所用的式样容得下各种无害的写法）。frictionless 用我们自己的 Table Schema，
报出全部错误；polars_scan 只把文件读成文本并数空值，是这台机器的上限。

found、missed：埋下的差错找到多少、漏掉多少（其余各家只按那四项计）；invented：没有埋差错的地方报了多少。
peak_mb：最大的一个进程的内存峰值；cpu_seconds：全部进程的处理器时间，机器上另有工作时比 seconds 可靠，含启动和导入。
seconds 不含启动解释器和导入模块。
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from bench.environments import OURS, python_of
from bench.generating import FILE, penalties
from bench.measuring import compare
from xinlu.catalog.contracts import Field, FieldType, Item
from xinlu.catalog.repository import load_items
from xinlu.catalog.rules.datapackage import table_schema

ROWS = 1_000_000
PEERS = ("pandera", "great_expectations", "frictionless", "pandera_polars")
FOUR = {
    "REQ": None,
    "ENUM": "CF_XDR_LB",
    "DATE": "CF_JDRQ",
    "USCC-SHAPE": "CF_XDR_SHXYM",
}  # rule → its only field


@dataclass(frozen=True)
class Case:
    file: Path
    rules: Path
    schema: Path
    truth: pl.DataFrame  # row, rule, field


def run(scale: float) -> dict[str, dict[str, float]]:
    case = prepare(scale)
    pythons = {"xinlu": OURS, "polars_scan": OURS} | {peer: python_of(peer) for peer in PEERS}
    order = ("xinlu", *PEERS, "polars_scan")
    out = {name: case.file.with_name(f"{name}.csv") for name in order}
    commands = {
        name: (
            pythons[name],
            "-P",
            "-m",
            f"bench.contenders.checking_{name}",
            case.file,
            given(name, case),
            out[name],
        )
        for name in order
    }
    results = compare(commands)
    for name in order[:-1]:
        results[name] |= judge(
            name, case.truth, pl.read_csv(out[name], schema_overrides={"field": pl.String})
        )
    return results


def given(name: str, case: Case) -> Path:
    return case.schema if name == "frictionless" else case.rules


def prepare(scale: float) -> Case:
    """The file and what it is checked against."""
    folder = penalties(int(ROWS * scale))
    file = folder / FILE
    item = next(item for item in load_items() if item.identifier == "admin-penalty")
    rules, schema = folder / "rules.json", folder / "schema.json"
    rules.write_text(json.dumps(four_checks(item), ensure_ascii=False))
    schema.write_text(json.dumps(lenient(item), ensure_ascii=False))
    truth = pl.read_csv(folder / "truth" / "faults.csv").select("row", "rule", "field")
    return Case(file, rules, schema, truth)


def four_checks(item: Item) -> dict:
    """For peers, who see the text as it was written: every harmless way of writing passes."""
    month = r"(?:0?[13578]|1[02])[-/.月](?:0?[1-9]|[12]\d|3[01])|(?:0?[469]|11)[-/.月](?:0?[1-9]|[12]\d|30)"
    compact = r"\d{4}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])"
    written = rf"\d{{4}}[-/.年](?:{month}|0?2[-/.月](?:0?[1-9]|1\d|2[0-9]))日?(?: 00:00:00)?"
    sign = "[0-9A-HJ-NPQRTUWXYa-hj-npqrtuwxy]"
    return {
        "required": [field.identifier for field in item.fields if field.required],
        "kinds": spellings(item.field("CF_XDR_LB")),
        "date": f"^(?:{written}|{compact})$",
        "code": rf"^[ \u3000]*{sign}{{8}}-?{sign}{{9}}-?{sign}[ \u3000]*$",
    }


def spellings(field: Field) -> list[str]:
    return sorted({text for code in field.codes for text in (code.code, code.label, *code.aliases)})


def lenient(item: Item) -> dict:
    """Our Table Schema, with every spelling of a code allowed."""
    schema = table_schema(item)
    for field, spec in zip(item.fields, schema["fields"], strict=True):
        if field.type is FieldType.ENUM:
            spec["constraints"]["enum"] = spellings(field)
    return schema


def judge(name: str, truth: pl.DataFrame, told: pl.DataFrame) -> dict[str, float]:
    """told: row, field, and rule where the contender is us."""
    if name == "xinlu":
        return tally(truth.rows(), told.select("row", "rule", "field").rows(), truth.rows())
    mine = truth.filter(
        pl.any_horizontal(
            (pl.col("rule") == rule) & (pl.col("field") == field if field else pl.lit(True))
            for rule, field in FOUR.items()
        )
    )
    places = [frame.select("row", "field").rows() for frame in (mine, told, truth)]
    return tally(*places)


def tally(wanted: Iterable, told: Iterable, planted: Iterable) -> dict[str, float]:
    wanted, told = set(wanted), set(told)
    return {
        "found": len(wanted & told),
        "missed": len(wanted - told),
        "invented": len(told - set(planted)),
    }
