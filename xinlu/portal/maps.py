"""The map of Fujian: a file that the operator may lay beside the data, else the hexagons."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.http import FileResponse, Http404, HttpRequest
from django.templatetags.static import static
from django.urls import reverse
from django.views.decorators.http import require_safe

from xinlu.portal.cartogram import HEXAGON, VIEW, Tile
from xinlu.ui.access import public


def map_file() -> Path:
    """GeoJSON whose features carry `adcode` or `code` (350100 …) in their properties."""
    return settings.HOME / "map" / "fujian.geojson"


@public
@require_safe
def send_map(request: HttpRequest) -> FileResponse:
    if not map_file().is_file():
        raise Http404
    response = FileResponse(map_file().open("rb"), content_type="application/geo+json")
    response["Cache-Control"] = "no-cache"
    return response


def map_context(tiles: tuple[Tile, ...]) -> dict[str, Any]:
    """What portal/cartogram.html draws."""
    return {
        "tiles": tiles,
        "view": VIEW,
        "hexagon": HEXAGON,
        "map_url": reverse("portal-map") if map_file().is_file() else "",
        "engine_url": static("vendor/echarts.min.js"),
    }
