"""Shapes of requests and answers, in the words of the receipt."""

from datetime import date, datetime
from typing import Any, Literal

from ninja import Schema
from pydantic import Field, model_validator

from xinlu.collection.contracts import Channel, Mode, Status

RECORD_NUMBERS = 10_000  # records in one batch


class Problem(Schema):
    """RFC 9457."""

    type: str
    title: str
    status: int
    detail: str = Field(description="发生了什么、怎样改正")
    errors: list[dict[str, str]] = Field([], description="逐个参数的问题：field、message")


class FindingShape(Schema):
    sheet: str = Field(description="工作表的名称；没有工作表的文件为“数据”，整个文件的问题为空")
    row: int = Field(description="来源文件中的行号，或批次中的第几条；0 表示整个文件")
    field: str
    field_name: str
    value: str = Field(description="个人信息已脱敏")
    rule: str
    severity: Literal["error", "warning", "note"]
    message: str


class ReceiptShape(Schema):
    submission: str = Field(description="报送编号")
    status: Literal["received", "processing", "held", "concluded", "refused"]
    status_name: str
    item: str
    organisation: str
    reason: str = Field(description="未能接收或暂停的原因")
    rows: int
    accepted: int
    rejected: int
    digest: str = Field(description="文件的 SHA-256")
    root: str = Field(description="已接收记录摘要的 Merkle 根")
    findings: list[FindingShape] = Field(description="前 100 个问题；全部问题见 /findings")
    findings_total: int


class FindingPage(Schema):
    items: list[FindingShape]
    next: str | None = Field(description="下一页的 cursor；没有下一页时为空")


class CountsShape(Schema):
    rows: int
    accepted: int
    rejected: int
    new: int
    revised: int
    unchanged: int
    withdrawn: int
    waiting_match: int
    warnings: int
    notes: int


class SignedReceipt(Schema):
    """What the platform signs, and the signature."""

    form: Literal["xinlu-receipt-1"]
    id: str = Field(description="报送编号")
    item: str
    item_version: int = Field(description="按目录项的第几版检查")
    organisation: str
    mode: Mode
    channel: Channel
    status: Status
    filename: str
    size: int = Field(description="文件字节数")
    digest: str = Field(description="文件的 SHA-256")
    received_at: str = Field(description="收到时间，UTC，到微秒")
    received_by: str
    concluded_at: str = Field(description="办结或退回时间，UTC；未办结为空")
    counts: CountsShape
    root: str = Field(description="已接收记录摘要的 Merkle 根")
    reason: str = Field(description="未能接收或暂停的原因")
    zero_report: bool
    period: str = Field(description="零报告的报告期")
    corrects: str = Field(description="所更正的报送")
    findings_by_rule: dict[str, int] = Field(description="各项检查的问题数")
    signature: str = Field(
        description="Ed25519 签名（base64），签的是去掉本项、键排序、无空格的 UTF-8 JSON；处理中为空"
    )


class Records(Schema):
    item: str = Field(description="目录项标识，如 admin-penalty")
    records: list[dict[str, Any]] = Field(
        min_length=1, max_length=RECORD_NUMBERS, description="记录；键为目录的字段标识、中文名或别名"
    )
    organisation: str = Field("", description="报送机构代码；不填为令牌所属机构")
    mode: Mode = Field(Mode.INCREMENTAL, description="incremental 增量；full 全量，本批没有的视为撤回")


class ZeroReport(Schema):
    item: str = Field(description="目录项标识")
    period: str = Field(description="没有数据的报告期，如 2026、2026-Q3、2026-10")
    organisation: str = Field("", description="报送机构代码；不填为令牌所属机构")


class Withdrawal(Schema):
    id: str = Field("", description="记录编号；不知道编号时改填 item 和 record")
    item: str = Field("", description="目录项标识")
    record: dict[str, Any] = Field({}, description="原来报送的记录，至少含目录的自然键字段")
    reason: str = Field(min_length=4, max_length=500, description="撤回理由，会留存")

    @model_validator(mode="after")
    def names_a_record(self) -> "Withdrawal":
        if not self.id and not (self.item and self.record):
            raise ValueError("请给出记录编号 id，或者 item 和原来报送的 record")
        return self


class Withdrawn(Schema):
    id: str = Field(description="记录编号")
    withdrawn: bool
    reason: str


class PublicationShape(Schema):
    id: str
    item: str
    item_name: str
    kind: str = Field(description="permit 行政许可，penalty 行政处罚，其他为空")
    subject_name: str = Field(description="自然人已脱敏")
    subject_code: str = Field(description="统一社会信用代码；自然人为空")
    document_no: str
    category: str
    authority: str
    region: str = Field(description="决定机关所在区划代码")
    decided_on: date
    submitted_at: datetime
    published_at: datetime
    due_on: date | None = Field(description="应在此日前公示（决定之日起 7 个工作日）")
    ends_on: date | None = Field(description="公示的最后一天；空为长期")
    fields: dict[str, str] = Field(description="公开公示的字段：标识 → 值")


class PublicationPage(Schema):
    items: list[PublicationShape]
    next: str | None = Field(description="下一页的 cursor；没有下一页时为空")


class SubjectLine(Schema):
    id: str = Field(description="主体编号；合并后旧编号仍然有效")
    kind: str = Field(description="organisation 法人及非法人组织，sole-trader 个体工商户")
    name: str
    region: str = Field(description="区划代码")
    code: str = Field(description="统一社会信用代码；不知道时为空")
    former: list[str] = Field(description="用过的其他名称")


class SubjectPage(Schema):
    items: list[SubjectLine]
    next: str | None = Field(description="下一页的 cursor；没有下一页时为空")


class NumberShape(Schema):
    scheme: str = Field(description="号码的种类，如 uscc、registration-no")
    number: str


class SubjectShape(SubjectLine):
    numbers: list[NumberShape] = Field(description="公开的号码；可能是个人证件号的不在其中")
    counts: dict[str, int] = Field(description="目录项标识 → 公开记录的条数")
    records: list[PublicationShape] = Field(description="最近的公开记录，决定日期从新到旧")
    next: str | None = Field(description="其余记录：作 /publications 的 cursor，并带 subject；没有时为空")


class CodeShape(Schema):
    code: str
    label: str


class FieldShape(Schema):
    identifier: str
    name: str
    type: str
    length: int | None
    required: bool
    disclosure: str = Field(description="public 公开公示，authorised 授权查询，shared 政务共享")
    aliases: list[str] = Field(description="也接受的列名")
    codes: list[CodeShape]


class ItemLine(Schema):
    identifier: str
    name: str
    version: int
    nature: str
    cycle: str
    publicity: str | None = Field(description="permit、penalty：列入双公示")


class ItemShape(ItemLine):
    natural_key: list[str] = Field(description="自然键：这些字段相同即为同一条记录")
    fields: list[FieldShape]
