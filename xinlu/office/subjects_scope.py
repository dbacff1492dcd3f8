"""Whose subjects a principal may look behind, or judge: those with a record of its organisations."""

from collections.abc import Iterable

from django.http import HttpRequest

from xinlu.accounts.contracts import Denied, Permission
from xinlu.archive import queries as archive
from xinlu.office.scope import organisations_within


def reaches(request: HttpRequest, permission: Permission, subjects: Iterable[str]) -> bool:
    """Whether the permission holds for one of the subjects at least."""
    if not request.principal.may(permission):
        return False
    within = organisations_within(request, permission)
    return within is None or any(
        archive.records(subject=subject, organisations=within, limit=1).total for subject in subjects
    )


def require_reach(request: HttpRequest, permission: Permission, subjects: Iterable[str]) -> None:
    """Raises Denied."""
    if not reaches(request, permission, subjects):
        raise Denied("这一主体没有您所管机构的记录，不能进行此项操作；请转交有记录的机构或省级数据管理员。")
