"""Merging, splitting and undoing, by hand, from a subject's archive."""

import secrets

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from xinlu.accounts.contracts import Permission
from xinlu.archive import queries as archive
from xinlu.flows import judgements
from xinlu.office.records_table import lines_of
from xinlu.office.scope import page_number
from xinlu.office.subjects import subject_or_404
from xinlu.office.subjects_form import KINDS, MergeForm, ReasonForm, SplitForm
from xinlu.office.subjects_scope import owner, reachable, require_reach, require_view
from xinlu.subjects import queries
from xinlu.subjects.contracts import Impossible, Kind, Query, Subject, subject_id
from xinlu.ui.access import permit
from xinlu.ui.drafts import take_draft
from xinlu.ui.refusals import refuse

Names = dict[str, tuple[str, str]]  # see names_by_key
MOST_RECORDS = 500  # offered for a split on one page


@permit(Permission.RESOLVE_MATCH)
@require_http_methods(["GET", "POST"])
def merge(request: HttpRequest, subject: str) -> HttpResponse:
    """GET: find the other and see both side by side; POST: take the other over."""
    keep = subject_or_404(subject)
    require_reach(request, Permission.RESOLVE_MATCH, [keep.id])
    other = queries.subject(request.POST.get("other") or request.GET.get("other", ""))
    if other:
        require_view(request, other)
    form = MergeForm(request.POST or take_draft(request), initial={"other": other.id if other else ""})
    if request.method == "POST" and form.is_valid() and other and merge_now(request, form, keep.id, other.id):
        return redirect("office-subject", keep.id)
    text = request.GET.get("text", "")
    wanted = Query(text, kinds_beside(keep.kind))
    found = queries.search(reachable(request, wanted), page=page_number(request)) if text else None
    context = {"subject": keep, "other": other, "form": form, "found": found, "text": text, "kinds": KINDS}
    return render(request, "office/subjects/merge.html", context, status=faulty(request))


def kinds_beside(kind: Kind) -> tuple[Kind, ...]:
    """Persons are only ever one with persons."""
    return (Kind.PERSON,) if kind == Kind.PERSON else (Kind.ORGANISATION, Kind.SOLE_TRADER)


def merge_now(request: HttpRequest, form: MergeForm, keep: str, gone: str) -> bool:
    word = {"by": request.principal.actor, "at": timezone.now(), "reason": form.cleaned_data["reason"]}
    try:
        judgements.merge_subjects(keep, gone, **word)
    except Impossible as fault:
        form.add_error(None, str(fault))
        return False
    messages.success(request, f"已合并，原编号 {gone} 会转到本主体；可在“判定记录”中撤销。")
    return True


@permit(Permission.RESOLVE_MATCH)
@require_http_methods(["GET", "POST"])
def split(request: HttpRequest, subject: str) -> HttpResponse:
    """Choose the names, numbers and records that belong to somebody else."""
    found = subject_or_404(subject)
    require_reach(request, Permission.RESOLVE_MATCH, [found.id])
    names = names_by_key(found)
    form = split_form(request, found, names)
    if request.method == "POST" and form.is_valid():
        made = split_now(request, form, found.id, names)
        if made:
            return redirect("office-subject", made)
    context = {"subject": found, "form": form}
    return render(request, "office/subjects/split.html", context, status=faulty(request))


def faulty(request: HttpRequest) -> int:
    """The status of a page that shows its form: for the first time, or again with what is wrong."""
    return 422 if request.method == "POST" else 200


def split_form(request: HttpRequest, found: Subject, names: Names) -> SplitForm:
    """Names are offered by their keyed index, so that a person's need not be written into the page."""
    form = SplitForm(request.POST or take_draft(request))
    rows = lines_of(archive.records(subject=found.id, limit=MOST_RECORDS).rows, owns=owner(request))
    form.fields["names"].choices = [(key, shown) for key, (shown, _) in names.items()]
    form.fields["identifiers"].choices = [(each.id, each.number) for each in found.identifiers]
    form.fields["records"].choices = [
        (row.record.id, f"{row.item_name} {row.document or row.title}（{row.record.decided_on}）")
        for row in rows
    ]
    return form


def names_by_key(found: Subject) -> Names:
    """Keyed index of a name → the name as it is shown, and the name. Whatever comes to be known between page and
    answer, it stays the same name's."""
    pairs = zip(found.names, subject_or_404(found.id, unmasked=True).names, strict=False)
    return {settings.KEYRING.index("name", name.name): (each.name, name.name) for each, name in pairs}


def split_now(request: HttpRequest, form: SplitForm, id: str, names: Names) -> str:
    """The new subject's id; empty, with the fault in the form, when it cannot be."""
    given = form.cleaned_data
    try:
        made: str = judgements.split_subject(
            id,
            identifiers=given["identifiers"],
            names=[names[key][1] for key in given["names"]],
            records=given["records"],
            new_id=lambda: subject_id(secrets.token_bytes(10)),
            by=request.principal.actor,
            at=timezone.now(),
            reason=given["reason"],
        )
    except Impossible as fault:
        form.add_error(None, str(fault))
        return ""
    messages.success(request, "已拆分出新主体；可在“判定记录”中撤销。")
    return made


@permit(Permission.RESOLVE_MATCH)
@require_POST
def undo(request: HttpRequest, judgement: int) -> HttpResponse:
    """Take a judgement back and go to the subject it was about."""
    taken = queries.judgement(judgement)
    if taken is None:
        raise Http404("没有这个判定。")
    require_reach(request, Permission.RESOLVE_MATCH, [taken.left, taken.right])
    form = ReasonForm(request.POST)
    reason = form.cleaned_data["reason"] if form.is_valid() else ""
    word = {"by": request.principal.actor, "at": timezone.now(), "reason": reason}
    try:
        judgements.undo_judgement(judgement, **word)
        messages.success(request, "已撤销，两边恢复到判定之前。")
    except Impossible as fault:
        refuse(request, str(fault))
    return redirect("office-subject", taken.left)
