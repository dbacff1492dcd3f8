"""回执核验: anybody who holds a receipt can prove that it is ours and unchanged."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from xinlu.collection import queries as collection
from xinlu.collection.contracts import Receipt
from xinlu.portal.receipts import LONGEST, NotAReceipt, read_receipt
from xinlu.ui.access import public

SHORTEST = 16  # leading digits of the digest that must be given: enough that nobody guesses them


class NumberForm(forms.Form):
    submission = forms.CharField(label="报送编号", max_length=64, help_text="回执上的“报送编号”")
    digest = forms.RegexField(
        rf"^[0-9a-fA-F]{{{SHORTEST},64}}$",
        label="文件摘要",
        strip=True,
        help_text=f"回执上的“文件摘要（SHA-256）”，至少前 {SHORTEST} 位",
        error_messages={"invalid": f"请输入摘要的至少前 {SHORTEST} 位，只含 0–9 和 a–f。"},
    )


class FileForm(forms.Form):
    file = forms.FileField(label="回执文件（JSON）", help_text="从工作台或接口下载的回执原件，不超过 1 MB")


@dataclass(frozen=True)
class Finding:
    """What the check came to. tone: success | warning | error; receipt: shown when there is one."""

    tone: str
    title: str
    text: str
    receipt: Receipt | None = None


@public
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def show_verification(request: HttpRequest, submission_id: str = "") -> HttpResponse:
    """GET with both numbers checks them; POST checks a file. The printed address brings the first number."""
    asked = request.method == "GET" and "digest" in request.GET
    numbers = NumberForm(request.GET if asked else None, initial={"submission": submission_id})
    upload = FileForm(request.POST, request.FILES) if request.method == "POST" else FileForm()
    context: dict[str, Any] = {"numbers": numbers, "upload": upload}
    if asked and numbers.is_valid():
        context["finding"] = check_numbers(**numbers.cleaned_data)
    if request.method == "POST" and upload.is_valid():
        context["finding"] = check_file(upload.cleaned_data["file"])
    return render(request, "portal/verify.html", context)


def check_numbers(submission: str, digest: str) -> Finding:
    """The same answer for an unknown number and a wrong digest: numbers cannot be tried out."""
    try:
        receipt = collection.receipt(submission)
    except LookupError:
        receipt = None
    if receipt is None or not receipt.submission.digest.startswith(digest.lower()):
        return Finding("error", "没有相符的回执", "报送编号与文件摘要对不上。请照回执原样核对后再试。")
    if not receipt.signature:
        return Finding("warning", "还在处理中", "这份报送尚未办结，办结后会重新签发回执。请稍后再来核验。")
    return judge_signature(receipt)


def check_file(file: UploadedFile) -> Finding:
    if (file.size or 0) > LONGEST:
        return Finding("error", "无法核验", "文件超过 1 MB，不是本平台的回执。")
    try:
        return judge_signature(read_receipt(file.read()))
    except NotAReceipt as fault:
        return Finding("error", "无法核验", str(fault))


def judge_signature(receipt: Receipt) -> Finding:
    if collection.verify(receipt):
        return Finding("success", "核验通过", "这份回执由本平台签发，内容没有被改动。", receipt)
    return Finding("error", "核验不通过", "签名与内容不符：这份回执不是本平台签发的，或者内容被改动过。")
