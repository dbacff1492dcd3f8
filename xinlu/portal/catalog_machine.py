"""The catalogue for machines: Data Package, Table Schema and DCAT."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, JsonResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from xinlu.catalog import queries
from xinlu.portal.catalog import find_item
from xinlu.portal.freshness import fresh_by_content
from xinlu.ui.access import public

PUBLISHER = "福建省交通运输厅"


@public
@require_safe
@fresh_by_content
def send_package(request: HttpRequest) -> JsonResponse:
    return send(queries.data_package(queries.items(), site=site()))


@public
@require_safe
@fresh_by_content
def send_dcat(request: HttpRequest) -> JsonResponse:
    items = queries.items()
    published = {item.identifier: published_on(item.identifier) for item in items}
    catalogue = queries.dcat_catalogue(items, site=site(), publisher=PUBLISHER, published=published)
    return send(catalogue, "application/ld+json")


@public
@require_safe
@fresh_by_content
def send_schema(request: HttpRequest, identifier: str) -> JsonResponse:
    """The Table Schema of one item, also of an earlier version or of a city."""
    return send(queries.table_schema(find_item(request, identifier)))


def send(content: dict[str, Any], kind: str = "application/json") -> JsonResponse:
    """Open to scripts of other sites, as published data should be."""
    response = JsonResponse(content, json_dumps_params={"ensure_ascii": False, "indent": 1})
    response["Content-Type"] = f"{kind}; charset=utf-8"
    response["Access-Control-Allow-Origin"] = "*"
    return response


def published_on(identifier: str) -> Any:
    """Day on which the base version in force was published."""
    return timezone.localdate(queries.versions(identifier, region="")[0].published_at)


def site() -> str:
    return settings.SITE_URL.rstrip("/")
