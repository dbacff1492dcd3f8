"""Shapes of requests and answers, in the words of the receipt."""

from typing import Any, Literal

from ninja import Schema
from pydantic import Field


class FindingShape(Schema):
    row: int = Field(description="来源文件中的行号；0 表示整个文件")
    field: str
    field_name: str
    value: str = Field(description="个人信息已脱敏")
    rule: str
    severity: Literal["error", "warning", "note"]
    message: str


class ReceiptShape(Schema):
    submission: str
    status: Literal["received", "processing", "held", "concluded", "refused"]
    status_name: str
    item: str
    organisation: str
    reason: str
    rows: int
    accepted: int
    rejected: int
    digest: str = Field(description="文件的 SHA-256")
    root: str = Field(description="已接收记录摘要的 Merkle 根")
    findings: list[FindingShape]
    findings_total: int


class FindingPage(Schema):
    items: list[FindingShape]
    next: str | None = Field(description="下一页的 cursor；没有下一页时为空")


class Records(Schema):
    item: str = Field(description="目录项标识，如 admin-penalty")
    records: list[dict[str, Any]] = Field(min_length=1, max_length=10_000)
    organisation: str = Field("", description="机构代码；空为令牌所属机构")
    mode: Literal["incremental", "full"] = "incremental"


class Withdrawal(Schema):
    record: str = Field(description="记录编号")
    reason: str = Field(min_length=4, max_length=500)


class Withdrawn(Schema):
    record: str
    withdrawn: bool


class PublicationShape(Schema):
    id: str
    item: str
    kind: str
    subject_name: str
    subject_code: str
    document_no: str
    category: str
    authority: str
    region: str
    decided_on: str
    submitted_at: str
    published_at: str
    due_on: str
    ends_on: str | None
    verified: bool
    fields: dict[str, str]


class PublicationPage(Schema):
    items: list[PublicationShape]
    total: int
    next: str | None


class ItemShape(Schema):
    identifier: str
    name: str
    version: int
    fields: int
    publicity: str | None
