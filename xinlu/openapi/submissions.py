"""Ways in for business systems: a file, a batch of records, a zero report, a withdrawal."""

import json
from typing import Annotated, Any

from django.conf import settings
from django.http import HttpResponse
from django.utils import timezone
from ninja import File, Form, Header, Query, Router, Status, UploadedFile
from ninja.errors import HttpError

from xinlu.accounts.contracts import Permission, UnknownOrganisation
from xinlu.archive.contracts import Record
from xinlu.catalog.contracts import UnknownItem
from xinlu.collection import queries
from xinlu.collection.contracts import Channel, Mode, Refused, Submission
from xinlu.flows import intake, withdrawal, zero
from xinlu.flows.receipts import finding_shape, receipt_shape
from xinlu.kernel.text import number_in
from xinlu.openapi.access import needs
from xinlu.openapi.paging import bad_cursor, cursor_of, place_of
from xinlu.openapi.schemas import (
    FindingPage,
    ReceiptShape,
    Records,
    SignedReceipt,
    Withdrawal,
    Withdrawn,
    ZeroReport,
)

router = Router(tags=["归集"])
SHOWN = 100  # findings inside a receipt; all of them are paged under /findings
IdempotencyKey = Annotated[
    str,
    Header(
        alias="Idempotency-Key",
        max_length=128,
        description="幂等键：同一键重复请求得到同一份报送；同一键用于不同内容、方式或 corrects 为 409",
    ),
]


@router.post("/submissions", response={202: ReceiptShape}, summary="报送文件")
@needs(Permission.SUBMIT)
def submit_file(
    request,
    file: Annotated[UploadedFile, File(description="XLSX、XLS、CSV、JSON、XML 均可")],
    item: Annotated[str, Form(description="目录项标识，如 admin-penalty")],
    organisation: Annotated[str, Form(description="报送机构代码；不填为令牌所属机构")] = "",
    mode: Annotated[Mode, Form(description="incremental 增量；full 全量")] = Mode.INCREMENTAL,
    corrects: Annotated[str, Form(description="改正后重报失败行时，填原报送编号")] = "",
    idempotency_key: IdempotencyKey = "",
):
    """同一文件重复提交得到同一份报送。处理在后台进行，用 GET 查看进度与回执。"""
    if file.size > settings.UPLOAD_LIMIT:
        raise HttpError(413, f"文件超过 {settings.UPLOAD_LIMIT >> 20} MB 的上限，请拆成几个文件分别报送。")
    if corrects:
        visible(request, corrects)
    return take_in(
        request,
        content=file,
        filename=file.name or "upload",
        item=item,
        organisation=organisation,
        mode=mode,
        channel=Channel.CORRECTION if corrects else Channel.API_FILE,
        corrects=corrects,
        idempotency_key=idempotency_key,
    )


@router.post("/records", response={202: ReceiptShape}, summary="报送一批记录")
@needs(Permission.SUBMIT)
def submit_records(request, batch: Records, idempotency_key: IdempotencyKey = ""):
    """整批与文件走同一条路，问题按第几条给出。更正一条记录：把更正后的记录再报送一次。"""
    return take_in(
        request,
        content=json.dumps(batch.records, ensure_ascii=False, sort_keys=True).encode(),
        filename="records.json",
        item=batch.item,
        organisation=batch.organisation,
        mode=batch.mode,
        channel=Channel.API_RECORDS,
        idempotency_key=idempotency_key,
    )


def take_in(request, *, organisation: str, **received: Any) -> Status:
    organisation = for_organisation(request, organisation)
    by, at = request.auth.actor, timezone.now()
    submission = known(intake.submit, organisation=organisation, by=by, at=at, **received)
    return Status(202, receipt_shape(submission.id, findings=SHOWN))


@router.post("/zero-reports", response=ReceiptShape, summary="零报告")
@needs(Permission.SUBMIT)
def report_zero(request, report: ZeroReport):
    """本期没有数据。重复提交不改变什么；本期已有记录或待处理行时为 422。"""
    organisation = for_organisation(request, report.organisation)
    by, at = request.auth.actor, timezone.now()
    said = {"item": report.item, "period": report.period, "organisation": organisation}
    return receipt_shape(known(zero.report, **said, by=by, at=at).id, findings=SHOWN)


