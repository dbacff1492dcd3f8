"""One question of the matching queue, and a person's answer to it."""

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from xinlu.accounts.contracts import Permission
from xinlu.archive import actions
from xinlu.archive import queries as archive
from xinlu.flows import judgements
from xinlu.office.matching_queue import TITLES, next_address
from xinlu.office.subjects_form import KINDS, PurposeForm, ReasonForm
from xinlu.office.subjects_scope import reaches, require_reach, require_view
from xinlu.subjects import queries
from xinlu.subjects.contracts import Impossible, MatchCase, Subject, Verdict
from xinlu.ui.access import permit
from xinlu.ui.drafts import take_draft

TONES = {Verdict.UNSURE: "yellow", Verdict.DIFFERENT: "gray", Verdict.SAME: "green"}


class VerdictForm(ReasonForm):
    verdict = forms.ChoiceField(choices=[(verdict.value, verdict.value) for verdict in Verdict])


@permit(Permission.RESOLVE_MATCH)
@require_http_methods(["GET", "POST"])
def show_case(request: HttpRequest, case: int) -> HttpResponse:
    """GET: both sides and what speaks for one; POST: the answer, then the next question."""
    found = case_or_404(case)
    require_view(request, found.left, found.right)
    form = VerdictForm(request.POST or take_draft(request))
    if request.method == "POST":
        require_reach(request, Permission.RESOLVE_MATCH, [found.left.id, found.right.id])
        if form.is_valid() and answer(request, form, case):
            return redirect(next_address(request))
    status = 422 if request.method == "POST" else 200
    context = pair_of(request, found) | {"form": form}
    return render(request, "office/matching/case.html", context, status=status)


@permit(Permission.UNMASK)
@require_POST
def show_case_whole(request: HttpRequest, case: int) -> HttpResponse:
    """Both sides with personal values, once, accounted for on each."""
    found = case_or_404(case)
    both = [found.left.id, found.right.id]
    require_reach(request, Permission.UNMASK, both)
    form = PurposeForm(request.POST)
    context = pair_of(request, found) | {"form": VerdictForm(), "purpose": form}
    if not form.is_valid():
        return render(request, "office/matching/case.html", context, status=422)
    by, at = request.principal.actor, timezone.now()
    for id in both:
        actions.subject_unmasked(id, by=by, at=at, purpose=form.cleaned_data["purpose"])
    whole = pair_of(request, case_or_404(case, unmasked=True))
    return render(request, "office/matching/case.html", whole | {"form": VerdictForm(), "whole": True})


def case_or_404(id: int, *, unmasked: bool = False) -> MatchCase:
    found = queries.case(id, unmasked=unmasked)
    if found is None:
        raise Http404(f"没有第 {id} 项待判定事项；请从匹配队列打开。")
    return found


def pair_of(request: HttpRequest, case: MatchCase) -> dict:
    both = [case.left.id, case.right.id]
    return {
        "case": case,
        "sides": [side_of(case.left), side_of(case.right)],
        "purpose": PurposeForm(take_draft(request, reverse("office-match-case-whole", args=[case.id]))),
        "title": TITLES[case.verdict or ""],
        "tone": TONES.get(case.verdict, "blue"),
        "may_judge": reaches(request, Permission.RESOLVE_MATCH, both),
        "may_unmask": reaches(request, Permission.UNMASK, both),
        "settled": case.verdict == Verdict.SAME or case.left.merged_into or case.right.merged_into,
    }


def side_of(subject: Subject) -> dict:
    return {"subject": subject, "kind": KINDS[subject.kind], "sections": archive.sections(subject.id)}


def answer(request: HttpRequest, form: VerdictForm, case: int) -> bool:
    verdict = Verdict(form.cleaned_data["verdict"])
    word = {"by": request.principal.actor, "at": timezone.now(), "reason": form.cleaned_data["reason"]}
    try:
        judgements.judge_case(case, verdict, **word)
    except Impossible as fault:
        form.add_error(None, str(fault))
        return False
    messages.success(request, f"已{TITLES[verdict]}；可在主体档案的“判定记录”中撤销。")
    return True
