"""What machines that follow the site read: Atom feeds, robots.txt and the site map."""

from collections.abc import Iterator
from datetime import datetime

from django.contrib.syndication.views import Feed
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed
from django.views.decorators.http import require_safe

from xinlu.portal.freshness import always_fresh
from xinlu.portal.publications import SECTIONS, Section
from xinlu.publicity import queries as publicity
from xinlu.publicity.contracts import Publication
from xinlu.ui.access import public

NEWEST = 50
PAGES = ("home", "permits", "penalties", "search", "quality", "about")
MAP_LIMIT = 49_000  # the protocol allows 50,000 addresses in a file


class Newest(Feed):
    """The newest publications of a section."""

    feed_type = Atom1Feed
    author_name = "信用交通·福建"

    def get_object(self, request: HttpRequest, slug: str) -> Section:
        return SECTIONS[slug]

    def title(self, section: Section) -> str:
        return f"信用交通·福建 最新{section.title}"

    def link(self, section: Section) -> str:
        return reverse(section.route)

    def subtitle(self, section: Section) -> str:
        return section.lead

    def items(self, section: Section) -> tuple[Publication, ...]:
        return publicity.latest(section.kind, limit=NEWEST, on=timezone.localdate())

    def item_title(self, row: Publication) -> str:
        return f"{row.subject_name}：{row.title}"

    def item_description(self, row: Publication) -> str:
        return f"{row.authority}于 {row.decided_on:%Y-%m-%d} 作出；类别：{row.category or '未分类'}。"

    def item_link(self, row: Publication) -> str:
        return reverse("portal-publication", args=[row.id])

    def item_pubdate(self, row: Publication) -> datetime | None:
        return row.published_at


@public
@require_safe
@always_fresh
def show_feed(request: HttpRequest, slug: str) -> HttpResponse:
    return Newest()(request, slug=slug)


@public
@require_safe
def show_robots(request: HttpRequest) -> HttpResponse:
    lines = (
        "User-agent: *",
        "Disallow: /office/",
        "Disallow: /api/",
        "Disallow: /ui/",
        "Disallow: /search/?",
        f"Sitemap: {request.build_absolute_uri(reverse('portal-sitemap'))}",
    )
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


@public
@require_safe
@always_fresh
def show_sitemap(request: HttpRequest) -> StreamingHttpResponse:
    return StreamingHttpResponse(sitemap_lines(request), content_type="application/xml; charset=utf-8")


def sitemap_lines(request: HttpRequest) -> Iterator[str]:
    """The site's pages, then the newest publications. Every address is made of letters and digits only."""
    yield '<?xml version="1.0" encoding="UTF-8"?>\n'
    yield '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n'
    for name in PAGES:
        yield f"<url><loc>{request.build_absolute_uri(reverse(f'portal-{name}'))}</loc></url>\n"
    for identifier in publicity.newest(limit=MAP_LIMIT, on=timezone.localdate()):
        address = request.build_absolute_uri(reverse("portal-publication", args=[identifier]))
        yield f"<url><loc>{address}</loc></url>\n"
    yield "</urlset>\n"
