"""双公示: the lists of permits and penalties, and one decision's page."""

from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from xinlu.portal.freshness import always_fresh
from xinlu.portal.order import in_reading_order
from xinlu.portal.sieve import Sieve, read_chips
from xinlu.publicity import queries as publicity
from xinlu.publicity.contracts import Filter, Light
from xinlu.ui.access import public


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
    text = request.GET.get("page", "1")
    return max(1, int(text)) if text.isdecimal() and len(text) < 9 else 1


@public
@require_safe
@always_fresh
def show_publication(request: HttpRequest, publication_id: str) -> HttpResponse:
    row = publicity.publication(publication_id, on=timezone.localdate())
    if row is None:
        raise Http404
    section = next(
        (section for section in SECTIONS.values() if section.kind == row.kind), SECTIONS["permits"]
    )
    context = {
        "row": row,
        "facts": in_reading_order(row.fields),
        "grounds": publicity.grounds(row.id),
        "late": row.light == Light.RED,
        "symbol": section.symbol,
        "section": section.route,
    }
    return render(request, "portal/publication.html", context)
