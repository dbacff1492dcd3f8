"""Ways in for business systems: a file, or a batch of records."""

import json

from django.utils import timezone
from ninja import File, Form, Header, Query, Router, UploadedFile

from xinlu.accounts.contracts import Permission
from xinlu.collection import queries
from xinlu.collection.contracts import Channel, Mode, Submission
from xinlu.flows import intake, withdrawal
from xinlu.flows.receipts import finding_shape, receipt_shape
from xinlu.openapi.access import needs
from xinlu.openapi.paging import cursor_of, offset_of
from xinlu.openapi.schemas import FindingPage, ReceiptShape, Records, Withdrawal, Withdrawn

router = Router(tags=["归集"])
SHOWN = 100  # findings inside a receipt; all of them are paged under /findings


@router.post("/submissions", response={202: ReceiptShape}, summary="报送文件")
@needs(Permission.SUBMIT)
def submit_file(
    request,
    file: File[UploadedFile],
    item: Form[str],
    organisation: Form[str] = "",
    mode: Form[Mode] = Mode.INCREMENTAL,
    idempotency_key: str = Header("", alias="Idempotency-Key"),
):
    """同一文件或同一 Idempotency-Key 重复提交，得到同一份报送。处理在后台进行，用 GET 查看进度与回执。"""
    return take_in(request, file, file.name or "upload", item, organisation, mode, Channel.API_FILE, idempotency_key)


@router.post("/records", response={202: ReceiptShape}, summary="报送一批记录")
@needs(Permission.SUBMIT)
def submit_records(request, batch: Records, idempotency_key: str = Header("", alias="Idempotency-Key")):
    """记录的键为目录字段标识或中文名。整批与文件走同一条路。"""
    content = json.dumps(batch.records, ensure_ascii=False, sort_keys=True).encode()
    mode = Mode(batch.mode)
    return take_in(
        request, content, "records.json", batch.item, batch.organisation, mode, Channel.API_RECORDS, idempotency_key
    )


def take_in(request, content, filename, item, organisation, mode, channel, key):
    organisation = organisation or request.auth.organisation
    request.auth.require(Permission.SUBMIT, organisation)
    submission = intake.submit(
        item=item,
        organisation=organisation,
        mode=mode,
        channel=channel,
        filename=filename,
        content=content,
        by=request.auth.actor,
        at=timezone.now(),
        idempotency_key=key,
    )
    return 202, receipt_shape(submission.id, findings=SHOWN)


@router.get("/submissions/{submission}", response=ReceiptShape, summary="报送的状态与回执")
@needs(Permission.VIEW_SUBMISSIONS)
def show_submission(request, submission: str):
    visible(request, submission)
    return receipt_shape(submission, findings=SHOWN)


@router.get("/submissions/{submission}/findings", response=FindingPage, summary="全部问题，分页")
@needs(Permission.VIEW_SUBMISSIONS)
def list_findings(request, submission: str, cursor: str = "", limit: int = Query(500, ge=1, le=5000)):
    visible(request, submission)
    start = offset_of(cursor)
    found = queries.findings(submission, start=start, count=limit + 1)
    following = cursor_of(start + limit) if len(found) > limit else None
    return {"items": [finding_shape(finding) for finding in found[:limit]], "next": following}


@router.post("/records/withdrawals", response=Withdrawn, summary="撤回一条记录")
@needs(Permission.SUBMIT)
def withdraw_record(request, withdrawal_of: Withdrawal):
    """被撤销、变更或误报的决定：立即从公示网站撤下，原因留存。"""
    record = withdrawal.owned_record(withdrawal_of.record, principal=request.auth)
    withdrawal.withdraw(record.id, reason=withdrawal_of.reason, by=request.auth.actor, at=timezone.now())
    return {"record": record.id, "withdrawn": True}


def visible(request, submission: str) -> Submission:
    """Raises Denied for another organisation's submission, LookupError for none."""
    found = queries.submission(submission)
    request.auth.require(Permission.VIEW_SUBMISSIONS, found.organisation)
    return found
