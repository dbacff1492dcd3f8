"""信用信息目录: what is collected, from whom, how often, and who may see it."""

from dataclasses import dataclass
from itertools import groupby

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from xinlu.catalog import queries
from xinlu.catalog.contracts import Change, Item, UnknownItem, Version
from xinlu.kernel import regions
from xinlu.kernel.text import fold_name, number_in
from xinlu.portal.freshness import fresh_by_content
from xinlu.ui.access import public

TITLES = {
    "基本": "基本信息",
    "行政管理": "行政管理信息",
    "良好": "良好行为与荣誉",
    "不良": "不良行为信息",
    "名单": "名单信息",
    "评价": "信用评价信息",
    "承诺": "信用承诺信息",
    "其他": "其他信息",
}
TONES = {"public": "green", "authorised": "yellow", "shared": "gray"}


@dataclass(frozen=True)
class Row:
    """One line of the list. found: names of the fields that the search met."""

    item: Item
    facts: dict[str, str]
    tone: str
    found: tuple[str, ...] = ()


@dataclass(frozen=True)
class Step:
    """One version in an item's history, with what it changed."""

    version: Version
    changes: list[tuple[str, Change]]


@public
@require_safe
@fresh_by_content
def list_items(request: HttpRequest) -> HttpResponse:
    """?q= keeps items whose name, or the name of a field, contains it."""
    text = request.GET.get("q", "").strip()[:50]
    items = queries.items()
    rows = [row for item in items if (row := meet(item, fold_name(text)))]
    in_order = sorted(rows, key=lambda row: list(TITLES).index(row.item.nature))
    context = {
        "text": text,
        "groups": [
            (TITLES[nature], list(group)) for nature, group in groupby(in_order, lambda row: row.item.nature)
        ],
        "count": len(items),
        "fields": sum(len(item.fields) for item in items),
        "open": sum(item.disclosure == "public" for item in items),
        "due": sum(bool(item.publicity) for item in items),
    }
    return render(request, "portal/catalog/list.html", context)


def meet(item: Item, wanted: str) -> Row | None:
    """The item's line, when its name or a field's header contains what is wanted."""
    found = tuple(field.name for field in item.fields if any(wanted in header for header in field.headers))
    if wanted and not found and wanted not in fold_name(item.name + item.code):
        return None
    row_found = found if wanted else ()
    return Row(item, dict(queries.tell_elements(item)), TONES[item.disclosure], row_found)


@public
@require_safe
@fresh_by_content
def show_item(request: HttpRequest, identifier: str) -> HttpResponse:
    """?region= a city's own version; ?version= an earlier one."""
    item = find_item(request, identifier)
    base = queries.item(identifier)
    own = [field.identifier for field in queries.own_fields(item, base)] if item.region else []
    history = tell_history(identifier, item.region or "")
    context = {
        "item": item,
        "is_current": not history or history[0].version.number == item.version,
        "region": item.region,
        "cities": cities_with_fields(identifier),
        "elements": queries.tell_elements(item),
        "fields": [(told, TONES[told.field.disclosure]) for told in queries.tell_fields(item, own)],
        "unverified": any(not field.verified for field in item.fields),
        "code_lists": queries.tell_codes(item),
        "history": history,
    }
    return render(request, "portal/catalog/item.html", context)


def find_item(request: HttpRequest, identifier: str) -> Item:
    """The item that the address asks for; 404 when there is none."""
    region, version = request.GET.get("region", ""), request.GET.get("version", "")
    if region not in ("", regions.PROVINCE) and not queries.city_with_fields(region):
        raise Http404("没有这个地区。")
    try:
        if version:
            return queries.version_item(identifier, number_in(version) or 0)
        return queries.item(identifier, region=region or None)
    except UnknownItem as unknown:
        raise Http404(str(unknown)) from None


def cities_with_fields(identifier: str) -> list[tuple[str, str]]:
    """Code and name of the cities that added fields of their own."""
    codes = {version.region for version in queries.versions(identifier) if version.region}
    return [(code, regions.name_of(code)) for code in sorted(codes)]


def tell_history(identifier: str, region: str) -> list[Step]:
    """Newest first; each step against the one before it."""
    versions = queries.versions(identifier, region=region)
    items = [queries.version_item(identifier, version.number or 0) for version in versions]
    changes = [queries.tell_changes(old, new) for new, old in zip(items, items[1:], strict=False)]
    return [Step(version, told) for version, told in zip(versions, [*changes, []], strict=True)]