def for_organisation(request, organisation: str) -> str:
    """Whom the token reports for; its own organisation when it names none. Raises Denied."""
    organisation = organisation or request.auth.organisation
    request.auth.require(Permission.SUBMIT, organisation)
    return organisation


def known(action: Any, **values: Any) -> Submission:
    """An unknown item or organisation in the body is a fault of the body, not a missing address."""
    try:
        return action(**values)
    except (UnknownItem, UnknownOrganisation) as error:
        raise Refused(str(error.args[0])) from error


@router.get("/submissions/{submission}", response=ReceiptShape, summary="报送的状态与回执")
@needs(Permission.VIEW_SUBMISSIONS)
def show_submission(request, submission: str):
    visible(request, submission)
    return receipt_shape(submission, findings=SHOWN)


@router.get("/submissions/{submission}/receipt", response=SignedReceipt, summary="签名的回执")
@needs(Permission.VIEW_SUBMISSIONS)
def show_receipt(request, submission: str):
    """与工作台下载的回执 JSON 相同，逐字节一致；把它原样交给公众网站的“回执核验”可验真伪。"""
    visible(request, submission)
    return HttpResponse(queries.receipt_json(submission), content_type="application/json")


@router.post("/submissions/{submission}/confirm", response={202: ReceiptShape}, summary="确认报送量")
@needs(Permission.CONFIRM_VOLUME)
def confirm_volume(request, submission: str):
    """因行数异常而暂停（held）的报送，有人核对文件完整之后继续处理；不在暂停状态时为 409。

    确认是人的判断：令牌默认没有这项权限，须在签发时明确给予 confirm-volume（另需 view-submissions），
    只宜给有人值守、由人点击确认的系统；自动报送的系统请转由报送员在工作台确认。
    """
    found = visible(request, submission)
    request.auth.require(Permission.CONFIRM_VOLUME, found.organisation)
    intake.confirm_volume(found.id, by=request.auth.actor, at=timezone.now())
    return Status(202, receipt_shape(found.id, findings=SHOWN))


@router.get("/submissions/{submission}/findings", response=FindingPage, summary="报送的全部问题")
@needs(Permission.VIEW_SUBMISSIONS)
def list_findings(
    request,
    submission: str,
    cursor: Annotated[str, Query(description="上一页返回的 next")] = "",
    limit: Annotated[int, Query(ge=1, le=5000, description="每页条数")] = 500,
):
    """按文件中的先后，翻页没有上限。"""
    visible(request, submission)
    start = start_of(cursor)
    found = queries.findings(submission, start=start, count=limit + 1)
    following = cursor_of(start + limit) if len(found) > limit else None
    return {"items": [finding_shape(finding) for finding in found[:limit]], "next": following}


def start_of(cursor: str) -> int:
    """How many findings the caller has. Raises HttpError."""
    place = place_of(cursor) if cursor else ["0"]
    if len(place) != 1 or (start := number_in(place[0])) is None:
        raise bad_cursor()
    return start


def visible(request, submission: str) -> Submission:
    """Raises LookupError for none, and for another organisation's: that it exists is not told either."""
    found = queries.submission(submission)
    if not request.auth.may(Permission.VIEW_SUBMISSIONS, found.organisation):
        raise LookupError(f"没有编号为“{submission}”的报送，请核对编号。")
    return found


@router.post("/records/withdrawals", response=Withdrawn, summary="撤回一条记录")
@needs(Permission.SUBMIT)
def withdraw_record(request, asked: Withdrawal):
    """被撤销或误报的决定：立即从公示网站撤下，理由留存。"""
    record = record_of(request, asked)
    withdrawal.withdraw(record.id, reason=asked.reason, by=request.auth.actor, at=timezone.now())
    return {"id": record.id, "withdrawn": True, "reason": asked.reason}


def record_of(request, asked: Withdrawal) -> Record:
    """Raises LookupError, also for a record that the token may not report for."""
    if asked.id:
        return withdrawal.owned_record(asked.id, principal=request.auth)
    return withdrawal.reported_record(asked.item, asked.record, principal=request.auth)
