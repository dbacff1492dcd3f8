"""双公示: the lists of permits and penalties; and the page of any one public record."""

from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from xinlu.catalog import queries as catalog
from xinlu.catalog.contracts import FieldRole, Item
from xinlu.kernel.text import number_in
from xinlu.portal.freshness import always_fresh
from xinlu.portal.order import in_reading_order
from xinlu.portal.sieve import Sieve, read_chips
from xinlu.publicity import queries as publicity
from xinlu.publicity.contracts import Filter, Publication
from xinlu.ui.access import public

SOURCE = "数据来源单位"  # so named by every item of the catalogue


@dataclass(frozen=True)
class Section:
    """One half of 双公示. slug: how addresses call it."""

    slug: str
    kind: str
    title: str
    lead: str
    symbol: str
    route: str


SECTIONS = {
    "permits": Section(
        slug="permits",
        kind="permit",
        title="行政许可",
        lead="全省交通运输主管部门作出的准予行政许可决定，自作出之日起七个工作日内公示。",
        symbol="file-check",
        route="portal-permits",
    ),
    "penalties": Section(
        slug="penalties",
        kind="penalty",
        title="行政处罚",
        lead="全省交通运输主管部门作出的行政处罚决定，自作出之日起七个工作日内公示，公示期满自动撤下。",
        symbol="gavel",
        route="portal-penalties",
    ),
}


@public
@require_safe
@always_fresh
def list_publications(request: HttpRequest, slug: str) -> HttpResponse:
    section = SECTIONS[slug]
    sieve = read_sieve(request, section.kind)
    wanted = sieve.to_filter(section.kind)
    page = publicity.publications(wanted, on=timezone.localdate(), page=page_number(request))
    context = {
        "slug": slug,
        "title": section.title,
        "lead": section.lead,
        "form": sieve,
        "page": page,
        "chips": read_chips(sieve, request.GET),
    }
    template = "portal/publications_list.html" if request.htmx else "portal/publications.html"
    return render(request, template, context)


def read_sieve(request: HttpRequest, kind: str) -> Sieve:
    today = timezone.localdate()
    return Sieve(
        request.GET,
        categories=publicity.categories(kind, on=today),
        authorities=publicity.authorities(kind, on=today),
        today=today,
    )


def read_filter(request: HttpRequest, kind: str) -> Filter:
    return read_sieve(request, kind).to_filter(kind)


def page_number(request: HttpRequest) -> int:
    return number_in(request.GET.get("page", "")) or 1


@public
@require_safe
@always_fresh
def show_publication(request: HttpRequest, publication_id: str) -> HttpResponse:
    row = publicity.publication(publication_id, on=timezone.localdate())
    if row is None:
        raise Http404
    section = section_of(row.kind)
    context = {
        "row": row,
        "section": section,
        "symbol": section.symbol if section else "file-text",
        "decided": "作出决定" if section else decision_day_name(catalog.item(row.item, region=row.region)),
        "authority": authority_of(row),
        "facts": in_reading_order(row.fields),
        "grounds": publicity.grounds(row.id),
    }
    return render(request, "portal/publication.html", context)


def section_of(kind: str) -> Section | None:
    """None for records outside 双公示: they have no list of their own."""
    return next((section for section in SECTIONS.values() if section.kind == kind), None)


def decision_day_name(item: Item) -> str:
    """How an item calls the day that others call 决定日期, such as 检查日期."""
    return next((field.name for field in item.fields if field.role == FieldRole.DECIDED_ON), "决定日期")


def authority_of(row: Publication) -> str:
    """Who answers for a record: the authority that decided, else who supplied the data; "" when neither is told."""
    supplied = (field.value for field in row.fields if field.name == SOURCE)
    return row.authority or next(supplied, "")
