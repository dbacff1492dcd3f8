"""上传文件: one file in, at once to its receipt."""

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from xinlu.accounts.contracts import Permission
from xinlu.collection import queries
from xinlu.collection.contracts import Channel, Mode, Refused
from xinlu.flows import intake
from xinlu.office.scope import item_choices, organisation_choices
from xinlu.ui.access import permit
from xinlu.ui.drafts import take_draft

MODES = [
    (Mode.INCREMENTAL.value, "增量：只含新的和更正的"),
    (Mode.FULL.value, "全量：本机构的全部；缺的视为撤回"),
]


class UploadForm(forms.Form):
    """corrects: the submission whose failed rows are sent again."""

    item = forms.ChoiceField(label="目录项", error_messages={"required": "请选择目录项。"})
    organisation = forms.ChoiceField(label="报送机构", error_messages={"required": "请选择报送机构。"})
    mode = forms.ChoiceField(label="方式", choices=MODES, initial=Mode.INCREMENTAL.value)
    file = forms.FileField(
        label="文件",
        help_text="XLSX、XLS、CSV、JSON、XML 均可，不必改表头和格式；单个文件不超过 512 MB，CSV 不超过 4 GB。",
        error_messages={
            "required": "请选择要上传的文件。",
            "empty": "文件是空的，请重新导出后再传。",
            "missing": "没有收到文件，请重新选择。",
        },
    )
    corrects = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, request: HttpRequest, **values) -> None:
        super().__init__(*args, **values)
        self.fields["item"].choices = [("", "请选择"), *item_choices()]
        self.fields["organisation"].choices = organisation_choices(request, Permission.SUBMIT)

    def clean(self) -> dict:
        given = super().clean()
        if given.get("corrects") and not is_of(
            given["corrects"], given.get("organisation"), given.get("item")
        ):
            raise forms.ValidationError("要更正的不是这个机构、这个目录项的报送；请从原报送的页面重新进入。")
        return given


def is_of(submission: str, organisation: str | None, item: str | None) -> bool:
    """Whether there is such a submission, of this organisation and record type."""
    try:
        found = queries.submission(submission)
    except LookupError:
        return False
    return (found.organisation, found.item) == (organisation, item)


@permit(Permission.SUBMIT)
def show(request: HttpRequest) -> HttpResponse:
    if request.method != "POST":
        kept = take_draft(request)
        initial = kept.dict() if kept else request.GET.dict()
        return page(request, UploadForm(initial=initial, request=request))
    form = UploadForm(request.POST, request.FILES, request=request)
    if form.is_valid() and (submission := try_submit(request, form)):
        return arrived(request, reverse("office-submission", args=[submission]))
    return page(request, form, status=422)


def page(request: HttpRequest, form: UploadForm, status: int = 200) -> HttpResponse:
    return render(request, "office/collection/upload.html", {"form": form}, status=status)


def try_submit(request: HttpRequest, form: UploadForm) -> str | None:
    """The submission's id, or None with the reason put into the form."""
    given = form.cleaned_data
    request.principal.require(Permission.SUBMIT, given["organisation"])
    try:
        submission = intake.submit(
            item=given["item"],
            organisation=given["organisation"],
            mode=Mode(given["mode"]),
            channel=Channel.CORRECTION if given["corrects"] else Channel.UPLOAD,
            corrects=given["corrects"],
            filename=given["file"].name,
            content=given["file"].file,
            by=request.principal.actor,
            at=timezone.now(),
        )
    except Refused as refused:
        form.add_error("file", str(refused))
        return None
    return submission.id


def arrived(request: HttpRequest, url: str) -> HttpResponse:
    """The uploading script follows this header; without script the browser follows the redirect."""
    if request.headers.get("X-Upload"):
        return HttpResponse(status=204, headers={"X-Location": url})
    return redirect(url)
