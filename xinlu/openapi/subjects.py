"""Legal subjects, for anyone: found by name, code or initials; the public archive of one. Persons have neither."""

import re
from typing import Annotated, Any

from django.utils import timezone
from ninja import Query, Router
from ninja.errors import HttpError

from xinlu.kernel.codes import judge
from xinlu.openapi.access import open_to_all
from xinlu.openapi.open_data import fresh, publication_shape, written
from xinlu.openapi.paging import bad_cursor, cursor_of, place_of
from xinlu.openapi.schemas import SubjectPage, SubjectShape
from xinlu.publicity import queries as publicity
from xinlu.publicity.contracts import Filter
from xinlu.subjects import queries as subjects
from xinlu.subjects.contracts import BEGINNING, Kind, Place, Scheme, Subject

router = Router(tags=["公开数据"], auth=None)
SHOWN = 100  # newest records beside a subject; all of them are paged under /publications
PERSONAL = "不提供按个人证件号码查询：自然人信用信息依法不公开。"
SHORT = "q 至少写两个字：名称或其中的几个字、统一社会信用代码或其开头、拼音首字母。"


@router.get("/subjects", response=SubjectPage, summary="查找主体")
@fresh
@open_to_all
def find_subjects(
    request,
    q: Annotated[
        str,
        Query(max_length=100, description="名称或其中的几个字、统一社会信用代码或其开头、名称的拼音首字母"),
    ],
    cursor: Annotated[str, Query(description="上一页返回的 next")] = "",
    limit: Annotated[int, Query(ge=1, le=1000, description="每页条数")] = 20,
):
    """企业、组织和个体工商户；最接近的在前。名称不写地区、地区写在别处或加括号、繁体、全角都能找到。

    不提供自然人查询。翻页没有上限；命中很多时，只有最接近的 100 个按远近排列。
    """
    refuse_personal(q)
    if subjects.is_short(q):
        raise HttpError(422, SHORT)
    found, following = subjects.find(q, place_in(cursor), limit=limit)
    after = following and cursor_of(following.ranked, following.table, following.key)
    return written({"items": [each._asdict() for each in found], "next": after})


@router.get("/subjects/{subject}", response=SubjectShape, summary="一个主体的公开信用档案")
@fresh
@open_to_all
def show_subject(request, subject: str):
    """按统一社会信用代码或主体编号。records 是最近的公开记录；其余的用 next 作 cursor、id 作 subject 调用 /publications。"""
    refuse_personal(subject)
    found = subjects.find_by_number(Scheme.USCC, subject) or subjects.subject(subject)
    if found is None or found.kind == Kind.PERSON:
        raise LookupError("没有这个主体，请核对统一社会信用代码或主体编号。")
    return written(archive_shape(found))


def archive_shape(subject: Subject) -> dict[str, Any]:
    today, wanted = timezone.localdate(), Filter(subject=subject.id)
    rows = publicity.following(wanted, last=None, on=today, size=SHOWN + 1)
    shown, numbers = rows[:SHOWN], public_numbers(subject)
    return {
        "id": subject.id,
        "kind": subject.kind,
        "name": subject.name,
        "region": subject.region,
        "code": next((code for scheme, code in numbers if scheme == Scheme.USCC), ""),
        "former": [dated.name for dated in subject.names if dated.name != subject.name],
        "numbers": [{"scheme": scheme, "number": number} for scheme, number in numbers],
        "counts": publicity.items_of_subject(subject.id, on=today),
        "records": [publication_shape(row) for row in shown],
        "next": cursor_of(shown[-1].decided_on, shown[-1].id) if len(rows) > SHOWN else None,
    }


def public_numbers(subject: Subject) -> list[tuple[Scheme, str]]:
    """Those that are not, and could not be, a person's: such are masked or judged so."""
    return [
        (each.scheme, each.number)
        for each in subject.identifiers
        if "*" not in each.number and not judge(each.number).personal
    ]


def refuse_personal(text: str) -> None:
    """Raises HttpError. The number itself is not repeated."""
    if judge(text).personal:
        raise HttpError(422, PERSONAL)


def place_in(cursor: str) -> Place:
    """Raises HttpError."""
    if not cursor:
        return BEGINNING
    try:
        ranked, table, key = place_of(cursor)
        place = Place(int(ranked), int(table), key)
    except ValueError as error:
        raise bad_cursor() from error
    if place.table == 0 and not re.fullmatch("[0-9]{0,18}", key):  # among names, which are numbered
        raise bad_cursor()
    return place
