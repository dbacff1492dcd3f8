"""What anyone may read: the catalogue and the published records."""

from dataclasses import fields
from datetime import date

from django.utils import timezone
from ninja import Query, Router

from xinlu.catalog import queries as catalog
from xinlu.openapi.access import open_to_all
from xinlu.openapi.paging import cursor_of, offset_of
from xinlu.openapi.schemas import ItemShape, PublicationPage, PublicationShape
from xinlu.publicity import queries as publicity
from xinlu.publicity.contracts import Filter, Publication

router = Router(tags=["公开数据"], auth=None)


@router.get("/catalogue", response=list[ItemShape], summary="目录")
@open_to_all
def list_items(request):
    return [
        {"identifier": item.identifier, "name": item.name, "version": item.version,
         "fields": len(item.fields), "publicity": item.publicity}
        for item in catalog.items()
    ]  # fmt: skip


@router.get("/publications", response=PublicationPage, summary="公示中的记录")
@open_to_all
def list_publications(
    request,
    kind: str = "",
    region: str = "",
    authority: str = "",
    category: str = "",
    text: str = "",
    since: date | None = None,
    until: date | None = None,
    cursor: str = "",
    limit: int = Query(100, ge=1, le=1000),
):
    """只含公开公示的字段；撤回、期满的记录不在其中。"""
    wanted = Filter(
        kind=kind, region=region, authority=authority, category=category, text=text, since=since, until=until
    )
    page = offset_of(cursor) // limit + 1
    found = publicity.publications(wanted, page=page, size=limit, on=timezone.localdate())
    following = cursor_of(page * limit) if page < found.pages else None
    return {"items": [publication_shape(row) for row in found.rows], "total": found.total, "next": following}


@router.get("/publications/{publication}", response=PublicationShape, summary="一条公示记录")
@open_to_all
def show_publication(request, publication: str):
    found = publicity.publication(publication, on=timezone.localdate())
    if found is None:
        raise LookupError("没有这条公示记录，或者它已撤下。")
    return publication_shape(found)


def publication_shape(row: Publication) -> dict:
    names = {field.name for field in fields(row)} & set(PublicationShape.model_fields)
    shape = {name: getattr(row, name) for name in names - {"fields"}}
    for name in ("decided_on", "submitted_at", "published_at", "due_on", "ends_on"):
        shape[name] = shape[name].isoformat() if shape[name] else None
    shape["document_no"] = row.title
    shape["fields"] = {field.identifier: field.value for field in row.fields}
    return shape
