"""操作留痕: who did what, when, to what; and whether the account is whole."""

from collections.abc import Iterator
from dataclasses import replace

from django import forms
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.utils import timezone

from xinlu.accounts.contracts import Permission
from xinlu.events import queries
from xinlu.events.contracts import Event, Filter, Order, known_acts, title_of
from xinlu.office.acts_facts import facts_of, gist
from xinlu.office.acts_things import Thing, thing_reader
from xinlu.office.acts_words import KINDS
from xinlu.office.exporting import export
from xinlu.office.scope import chosen, organisation_choices, organisations_within, page_number
from xinlu.office.templatetags.office import organisation_name
from xinlu.ui.access import permit
from xinlu.ui.days import DayField

HEADER = (
    ("序号", "时间", "操作", "操作人", "操作人机构", "对象类别", "对象编号", "对象机构", "摘要", "详情", "摘要值")
)  # fmt: skip


class ActFilter(forms.Form):
    text = forms.CharField(label="摘要或对象编号", required=False, max_length=100)
    actor = forms.CharField(label="操作人", required=False, max_length=64)
    act = forms.ChoiceField(label="操作", required=False)
    # Any code may be asked for: organisations that have ended are not offered, but their acts stay.
    organisation = forms.CharField(label="机构", required=False, max_length=32, widget=forms.Select)
    since = DayField(label="从", required=False)
    until = DayField(label="到", required=False)
    target_kind = forms.CharField(required=False, widget=forms.HiddenInput)
    target_id = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, request: HttpRequest) -> None:
        super().__init__(request.GET)
        acts = sorted(known_acts().items(), key=lambda act: act[1])
        self.fields["act"].choices = [("", "全部"), *acts]
        units = organisation_choices(request, Permission.VIEW_ACTS)
        self.fields["organisation"].widget.choices = [("", "全部"), *units]


@permit(Permission.VIEW_ACTS)
def list_acts(request: HttpRequest) -> HttpResponse:
    """POST checks the whole account besides, which takes long: no link does it, nor going from page to page."""
    form, wanted = read_filter(request)
    page, thing_of = queries.list_events(wanted, page=page_number(request)), thing_reader(request)
    context = {
        "form": form,
        "page": page,
        "rows": [(event, title_of(event.act), thing_of(event.target), gist(event)) for event in page.rows],
        "state": queries.chain_state(),
        "order": wanted.order,
        "only": only(request, wanted) if page.total else None,  # whatever has no act here is not named
    }
    if request.method == "POST":
        context |= {"verified": True, "breaks": queries.verify_chain(settings.SIGNER.public_key())}
    return render(request, "office/acts/list.html", context)


def read_filter(request: HttpRequest) -> tuple[ActFilter, Filter]:
    """What the address asks for, cut to the organisations that the principal may audit."""
    form = ActFilter(request)
    form.is_valid()
    given = {name: value for name, value in form.cleaned_data.items() if value}
    within = organisations_within(request, Permission.VIEW_ACTS)
    order = chosen(Order, request.GET.get("order"))
    return form, replace(Filter(**given), organisations=within, order=order)


def only(request: HttpRequest, wanted: Filter) -> Thing | None:
    """The one thing whose acts are listed, if the address asks for one."""
    if wanted.target_kind not in KINDS:
        return None
    return thing_reader(request)(wanted.target)


@permit(Permission.VIEW_ACTS)
def show_act(request: HttpRequest, sequence: int) -> HttpResponse:
    event = queries.event(sequence)
    if event is None or not concerns(request, event):
        raise Http404("没有这条操作记录，或它不在您的审计范围内；请从操作留痕的列表打开。")
    context = {
        "event": event,
        "title": title_of(event.act),
        "thing": thing_reader(request)(event.target),
        "facts": list(facts_of(event)),
    }
    return render(request, "office/acts/show.html", context)


def concerns(request: HttpRequest, event: Event) -> bool:
    within = organisations_within(request, Permission.VIEW_ACTS)
    return within is None or bool(within & {event.target.organisation, event.actor.organisation})


@permit(Permission.VIEW_ACTS)
def export_acts(request: HttpRequest) -> StreamingHttpResponse:
    """All that the filter finds."""
    _, wanted = read_filter(request)
    total = queries.list_events(wanted, size=1).total
    return export(request, "acts", HEADER, map(cells, queries.iterate_events(wanted)), total=total)


def cells(event: Event) -> tuple[object, ...]:
    at = timezone.localtime(event.at).isoformat(sep=" ", timespec="seconds")
    actor, target = event.actor, event.target
    return (
        *(event.sequence, at, title_of(event.act), actor.name, organisation_name(actor.organisation)),
        *(KINDS.get(target.kind, target.kind), target.id, organisation_name(target.organisation)),
        *(event.summary, "；".join(told(event)), event.digest),
    )


def told(event: Event) -> Iterator[str]:
    return (f"{fact.name}：{fact.value}" for fact in facts_of(event))
