"""回执 as a printed page."""

import io
import json
from datetime import datetime
from pathlib import Path
from typing import Any

import segno
import typst
from django.conf import settings
from django.utils import timezone

from xinlu.catalog.contracts import Item
from xinlu.collection.contracts import STATUS_NAMES, Receipt
from xinlu.collection.rules.checks import titles

TEMPLATE = Path(__file__).with_name("receipt.typ")


def receipt_paper(receipt: Receipt, item: Item, organisation: str, site: str) -> bytes:
    """A page of PDF, the same bytes for the same receipt."""
    fonts = settings.PACKAGE / "ui" / "static" / "vendor" / "fonts"
    said = json.dumps(content_of(receipt, item, organisation, site), ensure_ascii=False)
    return typst.compile(
        TEMPLATE.read_bytes(),
        font_paths=[str(fonts)],
        ignore_system_fonts=True,
        sys_inputs={"receipt": said, "code": code_for(verification_address(receipt, site))},
    )


def verification_address(receipt: Receipt, site: str) -> str:
    return f"{site}/verify/{receipt.submission.id}"


def code_for(address: str) -> str:
    """The QR code as SVG text."""
    sink = io.BytesIO()
    segno.make(address, error="m").save(sink, kind="svg", border=0, xmldecl=False)
    return sink.getvalue().decode()


def content_of(receipt: Receipt, item: Item, organisation: str, site: str) -> dict[str, Any]:
    """What the template prints: lines, numbers and rules, as text."""
    said, counts = receipt.submission, receipt.submission.counts
    lines = {
        "报送编号": said.id,
        "信用信息目录项": f"{item.name}（{said.item} 第 {said.item_version} 版）",
        "报送机构": f"{organisation}（{said.organisation}）",
        "文件名": said.filename,
        "文件摘要（SHA-256）": said.digest,
        "收到时间": moment(said.received_at),
        "报送人": said.received_by,
        "状态": "零报告" if said.zero_report else STATUS_NAMES[said.status],
        "办结时间": moment(said.concluded_at),
        "报告期": said.period,
        "更正的报送": said.corrects,
        "原因": said.reason,
        "入档记录摘要（默克尔根）": said.root,
        "签名（Ed25519）": receipt.signature,
        "验证地址": verification_address(receipt, site),
    }
    numbers = {"行数": counts.rows, "接收": counts.accepted, "退回": counts.rejected, "新增": counts.new,
               "更新": counts.revised, "无变化": counts.unchanged, "撤回": counts.withdrawn}  # fmt: skip
    return {
        "lines": [[name, value] for name, value in lines.items() if value],
        "numbers": [] if said.zero_report else [[name, str(value)] for name, value in numbers.items()],
        "rules": [
            [rule, titles(item).get(rule, ""), str(count)] for rule, count in receipt.findings_by_rule.items()
        ],
    }


def moment(at: datetime | None) -> str:
    return f"{timezone.localtime(at):%Y-%m-%d %H:%M:%S}" if at else ""
