"""信用信息目录 in the office: what is in force, what is being revised, and what a revision changes."""

from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from xinlu.accounts.contracts import Permission
from xinlu.catalog import queries
from xinlu.catalog.contracts import Item, UnknownItem, Version
from xinlu.kernel import regions
from xinlu.office.catalog_forms import PublishForm
from xinlu.ui.access import permit
from xinlu.ui.drafts import take_draft

TONES = {"public": "green", "authorised": "yellow", "shared": "gray"}


@dataclass(frozen=True)
class Row:
    """One item of the list. own: how many fields the city added; draft: who is revising it since when."""

    item: Item
    disclosure: str
    tone: str
    own: int
    draft: Version | None


@permit(Permission.EDIT_CATALOGUE)
@require_safe
def list_items(request: HttpRequest) -> HttpResponse:
    region = read_region(request)
    drafts = {draft.item: draft for draft in queries.drafts() if draft.region == region}
    base = {item.identifier: item for item in queries.items()}
    rows = [
        Row(
            item,
            queries.DISCLOSURES[item.disclosure],
            TONES[item.disclosure],
            len(queries.own_fields(item, base[item.identifier])),
            drafts.get(item.identifier),
        )
        for item in queries.items(region=region or None)
    ]
    context = {"rows": rows, "region": region, "regions": editable_regions(request)}
    return render(request, "office/catalog/list.html", context)


@permit(Permission.EDIT_CATALOGUE)
@require_safe
def show_item(request: HttpRequest, identifier: str) -> HttpResponse:
    """The draft when there is one, else the version in force."""
    region = read_region(request)
    current = find_current(identifier, region)
    version, item = queries.draft(identifier, region=region) or (None, current)
    base = queries.item(identifier)
    own = {field.identifier for field in queries.own_fields(item, base)} if region else ()
    context = {
        "item": item,
        "draft": version,
        "region": region,
        "elements": queries.tell_elements(item),
        "fields": [(told, TONES[told.field.disclosure]) for told in queries.tell_fields(item, own)],
        "changes": queries.tell_changes(current, item) if version else [],
        "versions": queries.versions(identifier, region=region),
        "may_publish": may_publish(request, region),
    }
    return render(request, "office/catalog/item.html", context)


@permit(Permission.EDIT_CATALOGUE)
@require_safe
def show_difference(request: HttpRequest, identifier: str) -> HttpResponse:
    """What the draft changes, and the form that publishes it."""
    address = reverse("office-catalog-publish", args=[identifier])
    kept = take_draft(request, f"{address}?region={read_region(request)}")
    return render_difference(request, identifier, PublishForm(kept))


def render_difference(
    request: HttpRequest, identifier: str, form: PublishForm, status: int = 200
) -> HttpResponse:
    region = read_region(request)
    current = find_current(identifier, region)
    found = queries.draft(identifier, region=region)
    if found is None:
        raise Http404("没有正在编辑的草稿。")
    context = {
        "item": found[1],
        "draft": found[0],
        "current": current,
        "region": region,
        "changes": queries.tell_changes(current, found[1]),
        "form": form,
        "may_publish": may_publish(request, region),
    }
    return render(request, "office/catalog/difference.html", context, status=status)


def find_current(identifier: str, region: str) -> Item:
    try:
        return queries.item(identifier, region=region or None)
    except UnknownItem as unknown:
        raise Http404(str(unknown)) from None


def read_region(request: HttpRequest) -> str:
    """?region= as far as the principal may edit there; "" is the provincial base. Raises Denied.

    Someone who may not edit the base lands in the first city where they may.
    """
    asked = request.GET.get("region")
    if asked is None:
        asked = next((code for code, _ in editable_regions(request)), "")
    if asked and asked not in regions.CITIES:
        raise Http404("没有这个地区。")
    request.principal.require(Permission.EDIT_CATALOGUE, asked or regions.PROVINCE)
    return asked


def editable_regions(request: HttpRequest) -> list[tuple[str, str]]:
    """Where the principal may edit: the base ("") and cities, with their names."""
    choices = [("", "省级基础目录"), *((code, regions.name_of(code)) for code in regions.CITIES)]
    may = request.principal.may
    return [
        (code, name) for code, name in choices if may(Permission.EDIT_CATALOGUE, code or regions.PROVINCE)
    ]


def may_publish(request: HttpRequest, region: str) -> bool:
    return request.principal.may(Permission.PUBLISH_CATALOGUE, region or regions.PROVINCE)
