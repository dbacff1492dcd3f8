"""What anyone may read: the catalogue and the published records."""

from dataclasses import asdict
from datetime import date
from typing import Annotated, Any

from django.http import HttpResponse, JsonResponse
from django.utils import timezone
from django.views.decorators.cache import cache_control
from django.views.decorators.http import conditional_page
from ninja import Query, Router
from ninja.decorators import decorate_view

from xinlu.catalog import queries as catalog
from xinlu.openapi.access import open_to_all
from xinlu.openapi.paging import bad_cursor, cursor_of, place_of
from xinlu.openapi.schemas import ItemLine, ItemShape, PublicationPage, PublicationShape
from xinlu.publicity import queries as publicity
from xinlu.publicity.contracts import Filter, Publication

router = Router(tags=["公开数据"], auth=None)
# May be kept, but must be asked for again each time: what is withdrawn is gone with the next request.
fresh = decorate_view(conditional_page, cache_control(public=True, no_cache=True))


@router.get("/catalogue", response=list[ItemLine], summary="目录")
@fresh
@open_to_all
def list_items(request):
    return catalog.items()


@router.get("/catalogue/{item}", response=ItemShape, summary="一个目录项的字段")
@fresh
@open_to_all
def show_item(request, item: str):
    return asdict(catalog.item(item))


@router.get("/publications", response=PublicationPage, summary="公示中的记录")
@fresh
@open_to_all
def list_publications(
    request,
    kind: Annotated[str, Query(description="permit 行政许可，penalty 行政处罚")] = "",
    item: Annotated[str, Query(description="目录项标识")] = "",
    region: Annotated[str, Query(description="区划代码；设区市含其县")] = "",
    authority: Annotated[str, Query(description="决定机关名称")] = "",
    category: Annotated[str, Query(description="许可或处罚的类别")] = "",
    subject: Annotated[str, Query(description="主体编号，见 /subjects")] = "",
    text: Annotated[str, Query(description="名称的一部分、代码，文号的开头或序号")] = "",
    since: Annotated[date | None, Query(description="决定日期自")] = None,
    until: Annotated[date | None, Query(description="决定日期至")] = None,
    cursor: Annotated[str, Query(description="上一页返回的 next")] = "",
    limit: Annotated[int, Query(ge=1, le=1000, description="每页条数")] = 100,
):
    """按决定日期从新到旧，只含公开公示的字段；撤回、期满的记录不在其中。翻页没有上限。"""
    wanted = Filter(kind, item, region, "", subject, authority, category, text, since, until)
    rows = publicity.following(wanted, last=last_of(cursor), on=timezone.localdate(), size=limit + 1)
    shown = rows[:limit]
    following = cursor_of(shown[-1].decided_on, shown[-1].id) if len(rows) > limit else None
    return written({"items": [publication_shape(row) for row in shown], "next": following})


@router.get("/publications/{publication}", response=PublicationShape, summary="一条公示记录")
@fresh
@open_to_all
def show_publication(request, publication: str):
    found = publicity.publication(publication, on=timezone.localdate())
    if found is None:
        raise LookupError("没有这条公示记录，或者它已撤下。")
    return written(publication_shape(found))


def last_of(cursor: str) -> tuple[date, int] | None:
    """The last publication that the caller has, as (decision date, id). Raises HttpError."""
    if not cursor:
        return None
    try:
        day, identifier = place_of(cursor)
        return date.fromisoformat(day), int(identifier)
    except ValueError as error:
        raise bad_cursor() from error


def publication_shape(row: Publication) -> dict[str, Any]:
    """As PublicationShape has it."""
    told = {name: getattr(row, name) for name in SAME}
    return told | {
        "document_no": row.title,
        "fields": {field.identifier: field.value for field in row.fields},
    }


SAME = [name for name in PublicationShape.model_fields if name not in ("document_no", "fields")]


def written(body: dict[str, Any]) -> HttpResponse:
    """A body that is made as its schema has it, without checking each value again: that took half of the time."""
    return JsonResponse(body, json_dumps_params={"ensure_ascii": False})
