"""Whose archives a principal has to do with: subjects with a record of its organisations (ADR 0004)."""

from collections.abc import Callable, Collection
from dataclasses import replace
from functools import partial

from django.http import HttpRequest

from xinlu.accounts.contracts import Denied, Permission
from xinlu.archive import queries as archive
from xinlu.office.scope import organisations_within
from xinlu.subjects.contracts import Kind, Query, Subject


def reached(request: HttpRequest, permission: Permission, subjects: Collection[str]) -> frozenset[str]:
    """Those of the subjects for which the permission holds."""
    within = organisations_within(request, permission)
    return frozenset(subjects) if within is None else archive.subjects_of(within, among=subjects)


def reaches(request: HttpRequest, permission: Permission, subjects: Collection[str]) -> bool:
    """Whether the permission holds for one of the subjects at least."""
    return bool(reached(request, permission, subjects))


def require_reach(request: HttpRequest, permission: Permission, subjects: Collection[str]) -> None:
    """Raises Denied."""
    if not reaches(request, permission, subjects):
        raise Denied("这一主体没有您所管机构的记录，不能进行此项操作；请转交有记录的机构或省级数据管理员。")


def require_view(request: HttpRequest, *subjects: Subject) -> None:
    """Natural persons are seen by those who have a record of them. Raises Denied."""
    persons = [subject.id for subject in subjects if subject.kind == Kind.PERSON]
    if persons and not reaches(request, Permission.VIEW_ARCHIVE, persons):
        raise Denied("自然人的档案只对有其记录的机构开放；确需查阅的，请联系有记录的机构或省级数据管理员。")


def reachable(request: HttpRequest, query: Query) -> Query:
    """The query, its natural persons cut to those with a record of the principal's organisations."""
    within = organisations_within(request, Permission.VIEW_ARCHIVE)
    if within is None or Kind.PERSON not in query.kinds:
        return query
    return replace(query, persons=archive.subjects_of(within))


def owner(request: HttpRequest) -> Callable[[str], bool]:
    """Whether an organisation's records may be seen with all their fields and where they came from."""
    return partial(request.principal.may, Permission.VIEW_ARCHIVE)
