"""操作留痕: who did what, when, to what; and whether the account is whole."""

from dataclasses import replace

from django import forms
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.utils import timezone

from xinlu.accounts.contracts import Permission
from xinlu.events import queries
from xinlu.events.contracts import Event, Filter, known_acts, title_of
from xinlu.office.scope import organisations_within, page_number
from xinlu.ui.access import permit
from xinlu.ui.csv_response import csv_response

HEADER = (
    "序号",
    "时间",
    "操作",
    "操作人",
    "操作人机构",
    "对象类别",
    "对象编号",
    "对象机构",
    "摘要",
    "摘要值",
)


class ActFilter(forms.Form):
    text = forms.CharField(label="摘要或对象编号", required=False, max_length=100)
    actor = forms.CharField(label="操作人", required=False, max_length=64)
    act = forms.ChoiceField(label="操作", required=False)
    organisation = forms.CharField(label="机构代码", required=False, max_length=32)
    since = forms.DateField(label="从", required=False, widget=forms.DateInput(attrs={"type": "date"}))
    until = forms.DateField(label="到", required=False, widget=forms.DateInput(attrs={"type": "date"}))
    target_kind = forms.CharField(required=False, widget=forms.HiddenInput)
    target_id = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        acts = sorted(known_acts().items(), key=lambda act: act[1])
        self.fields["act"].choices = [("", "全部"), *acts]


@permit(Permission.VIEW_ACTS)
def list_acts(request: HttpRequest) -> HttpResponse:
    form, wanted = read_filter(request)
    page = queries.list_events(wanted, page=page_number(request))
    context = {
        "form": form,
        "page": page,
        "rows": [(event, title_of(event.act)) for event in page.rows],
        "state": queries.chain_state(),
        "query": request.GET.urlencode(),
    }
    if "verify" in request.GET:
        context |= {"verified": True, "breaks": queries.verify_chain(settings.SIGNER.public_key())}
    return render(request, "office/acts/list.html", context)


def read_filter(request: HttpRequest) -> tuple[ActFilter, Filter]:
    """What the address asks for, cut to the organisations that the principal may audit."""
    form = ActFilter(request.GET)
    form.is_valid()
    given = {name: value for name, value in form.cleaned_data.items() if value}
    return form, replace(Filter(**given), organisations=organisations_within(request, Permission.VIEW_ACTS))


@permit(Permission.VIEW_ACTS)
def show_act(request: HttpRequest, sequence: int) -> HttpResponse:
    event = queries.event(sequence)
    if event is None:
        raise Http404("没有这条操作记录。")
    within = organisations_within(request, Permission.VIEW_ACTS)
    if within is not None and not within & {event.target.organisation, event.actor.organisation}:
        raise Http404("没有这条操作记录。")
    return render(request, "office/acts/show.html", {"event": event, "title": title_of(event.act)})


@permit(Permission.VIEW_ACTS)
def export_acts(request: HttpRequest) -> StreamingHttpResponse:
    """All that the filter finds, streamed."""
    _, wanted = read_filter(request)
    rows = (cells(event) for event in queries.iterate_events(wanted))
    return csv_response(f"acts-{timezone.localdate():%Y%m%d}.csv", HEADER, rows)


def cells(event: Event) -> tuple:
    at = timezone.localtime(event.at).isoformat(sep=" ", timespec="seconds")
    actor, target = event.actor, event.target
    return (
        *(event.sequence, at, title_of(event.act), actor.name, actor.organisation),
        *(target.kind, target.id, target.organisation, event.summary, event.digest),
    )
